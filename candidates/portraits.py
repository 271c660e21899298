"""Portraits: re-encoded on the way in, named by their content, cut around the face in the sizes the pages use.

A file is never deleted when a portrait changes: editions show it as long as they stand (design.md §2.2).
"""

import hashlib
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from publishing.languages import words
from publishing.pictures import Picture, Rendition

WIDTHS = (160, 480, 960)
FORMATS = {
    "avif": {"quality": 60},
    "webp": {"quality": 78},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 2400


class BadPicture(ValueError):
    """The file is no picture we take; the message says why, in the editor's language."""


def portrait_name(instance, filename) -> str:
    """Return where an original is stored: its name is the hash of its bytes, given by `re_encoded`."""
    return f"portraits/{filename}"


HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypmif1", b"ftypmsf1")


def re_encoded(upload) -> ContentFile:
    """Return an upload as a clean JPEG: turned upright, without EXIF, at most 2400 pixels long, named by its content.

    Raises BadPicture for what is no JPEG, PNG or WebP, for broken files and for pictures too large to open.
    """
    upload.seek(0)
    if upload.read(12)[4:] in HEIC:
        raise BadPicture(_("This is a HEIC picture of a telephone. Save it as JPEG and choose it again."))
    upload.seek(0)
    return named(upright(upload))


def upright(upload) -> Image.Image:
    """Return a decoded upload, turned upright, on white; its head says the size, so a bomb is never opened."""
    try:
        with Image.open(upload, formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise BadPicture(_("This picture is too large: more than 50 million pixels."))
            turned = ImageOps.exif_transpose(image).convert("RGBA")
            ground = Image.new("RGBA", turned.size, "white")
            return Image.alpha_composite(ground, turned).convert("RGB")
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(_("This picture is too large: more than 50 million pixels.")) from error
    except Exception as error:
        raise BadPicture(_("This file is broken or no JPEG, PNG or WebP picture.")) from error


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


def square(image: Image.Image, ppoi: tuple[float, float]) -> Image.Image:
    """Return the largest square around a point, kept inside the picture."""
    side = min(image.size)
    left = min(max(round(image.width * ppoi[0] - side / 2), 0), image.width - side)
    top = min(max(round(image.height * ppoi[1] - side / 2), 0), image.height - side)
    return image.crop((left, top, left + side, top + side))


def rendition_names(original: str, ppoi: str) -> list[Rendition]:
    """Return the renditions of an original cut around a point; the names follow from both, so they never change."""
    stem = f"{PurePath(original).stem}-{hashlib.sha256(ppoi.encode()).hexdigest()[:8]}"
    return [
        Rendition(name=f"renditions/{stem}-{width}.{EXTENSIONS[form]}", format=form, width=width)
        for form in FORMATS
        for width in WIDTHS
    ]


def make_renditions(storage, original: str, ppoi: str) -> None:
    """Make the files that are not there yet."""
    missing = [r for r in rendition_names(original, ppoi) if not storage.exists(r.name)]
    if not missing:
        return
    with storage.open(original) as file, Image.open(file) as image:
        cut = square(image.convert("RGB"), tuple(float(part) for part in ppoi.split("x")))
    for rendition in missing:
        small = cut.resize((rendition.width, rendition.width), Image.Resampling.LANCZOS)
        storage.save(rendition.name, ContentFile(written(small, rendition.format, FORMATS[rendition.format])))


def portrait_picture(candidate, language: str) -> Picture | None:
    """Return the portrait as a document shows it, or None."""
    if not candidate.portrait:
        return None
    name, ppoi = candidate.portrait.name, candidate.portrait_ppoi
    make_renditions(candidate.portrait.storage, name, ppoi)
    return Picture(
        original=name,
        credit=candidate.portrait_credit,
        renditions=tuple(rendition_names(name, ppoi)),
        alt=words(candidate, "portrait_alt", language),
    )
