"""Run the suite on every database and in the browser, and say at the end what ran, what did not, and why.

`make test`: everything but slow tests on SQLite, what uses the database again on PostgreSQL, the journeys once.
`make test-all`: slow tests and long property tests as well, journeys on both databases, no limit of time.
REQUIRE_SERVICES=1 turns a missing PostgreSQL or Chromium into a failure. Other arguments go to pytest.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from tools import chromium, environment

LIMIT = 20 * 60  # seconds that `make test` may take
NO_TESTS = 5  # pytest's exit status where nothing was chosen
#: A browser on a busy machine may be slower than a journey waits: one that fails is made once more, and named (R).
ONCE_MORE = ("--reruns", "1", "-rR")


@dataclass
class Run:
    """One call of pytest: what it covers, on which database, and what came of it."""

    title: str
    database: str
    marks: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    reasons: list[str] = field(default_factory=list)
    trouble: str = ""
    options: tuple[str, ...] = ()


def postgres_url():
    """Return the address of the PostgreSQL to test on, its database named after this process.

    Two suites may run at the same time on one machine; each makes, uses and drops databases of its own.
    """
    url = urlsplit(os.environ.get("TEST_DATABASE_URL") or environment.POSTGRES)
    return url._replace(path=f"{url.path.rstrip('/') or '/emgek_test'}_{os.getpid()}")


def connect(url):
    """Open a connection to the database `postgres` of the server of an address."""
    return psycopg2.connect(url._replace(scheme="postgres", path="/postgres").geturl(), connect_timeout=5)


def postgres_version(url):
    """Return (version, "") of the server, or ("", why it cannot be used)."""
    try:
        connection = connect(url)
    except psycopg2.Error as error:
        return "", (str(error).strip().splitlines() or ["no answer"])[0]
    version = connection.server_version // 10000
    connection.close()
    return str(version), ""


def drop_leftovers(url):
    """Drop the databases of a run that was stopped before it could."""
    connection = connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [f"test_{url.path[1:]}"])
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    connection.close()


def run_pytest(run, arguments, variables, seconds):
    """Run pytest once, let it speak for itself, and write into `run` what its report says."""
    print(f"\n== {run.title}, {run.database} ==", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="emgek-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-n", "2", "--dist", "worksteal"]
        command += [f"--junitxml={report}", "-m", run.marks, *run.options, *arguments]
        process = subprocess.Popen(command, env=os.environ | variables, start_new_session=True)
        try:
            status = process.wait(timeout=seconds)
        except BaseException as stop:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            if not isinstance(stop, subprocess.TimeoutExpired):
                raise
            status = None
        run.seconds = time.monotonic() - started
        if report.exists():
            read_report(run, report)
    if status is None:
        run.trouble = "stopped: the time was over"
    elif status not in (0, 1, NO_TESTS) or (status == 1 and not run.failed):
        run.trouble = f"pytest ended with status {status}"
    if run.trouble:
        run.failed += 1


def read_report(run, report):
    """Count what pytest's report says; keep each reason for a skip once."""
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 -- pytest wrote it a moment ago
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            run.failed += 1
        elif skip is not None:
            run.skipped += 1
            reason = (skip.get("message") or "no reason given").strip()
            if reason not in run.reasons:
                run.reasons.append(reason)
        else:
            run.passed += 1


def plan(thorough):
    """Return the runs to make and, for the summary, what is left out of them on purpose."""
    slow, walk = ("", "") if thorough else (" and not slow", " and not walk")
    runs = [
        Run("all but journeys", "SQLite", f"not journey{slow}"),
        Run("database tests", "PostgreSQL", f"database and not journey{slow}{walk}"),
        Run("journeys, axe", "SQLite", f"journey{slow}", options=() if thorough else ONCE_MORE),
    ]
    if thorough:
        return [*runs, Run("journeys, axe", "PostgreSQL", "journey")], []
    left = "journeys and walks through all screens on PostgreSQL, slow tests, long property tests"
    return runs, [f"{left}: `make test-all` runs them"]


def summary(runs, uncovered):
    """Return the closing table, what was not covered, and the line that counts."""
    rows = [("what", "database", "passed", "failed", "skipped", "seconds")]
    rows += [(run.title, run.database, run.passed, run.failed, run.skipped, f"{run.seconds:.1f}") for run in runs]
    lines = ["", *("{:<18} {:<14} {:>7} {:>7} {:>8} {:>8}".format(*row) for row in rows)]
    lines += [f"! {run.title}, {run.database}: {run.trouble}" for run in runs if run.trouble]
    lines += ["", "Not covered:"] if uncovered else []
    lines += [f"- {line}" for line in uncovered]
    counts = f"{sum(run.passed for run in runs)} passed, {sum(run.failed for run in runs)} failed"
    skipped = sum(run.skipped for run in runs)
    return "\n".join([*lines, "", counts + (f", {skipped} skipped" if skipped else "")])


def main(arguments):
    """Make every run that the services here allow; return 1 where anything failed."""
    thorough = "--all" in arguments
    arguments = [argument for argument in arguments if argument != "--all"]
    required = bool(os.environ.get("REQUIRE_SERVICES"))
    ends = None if thorough else time.monotonic() + LIMIT
    runs, uncovered = plan(thorough)
    variables = {"HYPOTHESIS_PROFILE": "long" if thorough else os.environ.get("HYPOTHESIS_PROFILE", "fast")}

    url = postgres_url()
    version, missing = postgres_version(url)
    lacks = {}
    if missing:
        address = f"{url.hostname}:{url.port or 5432}"
        lacks["PostgreSQL"] = (
            f"everything on PostgreSQL: none at {address} ({missing}); TEST_DATABASE_URL names another"
        )
    try:
        variables["CHROMIUM"] = chromium.find_or_get()
    except chromium.NotFoundError as error:
        lacks["journey"] = f"journeys and axe: {error}"

    done = []
    try:
        for run in runs:
            if run.database in lacks or ("journey" in lacks and run.marks.startswith("journey")):
                if required:
                    run.trouble = "a required service is missing, see below"
                    run.failed = 1
                    done.append(run)
                continue
            database = "sqlite" if run.database == "SQLite" else "postgres"
            left = None if ends is None else max(1, ends - time.monotonic())
            run_pytest(run, arguments, variables | {"TEST_DB": database, "TEST_DATABASE_URL": url.geturl()}, left)
            if database == "postgres":
                run.database = f"PostgreSQL {version}"
            done.append(run)
    finally:
        if version:
            drop_leftovers(url)
    uncovered = [*lacks.values(), *uncovered]
    uncovered += [f"{run.title}, {run.database}: {reason}" for run in done for reason in run.reasons]
    if not sum(run.passed for run in done) and not any(run.trouble for run in done):
        print("No test ran at all.")
    print(summary(done, list(dict.fromkeys(uncovered))))
    return 1 if any(run.failed for run in done) or not any(run.passed for run in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
