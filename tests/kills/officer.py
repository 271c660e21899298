"""An officer at the desk of a running site, by plain HTTP: every answer that came is an acknowledgement."""

import re
from html import unescape
from http.client import HTTPConnection, HTTPException
from io import BytesIO

from django.forms.models import model_to_dict
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from staff.models import User

TOKEN = "a" * 32
WRONG = re.compile(r"(?:errorlist|problem)[^>]*>(.{0,200})", re.DOTALL)
NAMED = re.compile(r'name="shown" value="([^"]*)"')


class NotAcknowledged(Exception):
    """No answer came, or not the one that says it was done."""


def session_of(name: str) -> str:
    """Sign somebody in and return the key of the session."""
    user, _made = User.objects.get_or_create(username=name, is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


class Officer:
    """Sends forms to the desk of a house."""

    def __init__(self, house, session: str):
        self.port = house.web.port
        self.cookies = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}

    def ask(self, method: str, path: str, body=None) -> tuple[int, str, str]:
        """Return (status, where it leads to, text); raise NotAcknowledged where no answer came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        kind = {"Content-Type": MULTIPART_CONTENT} if body is not None else {}
        try:
            connection.request(method, path, body, self.cookies | kind)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        except (OSError, HTTPException) as error:
            raise NotAcknowledged(str(error)) from error
        finally:
            connection.close()

    def send(self, path: str, **fields) -> str:
        """Send a form and return where it leads to; that is the acknowledgement."""
        fields = {name: value for name, value in fields.items() if value is not None}
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": TOKEN} | fields)
        status, where, text = self.ask("POST", path, body)
        if status != 302 or "login" in where:
            raise NotAcknowledged(f"{status} {where} {WRONG.findall(text)[:3]}")
        return where

    def shown(self, path: str) -> str:
        """Return what a screen says that it shows."""
        status, _where, text = self.ask("GET", path)
        found = NAMED.search(text)
        if status != 200 or not found:
            raise NotAcknowledged(f"{status} {path}")
        return unescape(found[1])

    # What is done -----------------------------------------------------------------------------------------------------

    def save_page(self, fields: dict, pk: int, title: str) -> None:
        """Save a page's form."""
        self.send(f"/en/admin/emgek/page/{pk}/change/", **fields | {"title_ky": title})

    def publish_page(self, pk: int) -> None:
        """Press the button of the publish screen."""
        path = f"/en/admin/emgek/page/{pk}/publish/"
        self.send(path, languages=["ky", "ru", "en"], when="now", note="Үлгү", shown=self.shown(path))

    def bring_list_in(self, election: int, lines: list[str]) -> None:
        """Bring a list in and confirm it."""
        file = BytesIO("\n".join(["Family name (Kyrgyz);Given name (Kyrgyz)", *lines]).encode())
        file.name = "list.csv"
        path = self.send(f"/en/admin/candidates/candidate/lists/?election={election}", file=file)
        where = self.send(path, do="apply", shown=self.shown(path))
        if "stale" in where:
            raise NotAcknowledged(where)

    def send_portrait(self, fields: dict, pk: int, colour: tuple[int, int, int]) -> None:
        """Save a person's form with a new portrait."""
        file = BytesIO()
        Image.new("RGB", (900, 900), colour).save(file, "JPEG")
        file.seek(0)
        file.name = "face.jpg"
        self.send(f"/en/admin/candidates/candidate/{pk}/change/", **fields | {"portrait": file})


def fields_of(row) -> dict:
    """Return what the form of a row sends where nothing is changed."""
    found = {
        name: value for name, value in model_to_dict(row).items() if value not in (None, False) and name != "portrait"
    }
    return found | {"candidacies-TOTAL_FORMS": 0, "candidacies-INITIAL_FORMS": 0}
