"""Overriding the calendar: asking, confirming by a second person, taking back what was not used."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from publishing.acting import acting
from publishing.acts import refuse_errors
from publishing.journal import Release, Who
from publishing.languages import LANGUAGES
from publishing.overrides import Override
from publishing.publishable import Publishable
from staff.audit import Action, By, Told, record


def ask(row: Publishable, languages: Collection[str], *, until: datetime, reason: str, user, at: datetime) -> Override:
    """Ask that an object may start in some languages, until a moment, although its calendar forbids it."""
    codes = [code for code in LANGUAGES if code in languages]
    with transaction.atomic():
        override = Override.objects.create(
            kind=row.kind,
            object_id=row.pk,
            languages=" ".join(codes),
            reason=reason,
            until=until,
            asked_by=user,
            asked_at=at,
        )
        record(Told.of(Action.OVERRIDE_ASKED, row, codes), by=By.of(user))
    return override


def confirm(override: Override, *, user, at: datetime) -> Release:
    """Let an override hold from now on, as an act in the journal; raise Refused for the one who asked."""
    override.refuse_same_person(user)
    who = Who(actor_id=override.asked_by_id, actor=str(override.asked_by), approvers=str(user))
    with acting(at=at, who=who, note=override.reason, by=By.of(user)) as session:
        override = Override.objects.select_for_update(of=("self",)).get(pk=override.pk)
        override.refuse_unless_open(session.at)
        override.refuse_confirmed()
        refuse_errors(session, session.closed)
        for code in override.codes:
            session.override(override.kind, override.object_id, code, until=override.until)
        override.confirmed_by, override.confirmed_at = user, session.at
        override.save(update_fields=["confirmed_by", "confirmed_at"])
        return session.release


def take_back(override: Override, row: Publishable, *, user, at: datetime, may_override: bool) -> None:
    """Withdraw an override under which nothing was published; see `Override.withdraw` for what it refuses."""
    with transaction.atomic():
        override = Override.objects.select_for_update(of=("self",)).get(pk=override.pk)
        override.withdraw(user, at=at, may_override=may_override)
        record(Told.of(Action.OVERRIDE_OFF, row, override.codes), by=By.of(user))
