"""Pictures in documents: which stored file, cut around which point, in which sizes and formats."""

from dataclasses import dataclass

from publishing.documents import wording


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
