"""Portraits in bulk on the desk: a ZIP goes in, each picture is shown with whom it seems to show, then confirmed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.desk.portrait_zip import LARGEST_ZIP, give, take_zip
from candidates.lists.packages import BadPackage
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from elections.models import Election
from publishing.typed import typed_id


class ZipForm(forms.Form):
    """A ZIP of portraits."""

    pictures = forms.FileField(
        label=_("A .zip file with JPEG, PNG or WebP pictures"),
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
            self.admin_path("lists/portraits/to/<int:election_id>/", self.portraits_view, upload),
            self.admin_path("lists/portraits/<int:pk>/", self.batch_view, batch),
            *super().get_urls(),
        ]

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
                return HttpResponseRedirect(self.address("list_portrait_batch", pk=batch.pk))
            except BadPackage as error:
                form.add_error("pictures", str(error))
        waiting = election.portrait_batches.select_related("by").defer("pictures")
        context = {"title": _("Portraits in bulk"), "form": form, "election": election, "waiting": waiting}
        return self.screen(request, "desk/list_portraits.html", **context, lists_address=self.lists_of(election))

    def batch_view(self, request, pk):
        """Show the pictures with the people they seem to show; give them, or throw them away."""
        self.may_bring_in(request)
        batch = get_object_or_404(PortraitBatch.objects.select_related("election"), pk=pk)
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
                return self.say_given(request, batch.election, give(batch, chosen))
            else:
                problem = _("No picture was chosen.")
        context = {"batch": batch, "problem": problem, "people": people, **shown_pictures(batch, people, request.POST)}
        return self.screen(
            request,
            "desk/list_batch.html",
            title=batch.file_name,
            **context,
            lists_address=self.lists_of(batch.election),
        )

    def say_given(self, request, election, people):
        """Say how many got a portrait, and what is still to do."""
        without = sum(
            not any(getattr(person, f"portrait_alt_{code}") for code in ("ky", "ru", "en")) for person in people
        )
        messages.success(request, _("Portraits given: %(count)d. Nothing is public yet.") % {"count": len(people)})
        if without:
            sentence = _("Still without words for people who cannot see the picture: %(count)d.")
            messages.warning(request, sentence % {"count": without})
        return HttpResponseRedirect(self.lists_of(election))

    def lists_of(self, election: Election) -> str:
        """Return the address of an election's list."""
        return f"{self.address('lists')}?election={election.pk}"


def people_of(election: Election) -> list[Candidate]:
    """Return who stands in an election, in the order of its list."""
    found = election.candidacies.select_related("candidate").order_by("list_position", "pk")
    return [candidacy.candidate for candidacy in sorted(found, key=lambda one: one.list_position is None)]


def chosen_people(batch: PortraitBatch, data, known: set[int]) -> dict[int, int]:
    """Return the person of each picture, by the picture's place, as the form says; unknown people are nobody."""
    said = {place: typed_id(data.get(f"who-{place}")) for place, one in enumerate(batch.pictures) if one["stored"]}
    return {place: pk for place, pk in said.items() if pk in known}


def shown_pictures(batch: PortraitBatch, people: list[Candidate], data) -> dict:
    """Return the pictures as the screen shows them: those with somebody, those to choose for, and those not taken."""
    by_pk = {person.pk: person for person in people}
    shown = []
    for place, one in enumerate(batch.pictures):
        picture = Candidate(portrait=one["stored"]).portrait if one["stored"] else None
        chosen = typed_id(data.get(f"who-{place}")) if data else one["person"]
        shown.append({**one, "place": place, "picture": picture, "who": by_pk.get(one["person"]), "chosen": chosen})
    return {
        "sure": [one for one in shown if one["who"]],
        "doubtful": [one for one in shown if one["picture"] and not one["who"]],
        "refused": [one for one in shown if one["trouble"]],
    }
