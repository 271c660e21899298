"""Ways to the desk's screens of publishing, and what they answer."""

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from publishing.editions import Edition
from staff.models import User
from tests.factories import (
    moment,
)

LATER = moment(7, 8, 15)


def user(role="", **fields):
    person = User.objects.create_user(username=role or "viewer", password="x", is_staff=True, language="en", **fields)
    if role:
        person.groups.add(Group.objects.get(name=role))
    else:
        person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return person


def english(address):
    return f"/en/{address[4:]}"


def url(row, name, **kwargs):
    meta = row._meta
    address = f"admin:{meta.app_label}_{meta.model_name}_{name}"
    return english(reverse(address, kwargs={"object_id": row.pk, **kwargs}))


def edit(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)
    return type(row).objects.get(pk=row.pk)


def text(response):
    return response.content.decode()


def shown_on(client, address):
    return client.get(address).context["shown"]


def live(row, language):
    return Edition.objects.of(row).live(LATER).filter(language=language).first()
