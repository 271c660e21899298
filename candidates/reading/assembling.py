"""From pieces to an interview: the one function both the reader and the desk call."""

from collections.abc import Iterable
from dataclasses import replace

from .election import read_election
from .imprint_facts import read_imprint
from .language import language_of
from .parsed import MESSAGES, Block, ParsedInterview, Piece, Repeat, Role, Warning, warn

PARAGRAPH = "\n\n"


def assemble(pieces: Iterable[Piece], repeats: Iterable[Repeat] = ()) -> ParsedInterview:
    """Derive title, blocks, election, imprint and warnings from pieces.

    Pieces are taken in the order given. A question opens a new block unless it
    follows a question of the same `block` number; an answer belongs to the
    block before it. Blocks are then numbered anew from 1. To split, merge, move
    or re-label on a screen, change the pieces and assemble again: what was read
    off the election facts and the imprint is read again from their new text.

    >>> parsed = assemble([Piece(Role.QUESTION, "Кимсиз?"), Piece(Role.ANSWER, "Мисалов.")])
    >>> parsed.blocks
    (Block(question='Кимсиз?', answer='Мисалов.', sure=True),)
    """
    pieces = numbered(pieces)
    texts: dict[Role, list[str]] = {role: [] for role in Role}
    for piece in pieces:
        texts[piece.role].append(piece.text)
    blocks = _blocks(pieces)
    imprint = read_imprint(_joined(texts[Role.IMPRINT]))
    others = [*texts[Role.CLOSING], *texts[Role.LEAD], *texts[Role.ANSWER][-1:]]
    election, doubts = read_election(_joined(texts[Role.ELECTION]), others, imprint.issue_date)
    return ParsedInterview(
        language=language_of(" ".join(piece.text for piece in pieces)),
        title=_joined(texts[Role.TITLE]),
        lead=_joined(texts[Role.LEAD]),
        blocks=blocks,
        thanks=_thanks(pieces),
        closing=_joined(texts[Role.CLOSING]),
        election=election,
        imprint=imprint,
        left_over=tuple(texts[Role.LEFT_OVER]),
        repeats=tuple(repeats),
        warnings=(*_warnings(pieces, blocks), *doubts),
        pieces=pieces,
    )


def _joined(paragraphs: list[str]) -> str | None:
    return PARAGRAPH.join(filter(None, paragraphs)) or None


def numbered(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with their blocks numbered from 1."""
    found = []
    number, before = 0, None
    for piece in pieces:
        if piece.role is Role.QUESTION:
            if before is None or before.role is Role.ANSWER or before.block != piece.block:
                number += 1
        elif piece.role is Role.ANSWER:
            number = number or 1
        block = number if piece.role in (Role.QUESTION, Role.ANSWER) else 0
        if block:
            before = piece
        found.append(piece if piece.block == block else replace(piece, block=block))
    return tuple(found)


def _blocks(pieces: tuple[Piece, ...]) -> tuple[Block, ...]:
    """Gather the questions and answers of each block."""
    count = max((piece.block for piece in pieces), default=0)
    sides: list[tuple[list[str], list[str]]] = [([], []) for _ in range(count)]
    sure = [True] * count
    for piece in pieces:
        if piece.block:
            sides[piece.block - 1][piece.role is Role.ANSWER].append(piece.text)
            sure[piece.block - 1] &= piece.sure
    return tuple(
        Block(_joined(asked) or "", _joined(replied) or "", certain)
        for (asked, replied), certain in zip(sides, sure, strict=True)
    )


def _thanks(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    """Return the interviewer's thanks and the candidate's.

    Two kinds of thanks share one role, told apart by `block`-free order: the
    first piece is the interviewer's, the others the candidate's. A first piece
    that is empty stands for an interviewer who said nothing.
    """
    said = [piece.text for piece in pieces if piece.role is Role.THANKS]
    return (said[0] if said else "", PARAGRAPH.join(filter(None, said[1:])))


def _warnings(pieces: tuple[Piece, ...], blocks: tuple[Block, ...]) -> list[Warning]:
    """Say what an editor should look at, in the order of the text."""
    found = []
    if not any(piece.role is Role.QUESTION for piece in pieces) and pieces:
        found.append(warn("no_questions"))
    for piece in pieces:
        found += [
            warn(code, piece.block or None, start=piece.start, end=piece.end)
            for code in piece.doubts
            if code in MESSAGES
        ]
    for number, block in enumerate(blocks, 1):
        if not block.answer:
            found.append(warn("empty_answer", number))
        if not block.question:
            found.append(warn("empty_question", number))
    return found
