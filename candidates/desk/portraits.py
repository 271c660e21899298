"""Portraits in bulk on the desk: a ZIP goes in, each picture is shown with whom it seems to show, then confirmed."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.desk.lists import gone_on
from candidates.desk.portrait_widget import address_of
from candidates.desk.portrait_zip import FOR_ALL, LARGEST_ZIP, NAME, PLAIN, give, take_back, take_zip
from candidates.kept_portraits import KeptPortrait
from candidates.lists.packages import BadPackage
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from candidates.portraits import STEM, portrait_name, preview
from elections.models import Election
from publishing.languages import LANGUAGES
from publishing.typed import typed_id


class ZipForm(forms.Form):
    """A ZIP of portraits."""

    pictures = forms.FileField(
        label=_("A .zip file with JPEG, PNG, WebP or HEIC pictures"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip", "class": "lists__file"}),
    )

    def clean_pictures(self):
        """Refuse what is too large to be opened."""
        file = self.cleaned_data["pictures"]
        if file.size > LARGEST_ZIP:
            size = {"size": filesizeformat(LARGEST_ZIP)}
            raise ValidationError(_("This file is too large. The largest we take: %(size)s."), "size", size)
        return file


class PortraitsDesk:
    """Mixin for the candidates' admin: `lists/portraits/…` takes a ZIP and shows whose pictures are in it."""

    def get_urls(self):
        """Put the screens before the admin's own addresses."""
        upload, batch = self.url_name("list_portraits"), self.url_name("list_portrait_batch")
        return [
            self.admin_path("picture/<str:stem>.jpeg", self.picture_view, self.url_name("portrait")),
            self.admin_path("lists/portraits/to/<int:election_id>/", self.portraits_view, upload),
            self.admin_path("lists/portraits/<int:pk>/", self.batch_view, batch),
            *super().get_urls(),
        ]

    def picture_view(self, request, stem):
        """Show a stored portrait, small: to nobody but the desk, and one that is not saved yet to who chose it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = portrait_name(None, f"{stem}.jpeg")
        if not re.fullmatch(STEM, stem) or not KeptPortrait.may_see(name, request.user):
            raise Http404
        try:
            content = preview(default_storage, name)
        except FileNotFoundError as error:
            raise Http404 from error
        return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})

    def portraits_view(self, request, election_id):
        """Take a ZIP for the people of a list."""
        self.may_bring_in(request)
        PortraitBatch.objects.stale(timezone.now()).delete()
        election = get_object_or_404(Election, pk=election_id)
        form = ZipForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            file = form.cleaned_data["pictures"]
            try:
                batch = take_zip(file, file.name, election, request.user, timezone.now())
                return gone_on(request, self.address("list_portrait_batch", pk=batch.pk))
            except BadPackage as error:
                form.add_error("pictures", str(error))
        batches = election.portrait_batches.select_related("by").defer("pictures", "given")
        waiting, given = batches.waiting(), batches.given()[:20]
        context = {
            "title": _("Portraits in bulk"),
            "form": form,
            "election": election,
            "waiting": waiting,
            "given": given,
        }
        return self.screen(request, "desk/list_portraits.html", **context, lists_address=self.lists_of(election))

    def batch_view(self, request, pk):
        """Show the pictures with the people they seem to show; give them, or throw them away."""
        self.may_bring_in(request)
        batch = get_object_or_404(PortraitBatch.objects.select_related("election", "by"), pk=pk)
        if batch.given_at:
            return self.given_view(request, batch)
        problem = ""
        if request.method == "POST" and request.POST.get("do") == "drop":
            batch.delete()
            messages.info(request, _("The pictures were thrown away. Nothing was changed."))
            return HttpResponseRedirect(self.lists_of(batch.election))
        people = people_of(batch.election)
        if request.method == "POST":
            chosen = chosen_people(batch, request.POST, {person.pk for person in people})
            if len(set(chosen.values())) < len(chosen):
                problem = _("One person was chosen for two pictures. Choose one of them.")
            elif chosen:
                return self.say_given(request, batch, give(batch, chosen, words_for_all(request.POST), timezone.now()))
            else:
                problem = _("No picture was chosen.")
        context = {"batch": batch, "problem": problem, "people": people, **shown_pictures(batch, people, request.POST)}
        context["words"] = shown_words(request.POST)
        return self.screen(
            request,
            "desk/list_batch.html",
            title=batch.file_name,
            **context,
            lists_address=self.lists_of(batch.election),
        )

    def say_given(self, request, batch, people):
        """Say how many got a portrait, and what is still to do."""
        without = sum(
            not any(getattr(person, f"portrait_alt_{code}") for code in ("ky", "ru", "en")) for person in people
        )
        messages.success(request, _("Portraits given: %(count)d. Nothing is public yet.") % {"count": len(people)})
        if without:
            sentence = _("Still without words for people who cannot see the picture: %(count)d.")
            messages.warning(request, sentence % {"count": without})
        return HttpResponseRedirect(self.address("list_portrait_batch", pk=batch.pk))

    def given_view(self, request, batch):
        """Show whom the pictures were given, and what was left out; take them back as one."""
        if request.method == "POST" and request.POST.get("do") == "undo":
            back, stays = take_back(batch)
            messages.success(request, _("Undone. Portraits taken back: %(count)d.") % {"count": len(back)})
            for person in stays:
                messages.warning(
                    request, _("Stays: %(what)s (%(why)s)") % {"what": person, "why": _("was changed since")}
                )
            return HttpResponseRedirect(self.lists_of(batch.election))
        people = Candidate.objects.in_bulk([one["person"] for one in batch.given])
        given = [
            (people[one["person"]], address_of(one["after"]["portrait"]))
            for one in batch.given
            if one["person"] in people
        ]
        context = {"batch": batch, "given": given, "lists_address": self.lists_of(batch.election)}
        return self.screen(request, "desk/list_given.html", title=batch.file_name, **context)

    def lists_of(self, election: Election) -> str:
        """Return the address of an election's list."""
        return f"{self.address('lists')}?election={election.pk}"


