"""Who may do what in the whole house; written to the groups after every migration."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop

PRESS_OFFICER = gettext_noop("Press officer")
ADMINISTRATOR = gettext_noop("Administrator")

READ = ("view",)
EDIT = ("view", "change")
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

ROLES = {
    PRESS_OFFICER: {
        "candidates.candidate": EDIT,
        "candidates.candidacy": READ,
        "candidates.interview": ALL,
        "candidates.qablock": ALL,
        "programs.program": EDIT,
        "programs.theme": EDIT,
        "programs.plank": WRITE,
        "programs.measure": ALL,
        "programs.statuschange": READ,
        "elections.party": READ,
        "elections.election": READ,
        "elections.keydate": READ,
        "elections.imprint": WRITE,
        "emgek.page": EDIT,
        "publishing.edition": READ,
        "publishing.release": READ,
        "publishing.act": READ,
        "publishing.translation": READ,
    },
    ADMINISTRATOR: {
        "candidates.candidate": ALL,
        "candidates.candidacy": ALL,
        "candidates.interview": ALL,
        "candidates.qablock": ALL,
        "programs.program": ALL,
        "programs.theme": ALL,
        "programs.plank": ALL,
        "programs.measure": ALL,
        "programs.statuschange": ALL,
        "elections.party": WRITE,
        "elections.election": ALL,
        "elections.keydate": ALL,
        "elections.imprint": ALL,
        "emgek.page": ALL,
        "publishing.edition": READ,
        "publishing.release": READ,
        "publishing.act": READ,
        "publishing.translation": READ,
        "staff.user": WRITE,
        "staff.auditentry": READ,
    },
}


def write_roles(**kwargs) -> None:
    """Make the groups and give each exactly the permissions of the table; called after `migrate`.

    Django makes permissions app by app, the roof's first; the others' are made here, since the table speaks of all.
    """
    for label in {label.split(".")[0] for rights in ROLES.values() for label in rights}:
        create_permissions(apps.get_app_config(label), verbosity=0)
    for role, rights in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        wanted = {
            (*label.split("."), f"{verb}_{label.split('.')[1]}") for label, verbs in rights.items() for verb in verbs
        }
        found = Permission.objects.filter(content_type__app_label__in={app for app, _model, _code in wanted})
        group.permissions.set(
            permission
            for permission in found.select_related("content_type")
            if (permission.content_type.app_label, permission.content_type.model, permission.codename) in wanted
        )
