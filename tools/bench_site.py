"""Fill a scratch site with what is measured: 45 people with one interview each, as long as those of the peers.

With ../shared/bench beside it the words are those of its `shared/content.py`, which Wagtail shows too: 3,000 bytes
of lead, twelve questions, 10,000 bytes of answers. Prints, as JSON, where the pages lie and how many queries they take.
"""

import json
import sys
from io import StringIO

from tools.form_report import BENCH

PEOPLE = 45
LANGUAGE = "ky"
SENTENCE = "Айылдык мектеп мугалим жол көпүрө суу таза аба жер тоо жайыт мал чарба түшүм. "


def content_of(number):
    """Return the words of one person; without the peers' own, words as long as theirs."""
    folder = BENCH / "shared"
    if not (folder / "content.py").exists():
        return {"bio": SENTENCE * 22, "qa": [(f"{number} {SENTENCE[:67]}?", SENTENCE * 6) for _n in range(12)]}
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    import content

    return content.candidate(number)


def fill():
    """Migrate, write the sample and publish it."""
    import django

    django.setup()
    from django.core.management import call_command

    from candidates.models import Interview, QABlock
    from emgek.sample_people import People
    from emgek.sampling import Sample
    from publishing.clock import now
    from publishing.journal import Who

    call_command("migrate", verbosity=0)
    collect()
    without_portraits()
    sample = Sample(now(), Who.user(None), languages=(LANGUAGE,), interviews=0)
    election = sample.make_party()
    people = People(sample, election).write(range(1, PEOPLE + 1))
    sample.publish(people)
    talks = []
    for number, person in enumerate(people, start=1):
        words = content_of(number)
        talk = Interview.objects.create(
            candidate=person, election=election, slug=f"maek-{number}", title_ky=f"Маек {number}", lead_ky=words["bio"]
        )
        for question, answer in words["qa"]:
            QABlock.objects.create(interview=talk, question_ky=question, answer_ky=answer)
        talks.append(talk)
    sample.publish(talks)


def collect():
    """Gather the static files under the names that production gives them, where they are not as they are now."""
    from django.conf import settings
    from django.core.management import call_command

    manifest = settings.STATIC_ROOT / "staticfiles.json"
    newest = max(path.stat().st_mtime for path in (settings.BASE_DIR / "static").rglob("*"))
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())


def without_portraits():
    """Name the portraits of the sample without drawing them: pages are the same, and no file is asked for."""
    from emgek import sample_people

    sample_people.draw_portraits = lambda storage: [f"portraits/{n}.jpg" for n in range(sample_people.COUNT)]


def told():
    """Return the addresses that are measured, and the queries of each."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {"page": f"/{LANGUAGE}/interviews/maek-7/", "list": f"/{LANGUAGE}/candidates/"}
    queries = {}
    for name, path in found.items():
        with CaptureQueriesContext(connection) as asked:
            answer = Client(headers={"host": "127.0.0.1"}).get(path)
        assert answer.status_code == 200, path  # noqa: S101 -- a figure of an error page is none
        queries[name] = len(asked)
    return {"paths": found, "queries": queries}


if __name__ == "__main__":
    fill()
    json.dump(told(), sys.stdout)
