"""Drawn portraits for the sample: flat shapes cut from two sheets, as felt is; they show nobody.

>>> draw(3).size
(960, 960)
"""

from PIL import Image, ImageDraw

COUNT = 20
SIZE = 960
SCALE = 2  # drawn twice as large, then made smaller, so that the edges are smooth

PAPER, INK = 0xF0, 0x15
GROUNDS = (0xD6, 0x9A, 0xE6, 0x5A, 0xB8)
SKINS = (0xC4, 0xB0, 0xE2, 0xA2)

MEN = tuple(number for number in range(COUNT) if number % 5 in (0, 2))
WOMEN = tuple(number for number in range(COUNT) if number not in MEN)


def draw(number: int) -> Image.Image:
    """Return portrait `number` (0…19) as a square grey picture; the same number is always the same picture."""
    ground = GROUNDS[number % len(GROUNDS)]
    image = Image.new("L", (SIZE * SCALE, SIZE * SCALE), ground)
    pen = ImageDraw.Draw(image)
    sheet(pen, number, ground)
    HEADWEARS[number % len(HEADWEARS)](pen, behind=True)
    shoulders(pen, number)
    neck_and_face(pen, SKINS[number % len(SKINS)])
    HEADWEARS[number % len(HEADWEARS)](pen, behind=False)
    if number % 3 == 1:
        glasses(pen)
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).convert("RGB")


def scaled(*values: int) -> list[int]:
    """Return coordinates of the 960 square in those of the drawing."""
    return [value * SCALE for value in values]


def sheet(pen, number: int, ground: int) -> None:
    """Lay a second sheet over one half of the ground: upright, level or slanted."""
    tone = ground - 0x22 if ground > 0x80 else ground + 0x22
    shapes = ((480, 0, 960, 0, 960, 960, 480, 960), (0, 560, 960, 560, 960, 960, 0, 960), (0, 0, 960, 0, 0, 960))
    pen.polygon(scaled(*shapes[number % 3]), fill=tone)


def shoulders(pen, number: int) -> None:
    """Draw the upper body with one of four collars."""
    coat, trim = (INK, PAPER) if number % 2 else (0x3A, 0xD8)
    pen.rounded_rectangle(scaled(150, 700, 810, 1200), radius=190 * SCALE, fill=coat)
    if number % 4 == 0:
        pen.polygon(scaled(380, 690, 580, 690, 480, 880), fill=trim)
    elif number % 4 == 1:
        pen.polygon(scaled(400, 690, 470, 690, 400, 960, 320, 960), fill=trim)
        pen.polygon(scaled(560, 690, 490, 690, 560, 960, 640, 960), fill=trim)
    elif number % 4 == 2:
        pen.rounded_rectangle(scaled(365, 665, 595, 745), radius=40 * SCALE, fill=trim)
    else:
        horns(pen, trim)


def horns(pen, tone: int) -> None:
    """Draw a pair of curls, the oldest figure of a felt carpet, on the chest."""
    for left, start, end in ((330, 0, 270), (480, 270, 180)):
        pen.arc(scaled(left, 770, left + 150, 920), start, end, fill=tone, width=26 * SCALE)


def neck_and_face(pen, skin: int) -> None:
    """Draw neck and face, without features."""
    pen.rounded_rectangle(scaled(410, 560, 550, 780), radius=70 * SCALE, fill=skin - 0x18)
    pen.ellipse(scaled(330, 230, 630, 630), fill=skin)


def glasses(pen) -> None:
    """Draw round glasses."""
    for left in (355, 495):
        pen.ellipse(scaled(left, 385, left + 110, 495), outline=INK, width=12 * SCALE)
    pen.line(scaled(465, 438, 495, 438), fill=INK, width=12 * SCALE)


# What is on the head: each is asked twice, for what lies behind the face and for what lies before it -----------------


def short_hair(pen, *, behind: bool) -> None:
    """Draw short hair."""
    if behind:
        pen.ellipse(scaled(312, 195, 648, 480), fill=INK)
    else:
        pen.chord(scaled(322, 200, 638, 440), 200, 340, fill=INK)


def long_hair(pen, *, behind: bool) -> None:
    """Draw long hair, parted."""
    if behind:
        pen.rounded_rectangle(scaled(280, 190, 680, 800), radius=190 * SCALE, fill=0x22)
    else:
        pen.polygon(scaled(480, 215, 330, 300, 322, 440, 400, 330), fill=0x22)
        pen.polygon(scaled(480, 215, 630, 300, 638, 440, 560, 330), fill=0x22)
        pen.pieslice(scaled(322, 200, 638, 520), 205, 335, fill=0x22)


def felt_hat(pen, *, behind: bool) -> None:
    """Draw a tall white felt hat with a dark brim."""
    if not behind:
        pen.polygon(scaled(345, 300, 405, 60, 480, 30, 555, 60, 615, 300), fill=PAPER)
        pen.line(scaled(480, 40, 480, 300), fill=0x70, width=8 * SCALE)
        pen.polygon(scaled(290, 345, 335, 275, 625, 275, 670, 345), fill=INK)


def headscarf(pen, *, behind: bool) -> None:
    """Draw a headscarf."""
    if behind:
        pen.polygon(scaled(300, 420, 250, 760, 710, 760, 660, 420), fill=PAPER)
        pen.ellipse(scaled(285, 170, 675, 680), fill=PAPER)
    else:
        pen.chord(scaled(310, 195, 650, 520), 190, 350, fill=PAPER)
        pen.arc(scaled(310, 195, 650, 520), 195, 345, fill=0x80, width=10 * SCALE)


def bun(pen, *, behind: bool) -> None:
    """Draw hair tied up."""
    if behind:
        pen.ellipse(scaled(400, 90, 560, 250), fill=0x30)
        pen.ellipse(scaled(305, 185, 655, 560), fill=0x30)
    else:
        pen.chord(scaled(320, 205, 640, 480), 195, 345, fill=0x30)


HEADWEARS = (short_hair, long_hair, felt_hat, headscarf, bun)
