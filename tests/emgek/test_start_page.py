"""The desk's first page by role: which lists, in which order, what an empty one says; each line opens its thing."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from candidates.models import Candidate
from elections.models import Imprint
from emgek.agenda import agenda
from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR
from emgek.start_page import ORDERS, part_of, sections
from publishing import acts
from publishing.clock import set_demo_clock
from publishing.journal import Who
from publishing.translating import note_all
from staff.models import User
from tests.factories import CAMPAIGN, go_live, make_candidate, make_election, make_interview, moment, open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def person(*roles, translates=()):
    user = User.objects.create_user(" ".join(roles) or "guest", is_staff=True, language="en", translates=translates)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def page_of(user):
    return {section.name: section for section in sections(user, agenda(user, CAMPAIGN))}


@pytest.mark.parametrize(
    ("roles", "part"),
    [
        ([TRANSLATOR], "translator"),
        ([PRESS_OFFICER], "press"),
        ([EDITOR_IN_CHIEF], "chief"),
        ([ADMINISTRATOR], "chief"),
        ([LAWYER], "lawyer"),
        ([], "reader"),
        ([TRANSLATOR, PRESS_OFFICER], "press"),
    ],
)
def test_each_role_meets_its_own_lists_in_its_own_order(client, roles, part):
    user = person(*roles, translates=["ru"])
    assert part_of(user) == part
    shown = list(page_of(user))
    assert shown == [name for name in ORDERS[part] if name in shown]
    client.force_login(user)
    text = client.get(reverse("admin:index")).text
    places = [text.index(f'id="agenda-{name.replace("_", "-")}"') for name in shown]
    assert places == sorted(places)


def test_every_list_that_is_empty_says_why_or_leaves():
    for role in (TRANSLATOR, PRESS_OFFICER, EDITOR_IN_CHIEF, LAWYER, ADMINISTRATOR):
        for section in page_of(person(role, translates=["ru"])).values():
            assert section.lines or section.empty


def test_an_empty_day_says_when_the_next_thing_goes_live():
    talk = make_interview(make_candidate(election := open_campaign()), election, "ky")
    go_live(talk.candidate)
    officer = person(PRESS_OFFICER)
    acts.publish([talk], ["ky"], at=CAMPAIGN, starts_at=moment(7, 9, 18), who=Who.user(officer))
    assert page_of(officer)["soon"].empty == "Nothing within 24 hours. The next moment: 9 July 2021, 18:00"


@pytest.fixture
def changed_talk():
    """Return an interview whose first question changed since it was translated; its title has no translation."""
    talk = make_interview(make_candidate(), make_election(), blocks=1, title_ru="", title_en="")
    note_all([talk])
    block = talk.blocks.get()
    block.question_ky = "Таптакыр башка суроо барбы?"
    block.save()
    note_all([talk])
    return talk


def test_a_translator_meets_own_languages_with_their_words(client, changed_talk):
    page = page_of(person(TRANSLATOR, translates=["ru"]))
    [line] = page["out_of_date"].lines
    assert (line.title, line.languages, line.note) == (str(changed_talk), ["ru"], "4 words")
    [russian] = page["to_translate"].lines
    assert (russian.title, russian.kind, russian.note) == ("Russian", "2 texts", "7 words")
    client.force_login(User.objects.get())
    listed = client.get(russian.address).context["lines"]
    assert {each.translation.language for each in listed} == {"ru"}
    assert client.get(line.address, follow=True).status_code == 200


def test_a_translator_without_languages_is_told_whom_to_ask(changed_talk):
    page = page_of(person(TRANSLATOR))
    assert page["out_of_date"].lines == page["to_translate"].lines == []
    assert "administrator" in page["to_translate"].empty


def test_a_lawyer_meets_imprints_first_and_portraits_in_all_languages():
    make_candidate(open_campaign())
    Candidate.objects.update(portrait="portrait.jpg", portrait_width=9, portrait_height=9)
    Imprint.objects.update(payer="")
    page = page_of(person(LAWYER))
    assert next(iter(page)) == "lacking"
    imprint, portrait = page["lacking"].lines
    assert imprint.address == reverse("admin:elections_imprint_change", args=[Imprint.objects.get().pk])
    assert (portrait.title, portrait.languages) == (str(Candidate.objects.get()), ["ky", "ru", "en"])


def test_a_translator_is_asked_for_descriptions_in_own_languages_only():
    make_candidate()
    Candidate.objects.update(portrait="portrait.jpg", portrait_width=9, portrait_height=9)
    [portrait] = page_of(person(TRANSLATOR, translates=["en"]))["lacking"].lines
    assert portrait.languages == ["en"]


def test_the_calendar_on_top_opens_the_election(client, settings):
    settings.DEMO = True
    set_demo_clock(CAMPAIGN)
    election = open_campaign()
    client.force_login(person(LAWYER))
    page = client.get(reverse("admin:index"))
    form = reverse("admin:elections_election_change", args=[election.pk])
    assert page.context["countdown"].address == form
    assert client.get(form).status_code == 200


@pytest.mark.parametrize(
    ("role", "main"),
    [
        (TRANSLATOR, "publishing_translation_changelist"),
        (PRESS_OFFICER, "candidates_interview_paste"),
        (LAWYER, "elections_imprint_changelist"),
        (ADMINISTRATOR, "candidates_interview_paste"),
    ],
)
def test_the_way_that_stands_out_is_that_of_the_role(client, role, main):
    client.force_login(person(role, translates=["ru"]))
    first = client.get(reverse("admin:index")).context["ways"][0]
    assert (first["link"], first["is_main"]) == (reverse(f"admin:{main}"), True)


@pytest.mark.parametrize("role", [TRANSLATOR, PRESS_OFFICER, EDITOR_IN_CHIEF, LAWYER])
def test_a_page_of_much_takes_no_more_queries_than_one_of_little(client, role):
    user = person(role, translates=["ru"])
    election = open_campaign()

    def grow(count):
        for _number in range(count):
            talk = make_interview(make_candidate(election), election, blocks=1)
            note_all([talk])
            talk.blocks.update(question_ky="Башка суроо?")
            note_all([talk])

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert page_of(User.objects.get(pk=user.pk))
        return len(asked)

    grow(2)
    few = queries()
    grow(20)
    assert queries() <= few
