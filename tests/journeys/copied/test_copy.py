"""What a reader of a copy meets that is otherwise than on the site: searching is off, and every address answers."""

import pytest

from tests.journeys.test_vote_journey import PHONE, is_wider_than_the_screen
from tests.public_pages import LANGUAGES, PAGES, address

pytestmark = pytest.mark.django_db  # the copies are made in the test's database, of rows that it does not keep
OFF = ("search", "compare")


def test_copy_is_read_from_the_home_page_to_an_answer_and_says_that_search_is_off(open_page, axe):
    page = open_page(viewport=PHONE, locale="ky")
    page.goto("/")
    page.goto("/ky/candidates/")
    page.locator(".row__name a", has_text="Асанбердиев").click()
    page.locator(".plank", has_text="Ышсыз Бишкек").get_by_role("link", name="6 (өз пикири)").click()
    assert page.url.endswith("/ky/interviews/nazir-asanberdiev-kara-tutun/#q6")

    page.locator(".masthead__search").click()

    assert page.url.endswith("/ky/search/")
    assert "өчүк" in page.locator("main").inner_text()
    assert page.locator("form").count() == 0
    assert not is_wider_than_the_screen(page)
    assert axe(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_search_page_leads_on_to_the_candidates(open_page, axe, code):
    page = open_page(viewport=PHONE, locale=code)
    page.goto(f"/{code}/search/")
    assert axe(page) == []
    page.locator(".ways a").first.click()

    assert page.url.endswith(f"/{code}/candidates/")


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_of_the_registry_answers_as_the_site_does(open_page, code):
    page = open_page(viewport=PHONE)

    answered = {name: page.goto(address(name, code)).status for name in PAGES}

    expected = {name: 200 if name.startswith(OFF) else status for name, (_t, _path, status) in PAGES.items()}
    assert answered == expected
