"""Files in an S3-compatible store (extra `s3`). The buckets are private: readers get pictures from this site itself.

So the policy of the pages stays `'self'`, a proxy or CDN can keep the pictures, and nothing but `renditions/` has an
address, as with files on a disk.
"""

from urllib.parse import quote

from django.conf import settings
from storages.backends.s3 import S3Storage


class Pictures(S3Storage):
    """What MEDIA_ROOT holds elsewhere."""

    def get_default_settings(self):
        """Write a file over one of the same name: names are made of what they hold."""
        return super().get_default_settings() | {"file_overwrite": True, "default_acl": None}

    def url(self, name, **kwargs):
        """Return the address at this site."""
        return f"{settings.MEDIA_URL}{quote(name)}"


class PrivateFiles(S3Storage):
    """What PRIVATE_ROOT holds elsewhere."""

    def get_default_settings(self):
        """Never write over a file."""
        return super().get_default_settings() | {"file_overwrite": False, "default_acl": None}

    def url(self, name, **kwargs):
        """Refuse: only the desk hands these files out."""
        raise ValueError("A private file has no address.")
