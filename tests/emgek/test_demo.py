"""The demo content: the real case, retold, with its facts and figures (design.md §7)."""

import difflib
import json
import re
from datetime import date
from itertools import pairwise

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from candidates.models import Candidate, Interview
from elections.models import Election, Imprint
from emgek.demo_users import DEMO_USERS
from emgek.roles import ROLES
from programs.models import Measure, Plank
from publishing.clock import now
from publishing.documents import facts_of
from publishing.editions import Edition, StoredDocument
from publishing.languages import LANGUAGES
from publishing.verifying import faults
from tests.factories import moment

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

CLOCK = moment(7, 8, 12)
PLANKS = {
    "yshsyz-bishkek": 7,
    "tashtandyny-sorttoo": 3,
    "elektromobilge-zhenildik": 2,
    "zhashyl-ekonomika": 3,
    "sotsialdyk-zhardam": 0,
    "mumkunchulugu-chektelgenderge-zhumush": 0,
    "korktonduruu": 0,
    "transport": 0,
    "turizm": 0,
}


@pytest.fixture
def demo(settings):
    """Load the demo."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


def live(kind, language="ky", at=CLOCK, **fields):
    """Return the documents of a kind that are live."""
    editions = Edition.objects.live(at).filter(kind=kind, language=language, **fields).select_related("document")
    return [edition.read() for edition in editions.order_by("position", "object_id")]


def all_documents():
    """Return every stored document as plain data."""
    return [json.loads(body) for body in StoredDocument.objects.values_list("body", flat=True)]


def texts(value):
    """Yield every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


# Loading ----------------------------------------------------------------------------------------------------------


def test_demo_stands_at_noon_of_the_day_the_interview_came_out(demo):
    assert now() == CLOCK


def test_demo_history_is_whole_and_marked_backdated(demo):
    assert list(faults()) == []
    begun = Edition.objects.ever_public(CLOCK)
    assert begun.exists()
    assert not begun.filter(is_backdated=False).exists()


def test_demo_loads_once(demo, capsys):
    before = Edition.objects.count()

    call_command("load_demo")

    assert Edition.objects.count() == before
    assert "nothing was loaded" in capsys.readouterr().out


