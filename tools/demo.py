"""Serve the demo on this machine: migrate, load its content where it is missing, start gunicorn on loopback.

The server is production's own (gunicorn, WhiteNoise), so that the demo shows what an installation does; WhiteNoise
finds the static files where they lie, so nothing is collected. PORT chooses another port, the address stays 127.0.0.1.
`--reset` throws away what was entered, `--bare` leaves the sample people out.
"""

import os
import shutil
import socket
import sys
import time
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent


def port_is_free(port):
    """Return whether nothing listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def remove_what_was_entered(database, folders):
    """Remove the demo's database (with what SQLite keeps beside it), its pictures and private files."""
    for path in [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]:
        path.unlink(missing_ok=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    print("What was entered in the demo is removed.")


def prepare(*, reset, bare):
    """Bring database and content up to date in this process; a second time there is nothing to do.

    Beside the real candidate stand people who do not exist, each called «Үлгү», unless the demo is to be bare.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "emgek.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEMO:
        sys.exit("demo: .env does not say DEMO=1; the demo's known passwords belong in no real installation.")
    database = Path(settings.DATABASES["default"]["NAME"])
    folders = [Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)]
    if reset:
        if not all(path.is_relative_to(ROOT / "var") for path in (database, *folders)):
            sys.exit("demo: DATABASE_URL, MEDIA_ROOT or PRIVATE_ROOT in .env lies outside var/; nothing was removed.")
        remove_what_was_entered(database, folders)
    first = not database.exists()
    django.setup()
    print("Preparing the database ..." if first else "Looking at the database ...", flush=True)
    call_command("migrate", verbosity=1 if first else 0, interactive=False)
    call_command("load_demo", sample_people=not bare)


def main(arguments):
    """Prepare the demo and become its server."""
    started = time.monotonic()
    os.chdir(ROOT)
    try:
        port = int(os.environ.get("PORT") or 8000)
    except ValueError:
        sys.exit(f"demo: PORT={os.environ['PORT']} is not a number.")
    if not port_is_free(port):
        sys.exit(f"demo: port {port} is taken (is the demo running already?). Another one: PORT={port + 1} make demo")
    prepare(reset="--reset" in arguments, bare="--bare" in arguments)
    print(f"\nemgek is at http://{HOST}:{port}/ for this machine only, ready in {time.monotonic() - started:.1f} s.")
    print("Ctrl+C stops it; what you entered stays (make demo-reset starts afresh).\n", flush=True)
    command = ["gunicorn", "emgek.wsgi:application", f"--bind={HOST}:{port}", "--worker-class=gthread", "--threads=8"]
    command += ["--no-control-socket", "--log-level=warning"]
    os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606 -- no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
