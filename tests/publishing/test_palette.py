"""Any accent gives tones that can be seen."""

import itertools

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.palette import DARK_GROUND, LIGHT_GROUND, contrast, palette, theme_css

# 343 seeds on a grid through the whole cube, corners and greys included.
SWEEP = ["#{:02x}{:02x}{:02x}".format(*seed) for seed in itertools.product(range(0, 256, 42), repeat=3)] + ["#ffffff"]


def assert_seen(accent):
    tones = palette(accent)
    assert contrast(tones.mark_light, LIGHT_GROUND) >= 3.2
    assert contrast(tones.accent_ink_light, LIGHT_GROUND) >= 4.6
    assert contrast(tones.mark_dark, DARK_GROUND) >= 4.6
    assert contrast(tones.accent_ink_dark, DARK_GROUND) >= 4.6


def test_contrast_agrees_with_known_ratios():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#d4261c", LIGHT_GROUND) == contrast(LIGHT_GROUND, "#d4261c") == pytest.approx(4.03, abs=0.005)


def test_palette_of_a_sweep_of_accents_can_be_seen():
    for accent in SWEEP:
        assert_seen(accent)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_palette_of_any_accent_can_be_seen(number):
    assert_seen(f"#{number:06X}")


def test_palette_keeps_an_accent_that_has_the_contrast():
    assert palette("#d4261c").mark_light == "#d4261c"
    assert palette("#ffd500").mark_dark == "#ffd500"


def test_palette_moves_no_further_than_the_contrast_asks():
    for accent in ("#ffd500", "#00ffff", "#ff0000", "#ffffff"):
        assert contrast(palette(accent).accent_ink_light, LIGHT_GROUND) < 4.7
    for accent in ("#000000", "#0000ff", "#0057b7", "#800080"):
        assert contrast(palette(accent).accent_ink_dark, DARK_GROUND) < 4.7


@pytest.mark.parametrize("accent", ["#d4261c", "#ffd500", "#0057b7", "#009b3a", "#ff00ff", "#00ffff", "#7a1f3d"])
def test_palette_keeps_the_hue(accent):
    hue = Color(accent).convert("oklch")["hue"]

    for tone in palette(accent):
        assert abs(Color(tone).convert("oklch")["hue"] - hue) < 2


def test_palette_of_a_grey_stays_grey():
    for tone in palette("#808080"):
        assert tone[1:3] == tone[3:5] == tone[5:7]


def test_theme_css_is_the_same_for_the_same_colour_however_written():
    assert theme_css("#D00") == theme_css("#d00") == theme_css("#dd0000") == theme_css("#DD0000")


def test_theme_css_carries_the_four_tones():
    tones = palette("#ffd500")

    assert theme_css("#ffd500") == (
        f"@layer tokens{{:root{{--mark:light-dark({tones.mark_light},{tones.mark_dark});"
        f"--accent-ink:light-dark({tones.accent_ink_light},{tones.accent_ink_dark})}}}}"
    )


@pytest.mark.parametrize(
    "accent", ["", "red", "#12", "#1234", "#12345678", "d4261c", "#d4261c;}", "#d4261c\n", "#ｄ4261c"]
)
def test_palette_refuses_what_is_not_a_hex_colour(accent):
    with pytest.raises(ValueError, match="not a colour"):
        theme_css(accent)
