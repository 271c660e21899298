"""The verbs of a review: ask, approve, return with comments, settle a comment; and the rule of four eyes.

All tell the real time, as the audit log does: a review is work at the desk, not an act on what is public.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.documents import Document
from publishing.problems import Problem, Refused
from publishing.publishable import Publishable
from publishing.reviews import Comment, Review, ReviewRules, State, digest_of, four_eyes_since
from publishing.versions import revisions_of
from staff.audit import Action, Told, record
from staff.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """A comment that is to be written: which part of which language, and what."""

    language: str
    part: int | None
    text: str


def ask(row: Publishable, documents: dict[str, Document], *, by: User, note: str = "") -> list[Review]:
    """Ask for approval of some languages as they are now; who asks again asks for the newest text."""
    at = timezone.now()
    with transaction.atomic():
        Review.objects.of(row).open().filter(language__in=documents).delete()
        asked = [
            Review(
                kind=row.kind,
                object_id=row.pk,
                language=code,
                digest=digest_of(document),
                asked_by=by,
                asked_at=at,
                note=note,
            )
            for code, document in documents.items()
        ]
        Review.objects.bulk_create(asked)
        record(Told.of(Action.ASKED, row, documents))
    return asked


def approve(row: Publishable, documents: dict[str, Document], *, shown: Collection[str], by: User) -> list[Review]:
    """Approve exactly what was shown; raises Refused where the text changed meanwhile, or it is one's own."""
    digests = {code: digest_of(document) for code, document in documents.items()}
    refuse_unseen(digests.values(), shown)
    with transaction.atomic():
        own = {code for code in documents if is_own(row, code, by)}
        if own and four_eyes_since():
            raise Refused(*(own_text(code) for code in sorted(own)))
        decided = decide(row, digests, State.APPROVED, by=by, another=documents.keys() - own)
        Comment.objects.of(row).open().filter(by=by, language__in=documents).update(
            settled_by=by, settled_at=timezone.now()
        )
        record(Told.of(Action.APPROVED, row, documents))
    return decided


def send_back(
    row: Publishable,
    documents: dict[str, Document],
    said: Sequence[Said],
    *,
    shown: Collection[str],
    by: User,
    answer: str = "",
) -> list[Review]:
    """Return some languages with comments; what was approved of this very text is approved no more."""
    if not said and not answer:
        raise Refused(
            Problem(code="no_comment", message=_("Say what is to be changed: in a comment, or in the answer."))
        )
    digests = {code: digest_of(document) for code, document in documents.items()}
    refuse_unseen(digests.values(), shown)
    with transaction.atomic():
        approved = Review.objects.of(row).filter(state=State.APPROVED, digest__in=digests.values())
        approved.update(state=State.TAKEN_BACK)
        decided = decide(row, digests, State.RETURNED, by=by, answer=answer)
        comment(row, said, author=str(by), by=by)
        record(Told.of(Action.RETURNED, row, documents))
    return decided


def decide(
    row: Publishable,
    digests: dict[str, str],
    state: State,
    *,
    by: User,
    answer: str = "",
    another: Iterable[str] = (),
) -> list[Review]:
    """Write a decision into what was asked; what nobody asked for gets a review of its own."""
    waiting = {review.language: review for review in Review.objects.of(row).open().select_for_update()}
    decided = []
    for code, digest in digests.items():
        review = waiting.get(code) or Review(kind=row.kind, object_id=row.pk, language=code)
        review.digest, review.state, review.answer = digest, state, answer
        review.decided_by, review.decider, review.decided_at = by, str(by), timezone.now()
        review.by_another = code in another
        review.save()
        decided.append(review)
    return decided


def comment(row: Publishable, said: Iterable[Said], *, author: str, by: User | None = None) -> None:
    """Write comments on parts of an object; somebody who came by a link is no user."""
    at = timezone.now()
    Comment.objects.bulk_create(
        [
            Comment(
                kind=row.kind,
                object_id=row.pk,
                language=one.language,
                part=one.part,
                text=one.text,
                by=by,
                author=author,
                at=at,
            )
            for one in said
        ]
    )


def settle(row: Publishable, comment_ids: Collection[int], *, by: User) -> int:
    """Note that some comments are settled; return how many were."""
    found = Comment.objects.of(row).open().filter(pk__in=comment_ids)
    settled = found.update(settled_by=by, settled_at=timezone.now())
    if settled:
        record(Told.of(Action.SETTLED, row, [str(settled)]))
    return settled


def set_four_eyes(wanted: bool, *, by: User) -> datetime | None:
    """Turn the rule of the site on or off, with a line in the audit log; return since when it holds."""
    since = four_eyes_since()
    if wanted != bool(since):
        since = timezone.now() if wanted else None
        ReviewRules._base_manager.update_or_create(pk=1, defaults={"four_eyes_since": since})
        record(Told(action=Action.FOUR_EYES, details=("+" if wanted else "−",)))
    return since


# Whose text it is -----------------------------------------------------------------------------------------------------


def is_own(row: Publishable, language: str, user: User) -> bool:
    """Say whether somebody asked for approval of a text, or saved anything of it since another approved it last."""
    reviews = Review.objects.of(row).filter(language=language)
    if reviews.open().filter(asked_by=user).exists():
        return True
    saved = revisions_of(type(row), row.pk).filter(user=user)
    last = reviews.filter(state=State.APPROVED, by_another=True).order_by("-decided_at").first()
    return (saved.filter(date_created__gt=last.decided_at) if last else saved).exists()


def own_text(language: str) -> Problem:
    """Say that a second person is needed."""
    sentence = _("You asked for this or changed it yourself. Another person has to approve it.")
    return Problem(code="own_text", message=sentence, language=language)


def refuse_unseen(digests: Iterable[str], shown: Collection[str]) -> None:
    """Raise Refused where a text is not one that was shown."""
    if not set(digests) <= set(shown):
        sentence = _("The text was changed meanwhile. Look at what it says now, then decide again.")
        raise Refused(Problem(code="meanwhile", message=sentence))
