"""Asking the site for an address as a reader would, through all that stands around its views."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse
from django.utils.translation import override

from emgek.export.addresses import Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; `is_said` of a page that says why nothing is there, and what there is instead."""

    status: int
    matter: bytes
    content_type: str = ""
    location: str = ""
    is_said: bool = False


@dataclass(slots=True)
class Site:
    """The site as of one moment, known to the world by an origin ("https://emgek.kg")."""

    origin: str
    at: datetime
    handler: BaseHandler = field(default_factory=BaseHandler)

    def __post_init__(self):
        self.handler.load_middleware()

    def ask(self, address: Address) -> Answer:
        """Return the answer to a reader who has no cookie and takes nothing compressed."""
        if address.path.startswith(settings.STATIC_URL):
            return static_file(address.path.removeprefix(settings.STATIC_URL))
        request = WSGIRequest(self.environment(address))
        request.copied_at = self.at
        with override(None):  # whatever language the page leaves behind
            response = self.handler.get_response(request)
            matter = b"".join(response.streaming_content) if response.streaming else response.content
            if isinstance(response, FileResponse):
                response.file_to_stream.close()  # `response.close()` would close the database as well
        is_said = response.status_code in (410, 503) or hasattr(response, "says_why")
        told = (response.get(name, "") for name in ("Content-Type", "Location"))
        return Answer(response.status_code, matter, *told, is_said)

    def environment(self, address: Address) -> dict:
        """Return what a web server says of the request (PEP 3333)."""
        scheme, host = urlsplit(self.origin)[:2]
        name, _colon, port = host.partition(":")
        path, _mark, query = str(address).partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": name,
            "SERVER_PORT": port or {"http": "80", "https": "443"}[scheme],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }


def static_file(name: str) -> Answer:
    """Return a static file, from where `collectstatic` put it or from its source."""
    collected = Path(settings.STATIC_ROOT) / name
    path = collected if collected.is_file() else finders.find(name)
    return Answer(200, Path(path).read_bytes()) if path else Answer(404, b"")
