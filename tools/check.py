"""Check style, floors, migrations, templates and catalogues; say at the end what did not pass.

Every step runs, whatever the one before said. Nothing is changed, and the `.env` of the demo is not read.
"""

import os
import subprocess
import sys
import time

from tools import environment

BIN = os.path.dirname(sys.executable)
PYTHON = sys.executable
# Warnings that Django or Python will turn into errors are errors of ours already now.
STRICT = [PYTHON, "-W", "error::DeprecationWarning", "-W", "error::PendingDeprecationWarning"]

SHOWN = 40  # lines of a step that failed; the rest is seen by calling its command

STEPS = {
    "style (ruff check)": [f"{BIN}/ruff", "check", "--output-format", "concise"],
    "form (ruff format)": [f"{BIN}/ruff", "format", "--check", "--output-format", "concise"],
    "floors (import-linter)": [f"{BIN}/lint-imports", "--no-cache", "--no-logo"],
    "rules of the house": [PYTHON, "-m", "tools.house"],
    "Django's own checks": [*STRICT, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations complete": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates (djlint)": [f"{BIN}/djlint", "--quiet", "--lint", "--allow-empty-input", "templates"],
    "catalogues complete": [PYTHON, "-m", "tools.messages", "check"],
    "libraries' words too": [PYTHON, "-m", "tools.borrowed"],
}


def main():
    """Run every step and print what those that failed had to say; return 1 where one did."""
    os.chdir(environment.ROOT)
    environment.prepare()
    failed = []
    for title, command in STEPS.items():
        started = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(f"{'ok ' if done.returncode == 0 else 'NO '} {title} ({time.monotonic() - started:.1f} s)", flush=True)
        if done.returncode:
            failed.append(title)
            lines = done.stdout.rstrip().splitlines()
            print("\n".join(lines[:SHOWN]))
            if len(lines) > SHOWN:
                again = [os.path.relpath(part) if os.path.isabs(part) else part for part in command]
                print(f"... {len(lines) - SHOWN} more lines: {' '.join(again)}")
    print(f"{len(STEPS) - len(failed)} checks passed, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
