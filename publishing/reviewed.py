"""How the texts of an object stand with their review, and each text part by part with what was said of it."""

from dataclasses import dataclass, field

from publishing.documents import Document
from publishing.languages import LANGUAGES, NAMES
from publishing.publishable import Publishable
from publishing.reviewing import Said
from publishing.reviews import Comment, Review, State, comments_on, digest_of, four_eyes_since

MOST = 2000  # letters of a comment


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a text with what was said of it; `part` is 0 for the whole."""

    part: int
    title: str
    body: str
    name: str
    comments: list[Comment] = field(default_factory=list)
    typed: str = ""


@dataclass(kw_only=True)
class Standing:
    """How one language of an object stands with its review."""

    code: str
    digest: str
    document: Document
    review: Review | None = None
    approved: Review | None = None
    comments: list[Comment] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name of the language."""
        return str(NAMES[self.code])

    @property
    def is_asked(self) -> bool:
        """Say whether it waits for an approver."""
        return self.review is not None and self.review.state == State.ASKED

    @property
    def is_returned(self) -> bool:
        """Say whether it came back and nobody has asked again."""
        return self.review is not None and self.review.state == State.RETURNED

    @property
    def is_changed(self) -> bool:
        """Say whether another text than this one was approved."""
        return self.approved is None and self.review is not None and self.review.state == State.APPROVED


def standings(row: Publishable, documents: dict[str, Document]) -> list[Standing]:
    """Return how the languages of an object stand; three queries."""
    since, comments = four_eyes_since(), [one for some in comments_on(row).values() for one in some]
    reviews = list(Review.objects.of(row).order_by("pk"))
    found = []
    for code in (code for code in LANGUAGES if code in documents):
        digest, own = digest_of(documents[code]), [review for review in reviews if review.language == code]
        approved = [r for r in own if r.state == State.APPROVED and r.digest == digest and (r.by_another or not since)]
        found.append(
            Standing(
                code=code,
                digest=digest,
                document=documents[code],
                review=own[-1] if own else None,
                approved=approved[-1] if approved else None,
                comments=[one for one in comments if one.language == code],
            )
        )
    return found


def pieces(standing: Standing, sent=None) -> list[Piece]:
    """Return a text part by part, each with its comments and what was typed beside it."""
    found = []
    for text in standing.document.search_texts():
        part = text.part or 0
        name = f"comment-{standing.code}-{part}"
        comments = [one for one in standing.comments if (one.part or 0) == part]
        typed = sent.get(name, "") if sent else ""
        found.append(Piece(part=part, title=text.title, body=text.body, name=name, comments=comments, typed=typed))
    return found


def typed_comments(sent, pieces_by_code: dict[str, list[Piece]]) -> list[Said]:
    """Return the comments of a form that was sent."""
    return [
        Said(language=code, part=piece.part or None, text=text[:MOST])
        for code, some in pieces_by_code.items()
        for piece in some
        if (text := sent.get(piece.name, "").strip())
    ]
