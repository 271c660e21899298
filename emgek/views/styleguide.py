"""The living page of all components: the real partials, in every state, on both felts; in the demo only.

It asks the database for nothing. What the partials are given stands in `sample_content/styleguide.toml`.
"""

import re
from itertools import count
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from emgek.filling import read
from publishing.palette import contrast, palette

CONTENT = Path(__file__).parents[1] / "sample_content" / "styleguide.toml"
#: Seeds a party might bring; static/css/styleguide.css carries what the palette makes of them.
ACCENTS = {"red": "#d4261c", "yellow": "#ffd500", "blue": "#0057b7", "green": "#009b3a"}
#: Role, class that sets it, and a word long enough to judge it by.
TYPE = (
    ("number", "number styleguide__number", "4"),
    ("h1", "styleguide__h1", "Ышсыз Бишкек"),
    ("h2", "styleguide__h2", "Эмне кылабыз"),
    ("h3, question", "styleguide__h3", "Түтүн маселесин кантип чечсе болот?"),
    ("lead", "lead", "Тартиби партиялык тизмедегидей. Орду жарыялана элек талапкер тизменин аягында турат."),
    ("reading", "reading", "Адегенде эң көп адам жүргөн көчөлөрдөн баштайбыз: тизмени тургундар менен түзөбүз."),
    ("interface", "styleguide__ui", "Шайлоо жөнүндө толук"),
    ("label", "label", "Үлгү шаардык кеңеши, 2030-жылдын 9-июну"),
)
SPACES = range(9)

_TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
_ID = re.compile(r'\b(id|for|aria-labelledby)="([\w-]+)"')
_LANDMARK = re.compile(r'(<(?:aside|nav|section)\b[^>]*?) aria-label(?:ledby)?="[^"]*"')


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component of the public site."""
    if not settings.DEMO:
        raise Http404
    with override("ky"):
        chapters = [chapter | {"components": drawn(chapter)} for chapter in read(CONTENT)["chapters"]]
        context = {"chapters": chapters, "colours": colours(), "accents": accents(), "type": TYPE, "spaces": SPACES}
        response = HttpResponse(render_to_string("styleguide/styleguide.html", context, request))
    response["X-Robots-Tag"] = "noindex"
    return response


def drawn(chapter: dict) -> list[dict]:
    """Return the components of a chapter with their states rendered."""
    return [
        component | {"states": [drawn_state(component, number) for number in range(len(component["states"]))]}
        for component in chapter["components"]
    ]


def drawn_state(component: dict, number: int) -> dict:
    """Return one state rendered twice, once for each felt."""
    state = component["states"][number]
    html = render_to_string(component["partial"], state)
    key = f"{component['name']}-{number}"
    return {"name": state["called"], "one": with_own_ids(html, key), "other": with_own_ids(html, f"{key}-other")}


def with_own_ids(html: SafeString, key: str) -> SafeString:
    """Return a specimen whose ids and landmarks are its own, for it stands on the page more than once.

    >>> with_own_ids(SafeString('<section aria-labelledby="who"><h2 id="who">'), "row-0")
    '<section aria-label="row-0, 1"><h2 id="row-0-who">'
    """
    place = count(1)
    named = _LANDMARK.sub(lambda match: f'{match[1]} aria-label="{key}, {next(place)}"', html)
    return SafeString(_ID.sub(rf'\1="{key}-\2"', named))


def tokens() -> dict[str, tuple[str, str]]:
    """Return the colours of tokens.css as {name: (light, dark)}."""
    text = Path(finders.find("css/tokens.css")).read_text("utf-8")
    return {name: (light, dark) for name, light, dark in _TOKEN.findall(text)}


def colours() -> list[dict]:
    """Return the colours with their contrast on both grounds, light and dark."""
    found = tokens()
    return [
        {
            "name": name,
            "hexes": pair,
            "ratios": [
                [round(contrast(colour, found[ground][felt]), 1) for ground in ("paper", "paper-2")]
                for felt, colour in enumerate(pair)
            ],
        }
        for name, pair in found.items()
    ]


def accents() -> list[dict]:
    """Return the seeds with the tones that are made of them."""
    return [{"name": name, "seed": seed, "tones": palette(seed)} for name, seed in ACCENTS.items()]
