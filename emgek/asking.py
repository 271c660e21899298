"""Asking for the answers of a form in a terminal, line by line: what is wrong is explained and asked again."""

from collections.abc import Callable, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def read_line(prompt: str) -> str:
    """Return what somebody types."""
    return input(prompt).strip()


class Terminal:
    """Somebody at a terminal: `say` writes a line."""

    def __init__(self, say: Callable[[str], None]):
        self.say = say

    def fill(self, make: Callable[[dict | None], forms.Form], given: dict[str, str]) -> forms.Form:
        """Ask for every field and return the form when it is valid; what is given is offered to be taken by Enter."""
        form, answers = make(None), dict(given)
        names = list(form.fields)
        while True:
            for name in names:
                answers[name] = self.answer(form.fields[name], answers.get(name, ""))
            form = make(answers)
            if form.is_valid():
                return form
            self.explain(faults(form))
            names = [name for name in form.fields if name in form.errors] or list(form.fields)

    def answer(self, field: forms.Field, offered: str) -> str:
        """Ask for one field until the answer can be read; Enter takes what is offered."""
        if field.help_text:
            self.say(f"  ({field.help_text})")
        while True:
            typed = read_line(prompt(field, offered)) or offered
            try:
                field.clean(typed)
            except ValidationError as wrong:
                self.explain(wrong.messages)
                offered = ""
            else:
                return typed

    def choose(self, question: str, answers: Iterable[str], usual: str) -> str:
        """Ask for one of some answers."""
        while True:
            typed = read_line(f"{question} [{usual}]: ").lower() or usual
            if typed in answers:
                return typed
            self.explain([_("Type one of these: %(answers)s.") % {"answers": ", ".join(answers)}])

    def explain(self, messages: Iterable[str]) -> None:
        """Say what is wrong."""
        for message in messages:
            self.say(f"  ✗ {message}")


def faults(form: forms.Form) -> list[str]:
    """Return what is wrong with a form, each with the name of its field."""
    named = [(form.fields.get(name), messages) for name, messages in form.errors.items()]
    return [f"{field.label}: {message}" if field else message for field, messages in named for message in messages]


def prompt(field: forms.Field, offered: str) -> str:
    """Return the question for a field: its name, the answers there are, what Enter takes."""
    choices = f" ({' / '.join(code for code, _name in field.choices)})" if hasattr(field, "choices") else ""
    optional = "" if field.required or offered else _(", may stay empty")
    return f"{field.label}{choices}{optional}{f' [{offered}]' if offered else ''}: "
