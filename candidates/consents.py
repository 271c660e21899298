"""By what consent each personal field of a candidate is public: when and how the person agreed, and took it back.

Name, list and status are the candidacy itself and need none. Every other field of a person is in a new edition only
where a consent to it is written down and not withdrawn, whichever way the edition starts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.documents import CandidateDocument
from publishing.documents import Document
from publishing.languages import words
from publishing.problems import Level, Problem

FACTS = ("birth_date", "links")
TOLD = ("lead", "origin", "education", "profession", "work", "residence", "biography")
AGREED = (*FACTS, *TOLD)
"""Fields with a consent of their own; that to show the portrait is its `portrait_rights`."""
PERSONAL = (*AGREED, "portrait")


def agreed(what) -> models.CharField:
    """Return the column that says when and how a person agreed to show something."""
    return models.CharField(format_lazy("{}: {}", _("consent"), what), max_length=200, blank=True)


def withdrawn(what) -> models.DateField:
    """Return the column that says since when a person agrees no more."""
    return models.DateField(format_lazy("{}: {}", _("consent withdrawn on"), what), null=True, blank=True)


class PersonalData(models.Model):
    """A person's consents, field by field. They are the press office's proof and never public."""

    birth_date_consent = agreed(_("birth date"))
    birth_date_withdrawn_date = withdrawn(_("birth date"))
    lead_consent = agreed(_("sentence under the name"))
    lead_withdrawn_date = withdrawn(_("sentence under the name"))
    origin_consent = agreed(_("comes from"))
    origin_withdrawn_date = withdrawn(_("comes from"))
    education_consent = agreed(_("education"))
    education_withdrawn_date = withdrawn(_("education"))
    profession_consent = agreed(_("profession"))
    profession_withdrawn_date = withdrawn(_("profession"))
    work_consent = agreed(_("work"))
    work_withdrawn_date = withdrawn(_("work"))
    residence_consent = agreed(_("lives in"))
    residence_withdrawn_date = withdrawn(_("lives in"))
    biography_consent = agreed(_("biography"))
    biography_withdrawn_date = withdrawn(_("biography"))
    links_consent = agreed(_("links"))
    links_withdrawn_date = withdrawn(_("links"))
    portrait_withdrawn_date = withdrawn(_("portrait"))

    class Meta:
        abstract = True

    def is_withdrawn(self, name: str) -> bool:
        """Say whether a consent was taken back."""
        return bool(getattr(self, f"{name}_withdrawn_date"))

    def agrees(self, name: str) -> bool:
        """Say whether a field may be shown. A portrait without its right stays, so that its own check stops it."""
        return not self.is_withdrawn(name) and (name == "portrait" or bool(getattr(self, f"{name}_consent")))

    def allowed(self, document: CandidateDocument) -> CandidateDocument:
        """Return a document without what the person does not agree to show."""
        return replace(document, **{name: nothing(name) for name in PERSONAL if not self.agrees(name)})

    def taken_back(self, document: CandidateDocument) -> str:
        """Return the names of what a document shows although its consent was withdrawn."""
        return self.called(name for name in shown(document) if self.is_withdrawn(name))

    def regret(self, document: Document) -> Problem | None:
        """Ask to publish anew what shows something whose consent was withdrawn."""
        if not (what := self.taken_back(document)):
            return None
        sentence = _("The consent to show this was withdrawn: %(what)s. Publish anew: the new edition is without it.")
        return Problem(code="consent_withdrawn", message=sentence % {"what": what})

    def checks(self, document: Document) -> list[Problem]:
        """Stop an earlier edition that shows what may not be shown; ask about what stays hidden without a consent."""
        problems = super().checks(document)
        if what := self.called(name for name in shown(document) if not self.agrees(name)):
            sentence = _(
                "This edition shows what nobody has agreed to show: %(what)s. Publish the text of today instead."
            )
            problems.append(Problem(code="no_consent", message=sentence % {"what": what}))
        if hidden := [name for name in AGREED if self.lacks_consent(name, document.language)]:
            sentence = _("This is not shown, since no consent to it is written down: %(what)s.")
            message, field = sentence % {"what": self.called(hidden)}, f"{hidden[0]}_consent"
            problems.append(Problem(code="hidden", message=message, field=field, level=Level.WARNING))
        return problems

    def lacks_consent(self, name: str, language: str) -> bool:
        """Say whether a field is filled in and no consent to it was ever written down."""
        value = words(self, name, language) if name in TOLD else getattr(self, name)
        return bool(value) and not getattr(self, f"{name}_consent")

    def called(self, names: Iterable[str]) -> str:
        """Return what some fields are called on the desk."""
        return ", ".join(str(self._meta.get_field(name).verbose_name) for name in names)


def shown(document: CandidateDocument) -> Iterator[str]:
    """Yield the personal fields a document shows."""
    return (name for name in PERSONAL if getattr(document, name))


def nothing(name: str) -> Any:
    """Return what a field of a candidate's document holds when it shows nothing."""
    return next(spec.default for spec in fields(CandidateDocument) if spec.name == name)
