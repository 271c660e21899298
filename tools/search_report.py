"""How well search does: recall@5 and MRR of the judged and the unseen queries, by language, on both databases.

python -m tools.search_report                 figures, and the judged queries that fall short
python -m tools.search_report --people 1000   milliseconds too, with so many sample candidates more
"""

import argparse
import statistics
import time
from io import StringIO

from tools.scratch_database import on_each_database, scratch_database

SETS = ("judged", "held_out")
AIMS = {"recall@5": 0.95, "MRR": 0.9}
TIMES = 15
TIMED = {
    "rare": "Асанбердиев",
    "common": "үлгү",
    "common, two words": "үлгү шаар",
    "inflected": "бишкектин",
    "one letter wrong": "Асанбирдиев",
    "one word missing": "үлгү көмүр",
    "nothing": "фывапролд",
    "suggestions": "үл",
}


def main():
    """Report on every database; exit 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=0, help="time queries beside so many sample candidates")
    on_each_database("tools.search_report", parser, report)


def report(database: str, asked: argparse.Namespace) -> int:
    """Print the figures of one database; return how many aims are missed."""
    with scratch_database(database, "emgek_search_report", DEMO=True):
        return judged(database) + (timed(asked.people) if asked.people else 0)


def judged(database: str) -> int:
    """Print recall@5 and MRR by set and language, and the queries that fall short."""
    from tests.publishing import judging

    judging.furnish()
    short = []
    print(f"\n{database:10} {'queries':>8} {'recall@5':>9} {'MRR':>6}")
    for name in SETS:
        verdicts = judging.judge(name)
        for language, (count, recall, rank) in sorted(judging.figures(verdicts).items()):
            print(f"{name + ' ' + language:12} {count:6} {recall:9.3f} {rank:6.3f}")
            short += [name] if language == "all" and (recall < AIMS["recall@5"] or rank < AIMS["MRR"]) else []
        # What the unseen ones miss is not shown, so that nobody tunes on it.
        for verdict in verdicts if name == "judged" else ():
            if verdict.recall < 1:
                print(f"    {verdict}")
    return len(short)


def timed(people: int) -> int:
    """Print the milliseconds of some queries beside many candidates: the median and the slowest of fifteen."""
    from django.core.management import call_command

    from publishing import clock
    from publishing.finding.asked import Query
    from publishing.search import SearchEntry
    from publishing.searching import search
    from publishing.suggesting import suggestions

    where = ["--election=bishkek-2021-july", "--at=2021-07-08T12:00"]
    call_command("make_sample", f"--candidates={people}", *where, stdout=StringIO(), stderr=StringIO())
    print(f"\n{SearchEntry.objects.count()} entries {'':6} {'found':>6} {'median':>7} {'most':>6}  ms")
    for name, text in TIMED.items():
        find = suggestions if name == "suggestions" else search
        passed = []
        for _time in range(TIMES):
            begun = time.perf_counter()
            found = find(Query.typed(text), "ky", clock.now())
            passed.append((time.perf_counter() - begun) * 1000)
        count = len(found) if name == "suggestions" else found.count
        print(f"{name:20} {count:6} {statistics.median(passed):7.1f} {max(passed):6.1f}  {text}")
    return 0


if __name__ == "__main__":
    main()
