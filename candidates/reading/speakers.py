"""Which labels a text really uses, who is who among them, and who of them asks."""

import re
from collections import Counter
from dataclasses import dataclass, field

from .labels import ANY_WORD, OUTLETS, Candidate, generic_voice


@dataclass(slots=True)
class Labels:
    """The labels a text really uses: from spelling to speaker, and who asks."""

    speakers: dict[str, str] = field(default_factory=dict)
    inline: re.Pattern | None = None
    dashed: bool = False  # «Вопрос — … Ответ — …»

    def __bool__(self) -> bool:
        return bool(self.speakers)

    def speaker(self, candidate: Candidate | None) -> str | None:
        """Return whom a candidate names, None if it is no label here."""
        if candidate is None or (candidate.stop == "-" and not self.dashed):
            return None
        return self.speakers.get(candidate.name)


def choose_labels(found: list[tuple[Candidate, bool]], paragraphs: int) -> Labels:
    """Decide which candidates are labels; the flag tells whether a question follows.

    Spellings of one speaker («Үлгү Мисалов», «Ү. Мисалов», «Мисалов») are put
    together by a word they share.
    """
    dashed = {generic_voice(c.name) for c, _ in found if c.stop == "-"} == {"Q", "A"}
    found = [(c, asks) for c, asks in found if c.stop != "-" or dashed]
    spelled = Counter((c.name, c.stop == ":") for c, _ in found)
    generic = sum(n for (name, _), n in spelled.items() if generic_voice(name))
    speaker_of = _group([name for name, _ in spelled if not generic_voice(name)])
    asked = any(asks and c.stop == ":" and c.name in speaker_of for c, asks in found)
    accepted = _accepted(spelled, speaker_of, paragraphs, asked)
    labels = Labels(dashed=dashed)
    for name, _ in spelled:
        voice = generic_voice(name)
        if voice and (len(name.rstrip(".")) > 1 or generic >= 2):
            labels.speakers[name] = voice
        elif not voice and speaker_of[name] in accepted:
            labels.speakers[name] = speaker_of[name]
    labels.inline = _inside(labels.speakers)
    return labels


def _accepted(spelled: Counter, speaker_of: dict[str, str], paragraphs: int, asked: bool) -> set[str]:
    """Return the persons and outlets whose names are labels."""
    colons: Counter[str] = Counter()
    stops: Counter[str] = Counter()
    generic = generic_stops = 0
    for (name, colon), n in spelled.items():
        if name in speaker_of:
            (colons if colon else stops)[speaker_of[name]] += n
        else:
            generic += n
            generic_stops += 0 if colon else n
    accepted = {who for who, n in colons.items() if n >= 2}
    said_twice = generic_stops + sum(n for n in stops.values() if n >= 2)
    for who, n in stops.items():  # a name with a full stop, and not a short sentence
        if n >= 2 and (who.isupper() or (said_twice - n >= 2 and said_twice * 2 >= paragraphs)):
            accepted.add(who)
    if not accepted and not generic and len(colons) == 2 and asked and paragraphs <= 6:
        return set(colons)  # one question and one answer
    if accepted or generic:
        accepted |= {who for who in colons if " " in who and len(who) <= 40}
    return accepted


def _inside(speakers: dict[str, str]) -> re.Pattern | None:
    """Return a pattern for the names among these labels where they stand inside a line."""
    names = [name for name in speakers if len(name) > 1 and not ANY_WORD.match(name)]
    if not names:
        return None
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True)[:40])
    return re.compile(rf"(?:(?<=[.?!…»\"”)])|(?<=[.?!…»\"”)]\s))\s*[*_]*(?P<name>{either})\s*[*_]*:")


def _group(names: list[str]) -> dict[str, str]:
    """Map each spelling to the first spelling that shares a word of four letters with it."""
    first_with: dict[str, str] = {}
    speaker = {}
    for name in names:
        words = [w for w in re.findall(r"\w+", name.partition("(")[0].partition(",")[0]) if len(w) > 3]
        words = [word.casefold() for word in words] or [name.casefold()]
        who = next((first_with[word] for word in words if word in first_with), name)
        speaker[name] = who
        for word in words:
            first_with.setdefault(word, who)
    return speaker


def voices_of(turns: list[tuple[str, float]]) -> dict[str, str]:
    """Say of each speaker whether he asks ("Q") or replies ("A").

    `turns` gives speaker and how much the turn looks like a question (above 0)
    or an answer (below). Who asks most asks; if nothing tells, the first does.

    >>> voices_of([("КАБАР", 1.0), ("Мисалов", -2.0), ("КАБАР", 2.0)])
    {'КАБАР': 'Q', 'Мисалов': 'A'}
    """
    scores: dict[str, list[float]] = {}
    for who, score in turns:
        scores.setdefault(who, []).append(score)
    mean = {who: sum(values) / len(values) + (1.5 if OUTLETS.search(who) else 0) for who, values in scores.items()}
    named = [who for who in mean if who not in ("Q", "A")]
    voices = {who: who for who in mean if who in ("Q", "A")}
    voices |= {who: "Q" if mean[who] > 0.3 else "A" for who in named}
    if len(named) >= 2 and not {"Q", "A"} & set(mean):
        ranked = sorted(named, key=lambda who: -mean[who])  # stable: the first speaker wins a tie
        voices[ranked[0]] = "Q"
        voices[ranked[-1]] = "A"
    return voices
