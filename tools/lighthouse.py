"""Lighthouse on the pages that matter most: the median of five runs on its own phone and its own slow line."""

import json
import os
import shutil
import statistics
import subprocess

from tools import chromium, environment

FOLDER = environment.ROOT / "tools" / "lighthouse"
RUNS = 5
#: What is asked of the median; the categories are Lighthouse's.
AIMS = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = ("home", "candidate", "candidate with portrait", "interview", "plank")
PATIENCE = 180  # seconds for one run
TRIES = 3  # Chromium sometimes records no trace; Lighthouse then says “run again”


def install():
    """Install what package-lock.json names, once; return why it is not there, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "no npm here"
    lock, done = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    ran = subprocess.run([npm, "ci", "--no-fund", "--no-audit"], cwd=FOLDER, capture_output=True, text=True)
    done.exists() and done.touch()
    return "" if ran.returncode == 0 else ran.stderr.strip()[-400:]


def run(url):
    """Return Lighthouse's report of one page."""
    command = [FOLDER / "node_modules" / ".bin" / "lighthouse", url, "--output=json", "--quiet"]
    command += [f"--only-categories={','.join(AIMS)}"]
    command += ["--chrome-flags=--no-sandbox --headless=new --disable-dev-shm-usage --disable-gpu"]
    variables = os.environ | {"CHROME_PATH": chromium.find()}
    for _ in range(TRIES):
        ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, env=variables)
        if ran.returncode == 0:
            return json.loads(ran.stdout)
    raise RuntimeError(ran.stderr.strip()[-800:])


def faults(report):
    """Return the titles of audits that took points, each category's name before them."""
    found = []
    for key, category in report["categories"].items():
        weighed = [audit["id"] for audit in category["auditRefs"] if audit["weight"]]
        scores = {name: report["audits"][name]["score"] for name in weighed}
        found += [f"{key}/{name}" for name, score in scores.items() if score is not None and score < 0.9]
    return found


def table(site, runs=RUNS):
    """Run every page, print the medians; return what was missed."""
    from tests.public_pages import address

    reason = install()
    if reason:
        print(f"Lighthouse was not run: {reason}")
        return ["Lighthouse"]
    missed = []
    print(f"\n{'Lighthouse, median of ' + str(runs):<26}", *(f"{name:>15}" for name in AIMS), "   LCP ms  CLS  TBT ms")
    for name in PAGES:
        reports = [run(site + address(name, "ky")) for _ in range(runs)]
        scores = {
            key: statistics.median(round(report["categories"][key]["score"] * 100) for report in reports)
            for key in AIMS
        }
        audits = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
        values = [statistics.median(report["audits"][audit]["numericValue"] for report in reports) for audit in audits]
        print(f"{name:<26}", *(f"{score:15.0f}" for score in scores.values()), "{:9.0f} {:.3f} {:7.0f}".format(*values))
        low = {key: score for key, score in scores.items() if score < AIMS[key]}
        missed += [f"{name}: {low}, {', '.join(faults(reports[-1]))}"] if low else []
    return missed
