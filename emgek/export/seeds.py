"""Where the walk over the site begins: what has an address without any link to it."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from emgek.export.addresses import TREATMENTS, Address, Treatment
from publishing import reading
from publishing.addresses import address
from publishing.cards import Chrome
from publishing.editions import Edition
from publishing.languages import LANGUAGES

#: What lies beside an object, also at an address that it has left: names of addresses by kind.
BESIDE = {
    "candidate": ("candidate_feed",),
    "election": ("election_candidates", "election_program", "election_questions", "election_dates"),
}


def seeds(at: datetime) -> Iterator[Address]:
    """Yield every address that stands alone, then all that objects have or had, in every language.

    What is live leads to a page, what was left redirects, what was withdrawn says so: the site itself knows which.
    """
    yield from (Address(path) for path in standing_alone())
    chromes = {code: reading.chrome(code, at) for code in LANGUAGES}
    carried = Edition.objects.ever_public(at).exclude(slug="").values_list("kind", "slug", "election_id").distinct()
    for kind, slug, election in carried.order_by("kind", "slug").iterator():
        for code in LANGUAGES:
            yield from (Address(path) for path in of_object(kind, slug, election, chromes[code]))


def standing_alone() -> Iterator[str]:
    """Yield the addresses that need nothing but a language, and those without one."""
    for name, treatment in TREATMENTS.items():
        if treatment not in (Treatment.WRITTEN, Treatment.OFF):
            continue
        for code in LANGUAGES:
            with override(code):
                try:
                    yield reverse(name)
                except NoReverseMatch:
                    break


def of_object(kind: str, slug: str, election: int | None, chrome: Chrome) -> Iterator[str]:
    """Yield where an object lies, by the short address of the current election and by the long one of each."""
    slugs = {card.object_id: card.slug for card in chrome.elections}
    current = chrome.election.object_id if chrome.election else None
    if kind == "plank":
        if election == current:
            yield address(kind, slug, chrome.language)
        if election in slugs:
            yield address(kind, slug, chrome.language, election=slugs[election])
        return
    if kind in ("party", "program"):
        return
    yield address(kind, slug, chrome.language)
    with override(chrome.language):
        yield from (reverse(name, args=[slug]) for name in BESIDE.get(kind, ()))
