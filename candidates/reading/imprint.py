"""The imprint: who made, ordered and paid for the text, when and in how many copies.

The law on elections asks for it on every campaign paper (Kyrgyz Republic,
constitutional law on elections, art. 22 and 28). It is found by its labels in
Kyrgyz, Russian and English, run together in one paragraph or a label a line.
"""

import re

from .lines import Line
from .sentences import sentence_ends

_KINDS = {
    "producer": r"аткаруучу(?:су)?|даярдаган|өндүрүүчү(?:сү)?|басып\s+чыгаруучу|басмакана|изготовител[ья]|изготовлено"
    r"|производитель|исполнитель|отпечатано|напечатано|типография"
    r"|(?:produced|printed|made|prepared)\s+(?:and\s+\w+\s+)?by|producer|printer",
    "commissioner": r"буйр?у?р?тмачы(?:сы)?|буюртмачы(?:сы)?|(?:буйрутма|буюртма)\s+берген"
    r"|заказчик|заказано|заказал[аи]?"
    r"|(?:commissioned|ordered)\s+by|commissioner|customer|client",
    "payer": r"төлөөчү|төлөм\s+булагы|плательщик|оплачен[оа]?|оплатил[аи]?|оплата(?:\s+произведена)?"
    r"|источник\s+(?:оплаты|финансирования)"
    r"|paid(?:\s+for)?(?=\s+(?:by|from|out))|paid\s+for|payer|(?:funded|financed)(?=\s+(?:by|from))",
    "issue_date": r"(?:чыга\s+турган|чыккан|чыгарылган|даярдалган|басылган|жарык\s+көргөн)\s+күнү"
    r"|дата\s+(?:выпуска|изготовления|выхода|публикации|печати|издания)"
    r"|(?:issue|publication|printing|print|release|production)\s+date"
    r"|date\s+of\s+(?:issue|publication|release|production|printing)|issued(?:\s+on)?",
    "print_run": r"нускасы|нуска(?:лардын)?\s+саны|тиражы?|print[\s-]*run|circulation|number\s+of\s+copies|copies",
    "address": r"дареги|адрес[иы]?|address",
}
_FUND = (
    r"фонд\w*[^.!?\n]{0,60}?(?:төлөн\w+|каржылан\w+)|төлөм[^.!?\n]{0,90}?фонд\w+\s+жүргүзүл\w+|(?:средств|сч[её]т)\w*\s+(?:\w+\s+){0,2}(?:избирательн\w+\s+)?фонда"
    r"|(?:election|campaign)\s+fund"
)
_FINANCE = (
    r"(?:финанс\w*|каржы\w*)[^.:!?\n]{0,60}?өкүл\w*"
    r"|уполномоченн\w+\s+(?:представител\w+|лиц\w+)\s+по\s+финансовым\s+вопросам|финансов\w+\s+представител\w+"
    r"|(?:authori[sz]ed\s+)?(?:financial|finance)\s+(?:representative|agent|officer)"
)
#: A label opens a line or a sentence, or follows a comma; it is not a word in mid-sentence.
LABEL = re.compile(
    r"(?:^|(?<=[.!?;,|»\"”)*\n/•-])|(?<=[.!?;,|»\"”)*/•-]\s))[\s*_#]*(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
    + r")(?!\w)[*_]*",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN = re.compile(rf"(?P<payer>{_FUND})|(?P<finance>{_FINANCE})", re.IGNORECASE)
FINANCE = re.compile(_FINANCE, re.IGNORECASE)
_STEMS = (
    "аткаруучу даярдаган өндүрүүчү чыгаруучу басмакана изготов производител исполнител отпечатано напечатано"
    " типограф produced printed made prepared producer printer буй буюртмачы заказ commission ordered customer client"
    " төлө плательщик оплат оплач финанс каржы paid payer funded financ күнү дата date issued нуска тираж run"
    " circulation copies фонд fund"
).split()
#: How labels end that are verbs («Printed by», «Заказано») and need no colon.
_VERBAL = ("by", "но", "on", "id", "or", "на", "ed", "ил", "ла", "ли", "ал")
_FACTS = ("producer", "commissioner", "payer", "issue_date", "print_run", "finance")


def find_imprints(text: str, lines: list[Line]) -> list[tuple[int, int, int]]:
    """Return the imprints as (first line, offset in it, last line).

    An imprint runs from the first label to the end of the line that holds the
    last one; one or two unlabelled short lines between labels (a value under
    its label, an address) belong to it. It states at least two facts, or that
    the election fund paid.
    """
    low = text.lower()
    stems = [stem for stem in _STEMS if stem in low]
    if not stems:
        return []
    marks = [_marks(text, line, stems) for line in lines]
    found = []
    i = 0
    while i < len(lines):
        if not marks[i]:
            i += 1
            continue
        last, kinds = i, {kind for kind, _ in marks[i]}
        j = i + 1
        while j < len(lines) and j - last <= 2 and lines[j].end - lines[j].start < 600:
            if marks[j]:
                last = j
                kinds |= {kind for kind, _ in marks[j]}
            j += 1
        if text[lines[last].start : lines[last].end].rstrip("*_ ").endswith(":") and last + 1 < len(lines):
            last += 1
        if len(kinds & set(_FACTS)) >= 2 or "fund" in kinds:
            found.append((i, _begin(text, lines[i], marks[i][0][1]), last))
        i = last + 1  # a part of what states too few facts states no more
    return found


def _marks(text: str, line: Line, stems: list[str]) -> list[tuple[str, int]]:
    """Return the kinds of facts a line states, with their offsets."""
    words = text[line.start : line.end]
    low = words.lower()
    if not any(stem in low for stem in stems):
        return []
    found = [
        (match.lastgroup, line.start + match.start())
        for match in LABEL.finditer(words)
        if match.lastgroup != "address" and is_label(words, match)
    ]
    for match in _SIGN.finditer(words):
        kind = "fund" if match["payer"] and _pays(words, match) else "finance"
        if kind == "finance" and match["payer"]:
            continue
        found.append((kind, line.start + match.start()))
    return sorted(found, key=lambda mark: mark[1])


def is_label(words: str, match: re.Match) -> bool:
    """Tell whether a colon, dash, number, quote or name follows, or the label is a whole sentence."""
    after = words[match.end() : match.end() + 6].lstrip(" *_")
    if match.lastgroup in ("producer", "commissioner") and match[0].strip().lower() in ("даярдаган", "client"):
        return after[:1] in ":—–-"
    return not after or after[0] in ':—–-"«“.(' or after[0].isdigit() or match[0].lower().endswith(_VERBAL)


def _pays(words: str, match: re.Match) -> bool:
    """Tell whether the fund is said to pay."""
    around = words[max(0, match.start() - 200) : match.end() + 60].lower()
    return any(
        verb in around for verb in ("төлөн", "төлөм", "каржылан", "оплач", "оплат", "paid", "funded", "financed")
    )


def _begin(text: str, line: Line, first: int) -> int:
    """Return where the sentence begins that the first label or sign stands in."""
    window = max(line.start, first - 400)
    ends = [stop for stop in sentence_ends(text, window, first) if stop <= first]
    return ends[-1] if ends else (line.start if window == line.start else first)
