"""How long the desk's list of candidates takes with few and with many, and how long a whole list takes to come in.

    python -m tools.list_times                      both, on both databases
    python -m tools.list_times --rows 1000 --many 0 only bringing a list in, and undoing it

Pages are asked for through all middleware, twenty times each. On a busy machine the clock tells little, so what counts
is the time that processors worked, the database's own process among them; beside it stands the least time that passed.

A list is compared where it shows equally many rows: words are planted that equally many bear at every size, and drafts.
What more are found by where there are more is told too, without an aim: it costs what its rows cost.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools.scratch_database import on_each_database, scratch_database, settle

TIMES = 20
FEW, SOME = 45, 1000
LIST = "/ky/admin/candidates/candidate/"
#: A list may take so many times as long with many people as with few.
AIM = 1.5
STEP = 500
#: The words that all of the few bear, and one of them; and how many are public nowhere.
COMMON, RARE, DRAFTS = "Жалпыбек", "Сейрекбек", 20


def main():
    """Report on every database; exit 1 where the list grows with the number of people."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1000, help="rows of the list that is brought in; 0: none")
    parser.add_argument("--many", type=int, default=10_000, help="candidates for the list of the admin; 0: none")
    on_each_database("tools.list_times", parser, report)


def report(database: str, asked: argparse.Namespace) -> int:
    """Print the figures of one database; return how many pages grow."""
    with scratch_database(database, "emgek_list_times", DEBUG=False):
        if asked.rows:
            brought_in(database, asked.rows)
        return grown(database, asked.many) if asked.many else 0


def brought_in(database: str, rows: int) -> None:
    """Print how long a list of new people takes to come in, and to be undone."""
    import emgek.urls  # noqa: F401  the desk keeps versions once its forms are there
    from candidates.list_imports import ListImport
    from candidates.lists.applying import bring_in
    from candidates.lists.planning import plan_of
    from candidates.lists.undoing import undo
    from publishing.clock import now
    from staff.models import User
    from tests.factories import make_election

    heads = ["Фамилиясы (Кыргызча)", "Аты (Кыргызча)", "Кесиби (Кыргызча)", "Тизмедеги орду"]
    lines = [[n, [f"Үлгү{n}", "Мисал", "Мугалим", str(n)]] for n in range(1, rows + 1)]
    user, election = User.objects.create_user("clerk"), make_election()
    waiting = ListImport.objects.create(
        election=election, file_name="тизме.csv", headers=heads, rows=lines, uploaded_at=now()
    )
    token, planned, _queries = timed(lambda: plan_of(waiting, now()).token)
    _done, came, asked = timed(lambda: list(bring_in(waiting.pk, token, at=now(), user=user)))
    _done, went, asked_back = timed(lambda: list(undo(waiting.pk, at=now(), user=user)))
    print(f"\n{database}: a list of {rows}: seen {planned / 1000:.1f} s")
    print(f"  brought in {came / 1000:6.1f} s {asked:7} queries")
    print(f"  undone     {went / 1000:6.1f} s {asked_back:7} queries")


def timed(work):
    """Return what some work returns, its milliseconds and its queries."""
    from django.db import connection

    queries = []

    def count(execute, *asked):
        queries.append(1)
        return execute(*asked)

    with connection.execute_wrapper(count):
        begun = time.perf_counter()
        found = work()
        return found, (time.perf_counter() - begun) * 1000, len(queries)


def grown(database: str, many: int) -> int:
    """Print what each view of the list takes with few and with many; return how many views grow too much."""
    from django.test import Client

    import emgek.urls  # noqa: F401  the desk keeps the words by which it finds once its forms are there
    from staff.models import User

    client = Client(headers={"accept-language": "ky"})
    client.force_login(User.objects.create_superuser("lists"))
    crowd, found = Crowd(), {}
    for count in dict.fromkeys([FEW, min(SOME, many), many]):
        crowd.grow(count)
        client.get(f"{LIST}?q={RARE}")  # the first search after a bulk import writes its texts
        settle()
        found[count] = {name: page_cost(client, query) for name, query in views(count, crowd.election.pk).items()}
    print(f"\n{database}, load {os.getloadavg()[0]:.1f}: ms of processors a page (least that passed), queries")
    print(" " * 20 + "".join(f"{count:>22}" for count in found) + "   ratio")
    few, lots = found[FEW], found[many]
    for name in few:
        costs = "".join(f"{each[name].told():>22}" for each in found.values())
        print(
            f"  {name:18}{costs} {lots[name].worked / few[name].worked:7.2f}{'' if name in PLANTED else ' more found'}"
        )
    return sum(lots[name].worked > AIM * few[name].worked for name in PLANTED)


