"""Carrying over to a repeated vote: what is made, what must be confirmed, what undoing leaves."""

import pytest
from django.utils.translation import override

from candidates.models import Candidate, Interview, QABlock
from elections.carried import ToConfirm
from elections.carrying import Passage, Stale, carry, plan, token, undo
from elections.models import Election, Imprint, KeyDate
from programs.models import Plank, Program, StatusChange
from publishing.proposals import propose, review
from publishing.translating import State, Translation, note_all
from staff.models import User
from tests.factories import (
    BEFORE,
    go_live,
    make_april,
    make_candidate,
    make_election,
    make_interview,
    make_plank,
    make_program,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def april():
    """Return the earlier vote, with all that can be carried over."""
    april = make_april()
    KeyDate.objects.create(election=april, day=moment(3, 30).date(), what_ky="Тизмелер катталат")
    person = make_candidate(april, position=1)
    plank = make_plank(make_program(april), measures=2, slug="tutunsuz")
    measure = plank.measures.first()
    StatusChange.objects.create(measure=measure, status="kept", day=moment(6, 1).date())
    talk = make_interview(person, april, blocks=2, raw_text="Мен 7-номермин.", source_url="https://example.org/1")
    first = talk.blocks.first()
    QABlock.objects.filter(pk=first.pk).update(answer_ky="Мен тизмеде 7-орундамын. Иштейбиз.")
    first.planks.add(plank)
    first.measures.add(measure)
    return april


@pytest.fixture
def july(april):
    """Return the vote that repeats it, empty but for the person on its list."""
    july = make_election(slug="july", repeats=april, campaign_starts_at=None)
    july.candidacies.create(candidate=Candidate.objects.get())
    return july


@pytest.fixture
def user():
    return User.objects.create_user("admin", is_superuser=True)


def offers(election):
    """Return what is offered, by kind."""
    return {offer.kind: offer for part in plan(Passage.to(election)) for offer in part.offers}


def carry_all(election, user, *kinds):
    """Carry over everything that is offered, or what is of some kinds."""
    passage = Passage.to(election)
    chosen = [o.key for part in plan(passage) for o in part.offers if not o.refusal and (not kinds or o.kind in kinds)]
    return carry(election, chosen, token(plan(passage, chosen)), user)


def test_everything_is_offered_with_what_is_to_be_confirmed(july):
    found = offers(july)
    assert list(found) == ["imprint", "election", "keydate", "program", "plank", "interview"]
    assert [doubt.code for doubt in found["imprint"].doubts] == ["imprint"]
    talk = [(doubt.code, doubt.detail) for doubt in found["interview"].doubts]
    assert talk == [("again", ""), ("mention", "Мен тизмеде 7-орундамын."), ("links", "")]


def test_an_election_that_repeats_none_is_offered_nothing(april):
    assert Passage.to(april) is None


def test_drafts_are_made_with_addresses_and_links_of_their_own(july, user):
    carry_all(july, user)
    old, new = Interview.objects.order_by("pk")
    assert (new.election, new.candidate, new.raw_text, new.source_url) == (
        july,
        old.candidate,
        old.raw_text,
        old.source_url,
    )
    assert new.slug != old.slug
    assert "11 April 2021" in new.election_note_en
    plank = Plank.objects.get(program=july.program)
    assert (plank.slug, plank.theme.name_ky, plank.measures.count()) == ("tutunsuz", "Үлгү тармак ky", 2)
    assert plank.theme.program == july.program
    assert list(new.blocks.order_by("number").first().planks.all()) == [plank]
    assert new.blocks.order_by("number").first().measures.get().plank == plank
    assert StatusChange.objects.count() == 1


def test_dates_keep_their_distance_from_the_voting_day(july, user):
    carry_all(july, user)
    july.refresh_from_db()
    assert july.campaign_starts_at == moment(6, 11)
    assert july.key_dates.get().day == moment(6, 29).date()


def test_what_was_chosen_for_the_silence_comes_over_and_is_asked_about(april, july, user):
    assert "silence" not in offers(july)  # nothing was chosen
    Election.objects.filter(pk=april.pk).update(silence_policy="hide")
    july = Election.objects.get(pk=july.pk)
    carrying = carry_all(july, user, "silence")
    july.refresh_from_db()
    assert (july.silence_policy, "silence" in offers(july)) == ("hide", False)
    found = review([propose(july, ["ky"], at=BEFORE)])
    assert "unconfirmed" in {problem.code for problem in found}
    undo(carrying)
    july.refresh_from_db()
    assert (july.silence_policy, ToConfirm.objects.exists(), "silence" in offers(july)) == ("freeze", False, True)


def test_nothing_that_came_over_is_offered_again(july, user):
    carry_all(july, user, "plank")
    assert set(offers(july)) == {"imprint", "election", "keydate", "interview"}
    carry_all(july, user, "interview")
    assert Interview.objects.get(election=july).blocks.order_by("number").first().planks.count() == 1


def test_an_interview_waits_for_its_person(july, user):
    july.candidacies.all().delete()
    assert "carry the people over first" in offers(july)["interview"].refusal
    carry_all(july, user)
    assert not Interview.objects.filter(election=july).exists()


def test_translations_that_were_out_of_date_still_are(july, user):
    talk = Interview.objects.get()
    note_all([talk])
    Interview.objects.filter(pk=talk.pk).update(title_ky="Башка аталыш")
    note_all([Interview.objects.get()])
    carry_all(july, user)
    copy = Interview.objects.get(election=july)
    stale = Translation.objects.of(copy).filter(state=State.OUT_OF_DATE)
    assert {(one.field, one.language) for one in stale} == {("title", "ru"), ("title", "en")}


def test_what_changed_since_it_was_shown_is_not_done(july, user):
    passage = Passage.to(july)
    chosen = [f"plank-{Plank.objects.get().pk}"]
    shown = token(plan(passage, chosen))
    Plank.objects.update(title_ky="Башкача", title_ru="Башкача", title_en="Башкача")
    with pytest.raises(Stale):
        carry(july, chosen, shown, user)
    assert not Program.objects.filter(election=july).exists()


def test_publishing_warns_of_what_is_not_confirmed_and_stops_at_the_imprint(july, user):
    carry_all(july, user)
    talk = Interview.objects.get(election=july)

    def problems():
        return {(one.code, one.level) for one in review([propose(talk, ["ky"], at=BEFORE)])}

    assert {("unconfirmed", "warning"), ("imprint_unconfirmed", "error")} <= problems()
    ToConfirm.objects.get(kind="imprint").confirm(user)
    assert ("imprint_unconfirmed", "error") not in problems()
    for one in ToConfirm.objects.of("interview", [talk.pk]):
        one.confirm(user)
    assert "unconfirmed" not in {code for code, _level in problems()}


def test_a_calendar_that_is_not_confirmed_is_a_warning_at_the_election(july, user):
    carry_all(july, user)
    found = review([propose(Election.objects.get(pk=july.pk), ["ky"], at=BEFORE)])
    assert [(one.code, one.is_error) for one in found if one.code == "unconfirmed"] == [("unconfirmed", False)]


def test_a_mention_in_one_language_warns_in_that_language_only(july, user):
    carry_all(july, user)
    talk = Interview.objects.get(election=july)
    ToConfirm.objects.of("interview", [talk.pk]).exclude(code="mention").delete()
    found = review([propose(talk, ["ky", "ru"], at=BEFORE)])
    assert {one.language for one in found if one.code == "unconfirmed"} == {"ky"}


def test_undoing_takes_all_of_it_back_as_one(july, user):
    undo(carry_all(july, user))
    july.refresh_from_db()
    assert july.campaign_starts_at is None
    assert not any(rows.filter(election=july).exists() for rows in (KeyDate.objects, Imprint.objects, Program.objects))
    assert not Interview.objects.filter(election=july).exists()
    assert Plank.objects.count() == Interview.objects.count() == 1
    assert not ToConfirm.objects.exists()
    assert len(offers(july)) == 6


def test_undoing_leaves_what_was_changed_or_public_since_and_says_so(july, user):
    carrying = carry_all(july, user)
    plank = Plank.objects.get(program__election=july)
    plank.title_ky = "Башка"
    plank.save()
    done = undo(carrying)
    assert {(row, why) for row, why in done.kept} == {
        (plank, "was changed since"),
        (july.program, "others still depend on it"),
    }
    assert not Interview.objects.filter(election=july).exists()
    with pytest.raises(Stale):
        undo(carrying)


def test_what_was_public_since_stays(july, user):
    carrying = carry_all(july, user)
    ToConfirm.objects.all().delete()
    go_live(Election.objects.get(pk=july.pk), at=BEFORE)
    go_live(july.program, at=moment(7, 8))
    assert (july.program, "was public or waits to be") in undo(carrying).kept
