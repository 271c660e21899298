"""What the tests of merging share: two officers, their forms, and what a browser sends of them."""

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from emgek.roles import ADMINISTRATOR
from staff.models import User
from tests.desk.sending import sent_by


def officer(name: str) -> Client:
    """Return the client of somebody who has signed in."""
    user = User.objects.create_user(name, first_name=name, is_staff=True)
    user.groups.set(Group.objects.filter(name=ADMINISTRATOR))
    client = Client()
    client.force_login(user)
    return client


def address(row, screen="change", **kwargs) -> str:
    """Return the address of a screen of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{screen}", args=[row.pk], **kwargs)


def opened(client: Client, row) -> dict:
    """Open the form of a row and return what a browser would send of it unchanged."""
    return sent_by(client.get(address(row)))


def saved(client: Client, row, sent: dict, **changes):
    """Send a form and return the answer."""
    return client.post(address(row), sent | changes)


def told(client: Client) -> str:
    """Return the messages somebody meets on the next page."""
    return " ".join(str(message) for message in client.get(reverse("admin:index")).context["messages"])