class Crowd:
    """A sample party whose list grows: the first are published, the others are given editions like theirs."""

    def __init__(self):
        """Make the party."""
        from emgek.sample_people import People
        from emgek.sampling import Sample
        from publishing.clock import now
        from publishing.journal import Who

        self.sample = Sample(now(), Who.user(None), interviews=0)
        self.election = self.sample.make_party()
        self.people, self.count, self.patterns = People(self.sample, self.election), 0, []

    def grow(self, count: int) -> None:
        """Let there be so many candidates, all of them public."""
        while self.count < count:
            numbers = range(self.count + 1, min(self.count + STEP, count) + 1)
            rows = self.people.write(numbers)
            if self.patterns:
                self.copy_editions(rows)
            else:
                self.sample.publish(rows)
                self.patterns = editions_of(rows[0])
                plant(rows)
            self.count = numbers[-1]

    def copy_editions(self, rows) -> None:
        """Make rows public at a tenth of the cost: no list of the desk reads documents, journal or search entries."""
        from publishing.editions import Edition
        from publishing.translating import note_all

        note_all(rows)
        Edition.objects.bulk_create(
            Edition(**pattern | {"object_id": row.pk, "slug": row.slug, "sort_key": row.sort_key, "title": str(row)})
            for row in rows
            for pattern in self.patterns
        )


def plant(rows) -> None:
    """Give people words that no others bear, and write some drafts."""
    from candidates.models import Candidate

    people = Candidate.objects.filter(pk__in=[row.pk for row in rows])
    people.update(patronymic_ky=COMMON)
    people.filter(pk=rows[0].pk).update(patronymic_ky=f"{COMMON} {RARE}")
    drafts = range(1, DRAFTS + 1)
    Candidate.objects.bulk_create(Candidate(family_name_ky=f"Долбоор {n}", slug=f"draft-{n}") for n in drafts)


def editions_of(row) -> list[dict]:
    """Return the columns of a row's editions."""
    from publishing.editions import Edition

    names = [field.attname for field in Edition._meta.concrete_fields if not field.primary_key]
    return list(Edition.objects.of(row).values(*names))


#: The views that show equally many rows, or a whole page of them, at every size.
PLANTED = {
    "first page": "",
    "last page": "?p={last}",
    "by last saved": "?o=-4",
    "a common word": f"?q={COMMON}",
    "a rare word": f"?q={RARE}",
    "two words": f"?q={COMMON}+{RARE}",
    "a slip": f"?q={RARE[:-2]}ке",
    "nothing found": "?q=фывапролд",
    "of the election": "?election={election}",
    "of a status": "?status=registered",
    "public in Kyrgyz": "?public=ky",
    "public nowhere": "?public=no",
}
#: What the more bear, the more there are.
GROWING = {"a name": "?q=Нускажанова", "a stem": "?q=үлгү", "slip in a name": "?q=Нускажаонва"}


def views(count: int, election: int) -> dict[str, str]:
    """Return the views of a list of so many people."""
    last = (count + DRAFTS - 1) // 50 + 1
    return {name: query.format(last=last, election=election) for name, query in (PLANTED | GROWING).items()}


@dataclass(frozen=True)
class Cost:
    """What a page takes: milliseconds that processors worked, the least that passed, and queries."""

    worked: float
    passed: float
    queries: int

    def told(self) -> str:
        """Return it as the table shows it."""
        return f"{self.worked:.0f} ({self.passed:.0f}) {self.queries}"


def page_cost(client, query: str) -> Cost:
    """Return what a page takes, after it was asked for twice."""
    answer = client.get(LIST + query)
    if answer.status_code != 200:
        sys.exit(f"{LIST}{query} answered {answer.status_code}.")
    _answer, _time, queries = timed(lambda: client.get(LIST + query))
    begun = worked()
    passed = [timed(lambda: client.get(LIST + query))[1] for _time in range(TIMES)]
    return Cost((worked() - begun) / TIMES, min(passed), queries)


def worked() -> float:
    """Return the milliseconds that processors have worked for this process and its connection to PostgreSQL (Linux)."""
    from django.db import connection

    ticks = 0
    if connection.vendor == "postgresql":
        backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
        ticks = sum(map(int, backend.read_text().rpartition(")")[2].split()[11:13]))
    return time.process_time() * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
