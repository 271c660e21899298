"""Pasting a translation: the text goes in, is laid beside the original, mended, and its words go into the rows."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from candidates.desk import beside_screen, paste_screen
from candidates.desk.beside import Beside, Original, cuts_at_end, lay
from candidates.desk.beside_forms import BesideForm, TranslationForm
from candidates.desk.paste import drop, keep_entered, take
from candidates.importing import import_translation
from candidates.models import Interview
from candidates.pasted import PastedText
from publishing.clock import now
from publishing.languages import NAMES
from publishing.translating import State, Translation, still_fit
from publishing.typed import typed_id


class TranslationDesk:
    """Mixin for the interviews' admin: `<id>/translation/` takes the text, `translation/<id>/` lays it beside."""

    def get_urls(self):
        """Put the two screens before the admin's own addresses."""
        guarded = self.admin_site.admin_view
        take_in, beside = self.opened(paste_view, "change"), guarded(partial(beside_view, self))
        return [
            self.admin_path("<int:object_id>/translation/", take_in, self.url_name("translation")),
            path("translation/<int:pk>/", beside, name=self.url_name("beside")),
            *super().get_urls(),
        ]

    def address_to_paste(self, request, row, language: str) -> str:
        """Return where a translation into this language is pasted."""
        own = row.original_language == language or language not in self.languages_of(request)
        return "" if own else f"{self.address('translation', row)}?language={language}"

    @action(description=gettext_lazy("Paste a translation"), url_path="translate", permissions=["change"])
    def paste_translation(self, request, object_id):
        """Go to where a whole translated text is pasted."""
        return HttpResponseRedirect(self.address("translation", self.get_object(request, object_id)))


def paste_view(desk, request, interview: Interview):
    """Take a translated text and read it; one that seems to be in another language is asked about."""
    initial = {"language": request.GET.get("language")} if request.GET.get("language") else {}
    data = request.POST.copy()
    if "anyway" in data:
        data["language"] = data["anyway"]
    own = desk.languages_of(request)
    form = TranslationForm(data or None, request.FILES or None, initial=initial, interview=interview, languages=own)
    if not form.languages:
        raise PermissionDenied
    looks_like = None
    if request.method == "POST" and form.is_valid():
        looks_like = form.looks_like()
        if "anyway" in data or not looks_like:
            return HttpResponseRedirect(take_translation(request.user, form).address)
        form.suggest(looks_like)
    elif form.is_bound:
        form.keep_text()
    texts = PastedText.objects.filter(translates=interview, language__in=own).select_related("by").defer("reading")
    context = {
        "title": _("Paste a translation"),
        "interview": interview,
        "form": form,
        "looks_like": NAMES.get(looks_like),
        "chosen": data.get("language"),
        "chosen_name": NAMES.get(data.get("language")),
        "drafts": texts.begun()[:10],
        "saved": texts.exclude(saved_at=None)[:10],
        "back": desk.address("change", interview),
    }
    return desk.paste_page(request, "desk/paste_translation.html", context)


def take_translation(user, form: TranslationForm) -> PastedText:
    """Read a translated text; what its last answer holds too many, by the measure of the original, is cut off."""
    pasted = take(user, **form.taken())
    parts = pasted.parts()
    for correction in cuts_at_end(parts, original_of(pasted)):
        parts = pasted.correct(parts, correction)
    pasted.save()
    return pasted


def beside_view(desk, request, pk: int):
    """Show the translation beside its original; each correction is a post, and saving leads to the interview."""
    pasted = get_object_or_404(PastedText.objects.select_related("translates", "candidate"), pk=pk, translates__gt=0)
    if not may_paste_into(desk, request, pasted):
        raise PermissionDenied
    if request.method != "POST":
        return desk.paste_page(request, "desk/beside.html", context_of(request, pasted, form_of(pasted)))
    at = keep_entered(pk, request, form_of, lambda pasted: beside_screen.partners_of(beside_of(pasted)))
    if request.POST.get("do") == "drop":
        return drop(pasted, request, desk.address("translation", pasted.translates))
    if at is not None:
        return HttpResponseRedirect(f"{request.path}?at={at}#piece-{at}")
    with transaction.atomic():
        # What stands there is read again under the lock: nobody's words are replaced unseen.
        interview = Interview.objects.select_for_update().get(pk=pasted.translates_id)
        pasted.refresh_from_db()
        pasted.translates = interview
        form = form_of(pasted, request.POST)
        if form.is_valid():
            return save_words(desk, request, pasted, form)
    form.point_to_mistake()
    return desk.paste_page(request, "desk/beside.html", context_of(request, pasted, form))


