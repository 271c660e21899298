"""The party's logo, drawn from its row: number on the ballot and name, as outlines that need no font."""

from pathlib import Path

import typst

from emgek.shares import image_of
from emgek.shares.drawing import given
from publishing.cards import Chrome

SHEET = Path(__file__).parent / "logo.typ"
ROOT = SHEET.parent.parent
FORMS = ("svg", "png")
PIXELS_PER_INCH = 144.0


def logos(chrome: Chrome) -> dict[str, bytes]:
    """Return the logo in every form by the name of the file's ending; nothing while no party is public."""
    image = image_of(None, chrome)
    if image is None:
        return {}
    words = given(image.poster, "wide", None) | {"root": ROOT}
    return {form: typst.compile(SHEET, format=form, ppi=PIXELS_PER_INCH, **words) for form in FORMS}
