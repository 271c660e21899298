"""The addresses of share images: the hash of all that is drawn, so that an address never shows anything else."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import override

from emgek.shares.composing import Shown, poster_of
from emgek.shares.drawing import SIZES, SOURCES
from emgek.shares.poster import Poster
from emgek.shares.wording import loose
from publishing.cards import Card, Chrome, Found
from publishing.pictures import DRAWN

DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareImage:
    """One picture to share: its path on this site, its size in pixels, and what it says in words.

    `size` is "wide" (1200 × 630, for links), "square" (1080 × 1080) or "tall" (1080 × 1920).
    """

    url: str
    size: str
    width: int
    height: int
    alt: str
    poster: Poster

    @property
    def extension(self) -> str:
        """Return "jpg" for a picture with a photograph, else "png"."""
        return "jpg" if self.poster.portrait else "png"

    @property
    def mime_type(self) -> str:
        """Return the type of the file."""
        return "image/jpeg" if self.poster.portrait else "image/png"

    @property
    def stored_name(self) -> str:
        """Return where the drawn file is kept."""
        return f"{DRAWN}/{self.url.rpartition('/')[2].partition('.')[2]}"


def image_of(
    shown: Found | Card | None,
    chrome: Chrome,
    *,
    size: str = "wide",
    part: int | None = None,
    person: Card | None = None,
) -> ShareImage | None:
    """Return the picture of what a page shows; the party's for a page without one of its own (home, lists).

    `shown` is the page's live card with its document, or the `Found` that holds it; `part` the number of one answer of
    an interview, `person` the card of an interview's candidate. The moment is the chrome's; makes no query. None while
    no party is public.
    """
    return next(images_of(shown, chrome, sizes=[size], part=part, person=person), None)


def images_of(
    shown: Found | Card | None,
    chrome: Chrome,
    *,
    sizes: Iterable[str] = tuple(SIZES),
    part: int | None = None,
    person: Card | None = None,
) -> Iterator[ShareImage]:
    """Yield the picture in every size, as `image_of` returns it in one."""
    card = shown.card if isinstance(shown, Found) else shown
    poster = card and poster_of(Shown(card, chrome, person, part))
    if not poster:
        card, part = next(iter(chrome.best("party")), None), None
        poster = card and poster_of(Shown(card, chrome))
    if poster:
        yield from (image(card, poster, size, part) for size in sizes)


def image(card: Card, poster: Poster, size: str, part: int | None = None) -> ShareImage:
    """Return the picture of a poster in a size."""
    width, height = SIZES[size]
    whose = f"{card.kind}/{card.object_id}" + (f"/{part}" if part else "")
    name = f"{size}.{digest(poster, size)}.{'jpg' if poster.portrait else 'png'}"
    url = f"/share/{poster.language}/{whose}/{name}"
    return ShareImage(url=url, size=size, width=width, height=height, alt=in_words(poster), poster=poster)


def digest(poster: Poster, size: str) -> str:
    """Return the hash of everything that is drawn: the poster, the size, the sheets and the fonts."""
    drawn = msgspec.json.encode([size, asdict(poster)], order="sorted")
    return hashlib.sha256(sources_digest().encode() + drawn).hexdigest()[:DIGITS]


@cache
def sources_digest() -> str:
    """Return the hash of what draws: another sheet or font makes other pictures at other addresses."""
    whole = hashlib.sha256()
    for path in SOURCES:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def in_words(poster: Poster) -> str:
    """Return what the picture says, for those who cannot see it."""
    with override(poster.language):
        ballot = f"{_('Number on the ballot')}: {poster.number}" if poster.number else ""
    day = " ".join(filter(None, poster.day))
    parts = (" ".join(poster.names), poster.title, poster.text, day, poster.party, ballot)
    return ". ".join(loose(part).rstrip(". ") for part in parts if part)
