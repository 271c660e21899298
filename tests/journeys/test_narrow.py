"""Large letters and small windows: nothing runs out of the side, nothing is cut off (WCAG 1.4.4, 1.4.10, 1.4.12)."""

import pytest

from tests.public_pages import PAGES, address

NARROWEST = {"width": 320, "height": 256}  # 1280 × 1024 enlarged four times
PHONE = {"width": 360, "height": 740}
DESK_ENLARGED = {"width": 640, "height": 512}  # 1280 × 1024 enlarged twice
LARGER_LETTERS = "html { font-size: 150% !important }"
TWICE_THE_LETTERS = "html { font-size: 200% !important }"
#: WCAG 1.4.12, word for word.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"
WEAR = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"""
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = node => node && (getComputedStyle(node).overflowX !== 'visible' || scrolls(node.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter(node => node.getBoundingClientRect().right > wide + 1 && !scrolls(node.parentElement))
    .map(node => `${node.tagName} .${node.className}: ${node.textContent.trim().slice(0, 40)}`).slice(-3);
}"""
CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter(node => {
  const style = getComputedStyle(node);
  if (!/hidden|clip/.test(style.overflow + style.overflowX + style.overflowY)) return false;
  if (style.clipPath !== 'none' || !node.textContent.trim()) return false; // hidden from the eye on purpose
  if (node.closest('[aria-hidden=true], svg, picture')) return false;
  return node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
}).map(node => `${node.tagName} .${node.className}: ${node.textContent.trim().slice(0, 40)}`)"""
WAYS = {
    "320 px": (NARROWEST, ""),
    "twice the size": (DESK_ENLARGED, ""),
    "letters twice as large": ({"width": 1280, "height": 800}, TWICE_THE_LETTERS),
    "larger letters on a phone": (PHONE, LARGER_LETTERS),
    "letters twice as large on the narrowest": (NARROWEST, TWICE_THE_LETTERS),
    "spaced letters": (PHONE, SPACED),
}


@pytest.mark.parametrize("language", ["ky", *(pytest.param(code, marks=pytest.mark.slow) for code in ("ru", "en"))])
def test_nothing_runs_out_of_the_side_or_is_cut_off(furnished, open_page, language):
    window = open_page(viewport=PHONE, reduced_motion="reduce")
    found = []

    for name in PAGES:
        assert window.goto(address(name, language)).status == PAGES[name][2]
        window.evaluate(UNFOLD)
        for way, (size, css) in WAYS.items():
            window.set_viewport_size(size)
            window.evaluate(WEAR, css)
            found += [f"{name}, {way}: too wide: {node}" for node in window.evaluate(TOO_WIDE)]
            found += [f"{name}, {way}: cut off: {node}" for node in window.evaluate(CUT_OFF)]

    assert not found, "\n".join(found)
