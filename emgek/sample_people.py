"""The people of a sample: candidates with their interviews, written in bulk, published in releases.

What a person is called, does and answers follows from the seed and the person's number alone, so a sample of 100
begins like a sample of 10.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from random import Random

from django.core.files.storage import Storage
from django.db import transaction

from candidates.cutting import MIDDLE, make_renditions
from candidates.models import Candidacy, CandidacyStatus, Candidate, Interview, QABlock
from candidates.portraits import portrait_name, re_encoded, written
from elections.models import Election, Imprint
from emgek.portrait_drawing import COUNT, MEN, SIZE, WOMEN, draw
from emgek.sample_names import Name, spelled
from emgek.sampling import Sample
from programs.models import Plank
from publishing.kyrgyz import slugify, sort_key
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable

LARGEST_RELEASE = 50


def make_people(sample: Sample, election: Election, count: int) -> Iterator[int]:
    """Write and publish people with their interviews; yield how many there are by now."""
    people = People(sample, election)
    step = max(1, LARGEST_RELEASE // (1 + sample.interviews))
    for first in range(1, count + 1, step):
        numbers = range(first, min(first + step, count + 1))
        with transaction.atomic():
            sample.publish(people.write(numbers))
        yield numbers[-1]


class People:
    """Writes candidates and interviews in bulk: keys, numbers and places that `save()` would ask for are given here."""

    def __init__(self, sample: Sample, election: Election):
        self.sample, self.election = sample, election
        self.portraits = draw_portraits(Candidate._meta.get_field("portrait").storage)
        self.imprint = Imprint.usual([election.pk])
        self.entries = sample.content["planks"]
        planks = Plank.objects.filter(program__election=election, slug__in=[entry["slug"] for entry in self.entries])
        self.planks = {plank.slug: plank for plank in planks.prefetch_related("measures")}

    def write(self, numbers: range) -> list[Publishable]:
        """Write some people; return what is to be published."""
        people = [self.person(number) for number in numbers]
        Candidate.objects.bulk_create(people)
        Candidacy.objects.bulk_create(self.candidacy(person, n) for person, n in zip(people, numbers, strict=True))
        talks = [
            self.interview(person, n, which)
            for person, n in zip(people, numbers, strict=True)
            for which in range(1, self.sample.interviews + 1)
        ]
        Interview.objects.bulk_create(talk for talk, _chosen in talks)
        self.write_blocks(talks)
        return people + [talk for talk, _chosen in talks]

    def rng(self, *names) -> Random:
        """Return the dice of one person or one interview."""
        return Random(f"{self.sample.seed} {names}")  # noqa: S311 -- names of nobody are no secret

    def person(self, number: int) -> Candidate:
        """Return a candidate, unsaved."""
        rng = self.rng(number)
        name = Name.drawn(rng)
        code = self.sample.languages[0]
        words = self.sample.content["words"]
        return Candidate(
            slug=f"{slugify(f'{name.given} {name.family}')}-{number}",
            sort_key=sort_key(f"{spelled(name.family, code)} {spelled(name.given, code)}"),
            parts_numbered=1,
            imprint=self.imprint,
            profession_consent=words["consent"],
            lead_consent=words["consent"],
            **self.sample.words(
                family_name={language: spelled(name.family, language) for language in LANGUAGES},
                given_name={language: spelled(name.given, language) for language in LANGUAGES},
                profession=rng.choice(self.sample.content["professions"]),
                lead=words["lead"],
            ),
            **(self.portrait(rng.choice(WOMEN if name.is_woman else MEN)) if number % 5 else {}),
        )

    def portrait(self, which: int) -> dict:
        """Return the fields of one of the drawn portraits; with its size among them, no file is opened."""
        size = {"portrait_width": SIZE, "portrait_height": SIZE}
        alt = self.sample.words(portrait_alt=self.sample.content["words"]["portrait_alt"])
        rights = {"portrait_rights": self.sample.content["words"]["portrait_rights"]}
        return {"portrait": self.portraits[which], **size, **alt, **rights}

    def candidacy(self, person: Candidate, number: int) -> Candidacy:
        """Return a place on the list; every twelfth is not announced, every thirtieth person has withdrawn."""
        has_left = number % 30 == 7
        return Candidacy(
            candidate=person,
            election=self.election,
            number=1,
            list_position=number if number % 12 else None,
            status=CandidacyStatus.WITHDRAWN if has_left else CandidacyStatus.REGISTERED,
            status_date=self.sample.at.date() - timedelta(days=6) if has_left else None,
            status_source="Үлгү",
        )

    def interview(self, person: Candidate, number: int, which: int) -> tuple[Interview, list[dict]]:
        """Return an interview, unsaved, and the planks it speaks to."""
        rng = self.rng(number, which)
        chosen = rng.sample(self.entries, rng.randint(2, 4))
        words = self.sample.content["words"]
        talk = Interview(
            candidate=person,
            election=self.election,
            slug=f"{person.slug}-{which}",
            parts_numbered=1 + len(chosen),
            imprint=self.imprint,
            **self.sample.words(
                title={code: f"{words['interview'][code]}: {person.name(code)}" for code in self.sample.languages},
                lead=words["lead"],
                closing=words["closing"],
            ),
        )
        return talk, chosen

    def write_blocks(self, talks: list[tuple[Interview, list[dict]]]) -> None:
        """Write the questions and answers of some interviews and link them to what they speak to."""
        words = self.sample.content["words"]
        opening = {"question": words["first_question"], "answer": words["first_answer"]}
        said = [
            (talk, place, entry) for talk, chosen in talks for place, entry in enumerate([opening, *chosen], start=1)
        ]
        blocks = QABlock.objects.bulk_create(
            QABlock(
                interview=talk,
                number=place,
                order=place,
                **self.sample.words(question=entry["question"], answer=entry["answer"]),
            )
            for talk, place, entry in said
        )
        linked = [
            (block, self.planks[entry["slug"]])
            for block, (_talk, _place, entry) in zip(blocks, said, strict=True)
            if entry.get("slug") in self.planks
        ]
        QABlock.planks.through.objects.bulk_create(
            QABlock.planks.through(qablock=block, plank=plank) for block, plank in linked
        )
        QABlock.measures.through.objects.bulk_create(
            QABlock.measures.through(qablock=block, measure=plank.measures.all()[block.number % 2])
            for block, plank in linked
        )


def draw_portraits(storage: Storage) -> list[str]:
    """Draw the portraits that are not there yet, with what pages show of them; return their stored names."""
    names = []
    for number in range(COUNT):
        picture = re_encoded(BytesIO(written(draw(number), "png", {"compress_level": 1})))
        name = portrait_name(None, picture.name)
        names.append(name if storage.exists(name) else storage.save(name, picture))
        make_renditions(storage, name, MIDDLE)
    return names
