"""What a new installation lacks before its first publish: each line opens the form that mends it, done ones are ticked.

Administrators see it on the first page of the desk until nothing is missing. Six queries, whatever there is.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from candidates.models import Candidacy
from elections.models import Election, Imprint, Party
from emgek.models import Page
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable
from staff.models import User

#: The plain pages that readers and the law look for, by their addresses.
PAGES = {
    "about": gettext_noop("About this site"),
    "press": gettext_noop("Press contacts"),
    "privacy": gettext_noop("Privacy"),
    "accessibility": gettext_noop("Accessibility"),
}
CALENDAR = ("campaign_starts_at", "silence_starts_at", "polls_open_at", "polls_close_at")

type Live = set[tuple[str, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line: what has to be there, whether it is, what is still to do, and the form for it."""

    title: str
    address: str
    is_done: bool = False
    note: str = ""


def checklist(user: User, at: datetime) -> list[Item]:
    """Return what has to be there before the first publish; nothing for who does not administer, or when all is."""
    if not user.sets_rules():
        return []
    known = Edition.objects.live(at).filter(kind__in=["party", "election", "page"])
    live = set(known.values_list("kind", "object_id"))
    election = Election.newest()
    items = [
        entered_and_public(_("Party"), Party, Party.objects.first(), live),
        entered_and_public(_("Election"), Election, election, live),
        *([calendar(election), imprint(election), candidate(election)] if election else []),
        *pages(live),
    ]
    return [] if all(item.is_done for item in items) else items


def entered_and_public(title: str, model: type[Publishable], row: Publishable | None, live: Live, **entered) -> Item:
    """Return the line of something that has to be entered, then published."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if row is None:
        query = f"?{urlencode(entered)}" if entered else ""
        return Item(title=title, address=reverse(f"{name}_add") + query, note=_("not entered yet"))
    if (row.kind, row.pk) not in live:
        return Item(title=title, address=reverse(f"{name}_publish", args=[row.pk]), note=_("saved, not public yet"))
    return Item(title=title, address=reverse(f"{name}_change", args=[row.pk]), is_done=True)


def calendar(election: Election) -> Item:
    """Return the line of the dates that rule what may be public when."""
    missing = [str(election._meta.get_field(name).verbose_name) for name in CALENDAR if not getattr(election, name)]
    return Item(
        title=_("Dates of the election"),
        address=reverse("admin:elections_election_change", args=[election.pk]),
        is_done=not missing,
        note=lacking(missing),
    )


def imprint(election: Election) -> Item:
    """Return the line of the imprint that stands under everything."""
    usual = Imprint.usual([election.pk])
    if usual is None:
        address = f"{reverse('admin:elections_imprint_add')}?{urlencode({'election': election.pk, 'is_usual': 'on'})}"
        return Item(title=_("Usual imprint"), address=address, note=_("not entered yet"))
    missing = [str(name) for name in usual.missing()]
    address = reverse("admin:elections_imprint_change", args=[usual.pk])
    return Item(title=_("Usual imprint"), address=address, is_done=not missing, note=lacking(missing))


def candidate(election: Election) -> Item:
    """Return the line of the list: somebody stands."""
    stands = Candidacy.objects.filter(election=election).exists()
    page = "changelist" if stands else "add"
    return Item(
        title=_("A candidate on the list"),
        address=reverse(f"admin:candidates_candidate_{page}"),
        is_done=stands,
        note="" if stands else _("nobody yet"),
    )


def pages(live: Live) -> list[Item]:
    """Return the lines of the plain pages; a new one opens with its address and titles filled in."""
    rows = {page.slug: page for page in Page.objects.filter(slug__in=PAGES)}
    return [
        entered_and_public(
            _("Page: %(title)s") % {"title": _(title)}, Page, rows.get(slug), live, slug=slug, **titles(title)
        )
        for slug, title in PAGES.items()
    ]


def titles(title: str) -> dict[str, str]:
    """Return a title in the columns of all languages."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[f"title_{code}"] = _(title)
    return found


def lacking(missing: list[str]) -> str:
    """Say what is missing, or nothing."""
    return _("missing: %(fields)s") % {"fields": ", ".join(missing)} if missing else ""
