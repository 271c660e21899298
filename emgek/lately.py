"""What somebody worked on last, whether anything is left to do or not: the way back to an interview, or to one answer.

Each answer has an address of its own in the form, so a slip that a reader found is one step from the desk's first page.
"""

from dataclasses import dataclass

from django.urls import reverse

from candidates.models import Interview
from publishing.assignments import waits_for
from staff.models import User

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Talk:
    """An interview, the address of its form, and of each of its answers there, with the question."""

    title: str
    address: str
    answers: list[tuple[str, str]]


def lately(user: User) -> list[Talk]:
    """Return the interviews somebody saved last; two queries."""
    if not user.has_perm("candidates.change_interview"):
        return []
    rows = Interview.objects.filter(waits_for(user, Interview.kind)).defer("raw_text")
    return [talk_of(row) for row in rows.order_by("-updated_at", "-pk").prefetch_related("blocks")[:MOST]]


def talk_of(row: Interview) -> Talk:
    """Return an interview with the ways to its answers; the form counts its parts from nought."""
    address = reverse("admin:candidates_interview_change", args=[row.pk])
    blocks = sorted(row.blocks.all(), key=lambda block: block.order)
    return Talk(
        title=str(row),
        address=address,
        answers=[(f"{address}#blocks-{place}", str(block)) for place, block in enumerate(blocks)],
    )
