"""Who may do what in the whole house; written to the groups after every migration."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from staff.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR

READ = ("view",)
EDIT = ("view", "change")
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

#: The register: press officers enter what they make, lawyers and administrators give it its number.
ENTER = {"elections.material": ("view", "add"), "elections.attachment": ("view", "add")}
KEEP = {"elections.material": ALL, "elections.attachment": ("view", "add")}
RECORDS = {"publishing.edition": READ, "publishing.release": READ, "publishing.act": READ, "publishing.review": READ}
#: With the right to prove what was public: the proof holds the names of all who published.
PROOFS = RECORDS | {"publishing.release": ("view", "prove")}
PRESS = {
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
    "publishing.translation": READ,
    "publishing.term": WRITE,
    "publishing.releasedraft": READ,
} | RECORDS
TEXTS = tuple(label for label in PRESS if not label.startswith("publishing.") and label != "elections.imprint")

#: The forms that each role opens, and for what. Which fields of a form, and which acts, take a right of ACTS.
ROLES = {
    TRANSLATOR: dict.fromkeys(TEXTS, EDIT)
    | dict.fromkeys(("elections.imprint", "elections.material", "publishing.translation", "publishing.term"), READ)
    | RECORDS,
    PRESS_OFFICER: PRESS | ENTER,
    EDITOR_IN_CHIEF: PRESS | ENTER | {"elections.party": EDIT, "elections.election": EDIT} | PROOFS,
    LAWYER: dict.fromkeys(TEXTS, READ)
    | {"elections.election": EDIT, "elections.keydate": ALL, "elections.imprint": ALL, "staff.auditentry": READ}
    | KEEP
    | {"publishing.term": READ}
    | PROOFS,
    ADMINISTRATOR: dict.fromkeys(TEXTS, ALL)
    | {"elections.party": WRITE, "elections.imprint": ALL, "publishing.translation": READ, "publishing.term": ALL}
    | {"publishing.releasedraft": READ}
    | {"staff.user": WRITE, "staff.auditentry": READ, "emgek.upkeep": READ}
    | KEEP
    | PROOFS,
}

#: The rights to acts, and to fields that not everybody who opens their form may change.
ACTS = {
    TRANSLATOR: {"publishing.translate"},
    PRESS_OFFICER: {"publishing.write", "publishing.publish", "publishing.withdraw"},
    EDITOR_IN_CHIEF: {
        *("publishing.write", "publishing.publish", "publishing.withdraw", "publishing.approve"),
        *("publishing.override", "elections.lock_list"),
    },
    LAWYER: {"elections.set_calendar"},
    ADMINISTRATOR: {
        *("publishing.write", "publishing.publish", "publishing.withdraw", "publishing.approve"),
        *("publishing.override", "publishing.erase"),
        *("elections.lock_list", "elections.set_calendar", "staff.set_rules"),
    },
}


def codes_of(role: str) -> set[tuple[str, str]]:
    """Return the rights of a role as (application, code)."""
    forms = {
        (label.split(".")[0], f"{verb}_{label.split('.')[1]}") for label, verbs in ROLES[role].items() for verb in verbs
    }
    return forms | {tuple(act.split(".")) for act in ACTS[role]}


def write_roles(**kwargs) -> None:
    """Make the groups and give each exactly the permissions of the table; called after `migrate`.

    Django makes permissions app by app, the roof's first; the others' are made here, since the table speaks of all.
    """
    for label in sorted({app for role in ROLES for app, _code in codes_of(role)}):
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = {
        (one.content_type.app_label, one.codename): one for one in Permission.objects.select_related("content_type")
    }
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(known[code] for code in codes_of(role))