def test_demo_is_refused_where_demo_is_off(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("load_demo")

    assert not get_user_model().objects.exists()


def test_demo_users_sign_in_with_their_role_and_none_is_superuser(demo):
    for known in DEMO_USERS:
        user = authenticate(username=known.username, password=known.password)
        assert user.is_staff
        assert [group.name for group in user.groups.all()] == [known.role]
        assert tuple(user.translates) == known.translates
    assert {known.role for known in DEMO_USERS} == set(ROLES)
    assert not get_user_model().objects.filter(is_superuser=True).exists()


# The elections ----------------------------------------------------------------------------------------------------


def test_demo_knows_both_votes_and_their_figures(demo):
    april, july = live("election")

    assert (april.ballot_number, april.is_annulled, april.voting_day) == (22, True, date(2021, 4, 11))
    assert (july.ballot_number, july.repeats, july.voting_day) == (4, april.object_id, date(2021, 7, 11))
    assert july.campaign_starts_at == moment(6, 21)
    assert july.silence_starts_at == moment(7, 10, 8)
    assert (july.polls_open_at, july.polls_close_at) == (moment(7, 11, 8), moment(7, 11, 20))
    assert (july.seats, july.term_years, july.threshold_percent, july.lists_on_ballot) == (45, 4, "7", 18)


def test_demo_result_waits_for_the_day_it_was_recognised(demo):
    waiting = Edition.objects.waiting(CLOCK)

    assert {(edition.kind, edition.language) for edition in waiting} == {("election", code) for code in LANGUAGES}
    assert [july.seats_won for july in live("election", slug="bishkek-2021-july")] == [None]
    [july] = live("election", slug="bishkek-2021-july", at=moment(7, 27))
    assert july.seats_won == 11
    assert [key.day for key in july.key_dates][-1] == date(2021, 7, 26)


def test_demo_imprint_is_whole_and_frozen_in_all_campaign_matter(demo):
    assert Imprint.objects.get().missing() == []
    for kind in ("candidate", "interview", "program", "plank"):
        for code in LANGUAGES:
            for document in live(kind, code):
                assert "ПроМедиа Плюс" in document.imprint.line
                assert "Омуралиева" in document.imprint.line
    assert {talk.imprint.issue_date for talk in live("interview")} == {date(2021, 7, 8)}


# The programme ----------------------------------------------------------------------------------------------------


def test_demo_programme_has_nine_planks_in_three_themes_in_their_order(demo):
    [program] = live("program")
    planks = live("plank")

    assert [plank.slug for plank in planks] == list(PLANKS)
    assert [plank.theme for plank in planks] == [1] * 4 + [2] * 2 + [3] * 3
    assert [theme.number for theme in program.themes] == [1, 2, 3]
    assert program.aim


def test_demo_has_fifteen_measures_each_under_its_plank(demo):
    assert {plank.slug: len(plank.measures) for plank in live("plank")} == PLANKS
    assert Measure.objects.count() == 15


def test_demo_gas_is_the_candidates_own_view_and_came_with_his_interview(demo):
    candidate = Candidate.objects.get()
    own = [measure for plank in live("plank") for measure in plank.measures if measure.voice]

    assert [(measure.voice, "газ" in measure.text) for measure in own] == [(candidate.pk, True)]
    before = live("plank", at=moment(7, 1), slug="yshsyz-bishkek")[0]
    assert not any(measure.voice for measure in before.measures)


def test_demo_every_measure_is_linked_to_the_answer_that_says_it(demo):
    [talk] = live("interview")
    slugs = dict(Plank.objects.values_list("pk", "slug"))
    said = {block.number: {(slugs[plank], measure) for plank, measure in block.planks} for block in talk.blocks}

    assert {number for number, links in said.items() if any(measure for _, measure in links)} == {6, 7}
    assert said[6] == {("yshsyz-bishkek", 1), ("yshsyz-bishkek", 7)}
    linked = {link for links in said.values() for link in links if link[1]}
    assert linked == {(slug, number) for slug, count in PLANKS.items() for number in range(1, count + 1)}
    assert ("yshsyz-bishkek", 7) not in said[7]


# The candidate and his interview ----------------------------------------------------------------------------------


def test_demo_interview_has_seven_answers_and_a_closing_and_invents_no_circumstances(demo):
    [talk] = live("interview")

    assert len(talk.blocks) == 7
    assert all(block.question and block.answer for block in talk.blocks)
    assert "бюджет" in talk.closing
    assert (talk.form, talk.original, talk.asked_by, talk.place) == ("retold", "ky", "", "")


def test_demo_candidate_is_there_without_what_is_unknown(demo):
    [person] = live("candidate")

    assert (person.title, person.portrait, person.slug) == ("Назир Асанбердиев", None, "nazir-asanberdiev")
    [candidacy] = person.candidacies
    assert (candidacy.list_position, candidacy.status) == (None, "")


def test_demo_says_no_birth_date_anywhere(demo):
    assert Candidate.objects.get().birth_date is None
    for text in (text for document in all_documents() for text in texts(document)):
        assert "1985" not in text


def test_demo_leaves_room_for_the_pasted_interview(demo):
    candidate, election = Candidate.objects.get(), Election.objects.get(slug="bishkek-2021-july")

    pasted = Interview.objects.create(candidate=candidate, election=election, title_ky="Назир Асанбердиев")

    assert pasted.slug == "nazir-asanberdiev"


# The languages ----------------------------------------------------------------------------------------------------


def test_demo_facts_are_equal_in_all_languages(demo):
    for at in (CLOCK, moment(7, 27)):
        editions = Edition.objects.live(at).select_related("document").order_by("kind", "object_id")
        found = {}
        for edition in editions:
            found.setdefault((edition.kind, edition.object_id), []).append(facts_of(edition.read()))
        assert all(len(facts) == 3 and facts[0] == facts[1] == facts[2] for facts in found.values())


def test_demo_texts_exist_in_all_languages_or_in_none(demo):
    def gaps(one, other, path=""):
        for name, value in one.items() if isinstance(one, dict) else enumerate(one):
            if isinstance(value, dict | list):
                yield from gaps(value, other[name], f"{path}.{name}")
            elif bool(value) != bool(other[name]):
                yield f"{path}.{name}"

    by_object = {}
    for edition in Edition.objects.live(CLOCK).select_related("document"):
        document = json.loads(edition.document.body)
        by_object.setdefault((edition.kind, edition.object_id), []).append(document)
    assert [gap for group in by_object.values() for one, two in pairwise(group) for gap in gaps(one, two)] == []


def test_demo_kyrgyz_is_written_with_kyrgyz_letters_only(demo):
    for document in (document for document in all_documents() if document["language"] == "ky"):
        for text in texts(document):
            for word in re.findall(r"\w+", text):
                assert not (re.search("[A-Za-z]", word) and re.search("[А-яЁёҢңӨөҮү]", word)) or word == "JavaScriptсиз"


def test_demo_copies_no_sentence_of_the_interview(demo, shared):
    raw = " ".join((shared / "input" / "asanberdiev-interview.txt").read_text("utf-8").split())[:9000]
    for document in (d for d in all_documents() if d["language"] == "ky" and d["kind"] != "election"):
        document.pop("imprint", None)
        for text in texts(document):
            ours = " ".join(text.split())
            match = difflib.SequenceMatcher(None, raw, ours, autojunk=False).find_longest_match()
            assert match.size < 60, ours[match.b : match.b + match.size]
