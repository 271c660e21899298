"""Whether an answer still says what the raw text says: word for word, paragraph by paragraph.

Signs and capitals do not count, since a reader's eye and the press office mend those; a word that came or went does.
"""

import re

from django.utils.translation import gettext_lazy as _

from candidates.reading.normal import normalise
from publishing.problems import Level, Problem

WORD = re.compile(r"\w+")
BLANK_LINE = re.compile(r"\n\s*\n")


def spoken(text: str) -> str:
    """Return the words of a text between blanks.

    >>> spoken("— Ооба, «Эмгек»!")
    ' ооба эмгек '
    """
    return f" {' '.join(WORD.findall(normalise(text).casefold()))} "


def is_verbatim(answer: str, raw: str) -> bool:
    """Say whether every paragraph of an answer stands in a raw text, given as `spoken` returns it.

    >>> raw = spoken("— Сиз кимсиз? — Мен экологмун, Бишкекте жашайм.")
    >>> is_verbatim("Мен экологмун. Бишкекте жашайм!", raw), is_verbatim("Мен Бишкекте жашайм.", raw)
    (True, False)
    """
    return all(spoken(paragraph) in raw for paragraph in BLANK_LINE.split(answer) if WORD.search(paragraph))


def remark(answer: str, raw: str) -> str:
    """Return what the desk says beside an answer; nothing where there is no answer or no raw text."""
    if not answer.strip() or not raw.strip():
        return ""
    return _("as in the raw text") if is_verbatim(answer, raw) else _("differs from the raw text")


def departures(blocks, raw: str) -> list[Problem]:
    """Return a warning that names the answers of a document which do not say what the raw text says."""
    answers = enumerate((block.answer for block in blocks), start=1)
    changed = [str(place) for place, answer in answers if raw.strip() and not is_verbatim(answer, raw)]
    if not changed:
        return []
    sentence = _("The interview is called verbatim, but answers differ from the raw text: %(numbers)s.")
    message = sentence % {"numbers": ", ".join(changed)}
    return [Problem(code="not_verbatim", message=message, level=Level.WARNING)]
