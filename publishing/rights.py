"""What somebody may do, asked in one way: a right of its own for each act, and the languages one writes in.

A role has a right to an act for the whole site; it reaches the kinds of objects whose forms the role may change.
"""

from django.db import models

from publishing.languages import LANGUAGES

#: Make public, now or at a moment, or put live again.
PUBLISH = "publishing.publish"
#: Take out of public, cancel what waits; with the right to publish, undo a release.
WITHDRAW = "publishing.withdraw"
#: Approve a text, or return it with comments.
APPROVE = "publishing.approve"
#: Confirm that something is published against the calendar; another person must have asked for it.
OVERRIDE = "publishing.override"
#: Erase a deleted draft for good; what was public is erased by a command (`manage.py erase`).
ERASE = "publishing.erase"
#: Give evidence of what was public; the proof holds the whole journal.
PROVE = "publishing.prove_release"
#: Write in all languages and set facts (dates, pictures, references, order).
WRITE = "publishing.write"
#: Write in one's own languages (`User.translates`), and no facts.
TRANSLATE = "publishing.translate"
#: What is the same for the whole site: addresses, places on a list, statuses, elections, the party.
SET_RULES = "staff.set_rules"


def right_to(action: str, model: type[models.Model]) -> str:
    """Return the name of one of Django's own rights: view, add, change, delete."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def may(user, act: str, model: type[models.Model]) -> bool:
    """Say whether somebody may do an act to objects of a kind."""
    return user.has_perms([act, right_to("change", model)])


def languages_of(user, write: str = WRITE) -> tuple[str, ...]:
    """Return the languages whose texts somebody may change where one right stands for writing all."""
    if user.has_perm(write):
        return LANGUAGES
    return tuple(code for code in LANGUAGES if code in user.translates) if user.has_perm(TRANSLATE) else ()
