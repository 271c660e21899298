"""Axe finds nothing on any page of the desk, and none is wider than a phone, with every fold open.

A page of the desk is looked at by a press officer and by an administrator, by day and by night, on a phone and on a
desk: eight ways. `make test` looks at each screen once, of one model, in a way that changes from screen to screen, and
at where the other roles begin; `make test-all` at every page of every model and role in every way. The addresses are
those of the URL map (tests/desk_pages.py).
"""

from itertools import cycle, product
from urllib.parse import urlsplit

import pytest

from staff.models import User
from tests.axe.test_axe import RULES, SCHEMES, UNFOLD, WIDTHS
from tests.desk.signing import give_app, give_passkey
from tests.desk.test_roles import addresses, expected
from tests.desk_pages import (
    ADMINISTRATOR,
    NO_PAGES,
    OTHERS,
    PERSONS,
    PRESS,
    furnish_desk,
    one_of_each,
    own_pages,
    screen_of,
    sign_in,
)
from tests.journeys.test_narrow import TOO_WIDE

WAYS = tuple(product(PERSONS, SCHEMES, WIDTHS))
#: Nothing waits of some rows; some releases hold more than a press officer may take back.
REFUSED = {"cancel": 404, "undo": 403}
#: The ways through the desk that do not lead to the page one is on: half of all elements, and the same on every page.
WAYS_AWAY = "#nav-sidebar a:not(.active)"


@pytest.fixture
def desk(settings, live_server):
    """Serve the demo, with work going on in it."""
    settings.DEMO = True
    return furnish_desk()


@pytest.fixture
def enter(open_page, live_server):
    """Return a function that opens a window in which a person has signed in; "" has not."""

    def enter(username: str, scheme: str, width: int):
        window = open_page(
            bypass_csp=True,  # axe itself sets styles
            color_scheme=scheme,
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
        )
        if username:
            sign_in(window, User.objects.get(username=username), live_server.url)
        return window

    return enter


@pytest.fixture
def faults(axe):
    """Return a function that lists what is wrong with the page in a window; the ways away are looked at once."""
    known = set()

    def found(window) -> list[str]:
        window.evaluate(UNFOLD)
        wide = [f"wider than the window: {node}" for node in window.evaluate(TOO_WIDE)]
        lines = wide + axe(window, but=WAYS_AWAY if window in known else "", runOnly=RULES)
        if window.locator(WAYS_AWAY).count():
            known.add(window)
        return lines

    return found


@pytest.fixture
def look(enter, faults):
    """Return a function that lists the faults of some pages, looked at in one way."""

    def look(pages: dict[str, str], username: str, scheme: str, width: int) -> list[str]:
        window, found = enter(username, scheme, width), []
        for name, address in pages.items():
            answer = window.goto(address)
            assert answer.headers["content-type"].startswith("text/html"), f"{name} is no page: tell NO_PAGES"
            known = REFUSED.get(screen_of(name))
            assert answer.status in (200, known), f"{name}: {answer.status} at {address}"
            found += [f"{name}, {username}, {scheme}, {width}: {line}" for line in faults(window)]
        return found

    return look


def sent(window, form: str) -> None:
    """Send a form as it stands, and wait for the answer."""
    with window.expect_navigation():
        window.evaluate("form => document.querySelector(form).submit()", form)


def test_every_address_of_the_desk_is_looked_at(desk):
    seen = {name for who in ("", *PERSONS) for name in desk.pages(who)}
    missed = {name for name, _route in addresses() if screen_of(name) not in NO_PAGES} - seen

    assert {
        name for name in missed if any(expected(name, role) == "open" for role in ("press", "administrator"))
    } == set()


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing_on_any_screen_of_the_desk(desk, look, part):
    for_press, by_way = desk.pages(PRESS), {way: {} for way in WAYS[part * 2 :][:2]}
    screens = one_of_each(desk.pages(ADMINISTRATOR))
    for (name, address), (person, scheme, width) in zip(screens.items(), cycle(WAYS), strict=False):
        way = (person if name in for_press else ADMINISTRATOR, scheme, width)
        if way in by_way:
            by_way[way][name] = address

    found = [fault for way, pages in by_way.items() for fault in look(pages, *way)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(("person", "scheme", "width"), WAYS)
def test_axe_finds_nothing_on_any_page_of_the_desk(desk, look, person, scheme, width):
    found = look(desk.pages(person), person, scheme, width)
    assert not found, "\n".join(found)


#: How the others are looked at, and where they do what a press officer does not.
THEIRS = {
    ("translator", "light", 360): ("index", "candidates_interview_change", "emgek_page_change"),
    ("editor", "dark", 360): ("index", "programs_plank_change", "elections_election_changelist"),
    ("lawyer", "light", 1440): ("index", "elections_imprint_change", "candidates_candidate_change"),
}


@pytest.mark.parametrize("way", THEIRS)
def test_axe_finds_nothing_where_the_other_roles_begin(desk, look, way):
    pages = desk.pages(way[0])
    found = look({name: pages[name] for name in THEIRS[way]}, *way)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(("person", "scheme", "width"), tuple(product(OTHERS, SCHEMES, WIDTHS)))
def test_axe_finds_nothing_on_any_page_of_another_role(desk, look, person, scheme, width):
    found = look(desk.pages(person), person, scheme, width)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), pytest.param("dark", 1440, marks=pytest.mark.slow)])
def test_axe_finds_nothing_where_one_looks_after_ones_own_way_in(desk, enter, faults, scheme, width):
    owner = User.objects.get(username=PRESS)
    give_app(owner)
    pages, seen, found = own_pages(give_passkey(owner, "Үлгү")), set(), []
    for person in (ADMINISTRATOR, PRESS):  # the administrator has no second factor yet
        window = enter(person, scheme, width)
        for name, address in pages.items():
            assert window.goto(address).ok or person == ADMINISTRATOR, name
            if (path := urlsplit(window.url).path) not in seen:
                found += [f"{name}, {person}, {scheme}, {width}: {line}" for line in faults(window)]
            seen.add(path)

    window = enter("", scheme, width)
    window.goto(desk.pages("")["login"])
    window.fill("[name=username]", PRESS)
    window.fill("[name=password]", "press-2021")
    sent(window, "#login-form")
    assert window.locator("[name=code]").count() == 1
    found += faults(window)
    assert not found, "\n".join(found)
    assert set(pages.values()) <= seen, "somebody should get everywhere"


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing_where_one_signs_in_and_out_and_errs(desk, enter, faults, scheme):
    window, found = enter("", scheme, 360), []
    window.goto(desk.pages("")["login"])
    found += faults(window)
    window.fill("[name=username]", "nobody")
    window.fill("[name=password]", "nothing")
    sent(window, "#login-form")
    found += faults(window)

    User.objects.filter(username=PRESS).update(password_is_temporary=True)
    window = enter(PRESS, scheme, 360)
    window.goto("/ky/admin/")
    assert "password_change" in window.url
    found += faults(window)
    User.objects.filter(username=PRESS).update(password_is_temporary=False)

    window.goto(desk.pages(PRESS)["candidates_interview_add"])
    sent(window, "#interview_form")
    found += faults(window)
    window.goto("/ky/admin/")
    sent(window, "#logout-form")
    found += faults(window)
    assert not found, "\n".join(found)
