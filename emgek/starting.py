"""The first rows of a real installation: party, election, usual imprint, users; all of them together or none.

What is asked stands here once, as forms: `manage.py start` asks for them in a terminal or takes them as options.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.crypto import get_random_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elections.models import Election, Imprint, Party
from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR
from publishing import dates
from publishing.desk.wording import labels_of
from publishing.languages import LANGUAGES
from publishing.translating import note
from staff.models import User

DAYS_AND_TIMES = ["%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
ROLES = {
    "administrator": ADMINISTRATOR,
    "editor-in-chief": EDITOR_IN_CHIEF,
    "press-officer": PRESS_OFFICER,
    "translator": TRANSLATOR,
    "lawyer": LAWYER,
}
#: No letter or figure that is taken for another one when it is read aloud or copied from a slip of paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the beginning: what it makes, from which words (in the chosen language) and which other fields."""

    name: str
    title: str
    model: type[models.Model]
    words: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is asked, in order, by names without language."""
        return (*self.words, *self.fields)

    def column(self, name: str, language: str) -> str:
        """Return the column that a name is kept in."""
        return f"{name}_{language}" if name in self.words else name

    def form(self, language: str, answers: dict[str, str] | None = None) -> forms.ModelForm:
        """Return its form, filled where there are answers, by names without language."""
        names = [self.column(name, language) for name in self.names]
        made = forms.modelform_factory(self.model, form=FirstForm, fields=names, labels=labels_of(self.model))
        data = answers and {self.column(name, language): text for name, text in answers.items()}
        form = made(data, instance=self.model())
        for name in self.needed:
            form.fields[self.column(name, language)].required = True
        return form


class FirstForm(forms.ModelForm):
    """A form that is asked line by line: days and times are typed, in Bishkek's time."""

    def __init__(self, *args, **kwargs):
        """Say how days and times are written."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateTimeField):
                field.input_formats = DAYS_AND_TIMES
                field.error_messages["invalid"] = _("Write day and time in figures, like this: 11.04.2027 08:00.")
                field.help_text = field.help_text or _("Day and time in Bishkek, like this: 11.04.2027 08:00.")


STEPS = (
    Step("party", _("Party"), Party, words=("title", "full_name"), needed=("title",)),
    Step(
        "election",
        _("Election"),
        Election,
        words=("title", "body"),
        fields=(
            *("polls_open_at", "polls_close_at", "campaign_starts_at", "silence_starts_at"),
            *("ballot_number", "seats"),
        ),
        needed=("title", "body", "polls_open_at", "polls_close_at"),
    ),
    Step("imprint", _("Usual imprint"), Imprint, fields=Imprint.REQUIRED[:-1]),
)


class UserForm(forms.ModelForm):
    """Somebody who works here. The first password is made up and told once: none is in a shell's history."""

    role = forms.ChoiceField(label=_("Role"), choices=[(code, code) for code in ROLES])

    translates = forms.CharField(
        label=_("Translates into"), required=False, help_text=_("For a translator: ky, ru, en, as many as there are.")
    )

    field_order = ("username", "first_name", "last_name", "role", "translates")

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "translates")

    def clean_translates(self):
        """Return the languages as a list, in the order of the desk."""
        typed = set(self.cleaned_data["translates"].replace(",", " ").split())
        if typed - set(LANGUAGES):
            raise ValidationError(_("Type one of these: %(answers)s."), "language", {"answers": ", ".join(LANGUAGES)})
        return [code for code in LANGUAGES if code in typed]

    def clean(self):
        """Ask a translator's languages: without any there is nothing to be translated."""
        cleaned = super().clean()
        if cleaned.get("role") == "translator" and cleaned.get("translates") == []:
            self.add_error("translates", _("Choose at least one language."))
        return cleaned


def made_up_password() -> str:
    """Return a password that can be read aloud: four groups of four signs."""
    return "-".join(get_random_string(4, LETTERS) for _group in range(4))


# What is there --------------------------------------------------------------------------------------------------------


def there(step: Step) -> models.Model | None:
    """Return the row that a step would make, where there is one already; the imprint is the newest election's."""
    rows = step.model._default_manager
    if step.model is Imprint:
        return rows.filter(election=Election.newest(), is_usual=True).first()
    return rows.order_by("pk").last()


def is_administered() -> bool:
    """Say whether anybody here may make further users."""
    staff = User.objects.filter(is_active=True, is_staff=True)
    return staff.filter(models.Q(is_superuser=True) | models.Q(groups__name=ADMINISTRATOR)).exists()


# Making it ------------------------------------------------------------------------------------------------------------


def begin(language: str, forms_by_step: dict[str, forms.ModelForm], users: Iterable[UserForm]) -> dict[str, str]:
    """Save what valid forms say, all of it or nothing; return the passwords by username."""
    with transaction.atomic():
        for name in ("party", "election"):
            if name in forms_by_step:
                row = forms_by_step[name].instance
                row.original_language = language
                row.save()
                note(row)
        if "imprint" in forms_by_step:
            imprint = forms_by_step["imprint"].instance
            imprint.election = Election.newest()
            imprint.is_usual = True
            imprint.save()
        return {form.instance.username: make_user(form, language) for form in users}


def make_user(form: UserForm, language: str) -> str:
    """Make somebody who signs in to the desk in a language and does there what the role may; return the password."""
    user, password = form.instance, made_up_password()
    user.is_staff, user.language, user.password_is_temporary = True, language, True
    user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get(name=ROLES[form.cleaned_data["role"]])])
    return password


def told(form: forms.ModelForm) -> list[tuple[str, str]]:
    """Return what a valid form says, label by label, for a last look before it is saved; moments in words."""
    return [(str(field.label or capfirst(name)), said(form.cleaned_data[name])) for name, field in form.fields.items()]


def said(value) -> str:
    """Return a value as it is read, a dash for none."""
    if isinstance(value, datetime):
        return dates.moment(value, get_language())
    return ", ".join(value) if isinstance(value, list) else "—" if value in (None, "") else str(value)
