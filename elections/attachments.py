"""What is kept with a material and never public: the file itself, contracts, photographs of where it stood.

Files are evidence: they are kept byte for byte, under a name of our own, in a store that has no address.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elections.materials import Material
from publishing.erasing import every_file
from publishing.whole_files import PART, WholeFiles
from staff.audit import Action, Told, forget_titles, record

LARGEST = 50 * 1024 * 1024
MOST = 40
ZIPPED, ISO_MEDIA = b"PK\x03\x04", b"ftyp"
#: The kinds of files that are taken: with what they begin, and where that stands.
SIGNS = {
    ".pdf": ((0, b"%PDF-"),),
    ".jpg": ((0, b"\xff\xd8\xff"),),
    ".jpeg": ((0, b"\xff\xd8\xff"),),
    ".png": ((0, b"\x89PNG\r\n\x1a\n"),),
    ".webp": ((8, b"WEBP"),),
    ".tif": ((0, b"II*\x00"), (0, b"MM\x00*")),
    ".tiff": ((0, b"II*\x00"), (0, b"MM\x00*")),
    ".heic": ((4, ISO_MEDIA),),
    ".mp4": ((4, ISO_MEDIA),),
    ".mov": ((4, ISO_MEDIA),),
    ".docx": ((0, ZIPPED),),
    ".xlsx": ((0, ZIPPED),),
    ".odt": ((0, ZIPPED),),
}
UNSAFE = re.compile(r"[^\w .,()№«»“”’–—+-]|[\x00-\x1f]")


class PrivateStorage(WholeFiles):
    """A folder whose files have no address: Django's own would fall back to that of the public ones."""

    def url(self, name):
        """Refuse: only the desk hands these files out."""
        raise ValueError("A private file has no address.")


def private_store() -> Storage:
    """Return the store that has no address."""
    return storages["private"]


def place(instance, name: str) -> str:
    """Return where a file is kept: nothing of its own name is in it."""
    return f"attachments/{uuid4().hex}"


def safe_name(name: str) -> str:
    """Return a file's name without folders, signs of control and what a shell or a browser could take for its own.

    >>> safe_name("../../келишим<1>.PDF"), safe_name(" .pdf")
    ('келишим 1 .PDF', 'file.pdf')
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    path = PurePath(" ".join(UNSAFE.sub(" ", name).split()).lstrip(". ") or "file")
    if path.suffix == "" and f".{path.name}".lower() in SIGNS:
        path = PurePath(f"file.{path.name}")
    return f"{path.stem[:120]}{path.suffix}"


class AttachmentKind(models.TextChoices):
    """What a file is to its material."""

    FILE = "file", _("the material itself")
    CONTRACT = "contract", _("contract")
    PHOTOGRAPH = "photo", _("photograph")
    OTHER = "other", _("something else")


class Attachment(models.Model):
    """A file of a material. `sha256` stays when the file is erased: it proves what was there."""

    material = models.ForeignKey(
        Material, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("campaign material")
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=AttachmentKind, default=AttachmentKind.FILE)
    name = models.CharField(_("name"), max_length=200, blank=True)
    stored = models.FileField(upload_to=place, storage=private_store, blank=True)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    erased_at = models.DateTimeField(_("erased"), null=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        default_permissions = ("view", "add")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(kind="file", erased_at=None), name="file_is_of_one_material"
            ),
            models.UniqueConstraint(
                fields=["material", "sha256"], condition=Q(erased_at=None), name="file_is_attached_once"
            ),
        ]

    def __str__(self):
        return self.name or self.sha256[:12]

    @property
    def download_name(self) -> str:
        """Return the name under which it is taken out: the audit log keeps that, so it tells of nobody."""
        return f"material-{self.material_id}-{self.pk}{PurePath(self.name).suffix.lower()}"

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the file; it is opened when the first are asked for."""
        with self.stored.open("rb") as file:
            yield from file.chunks()


def hash_of(upload) -> str:
    """Return the SHA-256 of an upload, read in pieces."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def refuse_unfit(upload) -> None:
    """Raise ValidationError for a file that is empty, too large, or not of a kind we take."""
    if upload.size == 0:
        raise ValidationError(_("The file is empty."))
    if upload.size > LARGEST:
        raise ValidationError(_("The file is larger than 50 MB."))
    signs = SIGNS.get(PurePath(upload.name).suffix.lower())
    upload.seek(0)
    begin = upload.read(32)
    upload.seek(0)
    if signs is None or not any(begin[at : at + len(sign)] == sign for at, sign in signs):
        raise ValidationError(
            _("Files are taken as PDF, JPEG, PNG, WebP, TIFF, HEIC, MP4, MOV, DOCX, XLSX or ODT, and no others.")
        )


def twin_of(material: Material, kind: str, sha256: str) -> Attachment | None:
    """Return the attachment that forbids this one: the same file here, or as the material itself of any other."""
    same = Attachment.objects.filter(sha256=sha256, erased_at=None).select_related("material")
    elsewhere = Q(kind=AttachmentKind.FILE) if kind == AttachmentKind.FILE else Q(pk=None)
    return same.filter(Q(material=material) | elsewhere).first()


def attach(material: Material, kind: str, upload, *, user) -> Attachment:
    """Keep a file with a material. Raises IntegrityError where somebody attached the same one meanwhile."""
    name = safe_name(upload.name)
    with transaction.atomic():
        added = Attachment(material=material, kind=kind, name=name, size=upload.size, sha256=hash_of(upload), by=user)
        added.stored.save(name, upload, save=False)
        try:
            added.save()
        except Exception:
            added.stored.storage.delete(added.stored.name)
            raise
        record(Told.of(Action.ADDED, added, (added.sha256,)))
    return added


def erase_attachment(attachment: Attachment) -> None:
    """Erase a file and its name; the row keeps the hash, the day and who did it stand in the audit log."""
    name = attachment.stored.name
    with transaction.atomic():
        attachment.stored, attachment.name, attachment.erased_at = "", "", timezone.now()
        attachment.save(update_fields=["stored", "name", "erased_at"])
        label = attachment._meta.label_lower
        forget_titles(label, attachment.pk)
        record(Told(action=Action.ERASE, kind=label, object_id=attachment.pk, details=(attachment.sha256,)))
        transaction.on_commit(lambda: private_store().delete(name) if name else None)


def sweep_attachments(before: datetime) -> int:
    """Delete files older than a moment that no material has: whoever stored them was stopped before the row was there.

    Returns how many there were.
    """
    store, swept = private_store(), 0
    for name in list(every_file(store, "")):
        is_kept = not name.endswith(PART) and Attachment.objects.filter(stored=name).exists()
        if not is_kept and store.get_modified_time(name) < before:
            store.delete(name)
            swept += 1
    return swept
