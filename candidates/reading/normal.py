"""The one text all offsets count in: decoded, without tags, composed, with plain spaces."""

import re
import unicodedata

from .markup import html_to_text, is_html

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile(r"[\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Soft hyphens, zero-width signs, marks of direction, control characters. Not
#: before a combining mark: it would then be composed with the letter before,
#: and a letter of the input would have changed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "(?![\u0300-\u036f\u0483-\u0489])"
)


def normalise(text: str) -> str:
    """Return the text as it is read, and in which all offsets count.

    Pasted HTML becomes text with Markdown marks; Unicode is composed (NFC);
    line ends become ``\\n``, other spaces a plain space; unseen characters go.
    ``\\r\\n`` becomes a space and ``\\n``, so that for plain text without unseen
    or decomposed characters offsets are those of the text given.

    >>> normalise("ай\\u00adтып\\xa0бер\\r\\n")
    'айтып бер \\n'
    """
    if is_html(text):
        text = html_to_text(text)
    text = unicodedata.normalize("NFC", text)
    text = _LINE_END.sub(lambda end: " \n" if end[0] == "\r\n" else "\n", text)
    text = _SPACE.sub(" ", text)
    return _UNSEEN.sub("", text)
