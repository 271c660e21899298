"""Portraits on the way in: opened with care, turned upright, re-encoded, named by their content.

A file is never deleted when a portrait changes: editions show it as long as they stand (design.md §2.2). What is kept
is never served; pages show what `cutting` makes of it, the desk a small copy.
"""

import hashlib
from io import BytesIO
from pathlib import PurePath

import pi_heif
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from publishing.pictures import store_whole

LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
PREVIEW_SIDE = 900
#: The hash of the content; a store adds some letters where rows were given the same picture without the form.
STEM = "[0-9a-f]{32}(?:_[A-Za-z0-9]{7})?"
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypheis", b"ftypmif1", b"ftypmsf1")

# One picture of a file is read and nothing else of it: no thumbnails, depths or layers; one thread for each.
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


class BadPicture(ValueError):
    """The file is no picture we take; the message says why, in the editor's language."""


def portrait_name(instance, filename) -> str:
    """Return where an original is stored: its name is the hash of its bytes, given by `re_encoded`."""
    return f"portraits/{filename}"


def re_encoded(upload) -> ContentFile:
    """Return an upload as a clean JPEG: turned upright, without EXIF, at most 2400 pixels long, named by its content.

    Raises BadPicture for what is no JPEG, PNG, WebP or HEIC, for broken files and for pictures too large to open.
    """
    upload.seek(0)
    is_heic = upload.read(12)[4:] in HEIC
    upload.seek(0)
    return named(upright(upload, is_heic=is_heic))


def upright(upload, *, is_heic: bool = False) -> Image.Image:
    """Return a decoded upload, turned upright, on white; its head says the size, so a bomb is never opened."""
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise BadPicture(_("This picture is too large: more than 50 million pixels."))
            return on_white(true_colours(ImageOps.exif_transpose(image)))
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(_("This picture is too large: more than 50 million pixels.")) from error
    except Exception as error:
        if is_heic:
            raise BadPicture(_("This HEIC picture cannot be read. Save it as JPEG and choose it again.")) from error
        raise BadPicture(_("This file is broken or no JPEG, PNG, WebP or HEIC picture.")) from error


def on_white(image: Image.Image) -> Image.Image:
    """Return a picture without transparency."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def true_colours(image: Image.Image) -> Image.Image:
    """Return a picture in the colours every screen knows: telephones write wider ones, which would look dull."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read changes nothing


def named(image: Image.Image) -> ContentFile:
    """Return a picture as a JPEG file whose name is the hash of its bytes."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    data = written(image, "jpeg", {"quality": 90})
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:32]}.jpeg")


def written(image: Image.Image, form: str, options: dict) -> bytes:
    """Return a picture's bytes in a format."""
    out = BytesIO()
    image.save(out, form.upper(), **options)
    return out.getvalue()


def preview_name(original: str) -> str:
    """Return where the small copy lies that the desk shows of an original."""
    return f"previews/{PurePath(original).stem}.jpeg"


def preview(storage, original: str) -> bytes:
    """Return an original at most 900 pixels long, for the desk; raise FileNotFoundError where there is none."""
    name = preview_name(original)
    if not storage.exists(name):
        with storage.open(original) as file, Image.open(file) as image:
            image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
            store_whole(storage, name, written(image.convert("RGB"), "jpeg", {"quality": 80}))
    with storage.open(name) as file:
        return file.read()


def forget(storage, original: str) -> None:
    """Delete an original that nobody used, and what the desk showed of it."""
    storage.delete(original)
    storage.delete(preview_name(original))
