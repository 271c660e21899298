"""A poster: everything that one share image shows, as plain data; equal posters are equal pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What is drawn. `sheet` names the composition; texts are clean and in the language of the page.

    `about` and `when` stand at the head, `note` in small print beside the imprint: a translation, the photographer.
    `portrait` is the stored name of a rendition cut around the face; without one `initials` stand in the square.
    `day` is the figure of a day, its month with the year, and a small line. `mark` is the colour of the mark on paper
    and on ink: two empty texts where none may be set.
    """

    sheet: str
    language: str
    about: str = ""
    when: str = ""
    title: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    portrait: str = ""
    initials: str = ""
    number: str = ""
    party: str = ""
    day: tuple[str, str, str] = ("", "", "")
    imprint: str = ""
    note: str = ""
    mark: tuple[str, str] = ("", "")
