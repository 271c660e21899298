"""The fonts hold every sign we write, and what stands in for them while they come is as tall and as wide."""

import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from tools import house

FOLDER = house.ROOT / "static"
FACES = {"Golos": "golos-text.woff2", "Serif": "source-serif-4.woff2"}
WRITTEN = [
    *(house.ROOT / "locale").rglob("django.po"),
    *(house.ROOT / "emgek" / "demo_content").glob("*.toml"),
    *(house.ROOT / "emgek" / "sample_content").glob("*.toml"),
]
LETTERS = "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ"
SIGNS = "«»„“”‘’–—…№·•×−€°§©\u00a0\u00ad0123456789"
#: What browsers draw themselves or take from elsewhere: joiners, non-breaking hyphen, arrows and marks of the desk.
NOT_DRAWN = set("\u2011\u2060\ufeff\n\t→←✓✖")
STAND_IN = re.compile(r'font-family: "(\w+) (?:stand-in|on \w+)";.*?src: local\(.*')
PERCENT = re.compile(r"(size-adjust|ascent-override|descent-override): ([\d.]+)%")
LINE = (
    "Эмгек партиясы Бишкектин абасын тазалоону, көчөлөрдү жашылдандырууну жана ар бир үй-бүлөгө жардамды убада кылат."
)
#: How wide a line is in the real face, in each stand-in, and where there is none of them.
WIDTHS = """async ([families, text, weight]) => {
  await document.fonts.load(`${weight} 40px "${families[0]}"`, text);
  const span = document.body.appendChild(document.createElement('span'));
  span.textContent = text;
  return families.map(family => {
    span.style.cssText = `font: ${weight} 40px "${family}", monospace; white-space: nowrap; position: absolute`;
    return span.getBoundingClientRect().width;
  });
}"""


@pytest.fixture(scope="module", params=FACES)
def font(request):
    """Return the first word of a family's name and its file."""
    return request.param, TTFont(FOLDER / "fonts" / FACES[request.param])


def test_every_letter_of_kyrgyz_and_every_sign_we_set_is_there(font):
    held = set(map(chr, font[1].getBestCmap()))

    assert set(LETTERS + LETTERS.lower() + SIGNS) - held == set()


def test_everything_the_site_and_its_demo_say_can_be_drawn(font):
    said = {sign for path in WRITTEN for sign in unicodedata.normalize("NFC", path.read_text("utf-8"))}

    assert said - set(map(chr, font[1].getBestCmap())) - NOT_DRAWN == set()


def test_font_has_the_weights_the_style_sheet_says_and_no_others(font):
    (weight,) = font[1]["fvar"].axes

    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)
    assert f'{FACES[font[0]]}") format("woff2"); font-weight: 400 700; font-display: swap' in faces()


def test_stand_ins_have_the_height_of_the_real_face(font):
    name, file = font
    ascent, descent = file["hhea"].ascent / 10, -file["hhea"].descent / 10
    lines = [line for line in faces().splitlines() if STAND_IN.search(line) and f'"{name} ' in line]

    assert len(lines) >= 3
    for line in lines:
        size, above, below = (float(value) for _name, value in PERCENT.findall(line))
        assert size * above / 100 == pytest.approx(ascent, abs=0.2), line
        assert size * below / 100 == pytest.approx(descent, abs=0.2), line


@pytest.mark.parametrize(
    ("real", "name", "weight"),
    [("Golos Text", "Golos", 400), ("Golos Text", "Golos", 600), ("Source Serif 4", "Serif", 400)],
)
def test_stand_in_of_this_machine_is_as_wide_as_the_real_face(furnished, open_page, real, name, weight):
    window = open_page(bypass_csp=True)
    window.goto("/ky/about/")

    stand_ins = [f"{name} stand-in", f"{name} on Android", f"{name} on Linux"]
    ours, *theirs, none = window.evaluate(WIDTHS, [[real, *stand_ins, "no such face"], LINE, weight])
    here = [width for width in theirs if width != none]
    if not here:
        pytest.skip("this machine has none of the faces that stand in")

    assert [width / ours for width in here] == [pytest.approx(1, abs=0.03)] * len(here)


def faces() -> str:
    return (FOLDER / "css" / "fonts.css").read_text("utf-8")
