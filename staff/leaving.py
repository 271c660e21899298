"""Leaving: a colleague's unfinished work goes to another one, the account is closed and never deleted.

What work is, the floors above know: each names its kind of it here, and is asked when somebody leaves.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from django.db import transaction

from staff.audit import forget_reasons
from staff.factors import take_away
from staff.models import User


@dataclass(frozen=True, slots=True)
class Task:
    """Something unfinished: what it is called, what it is, where it opens."""

    title: str
    kind: str
    address: str


class Work(Protocol):
    """One kind of work that waits for somebody."""

    def unfinished(self, user: User) -> list[Task]:
        """Return what waits for a person."""

    def hand_over(self, user: User, to: User) -> None:
        """Let everything of a person wait for another one."""


WORK: list[Work] = []


def unfinished(user: User) -> list[Task]:
    """Return all that waits for a person."""
    return list(chain.from_iterable(work.unfinished(user) for work in WORK))


def leave(user: User, to: User | None) -> None:
    """Hand a person's work to another one and close the account; whoever is signed in with it is out at once.

    The password and the second factor go too: it ends every session for good, and coming back takes new ones. So do
    the reasons for which a second factor was reset: they told of the person's life, and nobody needs them any more.
    """
    with transaction.atomic():
        if to:
            for work in WORK:
                work.hand_over(user, to)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        take_away(user)
        forget_reasons(user._meta.label_lower, user.pk)


def come_back(user: User) -> None:
    """Open a closed account again; it needs a new password."""
    user.is_active = True
    user.save(update_fields=["is_active"])
