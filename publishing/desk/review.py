"""The review of an object on the desk: the text with its comments, asking, deciding, links for checking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from publishing import reviewing
from publishing.checks import DAYS, CheckLink, make_link
from publishing.clock import now
from publishing.desk.answers import said as said_problems
from publishing.documents import Document
from publishing.languages import LANGUAGES, NAMES
from publishing.problems import Refused
from publishing.proposals import Proposal, propose
from publishing.publishable import Publishable
from publishing.rehearsing import cancelled_by_return
from publishing.reviewed import Standing, pieces, standings, typed_comments
from publishing.reviews import comments_on, four_eyes_since
from publishing.typed import typed_id
from staff.audit import Action, Told, record


def proposal_of(row: Publishable) -> Proposal:
    """Return what would be public now, in each language that has words."""
    return propose(row, [code for code in LANGUAGES if row.has_words(code)], at=now())


def documents_of(row: Publishable) -> dict[str, Document]:
    """Return the documents that would be public now."""
    return {code: one for code, one in proposal_of(row).documents.items() if row.has_words(code)}


def review_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Show the review of an object."""
    return review_screen(desk, request, row)


def review_screen(desk, request: HttpRequest, row: Publishable, problems=(), **more) -> HttpResponse:
    """Answer with the screen of the review; what was typed stays in it."""
    proposal, at = proposal_of(row), timezone.now()
    found = standings(row, proposal.documents)
    decides = bool(found) and desk.has_approve_permission(request)
    stops = cancelled_by_return(row, proposal.documents, at=proposal.at) if decides else {}
    writes = desk.languages_of(request) if desk.has_change_permission(request, row) else ()
    sent = request.POST if problems else None
    context = {
        "problems": problems,
        "languages": [
            {
                "standing": one,
                "pieces": pieces(one, sent),
                "preview": desk.address("preview", row, language=one.code),
                "is_new": one.code in proposal.starting,
                "may_ask": one.code in writes and not one.approved,
                "chosen": one.code in sent.getlist("languages") if sent else one.is_asked,
            }
            for one in found
        ],
        "writes": bool(writes),
        "may_ask": any(one.code in writes and not one.approved for one in found),
        "may_decide": decides,
        "stops": [(one.name, stops[one.code]) for one in found if one.code in stops],
        "may_link": bool(found) and desk.has_write_permission(request, row),
        "comments": [one for some in comments_on(row).values() for one in some],
        "links": link_lines(row, found, at),
        "days": DAYS,
        "answer": sent.get("answer", "") if sent else "",
        "four_eyes": four_eyes_since(),
        "addresses": {name: desk.address(name, row) for name in ("ask", "decide", "settle", "link", "unlink")},
    }
    return desk.screen(request, "desk/review.html", title=_("Review"), row=row, **context | more)


def link_lines(row: Publishable, found: list[Standing], at) -> list[dict]:
    """Return the links to an object, the newest first, each with whether what it confirmed is the text of now."""
    digests = {one.code: one.digest for one in found}
    return [
        {"link": link, "works": link.works(at), "is_now": link.is_of(digests.get(link.language, "-"))}
        for link in CheckLink.objects.of(row).order_by("-pk")[:20]
    ]


def ask_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Ask for approval of the chosen languages among those one writes in."""
    documents, writes = documents_of(row), desk.languages_of(request)
    chosen = [code for code in request.POST.getlist("languages") if code in documents and code in writes]
    if request.method == "POST" and chosen:
        note = request.POST.get("note", "").strip()[:500]
        reviewing.ask(row, {code: documents[code] for code in chosen}, by=request.user, note=note)
        messages.success(request, _("Asked for approval: %(languages)s.") % {"languages": names(chosen)})
    elif request.method == "POST":
        messages.warning(request, _("Choose at least one language."))
    return HttpResponseRedirect(desk.address("review", row))


def decide_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Approve the chosen languages, or return them with comments."""
    if request.method != "POST":
        return HttpResponseRedirect(desk.address("review", row))
    documents = documents_of(row)
    chosen = {code: documents[code] for code in documents if code in request.POST.getlist("languages")}
    if not chosen:
        messages.warning(request, _("Choose at least one language."))
        return HttpResponseRedirect(desk.address("review", row))
    shown = request.POST.getlist("shown")
    try:
        if request.POST.get("do") == "return":
            some = {one.code: pieces(one) for one in standings(row, chosen)}
            comments, answer = typed_comments(request.POST, some), request.POST.get("answer", "").strip()[:500]
            named = [pk for pk in map(typed_id, request.POST.getlist("stops")) if pk]
            decision = {"shown": shown, "by": request.user, "at": now(), "answer": answer, "cancelling": named}
            reviewing.send_back(row, chosen, comments, **decision)
            messages.success(request, _("Returned: %(languages)s.") % {"languages": names(chosen)})
        else:
            reviewing.approve(row, chosen, shown=shown, by=request.user)
            messages.success(request, _("Approved: %(languages)s.") % {"languages": names(chosen)})
    except Refused as refused:
        return review_screen(desk, request, row, said_problems(refused.problems))
    return HttpResponseRedirect(desk.address("review", row))


def settle_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Note that the chosen comments are settled."""
    ids = [pk for pk in map(typed_id, request.POST.getlist("comments")) if pk]
    if request.method == "POST" and reviewing.settle(row, ids, by=request.user):
        messages.success(request, _("The comment is settled."))
    return HttpResponseRedirect(desk.address("review", row))


def link_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Make a link for checking and show it, this one time."""
    code, name = request.POST.get("language", ""), request.POST.get("name", "").strip()[:100]
    days = typed_id(request.POST.get("days"))
    if request.method != "POST" or code not in LANGUAGES or not row.has_words(code) or days not in dict(DAYS):
        return HttpResponseRedirect(desk.address("review", row))
    if not name:
        messages.warning(request, _("Say for whom the link is."))
        return HttpResponseRedirect(desk.address("review", row))
    only_reads = "only_reads" in request.POST
    link, token = make_link(row, code, name=name, only_reads=only_reads, days=days, by=request.user)
    record(Told.of(Action.LINKED, row, (code, name)))
    with translation.override(code):
        address = request.build_absolute_uri(reverse("check", args=[token]))
        message = _("Please look at the text before it is published: %(link)s") % {"link": address}
    response = review_screen(desk, request, row, made=link, made_address=address, message=message)
    add_never_cache_headers(response)
    return response


def unlink_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Revoke a link; it opens nothing from now on."""
    pk, at = typed_id(request.POST.get("link")), timezone.now()
    link = CheckLink.objects.of(row).working(at).filter(pk=pk).first() if request.method == "POST" and pk else None
    if link:
        CheckLink.objects.filter(pk=link.pk).update(revoked_at=at)
        record(Told.of(Action.UNLINKED, row, (link.language, link.name)))
        messages.success(request, _("The link is revoked."))
    return HttpResponseRedirect(desk.address("review", row))


def names(codes) -> str:
    """Return the names of some languages."""
    return ", ".join(str(NAMES[code]) for code in codes)
