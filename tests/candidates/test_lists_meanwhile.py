"""A list comes in while others work: a save of another process waits, and both are there."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from candidates.lists.applying import bring_in
from candidates.models import Candidate
from staff.models import User
from tests.candidates.test_lists import person, plan, waiting_list
from tests.factories import CAMPAIGN, make_election

OTHER = """
import sys
import django
django.setup()
from candidates.models import Candidate
person = Candidate.objects.get(pk=int(sys.argv[1]))
person.origin_ky = "Ысык-Көл"
print("about to save", flush=True)
person.save()
"""


@pytest.mark.django_db(transaction=True)
def test_a_save_of_another_process_waits_for_a_list_and_succeeds():
    election, user = make_election(), User.objects.create_user("clerk")
    other = person(election, "Асанов", "Назар", None)
    waiting = waiting_list(election, *[[f"Үлгү{n}", "Мисал", "", str(n)] for n in range(1, 60)])
    work = bring_in(waiting.pk, plan(waiting).token, at=CAMPAIGN, user=user)
    assert next(work) == 25
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(other.pk)],
        env=os.environ | {"DATABASE_URL": own_database()},
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"about to save\n"
        list(work)
    assert process.returncode == 0
    other.refresh_from_db()
    assert other.origin_ky == "Ысык-Көл"
    assert Candidate.objects.count() == 60


def own_database() -> str:
    """Return the address of the database this test has."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    return f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
