"""One address for each template of the public site, on the demo's content and a little more than it has."""

from datetime import timedelta
from io import BytesIO, StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command

from candidates.models import Candidate, QABlock
from candidates.portraits import re_encoded, written
from elections.models import Election
from emgek.portrait_drawing import draw
from publishing import clock
from publishing.acts import withdraw
from tests.factories import MACHINE, go_live, make_candidate, make_interview, make_page, moment

LANGUAGES = ("ky", "ru", "en")
SAMPLE = {"ky": "Үлгү", "ru": "Образец", "en": "Sample"}
#: Template, path after the language, status. `{other}` is a language that is not the page's, `{number}` a candidate's.
PAGES = {
    "home": ("emgek/home.html", "", 200),
    "candidates": ("candidates/candidates.html", "candidates/", 200),
    "candidates by name": ("candidates/candidates.html", "candidates/?order=name&name=a", 200),
    "candidates of no such name": ("candidates/candidates.html", "candidates/?name=xyzxyz", 200),
    "candidate": ("candidates/candidate.html", "candidates/nazir-asanberdiev/", 200),
    "candidate with portrait": ("candidates/candidate.html", "candidates/ulgu/", 200),
    "interviews": ("candidates/interviews.html", "interviews/", 200),
    "interview": ("candidates/interview.html", "interviews/nazir-asanberdiev-kara-tutun/", 200),
    "compare": ("candidates/compare_choose.html", "compare/?a=nazir-asanberdiev", 200),
    "compare nobody": ("candidates/compare_choose.html", "compare/?a=nobody", 404),
    "compare two": ("candidates/compare.html", "compare/?a=nazir-asanberdiev&b=ulgu", 200),
    "questions": ("candidates/questions.html", "questions/", 200),
    "question": ("candidates/question.html", "questions/nazir-asanberdiev-kara-tutun/1/", 200),
    "programme": ("programs/program.html", "program/", 200),
    "plank": ("programs/plank.html", "program/yshsyz-bishkek/", 200),
    "plank on one measure": ("programs/plank.html", "program/yshsyz-bishkek/?measure=1", 200),
    "plank without a measure": ("programs/plank.html", "program/transport/", 200),
    "election": ("elections/election.html", "election/", 200),
    "annulled election": ("elections/election.html", "elections/bishkek-2021-april/", 200),
    "elections": ("elections/elections.html", "elections/", 200),
    "search": ("emgek/search.html", "search/?q=bishkek", 200),
    "search that forgives": ("emgek/search.html", "search/?q=bishkeek", 200),
    "search too short": ("emgek/search.html", "search/?q=a", 200),
    "search without an answer": ("emgek/search.html", "search/?q=xyzxyz", 200),
    "register": ("emgek/register.html", "imprint/", 200),
    "history": ("emgek/history.html", "history/candidate/{number}/", 200),
    "page": ("emgek/page.html", "about/", 200),
    "page in one language": ("absent.html", "only-{other}/", 404),
    "withdrawn page": ("gone.html", "gone/", 410),
    "no page": ("404.html", "nothing/", 404),
}
#: What changes its face with the phase of the election.
PHASED = ("home", "candidates", "candidate", "programme", "plank", "election", "elections")
#: The number that the database gave to the demo's candidate; `furnish` writes it down. In a new database it is 1.
NUMBERS = {}
AFTER_RESULT = moment(7, 27, 12)
PHASES = {
    "before": moment(6, 15, 12),
    "silence": moment(7, 10, 9),
    "voting": moment(7, 11, 9),
    "counting": moment(7, 11, 21),
    "after the polls": moment(7, 12, 9),
    "after": AFTER_RESULT,
}


def address(name: str, language: str) -> str:
    """Return where a page of the list is in a language.

    >>> address("page in one language", "ru")
    '/ru/only-ky/'
    """
    _template, path, _status = PAGES[name]
    return f"/{language}/{path.format(other='ru' if language == 'ky' else 'ky', number=NUMBERS.get('candidate', 1))}"


def furnish() -> None:
    """Load the demo and publish beside it what it does not have; the settings must say DEMO."""
    call_command("load_demo", verbosity=0, stdout=StringIO())
    at = clock.now()
    election = Election.objects.get(slug="bishkek-2021-july")
    person = make_candidate(election, position=3, slug="ulgu", **named(), **in_words("portrait_alt"), portrait=face())
    NUMBERS["candidate"] = Candidate.objects.get(slug="nazir-asanberdiev").pk
    talk = make_interview(person, election, slug="ulgu", blocks=0, **in_words("title", "closing"))
    talk.blocks.create(**in_words("question", "answer"))
    talk.blocks.create(**asked_before())
    go_live(person, talk, at=at)
    foreign = make_candidate(election, "ru", position=4, slug="tolko", original_language="ru", **named("Другой"))
    go_live(foreign, at=at, languages=["ru"])
    for language in ("ky", "ru"):
        go_live(make_page(slug=f"only-{language}", **in_words("title")), at=at, languages=[language])
    gone = make_page(slug="gone", **in_words("title"))
    go_live(gone, at=at)
    clock.set_demo_clock(at + timedelta(minutes=1))
    withdraw([gone], LANGUAGES, at=clock.now(), who=MACHINE, note="Үлгү")


def asked_before() -> dict[str, str]:
    """Return the columns of the first question that the demo's interview has, without an answer."""
    asked = QABlock.objects.get(interview__slug="nazir-asanberdiev-kara-tutun", number=1)
    return {name: getattr(asked, name) for name in in_words("question")}


def in_words(*names: str) -> dict[str, str]:
    """Return columns that say “sample”, each in its language."""
    return {f"{name}_{code}": word for name in names for code, word in SAMPLE.items()}


def named(given_name_ru: str = "Образец") -> dict[str, str]:
    """Return the columns of a sample's name."""
    return in_words("family_name", "given_name") | {"given_name_ru": given_name_ru}


def face() -> ContentFile:
    """Return one of the sample's drawn portraits."""
    return re_encoded(BytesIO(written(draw(3), "jpeg", {"quality": 80})))
