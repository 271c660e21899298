"""The ways through the desk, in the words of those who work there; what one may not see is not named."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from elections.models import Election
from publishing.rights import TRANSLATE, WRITE

SECTIONS = (
    (
        _("Write and publish"),
        (
            (_("Paste an interview"), "content_paste", "candidates", "interview", "paste"),
            (_("Interviews"), "forum", "candidates", "interview"),
            (_("Candidates"), "group", "candidates", "candidate"),
            (_("Programme"), "flag", "programs", "program"),
            (_("Planks"), "view_list", "programs", "plank"),
            (_("Measures"), "checklist", "programs", "measure"),
            (_("Translations"), "translate", "publishing", "translation"),
            (_("Reviews"), "fact_check", "publishing", "review"),
            (_("Releases in preparation"), "playlist_add", "publishing", "releasedraft"),
        ),
    ),
    (
        _("Election"),
        (
            (_("Elections"), "how_to_vote", "elections", "election"),
            (_("Imprints"), "receipt_long", "elections", "imprint"),
            (_("Campaign materials"), "newspaper", "elections", "material"),
        ),
    ),
    (
        _("Site"),
        (
            (_("Pages"), "article", "emgek", "page"),
            (_("Party"), "campaign", "elections", "party"),
            (_("Agreed terms"), "menu_book", "publishing", "term"),
            (_("Users"), "badge", "staff", "user"),
            (_("Audit log"), "policy", "staff", "auditentry"),
            (_("State of the site"), "monitor_heart", "emgek", "upkeep", "state"),
        ),
    ),
    (
        _("What was public"),
        (
            (_("Evidence"), "gavel", "publishing", "release", "evidence"),
            (_("Journal"), "history", "publishing", "act"),
            (_("Editions"), "layers", "publishing", "edition"),
            (_("Releases"), "inventory_2", "publishing", "release"),
        ),
    ),
)

#: The right that a screen of a model takes; every other is its list, which takes the right to look.
RIGHTS = {"paste": "add", "evidence": "prove", "state": "view"}


def sidebar(request) -> list[dict]:
    """Return the sections of the sidebar for Unfold, without what this person may not see."""
    found = []
    for title, places in SECTIONS:
        items = [
            {"title": name, "icon": icon, "link": reverse(f"admin:{app}_{model}_{page[0] if page else 'changelist'}")}
            for name, icon, app, model, *page in places
            if request.user.has_perm(f"{app}.{RIGHTS[page[0]] if page else 'view'}_{model}")
        ]
        if items:
            found.append({"title": title, "separator": True, "items": items})
    mark_here([item for section in found for item in section["items"]], request.path)
    return found


def mark_here(items: list[dict], path: str) -> None:
    """Mark the item that leads closest to an address: pasting lies under the interviews, and is not both."""
    here = max((item["link"] for item in items if path.startswith(item["link"])), key=len, default=None)
    for item in items:
        item["active"] = item["link"] == here


def ways(request) -> list[dict]:
    """Return the ways of daily work, large on the first page of the desk; the one that stands out comes first.

    Who owns imprints and the calendar goes there; who translates begins with the translations.
    """
    user = request.user
    is_lawyer = user.has_perm(Election.SET_CALENDAR) and not user.has_perm(WRITE)
    wanted = SECTIONS[1] if is_lawyer else SECTIONS[0]
    daily = next((section["items"] for section in sidebar(request) if section["title"] == wanted[0]), [])
    main = reverse("admin:elections_imprint_changelist") if is_lawyer else ""
    if user.has_perm(TRANSLATE) and not user.has_perm(WRITE):
        main = reverse("admin:publishing_translation_changelist")
    ordered = sorted(daily, key=lambda item: item["link"] != main)
    return [{**item, "is_main": item is ordered[0]} for item in ordered]
