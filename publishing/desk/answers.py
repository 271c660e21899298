"""What the desk says after an act: what is done and where to see it, or why nothing happened."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import dates, kinds
from publishing.desk.standing import public_address
from publishing.journal import Release, Verb
from publishing.languages import NAMES
from publishing.problems import Problem
from publishing.publishable import Publishable


@dataclass(frozen=True, kw_only=True)
class Said:
    """A problem as a screen lists it."""

    message: str
    is_error: bool
    language: str = ""
    about: str = ""


def said(problems: list[Problem] | tuple[Problem, ...], *, name_objects: bool = False) -> list[Said]:
    """Return problems for a screen, errors first, each sentence once per object and language."""
    found = {}
    for problem in sorted(problems, key=lambda problem: not problem.is_error):
        about = str(kinds.row_of(problem.kind, problem.object_id)) if name_objects and problem.object_id else ""
        language = str(NAMES[problem.language]) if problem.language else ""
        line = Said(message=str(problem.message), is_error=problem.is_error, language=language, about=about)
        found[line] = line
    return list(found)


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
    messages.success(
        request, format_html("{} {} {}", text, public_links(row, begun, release), undo_link(desk, row, release))
    )


def say_taken_back(desk, request: HttpRequest, row: Publishable, release: Release, text: str) -> None:
    """Say that something was withdrawn, cancelled or undone, with the way back."""
    messages.success(request, format_html("{} {}", text, undo_link(desk, row, release)))


def public_links(row: Publishable, begun: list, release: Release) -> str:
    """Return links to the pages that are public now."""
    pages = [(public_address(row.kind, row.pk, act.language, release.at), NAMES[act.language]) for act in begun]
    pages = [(address, name, _("public page")) for address, name in dict.fromkeys(pages) if address]
    return format_html_join(" ", '<a class="desk-message__link" href="{}">{}: {}</a>', ((a, n, t) for a, n, t in pages))


def undo_link(desk, row: Publishable, release: Release) -> str:
    """Return the link to the screen that takes a release back."""
    address = desk.address("undo", row, release_id=release.pk)
    return format_html('<a class="desk-message__link" href="{}">{}</a>', address, _("Undo"))


def say_published_together(desk, request: HttpRequest, rows: list[Publishable], release: Release) -> None:
    """Say that several objects were published, with the way back."""
    text = _("Published together: %(count)s.") % {"count": len(rows)}
    messages.success(request, format_html("{} {}", text, undo_link(desk, rows[0], release)))
