"""What is drawn of a poster: all of its words, inside its margins, in our own letters, the same each time."""

import json
import random
import re
from dataclasses import replace
from io import BytesIO

import pytest
import typst
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from candidates.cutting import square
from candidates.portraits import written
from emgek.portrait_drawing import draw as draw_face
from emgek.shares.drawing import FONTS, LARGEST, SHEETS, SIZES, draw, fonts, given
from emgek.shares.poster import Poster
from emgek.shares.wording import LONGEST_TEXT, LONGEST_TITLE, bound, clean, first_sentence, headline

LETTERS = "ҢңӨөҮү"
WORDS = "Мүмкүнчүлүгү чектелген жарандарды жумуш менен камсыз кылуу жана укуктарын коргоо боюнча комиссия "
LONG_TITLE = headline((WORDS * 5)[:LONGEST_TITLE], "ky")
LONG_TEXT = bound((WORDS * 5)[:LONGEST_TEXT], "ky")
IMPRINT = (
    "Аткаруучу: «Үлгү басмаканасы» коомдук фонду, Бишкек шаары, Үлгү көчөсү, 90а. Буйрутмачы: «Үлгү» саясий партиясы."
    " Төлөмү: «Үлгү» саясий партиясынын атайын шайлоо фонду. Каржы боюнча ыйгарым укуктуу өкүл: Мисалова Ү. Ө."
    " Чыккан күнү: 08.07.2021. Нускасы: 1."
)
MARK = ("#d4261c", "#f64b3c")
ORDINARY = Poster(
    sheet="person",
    language="ky",
    about="Талапкер. Бишкек шаардык кеңеши",
    when="2021-жылдын 11-июлу",
    title="Ышсыз Бишкек",
    text="Бир сүйлөм.",
    names=("Жылдыз", "Өмүрзакова"),
    initials="ЖӨ",
    number="4",
    party="Үлгү",
    day=("11", "июль 2021", "Жекшемби, 08:00–20:00"),
    imprint=IMPRINT,
    mark=MARK,
)
VARIANTS = {
    "ordinary": ORDINARY,
    "longest": replace(
        ORDINARY,
        title=LONG_TITLE,
        text=LONG_TEXT,
        names=("Айжаркын-Гүлмайрам", "Абдымомункулова-Жээнбекмырзаева"),
        initials="ЩЖ",
        number="104",
        party="Кыргызстандын Биримдик жана Өнүгүү партиясы",
        day=("30", "сентябрь 2021", "Жекшемби. Добуш берүү жокко чыгарылган, жыйынтыгы жок"),
        note="Англисчеден которулду. Сүрөт: Абдымомункулова-Жээнбекмырзаева А.",
    ),
    "one word of sixty letters": replace(
        ORDINARY,
        names=("Ү", "Өңүргөмамбеткадыржантөрөгелдибековакызыназарбекмырзакулуулуу"),
        title="Өңүргөмамбеткадыржантөрөгелдибековакызыназарбекмырзакулуулуу",
        party="Өңүргөмамбеткадыржантөрөгелдибековакызы",
    ),
    "shortest": replace(ORDINARY, title="Ы", text="", names=("Ы",), initials="Ы", party="Э", about="", when=""),
    "without mark": replace(ORDINARY, mark=("", ""), imprint=""),
    "without number": replace(ORDINARY, mark=("", ""), number=""),
}
COMPOSITIONS = ("person", "talk", "answer", "promise", "vote", "party")


def every(*names: str) -> list:
    """Return some variants in every composition and every size."""
    return [
        pytest.param(replace(VARIANTS[name], sheet=sheet), size, id=f"{sheet} {size} {name}")
        for name in names
        for sheet in COMPOSITIONS
        for size in SIZES
    ]


FACED = ("person", "talk", "answer")
MARGINS = {"wide": 40, "square": 51, "tall": 56}


def set_words(poster: Poster, size: str) -> list[dict]:
    """Return what typst set in rooms: {"words", "whole", "size"}."""
    inputs = given(poster, size, None)
    return json.loads(typst.query(SHEETS / "poster.typ", "<fitted>", field="value", **inputs))


def picture(poster: Poster, size: str, portrait: bytes | None = None) -> Image.Image:
    """Return a drawn poster."""
    return Image.open(BytesIO(draw(poster, size, portrait)))


def photograph() -> bytes:
    """Return a portrait with some grain, as a camera makes it."""
    noise = Image.frombytes("L", (960, 960), random.Random(4).randbytes(960 * 960))
    grain = noise.filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    out = BytesIO()
    Image.blend(draw_face(3), grain, 0.1).save(out, "JPEG", quality=82)
    return out.getvalue()


@pytest.mark.parametrize(("poster", "size"), every(*VARIANTS))
def test_no_word_of_a_poster_is_left_out(poster, size):
    words = set_words(poster, size)

    assert [one["words"] for one in words if not one["whole"]] == []
    assert poster.sheet not in FACED or " ".join(poster.names) in [one["words"] for one in words]


@pytest.mark.parametrize(("poster", "size"), every("longest", "one word of sixty letters", "shortest"))
def test_nothing_is_drawn_in_the_margin(poster, size):
    image = picture(poster, size).convert("RGB")
    width, height = image.size
    margin = MARGINS[size]
    top = width + 2 if size == "tall" and poster.sheet in FACED else 0  # where a face fills the sheet to its edges

    edges = [
        (0, top, margin, height),
        (width - margin, top, width, height),
        (0, height - margin, width, height),
        *([] if top else [(0, 0, width, margin)]),
    ]
    assert [image.crop(edge).getextrema() for edge in edges] == [
        tuple((tone, tone) for tone in image.getpixel((3, height - 3)))
    ] * len(edges)


