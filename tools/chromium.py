"""Find a Chromium for the journeys, or get one: the system's, else Playwright's, else Debian's when root."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLAYWRIGHT = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")


class NotFoundError(LookupError):
    """No Chromium is here and none could be got; the message says what was tried."""


def starts(path):
    """Return whether the program runs here: a stub without its snap, or one that lacks a library, does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find():
    """Return the path of a Chromium that starts, or None."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    system = [path for path in map(shutil.which, NAMES) if path]
    playwrights = sorted((str(path) for path in PLAYWRIGHT.glob("chromium-*/chrome-linux*/chrome")), reverse=True)
    return next((path for path in named + system + playwrights if starts(path)), None)


def run_quietly(command, seconds, **environment):
    """Run a command; return None where it worked, else the last line it said."""
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            env=os.environ | environment,
        )
    except subprocess.TimeoutExpired:
        return f"no end after {seconds} s"
    lines = done.stdout.strip().splitlines() or [f"exit {done.returncode}"]
    return None if done.returncode == 0 else lines[-1].strip()


def get_playwrights(say):
    """Let Playwright download its own; return None or why it did not work."""
    say("no Chromium found: asking Playwright for its own ...")
    return run_quietly(
        [".venv/bin/playwright", "install", "chromium"], 300, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT="10000"
    )


def get_debians(say):
    """Install Debian's package; return None or why it did not work."""
    if not shutil.which("apt-get"):
        return "this is not Debian"
    if os.geteuid() != 0:
        return "not root: `sudo apt-get install --no-install-recommends chromium` helps"
    say("installing Debian's chromium (about 110 MB) ...")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return run_quietly(["apt-get", "update", "-qq"], 300, **quiet) or run_quietly(install, 600, **quiet)


def find_or_get(say=print):
    """Return the path of a Chromium; raise NotFoundError saying what was tried.

    Root on Debian asks Debian first: its package brings the libraries along, which Playwright's own does not.
    """
    path = find()
    if path:
        return path
    ways = {"Playwright": get_playwrights, "Debian": get_debians}
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways = dict(reversed(ways.items()))
    tried = []
    for name, get in ways.items():
        reason = get(say)
        path = find()
        if path:
            return path
        tried.append(f"{name}: {reason or 'installed, but it does not start'}")
    raise NotFoundError(f"no Chromium ({'; '.join(tried)})")


if __name__ == "__main__":
    print(find_or_get())
