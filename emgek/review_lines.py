"""Lines of the desk's first page about reviews: what waits for approval, what came back, what was checked by link."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from emgek.lines import MOST, Line
from publishing import kinds
from publishing.checks import CheckLink
from publishing.desk.pointing import screen_address
from publishing.returned import returned_to
from publishing.reviews import Review
from publishing.rights import APPROVE, may
from staff.models import User

LATELY = timedelta(days=7)


def to_approve(user: User) -> list[Line]:
    """Return what others asked to be approved, the oldest first."""
    mine = [kind for kind, model in kinds.KINDS.items() if may(user, APPROVE, model)]
    asked = Review.objects.open().filter(kind__in=mine).exclude(asked_by=user).select_related("asked_by")
    return lines(
        (one, one.asked_at, f"{one.asked_by or ''} {one.note}".strip())
        for one in (asked.order_by("asked_at", "pk")[: 3 * MOST] if mine else ())
    )


def returned(user: User) -> list[Line]:
    """Return what somebody, or a colleague who has left, asked to be approved and got back."""
    back = returned_to(user).order_by("-decided_at", "-pk")
    return lines((one, one.decided_at, f"{one.decider}: {one.answer}".strip(": ")) for one in back[: 3 * MOST])


def answered(user: User) -> list[Line]:
    """Return what came back lately by the links somebody made."""
    since = timezone.now() - LATELY
    links = CheckLink.objects.filter(Q(confirmed_at__gt=since) | Q(commented_at__gt=since), made_by=user)
    return lines(
        (
            one,
            one.confirmed_at or one.commented_at,
            f"{one.name}: {_('confirmed') if one.confirmed else _('commented')}",
        )
        for one in links.order_by("-pk")[: 3 * MOST]
    )


def lines(found: Iterable[tuple]) -> list[Line]:
    """Return a line for each object, one query a kind; each is (row of an object, moment, note)."""
    found = list(found)
    rows = kinds.rows_of((one.kind, one.object_id) for one, _at, _note in found)
    told: dict[tuple, Line] = {}
    for one, at, note in found:
        if row := rows.get((one.kind, one.object_id)):
            address = screen_address(row, "review")
            new = Line(title=str(row), address=address, kind=str(row._meta.verbose_name), at=at, note=note)
            languages = told.setdefault((one.kind, row.pk, note), new).languages
            if one.language not in languages:
                languages.append(one.language)
    return list(told.values())[:MOST]
