"""A machine of its own for tests of operations: PostgreSQL, Redis, web servers and nginx on free ports of loopback.

Each piece is started from the very files an installation uses (deploy/) and can be killed and started again. Nothing
of the machine's own services is touched; everything lives in one folder and is stopped at the end.
"""

import datetime
import json
import os
import pwd
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.killable import PATIENCE, Postgres, Redis, until
from tools import environment
from tools.scratch_site import free_port

NAME = "emgek.test"


def found(program):
    """Return the path of a program, or skip, saying which is missing."""
    places = [os.environ["PATH"], "/usr/sbin", *(str(one) for one in Path("/usr/lib/postgresql").glob("*/bin"))]
    path = shutil.which(program, path=":".join(places))
    if path is None:
        pytest.skip(f"no {program}: the parts of production were not tried (Debian: nginx-light, postgresql, redis)")
    return path


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers, text."""

    status: int
    headers: dict
    text: str


class Straight(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a redirect is an answer."""

    def redirect_request(self, *args):
        """Refuse."""


def ask(url, *, name=NAME, timeout=15, **headers):
    """Ask an address under the site's name; status 0 means that nobody answered."""
    request = urllib.request.Request(url, headers={"Host": name} | headers)
    unchecked = ssl._create_unverified_context()
    opener = urllib.request.build_opener(Straight, urllib.request.HTTPSHandler(context=unchecked))
    try:
        with opener.open(request, timeout=timeout) as response:
            return Answer(response.status, dict(response.headers), response.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read().decode("utf-8", "replace"))
    except (OSError, urllib.error.URLError):
        return Answer(0, {}, "")


@dataclass
class Piece:
    """One process group that is started, killed and started again."""

    command: list
    variables: dict
    log: Path
    user: str | None = None
    process: subprocess.Popen | None = None

    def start(self):
        """Start it in a group of its own, what it says in its log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=environment.ROOT,
                env=self.variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.user,
            )
        return self

    def end(self, how=signal.SIGTERM):
        """End the whole group, and wait for its first process."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=PATIENCE)

    def lines(self):
        """Return what was said as JSON, line by line."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line.startswith("{")]


@dataclass
class Machine:
    """The folder, the ports and the environment of one installation."""

    folder: Path
    variables: dict = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    def piece(self, name, command, *, user=None, variables=None):
        """Start a piece; it is ended with the machine."""
        one = Piece(command, {**self.variables, **(variables or {})}, self.folder / f"{name}.log", user).start()
        self.stack.callback(one.end, signal.SIGKILL)
        return one

    def manage(self, *arguments):
        """Run a command of the site; fail with what it said."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=environment.ROOT, env=self.variables, capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    # The services ---------------------------------------------------------------------------------

    def postgres(self, *, is_durable=False):
        """Start a PostgreSQL of its own and make it the site's database; return it."""
        options = ["max_connections=60"] + ([] if is_durable else ["fsync=off"])
        one = self.service(Postgres(self.folder, *options))
        self.variables["DATABASE_URL"] = one.url
        return one

    def redis(self):
        """Start a Redis of its own and make it the shared cache; return it."""
        one = self.service(Redis())
        self.variables["CACHE_URL"] = one.url
        return one

    def service(self, one):
        """Start a service; it is killed with the machine."""
        self.stack.callback(one.kill)
        one.start()
        return one

    def web(self, name="web"):
        """Start a web server by the entrypoint of the image; return it with its address."""
        port = free_port()
        variables = {"BIND": f"127.0.0.1:{port}"}
        one = self.piece(name, ["sh", "deploy/entrypoint.sh", "web"], variables=variables)
        address = f"http://127.0.0.1:{port}"
        until(lambda: ask(f"{address}/health/live").status == 200 or one.process.poll() is not None, name)
        assert one.process.poll() is None, one.log.read_text("utf-8")[-3000:]
        return one, address

    def nginx(self, *addresses, secret=None):
        """Start nginx with the template of deploy/ before the web servers; return it with the site's two addresses.

        `secret` is the port of HTTPS, where it has to be known before.
        """
        plain, secret = free_port(), secret or free_port()
        command = self.nginx_command(plain, secret, *addresses)
        one = self.piece("nginx", command)
        site = f"https://127.0.0.1:{secret}"
        until(lambda: ask(f"{site}/health/live").status or one.process.poll() is not None, "nginx")
        assert one.process.poll() is None, one.log.read_text("utf-8")[-3000:]
        return one, site, f"http://127.0.0.1:{plain}"

    def nginx_command(self, plain, secret, *addresses):
        """Fill in the template for two ports; return the command that starts nginx with it."""
        program = found("nginx")
        certificate(self.folder)
        servers = " ".join(f"server {one.removeprefix('http://')};" for one in addresses)
        filled = Template((environment.ROOT / "deploy/nginx/emgek.conf.template").read_text("utf-8")).safe_substitute(
            SITE_NAMES=NAME,
            HTTP_LISTEN=f"127.0.0.1:{plain}",
            HTTPS_LISTEN=f"127.0.0.1:{secret}",
            TLS_FOLDER=self.folder,
            WEB_SERVERS=servers,
            RESOLVER="127.0.0.1",
            FILES_FOLDER=self.folder / "files",
            ACCESS_LOG=self.folder / "access.log",
        )
        (self.folder / "site.conf").write_text(filled, "utf-8")
        paths = "".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = f"user {pwd.getpwuid(os.getuid()).pw_name};"
        whole = f"""{user} daemon off; worker_processes 2; pid {self.folder}/nginx.pid; error_log stderr;
            events {{ worker_connections 512; }}
            http {{ include /etc/nginx/mime.types; {paths} include {self.folder}/site.conf; }}"""
        (self.folder / "nginx.conf").write_text(whole, "utf-8")
        for path in (environment.ROOT / "deploy/nginx").glob("copy*.conf"):
            copied = path.read_text("utf-8").replace("/srv/emgek/copy", str(self.folder / "copy"))
            (self.folder / path.name).write_text(copied, "utf-8")
        return [program, "-c", str(self.folder / "nginx.conf"), "-e", "stderr"]


