"""What is told of each edition that a page reads: its period, its hash, who published it and who approved."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from emgek.evidence.showing import Answer, Shown
from publishing import kinds
from publishing.editions import Edition
from publishing.journal import Act

OWN = _("The page itself")
AROUND = _("Around every page")
READ = _("Shown or linked on the page")
CHROME = {"party", "election", "page"}


@dataclass(frozen=True, slots=True)
class Line:
    """An edition and its acts; `ending` is the act that ended it before now, if one did."""

    edition: Edition
    place: str
    kind: str
    ending: Act | None

    @property
    def body(self) -> str | None:
        """Return the canonical text of the document; None when it was erased."""
        return self.edition.document.body

    @property
    def acts(self) -> list[Act]:
        """Return the acts that set its period."""
        return [self.edition.act, *([self.ending] if self.ending else [])]


@dataclass(frozen=True, slots=True)
class Account:
    """The editions that were live at the moment, the page's own first; `dated` are told of by their dates only."""

    lines: list[Line]
    dated: list[Line]

    @property
    def own(self) -> Line | None:
        """Return the edition that lies at the address."""
        return next((line for line in self.lines if line.place == OWN), None)


def account(shown: Shown) -> Account:
    """Return what is told of the editions of a page. Two queries."""
    ids, at = list(shown.reads.editions), shown.asked.at
    found = Edition.objects.filter(pk__in=ids).select_related("document", "act__release")
    if shown.answer is Answer.HIDDEN:  # the site looked the matter up, and showed nothing of it
        found = found.filter(kind__in=CHROME)
    acts = Act.objects.in_bulk([edition.ended_by for edition in found if edition.ended_by])
    order = {pk: place for place, pk in enumerate(ids)}
    lines = [
        Line(edition, place(edition, shown), kinds.model_of(edition.kind)._meta.verbose_name, ending(edition, acts))
        for edition in sorted(found, key=lambda edition: rank(edition, shown, order))
    ]
    live = [line for line in lines if line.edition.period.covers(at)]
    return Account(live, [line for line in lines if line not in live])


def ending(edition: Edition, acts: dict[int, Act]) -> Act | None:
    """Return the act that ended an edition."""
    return acts.get(edition.ended_by) if edition.ended_by else None


def place(edition: Edition, shown: Shown) -> str:
    """Say what an edition is to the page."""
    if edition.pk == shown.reads.own:
        return OWN
    return AROUND if edition.kind in CHROME else READ


def rank(edition: Edition, shown: Shown, order: dict[int, int]) -> tuple:
    """Order editions: the page's own, then those of its language, then as they were read."""
    is_around = edition.kind in CHROME
    return edition.pk != shown.reads.own, edition.language != shown.asked.language, is_around, order[edition.pk]
