"""Whatever a press office does, in whatever order, the promises of design.md §2 hold. On both databases."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from elections import calendar
from publishing import acts
from publishing.acts import Waiting
from publishing.documents import facts_of
from publishing.editions import Edition
from publishing.journal import Act, Release, Verb
from publishing.problems import Refused
from publishing.verifying import faults
from tests.factories import (
    BEFORE,
    MACHINE,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    moment,
)

LANGUAGES = st.sets(st.sampled_from(["ky", "ru", "en"]), min_size=1)
HOURS = st.integers(0, 60)
CAMPAIGN_KINDS = ("candidate", "interview")


class PressOffice(RuleBasedStateMachine):
    """An election, a page, a candidate and an interview; officers who do anything at any time."""

    @initialize()
    def open(self):
        """Begin in the campaign, ten days before the vote, with everything public in three languages."""
        self.savepoint = transaction.savepoint_create()
        self.at = BEFORE
        self.past = {}
        self.election = make_election()
        make_imprint(self.election)
        go_live(self.election, at=self.at)
        self.page = make_page()
        self.person = make_candidate(self.election)
        self.talk = make_interview(self.person, self.election)
        self.texts = 0
        self.at = moment(7, 1, 12)
        go_live(self.page, self.person, self.talk, at=self.at)

    def teardown(self):
        """Leave the database as it was."""
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def rows(self, which):
        """Return one of the objects, or the person with the interview."""
        return [[self.page], [self.person], [self.talk], [self.person, self.talk], [self.election]][which]

    def does(self, verb, *args, **options):
        """Do one act; being refused is as good as being done."""
        sid, last, allowed = transaction.savepoint_create(), Act.objects.last().number, may_campaign(self.at)
        try:
            verb(*args, at=self.at, who=MACHINE, **options)
        except Refused:
            transaction.savepoint_rollback(sid)
            return
        transaction.savepoint_commit(sid)
        begun = Edition.objects.filter(kind__in=CAMPAIGN_KINDS, act__number__gt=last, starts_at=self.at)
        assert allowed or not begun.exists()

    @rule(which=st.integers(0, 4), language=st.sampled_from(["ky", "ru", "en"]))
    def edit_words(self, which, language):
        """Change a text."""
        row = self.rows(which)[-1]
        self.texts += 1
        name = "lead" if row is self.person else "title"
        setattr(row, f"{name}_{language}", f"Үлгү {self.texts}")
        row.save()

    @rule(which=st.integers(0, 2), number=st.integers(0, 99))
    def edit_facts(self, which, number):
        """Change a fact, or add a part."""
        if which == 0:
            self.person.links = f"https://example.org/{number}"
            self.person.save()
        elif which == 1:
            self.talk.blocks.create(question_ky=f"{number}?", answer_ky=f"{number}.")
        else:
            self.talk.source_url = f"https://example.org/{number}"
            self.talk.save()

    @rule(which=st.integers(1, 3), number=st.integers(0, 2), language=st.sampled_from(["ky", "ru", "en"]))
    def change_facts_and_publish(self, which, number, language):
        """Change facts, and publish one language of what changed."""
        self.edit_facts(number, number + self.texts)
        self.does(acts.publish, self.rows(which), {language}, waiting=Waiting.CANCEL)

    @rule(which=st.integers(0, 4), languages=LANGUAGES, waiting=st.sampled_from(Waiting))
    def publish(self, which, languages, waiting):
        """Publish now."""
        self.does(acts.publish, self.rows(which), languages, waiting=waiting)

    @rule(which=st.integers(0, 4), languages=LANGUAGES, hours=st.integers(1, 240), waiting=st.sampled_from(Waiting))
    def schedule(self, which, languages, hours, waiting):
        """Publish later."""
        later = self.at + timedelta(hours=hours)
        self.does(acts.publish, self.rows(which), languages, waiting=waiting, starts_at=later)

    @rule(which=st.integers(0, 3), languages=LANGUAGES, dependents=st.booleans())
    def withdraw(self, which, languages, dependents):
        """Withdraw."""
        self.does(acts.withdraw, self.rows(which), languages, note="", with_dependents=dependents)

    @precondition(lambda self: Release.objects.count() > 1)
    @rule(pick=st.randoms(use_true_random=False))
    def undo(self, pick):
        """Take back any release but the first, which opened the election."""
        self.does(acts.undo, pick.choice(list(Release.objects.order_by("pk")[1:])))

    @rule(pick=st.randoms(use_true_random=False))
    def put_again(self, pick):
        """Put any edition live again."""
        self.does(acts.put_again, pick.choice(list(Edition.objects.select_related("document").order_by("pk"))))

    @rule(pick=st.randoms(use_true_random=False))
    def cancel(self, pick):
        """Cancel what some release left waiting."""
        self.does(acts.cancel, [pick.choice(list(Release.objects.order_by("pk"))).pk])

    @rule(hours=st.integers(-150, 60), goes_out=st.booleans())
    def change_calendar(self, hours, goes_out):
        """Move the campaign and the silence, and perhaps publish that."""
        sid = transaction.savepoint_create()
        try:
            self.election.campaign_starts_at += timedelta(hours=hours)
            self.election.silence_starts_at = min(
                self.election.silence_starts_at + timedelta(hours=hours), self.election.polls_open_at
            )
            self.election.save()
        except Exception:  # the database refuses moments that are out of order
            transaction.savepoint_rollback(sid)
            self.election.refresh_from_db()
            return
        transaction.savepoint_commit(sid)
        if goes_out:
            self.does(acts.publish, [self.election], {"ky"}, waiting=Waiting.CANCEL)

    @rule(hours=HOURS)
    def time_passes(self, hours):
        """Wait; what was public until now may not change any more."""
        for step in range(hours):
            self.past[self.at + timedelta(hours=step)] = None
        self.past = dict.fromkeys(random.Random(hours).sample(sorted(self.past), min(4, len(self.past))))
        self.past = {then: public(then) for then in self.past}
        self.at += timedelta(hours=hours)

    @invariant()
    def every_language_shows_the_same_facts(self):
        """Now, and at every moment at which something changes later."""
        if not hasattr(self, "savepoint"):
            return
        bounds = {self.at, *Edition.objects.waiting(self.at).values_list("starts_at", flat=True)}
        for then in bounds:
            facts = {}
            for edition in Edition.objects.live(then).select_related("document"):
                facts.setdefault((edition.kind, edition.object_id), set()).add(facts_of(edition.read()))
            assert all(len(different) == 1 for different in facts.values())

    @invariant()
    def nothing_waits_for_a_moment_at_which_it_may_not_start(self):
        """Also after the calendar was changed, withdrawn or put back."""
        if hasattr(self, "savepoint"):
            for edition in Edition.objects.waiting(self.at).filter(kind__in=CAMPAIGN_KINDS):
                assert may_campaign(edition.starts_at)

    @invariant()
    def at_most_one_edition_waits(self):
        """Of each object in each language."""
        if hasattr(self, "savepoint"):
            waiting = Edition.objects.waiting(self.at).values_list("kind", "object_id", "language")
            assert len(waiting) == len(set(waiting))

    @invariant()
    def the_past_stays_as_it_was(self):
        """What was public at some earlier moments is public at those moments still."""
        for then, before in getattr(self, "past", {}).items():
            assert public(then) == before

    @invariant()
    def the_history_is_whole(self):
        """The journal proves every period and document."""
        if hasattr(self, "savepoint"):
            assert list(faults()) == []


def public(then):
    """Return what is public at a then."""
    return set(Edition.objects.live(then).values_list("pk", flat=True))


def may_campaign(then):
    """Ask the calendar that is public at a then; without one nobody may."""
    live = Edition.objects.live(then).filter(kind="election").select_related("document")
    return bool(live) and calendar.may_start(live[0].read(), then) is None


@pytest.mark.django_db
def test_no_sequence_of_acts_breaks_a_promise():
    run_state_machine_as_test(PressOffice, settings=hypothesis_settings())


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_the_same_moment_end_in_a_clear_order():
    page = make_page(title_ky="Бир")
    start, errors = threading.Barrier(4), []

    def publish(number):
        try:
            row = type(page).objects.get(pk=page.pk)
            row.title_ky = f"Үлгү {number}"
            start.wait()
            go_live(row, languages=["ky"])
        except Exception as error:  # reported below, in the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    numbers = list(Act.objects.order_by("number").values_list("number", "edition"))
    assert numbers == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert Edition.objects.live(Act.objects.last().at).count() == 1
    assert list(faults()) == []
    assert set(Act.objects.values_list("verb", flat=True)) == {Verb.PUBLISH}
