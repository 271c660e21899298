"""What the desk says after an act: what is done and where to see it, or why nothing happened."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import dates, kinds
from publishing.desk.pointing import address_of_problem, screen_address
from publishing.desk.standing import public_address
from publishing.desk.translations import Scope
from publishing.journal import Release, Verb
from publishing.languages import NAMES
from publishing.problems import Problem
from publishing.proposals import BEHIND
from publishing.publishable import Publishable


@dataclass(frozen=True, kw_only=True)
class Said:
    """A problem as a screen lists it."""

    message: str
    is_error: bool
    language: str = ""
    about: str = ""
    address: str = ""
    is_calendar: bool = False


def said(problems: list[Problem] | tuple[Problem, ...], *, name_objects: bool = False) -> list[Said]:
    """Return problems for a screen, errors first, each sentence once per object and language."""
    found = {}
    rows = kinds.rows_of((problem.kind, problem.object_id) for problem in problems if problem.object_id)
    for problem in sorted(problems, key=lambda problem: not problem.is_error):
        row = rows.get((problem.kind, problem.object_id))
        language = str(NAMES[problem.language]) if problem.language else ""
        about, address = str(row) if name_objects and row else "", way_out(problem, row)
        line = Said(
            message=str(problem.message),
            is_error=problem.is_error,
            language=language,
            about=about,
            address=address,
            is_calendar=problem.can_be_overridden,
        )
        found[line] = line
    return list(found)


def way_out(problem: Problem, row: Publishable | None) -> str:
    """Return where a problem is mended: an override, a review, what is to be translated, or a form at its field."""
    screen = "override" if problem.can_be_overridden else "review" if problem.code == "not_approved" else ""
    if screen and row:
        return screen_address(row, screen)
    if problem.code in BEHIND and row:
        return Scope(kinds=(row.kind,), language=problem.language, of=f"{row.kind}-{row.pk}").list_address()
    return address_of_problem(problem, row)


def say_done(desk, request: HttpRequest, row: Publishable, release: Release) -> None:
    """Say what a release made public, with the way there and the way back."""
    begun = list(release.acts.filter(kind=row.kind, object_id=row.pk).exclude(verb__in=[Verb.CANCEL, Verb.WITHDRAW]))
    waits = [act for act in begun if act.starts_at > release.at]
    names = ", ".join(dict.fromkeys(str(NAMES[act.language]) for act in begun))
    if waits:
        moment = dates.moment(waits[0].starts_at, get_language())
        sentence = _("Waits for its moment: %(moment)s. Languages: %(languages)s.")
        text = sentence % {"moment": moment, "languages": names}
    else:
        text = _("Published. Languages: %(languages)s.") % {"languages": names}
    links = public_links(row, begun, release)
    messages.success(request, format_html("{} {} {}", text, links, undo_button(desk, request, row, release)))


def say_taken_back(desk, request: HttpRequest, row: Publishable, release: Release, text: str) -> None:
    """Say that something was withdrawn, cancelled or undone, with the way back."""
    messages.success(request, format_html("{} {}", text, undo_link(desk, row, release)))


def public_links(row: Publishable, begun: list, release: Release) -> str:
    """Return links to the pages that are public now."""
    pages = [(public_address(row.kind, row.pk, act.language, release.at), NAMES[act.language]) for act in begun]
    pages = [(address, name, _("public page")) for address, name in dict.fromkeys(pages) if address]
    return format_html_join(" ", '<a class="desk-message__link" href="{}">{}: {}</a>', ((a, n, t) for a, n, t in pages))


def undo_button(desk, request: HttpRequest, row: Publishable, release: Release) -> str:
    """Return the button that takes a release back at once, and the link to the screen that does so afterwards.

    A style sheet counts the minute down and puts the button away; the server counts for itself.
    """
    if not desk.has_undo_permission(request):
        return ""
    return format_html(
        '<form class="desk-undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="desk-undo__button" name="at_once" value="1">{}</button>'
        '<span class="desk-undo__left" aria-hidden="true"></span></form> {}',
        desk.address("undo", row, release_id=release.pk),
        get_token(request),
        _("Undo at once (within a minute)"),
        undo_link(desk, row, release),
    )


def undo_link(desk, row: Publishable, release: Release) -> str:
    """Return the link to the screen that takes a release back."""
    address = desk.address("undo", row, release_id=release.pk)
    return format_html('<a class="desk-message__link" href="{}">{}</a>', address, _("Undo…"))


def say_published_together(desk, request: HttpRequest, rows: list[Publishable], release: Release) -> None:
    """Say that several objects were published, with the way back."""
    text = _("Published together: %(count)s.") % {"count": len(rows)}
    messages.success(request, format_html("{} {}", text, undo_button(desk, request, rows[0], release)))
