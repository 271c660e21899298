"""Marks in a text: HTML to text with Markdown marks, and Markdown marks off a text.

Written by hand rather than with `html.parser` because here an unknown tag, an
unclosed comment or script is *text*: a reader that promises to lose nothing
may not swallow the rest of a page. One pass, no tree, no recursion: depth does
not matter, nothing is ever executed or fetched.
"""

import html
import re

_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9]*+)((?:"[^"<]*+"|'[^'<]*+'|[^"'<>]++)*+)>|<!(?=--|[Dd][Oo])""")
_BREAK = {"br": "\n", "hr": "\n\n", "td": "\n", "th": "\n", "tr": "\n", "dt": "\n\n", "dd": "\n\n"}
_BREAK |= dict.fromkeys(
    "p div section article header footer main aside nav blockquote pre figure figcaption ul ol dl"
    " table tbody thead tfoot form fieldset address html body head title button option".split(),
    "\n\n",
)
_HEADINGS = {f"h{level}": "\n\n# " for level in range(1, 7)}
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em", "cite"}
_SILENT = {"script", "style", "template"}
_INLINE = set(
    "span a img font u s sub sup small big mark code del ins label meta link center time abbr q"
    " svg path g iframe video audio source picture input noscript tt wbr nobr o".split()
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)
_KNOWN = {*_BREAK, *_HEADINGS, *_BOLD, *_ITALIC, *_SILENT, *_INLINE, "li"}
_SURE_SIGN = re.compile(
    r"</(?:p|div|b|strong|i|em|h[1-6]|span|li|a|td|body|section|article|blockquote)\s*>"
    r"|<br\s*/?>|<p(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
# Each looks only as far as the next star or underscore, so a pass is linear.
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]+)(?<=\S)\1(?!\*)")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]+)(?<=\S)\1(?!\w)")


def is_html(text: str) -> bool:
    """Tell whether the text is pasted HTML: it has a tag nobody types by chance.

    >>> is_html("<p>Салам</p>"), is_html("a < b > c")
    (True, False)
    """
    return bool(_SURE_SIGN.search(text))


def html_to_text(source: str) -> str:
    """Return the text of a page or a snippet, bold and italic as Markdown marks.

    >>> html_to_text("<p><b>Кимсиз</b><b>?</b></p><p>Мисалов.</p>").split("\\n\\n")
    ['**Кимсиз?**', 'Мисалов.']
    """
    writer = _Writer()
    at = 0
    while match := _TAG.search(source, at):
        writer.write(html.unescape(source[at : match.start()]))
        at = _after(writer, source, match)
    writer.write(html.unescape(source[at:]))
    return writer.text()


def _after(writer: "_Writer", source: str, match: re.Match) -> int:
    """Obey one tag and return where the text goes on."""
    name = (match[2] or "").lower()
    if not name:
        end = source.find("-->" if source.startswith("<!--", match.start()) else ">", match.end())
        if end < 0:  # never closed: then it is text
            writer.write(source[match.start() :])
            return len(source)
        return end + (3 if source[end] == "-" else 1)
    if name in _SILENT and not match[1]:
        if name in writer.unclosed:  # looked for once: not again for each of a thousand
            return match.end()
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, match.end())
        if not closing:
            writer.unclosed.add(name)
        return closing.end() if closing else match.end()
    if name in _KNOWN:
        writer.tag(name, match[3], closing=bool(match[1]))
    else:
        writer.write(match[0])
    return match.end()


class _Writer:
    """Collects text; a mark is written only when text under it comes.

    That way neighbouring runs of one emphasis melt into one, empty ones leave
    nothing, and none crosses the border of a paragraph.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.bold = self.italic = 0
        self.open = ""
        self.edge = True
        self.unclosed: set[str] = set()
        self.runs: dict[str, list[bool]] = {}

    def tag(self, name: str, attributes: str = "", *, closing: bool) -> None:
        step = -1 if closing else 1
        if name in _BOLD or name == "span":
            self._weigh(name, attributes, closing=closing)
        elif name in _ITALIC:
            self.italic = max(0, self.italic + step)
        elif name in _BREAK:
            self._border(_BREAK[name])
        elif name in _HEADINGS:
            self._border("\n\n" if closing else _HEADINGS[name])
        elif name == "li" and not closing:
            self._border("\n\n• ")

    def _weigh(self, name: str, attributes: str, *, closing: bool) -> None:
        """Open or close a run that may be bold: by its tag or, as word processors paste it, by its style."""
        runs = self.runs.setdefault(name, [])
        if closing:
            self.bold -= runs.pop() if runs else False
            return
        style = _WEIGHT.search(attributes)
        runs.append(style[1] is not None if style else name in _BOLD)
        self.bold += runs[-1]

    def write(self, text: str) -> None:
        """Write text; within HTML a line end is only a space."""
        if not text:
            return
        bare = text.strip()
        if not bare:
            self._space()
            return
        wanted = "**" if self.bold else "*" if self.italic else ""
        if wanted != self.open:
            self._close()
        if text[0].isspace():
            self._space()
        if wanted and not self.open:
            self.parts.append(wanted)
            self.open = wanted
        self.parts.append(" ".join(bare.split()))
        self.edge = False
        if text[-1].isspace():
            self._space()

    def text(self) -> str:
        self._close()
        return re.sub(r"\n{3,}", "\n\n", "".join(self.parts)).strip()

    def _space(self) -> None:
        if not self.edge:
            self.parts.append(" ")
            self.edge = True

    def _close(self) -> None:
        if self.open:
            # The mark belongs to the word, the space stays outside.
            spaced = self.parts[-1] == " "
            if spaced:
                self.parts.pop()
            self.parts.append(self.open)
            if spaced:
                self.parts.append(" ")
            self.open = ""

    def _border(self, mark: str) -> None:
        self._close()
        self.parts.append(mark)
        self.edge = True


def without_marks(text: str) -> str:
    """Take the marks of emphasis off a clean text, lone stars and underscores stay.

    >>> without_marks("Бул **абдан** маанилүү, 2 * 2")
    'Бул абдан маанилүү, 2 * 2'
    """
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "_" in text:
        text = _UNDERSCORES.sub(r"\2", text)
    return text
