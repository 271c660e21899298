"""The same question across candidates: who of an election's list was asked it, and what each answered.

Two questions are the same when their words agree after folding, in one language (publishing.search.heading_of). The
page of a question lies at the number of any one of its answers, which is given once and never reused (design.md §2.8),
so its address is the same in every language; of all these addresses the earliest interview's is the one that is linked.
"""

from dataclasses import dataclass
from datetime import datetime

from publishing.cards import Card
from publishing.reading import BODY, COLUMNS, JOIN_BODY, LIVE, NO_BODY, card_of, moment_value, query

WIDTH = len(COLUMNS.split(",")) + 2
STEP = 100_000  # more than any interview has questions: interview and number make one figure
PERSON = COLUMNS.replace("e.", "t.")

# An interview stands while its candidate does, so the candidate's own live edition is joined: nothing else is required.
# That its number is asked for, which every edition has, keeps SQLite from walking all candidates by an index of lists.
ASKED = f"""
publishing_searchentry s
JOIN publishing_edition e ON e.id = s.edition_id AND e.kind = 'interview' AND {LIVE.format("e")}
JOIN publishing_reference r ON r.edition_id = e.id AND r.role = 'candidate'
JOIN publishing_edition t ON t.kind = r.target_kind AND t.object_id = r.target_id AND t.language = r.language
AND {LIVE.format("t")} AND t.number > 0
"""
SHARED = f"""
SELECT mine.part FROM publishing_searchentry mine
JOIN publishing_reference own ON own.edition_id = mine.edition_id AND own.role = 'candidate'
WHERE mine.edition_id = %s AND mine.part IS NOT NULL AND mine.heading <> '' AND EXISTS (
SELECT 1 FROM {ASKED} WHERE s.language = mine.language AND s.heading = mine.heading AND s.part IS NOT NULL
AND e.election_id = %s AND r.target_id <> own.target_id)
"""

# An answer that only waits for its translation was given all the same; the original tells.
ORIGINAL = f"""
SELECT oe.language FROM publishing_searchentry o JOIN publishing_edition oe ON oe.id = o.edition_id
WHERE oe.kind = 'interview' AND oe.object_id = e.object_id AND oe.is_original AND {LIVE.format("oe")}
AND o.part = s.part AND o.body <> ''
"""
OF_ELECTION = "WHERE s.language = %s AND s.part IS NOT NULL AND e.election_id = %s"
FIGURES = f"""
COUNT(DISTINCT r.target_id) AS asked,
COUNT(DISTINCT CASE WHEN s.body <> '' OR EXISTS ({ORIGINAL}) THEN r.target_id END) AS answered,
MIN(e.object_id * {STEP} + s.part) AS first
"""
LISTED = f"""
SELECT g.asked, g.answered, g.first, s.title, {COLUMNS}, {BODY} FROM (
SELECT {FIGURES} FROM {ASKED} {OF_ELECTION} AND s.heading <> '' GROUP BY s.heading
HAVING COUNT(DISTINCT r.target_id) > 1 {{after}} ORDER BY asked DESC, first LIMIT %s) g
JOIN publishing_edition e ON e.kind = 'interview' AND e.object_id = g.first / {STEP} AND e.language = %s
AND {LIVE.format("e")} {JOIN_BODY}
JOIN publishing_searchentry s ON s.edition_id = e.id AND s.part = g.first - (g.first / {STEP}) * {STEP}
ORDER BY g.asked DESC, g.first
"""
AFTER_FIGURES = f"""
AND (COUNT(DISTINCT r.target_id) < %s
OR (COUNT(DISTINCT r.target_id) = %s AND MIN(e.object_id * {STEP} + s.part) > %s))
"""
COUNTED = f"SELECT {FIGURES} FROM {ASKED} {OF_ELECTION} AND s.heading = %s"
PLACE = "COALESCE(c.sort_key, 'fffff')"
ANSWERS = f"""
SELECT s.id, s.part, s.title, s.body, CASE WHEN s.body = '' THEN ({ORIGINAL}) END, {PLACE},
{COLUMNS}, {BODY}, {PERSON}, {NO_BODY}
FROM {ASKED} {JOIN_BODY}
LEFT JOIN publishing_reference c ON c.edition_id = t.id AND c.role = 'candidacy' AND c.target_id = e.election_id
{OF_ELECTION} AND s.heading = %s {{after}} ORDER BY {PLACE}, s.id LIMIT %s
"""