@pytest.mark.parametrize("size", SIZES)
def test_the_imprint_stays_large_enough_to_be_read(size):
    imprint = next(one for one in set_words(ORDINARY, size) if one["words"] == IMPRINT)

    assert imprint["size"] >= {"wide": 13, "square": 15, "tall": 18}[size]


@pytest.mark.parametrize("size", SIZES)
def test_pictures_have_the_size_that_is_promised(size):
    assert picture(ORDINARY, size).size == SIZES[size]


@pytest.mark.parametrize("has_portrait", [False, True], ids=["initials", "photograph"])
def test_the_same_poster_is_the_same_file(has_portrait):
    portrait = photograph() if has_portrait else None

    assert draw(ORDINARY, "wide", portrait) == draw(ORDINARY, "wide", portrait)


@pytest.mark.parametrize("size", SIZES)
def test_flat_pictures_are_small_files(size):
    assert len(draw(VARIANTS["longest"], size)) <= LARGEST


def test_a_picture_with_a_photograph_is_a_small_jpeg():
    drawn = draw(ORDINARY, "wide", photograph())

    assert Image.open(BytesIO(drawn)).format == "JPEG"
    assert len(drawn) <= LARGEST


def test_a_portrait_is_drawn_in_grey():
    red = BytesIO()
    Image.new("RGB", (960, 960), "#c02020").save(red, "JPEG")

    tones = picture(ORDINARY, "tall", red.getvalue()).convert("RGB").getpixel((540, 300))

    assert max(tones) - min(tones) <= 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("focus", [(0.5, 0.5), (0.78, 0.3), (0.2, 0.75)])
@pytest.mark.parametrize("shape", [(1600, 1000), (1000, 1600)], ids=["broad", "high"])
def test_the_middle_of_the_face_is_inside_the_picture_with_a_margin(shape, focus, size):
    original = Image.new("L", shape, 96)
    middle = shape[0] * focus[0], shape[1] * focus[1]
    ImageDraw.Draw(original).circle(middle, 70, fill=255)
    cut = square(original, focus).resize((960, 960))

    drawn = picture(ORDINARY, size, written(cut, "jpeg", {"quality": 90})).convert("L")
    face = drawn.filter(ImageFilter.MinFilter(9)).point(lambda tone: 255 * (tone > 248)).getbbox()
    left, top, side = {"wide": (756, 100, 400), "square": (56, 124, 540), "tall": (0, 0, 1080)}[size]

    assert face[0] - left > side * 0.06
    assert face[1] - top > side * 0.06
    assert left + side - face[2] > side * 0.06
    assert top + side - face[3] > side * 0.06


@pytest.mark.parametrize("sheet", COMPOSITIONS)
def test_without_a_mark_nothing_has_a_colour(sheet):
    marked = picture(replace(ORDINARY, sheet=sheet), "square").convert("HSV").getchannel("S").getextrema()[1]
    plain = picture(replace(VARIANTS["without mark"], sheet=sheet), "square").convert("HSV").getchannel("S")

    assert plain.getextrema()[1] < 80
    assert (marked > 150) == (sheet not in ("vote", "party"))


@pytest.mark.parametrize(("sheet", "colour"), [("person", (212, 38, 28)), ("talk", (246, 75, 60))])
def test_the_mark_has_the_party_s_colour_on_paper_and_on_ink(sheet, colour):
    drawn = picture(replace(ORDINARY, sheet=sheet), "wide").convert("RGB")

    assert colour in {tone for _count, tone in drawn.getcolors(1000)}


def test_words_are_never_read_as_a_programme():
    hostile = '#panic("x") $ \\ #include "/etc/passwd" [*_`<a>@b'

    words = [one["words"] for one in set_words(replace(ORDINARY, sheet="talk", title=hostile), "wide")]

    assert hostile in words


@pytest.mark.parametrize(
    "odd", ["🐑🇰🇬", "مرحبا بالعالم", "שלום", "漢字かな", "a\u0301\u0302\u0303", "\u202eабв", "\ufffd"]
)
def test_odd_letters_are_drawn_or_left_out(odd):
    poster = replace(ORDINARY, sheet="talk", title=headline(f"Ы {odd}", "ky"), names=(clean(odd) or "Ы",))

    assert picture(poster, "square").size == SIZES["square"]


def test_what_is_no_letter_is_left_out():
    assert clean("Бир\u200b\u202e эки\n 🐑\x00 үч") == "Бир эки үч"


def test_the_first_sentence_is_whole_or_ends_with_dots():
    assert first_sentence("Ооба, 5 млн. сом. Экинчи.", "ru") == "Ооба, 5 млн. сом."
    assert first_sentence("сөз " * 200, "ru").endswith("сөз …")
    assert len(first_sentence("сөз " * 200, "ru")) <= LONGEST_TEXT
    assert first_sentence("", "ky") == ""


def test_a_dash_or_a_word_of_one_letter_does_not_stand_alone():
    assert bound("шаар — үй, с ней", "ru") == "шаар\u00a0— үй, с\u00a0ней"


def test_the_sheets_ask_for_no_other_fonts_than_ours():
    asked = set(re.findall(r'font: "([^"]+)"', (SHEETS / "materials.typ").read_text("utf-8")))

    assert asked == set(fonts().families()) == {"Golos Text", "Emgek Serif"}


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_fonts_have_the_kyrgyz_letters(font):
    face = ImageFont.truetype(font, 64)
    nothing = bytes(face.getmask("\ue000"))

    assert [letter for letter in LETTERS if bytes(face.getmask(letter)) == nothing] == []
    assert bytes(face.getmask("\ue001")) == nothing
