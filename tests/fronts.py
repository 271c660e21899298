"""Readers who ask through the front of the site, as a web server hands requests over."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from emgek.finished.front import Front


@dataclass(frozen=True)
class Answer:
    """What comes back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """Return the content as text."""
        return self.content.decode()


@contextmanager
def connection_kept():
    """Let no request close the connection in which a test has its transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Readers:
    """Ask a front; `asked` counts the requests that reached what lies behind it."""

    def __init__(self, behind=None):
        self.behind, self.asked = behind or WSGIHandler(), []
        self.front = Front(self.called)

    def called(self, environ, start_response):
        """Count a request and hand it on."""
        self.asked.append(environ)
        if not isinstance(self.behind, WSGIHandler):
            return self.behind(environ, start_response)
        with connection_kept():
            response = self.behind(environ, start_response)
            content = [b"".join(response)]
            response.close()
        return content

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path; `headers` are named like `if_none_match`."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        request = RequestFactory().generic(method, path, headers={"Host": "testserver"} | said)
        found = {}

        def start_response(status, headers, _failure=None):
            found.update(status=int(status.split()[0]), headers=dict(headers))

        content = b"".join(self.front(request.environ, start_response))
        return Answer(**found, content=content)
