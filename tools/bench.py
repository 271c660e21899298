"""How fast pages are given out, beside the limit of the machine, and beside Wagtail where it is.

    make bench                          ten rounds of three seconds
    make bench ARGS="--rounds 3"        fewer

The limit is gunicorn with one answer from memory (tools/hello.py), the very bytes of our page. All run under gunicorn
with two sync workers, on SQLite, and are asked by wrk in turn, in the other order each round; each round is compared
within itself, and medians are told. Only ratios of one run count. Wagtail is that of ../shared/bench (BENCH_ROOT, made
by its setup.sh), with the same words; without it we are measured beside the limit alone.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tools import environment, scratch_site
from tools.form_report import BENCH, BENCH_ROOT

GUNICORN = ("-k", "sync", "-w", "2", "--timeout=300", "--no-control-socket", "--log-level=error")
PATIENCE = 300  # seconds until a server has to answer; a busy machine takes long
NOTHING_KEPT = {"PAGE_CACHE_MB": "0", "PIECE_CACHE_MB": "0"}
#: As production runs: the application is loaded once and its memory is shared; as many processes as the others have.
SHIPPED = {"WEB_CONCURRENCY": "2", "LOG_LINES": "0"}
SHIPPED_OPTIONS = ("--config=deploy/gunicorn.conf.py", "--log-level=error")
WAGTAIL = {"page": "/ky/talapkerler/talapker-7/", "list": "/ky/talapkerler/"}
#: What is aimed at (issue 6): what, beside what, and the least ratio, or the most where less is better.
FASTER = (
    ("cached page", "limit", 0.85),
    ("page, no cache", "Wagtail page", 8),
    ("list of 45, no cache", "Wagtail list of 45", 10),
)
SMALLER = (("memory", 0.6), ("cold start", 0.5))


class Server:
    """A server of this run: how it is started, and its port."""

    def __init__(self, application, folder, variables, python=sys.executable, options=GUNICORN):
        """Take a WSGI application in a folder, with the environment and the Python that it needs."""
        self.command = [str(python), "-m", "gunicorn", application, *options]
        self.folder, self.variables = folder, {k: v for k, v in variables.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.port, self.process = scratch_site.free_port(), None

    def start(self, path):
        """Start it; return the seconds until the first whole page."""
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [*self.command, f"--bind=127.0.0.1:{self.port}"], cwd=self.folder, env=self.variables
        )
        while time.perf_counter() - begun < PATIENCE:
            try:
                if self.get(path)[0] == 200:
                    return time.perf_counter() - begun
            except (OSError, http.client.HTTPException):
                time.sleep(0.005)
        sys.exit(f"{self.command} does not answer.")

    def stop(self):
        """End it."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=scratch_site.PATIENCE)
            self.process = None

    def get(self, path):
        """Return status, tag and content of one request."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        asked.request("GET", path)
        answer = asked.getresponse()
        found = answer.status, answer.headers.get("ETag"), answer.read()
        asked.close()
        return found

    def memory(self):
        """Return the proportional size of its processes in MiB (Linux)."""
        pids = [self.process.pid]
        for pid in pids:
            pids += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        rolled = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
        return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) for text in rolled) / 1024


def per_second(server, path, seconds, tag=""):
    """Return how many requests a second a server answers, asked by wrk over eight connections."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-H", f"If-None-Match: {tag}"] if tag else []
    out = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"{path} failed under load:\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


