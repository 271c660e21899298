"""A press office that does anything at any time, for property tests: rows, people, and all acts but those of the law.

`tests/publishing/supervised.py` adds review, overrides, changes of the calendar and erasure.
"""

import random
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from publishing import acts, versions
from publishing.acts import Waiting
from publishing.documents import facts_of
from publishing.editions import Edition
from publishing.journal import Act, Release, Who
from publishing.kyrgyz import slugify
from publishing.problems import Refused
from publishing.verifying import faults
from staff.models import User
from tests.factories import (
    BEFORE,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    moment,
)
from tests.publishing.notebook import CAMPAIGN_KINDS, Notebook, live_documents, may_campaign

CODES = ("ky", "ru", "en")
LANGUAGES = st.sets(st.sampled_from(CODES), min_size=1)
ALL = range(4)
ELECTION = 4
CALENDAR = {"before_campaign", "silence", "no_calendar"}
LETTERS = "бгдзклмнрт"


class PressOffice(RuleBasedStateMachine):
    """An election, a page, a candidate and an interview; officers who do anything at any time."""

    @initialize()
    def open(self):
        """Begin in the campaign, ten days before the vote, with everything public in three languages."""
        self.savepoint = transaction.savepoint_create()
        self.notebook, self.past, self.chain, self.words = Notebook(), {}, [], 0
        self.people = [User.objects.create_user(f"{name}-{self.savepoint}") for name in ("aigul", "bakyt", "chynara")]
        self.secrets = {}
        self.at = BEFORE
        self.election = make_election()
        make_imprint(self.election)
        go_live(self.election, at=self.at)
        self.page, self.person = self.new_page(), self.new_person()
        self.talk = self.new_talk()
        self.at = moment(7, 1, 12)
        go_live(self.page, self.person, self.talk, at=self.at, note=self.told(self.page, self.person, self.talk))

    def teardown(self):
        """Leave the database as it was."""
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    # What there is --------------------------------------------------------------------------------------------------

    def new_page(self):
        """Return a page with a secret of its own."""
        secret = self.secret()
        return self.keep(make_page(title_ky=secret, body_ky=f"<p>{secret}</p>"), secret)

    def new_person(self):
        """Return a candidate whose name is a secret."""
        secret = self.secret()
        return self.keep(make_candidate(self.election, family_name_ky=secret, family_name_ru=secret), secret)

    def new_talk(self):
        """Return an interview with a secret in it and in its raw text."""
        secret = self.secret()
        return self.keep(make_interview(self.person, self.election, title_ky=secret, raw_text=secret), secret)

    def secret(self) -> str:
        """Return a word that stands nowhere else, in letters only: search and spellings leave numbers out."""
        self.words += 1
        return "Жашыр" + "".join(LETTERS[int(digit)] for digit in f"{self.words:03}") + "ов"

    def keep(self, row, secret):
        """Remember the secret of a new row; the first officer entered it."""
        self.secrets[row.kind, row.pk] = secret
        self.saved(row, 0)
        return row

    def saved(self, row, who: int) -> None:
        """Keep a version, as the desk does with what somebody saved."""
        versions.keep(type(row), row.pk, user=self.people[who])
        self.notebook.saves(row, who)

    def rows(self, which):
        """Return one of the objects, or the person with the interview."""
        return [[self.page], [self.person], [self.talk], [self.person, self.talk], [self.election]][which]

    def told(self, *rows) -> str:
        """Return a note that repeats what should not be told."""
        return " ".join(self.secrets.get((row.kind, row.pk), "") for row in rows)

    # What is done ---------------------------------------------------------------------------------------------------

    @contextmanager
    def tried(self):
        """Do something or leave no trace; being refused is as good as being done."""
        sid = transaction.savepoint_create()
        try:
            yield
        except Refused as refused:
            transaction.savepoint_rollback(sid)
            self.refused = {problem.code for problem in refused.problems}
        else:
            transaction.savepoint_commit(sid)
            self.refused = set()

    def does(self, verb, *args, **options) -> bool:
        """Do one act and hold what began beside the notebook; say whether it was done."""
        last, before, allowed = Act.objects.last().number, live_documents(self.at), may_campaign(self.at)
        with self.tried():
            verb(*args, at=self.at, who=Who.user(self.people[0]), **options)
        begun = Edition.objects.filter(act__number__gt=last).select_related("document", "act")
        made = [edition for edition in begun if not edition.is_cancelled]
        for edition in made:
            starts_now = edition.starts_at == self.at and edition.kind in CAMPAIGN_KINDS
            assert self.notebook.is_lawful(edition) or (starts_now and allowed), edition
            together = [one for one in made if one.starts_at == edition.starts_at]
            assert self.notebook.may_go_out(edition, before, together, self.at), edition
        return not self.refused

    def edit(self, row, who: int, **columns) -> None:
        """Let somebody change columns."""
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
        self.saved(row, who)

    @rule(which=st.integers(0, 4), language=st.sampled_from(CODES), who=st.integers(0, 2))
    def edit_words(self, which, language, who):
        """Change a text."""
        row = self.rows(which)[-1]
        self.words += 1
        name = "lead" if row is self.person else "title"
        self.edit(row, who, **{f"{name}_{language}": f"{self.told(row)} {self.words}"})

    @rule(which=st.integers(0, 2), who=st.integers(0, 2))
    def edit_facts(self, which, who):
        """Change a fact, or add a part."""
        self.words += 1
        if which == 0:
            self.edit(self.person, who, links=f"https://example.org/{self.words}")
        elif which == 1:
            self.talk.blocks.create(question_ky=f"{self.words}?", answer_ky=f"{self.told(self.talk)}.")
            self.saved(self.talk, who)
        else:
            self.edit(self.talk, who, source_url=f"https://example.org/{self.words}")

    @rule(which=st.integers(1, 3), number=st.integers(0, 2), language=st.sampled_from(CODES))
    def change_facts_and_publish(self, which, number, language):
        """Change facts, and publish one language of what changed."""
        self.edit_facts(number, 0)
        self.does(acts.publish, self.rows(which), {language}, waiting=Waiting.CANCEL)

    @rule(which=st.integers(0, 4), languages=LANGUAGES, waiting=st.sampled_from(Waiting))
    def publish(self, which, languages, waiting):
        """Publish now; what the calendar allows it does not refuse."""
        rows = self.rows(which)
        self.does(acts.publish, rows, languages, waiting=waiting, note=self.told(*rows))
        assert not (self.refused & CALENDAR and may_campaign(self.at))

    @rule(which=st.integers(0, 4), languages=LANGUAGES, hours=st.integers(1, 240), waiting=st.sampled_from(Waiting))
    def schedule(self, which, languages, hours, waiting):
        """Publish later."""
        rows, later = self.rows(which), self.at + timedelta(hours=hours)
        self.does(acts.publish, rows, languages, waiting=waiting, starts_at=later, note=self.told(*rows))

    @rule(which=st.integers(0, 3), languages=LANGUAGES, dependents=st.booleans())
    def withdraw(self, which, languages, dependents):
        """Withdraw."""
        rows = self.rows(which)
        self.does(acts.withdraw, rows, languages, note=self.told(*rows), with_dependents=dependents)

    @precondition(lambda self: Release.objects.count() > 1)
    @rule(pick=st.randoms(use_true_random=False))
    def undo(self, pick):
        """Take back any release but the first, which opened the election."""
        self.does(acts.undo, pick.choice(list(Release.objects.order_by("pk")[1:])))

    @rule(pick=st.randoms(use_true_random=False))
    def put_again(self, pick):
        """Put any edition live again that still has its text: the desk offers no other."""
        left = Edition.objects.filter(document__body__isnull=False).select_related("document")
        self.does(acts.put_again, pick.choice(list(left.order_by("pk"))))

    @rule(pick=st.randoms(use_true_random=False))
    def cancel(self, pick):
        """Cancel what some release left waiting."""
        self.does(acts.cancel, [pick.choice(list(Release.objects.order_by("pk"))).pk])

    @rule(hours=st.integers(0, 60))
    def time_passes(self, hours):
        """Wait; what was public until now may not change any more."""
        moments = [*self.past, *(self.at + timedelta(hours=step) for step in range(hours))]
        self.past = {then: public(then) for then in random.Random(hours).sample(moments, min(4, len(moments)))}
        self.at += timedelta(hours=hours)

    # What always holds ----------------------------------------------------------------------------------------------

    @invariant()
    def every_language_shows_the_same_facts(self):
        """Now, and at every moment at which something changes later; and no language twice."""
        if not hasattr(self, "savepoint"):
            return
        bounds = {self.at, *Edition.objects.waiting(self.at).values_list("starts_at", flat=True)}
        for then in bounds:
            facts, seen = {}, set()
            for edition in Edition.objects.live(then).select_related("document"):
                text = (edition.kind, edition.object_id, edition.language)
                assert text not in seen
                seen.add(text)
                facts.setdefault(text[:2], set()).add(facts_of(edition.read()))
            assert all(len(different) == 1 for different in facts.values())

    @invariant()
    def nothing_waits_for_a_moment_at_which_it_may_not_start(self):
        """Also after the calendar was changed, withdrawn or put back, or an override taken back."""
        if hasattr(self, "savepoint"):
            for edition in Edition.objects.waiting(self.at).filter(kind__in=CAMPAIGN_KINDS):
                assert self.notebook.is_lawful(edition), edition

    @invariant()
    def at_most_one_edition_waits(self):
        """Of each object in each language."""
        if hasattr(self, "savepoint"):
            waiting = Edition.objects.waiting(self.at).values_list("kind", "object_id", "language")
            assert len(waiting) == len(set(waiting))

    @invariant()
    def the_past_stays_as_it_was(self):
        """What was public at some earlier moments is public at those moments still, but for what was erased."""
        for then, before in getattr(self, "past", {}).items():
            now = public(then)
            assert now.keys() == before.keys()
            for (kind, pk, *_rest), body in now.items():
                assert body is None if (kind, pk) in self.notebook.erased else body
            assert all(body in (None, before[edition]) for edition, body in now.items())

    @invariant()
    def the_history_is_whole(self):
        """The journal proves every period and document, and holds all it ever held."""
        if hasattr(self, "savepoint"):
            hashes = list(Act.objects.order_by("number").values_list("hash", flat=True))
            assert hashes[: len(self.chain)] == self.chain
            self.chain = hashes
            assert list(faults()) == []


def public(then) -> dict:
    """Return the text of what is public at a moment, by object, language, number and hash."""
    live = Edition.objects.live(then)
    return {
        tuple(found): body
        for *found, body in live.values_list(
            "kind", "object_id", "language", "number", "document__commitment", "document__body"
        )
    }


def traces(secret: str) -> list[str]:
    """Return how a secret may be written down: as it is, folded, or in an address."""
    return [secret, secret.casefold(), slugify(secret)]
