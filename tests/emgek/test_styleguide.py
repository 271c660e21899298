"""The living page of all components: the real partials on both felts, in the demo and nowhere else."""

import re

import pytest
from django.conf import settings as site_settings
from django.template import engines
from django.template.loader import get_template
from django.utils.translation import override

from emgek.views import styleguide
from publishing.palette import palette
from tools import house

CSS = site_settings.BASE_DIR / "static" / "css"
SEED = "#d4261c"
CHAPTERS = styleguide.read(styleguide.CONTENT)["chapters"]
COMPONENTS = [component for chapter in CHAPTERS for component in chapter["components"]]


@pytest.fixture
def guide(client, settings):
    """Return the page as it is served in the demo, without asking the database for what it shows."""
    settings.DEMO = True
    return client.get("/styleguide/")


def test_styleguide_is_nowhere_outside_the_demo(client, db, settings):
    settings.DEMO = False

    assert client.get("/styleguide/", follow=True).status_code == 404


@pytest.mark.django_db
def test_styleguide_is_linked_from_the_demo_bar_and_from_no_search_engine(guide, client):
    assert guide["X-Robots-Tag"] == "noindex"
    assert 'href="/styleguide/"' in client.get("/ky/").text


@pytest.mark.django_db
def test_styleguide_has_no_id_twice_although_every_state_stands_there_twice(guide):
    ids = re.findall(r'\sid="([^"]+)"', guide.text)

    assert len(ids) > 30
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component["name"])
def test_styleguide_names_files_that_are_there_and_draws_every_state(component):
    assert (CSS / f"{component.get('css', component['name'])}.css").is_file()
    assert get_template(component["partial"])
    assert component["do"]
    assert component["dont"]
    drawn = [styleguide.drawn_state(component, number) for number in range(len(component["states"]))]
    assert all(f'"{component["name"]}' in state["one"] or component["name"] in state["one"] for state in drawn)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component["name"])
def test_styleguide_gives_each_partial_what_it_prints(component, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "⚠ %s")

    for number in range(len(component["states"])):
        assert "⚠" not in styleguide.drawn_state(component, number)["one"]


def test_styleguide_shows_the_tones_that_the_palette_makes():
    css = (CSS / "styleguide.css").read_text("utf-8")

    for name, seed in styleguide.ACCENTS.items():
        tones = palette(seed)
        mark = f"--mark: light-dark({tones.mark_light}, {tones.mark_dark})"
        accent_ink = f"--accent-ink: light-dark({tones.accent_ink_light}, {tones.accent_ink_dark})"
        assert f".styleguide__accent--{name} {{ {mark}; {accent_ink}; }}" in css


def test_tokens_are_the_palette_of_their_seed():
    tones, tokens = palette(SEED), styleguide.tokens()

    assert tokens["mark"] == (tones.mark_light, tones.mark_dark)
    assert tokens["accent-ink"] == (tones.accent_ink_light, tones.accent_ink_dark)


def test_every_colour_has_the_contrast_its_work_asks_for():
    least = {"ink": 7, "ink-2": 4.5, "mark": 3, "accent-ink": 4.5}

    for colour in styleguide.colours():
        for ratios in colour["ratios"]:
            assert min(ratios) >= least.get(colour["name"], 1), colour


def test_design_language_tells_the_colours_of_the_code():
    told = (house.ROOT / "docs" / "design-language.md").read_text("utf-8")

    for name, (light, dark) in styleguide.tokens().items():
        assert f"`--{name}`" in told
        assert light in told
        assert dark in told
    for colour in styleguide.colours():
        if colour["name"] in ("ink", "ink-2", "mark", "accent-ink"):
            light, dark = (" / ".join(f"{ratio:.1f}" for ratio in ratios) for ratios in colour["ratios"])
            assert f"{light}; {dark}" in told


#: What only whole documents can fill (the pages themselves show it), and layouts without a look of their own.
NOT_SHOWN = {"front", "interview", "moment", "record", "tellings", "translated", "ways"}


def test_every_component_of_the_site_is_in_the_styleguide():
    with override("ky"):
        shown = "".join(
            styleguide.drawn_state(component, number)["one"]
            for component in COMPONENTS
            for number in range(len(component["states"]))
        )
    layers = house.imported(house.ROOT)
    components = {name.removesuffix(".css") for name, layer in layers.items() if layer == "components"}

    assert {part for part in components if not re.search(rf'class="[^"]*\b{part}\b', shown)} == NOT_SHOWN


def test_nothing_moves_for_those_who_asked_for_rest():
    for path in house.style_sheets(house.ROOT):
        css = house.css_code(path)
        for moving in re.finditer(r"\b(?:animation|transition)(?:-\w+)*\s*:(?!\s*none)|scroll-behavior\s*:", css):
            before = css[: moving.start()]
            asked = before.rfind("prefers-reduced-motion: no-preference")
            assert asked >= 0, path.name
            assert before[asked:].count("{") > before[asked:].count("}"), path.name


@pytest.mark.parametrize("width", [320, pytest.param(1440, marks=pytest.mark.slow)])
def test_styleguide_is_clean_and_no_broader_than_its_window(settings, transactional_db, open_page, axe, width):
    settings.DEMO = True
    page = open_page(viewport={"width": width, "height": 800}, bypass_csp=True, reduced_motion="reduce")

    page.goto("/styleguide/")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
