"""No public page takes more than six queries, with one candidate or with a thousand; most take three (design.md §2)."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, Interview
from elections.models import Election
from programs.models import Plank
from publishing.directory import RANGE
from publishing.stylesheet import stylesheet_name

pytestmark = pytest.mark.django_db
MOST = 6
#: What each page is designed for.
PAGES = {
    "home": 3,
    "candidates": 3,
    "candidates by name": 3,
    "candidate": 3,
    "interviews": 3,
    "interview": 3,
    "programme": 3,
    "plank": 3,
    "election": 1,
    "elections": 1,
    "candidates of an election": 3,
    "compare": 2,
    "compare with one": 2,
    "compare two": 3,
    "questions": 2,
    "question": 4,
    "programme of an election": 3,
    "plank of an election": 3,
    "search": 3,
    "suggestions": 2,
    "register": 3,
    "history": 2,
    "questions of an election": 2,
    "dates": 1,
    "feed": 4,
    "feed of a candidate": 4,
    "no page": 2,
    "site map": 2,
    "site map of candidates": 2,
    "robots": 0,
    "style sheet": 0,
}


def addresses() -> dict[str, str]:
    """Return an address of each page of the sample that was made."""
    person, talk, election = Candidate.objects.first(), Interview.objects.order_by("pk").first(), Election.objects.get()
    plank, one = Plank.objects.first(), f"elections/{election.slug}/"
    paths = {
        "home": "",
        "candidates": "candidates/",
        "candidates by name": "candidates/?order=name&name=үлгү",
        "candidate": f"candidates/{person.slug}/",
        "interviews": "interviews/",
        "interview": f"interviews/{talk.slug}/",
        "programme": "program/",
        "plank": f"program/{plank.slug}/",
        "election": one,
        "elections": "elections/",
        "candidates of an election": f"{one}candidates/",
        "compare": "compare/",
        "compare with one": f"compare/?a={person.slug}&name=үлгү",
        "compare two": f"compare/?a={person.slug}&b={Candidate.objects.last().slug}",
        "questions": "questions/",
        "question": f"questions/{talk.slug}/1/",
        "programme of an election": f"{one}program/",
        "plank of an election": f"{one}program/{plank.slug}/",
        "search": "search/?q=үлгү",
        "suggestions": "search/suggestions/?q=үлгү",
        "register": "imprint/",
        "history": f"history/candidate/{person.pk}/",
        "questions of an election": f"{one}questions/",
        "dates": f"{one}dates.ics",
        "feed": "feed.xml",
        "feed of a candidate": f"candidates/{person.slug}/feed.xml",
        "no page": "candidates/nobody/",
    }
    files = {
        "site map": "/sitemap.xml",
        "site map of candidates": f"/sitemap-candidate-{(person.pk - 1) // RANGE}.xml",
        "robots": "/robots.txt",
        "style sheet": f"/{stylesheet_name('#0050b0')}",
    }
    return {name: f"/ky/{path}" for name, path in paths.items()} | files


@pytest.fixture(scope="module", params=[1, pytest.param(200, marks=pytest.mark.walk)])
def counted(request, django_db_setup, django_db_blocker):
    """Return how many queries each page takes in a sample of so many candidates; the database is left as it was."""
    patch = pytest.MonkeyPatch()
    patch.setattr("emgek.sample_people.draw_portraits", lambda storage: [f"portraits/{n}.jpg" for n in range(20)])
    patch.setattr("candidates.cutting.make_renditions", lambda *arguments: None)
    patch.setattr("emgek.sample_people.LARGEST_RELEASE", 500)
    counts = {}
    with django_db_blocker.unblock(), patch.context(), transaction.atomic():
        call_command("make_sample", "--candidates", str(request.param), "--languages", "ky", verbosity=0)
        for name, address in addresses().items():
            with CaptureQueriesContext(connection) as queries:
                answer = Client().get(address)
            counts[name] = len(queries)
            assert answer.status_code == (404 if name == "no page" else 200), address
        transaction.set_rollback(True)
    patch.undo()
    return counts


def test_no_page_takes_more_queries_than_it_is_designed_for(counted):
    assert counted == PAGES
    assert max(PAGES.values()) <= MOST
