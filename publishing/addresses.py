"""Addresses of public things: the language, then the path of the kind; planks lie under their election's programme."""

from publishing import kinds
from publishing.cards import Card, Chrome


def address(kind: str, slug: str, language: str, *, part: int | None = None, election: str = "") -> str:
    """Return the path of an object, or of one part of it; `election` is the slug of an election that is not current.

    >>> address("interview", "maek", "ky", part=3)
    '/ky/interviews/maek/#q3'
    """
    path = kinds.model_of(kind).public_path.format(slug=slug)
    anchor = f"#{kinds.model_of(kind).part_anchor}{part}" if part else ""
    prefix = f"elections/{election}/" if election else ""
    return f"/{language}/{prefix}{path}{anchor}"


def address_of(card: Card, chrome: Chrome, *, part: int | None = None) -> str:
    """Return the path of a live card; what belongs to another election than the current one says which."""
    election = ""
    model = kinds.model_of(card.kind)
    if model.lies_under_election and chrome.election and card.election_id != chrome.election.object_id:
        election = next((e.slug for e in chrome.elections if e.object_id == card.election_id), "")
    return address(card.kind, card.slug, card.language, part=part, election=election)
