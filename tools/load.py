"""Load: many readers for ten minutes, while something is published every five seconds.

    make load                                    ten minutes
    make load ARGS="--minutes 1 --rate 80"

A PostgreSQL, a Redis, two gunicorns and nginx of its own (tests/deploy/machine.py) serve a sample. Each reader has an
address of loopback of its own, so that nginx's limits are those of the public, keeps its connection, and asks for one
page after another at a steady rate; a page that is late does not make the next one early. Told are requests, errors and
times by kind of page, and after how long each publication was seen: later than a second is a fault, as every error is.
"""

import argparse
import bisect
import http.client
import itertools
import os
import random
import re
import ssl
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest

from tests.deploy.machine import NAME, counted, found, machine
from tools import environment

READERS = 24
EVERY = 5  # seconds between two publications
SEEN_WITHIN = 1.0
LOOKS = 0.1  # seconds between two looks whether a publication is seen
PATIENCE = 20
NEWS = "/ky/load/"
#: What a hundred readers ask for: most come in by the home page, the list, or a person they were sent.
SHARES = {"home": 22, "list": 20, "candidate": 25, "interview": 12, "plank": 9, "search": 8, "feed": 4}
LINKS = {
    "list": r'href="(\?[^"]*after=[^"]+)"',
    "candidate": r'href="(/\w\w/candidates/[^"/?#]+/)[#"]',
    "interview": r'href="(/\w\w/interviews/[^"/?#]+/)[#"]',
    "plank": r'href="(/\w\w/program/[^"/?#]+/)[#"]',
}
WORDS = ("түтүн", "шаар", "бала", "экология", "жол", "нетсуз", "асан", "smoke")


@dataclass
class Told:
    """What the readers met, by kind: seconds of each answer, and what went wrong."""

    seconds: dict = field(default_factory=lambda: defaultdict(list))
    wrong: Counter = field(default_factory=Counter)
    late: int = 0

    def __str__(self):
        every = list(itertools.chain(*self.seconds.values()))
        rows = [*sorted(self.seconds.items()), ("all", every)]
        lines = [f"{'':<10}{'requests':>9}{'p50':>8}{'p99':>8}{'max':>8}  ms"]
        for kind, seconds in rows:
            times = [1000 * part for part in (percentile(seconds, 50), percentile(seconds, 99), max(seconds))]
            lines.append(f"{kind:<10}{len(seconds):>9}" + "".join(f"{one:>8.1f}" for one in times))
        wrong = ", ".join(f"{kind} {what}: {many}" for (kind, what), many in self.wrong.most_common())
        return "\n".join([*lines, f"errors: {sum(self.wrong.values())}" + (f" ({wrong})" if wrong else "")])