def may_paste_into(desk, request, pasted: PastedText) -> bool:
    """Say whether somebody may change what a pasted translation goes into."""
    return desk.has_change_permission(request, pasted.translates) and pasted.language in desk.languages_of(request)


def save_words(desk, request, pasted: PastedText, form: BesideForm):
    """Write the words into the rows and show the interview's own form; the pasted text is kept."""
    interview, chosen = pasted.translates, form.chosen_words()
    unchanged = form.unchanged_words()
    import_translation(interview, pasted.language, chosen)
    pasted.saved_at = now()
    pasted.save(update_fields=["saved_at"])
    fields = [f"{beside_screen.label_of(name)} ({pasted.language})" for name in chosen]
    desk.log_change(request, interview, [{"changed": {"fields": fields}}])
    still_fit(interview, out_of_date(interview, pasted.language, unchanged), by=request.user)
    messages.success(request, _("The translation is saved. Nobody outside sees it yet: look through it, then publish."))
    return HttpResponseRedirect(desk.address("change", interview))


def out_of_date(interview: Interview, language: str, names: set[str]) -> list[Translation]:
    """Return the translations that are out of date among some texts, which are named as in `Original.told`."""
    parted = (name.partition("-") for name in names)
    places = {(f"blocks:{number}" if number else "", side) for side, _dash, number in parted}
    behind = Translation.objects.of(interview).filter(language=language, state=State.OUT_OF_DATE)
    return [one for one in behind if (one.place, one.field) in places]


def beside_of(pasted: PastedText) -> Beside:
    """Return the parts of a pasted translation laid beside its original."""
    return lay(pasted.parts(), original_of(pasted))


def original_of(pasted: PastedText) -> Original:
    """Return what a pasted translation translates."""
    return Original.of(pasted.translates, pasted.translates.original_language)


def form_of(pasted: PastedText, data=None) -> BesideForm:
    """Return the form of a pasted translation, which knows what stands there already."""
    standing = Original.of(pasted.translates, pasted.language).told()
    return BesideForm(data, pasted=pasted, beside=beside_of(pasted), standing=standing)


def context_of(request, pasted: PastedText, form: BesideForm) -> dict:
    """Return what the screen shows."""
    beside = form.beside
    asked = typed_id(request.GET.get("at"))
    at = min(asked or 0, max(len(beside.parts.pieces) - 1, 0))
    lines = beside_screen.lines_of(beside, form)
    shown = next((place for place, line in enumerate(lines) if any(p.place == at for p in line.pieces)), 0)
    first = shown // beside_screen.PAGE * beside_screen.PAGE
    page, later = lines[first : first + beside_screen.PAGE], lines[first + beside_screen.PAGE :]
    earlier = [line.place for line in lines[:first] if line.pieces]
    doubtful = {line.place for line in lines if line.is_doubtful} | set(paste_screen.doubtful(beside.parts))
    return {
        "title": _("Translation beside the original"),
        "pasted": pasted,
        "interview": pasted.translates,
        "form": form,
        "at": at,
        "focus": None if asked is None else at,
        "lines": beside_screen.with_hints(page, pasted.translates.original_language, pasted.language),
        "title_stands": [beside_screen.standing_of("title", form)] if "title" in form.asked else [],
        "targets": targets_of(beside),
        "roles": [(role.value, name, paste_screen.KEYS[role]) for role, name in paste_screen.ROLES.items()],
        "doubtful": sorted(place for place in doubtful if place is not None),
        "paired": sum(number is not None for number in beside.numbers),
        "blocks": len(beside.original.blocks),
        "untranslated": next((number for number in beside.original.blocks if number not in beside.numbers), None),
        "before": earlier[-1] if earlier else None,
        "after": next((line.place for line in later if line.pieces), None),
        "repeats": [paste_screen.shortened(repeat.text, 300) for repeat in beside.parts.repeats],
        "left_out": [
            paste_screen.shortened(piece.text, 300)
            for piece in beside.parts.pieces
            if piece.role in beside_screen.NOWHERE or beside.is_loose(piece)
        ],
        "missing": beside.parts.missing(),
        "letters": sum(map(str.isalnum, beside.parts.source)),
    }


def targets_of(beside: Beside) -> list[tuple[str, str]]:
    """Return the blocks of the original by number, with the first words of each."""
    blocks = beside.original.blocks.items()
    return [(str(number), f"{number}. {' '.join((b.question or b.answer).split())[:60]}") for number, b in blocks]
