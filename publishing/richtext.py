"""Rich text: one declaration gives what the editor offers and what the sanitizer lets through, in and out."""

import html
import re

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


def clean(text: str) -> str:
    """Return the HTML with nothing but the tags the editor offers; links only to http, https, mailto and tel.

    >>> clean('<p onclick="x()">Бир</p><script>x()</script>')
    '<p>Бир</p>'
    """
    return nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def plain(text: str) -> str:
    """Return the words of rich text without its tags, for search.

    >>> plain('<p>Бир &amp; эки</p><ul><li>үч</li></ul>')
    'Бир & эки үч'
    """
    parted = re.sub(r"</(?:p|li|ul|ol)>|<br>", r" \g<0>", text)
    return " ".join(html.unescape(nh3.clean(parted, tags=set())).split())
