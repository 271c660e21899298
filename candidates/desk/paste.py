"""Pasting an interview: the text goes in, its parts are corrected, and they become draft rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from candidates.desk import paste_screen as screen
from candidates.desk.paste_forms import PasteForm, SaveForm
from candidates.desk.pieces import NoSuchPlace
from candidates.importing import import_interview, known
from candidates.models import Candidate, Interview
from candidates.pasted import PastedText
from elections.models import Election
from publishing.clock import now
from publishing.rights import right_to
from publishing.typed import typed_id

#: Where the eye goes after a correction, counted from the piece it was made on.
NEXT = {"split": 1, "join": -1, "up": -1, "down": 1}


class PasteDesk:
    """Mixin for the interviews' admin: `paste/` takes the text, `paste/<id>/` shows its parts."""

    def get_urls(self):
        """Put the two screens before the admin's own addresses."""
        guarded = self.admin_site.admin_view
        return [
            path("paste/", guarded(self.paste_view), name="candidates_interview_paste"),
            path("paste/<int:pk>/", guarded(self.parts_view), name="candidates_interview_parts"),
            *super().get_urls(),
        ]

    def paste_view(self, request):
        """Take a text and read it; a text that is known already is asked about."""
        self.may_paste(request)
        form = PasteForm(request.POST or None, request.FILES or None, initial=first_choice(request))
        twins = waiting = ()
        if request.method == "POST" and form.is_valid():
            text = form.cleaned_data["text"]
            twins = known(text).select_related("candidate")
            waiting = PastedText.objects.begun().filter(raw_hash=Interview.hash_of(text), translates=None)
            if "anyway" in request.POST or not (twins or waiting):
                return HttpResponseRedirect(take(request.user, **form.taken()).address)
        if form.is_bound and hasattr(form, "cleaned_data"):
            form.keep_text()
        drafts = PastedText.objects.begun().filter(translates=None)
        drafts = drafts.select_related("candidate", "by").defer("reading")[:10]
        context = {"form": form, "twins": twins, "waiting": waiting, "drafts": drafts, "title": _("Paste an interview")}
        needed = [model for model in (Election, Candidate) if not model.objects.exists()]
        context["needed"] = [(model._meta, request.user.has_perm(right_to("add", model))) for model in needed]
        return self.paste_page(request, "desk/paste.html", context)

    def parts_view(self, request, pk):
        """Show the parts; each correction is a post that comes back here, and saving leads to the rows."""
        self.may_paste(request)
        pasted = get_object_or_404(PastedText.objects.select_related("candidate", "election"), pk=pk, translates=None)
        may_add = request.user.has_perm("elections.add_imprint")

        def form_of(pasted, data=None):
            return SaveForm(data, pasted=pasted, parsed=pasted.parts().parsed(), may_add_imprint=may_add)

        form = form_of(pasted)
        if request.method == "POST":
            at = keep_entered(pk, request, form_of)
            if request.POST.get("do") == "drop":
                return drop(pasted, request, reverse("admin:candidates_interview_paste"))
            if at is not None:
                return HttpResponseRedirect(f"{request.path}?at={at}#piece-{at}")
            pasted.refresh_from_db()
            form = form_of(pasted, request.POST)
            if form.is_valid():
                return self.save_rows(request, pasted, form)
            form.point_to_mistake()
        return self.paste_page(request, "desk/paste_parts.html", parts_context(request, pasted, form))

    @transaction.atomic
    def save_rows(self, request, pasted, form):
        """Make the draft rows, let the pasted text go, and show the interview's own form."""
        interview = import_interview(
            pasted.parts().parsed(),
            raw_text=pasted.raw_text,
            candidate=pasted.candidate,
            election=pasted.election,
            title=form.cleaned_data["title"],
            language=form.cleaned_data["original_language"],
            imprint=form.chosen_imprint(pasted.election),
        )
        pasted.delete()
        self.log_addition(request, interview, [{"added": {}}])
        messages.success(request, _("Saved as a draft. Nobody outside sees it yet: look it through, then publish it."))
        return HttpResponseRedirect(reverse("admin:candidates_interview_change", args=[interview.pk]))

    def may_paste(self, request):
        """Let in who may add an interview."""
        if not self.has_add_permission(request):
            raise PermissionDenied

    def paste_page(self, request, template, context):
        """Return a screen of the desk."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "has_permission": True}
        return TemplateResponse(request, template, frame | context)


def first_choice(request) -> dict:
    """Return the current election, and the candidate a link named."""
    at = now()
    current = Election.objects.filter(polls_close_at__gt=at).order_by("polls_open_at").first()
    named = {"candidate": request.GET["candidate"]} if "candidate" in request.GET else {}
    return {"election": current or Election.objects.first()} | named


def take(user, text: str, **whose) -> PastedText:
    """Read a text and keep it with its parts."""
    pasted = PastedText(raw_text=text, raw_hash=Interview.hash_of(text), by=user, pasted_at=now(), **whose)
    pasted.read()
    pasted.save()
    return pasted


@transaction.atomic
def keep_entered(pk: int, request, form_of, partners=None) -> int | None:
    """Keep what was typed, make the correction asked for, and return where the eye goes; None when it is to be saved.

    `form_of` gives the form below the parts; `partners` which blocks of an original the screen showed for which parts.
    """
    # Sent twice, the second waits here until the first has saved it.
    pasted = get_object_or_404(PastedText.objects.select_for_update(), pk=pk)
    parts = pasted.parts()
    pasted.entered = form_of(pasted, request.POST).entered()
    shown = typed_id(request.POST.get("at")) or 0
    if request.POST.get("revision") != str(pasted.revision):
        messages.warning(request, _("This text was corrected in another window meanwhile. Here is how it stands now."))
        at = shown
    else:
        made = len(pasted.corrections)
        at = make_corrections(pasted, parts, request, shown, partners(pasted) if partners else {})
        pasted.revision += len(pasted.corrections) != made
    pasted.save()
    return at


def make_corrections(pasted: PastedText, parts, request, shown: int, partners: dict[int, str]) -> int | None:
    """Make what the pressed button says, after what was chosen anew; return where the eye goes, None for saving."""
    do = request.POST.get("do", "").replace("\0", "")
    if do == "undo":
        pasted.undo()
        return shown
    try:
        for correction in chosen_anew(parts, request.POST, partners):
            parts, shown = pasted.correct(parts, correction), int(correction.split()[1])
        if do in ("save", "drop"):
            return None
        if do == "":
            return shown
        verb, place = do.split()[:2]
        kept = parts.repeats[int(place)].start if verb == "keep" else None
        parts = pasted.correct(parts, do)
    except (NoSuchPlace, ValueError, IndexError):
        messages.warning(request, _("Nothing can be cut or moved there; nothing was changed."))
        return shown
    if kept is not None:
        return next(at for at, piece in enumerate(parts.pieces) if piece.start == kept)
    return int(place) + NEXT.get(verb, 0)


def chosen_anew(parts, chosen, partners: dict[int, str]) -> list[str]:
    """Return the corrections that were made by choosing from a list: what a part is, and what it translates."""
    found = []
    for place, number in partners.items():
        value = chosen.get(f"pair-{place}", number)
        if value and value != number:
            found.append(f"leave {place}" if value == "out" else f"assign {place} {value}")
    for place, piece in enumerate(parts.pieces):
        value = chosen.get(f"role-{place}", piece.role.value)
        if value != piece.role.value:
            found.append(f"role {place} {value}")
    return found


def drop(pasted: PastedText, request, address: str) -> HttpResponseRedirect:
    """Throw a pasted text away."""
    pasted.delete()
    messages.info(request, _("The pasted text was thrown away."))
    return HttpResponseRedirect(address)


def parts_context(request, pasted: PastedText, form: SaveForm) -> dict:
    """Return what the screen of parts shows."""
    parts = pasted.parts()
    parsed = parts.parsed()
    asked = typed_id(request.GET.get("at"))
    at = min(asked or 0, max(len(parts.pieces) - 1, 0))
    first = at // screen.PAGE * screen.PAGE
    doubtful = screen.doubtful(parts)
    count = len(parts.pieces)
    return {
        "title": _("Parts of the interview"),
        "pasted": pasted,
        "form": form,
        "at": at,
        "focus": None if asked is None else at,
        "pieces": screen.shown_pieces(parts, first),
        "stretches": screen.source_beside(parts, first),
        "roles": [(role.value, name, screen.KEYS[role]) for role, name in screen.ROLES.items()],
        "doubtful": doubtful,
        "count": ngettext("%(count)d part", "%(count)d parts", count) % {"count": count},
        "before": first - 1 if first else None,
        "after": first + screen.PAGE if first + screen.PAGE < count else None,
        "repeats": [screen.shortened(repeat.text, 300) for repeat in parts.repeats],
        "warnings": screen.warnings(parsed),
        "facts": screen.facts(parsed, pasted.election, get_language()),
        "imprint": parsed.imprint,
        "left_over": len(parsed.left_over),
        "blocks": len(parsed.blocks),
        "missing": parts.missing(),
        "letters": sum(map(str.isalnum, parts.source)),
    }
