"""Draw the share images of what is live now on one contact sheet, to look at them side by side.

    python -m tools.share_sheet docs/pictures/shares.png --language ky candidate:0 interview:0/4 plank:1

Each wish is a kind, the place of an object in its list, and the number of an answer; without wishes, the first of
each kind. A row of the sheet is one poster in its three sizes.
"""

import argparse
import os
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import django
from PIL import Image

HEIGHT = 400
GAP = 20
GROUND = "#8b8f8a"
FIRST = ("candidate:0", "interview:0", "interview:0/1", "plank:0", "program:0", "election:0", "party:0")


def wishes(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("wishes", nargs="*", default=FIRST)
    parser.add_argument("--language", default="ky")
    parser.add_argument("--at", type=datetime.fromisoformat, help="a moment, 2021-07-10T09:00+06:00; else the site's")
    return parser.parse_intermixed_args(argv)


def drawn(language: str, wanted: list[str], at: datetime | None) -> Iterator[list[Image.Image]]:
    """Yield the three pictures of each wish."""
    from emgek.shares import images_of
    from emgek.shares.storing import bytes_of, live_cards
    from publishing import clock, reading

    chrome = reading.chrome(language, at or clock.now())
    live = list(live_cards(chrome))
    for wish in wanted:
        kind, _, place = wish.partition(":")
        place, _, part = place.partition("/")
        card, person = [pair for pair in live if pair[0].kind == kind][int(place or 0)]
        pictures = images_of(card, chrome, person=person, part=int(part) if part else None)
        yield [Image.open(BytesIO(bytes_of(picture))).convert("RGB") for picture in pictures]


def pasted(rows: list[list[Image.Image]]) -> Image.Image:
    """Return the pictures on one sheet, all of one height, in few colours."""
    widths = [round(picture.width * HEIGHT / picture.height) for picture in rows[0]]
    size = sum(widths) + GAP * (len(widths) + 1), (HEIGHT + GAP) * len(rows) + GAP
    sheet = Image.new("RGB", size, GROUND)
    for line, row in enumerate(rows):
        left = GAP
        for picture, width in zip(row, widths, strict=True):
            small = picture.resize((width, HEIGHT), Image.Resampling.LANCZOS)
            sheet.paste(small, (left, GAP + line * (HEIGHT + GAP)))
            left += width + GAP
    return sheet.quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main(argv: list[str] | None = None) -> None:
    """Draw the sheet."""
    asked = wishes(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emgek.settings")
    django.setup()
    pasted(list(drawn(asked.language, asked.wishes, asked.at))).save(asked.sheet, optimize=True)
    print(f"{asked.sheet}: {asked.sheet.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
