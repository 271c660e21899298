"""Which live editions a screen showed: it goes out in a hidden field and comes back with the decision."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from publishing.acts import Shown
from publishing.languages import LANGUAGES
from publishing.problems import Problem, Refused
from publishing.proposals import Proposal


def written_shown(proposals: Iterable[Proposal]) -> str:
    """Return the live edition numbers of some objects, as the hidden field carries them."""
    live = [(p.row.kind, p.row.pk, code, p.live.get(code)) for p in proposals for code in LANGUAGES]
    return json.dumps([[kind, pk, code, edition.number if edition else None] for kind, pk, code, edition in live])


def read_shown(text: str) -> Shown:
    """Return what a hidden field says; raise Refused where it was not written by `written_shown`."""
    try:
        return {(str(kind), int(pk), str(code)): number for kind, pk, code, number in json.loads(text)}
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Refused(Problem(code="shown", message=_("This screen is out of date. Open it anew."))) from error
