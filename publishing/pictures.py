"""Pictures in documents: which stored file, cut around which point, in which sizes and formats."""

from dataclasses import dataclass

from publishing.documents import wording

DRAWN = "shares"
"""The folder of what is drawn from several editions and can be drawn again at any time (design.md §2.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One made file: its stored name, its format (avif, webp, jpeg) and its width in pixels."""

    name: str
    format: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as an edition shows it; `original` is kept but never served."""

    original: str
    credit: str = ""
    renditions: tuple[Rendition, ...] = ()
    alt: str = wording()