def counted(address, name):
    """Return what a web server has counted under a name of its figures."""
    figures = ask(f"{address}/metrics", Authorization="Bearer a token").text
    return int(float(re.search(rf"^{name} (\S+)", figures, re.MULTILINE)[1]))


def certificate(folder):
    """Write a certificate for the test's name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    ends = now + datetime.timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, ends)
    made = made.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*form))


@contextmanager
def machine():
    """Yield a machine with the environment of production; its folder is gone afterwards.

    It is no folder of pytest's: those are closed to PostgreSQL, which does not run as root.
    """
    folder = Path(tempfile.mkdtemp(prefix="emgek-machine-"))
    folder.chmod(0o755)
    files = folder / "files"
    (files / "media").mkdir(parents=True)
    (files / "static").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    variables = kept | {
        "PATH": f"{Path(sys.executable).parent}:{kept['PATH']}",
        "SECRET_KEY": "for a test of production only, and long enough for Django not to warn of it",
        "SEALING_KEYS": "for a test of production only as well, and long enough too",
        "ALLOWED_HOSTS": NAME,
        "DEBUG": "0",
        "DEMO": "0",
        "TASKS_AT_ONCE": "0",
        "TRUSTED_PROXIES": "127.0.0.1",
        "WEB_CONCURRENCY": "2",
        "METRICS_TOKEN": "a token",
        "STATIC_ROOT": str(folder / "collected"),
        "SHARED_STATIC": str(files / "static"),
        "MEDIA_ROOT": str(files / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "DATABASE_URL": f"sqlite:///{folder}/emgek.sqlite3",
    }
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield Machine(folder, variables, stack)