def people_of(election: Election) -> list[Candidate]:
    """Return who stands in an election, in the order of its list."""
    found = election.candidacies.select_related("candidate").order_by("list_position", "pk")
    return [candidacy.candidate for candidacy in sorted(found, key=lambda one: one.list_position is None)]


#: What a picture is called for people who cannot see it, until somebody describes it better.
ALT = {"ky": f"{NAME}, портрет", "ru": f"{NAME}, портрет", "en": f"Portrait of {NAME}"}


def words_for_all(data) -> dict[str, str]:
    """Return what is written once for all portraits, by column."""
    return {name: data.get(name, "").replace("\0", "").strip() for name in FOR_ALL}


def shown_words(data) -> list[dict]:
    """Return the fields of what is written once for all: column, label, language and text."""
    texts = words_for_all(data) if data else {f"portrait_alt_{code}": text for code, text in ALT.items()}
    found = [("portrait_alt", f"portrait_alt_{code}", code) for code in LANGUAGES]
    found += [(name, name, "") for name in PLAIN]
    fields = Candidate._meta.get_field
    return [
        {"name": column, "label": fields(name).verbose_name, "language": code, "text": texts.get(column, "")}
        for name, column, code in found
    ]


def chosen_people(batch: PortraitBatch, data, known: set[int]) -> dict[int, int]:
    """Return the person of each picture, by the picture's place, as the form says; unknown people are nobody."""
    said = {place: typed_id(data.get(f"who-{place}")) for place, one in enumerate(batch.pictures) if one["stored"]}
    return {place: pk for place, pk in said.items() if pk in known}


def shown_pictures(batch: PortraitBatch, people: list[Candidate], data) -> dict:
    """Return the pictures as the screen shows them: those with somebody, those to choose for, and those not taken."""
    by_pk = {person.pk: person for person in people}
    shown = []
    for place, one in enumerate(batch.pictures):
        picture = address_of(one["stored"]) if one["stored"] else ""
        chosen = typed_id(data.get(f"who-{place}")) if data else one["person"]
        shown.append({**one, "place": place, "picture": picture, "who": by_pk.get(one["person"]), "chosen": chosen})
    return {
        "sure": [one for one in shown if one["who"]],
        "doubtful": [one for one in shown if one["picture"] and not one["who"]],
        "refused": [one for one in shown if one["trouble"]],
    }
