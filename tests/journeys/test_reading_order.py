"""What a screen reader meets, in which order: read from Chromium's accessibility tree (WCAG 1.3.1, 1.3.2, 2.4.6)."""

from collections import Counter, defaultdict

import pytest

from tests.public_pages import LANGUAGES, PAGES, address

ONCE = ("banner", "main", "contentinfo")
MANY = ("navigation", "region", "complementary", "form", "search")
NAMELESS = {(role, "") for role in MANY if role != "search"}
LISTS = ("list", "navigation")
#: Pieces of text in <main> that stand wholly above what the document says before them, in one column.
OUT_OF_ORDER = """() => {
  const shown = [...document.querySelectorAll('main *')].filter(node =>
    [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())
    && node.checkVisibility() && getComputedStyle(node).clipPath === 'none' && !node.closest('.visually-hidden, svg'));
  const boxes = shown.map(node => [node, node.getBoundingClientRect()]);
  return boxes.flatMap(([node, box], place) => {
    const [before, above] = boxes[place - 1] || [];
    const isAbove = before && box.bottom <= above.top && box.left < above.right && above.left < box.right;
    return isAbove ? [`${node.textContent.trim().slice(0, 40)} | ${before.textContent.trim().slice(0, 40)}`] : [];
  });
}"""
#: Words in letters that their language does not have: Cyrillic in English, ң ө ү in Russian. Notes of the desk say that
#: their language is not known (lang=""); an imprint holds proper names as registered, which WCAG 3.1.2 leaves alone.
FOREIGN = """() => {
  const strange = {en: /[\\u0400-\\u04ff]{2}/, ru: /[ңөү]\\p{L}|\\p{L}[ңөү]/iu};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const {data, parentElement: node} = walker.currentNode;
    if (node.closest('script, style, [aria-hidden=true], .imprint dl') || !node.checkVisibility()) continue;
    if (strange[node.closest('[lang]').lang]?.test(data)) found.push(data.trim().slice(0, 50));
  }
  return found;
}"""

#: What is heard on three pages, landmarks and headings, as their story goes.
BEFORE_MAIN = ["form The clock of the demo", "banner", "navigation Sections", "navigation Language", "main"]
AFTER_MAIN = ["h2 Imprint", "contentinfo", "navigation More"]
OUTLINES = {
    "home": [
        "h1 Number on the ballot: 4 Emgek For a city without smoke, help within reach and a green economy",
        "h2 What we will do",
        "h2 Who will do it",
        "h2 How to vote",
    ],
    "interview": [
        "h1 Where the black smoke comes from and how to stop it",
        "navigation Questions",
        "h2 Please tell us about yourself.",
        "h2 What are your plans for the future?",
        "h2 What does the party propose for the development of Bishkek?",
        "complementary Planks that answer 3 speaks to",
        "h2 What kind of people are in the party?",
        "h2 Which of the capital’s problems worries you?",
        "complementary Planks that answer 5 speaks to",
        "h2 How can the smoke problem be solved?",
        "complementary Planks that answer 6 speaks to",
        "h2 If you win a seat, will you take care of ecology?",
        "complementary Planks that answer 7 speaks to",
        "h2 To the voters",
        "h2 About the election",
        "h2 Send this page",
    ],
    "plank": [
        "h1 Smoke-free Bishkek",
        "navigation On this page",
        "h2 In plain words",
        "h2 Why",
        "h2 Measures",
        "h2 Who stands for it",
        "h2 Who explains it",
        "h2 What became of it",
        "h2 Send this page",
    ],
}


@pytest.fixture
def window(furnished, open_page):
    """Open a window in which nothing moves."""
    return open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")


def told(window) -> list[dict]:
    """Return what the accessibility tree tells, in its order: role, name, level, address and the lists around it."""
    session = window.context.new_cdp_session(window)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found = []

    def visit(node: dict, lists: tuple):
        role = node.get("role", {}).get("value", "")
        if not node["ignored"]:
            extras = {extra["name"]: extra["value"].get("value") for extra in node.get("properties", ())}
            name = node.get("name", {}).get("value", "").replace("\xad", "")
            found.append({"role": role, "name": name, "lists": lists} | extras)
        inner = (*lists, node["nodeId"]) if role in LISTS else lists
        for child in node.get("childIds", ()):
            visit(nodes[child], inner)

    visit(next(node for node in nodes.values() if "parentId" not in node), ())
    return found


def headings(tree: list[dict]) -> list[int]:
    return [node["level"] for node in tree if node["role"] == "heading"]


def wrong_headings(tree: list[dict]) -> list[str]:
    """Return what is wrong with the headings: one h1, first, and no level is skipped."""
    levels = headings(tree)
    is_right = levels[:1] == [1] and levels.count(1) == 1
    skipped = any(after > before + 1 for before, after in zip(levels, levels[1:], strict=False))
    return [f"headings {levels}"] if not is_right or skipped else []


def wrong_landmarks(tree: list[dict]) -> list[str]:
    """Return what is wrong with the landmarks: the three of every page once, the others with names of their own."""
    roles = Counter(node["role"] for node in tree)
    names = Counter((node["role"], node["name"]) for node in tree if node["role"] in MANY)
    found = [f"{roles[role]} × {role}" for role in ONCE if roles[role] != 1]
    return found + [f"{count} × {landmark}" for landmark, count in names.items() if count > 1 or landmark in NAMELESS]


def ambiguous_links(tree: list[dict]) -> list[str]:
    """Return links of one list that are called the same and lead to different places."""
    places = defaultdict(set)
    for node in tree:
        if node["role"] == "link" and node["lists"]:
            places[node["lists"][-1], node["name"]].add(node.get("url"))
    return [f"{name!r} leads to {sorted(urls)}" for (_list, name), urls in places.items() if len(urls) > 1]


def test_every_page_is_told_in_order(window):
    found = []

    for turn, name in enumerate(PAGES):
        window.set_viewport_size({"width": 1280, "height": 800})
        window.goto(address(name, LANGUAGES[turn % 3]))
        tree = told(window)
        faults = wrong_headings(tree) + wrong_landmarks(tree) + ambiguous_links(tree)
        window.set_viewport_size({"width": 360, "height": 740})
        faults += [f"seen above what it follows: {pair}" for pair in window.evaluate(OUT_OF_ORDER)]
        found += [f"{name}: {fault}" for fault in faults]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_words_of_another_language_say_so(window, language):
    found = []

    for name in PAGES.keys() - {"register", "history"}:  # lists of imprints
        window.goto(address(name, language))
        found += [f"{name}: {words}" for words in window.evaluate(FOREIGN)]

    assert not found, "\n".join(found)


def outline(tree: list[dict]) -> list[str]:
    """Return the landmarks and the headings of a page as one hears them; h3 and what lies below are left out."""
    roles = {*ONCE, *MANY} - {"region"}
    return [
        f"h{node['level']} {node['name']}" if node["role"] == "heading" else f"{node['role']} {node['name']}".strip()
        for node in tree
        if node["role"] in roles or (node["role"] == "heading" and node["level"] < 3)
    ]


@pytest.mark.parametrize("name", OUTLINES)
def test_page_is_heard_in_the_order_of_its_story(window, name):
    window.goto(address(name, "en"))

    assert outline(told(window)) == [*BEFORE_MAIN, *OUTLINES[name], *AFTER_MAIN]
