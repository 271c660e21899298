"""HTML made to be slow or to run: what anybody may have pasted is read in time that grows with its length only."""

import pytest

from publishing import richtext

SHAPES = {
    "formatting that is carried on": '<strong id="{}"><p>',
    "formatting without a space": "<EM/{}><p>",
    "links": '<a href="https://example.kg/{}"><p>',
    "lists inside lists": "<ul><li>",
    "lists closed in vain": "<ul><table><tr><td></ul>",
    "elements nobody knows": "<x{}>",
    "tables": "<table><tr><td>",
    "foreign ground": "<math><mtext><table><mglyph><style>",
    "comments": "<!--",
    "brackets": "<",
}
RUNNING = ("<script", "<style", "<img", "<svg", "<iframe", "onload", "onerror", "javascript:", "<!--")


@pytest.mark.parametrize("shape", SHAPES)
def test_rich_text_stays_as_long_as_it_came_whatever_its_shape(shape):
    """Each of 5,000 unclosed elements, carried on into every later one, would make 12 million."""
    text = "".join(SHAPES[shape].replace("{}", str(number)) for number in range(5000)) + "Үлгү"

    cleaned = richtext.clean(text)

    assert len(cleaned) < 8 * len(text)
    assert not [sign for sign in RUNNING if sign in cleaned]


@pytest.mark.parametrize(
    "text",
    [
        '<p>Бир</p><svg><style><img src=x onerror="alert(1)"></style></svg>',
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        '<p><a href="java&#10;script:alert(1)">а</a><a href=" javascript:alert(1)">б</a></p>',
        '<a href="data:text/html,<script>alert(1)</script>">в</a>',
        '<strong onload="alert(1)>"><p style="x">Үлгү</strong title="><img src=x onerror=alert(1)>">',
        "<" * 300 + "script>alert(1)</script>",
        "<ul>" * 300 + "<img src=x onerror=alert(1)//",
        "<ul>" * 300 + "<<p>img src=x onerror=alert(1)>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    ],
)
def test_rich_text_that_was_mangled_on_purpose_runs_nothing(text):
    cleaned = richtext.clean(text)

    assert richtext.clean(cleaned) == cleaned
    assert not [tag for tag in ("<script", "<style", "<img", "<svg", "<math", "<iframe", "<noscript") if tag in cleaned]
    assert 'href="java' not in cleaned
    assert 'href="data' not in cleaned
