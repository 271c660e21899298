"""How gunicorn serves emgek: `python -m gunicorn --config deploy/gunicorn.conf.py emgek.wsgi`, from the checkout.

BIND, WEB_CONCURRENCY (processes), WEB_THREADS, TRUSTED_PROXIES and LOG_LEVEL come from the environment or from .env, as
the settings do. `make demo` does not read this file.
"""

import os
import shutil
import tempfile
from pathlib import Path

from environ import FileAwareEnv

from emgek.operations import logs

FileAwareEnv.read_env(Path(__file__).resolve().parent.parent / ".env")

bind = os.environ.get("BIND", "127.0.0.1:8000").split(",")
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 4)
# The application is loaded once, and its pages of memory are shared by all processes.
preload_app = True
# A process is replaced now and then, not all at once; who is being answered is waited for.
max_requests, max_requests_jitter = 20_000, 4_000
timeout, graceful_timeout = 60, 30
keepalive = 75  # longer than a proxy keeps a connection that it does not use
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 -- gunicorn's heartbeat, off the disk
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES") or "127.0.0.1"
control_socket_disable = True
if os.environ.get("LOG_LINES", "1") not in ("0", "false"):
    logconfig_dict = logs.config(os.environ.get("LOG_LEVEL", "INFO"))

# The processes of this server share their figures in files; a folder that is left over would be counted again.
_figures = tempfile.mkdtemp(prefix="emgek-metrics-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _figures


def on_starting(server):
    """Refuse to serve what could only answer 500."""
    from emgek.operations.checks import refuse_what_cannot_serve

    refuse_what_cannot_serve()


def child_exit(server, worker):
    """Let the figures of a process that ended count once."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Leave nothing behind."""
    shutil.rmtree(_figures, ignore_errors=True)
