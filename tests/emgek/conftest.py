"""A site with everything on it, and a clock that tests set."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client, override_settings

from publishing import clock
from tests import factories as make
from tests.factories import BEFORE
from tests.public_pages import LANGUAGES, PAGES, PHASED, PHASES, address, furnish


@pytest.fixture
def site(db, at):
    """Return a site in its campaign: party, election, programme with a plank, a candidate and an interview on it."""
    party = make.make_party(accent="#d4261c", slogan_ky="Үлгү ураан")
    make.go_live(party, at=BEFORE)
    steps = "Документ алыңыз\nПаспорт же ID-карта.\n\nБелги коюңуз\nБир гана белги."
    election = make.make_election(ballot_number=4, seats=45, slug="july", how_to_vote_ky=steps)
    make.make_imprint(election)
    make.go_live(election, at=BEFORE)
    program = make.make_program(election, aim_ky="Үлгү максат")
    plank = make.make_plank(program, measures=2, title_ky="Ышсыз Бишкек", slug="yshsyz-bishkek")
    person = make.make_candidate(election, position=1, family_name_ky="Өмүрзакова", given_name_ky="Жылдыз")
    talk = make.make_interview(person, election, blocks=2, slug="talk")
    talk.blocks.first().planks.add(plank)
    make.go_live(program, plank, person, talk)
    return SimpleNamespace(party=party, election=election, program=program, plank=plank, person=person, talk=talk)


@pytest.fixture(scope="session")
def public_pages(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the answer to every public address of the demo by (name, phase, language), asked once for all tests.

    The database is left as it was.
    """
    demo = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    noting = patch("django.core.handlers.wsgi.QueryDict", Noting)
    with django_db_blocker.unblock(), demo, noting, transaction.atomic():
        furnish()
        found = answers(PAGES, "campaign")
        for phase, at in PHASES.items():
            clock.set_demo_clock(at)
            found |= answers(PHASED, phase)
        transaction.set_rollback(True)
    return found


class Noting(QueryDict):
    """The fields of a request's query, noting which of them are read."""

    def __init__(self, *args, **options):
        self.read = set()
        super().__init__(*args, **options)

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.read.add(name)
        return super().__contains__(name)


def answers(names, phase: str) -> dict:
    """Return what a reader is answered in the present phase."""
    return {(name, phase, code): Client().get(address(name, code)) for name in names for code in LANGUAGES}
