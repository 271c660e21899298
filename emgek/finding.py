"""The desk's one box (⌘K): rows of all kinds in any spelling, what is said inside them, and the desk's own ways."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from emgek.navigation import sidebar
from publishing.clock import now
from publishing.desk.base import DeskAdmin
from publishing.desk.finding import LONGEST, found
from publishing.desk.passages import Passage, passages
from publishing.kyrgyz import fold, query_words
from publishing.publishable import Publishable
from publishing.status import live_languages
from staff.models import User

EACH = 20
MOST = 30
MOST_USERS = 500
FAR = 4
ICON = "description"
ORDER = ("candidate", "interview", "plank", "program", "election", "page", "party", "measure", "imprint", "material")


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One line of the answer: what it is called, what it is, where it opens, and how far it is from what was asked."""

    title: str
    description: str
    link: str
    icon: str
    rank: tuple = ()


def find_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Answer what was asked: as lines for the box, as a page without scripts, or by opening the best for Enter."""
    asked = request.GET.get("s", "").strip()[:LONGEST]
    hits = find(site, request, asked) if query_words(asked) else []
    if "go" in request.GET and hits:
        return HttpResponseRedirect(hits[0].link)
    is_box = "HX-Request" in request.headers
    context = {"asked": asked, "hits": hits, "in_box": is_box, "title": _("Find")}
    if is_box:
        return TemplateResponse(request, "desk/_found.html", context)
    return TemplateResponse(request, "desk/find.html", site.each_context(request) | context)


def find(site: AdminSite, request: HttpRequest, asked: str) -> list[Hit]:
    """Return what is found, the best first: words as they are, else what was probably meant."""
    desks = [desk for desk in site._registry.values() if isinstance(desk, DeskAdmin) and desk.search_fields]
    desks = [desk for desk in desks if desk.has_view_permission(request)]
    hits = ways_called(request, asked) + users_called(request, asked)
    hits += rows_found(desks, request, asked, forgiving=False)
    hits += said_inside(request, passages(desks, request, asked))
    hits = hits or rows_found(desks, request, asked, forgiving=True)
    return sorted(hits, key=lambda hit: hit.rank)[:MOST]


def rows_found(desks: list[DeskAdmin], request: HttpRequest, asked: str, *, forgiving: bool) -> list[Hit]:
    """Return the rows of all forms that somebody may see."""
    icons, hits = icons_of(request), []
    for desk in desks:
        name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}"
        rows = found(desk.get_queryset(request), desk.search_fields, asked, forgiving=forgiving)
        if desk.list_select_related:
            rows = rows.select_related(*desk.list_select_related)
        chosen = list(rows[:EACH])
        is_public_kind = issubclass(desk.model, Publishable)
        live = live_languages(desk.model.kind, [row.pk for row in chosen], now()) if is_public_kind else {}
        for row in chosen:
            hits.append(
                Hit(
                    title=str(row),
                    description=described(desk, row, live.get(row.pk, [])),
                    link=reverse(f"{name}_change", args=[row.pk]),
                    icon=icons.get(reverse(f"{name}_changelist"), ICON),
                    rank=(farness(str(row), asked), ORDER.index(desk.opts.model_name), str(row)),
                )
            )
    return hits


def said_inside(request: HttpRequest, found: list[Passage]) -> list[Hit]:
    """Return the passages that were found, after all that is called so; an answer opens in its form."""
    icons = icons_of(request)
    return [
        Hit(
            title=f"{one.row} · {one.part}" if one.part else str(one.row),
            description=one.sentence,
            link=one.link,
            icon=icons.get(reverse(f"admin:{one.row._meta.app_label}_{one.row._meta.model_name}_changelist"), ICON),
            rank=(FAR + 1, ORDER.index(one.row._meta.model_name), str(one.row), one.link),
        )
        for one in found
    ]


def icons_of(request: HttpRequest) -> dict[str, str]:
    """Return the icons of the lists, by their addresses."""
    return {item["link"]: item["icon"] for section in sidebar(request) for item in section["items"]}


def described(desk: DeskAdmin, row, live: list[str]) -> str:
    """Say what a row is, to what it belongs, and where it is public."""
    parts = [capfirst(str(desk.opts.verbose_name))]
    if desk.list_select_related:
        parts.append(str(getattr(row, desk.list_select_related[0])))
    if isinstance(row, Publishable):
        parts.append(_("public in: %(languages)s") % {"languages": " ".join(live)} if live else _("not public"))
    return ", ".join(parts)


def ways_called(request: HttpRequest, asked: str) -> list[Hit]:
    """Return the ways through the desk whose names have every asked word."""
    return [
        Hit(
            title=str(item["title"]),
            description=str(section["title"]),
            link=item["link"],
            icon=item["icon"],
            rank=(farness(str(item["title"]), asked), len(ORDER), str(item["title"])),
        )
        for section in sidebar(request)
        for item in section["items"]
        if farness(str(item["title"]), asked) < FAR
    ]


def users_called(request: HttpRequest, asked: str) -> list[Hit]:
    """Return the colleagues of that name, for who may see users; they are few, so all names are looked at."""
    users = User.objects.order_by("pk")[:MOST_USERS] if request.user.has_perm("staff.view_user") else ()
    return [
        Hit(
            title=str(user),
            description=capfirst(str(User._meta.verbose_name)),
            link=reverse("admin:staff_user_change", args=[user.pk]),
            icon="badge",
            rank=(far, len(ORDER), str(user)),
        )
        for user in users
        if (far := farness(f"{user} {user.username}", asked)) < FAR
    ]


def farness(title: str, asked: str) -> int:
    """Return how far a title is from what was asked, by its farthest word: the word, its beginning, inside, not there.

    >>> [farness("Үлгү маек", words) for words in ("маек", "мае улгу", "аек", "кат")]
    [0, 1, 2, 4]
    """
    text = f" {fold(title)} "

    def far(spelling: str) -> int:
        return next((n for n, part in enumerate((f" {spelling} ", f" {spelling}", spelling)) if part in text), FAR)

    return max((min(map(far, word)) for word in query_words(asked)), default=FAR)
