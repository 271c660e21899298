"""Words in templates: days, moments, soft hyphens, paragraphs and addresses, in the language of the page."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlsplit

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from publishing import dates
from publishing.addresses import address_of
from publishing.cards import Card, Chrome
from publishing.hyphens import soft_hyphens
from publishing.languages import NAMES, TRANSLATED_FROM
from publishing.richtext import clean
from publishing.typed import is_web_address

register = template.Library()

BLANK_LINE = re.compile(r"\n\s*\n")
DASH = re.compile(r" (?=[—–] )")
NO_BREAK_SPACE = "\u00a0"


def told(value: date | str | None, tell: Callable[[date, str], str]) -> str:
    """Tell a day or a moment in the language of the page; a card's summary keeps days as ISO text."""
    if not value:
        return ""
    return tell(date.fromisoformat(value) if isinstance(value, str) else value, get_language())


@register.filter
def day(value):
    """Return a day with its year: «2021-жылдын 11-июлу»."""
    return told(value, dates.day)


@register.filter
def short_day(value):
    """Return a day without its year: «11-июль»."""
    return told(value, dates.short_day)


@register.filter
def numeric_day(value):
    """Return a day in figures: «11.07.2021»."""
    return told(value, dates.numeric_day)


@register.filter
def moment(value):
    """Return a day and the time of day in Bishkek."""
    return told(value, dates.moment)


@register.filter
def exact(value):
    """Return a day and the time of day in Bishkek, to the second."""
    return told(value, dates.exact)


@register.filter
def shy(text: str, where: str = "") -> str:
    """Give long words soft hyphens on a Kyrgyz page; `shy:"heading"` spares all but the longest ones.

    A dash stays on the line of the word before it, in any language. Not for names, nor for what is to be quoted.
    """
    words = DASH.sub(NO_BREAK_SPACE, str(text or ""))
    return soft_hyphens(words, heading=where == "heading") if get_language() == "ky" else words


@register.filter
def paragraphs(text: str) -> SafeString:
    """Return plain text as escaped paragraphs; a blank line parts them.

    >>> paragraphs("Бир < эки.\\n\\nҮч.")
    '<p>Бир &lt; эки.</p>\\n<p>Үч.</p>'
    """
    parts = (part.strip() for part in BLANK_LINE.split(text or ""))
    return format_html_join("\n", "<p>{}</p>", ((part,) for part in parts if part))


@register.filter
def rich(html: str) -> SafeString:
    """Return rich text as HTML: sanitised here, in the one place where what people enter is not escaped."""
    return mark_safe(clean(html or ""))  # noqa: S308


@register.simple_block_tag
def kept(content: SafeString) -> SafeString:
    """Return what a block says, so that it can stand in several places: `{% kept as title %}…{% endkept %}`."""
    return content


@register.filter
def web(url: str) -> str:
    """Return an address that leads to a page of the web, nothing for any other: such a link is not made."""
    return url if is_web_address(url) else ""


@register.filter
def host(url: str) -> str:
    """Return whose page an address leads to: «example.kg»."""
    return urlsplit(url).netloc.removeprefix("www.") or url


@register.simple_tag
def longest_word(text: str) -> int:
    """Return the letters of the longest piece that is never broken, by which a headline steps down."""
    return max(map(len, text.replace("-", " ").split()), default=0)


@register.filter
def media(name: str) -> str:
    """Return the address of a stored file."""
    return default_storage.url(name)


@register.filter
def foreign(language: str) -> SafeString | str:
    """Return the `lang` attribute of words that are not in the language of the page, with its leading space."""
    return "" if not language or language == get_language() else format_html(' lang="{}"', language)


@register.filter
def tongue_name(code: str) -> str:
    """Return the name of a language in the language of the page; Django's own `language_name` says it in English."""
    return capfirst(NAMES[code])


@register.filter
def translated_from(code: str) -> str:
    """Say from which language the page was translated."""
    return TRANSLATED_FROM[code]


@register.simple_tag
def address(card: Card, chrome: Chrome, part: int | None = None) -> str:
    """Return the path of a live card, or of one part of it."""
    return address_of(card, chrome, part=part)


@register.simple_tag
def srcset(renditions: Sequence, form: str) -> str:
    """Return the files of one format with their widths; renditions are (name, format, width), as a card keeps them."""
    return ", ".join(f"{media(name)} {width}w" for name, kind, width in renditions if kind == form)


@register.simple_tag
def smallest(renditions: Sequence, form: str) -> str:
    """Return the address of the smallest file of a format, for browsers that know no srcset."""
    return media(min((width, name) for name, kind, width in renditions if kind == form)[1])
