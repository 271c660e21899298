"""Files that are there whole or not at all, whatever is killed while they are written."""

import os
from uuid import uuid4

from django.core.files.storage import FileSystemStorage

PART = ".part"
"""How a file is called until it is whole; `mend_pictures` sweeps what a killed process left."""


class WholeFiles(FileSystemStorage):
    """Django's folder of files, which writes under a name of its own first: Django's writes under the final one."""

    def _save(self, name, content):
        """Write a file, see it on the disk, then give it its name, or another one if that is taken."""
        if name.endswith(PART):
            return super()._save(name, content)
        part = super()._save(f"{name}.{uuid4().hex}{PART}", content)
        try:
            settle(self.path(part))
            while True:
                try:
                    os.link(self.path(part), self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            os.unlink(self.path(part))


def settle(path: str) -> None:
    """Wait until a file is on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
