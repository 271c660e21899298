"""The command that loads history."""

import pytest
from django.core.management import CommandError, call_command

from publishing.clock import set_demo_clock
from publishing.editions import Edition
from publishing.verifying import faults
from tests.factories import CAMPAIGN, go_live, make_page, moment

pytestmark = pytest.mark.django_db
FROM = "2021-06-21T00:00+06:00"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True
    set_demo_clock(CAMPAIGN)


def test_a_backdated_edition_starts_in_the_past_and_says_so():
    page = make_page(slug="about")
    call_command("backdate", "page", "about", "--from", FROM, "--languages", "ky,ru", "--note", "Эски сайт")
    found = Edition.objects.of(page)
    assert {(e.language, e.starts_at, e.is_backdated) for e in found} == {
        ("ky", moment(6, 21), True),
        ("ru", moment(6, 21), True),
    }
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["poster", "about", "--from", FROM, "--languages", "ky"], "no kind 'poster'"),
        (["page", "nothing", "--from", FROM, "--languages", "ky"], "No rows"),
        (["page", "about", "--from", "yesterday", "--languages", "ky"], "no moment with a zone"),
        (["page", "about", "--from", "2021-06-21T00:00", "--languages", "ky"], "no moment with a zone"),
        (["page", "about", "--from", FROM, "--languages", "kg"], "not kg"),
    ],
)
def test_what_was_mistyped_is_said(arguments, sentence):
    make_page(slug="about")
    with pytest.raises(CommandError, match=sentence):
        call_command("backdate", *arguments)


def test_the_past_of_what_was_published_here_is_closed():
    go_live(make_page(slug="about"))
    with pytest.raises(CommandError) as refused:
        call_command("backdate", "page", "about", "--from", FROM, "--languages", "ky")
    assert str(refused.value).isascii()
