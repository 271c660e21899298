"""Whom a row is about: by address, else by name in any spelling and birth date; doubtful twins are asked about."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from candidates.models import Candidacy, Candidate
from elections.models import Election
from publishing.kyrgyz import fold, slugify
from publishing.languages import LANGUAGES, columns

#: How much alike two names of people born on one day must be to be taken for slips of one name.
ALIKE = 0.8
NAMES = columns("family_name", "given_name", "patronymic")

type Spelling = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A person the site knows, as far as it takes to be recognised."""

    pk: int
    slug: str
    birth_date: date | None
    spellings: frozenset[Spelling]
    patronymics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The person a row is about, or those it could be about; neither for somebody new."""

    pk: int | None = None
    twins: tuple[int, ...] = ()


def spellings(*words: str) -> set[Spelling]:
    """Return the forms of a name by which it is compared: small Latin letters, in the order of the alphabet.

    Word order does not count, nor do ң ө ү, й, ё, ь, nor the alphabet it is written in.

    >>> spellings("Өмүрзакова", "Жылдыз") & spellings("Zhyldyz", "Omurzakova")
    {('omurzakova', 'zhyldyz')}
    """
    name = " ".join(words)
    forms = {slugify(name, 200), slugify(fold(name), 200)}
    return {tuple(sorted(form.split("-"))) for form in forms if form}


def names_of(values: dict) -> tuple[frozenset[Spelling], frozenset[str]]:
    """Return the spellings and the patronymics among the language columns of a person or a row."""
    forms, patronymics = set(), set()
    for code in LANGUAGES:
        family, given = values.get(f"family_name_{code}") or "", values.get(f"given_name_{code}") or ""
        if family and given:
            forms |= spellings(family, given)
        if patronymic := values.get(f"patronymic_{code}"):
            patronymics |= {slugify(patronymic), slugify(fold(patronymic))}
    return frozenset(forms), frozenset(patronymics)


@dataclass
class People:
    """Everybody the site knows, by the ways to recognise them."""

    by_slug: dict[str, Known] = field(default_factory=dict)
    by_name: dict[Spelling, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_birth: dict[date, list[Known]] = field(default_factory=lambda: defaultdict(list))
    standing: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, election: Election) -> "People":
        """Read everybody, and who stands in an election."""
        people = cls(standing=set(Candidacy.objects.filter(election=election).values_list("candidate_id", flat=True)))
        for row in Candidate.objects.order_by("pk").values("pk", "slug", "birth_date", *NAMES):
            person = Known(row["pk"], row["slug"], row["birth_date"], *names_of(row))
            people.by_slug[person.slug] = person
            for spelling in person.spellings:
                people.by_name[spelling].append(person)
            if person.birth_date:
                people.by_birth[person.birth_date].append(person)
        return people

    def match(self, values: dict) -> Match:
        """Return whom the values of a row are about.

        The same name and the same birth date is the same person. The same name alone is, where only one person has it
        and stands in this election. Anything else that could be somebody is a question.
        """
        forms, patronymics = names_of(values)
        birth = values.get("birth_date")
        found = {person.pk: person for form in forms for person in self.by_name.get(form, ())}
        namesakes = list(found.values())
        alike = [person for person in namesakes if not differs(patronymics, person.patronymics)]
        same = [person for person in alike if birth and person.birth_date == birth]
        if len(same) == 1:
            return Match(same[0].pk)
        unknown = not birth or all(person.birth_date is None for person in namesakes)
        if len(namesakes) == 1 and alike and unknown and namesakes[0].pk in self.standing:
            return Match(namesakes[0].pk)
        slips = [person for person in self.by_birth.get(birth, ()) if person.pk not in found and near(forms, person)]
        return Match(twins=tuple(person.pk for person in [*namesakes, *slips]))


def differs(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two people are told apart by their patronymics; an unknown one tells nothing."""
    return bool(one and other and not one & other)


def near(forms: frozenset[Spelling], person: Known) -> bool:
    """Say whether a name could be a slip of somebody's."""
    pairs = (("".join(one), "".join(other)) for one in forms for other in person.spellings)
    return any(SequenceMatcher(None, *pair).ratio() >= ALIKE for pair in pairs)
