"""What somebody without an account meets at a link for checking: the text part by part, and the page as it will be.

Whatever does not open answers alike: an unknown, expired or revoked link says nothing of what it was for.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publishing import kinds, reading, reviewing
from publishing.checks import CheckLink, link_of
from publishing.clock import now
from publishing.desk.preview import Preview, public_page
from publishing.proposals import propose
from publishing.publishable import Publishable
from publishing.rehearsing import rehearsed
from publishing.reviewed import Standing, pieces, typed_comments
from publishing.reviews import digest_of
from staff.addresses import client_address
from staff.audit import Action, By, Told, record
from staff.limits import Pace, TooSoon, count, key, network

WRONG = Pace(free=30, first=2, longest=300)
ANSWERS = Pace(free=20, first=5, longest=300)
LOOKS = Pace(free=40, first=2, longest=60)


def by_link(view: Callable) -> Callable:
    """Return a view that gets its link and row; kept by nobody, told to no other site and to no search engine."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        link = link_of(token, timezone.now())
        row = kinds.model_of(link.kind)._default_manager.filter(pk=link.object_id).first() if link else None
        try:
            if row is None or not row.has_words(link.language):
                count(key("check", network(client_address(request))), WRONG)
                response = closed(request, 404)
            else:
                response = view(request, token, link, row)
        except TooSoon as wait:
            response = closed(request, 429, wait=wait.messages[0])
            response["Retry-After"] = str(wait.seconds)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # `no-referrer` would make browsers send a form without its origin, which the check against forgery refuses.
        response["Referrer-Policy"] = "same-origin"
        return response

    return opened


def closed(request: HttpRequest, status: int, wait: str = "") -> HttpResponse:
    """Say that a link opens nothing."""
    return render(request, "publishing/check_closed.html", {"language": get_language(), "wait": wait}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def check_page(request: HttpRequest, token: str, link: CheckLink, row: Publishable) -> HttpResponse:
    """Show a text for checking; take what is said of it."""
    document = propose(row, [link.language], at=now()).documents[link.language]
    standing = Standing(code=link.language, digest=digest_of(document), document=document)
    problem = ""
    if request.method == "POST" and not link.only_reads:
        count(key("answer", str(link.pk)), ANSWERS)
        problem = taken(request, link, row, standing)
        if not problem:
            return HttpResponseRedirect(reverse("check", args=[token]))
    if request.method == "POST" or request.headers.get("Sec-Fetch-Mode") == "navigate":
        # Messengers fetch a link to show what it leads to; only a browser that goes there has opened it.
        CheckLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
    chrome = reading.chrome(get_language(), now())
    context = {
        "language": get_language(),
        "chrome": chrome,
        "link": link,
        "title": document.title,
        "pieces": pieces(standing, request.POST if problem else None),
        "digest": standing.digest,
        "is_confirmed": link.is_of(standing.digest),
        "problem": problem,
        "preview": reverse("check_preview", args=[token]),
    }
    return render(request, "publishing/check.html", context)


def taken(request: HttpRequest, link: CheckLink, row: Publishable, standing: Standing) -> str:
    """Take an answer; return what is wrong with it, or nothing."""
    comments = typed_comments(request.POST, {standing.code: pieces(standing)})
    if request.POST.get("digest") != standing.digest:
        return _("The text was changed meanwhile. Look at what it says now; what you wrote is kept below.")
    confirms, at, by = request.POST.get("do") == "confirm", timezone.now(), By(None, link.name)
    if confirms and comments:
        return _("You wrote comments. Send them, or empty them to confirm that everything is right.")
    if confirms:
        CheckLink.objects.filter(pk=link.pk).update(confirmed=standing.digest, confirmed_at=at)
        record(Told.of(Action.CONFIRMED, row, (link.language, standing.digest)), by=by, request=request)
        return ""
    if not comments:
        return _("Write what is wrong beside the part it is about.")
    reviewing.comment(row, comments, author=link.name)
    CheckLink.objects.filter(pk=link.pk).update(confirmed="", confirmed_at=None, commented_at=at)
    record(Told.of(Action.COMMENTED, row, (link.language,)), by=by, request=request)
    return ""


@require_http_methods(["GET", "HEAD"])
@by_link
def check_preview(request: HttpRequest, token: str, link: CheckLink, row: Publishable) -> HttpResponse:
    """Show the page exactly as it would be."""
    count(key("look", str(link.pk)), LOOKS)
    with rehearsed(row, link.language, at=now()) as moment:
        preview = Preview(reverse("check", args=[token]), get_language(), is_desk=False)
        return public_page(request, row.kind, row.pk, link.language, moment, preview)
