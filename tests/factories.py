"""The least valid objects of every floor. A test states every value it depends on; the rest is plainly made up."""

from datetime import datetime
from zoneinfo import ZoneInfo

from candidates.consents import AGREED
from candidates.models import Candidacy, Candidate, Interview, QABlock
from elections.models import Election, Imprint, Party
from emgek.models import Page
from programs.models import Measure, Plank, Program, Theme
from publishing.acts import publish
from publishing.journal import Who

BISHKEK = ZoneInfo("Asia/Bishkek")
MACHINE = Who.user(None)


def moment(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of 2021 in Bishkek."""
    return datetime(2021, month, day, hour, minute, tzinfo=BISHKEK)


BEFORE = moment(6, 1, 12)
CAMPAIGN = moment(7, 8, 12)
SILENCE = moment(7, 10, 9)
VOTING = moment(7, 11, 9)
AFTER = moment(7, 27, 12)


def translated(languages: str, **texts: str) -> dict[str, str]:
    """Return language columns.

    >>> translated("ky ru", title="Үлгү")
    {'title_ky': 'Үлгү ky', 'title_ru': 'Үлгү ru'}
    """
    return {f"{name}_{code}": f"{text} {code}" for name, text in texts.items() for code in languages.split()}


def make_party(languages="ky ru en", **fields) -> Party:
    """Return the party."""
    return Party.objects.create(**translated(languages, title="Үлгү") | fields)


def make_election(languages="ky ru en", **fields) -> Election:
    """Return an election with the calendar of 11 July 2021."""
    calendar = {
        "campaign_starts_at": moment(6, 21),
        "silence_starts_at": moment(7, 10, 8),
        "polls_open_at": moment(7, 11, 8),
        "polls_close_at": moment(7, 11, 20),
    }
    return Election.objects.create(**translated(languages, title="Үлгү шайлоо") | calendar | fields)


def make_april() -> Election:
    """Return the vote of 11 April 2021, which that of July repeats, with its imprint."""
    april = make_election(
        slug="april",
        campaign_starts_at=moment(3, 12),
        polls_open_at=moment(4, 11, 8),
        polls_close_at=moment(4, 11, 20),
        silence_starts_at=None,
    )
    make_imprint(april)
    return april


def make_imprint(election, **fields) -> Imprint:
    """Return the election's usual imprint, whole."""
    whole = ("producer", "producer_address", "commissioner", "payer", "finance_representative")
    names = dict.fromkeys(whole, "Үлгү")
    return Imprint.objects.create(**{"election": election, "is_usual": True} | names | fields)


def make_candidate(election=None, languages="ky ru en", position=None, **fields) -> Candidate:
    """Return a person, standing in an election if one is given, who lets everything be shown but the birth date."""
    if "portrait" in fields:
        fields.setdefault("portrait_rights", "Үлгү: уруксат, 2021-жылдын 1-июлу")
    agreed = {f"{name}_consent": "Үлгү, 2021-жылдын 1-июлу" for name in AGREED if name != "birth_date"}
    names = translated(languages, family_name="Мисалов", given_name="Үлгү")
    person = Candidate.objects.create(**agreed | names | fields)
    if election:
        Candidacy.objects.create(candidate=person, election=election, list_position=position)
    return person


def make_interview(candidate, election, languages="ky ru en", blocks=1, **fields) -> Interview:
    """Return an interview with some blocks."""
    texts = translated(languages, title="Үлгү маек")
    talk = Interview.objects.create(**{"candidate": candidate, "election": election} | texts | fields)
    for number in range(1, blocks + 1):
        words = translated(languages, question=f"{number}-суроо?", answer=f"{number}-жооп.")
        QABlock.objects.create(interview=talk, **words)
    return talk


def make_program(election, languages="ky ru en", **fields) -> Program:
    """Return a programme with one theme."""
    program = Program.objects.create(**{"election": election} | translated(languages, title="Үлгү программа") | fields)
    Theme.objects.create(program=program, **translated(languages, name="Үлгү тармак"))
    return program


def make_plank(program, languages="ky ru en", measures=0, **fields) -> Plank:
    """Return a plank of the programme's first theme."""
    texts = translated(languages, title="Үлгү багыт", summary="Бир сүйлөм.")
    plank = Plank.objects.create(**{"program": program, "theme": program.themes.first()} | texts | fields)
    for number in range(1, measures + 1):
        Measure.objects.create(plank=plank, **translated(languages, text=f"{number}-чара"))
    return plank


def make_page(languages="ky ru en", **fields) -> Page:
    """Return a plain page."""
    return Page.objects.create(**translated(languages, title="Үлгү барак") | fields)


def go_live(*rows, at=CAMPAIGN, languages=("ky", "ru", "en"), **options):
    """Publish rows together and return the release."""
    return publish(list(rows), languages, at=at, who=MACHINE, **options)


def open_campaign(languages="ky ru en") -> Election:
    """Return an election that is public since before its campaign, with a whole imprint."""
    election = make_election(languages)
    make_imprint(election)
    go_live(election, at=BEFORE, languages=languages.split())
    return election
