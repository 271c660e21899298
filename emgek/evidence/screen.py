"""The desk's screen *Evidence*, with its proof as a bundle and on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from emgek.evidence.account import Account, account
from emgek.evidence.asking import Asked, Unclear, read
from emgek.evidence.bundle import NAME, evidence, files, head_of
from emgek.evidence.paper import paper
from emgek.evidence.showing import Answer, Shown, show
from emgek.press_kit.zipping import zipped
from publishing import reading
from publishing.clock import now
from publishing.dates import BISHKEK
from publishing.journal import SOFTWARE
from publishing.rights import PROVE
from publishing.typed import as_typed


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of an address at a moment."""

    shown: Shown
    told: Account
    proof: bytes


def urls(site) -> list:
    """Return the addresses of the screen."""
    views = {"": (screen, ""), "bundle.zip": (bundle, "_bundle"), "paper.pdf": (on_paper, "_paper")}
    return [
        path(
            f"publishing/release/evidence/{route}",
            site.admin_view(for_provers(view, site)),
            name=f"publishing_release_evidence{name}",
        )
        for route, (view, name) in views.items()
    ]


def for_provers(view: Callable, site) -> Callable:
    """Return a view for whoever may give evidence."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(PROVE):
            raise PermissionDenied
        return view(site, request)

    return opened


def asked_of(request: HttpRequest) -> Asked:
    """Return what the form asks. Raises Unclear."""
    return read(request.GET.get("address", ""), request.GET.get("moment", ""), now=now())


def answered(request: HttpRequest, asked: Asked) -> Answered:
    """Return what was shown, by which editions, and the proof, all as of one state of the journal."""
    with transaction.atomic():
        shown = show(request, asked)
        told = account(shown)
        return Answered(shown, told, evidence(shown, told))


def screen(site, request: HttpRequest) -> HttpResponse:
    """Ask for an address and a moment, and tell what was public there."""
    at = now()
    typed = {
        "address": request.GET.get("address", ""),
        "moment": request.GET.get("moment") or as_typed(at),
    }
    context = {"title": _("Evidence"), "typed": typed, "software": SOFTWARE}
    if "address" in request.GET:
        try:
            found = answered(request, asked_of(request))
        except Unclear as unclear:
            context["problem"] = unclear.args[0]
        else:
            context |= told_on_screen(request, found)
    return TemplateResponse(request, "desk/evidence.html", site.each_context(request) | context)


def told_on_screen(request: HttpRequest, found: Answered) -> dict:
    """Return what the screen shows of an answer."""
    number, newest = head_of(found.proof)
    return {
        "shown": found.shown,
        "told": found.told,
        "at": found.shown.asked.at,
        "is_moved": found.shown.address != found.shown.asked.address,
        "can_prove": found.shown.answer is not Answer.NO_PAGE,
        "number": number,
        "newest": newest,
        "question": request.GET.urlencode(),
    }


def back(request: HttpRequest) -> HttpResponse:
    """Lead to the form, which says what is unclear."""
    return redirect(f"{reverse('admin:publishing_release_evidence')}?{request.GET.urlencode()}")


def on_paper(_site, request: HttpRequest) -> HttpResponse:
    """Answer with the PDF."""
    try:
        found = answered(request, asked_of(request))
    except Unclear:
        return back(request)
    response = HttpResponse(set_on_paper(request, found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name_of(found, "pdf")}"'
    return response


def bundle(_site, request: HttpRequest) -> HttpResponse:
    """Answer with the ZIP: the evidence file, the paper, and the script that checks."""
    try:
        found = answered(request, asked_of(request))
    except Unclear:
        return back(request)
    packed = b"".join(zipped(files(found.shown, found.proof, set_on_paper(request, found))))
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name_of(found, "zip")}"'
    return response


def set_on_paper(request: HttpRequest, found: Answered) -> bytes:
    """Return the PDF of an answer, in the language of the desk."""
    chrome = reading.chrome(get_language(), found.shown.asked.at)
    with override(found.shown.asked.language):
        register = request.build_absolute_uri(reverse("register"))
    return paper(found.shown, found.told, chrome, found.proof, register)


def name_of(found: Answered, ending: str) -> str:
    """Return the name of a file: the word, the moment in Bishkek's time, the last word of the address."""
    moment = found.shown.asked.at.astimezone(BISHKEK).strftime("%Y-%m-%d-%H%M%S")
    words = [word for word in found.shown.address.partition("?")[0].split("/") if word.isascii()]
    place = next((word for word in reversed(words) if word), "page").replace(".", "-").replace('"', "")
    return f"{NAME.partition('.')[0]}-{moment}-{place}.{ending}"
