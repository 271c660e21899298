"""No public page takes more than six queries, with one candidate or with a thousand; most take three (design.md §2)."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, Interview
from elections.models import Election
from programs.models import Plank

pytestmark = pytest.mark.django_db
MOST = 6
#: What each page is designed for.
PAGES = {
    "home": 3,
    "candidates": 2,
    "candidate": 3,
    "interviews": 3,
    "interview": 2,
    "programme": 3,
    "plank": 4,
    "election": 1,
    "elections": 1,
    "candidates of an election": 2,
    "programme of an election": 3,
    "plank of an election": 4,
    "search": 2,
    "register": 3,
    "no page": 2,
}


def addresses() -> dict[str, str]:
    """Return an address of each page of the sample that was made."""
    person, talk, election = Candidate.objects.first(), Interview.objects.first(), Election.objects.get()
    plank, one = Plank.objects.first(), f"elections/{election.slug}/"
    paths = {
        "home": "",
        "candidates": "candidates/",
        "candidate": f"candidates/{person.slug}/",
        "interviews": "interviews/",
        "interview": f"interviews/{talk.slug}/",
        "programme": "program/",
        "plank": f"program/{plank.slug}/",
        "election": one,
        "elections": "elections/",
        "candidates of an election": f"{one}candidates/",
        "programme of an election": f"{one}program/",
        "plank of an election": f"{one}program/{plank.slug}/",
        "search": "search/?q=үлгү",
        "register": "imprint/",
        "no page": "candidates/nobody/",
    }
    return {name: f"/ky/{path}" for name, path in paths.items()}


@pytest.fixture(scope="module", params=[1, 1000])
def counted(request, django_db_setup, django_db_blocker):
    """Return how many queries each page takes in a sample of so many candidates; the database is left as it was."""
    patch = pytest.MonkeyPatch()
    patch.setattr("emgek.sample_people.draw_portraits", lambda storage: [f"portraits/{n}.jpg" for n in range(20)])
    patch.setattr("candidates.portraits.make_renditions", lambda *arguments: None)
    patch.setattr("emgek.sample_people.LARGEST_RELEASE", 500)
    counts = {}
    with django_db_blocker.unblock(), patch.context(), transaction.atomic():
        call_command("make_sample", "--candidates", str(request.param), "--languages", "ky", verbosity=0)
        for name, address in addresses().items():
            with CaptureQueriesContext(connection) as queries:
                Client().get(address)
            counts[name] = len(queries)
        transaction.set_rollback(True)
    patch.undo()
    return counts


def test_no_page_takes_more_queries_than_it_is_designed_for(counted):
    assert counted == PAGES
    assert max(PAGES.values()) <= MOST