def percentile(values, part):
    """Return the value below which a part of a hundred lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


# Readers ----------------------------------------------------------------------------------------------------------


class Reader:
    """Somebody who reads over one connection, from an address of loopback of their own."""

    def __init__(self, site, number):
        own = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
        context = ssl._create_unverified_context()  # noqa: S323 -- signed by itself
        place = urlsplit(site)
        self.line = http.client.HTTPSConnection(
            place.hostname, place.port, timeout=PATIENCE, source_address=own, context=context
        )

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.line.close()

    def read(self, path, **headers):
        """Return (status, seconds, content) of a page; raise OSError or HTTPException where no whole answer came."""
        began = time.monotonic()
        try:
            self.line.request("GET", path, headers={"Host": NAME} | headers)
            answer = self.line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise
        return answer.status, time.monotonic() - began, content


def reads(site, number, pages, told, pace, ends):
    """Let a reader read page after page, each at its time, until the end."""
    with Reader(site, number) as reader:
        read_on(reader, pages, told, pace, ends, random.Random(number))  # noqa: S311


def read_on(reader, pages, told, pace, ends, chance):
    """Read page after page over one connection."""
    kinds, weights = zip(*SHARES.items(), strict=True)
    due = time.monotonic() + chance.random() * pace
    while due < ends:
        time.sleep(max(0, due - time.monotonic()))
        kind = chance.choices(kinds, weights)[0]
        path = chance.choice(pages[kind])
        try:
            status, seconds, _content = reader.read(path, **{"Accept-Encoding": chance.choice(("gzip", "br"))})
        except (OSError, http.client.HTTPException) as error:
            told.wrong[kind, type(error).__name__] += 1
        else:
            told.seconds[kind].append(seconds)
            if status != 200:
                told.wrong[kind, status] += 1
        due += pace
        told.late += time.monotonic() > due


def known_pages(site):
    """Return the addresses of each kind, found by following links as a reader would."""
    pages = defaultdict(set)
    with Reader(site, 0) as reader:
        for code in ("ky", "ru", "en"):
            pages["home"].add(f"/{code}/")
            pages["feed"].add(f"/{code}/feed.xml")
            pages["search"] |= {f"/{code}/search/?q={quote(word)}" for word in WORDS}
            for start, kind in (("candidates", "candidate"), ("interviews", "interview"), ("program", "plank")):
                walk(reader, f"/{code}/{start}/", kind, pages)
            time.sleep(2)  # within nginx's limit
    missing = [kind for kind in SHARES if not pages[kind]]
    if missing:
        sys.exit(f"load: the sample has no {', '.join(missing)}.")
    return {kind: sorted(paths) for kind, paths in pages.items()}


def walk(reader, start, kind, pages):
    """Read a list to its end, and note its pages and where they lead."""
    path = start
    while path and path not in pages["list"]:
        pages["list"].add(path)
        text = reader.read(path)[2].decode()
        pages[kind] |= set(re.findall(LINKS[kind], text))
        further = re.search(LINKS["list"], text)
        path = further and start + further[1].replace("&amp;", "&")


# Publishing, and who sees it ----------------------------------------------------------------------------------------


class Office:
    """Publishes again and again in a process of its own, so that every web server learns it from the database."""

    def __init__(self, own):
        command = [sys.executable, "-m", "tools.load", "--publish"]
        variables = own.variables | {"DJANGO_SETTINGS_MODULE": "emgek.settings"}
        self.process = subprocess.Popen(
            command, cwd=environment.ROOT, env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.acts, self.seconds = [], []

    def publish(self):
        """Publish the next title; note when it was done."""
        began, number = time.monotonic(), len(self.acts) + 1
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        if self.process.stdout.readline().strip() != str(number):
            raise RuntimeError("Nothing was published.")
        self.acts.append(time.monotonic())
        self.seconds.append(self.acts[-1] - began)

    def publish_until(self, ends):
        """Publish every few seconds; stop early enough for the last to be seen."""
        due = time.monotonic()
        while due < ends - EVERY:
            time.sleep(max(0, due - time.monotonic()))
            self.publish()
            due += EVERY

    def close(self):
        """Let the process end."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=PATIENCE)


def publish_what_is_asked():
    """Publish a page under each number that is read; write the number when it is committed."""
    import django

    django.setup()
    from emgek.models import Page
    from publishing.acts import publish
    from publishing.clock import now
    from publishing.journal import Who
    from publishing.languages import LANGUAGES

    texts = {f"{name}_{code}": f"Үлгү {name}" for name in ("title", "body") for code in LANGUAGES}
    page, _made = Page.objects.get_or_create(slug=NEWS.strip("/").split("/")[1], defaults=texts)
    for line in sys.stdin:
        page.title_ky = page.title_ru = page.title_en = f"Үлгү {int(line)}"
        page.save()
        publish([page], LANGUAGES, at=now(), who=Who.user(None))
        print(int(line), flush=True)


def looks_out(site, number, looks, told, ends):
    """Let somebody look which publication is shown, again and again; each look may reach another process."""
    with Reader(site, number) as reader:
        while time.monotonic() < ends:
            look(reader, looks, told)
            time.sleep(LOOKS)


