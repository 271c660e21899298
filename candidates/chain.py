"""What a plank's page shows: the chain from promise to proof.

The plank, its measures with whose word each is, who stands for it, the very answers that explain it, and after the
vote what became of every measure. The page is made on this floor, the lowest that sees all of it.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.listing import Row, row
from programs import pages
from programs.documents import PlankDocument
from programs.stages import Judging, key
from publishing.cards import Card, Chrome
from publishing.chains import Chain, Extract, Roles, Supporter, chain
from publishing.paging import AFTER
from publishing.typed import typed_id

ANSWERS = 12
PEOPLE = 12
ROLES = Roles(spoken="speaks_to", by="candidate", own="voice", listed="candidacy", people="candidate")


def page(request: HttpRequest, card: Card, chrome: Chrome) -> dict:
    """Return what stands on a plank's page, in one query; `?measure=3` keeps to what speaks to that measure."""
    plank: PlankDocument = card.document
    chosen = chosen_measure(request, plank)
    said, people = request.GET.get("after", ""), request.GET.get("people", "")
    if (said and not typed_id(said)) or (people and not AFTER.fullmatch(people)):
        raise Http404
    found = chain(
        card,
        chrome,
        ROLES,
        answers=Extract(limit=ANSWERS + 1, after=(said,) if said else None),
        people=Extract(limit=PEOPLE + 1, after=place(people)),
        document="program",
        part=chosen,
    )
    judging = Judging.within(plank.election, chrome)
    return around(plank, found, chrome) | {
        "chosen": next((measure for measure in plank.measures if measure.number == chosen), None),
        "steps": pages.steps(plank, found.own, found.counts, judging, chrome),
        "turns": pages.turns(plank, judging),
        "judging": judging,
        "key": key(),
    }


def around(plank: PlankDocument, found: Chain, chrome: Chrome) -> dict:
    """Return the programme a plank is of, who stands for it and who explains it, with the way on in long lists."""
    program = next((link.card.document for link in found.own if link.role == "program"), None)
    themes = program.themes if program else ()
    answers, people = found.answers[:ANSWERS], found.people[:PEOPLE]
    return {
        "program": program,
        "theme": next((theme.name for theme in themes if theme.number == plank.theme), ""),
        "answers": pages.answers(answers, chrome),
        "answers_in_all": found.answers_in_all,
        "more_answers": answers[-1].link.sort_key if len(found.answers) > ANSWERS else "",
        "rows": rows(people, plank, chrome),
        "people_in_all": found.people_in_all,
        "more_people": f"{people[-1].place}-{people[-1].card.object_id}" if len(found.people) > PEOPLE else "",
    }


def chosen_measure(request: HttpRequest, plank: PlankDocument) -> int | None:
    """Return the measure that was asked for, None for the whole plank; raise Http404 for one that is not there."""
    if "measure" not in request.GET:
        return None
    number = typed_id(request.GET["measure"])
    if number not in {measure.number for measure in plank.measures}:
        raise Http404
    return number


def place(text: str) -> tuple[str, int] | None:
    """Return the place of the last candidate seen.

    >>> place("00003a1-17")
    ('00003a1', 17)
    """
    key, _dash, number = text.partition("-")
    return (key, int(number)) if text else None


def rows(people: Iterable[Supporter], plank: PlankDocument, chrome: Chrome) -> list[Row]:
    """Return who stands for a plank as rows of the list, each with how he does."""
    return [supporter_row(one, plank, chrome, is_turned=place % 2 == 0) for place, one in enumerate(people)]


def supporter_row(one: Supporter, plank: PlankDocument, chrome: Chrome, *, is_turned: bool) -> Row:
    """Return one candidate with the number of his answers, and whether a measure is his own view."""
    found = row(one.card, plank.election, chrome, is_turned=is_turned)
    count = ngettext("%(count)d answer", "%(count)d answers", one.answers) % {"count": one.answers}
    how = [count if one.answers else "", _("own view") if one.has_own_view else ""]
    return replace(found, small=(", ".join(filter(None, how)), *found.small))
