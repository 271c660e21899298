"""What is public of the party, of an election, and the imprint every campaign document carries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Self

from django.utils import translation
from django.utils.translation import gettext as _

from elections.calendar import hidden_until
from elections.imprint import compose
from publishing.dates import day, numeric_day
from publishing.documents import Document, Part, SearchText, Target, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintDocument:
    """Who made, ordered and paid for it. Names stand as registered; only the line has a language."""

    producer: str
    producer_address: str
    commissioner: str
    payer: str
    finance_representative: str
    issue_date: date
    print_run: int
    line: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDocument(Document):
    """A document of a kind that is bound by the calendar; its imprint is frozen in it."""

    imprint: ImprintDocument | None = None

    def settled(self) -> Self:
        """Compose the imprint's line in the document's own language."""
        if self.imprint is None:
            return self
        return replace(self, imprint=replace(self.imprint, line=compose(self.imprint, self.language)))

    def undated(self) -> Self:
        """Leave out the issue date, and the line that says it."""
        return (
            self if self.imprint is None else replace(self, imprint=replace(self.imprint, issue_date=date.min, line=""))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDocument(Document):
    """The party whose site this is: names, line, colour, contacts."""

    kind: str = "party"
    full_name: str = wording()
    slogan: str = wording()
    about: str = wording()
    accent: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDateDocument(Part):
    """A dated event of an election; `time` is "HH:MM" in Bishkek, or empty for the whole day."""

    day: date
    time: str = ""
    what: str = wording()
    note: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionDocument(Document):
    """One vote for one body: its calendar, the party's number on the ballot, how to vote, the result when known.

    Version 2 knows the source of the result, version 3 what becomes of the campaign in the silence.
    """

    VERSION: ClassVar[int] = 3
    UPGRADERS: ClassVar[dict[int, Callable[[dict], dict]]] = {
        1: lambda content: {**content, "result_source": ""},
        2: lambda content: {**content, "silence_policy": "freeze"},
    }

    kind: str = "election"
    version: int = 3
    body: str = wording()
    how_to_vote: str = wording()
    result_note: str = wording()
    election_type: str
    voting_day: date
    campaign_starts_at: datetime | None = None
    silence_starts_at: datetime | None = None
    silence_policy: str = "freeze"
    polls_open_at: datetime
    polls_close_at: datetime
    seats: int | None = None
    term_years: int | None = None
    threshold_percent: str = ""
    ballot_number: int | None = None
    preference_vote: bool | None = None
    lists_on_ballot: int | None = None
    is_annulled: bool = False
    repeats: int | None = None
    seats_won: int | None = None
    result_source: str = ""
    key_dates: tuple[KeyDateDocument, ...] = ()

    @property
    def sort_text(self) -> str:
        """Put elections in the order of their voting days."""
        return self.voting_day.isoformat()

    def campaign_hidden_until(self, at: datetime) -> datetime | None:
        """Return when the campaign is shown again where the silence hides it at a moment."""
        return hidden_until(self, self.silence_policy, at)

    def targets(self) -> Iterator[Target]:
        """Yield the election it repeats."""
        if self.repeats:
            yield Target(role="repeats", kind="election", id=self.repeats)

    def summary(self) -> dict:
        """Return the number on the ballot and the voting day."""
        return {"ballot_number": self.ballot_number, "voting_day": self.voting_day.isoformat(), "body": self.body}

    def search_texts(self) -> Iterator[SearchText]:
        """Yield the election with its figures, then each of its dates."""
        yield SearchText(title=self.title, body=f"{self.body}. {self._figures()} {self.result_note}".strip())
        for key in self.key_dates:
            title = f"{key.what}, {day(key.day, self.language)}"
            when = " ".join(filter(None, [numeric_day(key.day, self.language), key.time]))
            yield SearchText(title=title, body=f"{when}. {key.note}".strip(), part=key.number)

    def _figures(self) -> str:
        """Return the figures of the election, and how to vote in it, in sentences that search can find and show."""
        with translation.override(self.language):
            known = [
                (_("Voting day"), day(self.voting_day, self.language)),
                (_("Number on the ballot"), self.ballot_number),
                (_("Seats"), self.seats),
                (_("Threshold, per cent"), self.threshold_percent),
                (_("How to vote"), self.how_to_vote),
            ]
            return ". ".join(f"{name}: {value}" for name, value in known if value) + "."
