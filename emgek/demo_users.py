"""Who can sign in to the demo. The names and passwords are known to everybody, so they exist where DEMO is on only."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo; `role` is the English name of a group, to be translated where it is shown."""

    username: str
    password: str
    role: str
    translates: tuple[str, ...] = ()


DEMO_USERS = (
    DemoUser("translator", "translator-2021", TRANSLATOR, ("ru", "en")),
    DemoUser("press", "press-2021", PRESS_OFFICER),
    DemoUser("editor", "editor-2021", EDITOR_IN_CHIEF),
    DemoUser("lawyer", "lawyer-2021", LAWYER),
    DemoUser("admin", "admin-2021", ADMINISTRATOR),
)


def make_demo_users() -> None:
    """Make those of the demo's users that are not there yet; a password that was changed stays changed."""
    for known in DEMO_USERS:
        user, is_new = get_user_model().objects.get_or_create(username=known.username, defaults={"is_staff": True})
        if is_new:
            user.set_password(known.password)
            user.translates = list(known.translates)
            user.save()
            user.groups.add(Group.objects.get(name=known.role))
