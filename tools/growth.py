"""How public pages, search and publishing take to a list that grows, on both databases.

    make growth                                     45, 1,000 and 10,000 candidates
    make growth ARGS="--sizes 45,100000 --on sqlite"

Pages are asked of the front with room for none, so that each is made each time, of pieces. "First" is the first that is
made after a publication: it counts who stands, the others until the next one do not. Told is the least of many times in
milliseconds, which a busy machine disturbs least, and how often that is the time with the fewest candidates.
"""

import argparse
import os
import time
from itertools import count

from tools.scratch_database import on_each_database, scratch_database, settle

TIMES = 15
STEP = 500
RARE, COMMON = "Кашкарбаш", "үлгү"
#: How often as long it may take with many, and the most milliseconds that a common word may take.
AIM, MOST_COMMON = 1.5, 100


def main():
    """Report on every database; exit 1 where something grows too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="45,1000,10000", help="numbers of candidates, the fewest first")
    on_each_database("tools.growth", parser, report)


def report(database, asked):
    """Print the figures of one database; return how many grow too much."""
    sizes = [int(size) for size in asked.sizes.split(",")]
    with scratch_database(database, "emgek_growth", DEBUG=False, PAGE_CACHE_MB=0):
        return told(database, grown(sizes))


def grown(sizes):
    """Return the milliseconds of everything by the number of candidates."""
    from emgek.models import Page
    from emgek.sample_people import People
    from emgek.sampling import Sample
    from publishing.clock import now
    from publishing.journal import Who
    from tools.bench_site import without_portraits

    without_portraits()
    sample = Sample(now(), Who.user(None), languages=("ky",), interviews=0)
    election = sample.make_party()
    sample.publish([Page.objects.create(slug="rare", title_ky=RARE)])
    people, there, found = People(sample, election), 0, {}
    for size in sizes:
        while there < size:
            numbers = range(there + 1, min(there + STEP, size) + 1)
            sample.publish(people.write(numbers))
            there = numbers[-1]
        settle()
        found[size] = {name: least(work) for name, work in works(sample, election.pk).items()}
    return found


def works(sample, election):
    """Return what is measured, by name."""
    from candidates import roll
    from candidates.models import Candidate
    from emgek.wsgi import application
    from publishing.editions import Reference

    def asks(path):
        def ask():
            answer = get(application, path)
            assert answer == "200 OK", path  # noqa: S101 -- a figure of an error page is none

        return ask

    def first():
        application.present.shelf = None
        asks("/ky/candidates/")()

    def publish():
        person.lead_ky = f"Үлгү {next(edits)}"
        person.save()
        sample.publish([person])

    edits, person = count(), Candidate.objects.order_by("pk")[20]
    whole = Reference.objects.filter(source_kind="candidate", role="candidacy", target_id=election).order_by(
        "-sort_key"
    )
    last = whole.values_list("sort_key", "source_id")[min(30, whole.count() - 1)]
    found = roll.roll(election, "ky", sample.at, limit=1, after=last)
    deepest = f"{found[0].key}-{found[0].card.object_id}"
    return {
        "list, first page": asks("/ky/candidates/"),
        "list, the first": first,
        "list, last page": asks(f"/ky/candidates/?after={deepest}"),
        "candidate": asks(f"/ky/candidates/{person.slug}/"),
        "search, rare": asks(f"/ky/search/?q={RARE}"),
        "search, common": asks(f"/ky/search/?q={COMMON}"),
        "publish one": publish,
    }


def get(application, path):
    """Ask the front for a path; return the status."""
    from django.test import RequestFactory

    said = []
    environ = RequestFactory(headers={"host": "127.0.0.1"}).get(path).environ
    content = application(environ, lambda status, headers, failure=None: said.append(status))
    b"".join(content)
    return said[0]


def least(work):
    """Return the fewest milliseconds that some work takes, after it was done once."""
    work()
    passed = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        work()
        passed.append((time.perf_counter() - begun) * 1000)
    return min(passed)


def told(database, found):
    """Print the table; return how many grow too much."""
    sizes = list(found)
    few, many = found[sizes[0]], found[sizes[-1]]
    print(f"\n{database}, load {os.getloadavg()[0]:.1f}: ms")
    print(" " * 20 + "".join(f"{size:>10,}" for size in sizes) + "     ratio")
    for name in few:
        print(
            f"  {name:18}" + "".join(f"{found[size][name]:10.1f}" for size in sizes) + f"{many[name] / few[name]:10.2f}"
        )
    is_slow = many["search, common"] > MOST_COMMON
    free = ("search, common", "list, the first")
    return is_slow + sum(many[name] > AIM * few[name] for name in few if name not in free)


if __name__ == "__main__":
    main()
