"""Drawn pictures are kept until nobody needs them: what is drawn once is read from then on.

They are derived, never history: any of them can be made again from the editions, so erasing and tidying just delete.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage

from candidates import cutting
from emgek.shares.drawing import draw
from emgek.shares.images import ShareImage, images_of
from publishing import reading
from publishing.cards import Card, Chrome
from publishing.languages import LANGUAGES
from publishing.pictures import DRAWN, store_whole

KINDS = ("party", "election", "program", "plank", "candidate", "interview")
STEP = 500


def bytes_of(picture: ShareImage) -> bytes:
    """Return the file of a picture, drawn at its first request; raise FileNotFoundError where a portrait is lost."""
    try:
        return stored(picture.stored_name)
    except FileNotFoundError:
        portrait = cutting.bytes_of(picture.poster.portrait) if picture.poster.portrait else None
        drawn = draw(picture.poster, picture.size, portrait)
        store_whole(default_storage, picture.stored_name, drawn)
        return drawn


def stored(name: str) -> bytes:
    """Return the bytes of a stored file."""
    with default_storage.open(name) as file:
        return file.read()


def forget_unused(at: datetime) -> int:
    """Delete the pictures that no live edition has at a moment; return how many there were."""
    used = set(used_names(at))
    stored = default_storage.listdir(DRAWN)[1] if default_storage.exists(DRAWN) else []
    unused = [name for name in (f"{DRAWN}/{file}" for file in stored) if name not in used]
    for name in unused:
        default_storage.delete(name)
    return len(unused)


def used_names(at: datetime) -> Iterator[str]:
    """Yield the stored names of every picture that an address of this moment shows."""
    for language in LANGUAGES:
        chrome = reading.chrome(language, at)
        for card, person in live_cards(chrome):
            for part in (None, *parts_of(card)):
                yield from (one.stored_name for one in images_of(card, chrome, person=person, part=part))


def parts_of(card: Card) -> list[int]:
    """Return the answers that have pictures of their own."""
    return [block.number for block in card.document.blocks] if card.kind == "interview" else []


def live_cards(chrome: Chrome) -> Iterator[tuple[Card, Card | None]]:
    """Yield everything that is live in the language of a chrome and has pictures, each interview with its candidate."""
    for kind in KINDS:
        after = None
        while cards := reading.every(kind, chrome.language, chrome.at, limit=STEP, after=after, documents=True):
            links = reading.links(cards, chrome.at) if kind == "interview" else []
            people = {link.edition: link.card for link in links if link.role == "candidate"}
            yield from ((card, people.get(card.id)) for card in cards if card.language == chrome.language)
            after = (cards[-1].sort_key, cards[-1].object_id)
