"""Drawing a poster: typst sets it, Pillow prepares the portrait and packs the file.

What people wrote goes to typst as JSON only, never as source. The same poster gives the same bytes.
"""

import json
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

from emgek.shares.poster import Poster

HERE = Path(__file__).resolve().parent
SHEETS = HERE / "sheets"
FONTS = HERE / "fonts"
SOURCES = sorted([*SHEETS.glob("*.typ"), *FONTS.glob("*.ttf")])
SIZES = {"wide": (1200, 630), "square": (1080, 1080), "tall": (1080, 1920)}
"""What each size is for: a link that is sent on, a post, a story."""
LARGEST = 150_000
QUALITIES = (86, 80, 74, 68, 62)
"""How large a photograph's file may be, and which qualities are tried to get there."""


def draw(poster: Poster, size: str, portrait: bytes | None = None) -> bytes:
    """Return a poster as the bytes of a file: a JPEG where it holds a photograph, else a PNG of few colours."""
    sheet = typst.compile(SHEETS / "poster.typ", format="png", ppi=72.0, **given(poster, size, portrait))
    with Image.open(BytesIO(sheet)) as image:
        return packed(image.convert("RGB"), is_photograph=portrait is not None)


def given(poster: Poster, size: str, portrait: bytes | None) -> dict:
    """Return what typst gets: our fonts and no others, and the poster as JSON."""
    picture = list(greyscale(portrait)) if portrait else []
    inputs = {"poster": json.dumps(asdict(poster)), "size": size, "portrait": json.dumps(picture)}
    return {"root": SHEETS, "font_paths": fonts(), "sys_inputs": inputs}


@cache
def fonts() -> typst.Fonts:
    """Return our fonts, read once a process; no letter ever comes from another one's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def greyscale(portrait: bytes) -> bytes:
    """Return a portrait in grey, as the site shows it; it is square and cut around the face already."""
    with Image.open(BytesIO(portrait)) as image:
        out = BytesIO()
        image.convert("L").save(out, "JPEG", quality=92)
    return out.getvalue()


def packed(image: Image.Image, *, is_photograph: bool) -> bytes:
    """Return a drawn picture as a small file; flat colours and their edges need no more than 64 tones."""
    if is_photograph:
        files = (jpeg(image, quality) for quality in QUALITIES)
        return next((data for data in files if len(data) <= LARGEST), jpeg(image, QUALITIES[-1]))
    out = BytesIO()
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Return a picture as JPEG; the edges of letters keep their colour."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:4:4")
    return out.getvalue()
