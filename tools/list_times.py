"""How long the desk's list of candidates takes with few and with many, and how long a whole list takes to come in.

    python -m tools.list_times                      both, on both databases
    python -m tools.list_times --rows 1000 --many 0 only bringing a list in, and undoing it

Each database is measured in a process of its own, in a scratch database that is dropped again. Pages are asked for
through all middleware, twenty times each; the median is told in milliseconds, with the number of queries.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

from tools import environment

DATABASES = ("sqlite", "postgres")
TIMES = 20
FEW = 45
LIST = "/ky/admin/candidates/candidate/"
#: A list may take so many times as long with many people as with few.
AIM = 1.5
STEP = 500


def main():
    """Report on every database; exit 1 where the list grows with the number of people."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1000, help="rows of the list that is brought in; 0: none")
    parser.add_argument("--many", type=int, default=10_000, help="candidates for the list of the admin; 0: none")
    parser.add_argument("--on", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=DATABASES, help="measure one database")
    asked = parser.parse_args()
    if asked.on:
        sys.exit(report(asked.on, asked.rows, asked.many))
    command = [sys.executable, "-m", "tools.list_times", f"--rows={asked.rows}", f"--many={asked.many}"]
    chosen = [asked.only] if asked.only else DATABASES
    missed = [on for on in chosen if subprocess.run([*command, f"--on={on}"], cwd=environment.ROOT).returncode]
    sys.exit(f"Grows, or was not measured: {', '.join(missed)}." if missed else 0)


def report(database: str, rows: int, many: int) -> int:
    """Print the figures of one database; return how many pages grow."""
    environment.prepare(database)
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    with tempfile.TemporaryDirectory(prefix="emgek-times-") as folder:
        name = "emgek_list_times" if database == "postgres" else f"{folder}/times.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(DEBUG=False, MEDIA_ROOT=folder):
                if rows:
                    brought_in(database, rows)
                return grown(database, many) if many else 0
        finally:
            connection.creation.destroy_test_db("unused", verbosity=0)


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
    from emgek.sample_people import People
    from emgek.sampling import Sample
    from publishing.clock import now
    from publishing.journal import Who
    from staff.models import User

    client = Client(headers={"accept-language": "ky"})
    client.force_login(User.objects.create_superuser("lists"))
    sample = Sample(now(), Who.user(None), interviews=0)
    election = sample.make_party()
    people, found, there = People(sample, election), [], 0
    for count in (FEW, many):
        while there < count:
            numbers = range(there + 1, min(there + STEP, count) + 1)
            sample.publish(people.write(numbers))
            there = numbers[-1]
        settle()
        found.append({name: page_time(client, query) for name, query in views(count, election.pk).items()})
    few, lots = found
    print(f"\n{database:22} {FEW:>7} {'queries':>8} {many:>8} {'queries':>8} {'ratio':>6}   median ms")
    for name in few:
        (one, asked), (other, asked_then) = few[name], lots[name]
        print(f"  {name:20} {one:7.1f} {asked:8} {other:8.1f} {asked_then:8} {other / one:6.2f}")
    return sum(lots[name][0] > AIM * few[name][0] for name in few)


def settle() -> None:
    """Let the planner know the tables, as a database that is at work does by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def views(count: int, election: int) -> dict[str, str]:
    """Return the views of a list of so many people."""
    last = (count - 1) // 50 + 1
    return {
        "first page": "",
        "last page": f"?p={last}",
        "by last saved": "?o=-4",
        "a name": "?q=Асанов",
        "a common word": "?q=үлгү",
        "a slip": "?q=Асанво",
        "two words": "?q=үлгү+асан",
        "nothing found": "?q=фывапролд",
        "of the election": f"?election={election}",
        "of a status": "?status=registered",
        "public in Kyrgyz": "?public=ky",
        "public nowhere": "?public=no",
    }


def page_time(client, query: str) -> tuple[float, int]:
    """Return the median milliseconds of a page and its queries, after it was asked for once."""
    answer, _time, queries = timed(lambda: client.get(LIST + query))
    if answer.status_code != 200:
        sys.exit(f"{LIST}{query} answered {answer.status_code}.")
    passed = [timed(lambda: client.get(LIST + query))[1] for _time in range(TIMES)]
    return statistics.median(passed), queries


if __name__ == "__main__":
    main()
