"""What is in the kit: logo, portraits with their rights, facts, imprint, and a word on how to use it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from candidates import cutting
from elections.imprint import compose, together
from emgek.press_kit import telling
from emgek.press_kit.logo import logos
from emgek.press_kit.zipping import File
from publishing import reading
from publishing.cards import Card, Chrome
from publishing.pictures import Picture

BATCH = 200


@dataclass(slots=True)
class Gathered:
    """What the candidates leave behind while their portraits go by: rights, imprints, and the newest change."""

    changed_at: datetime
    rights: list[tuple[str, ...]] = field(default_factory=list)
    imprints: list = field(default_factory=list)
    count: int = 0

    def note(self, card: Card) -> None:
        """Take note of a candidate."""
        self.count += 1
        self.changed_at = max(self.changed_at, card.starts_at)
        if card.document.imprint:
            self.imprints = together([*self.imprints, card.document.imprint])


def files(chrome: Chrome, home: str) -> Iterator[File]:
    """Yield the files of the kit in the language of the chrome: first what is drawn, last what tells of it all.

    `home` is the absolute address of the site.
    """
    gathered = Gathered(max((card.starts_at for card in chrome.cards), default=chrome.at))
    drawn_at = gathered.changed_at
    for form, content in logos(chrome).items():
        yield File(f"logo/logo.{form}", content, drawn_at)
    for card in standing(chrome):
        gathered.note(card)
        yield from portrait(card, gathered, chrome.language)
    with override(chrome.language):
        told = texts(chrome, gathered, home)
    for name, text in told.items():
        yield File(name, text.encode(), gathered.changed_at)


def standing(chrome: Chrome) -> Iterator[Card]:
    """Yield who stands in the current election, in the order of its list, a batch at a time."""
    if chrome.election is None:
        return
    target, after = ("election", chrome.election.object_id), None
    while True:
        links = reading.listed(
            target,
            "candidacy",
            "candidate",
            chrome.language,
            chrome.at,
            limit=BATCH,
            after=after,
            documents=True,
        )
        yield from (link.card for link in links)
        if len(links) < BATCH:
            return
        after = links[-1].sort_key, links[-1].card.object_id


def portrait(card: Card, gathered: Gathered, language: str) -> Iterator[File]:
    """Yield a candidate's portrait and record its rights; one whose photographer is not recorded is left out."""
    picture: Picture | None = card.document.portrait
    if picture is None:
        return
    name, content = f"portraits/{card.slug}.jpg", largest(picture) if picture.credit else None
    if content is None:
        with override(language):
            reason = _("left out: the file is not there") if picture.credit else _("left out: no photographer recorded")
        gathered.rights.append(("", card.title, picture.credit, picture.alt, reason))
        return
    gathered.rights.append((name, card.title, picture.credit, picture.alt, ""))
    yield File(name, content, card.starts_at)


def largest(picture: Picture) -> bytes | None:
    """Return the largest JPEG that the site shows; None where the file is gone."""
    found = max((one for one in picture.renditions if one.format == "jpeg"), key=lambda one: one.width, default=None)
    try:
        return cutting.bytes_of(found.name) if found else None
    except FileNotFoundError:
        return None


def texts(chrome: Chrome, gathered: Gathered, home: str) -> dict[str, str]:
    """Return the texts of the kit by file name, in the active language."""
    return {
        "portraits/rights.csv": telling.rights_table(gathered.rights),
        "facts.txt": telling.facts(chrome, gathered.count, home),
        "imprint.txt": "".join(f"{compose(one, chrome.language)}\n" for one in gathered.imprints),
        "read-me.txt": telling.read_me(chrome, gathered.changed_at, home),
    }