def look(reader, looks, told):
    """Look once, and remember when and what."""
    began = time.monotonic()
    try:
        status, _seconds, content = reader.read(NEWS)
    except (OSError, http.client.HTTPException) as error:
        told.wrong["news", type(error).__name__] += 1
    else:
        shown = re.search(r"<h1[^>]*>\s*Үлгү (\d+)", content.decode())
        if status == 200 and shown:
            looks.append((began, int(shown[1])))
        else:
            told.wrong["news", status] += 1


def staleness(acts, looks):
    """Return for each publication after how many seconds the last look that did not show it began."""
    missed = [0.0] * len(acts)
    for began, shown in looks:
        done = bisect.bisect_right(acts, began)
        for number in range(shown, done):
            missed[number] = max(missed[number], round(began - acts[number], 3))
    return missed


# The command --------------------------------------------------------------------------------------------------------


def furnished(own, candidates):
    """Start everything, with a sample; return the site's address and those of its web servers."""
    for program in ("nginx", "postgres", "redis-server"):
        found(program)
    own.postgres(is_durable=True)
    own.redis()
    own.manage("collectstatic", "--noinput", "-v0")
    prepared = own.piece("prepare", ["sh", "deploy/entrypoint.sh", "prepare"])
    if prepared.process.wait():
        sys.exit(prepared.log.read_text())
    own.manage("make_sample", "--candidates", str(candidates))
    servers = [own.web(name)[1] for name in "ab"]
    return own.nginx(*servers)[1], servers


def measured(site, office, options):
    """Let readers read and the office publish; return what they met and when each publication was last missed."""
    office.publish()
    pages, told, looks = known_pages(site), Told(), []
    print(", ".join(f"{len(paths)} × {kind}" for kind, paths in pages.items()), flush=True)
    ends, pace = time.monotonic() + options.minutes * 60, READERS / options.rate
    work = [(reads, (site, number, pages, told, pace, ends)) for number in range(READERS)]
    work += [(looks_out, (site, READERS + number, looks, told, ends)) for number in range(2)]
    work += [(office.publish_until, (ends,))]
    threads = [threading.Thread(target=what, args=given) for what, given in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told, staleness(office.acts, looks), len(looks)


def report(told, missed, looks, office, servers):
    """Print what was met; return how many faults it has."""
    print(told)
    print(f"pages that waited for a reader who was still reading the one before: {told.late}")
    late = [seconds for seconds in missed if seconds > SEEN_WITHIN]
    took = (
        f"publishing took {1000 * statistics.median(office.seconds):.0f} ms, at most {1000 * max(office.seconds):.0f}"
    )
    print(f"publications: {len(missed)}; {took}; {looks} looks: last missed after {max(missed):.2f} s at most")
    print(f"not seen by everybody within {SEEN_WITHIN:g} s: {len(late)}")
    for server in servers:
        given, made = (counted(server, name) for name in ("emgek_pages_total", "emgek_pages_made_total"))
        print(f"{server}: {given} pages given out, {made} made for that")
    return sum(told.wrong.values()) + len(late)


def main(argv=None):
    """Load the site and report; return 1 where an answer was wrong or a publication seen too late."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, help="how long; 10 unless told")
    parser.add_argument("--rate", type=float, default=60, help="pages a second, of all readers together")
    parser.add_argument("--candidates", type=int, default=45, help="how many people the sample has")
    parser.add_argument("--publish", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.publish:
        publish_what_is_asked()
        return 0
    try:
        with machine() as own:
            site, servers = furnished(own, options.candidates)
            print(f"{READERS} readers, {options.rate:g} pages a second, {options.minutes:g} minutes; {load_average()}")
            office = Office(own)
            told, missed, looks = measured(site, office, options)
            office.close()
            print(load_average())
            return 1 if report(told, missed, looks, office, servers) else 0
    except pytest.skip.Exception as missing:
        sys.exit(f"load: {missing}")


def load_average():
    """Return how busy the machine is: others' work slows readers too."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    sys.exit(main())
