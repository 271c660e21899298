"""What the tests of merging share: two officers, their forms, and what a browser sends of them."""

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from emgek.roles import ADMINISTRATOR
from staff.models import User


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
    return sent_of(client.get(address(row)))


def sent_of(response) -> dict:
    """Return what a browser would send of a form that was answered."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {"filled_with": response.context["together"]["token"]}
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field, "fields"):
                parts = field.field.widget.decompress(value)
                sent |= {f"{field.html_name}_{n}": part for n, part in enumerate(parts) if part is not None}
            elif value is not None and value is not False and field.name != "portrait":
                sent[field.html_name] = value
    return sent


def saved(client: Client, row, sent: dict, **changes):
    """Send a form and return the answer."""
    return client.post(address(row), sent | changes)


def told(client: Client) -> str:
    """Return the messages somebody meets on the next page."""
    return " ".join(str(message) for message in client.get(reverse("admin:index")).context["messages"])
