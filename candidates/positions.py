"""What a candidate stands for: the planks his answers speak to, and the measures that are his own view."""

from collections.abc import Iterator
from dataclasses import dataclass

from programs.documents import MeasureDocument
from programs.stages import Judging, Stage
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link

type Place = tuple[tuple[str, int], int | None]
"""A plank's kind and id, and a measure of it or None."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that speaks to a plank; on a measure it may be the candidate's own view."""

    number: int
    url: str
    is_own_view: bool


@dataclass(frozen=True, slots=True)
class View:
    """A measure that is the candidate's own view, with what became of it; `stage` is None before that may be said."""

    text: str
    url: str
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A plank a candidate stands for; `theme` is named where another one begins.

    `tally` says how far what he spoke to has come: (stage, how many measures), nothing before the vote.
    """

    plank: Card
    url: str
    theme: str
    is_new: bool
    answers: tuple[Said, ...]
    views: tuple[View, ...]
    tally: tuple[tuple[Stage, int], ...]


def stands(interviews: list[Card], links: list[Link], themes: dict[int, str], chrome: Chrome) -> Iterator[Stand]:
    """Yield the planks a person stands for, in the programme's order.

    `links` are those of the interviews' editions, and the measures that are the candidate's own view.
    """
    own = {(link.card.key, link.part) for link in links if is_own_view(link)}
    previous = None
    for plank, mine in by_plank(links):
        theme = themes.get(plank.summary["theme"], "")
        judging = Judging.within(plank.election_id, chrome)
        spoken = [link for link in mine if link.role == "speaks_to"]
        yield Stand(
            plank,
            address_of(plank, chrome),
            "" if theme == previous else theme,
            theme != previous,
            tuple(said(interviews, spoken, own, chrome)),
            tuple(views(plank, own, judging, chrome)),
            tuple(judging.tally(spoken_to(plank, spoken, own))),
        )
        previous = theme


def is_own_view(link: Link) -> bool:
    """Say whether a plank names the candidate as the one whose view a measure is."""
    return link.role == "voice" and link.is_incoming


def by_plank(links: list[Link]) -> list[tuple[Card, list[Link]]]:
    """Return the planks that are spoken to or hold an own view, each with the links, in the programme's order."""
    groups = {}
    for link in links:
        if is_own_view(link) or (link.role == "speaks_to" and not link.is_incoming):
            groups.setdefault(link.card.key, (link.card, []))[1].append(link)
    return sorted(groups.values(), key=lambda group: (group[0].sort_key, group[0].object_id))


def said(interviews: list[Card], spoken: list[Link], own: set[Place], chrome: Chrome) -> Iterator[Said]:
    """Yield each answer once, the newest interview's first."""
    for talk in interviews:
        mine = [link for link in spoken if link.edition == talk.id]
        views = {link.own_part for link in mine if (link.card.key, link.part) in own}
        for number in sorted({link.own_part for link in mine}):
            yield Said(number, address_of(talk, chrome, part=number), number in views)


def views(plank: Card, own: set[Place], judging: Judging, chrome: Chrome) -> Iterator[View]:
    """Yield the measures of a plank that are the candidate's own view."""
    for measure in plank.document.measures:
        if measure.text and (plank.key, measure.number) in own:
            stage = judging.stage(measure) if judging.is_open else None
            yield View(measure.text, address_of(plank, chrome, part=measure.number), stage)


def spoken_to(plank: Card, spoken: list[Link], own: set[Place]) -> list[MeasureDocument]:
    """Return the measures a person spoke to that are not his own view; where he named none, the programme's all."""
    named = {link.part for link in spoken if link.part}
    others = [m for m in plank.document.measures if (plank.key, m.number) not in own]
    return [m for m in others if m.number in named] or [m for m in others if spoken and not m.voice]
