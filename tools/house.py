"""The rules of the house that no off-the-shelf linter knows: names of rooms, templates and style sheets.

Each rule is a function from the root of the checkout to complaints, `file:line: what is wrong`. tests/test_house.py
runs them one by one; `make check` runs them all.
"""

import re
import sys
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
APPS = ("emgek", "candidates", "programs", "elections", "publishing", "staff")

NO_ROOMS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "services", "selectors"}
IN_EVERY_APP = {"__init__", "admin", "apps", "models", "translation"}
MODULE_LINES = 400
TEMPLATE_LINES = 60

# Component files that serve a page made of several small blocks, so none of the blocks gives the file its name.
PAGES_OF_BLOCKS = {"search", "absent"}


def place(root, path, line=None):
    """Return where a complaint belongs, as an editor opens it."""
    name = path.relative_to(root).as_posix()
    return f"{name}:{line}" if line else name


# Modules -----------------------------------------------------------------------------------------


def modules(root):
    """Yield the Python modules that people write."""
    for folder in (*APPS, "tests", "tools"):
        yield from (path for path in sorted((root / folder).rglob("*.py")) if "migrations" not in path.parts)


def rooms_without_a_name(root=ROOT):
    """A module or folder is named by what it holds or does."""
    folders = {path.parent for path in modules(root)}
    named = sorted(folders) + [path for path in modules(root) if path.name != "__init__.py"]
    return [f"{place(root, path)}: a room of this name holds anything" for path in named if path.stem in NO_ROOMS]


def rooms_nobody_finds(root=ROOT):
    """The page of the architecture names every module of the largest floor, so that a room is found in a minute."""
    told = set(re.findall(r"`(\w+)`", (root / "docs" / "architecture.md").read_text("utf-8")))
    rooms = sorted((root / "publishing").glob("*.py"))
    return [f"{place(root, path)}: not named there" for path in rooms if path.stem not in told | IN_EVERY_APP]


def modules_too_long(root=ROOT):
    """A module is split by class before it is longer than a person can hold in mind."""
    lengths = ((path, len(path.read_text("utf-8").splitlines())) for path in modules(root))
    return [
        f"{place(root, path)}: {length} lines, {MODULE_LINES} at most"
        for path, length in lengths
        if length > MODULE_LINES
    ]


# Templates ---------------------------------------------------------------------------------------

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL)
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
IN_TEMPLATE_CODE = [
    (
        re.compile(r"\{\{[^}]*\|\s*safe(seq)?\b|\{%\s*autoescape\s+off"),
        "what people enter is escaped or sanitised, never marked safe",
    ),
    (re.compile(r"\{%\s*endblock\s*%\}"), "endblock says which block it ends"),
    (
        re.compile(r"\{%\s*include\b(?:(?!%\}|\bonly\b).)*%\}", re.DOTALL),
        "a partial gets what it needs by `with … only`",
    ),
]
IN_HTML = [
    (
        re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=.application/(?:ld\+)?json)", re.IGNORECASE),
        "no inline script",
    ),
    (re.compile(r"<style\b", re.IGNORECASE), "no inline style sheet"),
    (re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE), "no style attribute"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE), "no event attribute"),
]


def templates(root):
    """Yield our templates of HTML."""
    for folder in ("templates", *(f"{app}/templates" for app in APPS)):
        yield from sorted((root / folder).rglob("*.html"))


def blanked(text, pattern):
    """Return the text with every match blanked, so that lines and offsets stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def template_faults(text):
    """Return [(line, what is wrong)] of the text of one template.

    >>> template_faults('<p style="color: red">{{ name|safe }}</p>')
    [(1, 'no style attribute'), (1, 'what people enter is escaped or sanitised, never marked safe')]
    """
    code = blanked(text, COMMENT)
    html = blanked(code, TEMPLATE_CODE)
    faults = [(match.start(), wrong) for pattern, wrong in IN_TEMPLATE_CODE for match in pattern.finditer(code)]
    faults += [(match.start(), wrong) for pattern, wrong in IN_HTML for match in pattern.finditer(html)]
    return sorted((text.count("\n", 0, start) + 1, wrong) for start, wrong in faults)


def faulty_templates(root=ROOT):
    """Templates escape what they show, name their blocks, carry no inline script or style, and stay short."""
    complaints = []
    for path in templates(root):
        text = path.read_text("utf-8")
        length = len(text.splitlines())
        if length > TEMPLATE_LINES:
            complaints.append(f"{place(root, path)}: {length} lines, {TEMPLATE_LINES} at most: cut a partial out")
        complaints += [f"{place(root, path, line)}: {wrong}" for line, wrong in template_faults(text)]
    return complaints


POST = re.compile(r"<form\b[^>]*\bmethod=.post", re.IGNORECASE)
INCLUDE = re.compile(r"""\{%\s*include\s+["']([^"']+)["']((?:(?!%\}).)*)%\}""", re.DOTALL)
TOKEN = re.compile(r"\{%\s*csrf_token\s*%\}|\{\{\s*csrf_token\s*\}\}|\bcsrf_token=")
#: The demo's clock: a token would give readers a cookie (emgek/demo_bar.py).
NO_TOKEN = {"_demo_bar.html"}


def forms_without_a_token(root=ROOT):
    """A form that is sent carries the token against forgery; a partial with such a form is given it."""
    texts = {path: blanked(path.read_text("utf-8"), COMMENT) for path in templates(root)}
    with_token = {path.name for path, text in texts.items() if TOKEN.search(text)}
    complaints = [
        f"{place(root, path)}: a form without its token"
        for path, text in texts.items()
        if POST.search(text) and path.name not in with_token | NO_TOKEN
    ]
    for path, text in texts.items():
        for match in INCLUDE.finditer(text):
            if Path(match[1]).name in with_token and not TOKEN.search(match[2]):
                line = text.count("\n", 0, match.start()) + 1
                complaints.append(f"{place(root, path, line)}: {match[1]} needs csrf_token=csrf_token")
    return complaints


# Style sheets ------------------------------------------------------------------------------------

IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([\w./-]+)["']?\)?\s*(?:layer\((\w+)\))?""")
CLASS = re.compile(r"\.(-?[a-z_][\w-]*)", re.IGNORECASE)
GROUPS = ("container", "layer", "media", "scope", "supports")  # at-rules that hold further rules
IN_CSS = [
    (re.compile(r"!\s*important", re.IGNORECASE), "the order of layers decides, never !important"),
    (
        re.compile(r"""(?:url\(\s*["']?|@import\s+["'])\s*(?:https?:)?//""", re.IGNORECASE),
        "nothing is loaded from another host",
    ),
]