WAS_PUT = """
SELECT s.heading, e.election_id FROM publishing_slugclaim c
JOIN publishing_edition e ON e.kind = c.kind AND e.object_id = c.object_id AND e.language = %s AND e.starts_at <= %s
JOIN publishing_searchentry s ON s.edition_id = e.id AND s.part = %s AND s.heading <> ''
WHERE c.kind = 'interview' AND c.slug = %s ORDER BY e.starts_at DESC, e.number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that several were asked: how many, how many of them answered, and where it was asked first."""

    text: str
    asked: int
    answered: int
    first: int
    talk: Card

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return address(self.talk, self.first % STEP)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one candidate said to a question; without a text, `original` is the language it can be read in, if any."""

    id: int
    number: int
    question: str
    answer: str
    original: str
    place: str
    talk: Card
    person: Card


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were asked a question, how many answered, and where it was asked first: interview and number in one."""

    asked: int
    answered: int
    first: int

    @property
    def place(self) -> tuple[tuple[str, int], int]:
        """Return where it was asked first: the interview's key, and the number there."""
        return ("interview", self.first // STEP), self.first % STEP

    def is_first(self, talk: Card, number: int) -> bool:
        """Say whether a question of an interview is the one by which all of them are linked."""
        return self.place == (talk.key, number)


def address(talk: Card, number: int) -> str:
    """Return the address of the page with everybody's answers to one question of an interview."""
    return f"/{talk.language}/questions/{talk.slug}/{number}/"


def shared(talk: Card, at: datetime) -> dict[int, str]:
    """Return the questions of an interview that others of the list were asked too: number to address. One query."""
    moment = moment_value(at)
    rows = query(SHARED, [talk.id, *[moment] * 4, talk.election_id])
    return {number: address(talk, number) for (number,) in rows}


def listed(election: int, language: str, at: datetime, *, limit: int, after: tuple[int, int] | None) -> list[Question]:
    """Return the questions that more than one candidate was asked, those asked of most first. One query.

    `after` is (asked, first) of the last one seen.
    """
    moment = moment_value(at)
    sql = LISTED.format(after=AFTER_FIGURES if after else "")
    seen = (after[0], *after) if after else ()
    values = [*[moment] * 6, language, election, *seen, limit, language, *[moment] * 2]
    return [Question(row[3], *row[:3], card_of(row[4:])) for row in query(sql, values)]


def was_put(slug: str, number: int, language: str, at: datetime) -> tuple[str, int] | None:
    """Return which question, in which election, an interview had at a number when it was last public. One query."""
    return next(iter(query(WAS_PUT, [language, moment_value(at), number, slug])), None)


def figures(heading: str, election: int, language: str, at: datetime) -> Figures:
    """Count who was asked a question and who answered. One query."""
    return Figures(*query(COUNTED, [*[moment_value(at)] * 6, language, election, heading])[0])


def replies(
    heading: str, election: int, language: str, at: datetime, *, limit: int, after: tuple[str, int] | None
) -> list[Reply]:
    """Return what the candidates of an election said to one question, in the order of the list. One query.

    `after` is (place, id) of the last one seen.
    """
    sql = ANSWERS.format(after=f"AND ({PLACE}, s.id) > (%s, %s)" if after else "")
    values = [*[moment_value(at)] * 6, language, election, heading, *(after or ()), limit]
    return [reply_of(row) for row in query(sql, values)]


def reply_of(row: tuple) -> Reply:
    """Return one answer from a row of `ANSWERS`."""
    key, number, question, answer, original, place = row[:6]
    talk, person = card_of(row[6 : 6 + WIDTH]), card_of(row[6 + WIDTH :])
    return Reply(key, number, question, answer, original or "", place, talk, person)
