"""The words of a page as a reader meets them: what stands in its `<main>`, block by block."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

HEADINGS = {"h1", "h2", "h3", "h4"}
BLOCKS = HEADINGS | {
    *("p", "li", "dt", "dd", "blockquote", "figcaption", "caption", "tr", "summary", "div", "section"),
    *(
        "header",
        "footer",
        "nav",
        "form",
        "label",
        "ol",
        "ul",
        "dl",
        "figure",
        "table",
        "main",
        "br",
        "aside",
        "details",
    ),
}
SILENT = {"script", "style", "svg", "template", "select", "button", "noscript", "nav"}
APART = {"span", "a", "time", "small"}
QUOTING = "quote"
SOFT = str.maketrans({"\u00ad": None, "\u200b": None})
BEFORE_SIGN = re.compile(r" (?=[.,:;!?»)](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of text; `level` is 1 to 4 for a heading, 0 for all else."""

    text: str
    level: int = 0


class _Main(HTMLParser):
    """Gathers blocks; ways through the page and the help for quoting repeat what stands there, so they are silent."""

    def __init__(self):
        super().__init__()
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.silent: list[str] = []
        self.inside, self.level, self.term = False, 0, ""

    def handle_starttag(self, tag, attrs):
        if tag == "main":
            self.inside = True
        if self.silent:
            self.silent += [tag] if tag == self.silent[0] else []
        elif tag in SILENT or QUOTING in (dict(attrs).get("class") or "").split():
            self.silent.append(tag)
        self.border(tag)
        if tag in BLOCKS:
            self.level = int(tag[1]) if tag in HEADINGS else 0

    def handle_endtag(self, tag):
        self.border(tag)
        if self.silent and tag == self.silent[0]:
            self.silent.pop()
        if tag in BLOCKS:
            self.level = 0
        if tag == "main":
            self.inside = False

    def handle_data(self, data):
        if self.inside and not self.silent:
            self.words.append(data)

    def border(self, tag):
        if tag in BLOCKS:
            self.close_block(tag)
        elif tag in APART:
            self.words.append(" ")

    def close_block(self, tag):
        text = BEFORE_SIGN.sub("", " ".join("".join(self.words).translate(SOFT).split()))
        self.words = []
        if text and tag == "dt":
            self.term = text
        elif text:
            self.lines.append(Line(f"{self.term}: {text}" if self.term else text, self.level))
            self.term = ""


def text_of(page: str) -> list[Line]:
    """Return the blocks of text of a page.

    >>> text_of("<nav>Меню</nav><main><h1>Үл\\u00adгү</h1><dl><dt>Күнү</dt><dd><b>8-июль</b></dd></dl></main>")
    [Line(text='Үлгү', level=1), Line(text='Күнү: 8-июль', level=0)]
    """
    found = _Main()
    found.feed(page)
    found.close()
    return found.lines
