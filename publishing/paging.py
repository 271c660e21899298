"""Long lists page by page: where the next page begins is said by the last entry, so nothing is counted or skipped."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

PAGE = 50
AFTER = re.compile(r"([0-9a-f]{1,220})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Leaf[T]:
    """One page of a list; `next` is the query of the page after it, empty on the last one; `first` of the first."""

    entries: Sequence[T]
    is_first: bool
    next: str
    first: str = "?"

    @property
    def is_whole(self) -> bool:
        """Say whether the list has no other page."""
        return self.is_first and not self.next


def after(request: HttpRequest) -> tuple[str, int] | None:
    """Return (sort key, object id) of the last entry seen, None for the first page; raise Http404 for nonsense."""
    if "after" not in request.GET:
        return None
    match = AFTER.fullmatch(request.GET["after"])
    if match is None:
        raise Http404
    return match[1], int(match[2])


def leaf[T](
    request: HttpRequest, entries: Sequence[T], key: Callable[[T], tuple[str, int]], *, keep: Sequence[str] = ()
) -> Leaf[T]:
    """Return a page of what was asked for with the limit PAGE + 1; the surplus entry only says that there is more.

    `keep` names what else the address says of the list (its order, a filter): the other pages have it too.
    """
    shown = entries[:PAGE]
    kept = {name: request.GET[name] for name in keep if request.GET.get(name)}
    first = f"?{urlencode(kept)}"
    more = first + "&" * bool(kept) + "after={}-{}".format(*key(shown[-1])) if len(entries) > PAGE else ""
    return Leaf(shown, "after" not in request.GET, more, first)
