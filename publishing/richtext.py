"""Rich text: one declaration gives what the editor offers and what the sanitizer lets through, in and out."""

import html
import re
from collections import Counter

import nh3

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Link": {"enableTarget": False},
}
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
#: What HTML carries on into every later paragraph until it is closed; the editor gives none of them attributes.
CARRIED = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^>]*>", re.IGNORECASE)
#: How deep elements may lie inside each other; deeper, a parser's time grows with the square of the length.
DEEPEST = 200
OPENING_OR_CLOSING = re.compile(r"<(/?)(?!(?:p|br|hr|img|li|wbr|td|th|tr|dt|dd)\b)([a-z][a-z0-9]*)", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the HTML with nothing but the tags the editor offers; links only to http, https, mailto and tel.

    >>> clean('<p onclick="x()">Бир</p><script>x()</script>')
    '<p>Бир</p>'
    """
    return nh3.clean(
        readable(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def readable(text: str) -> str:
    """Return HTML that takes no more time to read than its length is worth: it is text that anybody may have pasted.

    >>> readable('<strong id="1">Бир</strong>'), readable("<ul>" * 300 + "Бир").strip()
    ('<strong>Бир</strong>', 'Бир')
    """
    text = CARRIED.sub(r"<\1>", text)
    return re.sub(r"<[^>]*>", " ", text) if is_too_deep(text) else text


def is_too_deep(text: str) -> bool:
    """Say whether elements lie too deep inside each other; one that is never closed counts to the end."""
    open_now, deep = Counter(), 0
    for closing, name in OPENING_OR_CLOSING.findall(text):
        step = -1 if closing else 1
        if open_now[name.lower()] + step >= 0:
            open_now[name.lower()] += step
            deep += step
        if deep > DEEPEST:
            return True
    return False


def plain(text: str) -> str:
    """Return the words of rich text without its tags, for search.

    >>> plain('<p>Бир &amp; эки</p><ul><li>үч</li></ul>')
    'Бир & эки үч'
    """
    parted = re.sub(r"</(?:p|li|ul|ol)>|<br>", r" \g<0>", text)
    return " ".join(html.unescape(nh3.clean(parted, tags=set())).split())
