"""The press office under the law: four eyes, overrides by two people, a calendar that moves, and erasure on request."""

from datetime import timedelta
from itertools import takewhile

from django.db import Error, transaction
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from publishing import acts, overriding, reviewing
from publishing.acts import Waiting
from publishing.documents import Document
from publishing.editions import Edition, StoredDocument
from publishing.erasing import erase
from publishing.journal import Act, Release, Verb, Who
from publishing.overrides import Override
from publishing.proposals import propose
from publishing.rehearsing import cancelled_by_four_eyes, cancelled_by_return
from publishing.reviewing import Said
from publishing.reviews import digest_of
from tests.publishing.notebook import CAMPAIGN_KINDS, Allowance, live_documents
from tests.publishing.office import ALL, CODES, LANGUAGES, PressOffice, traces
from tests.publishing.test_erasing import stored_by_table

WHO = st.integers(0, 2)
WHICH = st.sampled_from(ALL[:3])
CALENDAR_KEPT = ("campaign_starts_at", "silence_starts_at", "polls_open_at", "polls_close_at")


class SupervisedOffice(PressOffice):
    """Adds who may let what out, when the law lets it, and what people ask to be forgotten."""

    # Four eyes ------------------------------------------------------------------------------------------------------

    def documents(self, row, languages) -> dict[str, Document]:
        """Return what would be public of an object now."""
        return propose(row, languages, at=self.at).documents

    @rule(wanted=st.booleans(), who=WHO)
    def turn_the_rule(self, wanted, who):
        """Turn four eyes on or off; turned on, exactly what may not go out waits no more."""
        turned_on = wanted and not self.notebook.four_eyes
        named = {one.pk for one in cancelled_by_four_eyes(self.at)} if turned_on else set()
        waited = every_waiting_release(self.at)
        reviewing.set_four_eyes(wanted, by=self.people[who], at=self.at, cancelling=named)
        self.notebook.turns_rule(wanted)
        if turned_on:
            self.exactly_what_may_go_out_waits(waited, named)

    @rule(which=WHICH, languages=LANGUAGES, who=WHO)
    def ask_for_review(self, which, languages, who):
        """Ask for approval."""
        row = self.rows(which)[0]
        documents = self.documents(row, languages)
        reviewing.ask(row, documents, by=self.people[who], note=self.told(row))
        self.notebook.asked |= {(row.kind, row.pk, code): who for code in documents}

    @rule(which=WHICH, languages=LANGUAGES, who=WHO)
    def approve(self, which, languages, who):
        """Approve what is shown; with four eyes nobody approves what is their own, and everybody else may."""
        row = self.rows(which)[0]
        documents = self.documents(row, languages)
        shown = {digest_of(document) for document in documents.values()}
        own = [code for code in documents if self.notebook.is_own((row.kind, row.pk, code), who)]
        with self.tried():
            reviewing.approve(row, documents, shown=shown, by=self.people[who])
        assert bool(self.refused) == bool(own and self.notebook.four_eyes)
        if not self.refused:
            for code, document in documents.items():
                self.notebook.approves((row.kind, row.pk, code), document, who)

    @rule(which=WHICH, languages=LANGUAGES, who=WHO)
    def send_back(self, which, languages, who):
        """Return a text with a comment on it."""
        row = self.rows(which)[0]
        documents = self.documents(row, languages)
        shown = {digest_of(document) for document in documents.values()}
        said = [Said(code, None, self.told(row)) for code in documents]
        named = {one.pk for some in cancelled_by_return(row, documents, at=self.at).values() for one in some}
        waited = every_waiting_release(self.at)
        decision = {"shown": shown, "by": self.people[who], "at": self.at, "cancelling": named}
        with self.tried():
            reviewing.send_back(row, documents, said, answer=self.told(row), **decision)
        if not self.refused and documents:
            for code, document in documents.items():
                self.notebook.returns((row.kind, row.pk, code), document)
            self.exactly_what_may_go_out_waits(waited, named, returned=[(row, one) for one in documents.values()])

    def exactly_what_may_go_out_waits(self, waited, named, returned=()):
        """Look that a decision cancelled whole releases: those with a text that was returned, or that four eyes stop.

        `waited` is what waited before, `named` what the screen said that it would cancel.
        """
        left, public_now = every_waiting_release(self.at), live_documents(self.at)
        kept_from = [(row.kind, row.pk, document.language, document.undated()) for row, document in returned]
        for release, editions in waited.items():
            refused = [one for one in editions if (*text_of(one), one.read().undated()) in kept_from]
            stands = [self.notebook.may_go_out(one, public_now, editions, self.at) for one in editions]
            lawful = all(self.notebook.is_lawful(one) for one in editions if one.kind in CAMPAIGN_KINDS)
            assert (release in left) == (not refused and all(stands) and lawful), editions
        gone = {one.pk for release, editions in waited.items() if release not in left for one in editions}
        assert gone == named

    @rule(which=WHICH, languages=LANGUAGES, hours=st.integers(0, 48))
    def approve_and_publish(self, which, languages, hours):
        """Let whoever may approve an object, and publish it now or later."""
        for who in range(len(self.people)):
            self.approve(which, languages, who)
            if not self.refused:
                break
        later = self.at + timedelta(hours=hours)
        self.does(acts.publish, self.rows(which), languages, waiting=Waiting.CANCEL, starts_at=later)

    # Overrides ------------------------------------------------------------------------------------------------------

    @rule(which=WHICH, languages=LANGUAGES, hours=st.integers(1, 96), who=WHO)
    def ask_for_override(self, which, languages, hours, who):
        """Ask for an override with a reason."""
        row, until = self.rows(which)[0], self.at + timedelta(hours=hours)
        reason, user = self.told(row), self.people[who]
        asked = overriding.ask(row, languages, until=until, reason=reason, user=user, at=self.at)
        self.notebook.allowances[asked.pk] = Allowance(row.kind, row.pk, frozenset(languages), until, who)

    @precondition(lambda self: Override.objects.exists())
    @rule(pick=st.randoms(use_true_random=False), who=WHO)
    def confirm_override(self, pick, who):
        """Confirm any override; whoever asked cannot."""
        override = pick.choice(list(Override.objects.order_by("pk")))
        with self.tried():
            overriding.confirm(override, user=self.people[who], at=self.at)
        if not self.refused:
            assert self.notebook.allowances[override.pk].asked_by != who
            self.notebook.allowances[override.pk].confirmed = True

    @precondition(lambda self: Override.objects.exists())
    @rule(pick=st.randoms(use_true_random=False), who=WHO)
    def take_override_back(self, pick, who):
        """Take back any override under which nothing was published."""
        override = pick.choice(list(Override.objects.order_by("pk")))
        row = next(
            row for row in self.rows(3) + self.rows(0) if (row.kind, row.pk) == (override.kind, override.object_id)
        )
        with self.tried():
            overriding.take_back(override, row, user=self.people[who], at=self.at, may_override=True)
        if not self.refused:
            del self.notebook.allowances[override.pk]

    @rule(which=WHICH, hours=st.integers(0, 24))
    def override_and_publish(self, which, hours):
        """Let two people agree, and publish under it."""
        self.ask_for_override(which, CODES, 48, 1)
        override = Override.objects.latest("pk")
        with self.tried():
            overriding.confirm(override, user=self.people[2], at=self.at)
        assert not self.refused
        self.notebook.allowances[override.pk].confirmed = True
        later = self.at + timedelta(hours=hours)
        self.does(acts.publish, self.rows(which), CODES, waiting=Waiting.CANCEL, starts_at=later)

    # The calendar ---------------------------------------------------------------------------------------------------

    @rule(
        campaign=st.integers(-150, 60),
        silence=st.integers(-150, 60),
        polls=st.integers(-150, 60),
        later=st.sampled_from([None, 0, 0, 30]),
    )
    def change_calendar(self, campaign, silence, polls, later):
        """Move campaign, silence and polls; perhaps publish that: then exactly what may not start goes."""
        before = {name: getattr(self.election, name) for name in CALENDAR_KEPT}
        moved = dict(zip(CALENDAR_KEPT, (campaign, silence, polls, polls), strict=True))
        try:
            with transaction.atomic():
                for name, hours in moved.items():
                    setattr(self.election, name, before[name] + timedelta(hours=hours))
                self.election.save()
        except Error:  # the database refuses moments that are out of order
            self.election.refresh_from_db()
            return
        waited = waiting_releases(self.at)
        if later is None or not self.publish_calendar(later):
            return
        left = waiting_releases(self.at)
        for release, editions in waited.items():
            assert (release in left) == all(self.notebook.is_lawful(edition) for edition in editions)

    def publish_calendar(self, hours: int) -> bool:
        """Publish the election now or some hours later."""
        starts_at = self.at + timedelta(hours=hours) if hours else None
        return self.does(acts.publish, [self.election], {"ky"}, waiting=Waiting.CANCEL, starts_at=starts_at)

    # Erasure --------------------------------------------------------------------------------------------------------

    @rule(which=st.sampled_from([0, 2, 3]), withdrawn=st.sampled_from([True, True, False]))
    def forget(self, which, withdrawn):
        """Erase a page, an interview, or a person with the interview; what comes in their place is new."""
        rows = self.rows(which)
        if withdrawn:
            self.does(acts.withdraw, rows, CODES, note=self.told(*rows))
        erased = list(takewhile(self.is_erased, reversed(rows)))  # the interview may go, and the person be refused
        if self.page in erased:
            self.page = self.new_page()
        if self.person in erased:
            self.person = self.new_person()
        if self.talk in erased:
            self.talk = self.new_talk()

    def is_erased(self, row) -> bool:
        """Erase one object; nothing of its own is left in any table, and every hash is."""
        key, pk = (row.kind, row.pk), row.pk
        hashes = set(StoredDocument.objects.values_list("commitment", flat=True))
        public_or_waits = [
            one for one in Edition.objects.of(row) if one.period.covers(self.at) or one.period.waits(self.at)
        ]
        with self.tried():
            erase(row, at=self.at, who=Who.user(self.people[0]), note="Мыйзам боюнча")
        if self.refused:
            row.pk = pk
            assert public_or_waits or self.refused == {"depended_on"}
            return False
        assert not public_or_waits
        words = traces(self.secrets[key])
        tables = stored_by_table() | {Release._meta.db_table: repr(notes_of(*key))}
        telling = [table for table, stored in tables.items() if any(word in stored for word in words)]
        assert not telling, telling
        assert set(StoredDocument.objects.values_list("commitment", flat=True)) == hashes
        erased = Act.objects.filter(verb=Verb.ERASE, kind=key[0], object_id=key[1])
        assert erased.count() == Edition.objects.filter(kind=key[0], object_id=key[1]).count()
        self.notebook.erased.add(key)
        return True


def notes_of(kind: str, pk: int) -> list[tuple]:
    """Return what was noted on the releases of an object; what was noted on those of others, nobody can know."""
    return list(Release.objects.filter(acts__kind=kind, acts__object_id=pk).values_list("title", "note", "note_salt"))


def waiting_releases(at) -> dict[int, list[Edition]]:
    """Return the campaign editions that wait, by the release they wait with."""
    found = every_waiting_release(at).items()
    campaign = {release: [one for one in some if one.kind in CAMPAIGN_KINDS] for release, some in found}
    return {release: editions for release, editions in campaign.items() if editions}


def every_waiting_release(at) -> dict[int, list[Edition]]:
    """Return whatever waits, by the release it waits with."""
    found: dict[int, list[Edition]] = {}
    for edition in Edition.objects.waiting(at).select_related("act", "document"):
        found.setdefault(edition.act.release_id, []).append(edition)
    return found


def text_of(edition: Edition) -> tuple[str, int, str]:
    """Return whose text an edition is."""
    return edition.kind, edition.object_id, edition.language
