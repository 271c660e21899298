"""The question to the database: which entries hold the words, and how well.

Words are asked for as stretches of the folded text, in which blanks stand around every word: " аба " is a word, " аба"
a beginning. The index of trigrams answers for stretches of three signs and more; a single letter only orders.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection

from publishing.finding.vocabulary import Sought
from publishing.reading import PUBLIC

# What a word costs by how it was found, in a title; in the body alone it costs IN_BODY more. A text without a word
# that was asked for comes after every text that has them all.
TYPED, WHOLE, BEGUN, KIN, MEANT, INSIDE = range(6)
IN_BODY = 10
WITHOUT = 100
WITHOUT_LITTLE = 18
SHORTEST_INSIDE = 4
SHORTEST_STRETCH = 3


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of text by which a word is found, each with its cost, the best first."""

    needed: bool
    costs: tuple[tuple[int, tuple[str, ...]], ...]

    @classmethod
    def of(cls, sought: Sought, *, is_lenient: bool) -> "Stretches":
        """Return the stretches of a word; lenient ones let slips and the inside of words pass too."""
        word = sought.word
        costs = [(TYPED, (f" {word.typed} ",)), (WHOLE, _each(" {} ", word.spellings))]
        if not word.is_number:
            costs += [(BEGUN, _each(" {}", word.spellings)), (KIN, _each(" {} ", sought.kin))]
        if is_lenient and not word.is_number:
            inside = tuple(spelling for spelling in word.spellings if len(spelling) >= SHORTEST_INSIDE)
            costs += [(MEANT, _each(" {} ", sought.meant)), (INSIDE, inside)]
        return cls(word.is_needed, tuple((cost, found) for cost, found in costs if found))

    @property
    def asked(self) -> list[str]:
        """Return the stretches the index is asked for; one that begins or ends another one says it all."""
        every = dict.fromkeys(stretch for _cost, found in self.costs for stretch in found)
        long = [stretch for stretch in every if len(stretch) >= SHORTEST_STRETCH]
        return [one for one in long if not any(other != one and other in one for other in long)]


def _each(form: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form.format(word) for word in words)


def groups(stretches: list[Stretches], *, missing: int = 0) -> list[list[list[str]]]:
    """Return the sets of words of which one must be there whole; each word is the stretches that stand for it."""
    needed = [one.asked for one in stretches if one.needed and one.asked]
    return [list(chosen) for chosen in combinations(needed, max(1, len(needed) - missing))] if needed else []


#: Whether a column holds a text, by vendor.
POSITION = {"sqlite": "instr({}, %s)", "postgresql": "strpos({}, %s) > 0"}
# In a title alone, anywhere, or anywhere and at least one word of it in the title.
TITLE, ANYWHERE, TITLED = range(3)


def sqlite_condition(groups: list[list[list[str]]], where: int) -> tuple[str, list[str]]:
    """Return the condition for FTS5 and its one value."""
    column = "folded_title" if where == TITLE else "folded"
    text = " OR ".join(f"({' AND '.join(_one_of(word, column) for word in group)})" for group in groups)
    if where == TITLED:
        text = f"({text}) AND {_one_of(_every(groups), 'folded_title')}"
    return "f.search_trigrams MATCH %s", [text]


def _one_of(stretches: list[str], column: str) -> str:
    return f"{column} : ({' OR '.join(f'"{stretch}"' for stretch in stretches)})"


def postgresql_condition(groups: list[list[list[str]]], where: int) -> tuple[str, list[str]]:
    """Return the condition for pg_trgm and its values."""
    values: list[str] = []
    column = "s.folded_title" if where == TITLE else "s.folded"
    text = " OR ".join(" AND ".join(_like(word, column, values) for word in group) for group in groups)
    if where == TITLED:
        return f"({text}) AND {_like(_every(groups), 's.folded_title', values)}", values
    return f"({text})", values


def _like(stretches: Sequence[str], column: str, values: list[str]) -> str:
    values += [f"%{stretch}%" for stretch in stretches]
    return f"({' OR '.join([f'{column} LIKE %s'] * len(stretches))})"


def _holds(stretches: Sequence[str], column: str, values: list[str]) -> str:
    """Return the condition that a text holds a stretch, faster than LIKE where no index helps."""
    values += stretches
    position = POSITION[connection.vendor].format(column)
    return f"({' OR '.join([position] * len(stretches))})"


def _every(groups: list[list[list[str]]]) -> list[str]:
    return list(dict.fromkeys(stretch for group in groups for word in group for stretch in word))


#: By vendor: what matching entries are read from, and the condition.
BACKENDS: dict[str, tuple[str, Callable]] = {
    "sqlite": (
        "search_trigrams f CROSS JOIN publishing_searchentry s ON s.id = f.rowid"
        " CROSS JOIN publishing_edition e ON e.id = s.edition_id",
        sqlite_condition,
    ),
    "postgresql": (
        "publishing_searchentry s JOIN publishing_edition e ON e.id = s.edition_id",
        postgresql_condition,
    ),
}
# Few of a kind stand before many of a kind where they answer equally well, and the latest election before others.
ORDER = """cost, CASE kind WHEN 'program' THEN 0 WHEN 'plank' THEN 1 + is_part WHEN 'election' THEN 3 + is_part
WHEN 'candidate' THEN 5 WHEN 'interview' THEN 6 + is_part ELSE 8 END,
CASE WHEN kind = 'election' THEN sort_key END DESC, sort_key, id"""


def matching(
    wanted: list[list[list[str]]], where: int, language: str, moment, most: int | str, without: Sequence[str] = ()
) -> tuple[str, list]:
    """Return the query for the ids of public entries that hold some words, and its values.

    `most` is how many at most, or the SQL of that number; `without` names kinds that are not to be found.
    """
    source, condition = BACKENDS[connection.vendor]
    text, values = condition(wanted, where)
    kept = f"AND e.kind NOT IN ({', '.join(['%s'] * len(without))})" if without else ""
    sql = f"SELECT s.id FROM {source} WHERE {text} AND s.language = %s AND {PUBLIC.format('e')} {kept} LIMIT {most}"
    return sql, [*values, language, *[moment] * 4, *without]


def cost(stretches: list[Stretches], phrase: str) -> tuple[str, list[str]]:
    """Return the expression of how well an entry `s` answers, less is better, and its values.

    A title that is the query comes first; words side by side come before words apart.
    """
    parts, values = ["CASE WHEN s.heading = %s THEN -9 ELSE 0 END"], [phrase]
    if len(stretches) > 1:
        title, text = (_holds([f" {phrase}"], column, values) for column in ("s.folded_title", "s.folded"))
        parts.append(f"CASE WHEN {title} THEN -4 WHEN {text} THEN -2 ELSE 0 END")
    for word in stretches:
        text, found = _cost_of_word(word)
        parts.append(text)
        values += found
    return " + ".join(parts), values


def _cost_of_word(word: Stretches) -> tuple[str, list[str]]:
    cases, values = [], []
    for column, more in (("s.folded_title", 0), ("s.folded", IN_BODY)):
        for price, found in word.costs:
            cases.append(f"WHEN {_holds(found, column, values)} THEN {price + more}")
    return f"CASE {' '.join(cases)} ELSE {WITHOUT if word.needed else WITHOUT_LITTLE} END", values
