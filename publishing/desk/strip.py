"""The go/no-go strip of an object: «KY ✔ · RU ⚠ 2 · EN ✖», in lists, forms and on the publish screens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing.languages import LANGUAGES, NAMES
from publishing.publishable import Publishable
from publishing.translating import Tally, tallies

GO, LOOK, NO = "go", "look", "no"
MARKS = {GO: "✔", LOOK: "⚠", NO: "✖"}
SEPARATOR = " · "
SIGN = (
    '<span class="desk-strip__sign desk-strip__sign--{}" title="{}">'
    '<span aria-hidden="true">{}</span><span class="sr-only">{}</span></span>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """How one language of an object stands: there and in step, there with something to do, or not there."""

    code: str
    level: str
    tally: Tally

    @property
    def said(self) -> str:
        """Return it in words: «Russian: 2 out of date, 1 missing»."""
        return f"{capfirst(NAMES[self.code])}: {told(self.level, self.tally)}"

    @property
    def shown(self) -> str:
        """Return it as the strip shows it: «RU ⚠ 2»."""
        count = f" {self.tally.count}" if self.level == LOOK else ""
        return f"{self.code.upper()} {MARKS[self.level]}{count}"


def told(level: str, tally: Tally) -> str:
    """Return how a language stands in words."""
    return {GO: _("in step"), NO: _("no text yet")}.get(level) or told_tally(tally)


def told_tally(tally: Tally) -> str:
    """Return what there is to do in words."""
    parts = []
    if tally.out_of_date:
        parts.append(_("out of date: %(count)s") % {"count": tally.out_of_date})
    if tally.missing:
        parts.append(_("missing: %(count)s") % {"count": tally.missing})
    return ", ".join(parts)


def sign_of(row: Publishable, code: str, tally: Tally) -> Sign:
    """Return how one language stands."""
    level = NO if not row.has_words(code) else LOOK if tally.count else GO
    return Sign(code=code, level=level, tally=tally)


def strips(rows: Sequence[Publishable]) -> dict[int, list[Sign]]:
    """Return the strips of some objects of one kind, by id; one query for all of them."""
    if not rows:
        return {}
    found = tallies(rows[0].kind, [row.pk for row in rows])
    return {row.pk: [sign_of(row, code, found.get((row.pk, code), Tally())) for code in LANGUAGES] for row in rows}


def drawn(signs: Iterable[Sign]) -> SafeString:
    """Return a strip as a list shows it; who does not see it hears it in words."""
    lines = ((sign.level, sign.said, sign.shown, sign.said) for sign in signs)
    return format_html('<span class="desk-strip">{}</span>', format_html_join(SEPARATOR, SIGN, lines))