def style_sheets(root):
    """Yield our style sheets."""
    yield from sorted((root / "static" / "css").glob("*.css"))


def css_code(path):
    """Return the text of a style sheet without its comments."""
    return blanked(path.read_text("utf-8"), re.compile(r"/\*.*?\*/", re.DOTALL))


def block_of(name):
    """Return the block that a BEM class belongs to.

    >>> block_of("person__names"), block_of("page-head--poster")
    ('person', 'page-head')
    """
    return re.split(r"__|--", name)[0]


def blocks_led(path):
    """Return the blocks that a style sheet sets, states (`is-…`) aside.

    A selector sets the block of its first class; one that names the file's own block, as in `.ballot .mark`, sets that.
    """
    led = set()

    def walk(nodes):
        for rule in nodes:
            if rule.type == "qualified-rule":
                for selector in tinycss2.serialize(rule.prelude).split(","):
                    blocks = [block_of(name) for name in CLASS.findall(selector) if not name.startswith("is-")]
                    led.update([path.stem] if path.stem in blocks else blocks[:1])
            elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in GROUPS:
                walk(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))

    walk(tinycss2.parse_stylesheet(css_code(path), skip_comments=True, skip_whitespace=True))
    return led


def imported(root):
    """Return {name of style sheet: layer} of what the style sheets import."""
    return {Path(name).name: layer for path in style_sheets(root) for name, layer in IMPORT.findall(css_code(path))}


def faulty_style_sheets(root=ROOT):
    """Style sheets need no force and no other host."""
    return [
        f"{place(root, path, css_code(path).count(chr(10), 0, match.start()) + 1)}: {wrong}"
        for path in style_sheets(root)
        for pattern, wrong in IN_CSS
        for match in pattern.finditer(css_code(path))
    ]


def components_in_two_files(root=ROOT):
    """A component is one style sheet, named like its block and its partial, and no other component file sets it."""
    layers = imported(root)
    owners, complaints = {}, []
    for path in style_sheets(root):
        if layers.get(path.name) != "components":
            continue
        led = blocks_led(path)
        if path.stem not in led | PAGES_OF_BLOCKS:
            complaints.append(f"{place(root, path)}: no block of it is called {path.stem}")
        for block in led:
            owners.setdefault(block, []).append(path)
    for block, paths in sorted(owners.items()):
        if len(paths) > 1:
            files = ", ".join(place(root, path) for path in paths)
            complaints.append(f"{files}: all of them set .{block}")
    return complaints


def style_sheets_nobody_loads(root=ROOT):
    """A style sheet is imported by another or named in a template or in the settings."""
    layers = imported(root)
    readers = [*templates(root), *(path for app in APPS for path in (root / app).rglob("*.py"))]
    text = "\n".join(path.read_text("utf-8") for path in readers)
    return [
        f"{place(root, path)}: nothing loads it"
        for path in style_sheets(root)
        if path.name not in layers and f"css/{path.name}" not in text
    ]


RULES = (
    rooms_without_a_name,
    rooms_nobody_finds,
    modules_too_long,
    faulty_templates,
    forms_without_a_token,
    faulty_style_sheets,
    components_in_two_files,
    style_sheets_nobody_loads,
)


def main():
    """Print every complaint under its rule; return 1 where there is one."""
    failed = 0
    for rule in RULES:
        complaints = rule()
        failed += len(complaints)
        if complaints:
            print(rule.__doc__.splitlines()[0])
            print("\n".join(f"  {complaint}" for complaint in complaints))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
