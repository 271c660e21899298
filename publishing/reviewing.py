"""The verbs of a review: ask, approve, return with comments, settle a comment; and the rule of four eyes.

All tell the real time, as the audit log does: a review is work at the desk. Only what they cancel of what waits is an
act on what is public, at the moment `at` of the site's clock.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.documents import Document
from publishing.journal import Who
from publishing.problems import Problem, Refused
from publishing.publishable import Publishable
from publishing.reviews import Comment, Review, ReviewRules, State, digest_of, four_eyes_since
from publishing.unapproved import cancel_stopped, moment_held, refuse_unnamed, rows_that_wait, stopped
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
    at: datetime,
    answer: str = "",
    cancelling: Collection[int] | None = None,
) -> list[Review]:
    """Return some languages with comments; what was approved of this very text is approved no more.

    What waits of it is cancelled, as acts: `cancelling` holds the editions of which the screen said so.
    """
    if not said and not answer:
        raise Refused(
            Problem(code="no_comment", message=_("Say what is to be changed: in a comment, or in the answer."))
        )
    digests = {code: digest_of(document) for code, document in documents.items()}
    refuse_unseen(digests.values(), shown)
    with transaction.atomic():
        held = moment_held(at)
        take_approvals_back(row, digests.values())
        decided = decide(row, digests, State.RETURNED, by=by, answer=answer)
        comment(row, said, author=str(by), by=by)
        record(Told.of(Action.RETURNED, row, documents))
        reason = str(_("The text was returned. %(answer)s")) % {"answer": answer}
        lost = stopped([row], digests.values(), at=held)
        refuse_unnamed(cancel_stopped(lost, at=at, who=Who.user(by), note=reason.strip()), cancelling)
    return decided


def take_approvals_back(row: Publishable, digests: Collection[str]) -> None:
    """Let the approvals of some texts count no more."""
    approved = Review.objects.of(row).filter(state=State.APPROVED, digest__in=digests)
    approved.update(state=State.TAKEN_BACK)


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


def set_four_eyes(
    wanted: bool, *, by: User, at: datetime, cancelling: Collection[int] | None = None
) -> datetime | None:
    """Turn the rule of the site on or off, with a line in the audit log; return since when it holds.

    Turned on, it cancels as acts what waits and no second person has approved: `cancelling` holds the editions of
    which the screen said so.
    """
    with transaction.atomic():
        held = moment_held(at)
        since = four_eyes_since()
        if wanted == bool(since):
            return since
        since = turn_four_eyes(wanted)
        record(Told(action=Action.FOUR_EYES, details=("+" if wanted else "−",)))
        lost = stopped(rows_that_wait(held), at=held) if wanted else []
        reason = str(_("Four eyes: no second person has approved this text."))
        refuse_unnamed(cancel_stopped(lost, at=at, who=Who.user(by), note=reason), cancelling)
    return since


def turn_four_eyes(wanted: bool) -> datetime | None:
    """Write the rule down; return since when it holds."""
    since = timezone.now() if wanted else None
    ReviewRules._base_manager.update_or_create(pk=1, defaults={"four_eyes_since": since})
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
