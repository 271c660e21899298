"""The two accent tones of the public site, made from any colour a party brings.

Source: the art direction, "Any accent". OKLCH hue and chroma are kept; lightness moves only as far as the contrast
asks, and chroma gives way where the colour would leave sRGB. Contrast is that of WCAG 2, measured on the rounded colour
against the worse of the two grounds.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from coloraide import Color

LIGHT_GROUND = "#e3e5db"
DARK_GROUND = "#1d2024"
MARK_ON_LIGHT = 3.2
ACCENT_INK_ON_LIGHT = 4.6
BOTH_ON_DARK = 4.6

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 12


class Palette(NamedTuple):
    """Four colours as #rrggbb."""

    mark_light: str
    mark_dark: str
    accent_ink_light: str
    accent_ink_dark: str


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#ffffff", "#000000"), 2)
    21.0
    """
    return Color(one).contrast(other, method="wcag21")


@lru_cache(maxsize=64)
def palette(accent: str) -> Palette:
    """Return the tones for an accent given as #rgb or #rrggbb; raise ValueError for anything else.

    >>> palette("#D4261C").mark_light
    '#d4261c'
    """
    if not _HEX.fullmatch(accent):
        raise ValueError(f"not a colour like #d4261c: {accent!r}")
    on_dark = _move(accent, DARK_GROUND, BOTH_ON_DARK, towards=1.0)
    return Palette(
        mark_light=_move(accent, LIGHT_GROUND, MARK_ON_LIGHT, towards=0.0),
        mark_dark=on_dark,
        accent_ink_light=_move(accent, LIGHT_GROUND, ACCENT_INK_ON_LIGHT, towards=0.0),
        accent_ink_dark=on_dark,
    )


def theme_css(accent: str) -> str:
    """Return the custom properties that carry an accent through the style sheet, the same text for the same colour.

    >>> theme_css("#d4261c").startswith("@layer tokens{:root{--mark:light-dark(#d4261c,#")
    True
    """
    tones = palette(accent)
    mark = f"--mark:light-dark({tones.mark_light},{tones.mark_dark})"
    accent_ink = f"--accent-ink:light-dark({tones.accent_ink_light},{tones.accent_ink_dark})"
    return f"@layer tokens{{:root{{{mark};{accent_ink}}}}}"


def _move(accent: str, ground: str, least: float, towards: float) -> str:
    """Return the colour nearest to the accent, on its way to black (0) or white (1), that has the least contrast."""
    seed = Color(accent).convert("oklch")
    shade = _shades(seed)
    near, far = seed["lightness"], towards
    if contrast(shade(near), ground) >= least:
        return shade(near)
    # Black and white always have the contrast, so the far end is a colour that will do, and stays one.
    for _ in range(_STEPS):
        middle = (near + far) / 2
        if contrast(shade(middle), ground) >= least:
            far = middle
        else:
            near = middle
    return shade(far)


def _shades(seed: Color) -> Callable[[float], str]:
    """Return a function from lightness to the seed's colour of that lightness, with the chroma sRGB has room for."""

    def shade(lightness: float) -> str:
        colour = seed.clone().set("lightness", lightness).convert("srgb")
        return colour.fit(method="raytrace", pspace="oklch").to_string(hex=True)

    return shade
