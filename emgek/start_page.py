"""The first page of the desk by role: which lists somebody meets, in which order, and what an empty one says."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from elections.models import Election
from emgek.agenda import Line
from publishing.dates import moment
from publishing.rights import APPROVE, PUBLISH, TRANSLATE, WRITE, languages_of
from staff.models import User

TITLES = {
    "soon": gettext_lazy("Goes live within 24 hours"),
    "begun": gettext_lazy("Pasted and not saved"),
    "to_approve": gettext_lazy("Waits for your approval"),
    "returned": gettext_lazy("Returned to you"),
    "answered": gettext_lazy("Checked by link"),
    "mine": gettext_lazy("Waits for you"),
    "to_translate": gettext_lazy("To be translated"),
    "out_of_date": gettext_lazy("Translations out of date"),
    "to_confirm": gettext_lazy("To be confirmed"),
    "lacking": gettext_lazy("Lacks something"),
    "present": gettext_lazy("Being edited now"),
    "unpublished": gettext_lazy("Not public"),
    "changed": gettext_lazy("Changed since it was published"),
    "waiting": gettext_lazy("Waits for its moment"),
}
#: What a list that is empty says; a list that is not named here is left out when it is empty.
EMPTY = {
    "soon": gettext_lazy("Nothing is scheduled for the next 24 hours."),
    "mine": gettext_lazy("Nothing. What you save and do not publish stands here."),
    "to_translate": gettext_lazy("Nothing: everything has its translation."),
    "out_of_date": gettext_lazy("None: each translation says what its original says."),
    "lacking": gettext_lazy("Nothing: the imprints are whole, and every portrait is described."),
    "present": gettext_lazy("Nobody else has anything open."),
}
ORDERS = {
    "translator": ("returned", "to_translate", "out_of_date", "mine", "soon", "present", "lacking"),
    "press": (
        *("soon", "returned", "answered", "begun", "mine", "out_of_date", "to_confirm", "lacking", "present"),
        *("unpublished", "changed", "waiting"),
    ),
    "chief": (
        *(
            "soon",
            "to_approve",
            "returned",
            "answered",
            "mine",
            "unpublished",
            "changed",
            "lacking",
            "to_confirm",
            "out_of_date",
            "present",
        ),
        *("waiting", "begun"),
    ),
    "lawyer": ("lacking", "to_confirm", "soon", "waiting", "mine", "present"),
    "reader": ("soon", "waiting", "present"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One list of the page: its name, its heading, its lines, and what it says without any."""

    name: str
    title: str
    lines: list[Line]
    empty: str = ""

    @property
    def anchor(self) -> str:
        """Return what an address calls it."""
        return self.name.replace("_", "-")


def part_of(user: User) -> str:
    """Return whose page somebody meets, by what one may do: several roles together meet that of the widest."""
    if user.has_perm(WRITE):
        return "chief" if user.has_perm(APPROVE) else "press"
    if user.has_perm(TRANSLATE):
        return "translator"
    return "lawyer" if user.has_perm(Election.SET_CALENDAR) else "reader"


def sections(user: User, found: dict[str, list[Line]]) -> list[Section]:
    """Return the lists of an agenda that somebody meets, in order."""
    return [
        Section(name=name, title=str(TITLES[name]), lines=found[name], empty=empty_of(name, user, found))
        for name in ORDERS[part_of(user)]
        if found[name] or name in EMPTY
    ]


def empty_of(name: str, user: User, found: dict[str, list[Line]]) -> str:
    """Return what an empty list says: why, or what comes next."""
    if name == "soon" and found["waiting"]:
        at: datetime = found["waiting"][0].at
        return _("Nothing within 24 hours. The next moment: %(moment)s") % {"moment": moment(at, get_language())}
    if name == "to_translate" and not languages_of(user):
        return _("No language is set for you. Ask an administrator to choose those you translate into.")
    if name == "mine" and not user.has_perm(PUBLISH):
        return _("Nothing. What a colleague hands over to you stands here.")
    if name == "lacking" and not user.has_perm("elections.change_imprint"):
        return _("Nothing: every portrait is described.")
    return str(EMPTY.get(name, ""))
