"""What pages show of a portrait: a square around the face, in the sizes and formats they use.

The name of a rendition says what it is cut from and where, so a lost one can be made again from its name alone. Tasks
make them when a portrait is saved; until then, and if a task is lost, the first request for one makes that one.
"""

import re
from functools import partial
from pathlib import PurePath

from django.core.files.storage import Storage, default_storage
from django.core.validators import RegexValidator
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext_lazy as _
from PIL import Image

from candidates.portraits import STEM, portrait_name, written
from publishing.languages import words
from publishing.pictures import Picture, Rendition, store_whole

WIDTHS = (160, 480, 960)
FORMATS = {
    "avif": {"quality": 60},
    "webp": {"quality": 78},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
MIDDLE = "0.5x0.5"
EDGE = 0.125
"""How near the edge of the square, in parts of its side, the middle of a face may not lie."""
is_point = RegexValidator(r"^(0(\.\d{1,6})?|1(\.0{1,6})?)x(0(\.\d{1,6})?|1(\.0{1,6})?)\Z", _("This is no point of it."))
_NAME = re.compile(rf"renditions/({STEM})-([01]\d{{3}})([01]\d{{3}})-(\d{{3}})\.(avif|webp|jpg)")


def square(image: Image.Image, point: tuple[float, float]) -> Image.Image:
    """Return the largest square around a point, kept inside the picture; static/desk/portrait.js shows the same."""
    side = min(image.size)
    left = min(max(round(image.width * point[0] - side / 2), 0), image.width - side)
    top = min(max(round(image.height * point[1] - side / 2), 0), image.height - side)
    return image.crop((left, top, left + side, top + side))


def thousandths(ppoi: str) -> tuple[int, int]:
    """Return a point of a picture, as the form keeps it (“0.5x0.25”), in thousandths of its width and height.

    >>> thousandths("0.5x0.25")
    (500, 250)
    """
    across, down = (min(max(round(float(part) * 1000), 0), 1000) for part in ppoi.split("x"))
    return across, down


def is_cut_off(size: tuple[int | None, int | None], ppoi: str) -> bool:
    """Say whether a point lies so near the edge of its square that a face around it would be cut off.

    >>> is_cut_off((800, 1200), "0.5x0.2"), is_cut_off((800, 1200), "0.5x0.02")
    (False, True)
    """
    if not all(size):
        return False
    side = min(size)
    for length, part in zip(size, thousandths(ppoi), strict=True):
        point = length * part / 1000
        start = min(max(point - side / 2, 0), length - side)
        if min(point - start, start + side - point) < side * EDGE:
            return True
    return False


def rendition_names(original: str, ppoi: str) -> list[Rendition]:
    """Return the renditions of an original cut around a point; the names follow from both, so they never change."""
    across, down = thousandths(ppoi)
    stem = f"{PurePath(original).stem}-{across:04d}{down:04d}"
    return [
        Rendition(name=f"renditions/{stem}-{width}.{EXTENSIONS[form]}", format=form, width=width)
        for form in FORMATS
        for width in WIDTHS
    ]


def make_renditions(storage: Storage, original: str, ppoi: str) -> int:
    """Make the files that are not there yet; return how many. An original that is gone was erased: nothing is made."""
    missing = [one for one in rendition_names(original, ppoi) if not storage.exists(one.name)]
    if not missing:
        return 0
    try:
        with storage.open(original) as file, Image.open(file) as image:
            cut = square(image.convert("RGB"), tuple(part / 1000 for part in thousandths(ppoi)))
    except FileNotFoundError:
        return 0
    for one in missing:
        small = cut.resize((one.width, one.width), Image.Resampling.LANCZOS)
        store_whole(storage, one.name, written(small, one.format, FORMATS[one.format]))
    if not storage.exists(original):  # erased meanwhile
        for one in missing:
            storage.delete(one.name)
    return len(missing)


def make_one(storage: Storage, name: str) -> bool:
    """Make one rendition by its name; say whether there is such a file now."""
    found = _NAME.fullmatch(name)
    if found is None or int(found[4]) not in WIDTHS:
        return False
    original = portrait_name(None, f"{found[1]}.jpeg")
    if not storage.exists(original):
        return False
    wanted = next(form for form, extension in EXTENSIONS.items() if extension == found[5])
    with storage.open(original) as file, Image.open(file) as image:
        cut = square(image.convert("RGB"), (int(found[2]) / 1000, int(found[3]) / 1000))
    width = int(found[4])
    small = cut.resize((width, width), Image.Resampling.LANCZOS)
    store_whole(storage, name, written(small, wanted, FORMATS[wanted]))
    return True


def bytes_of(name: str) -> bytes:
    """Return the file of a rendition, made now if it is not there; raise FileNotFoundError where it cannot be."""
    if not default_storage.exists(name):
        make_one(default_storage, name)
    with default_storage.open(name) as file:
        return file.read()


@task()
def cut(original: str, ppoi: str) -> int:
    """Make what pages show of a portrait."""
    return make_renditions(default_storage, original, ppoi)


def order(candidate) -> None:
    """Have the renditions of a portrait made once it is saved, if they are not there."""
    if candidate.portrait:
        transaction.on_commit(partial(order_missing, candidate.portrait.name, candidate.portrait_ppoi))


def order_missing(original: str, ppoi: str) -> None:
    """Put the work into the queue; the file made last says whether there is any."""
    if not default_storage.exists(rendition_names(original, ppoi)[-1].name):
        cut.enqueue(original, ppoi)


def portrait_picture(candidate, language: str) -> Picture | None:
    """Return the portrait as a document shows it, or None."""
    if not candidate.portrait:
        return None
    return Picture(
        original=candidate.portrait.name,
        credit=candidate.portrait_credit,
        renditions=tuple(rendition_names(candidate.portrait.name, candidate.portrait_ppoi)),
        alt=words(candidate, "portrait_alt", language),
    )
