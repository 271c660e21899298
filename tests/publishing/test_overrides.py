"""In the silence nothing of a campaign starts in any of five ways, unless two people answer for it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from publishing import acts, overriding, restoring
from publishing.editions import Edition
from publishing.journal import Act, Release, Verb, Who
from publishing.overrides import Override
from publishing.problems import Refused
from publishing.verifying import faults
from staff.audit import AuditEntry
from staff.models import User
from tests import factories as make
from tests.factories import BEFORE, CAMPAIGN, MACHINE, SILENCE, go_live, moment

pytestmark = pytest.mark.django_db
UNTIL = SILENCE + timedelta(hours=3)
LATER = SILENCE + timedelta(hours=1)


@pytest.fixture
def election():
    return make.open_campaign()


@pytest.fixture
def talk(election):
    """Return an interview of which a first edition was replaced by a second, all in the campaign."""
    person = make.make_candidate(election)
    row = make.make_interview(person, election)
    go_live(person, row, languages=["ky"])
    type(row).objects.filter(pk=row.pk).update(title_ky="Экинчи")
    row.refresh_from_db()
    go_live(row, languages=["ky"], at=CAMPAIGN + timedelta(hours=1))
    type(row).objects.filter(pk=row.pk).update(title_ky="Үчүнчү")
    row.refresh_from_db()
    return row


@pytest.fixture
def asker(db):
    return User.objects.create_user("asker", is_staff=True)


@pytest.fixture
def second(db):
    return User.objects.create_user("second", is_staff=True)


def test_an_edition_is_bound_by_the_election_it_speaks_of_whatever_the_row_says_now(election, talk):
    """Nobody gets past the silence by moving the row to a vote that is over and putting an earlier edition again."""
    over = make.make_election(
        slug="over",
        campaign_starts_at=moment(3, 1),
        silence_starts_at=moment(4, 10, 8),
        polls_open_at=moment(4, 11, 8),
        polls_close_at=moment(4, 11, 20),
    )
    make.make_imprint(over)
    go_live(over, at=CAMPAIGN + timedelta(hours=2))
    earlier = Edition.objects.of(talk).filter(language="ky").earliest("number")
    talk.election = over
    talk.save()
    with pytest.raises(Refused) as refused:
        acts.put_again(earlier, at=SILENCE, who=MACHINE)
    assert "silence" in {problem.code for problem in refused.value.problems}


def by_hand(row, at):
    go_live(row, languages=["ky"], at=at)


def schedule(row, at):
    go_live(row, languages=["ky"], at=at, starts_at=at + timedelta(minutes=30))


def put_again(row, at):
    acts.put_again(Edition.objects.of(row).earliest("number"), at=at, who=MACHINE)


def undo(row, at):
    acts.undo(Edition.objects.of(row).latest("number").act.release, at=at, who=MACHINE)


def restore_then_publish(row, at):
    first = Edition.objects.of(row).select_related("document").earliest("number")
    words = restoring.restore(row, first.read(), with_facts=False).words
    type(row).objects.filter(pk=row.pk).update(**{name: text for name, text in words.items() if name == "title_ky"})
    row.refresh_from_db()
    go_live(row, languages=["ky"], at=at)


WAYS = [by_hand, schedule, put_again, undo, restore_then_publish]


def allow(row, asker, second, languages=("ky",), until=UNTIL):
    override = overriding.ask(row, languages, until=until, reason="Соттун чечими", user=asker, at=SILENCE)
    overriding.confirm(override, user=second, at=SILENCE)
    override.refresh_from_db()
    return override


@pytest.mark.parametrize("way", WAYS)
def test_nothing_starts_in_the_silence_in_any_way(talk, way):
    acts_before = Act.objects.count()

    with pytest.raises(Refused) as refused:
        way(talk, SILENCE)

    assert "silence" in [problem.code for problem in refused.value.problems]
    assert Act.objects.count() == acts_before


@pytest.mark.parametrize("way", WAYS)
def test_everything_starts_under_an_override(talk, asker, second, way):
    override = allow(talk, asker, second)
    editions = Edition.objects.of(talk).count()

    way(talk, SILENCE)

    override.refresh_from_db()
    assert Edition.objects.of(talk).count() == editions + 1
    assert override.used_at == SILENCE
    assert list(faults()) == []


def test_an_override_is_an_act_of_two_people_with_a_reason(talk, asker, second):
    allow(talk, asker, second)

    act = Act.objects.latest("number")
    assert (act.verb, act.actor, act.approvers) == (Verb.OVERRIDE, str(asker), str(second))
    assert (act.kind, act.object_id, act.language, act.ends_at) == ("interview", talk.pk, "ky", UNTIL)
    assert act.release.note == "Соттун чечими"
    logged = AuditEntry.objects.filter(action__startswith="override").order_by("pk").values_list("actor", "action")
    assert list(logged) == [(str(asker), "override_ask"), (str(second), "override")]


def test_who_asked_does_not_confirm(talk, asker):
    override = overriding.ask(talk, ["ky"], until=UNTIL, reason="Себеп", user=asker, at=SILENCE)

    with pytest.raises(Refused):
        overriding.confirm(override, user=asker, at=SILENCE)
    with pytest.raises(Refused):
        by_hand(talk, SILENCE)


def test_it_allows_its_object_its_languages_and_its_time_only(talk, asker, second):
    allow(talk, asker, second, until=LATER)

    for refused, at, languages in [
        (talk.candidate, SILENCE, ["ru"]),
        (talk, SILENCE, ["ky", "ru"]),
        (talk, LATER, ["ky"]),
    ]:
        with pytest.raises(Refused):
            go_live(refused, at=at, languages=languages)
    go_live(talk, at=LATER - timedelta(seconds=1), languages=["ky"])


def test_an_unused_one_can_be_taken_back_and_a_used_one_not(talk, asker, second):
    unused, used = allow(talk, asker, second), allow(talk.candidate, asker, second, ["ky", "ru", "en"])
    go_live(talk.candidate, languages=["ru"], at=SILENCE)

    overriding.take_back(unused, talk, user=asker, at=SILENCE, may_override=False)
    with pytest.raises(Refused):
        by_hand(talk, SILENCE)
    with pytest.raises(Refused):
        overriding.take_back(used, talk.candidate, user=asker, at=SILENCE, may_override=False)


def test_it_holds_before_the_campaign_too(asker, second, election):
    person = make.make_candidate(election)
    override = overriding.ask(person, ["ky"], until=CAMPAIGN, reason="Себеп", user=asker, at=BEFORE)
    with pytest.raises(Refused):
        go_live(person, at=BEFORE, languages=["ky"])

    overriding.confirm(override, user=second, at=BEFORE)
    go_live(person, at=BEFORE, languages=["ky"])

    assert Edition.objects.of(person).live(BEFORE).exists()


def test_a_change_of_the_calendar_leaves_what_an_override_allows(talk, asker, second, election):
    allow(talk, asker, second)
    schedule(talk, SILENCE)

    election.seats = 45
    election.save()
    go_live(election, at=SILENCE + timedelta(minutes=1), languages=["ky"])

    assert Edition.objects.of(talk).waiting(SILENCE + timedelta(minutes=1)).count() == 1


def test_withdrawing_needs_no_override(talk):
    acts.withdraw([talk], ["ky"], at=SILENCE, who=Who.user(None), note="Себеп")

    assert not Edition.objects.of(talk).live(SILENCE).exists()


def test_no_row_ever_names_one_person_twice(talk, asker):
    override = overriding.ask(talk, ["ky"], until=UNTIL, reason="Себеп", user=asker, at=SILENCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=override.pk).update(confirmed_by=asker)


def test_confirming_twice_leaves_no_second_release_with_the_reason(talk, asker, second):
    override = allow(talk, asker, second)
    releases = Release.objects.count()

    with pytest.raises(Refused) as again:
        overriding.confirm(override, user=second, at=SILENCE)

    assert [problem.code for problem in again.value.problems] == ["override_confirmed"]
    assert Release.objects.count() == releases


def test_one_that_a_changed_calendar_leans_on_is_used(talk, asker, second, election):
    soon = SILENCE - timedelta(hours=3)
    go_live(talk, languages=["ky"], at=soon, starts_at=SILENCE - timedelta(minutes=90))
    override = overriding.ask(talk, ["ky"], until=UNTIL, reason="Себеп", user=asker, at=soon)
    overriding.confirm(override, user=second, at=soon)
    election.silence_starts_at = SILENCE - timedelta(hours=2)
    election.save()
    go_live(election, languages=["ky"], at=soon)

    assert Edition.objects.of(talk).waiting(soon).exists()
    with pytest.raises(Refused):
        overriding.take_back(override, talk, user=asker, at=soon, may_override=False)