@contextmanager
def servers(folder, is_alone):
    """Fill a site; yield the servers by name, and what was told of the site."""
    database = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "DEBUG": "0", "DEMO": "0", "LOG_LEVEL": "WARNING"}
    variables = scratch_site.surroundings(folder) | database
    filled = subprocess.run(
        [sys.executable, "-m", "tools.bench_site"],
        env=variables,
        cwd=environment.ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    page = {"BENCH_PAGE_FILE": f"{folder}/page.html"}
    found = {
        "limit": Server("tools.hello:application", environment.ROOT, variables | page),
        "emgek": Server("emgek.wsgi:application", environment.ROOT, variables),
        "no cache": Server("emgek.wsgi:application", environment.ROOT, variables | {"PAGE_CACHE_MB": "0"}),
        "nothing kept": Server("emgek.wsgi:application", environment.ROOT, variables | NOTHING_KEPT),
        "as shipped": Server("emgek.wsgi:application", environment.ROOT, variables | SHIPPED, options=SHIPPED_OPTIONS),
    }
    python, data = BENCH_ROOT / "venv-wagtail/bin/python", BENCH_ROOT / "data/wagtail_45.sqlite3"
    if is_alone:
        print("Measured without Wagtail.")
    elif BENCH.is_dir() and python.exists() and data.exists():
        own = {"BENCH_DB": f"sqlite:{data}", "BENCH_DATA": str(data.parent), "DJANGO_SETTINGS_MODULE": "settings"}
        found["wagtail"] = Server("wsgi", BENCH / "wagtail_site", os.environ | own, python)
    else:
        print(f"Wagtail is not in {BENCH_ROOT} (../shared/bench/setup.sh makes it): measured without it.")
    try:
        yield found, json.loads(filled.stdout.splitlines()[-1])  # before it stand the site's log lines
    finally:
        for server in found.values():
            server.stop()


def started(found, paths, times):
    """Start every server, those whose start is timed several times in turn; return the seconds each time."""
    cold = {name: [] for name in ("emgek", "as shipped", "wagtail") if name in found}
    for _time in range(times):
        for name, seconds in cold.items():
            seconds.append(found[name].start(paths[name]))
            found[name].stop()
    for name in ("emgek", "as shipped", "no cache", "nothing kept", "wagtail"):
        if name in found:
            found[name].start(paths[name])
    return cold


def measured(found, told, rounds, seconds):
    """Return requests a second of everything that is asked for, by its name, round by round."""
    path, listed = told["paths"]["page"], told["paths"]["list"]
    tag = found["emgek"].get(path)[1]
    asked = {
        "limit": (found["limit"], path),
        "cached page": (found["emgek"], path),
        "304": (found["emgek"], path, tag),
        "page, no cache": (found["no cache"], path),
        "list of 45, no cache": (found["no cache"], listed),
        "page, nothing kept": (found["nothing kept"], path),
        "list of 45, nothing kept": (found["nothing kept"], listed),
    }
    if "wagtail" in found:
        asked |= {
            f"Wagtail {name}": (found["wagtail"], WAGTAIL[key])
            for name, key in (("page", "page"), ("list of 45", "list"))
        }
    figures = {name: [] for name in asked}
    for server, where, *tags in asked.values():
        per_second(server, where, 1, *tags)
    for number in range(rounds):
        for name in list(asked)[:: -1 if number % 2 else 1]:
            server, where, *tags = asked[name]
            figures[name].append(per_second(server, where, seconds, *tags))
    return figures


def ratio(figures, name, beside):
    """Return the median of what one is to another within each round; None where the other was not measured."""
    if beside not in figures:
        return None
    return statistics.median(one / other for one, other in zip(figures[name], figures[beside], strict=True))


def report(figures, told, cold, memory):
    """Print the table; return how many aims are missed."""
    print(f"\n{'':26}{'a second':>10}{'least':>9}{'most':>9}{'÷ limit':>9}")
    for name, found in figures.items():
        middle = statistics.median(found)
        print(f"{name:26}{middle:10.0f}{min(found):9.0f}{max(found):9.0f}{ratio(figures, name, 'limit'):9.3f}")
    missed = 0
    print("\naims")
    for name, beside, least in FASTER:
        value = ratio(figures, name, beside)
        if value is not None:
            missed += value < least
            print(f"  {name} ÷ {beside}: {value:.2f} (at least {least})")
    for name, most in told["queries"].items():
        missed += most > 3
        print(f"  queries of the {name}: {most} (at most 3)")
    middles = {"memory": memory, "cold start": {name: statistics.median(found) for name, found in cold.items()}}
    for name, most in SMALLER:
        other, unit = middles[name].get("wagtail"), "MiB" if name == "memory" else "s"
        for what, way in (("emgek", "like the peers"), ("as shipped", "as shipped")):
            own = middles[name][what]
            if other:
                missed += what == "emgek" and own / other > most
                beside = f" ÷ {other:.2f} {unit} of Wagtail: {own / other:.2f} (at most {most})"
            print(f"  {name}, {way}: {own:.2f} {unit}{beside if other else ''}")
    return missed


def main():
    """Measure; exit 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--starts", type=int, default=5, help="cold starts of each")
    parser.add_argument("--alone", action="store_true", help="without Wagtail")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not there: install it (Debian: apt-get install wrk).")
    with tempfile.TemporaryDirectory(prefix="emgek-bench-") as folder, servers(folder, asked.alone) as (found, told):
        ours = ("emgek", "as shipped", "no cache", "nothing kept")
        paths = dict.fromkeys(ours, told["paths"]["page"]) | {"wagtail": WAGTAIL["page"]}
        print(
            f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        cold = started(found, paths, asked.starts)
        (Path(folder) / "page.html").write_bytes(found["emgek"].get(paths["emgek"])[2])
        found["limit"].start(paths["emgek"])
        figures = measured(found, told, asked.rounds, asked.seconds)
        memory = {name: found[name].memory() for name in cold}
        print(f"load after: {os.getloadavg()[0]:.1f}")
        missed = report(figures, told, cold, memory)
    sys.exit(f"{missed} aims are missed." if missed else 0)


if __name__ == "__main__":
    main()
