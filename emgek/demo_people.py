"""The sample people of the demo: written by hand, so that every page of people has something to show.

The bulk of a large sample is `sample_people`'s; these are few, and each is there for one thing that a page must bear:
a long name, a short one, no portrait, one word, no answer, no place, a candidacy that ended.
"""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.db import transaction

from candidates.models import Candidate
from candidates.portraits import re_encoded, written
from elections.models import Election
from emgek.demo_loading import Desk
from emgek.filling import read
from emgek.portrait_drawing import draw
from emgek.sample_names import spelled
from programs.models import Plank
from publishing.acts import backdate
from publishing.journal import Who
from publishing.kyrgyz import slugify
from publishing.languages import LANGUAGES

PEOPLE = Path(__file__).parent / "demo_content" / "sample_people.toml"


def add_sample_people(*, at: datetime, who: Who) -> int:
    """Put the sample people on the list of the demo's election; return how many, none where they are there already."""
    content = read(PEOPLE)
    entries = [candidate_entry(person, content) for person in content["people"]]
    if Candidate.objects.filter(slug=entries[0]["slug"]).exists():
        return 0
    desk = desk_of(content["election"])
    with transaction.atomic():
        people = [desk.candidate(entry) for entry in entries]
        talks = [
            desk.interview(interview_entry(person, content)) for person in content["people"] if "answers" in person
        ]
        for rows, starts_at in ((people, content["people_from"]), (talks, content["interviews_from"])):
            backdate(rows, LANGUAGES, starts_at=starts_at, at=at, who=who, note=content["note"])
    return len(people)


def desk_of(election: str) -> Desk:
    """Return a desk that knows the election and the planks of its programme."""
    desk = Desk()
    desk.rows[Election, election] = Election.objects.get(slug=election)
    desk.rows |= {(Plank, plank.slug): plank for plank in Plank.objects.filter(program__election__slug=election)}
    return desk


def candidate_entry(person: dict, content: dict) -> dict:
    """Return what the desk writes of a person."""
    profession = {code: f"{person['profession'][code]} ({content['sample'][code]})" for code in LANGUAGES}
    entry = {
        "slug": slug_of(person),
        "given_name": in_languages(person["given"]),
        "family_name": in_languages(person["family"]),
        "profession": profession,
        "profession_consent": content["consent"],
        "lead": person.get("lead", content["lead"]),
        "lead_consent": content["consent"],
        "candidacies": [{"election": content["election"]} | person["candidacy"]],
    }
    if "portrait" in person:
        entry |= {"portrait": drawn(person["portrait"]), "portrait_alt": content["portrait_alt"]}
        entry |= {"portrait_rights": content["portrait_rights"]}
    return entry


def interview_entry(person: dict, content: dict) -> dict:
    """Return what the desk writes of a talk with a person: the questions that were asked, in the order of the file."""
    return {
        "slug": f"{slug_of(person)}-maek",
        "candidate": slug_of(person),
        "election": content["election"],
        "title": {code: f"{content['title'][code]}: {person['title'][code]}" for code in LANGUAGES},
        "lead": content["lead"],
        "blocks": [
            {
                "question": question,
                "answer": {code: person["answers"][key][code] for code in LANGUAGES},
                "planks": person["answers"][key].get("planks", ()),
            }
            for key, question in content["questions"].items()
            if key in person["answers"]
        ],
    }


def slug_of(person: dict) -> str:
    """Return the address of a person.

    >>> slug_of({"given": "Ай", "family": "Үлгү"})
    'ay-ulgu'
    """
    return slugify(f"{person['given']} {person['family']}")


def in_languages(name: str) -> dict[str, str]:
    """Return a name as each language spells it."""
    return {code: " ".join(spelled(word, code) for word in name.split()) for code in LANGUAGES}


def drawn(number: int):
    """Return one of the drawn portraits as an upload."""
    return re_encoded(BytesIO(written(draw(number), "png", {"compress_level": 1})))
