"""Who may open what: every address of the desk for every role, and what no form lets through."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone

from candidates.models import ListImport, PastedText, PortraitBatch
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.journal import Act
from publishing.translating import Translation, note
from staff.audit import AuditEntry
from staff.models import User
from tests.factories import (
    CAMPAIGN,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    make_party,
    make_plank,
    make_program,
    open_campaign,
)

# What a press officer, an administrator and a superuser may do with each model.
V, E, W, ALL = "view", "view change", "view add change", "view add change delete"
MODELS = {
    "candidates.candidate": (E, ALL, ALL),
    "candidates.interview": (ALL, ALL, ALL),
    "programs.program": (E, ALL, ALL),
    "programs.plank": (W, ALL, ALL),
    "programs.measure": (ALL, ALL, ALL),
    "elections.party": (V, E, E),  # there is one, and it is public
    "elections.election": (V, ALL, ALL),
    "elections.imprint": (W, ALL, ALL),
    "emgek.page": (E, ALL, ALL),
    "publishing.act": (V, V, V),
    "publishing.edition": (V, V, V),
    "publishing.release": (V, V, V),
    "publishing.translation": (V, V, V),
    "staff.user": ("", W, W),  # who leaves is never deleted
    "staff.auditentry": ("", V, V),
}
# The right that each screen of a model takes.
SCREENS = {
    "view": "changelist change history versions export preview changes editions compare edition fits",
    "add": "add paste parts deleted_objects lists list_file list_import list_portraits list_portrait_batch",
    "change": "presence publish withdraw undo cancel again publish_together password_change"
    " leave order_blocks order_planks order_themes order_measures translation beside paste_translation",
    "delete": "delete",
}
# Screens of the desk as a whole: everybody who works here opens them, and nobody else but for signing in and out.
FOR_ALL_STAFF = {"index", "search", "password_change", "password_change_done", "jsi18n", "app_list"}
FOR_EVERYBODY = {"login"}
# Asked in another way than by an address alone: by a form, or by words; the last is the admin's catch-all.
ASKED_OTHERWISE = {"autocomplete", "logout", "view_on_site", None}
# Nothing waits and nothing was chosen to compare: whoever may look is told so by 404.
EMPTY = re.compile(r"/cancel/|/compare/$")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
ROLES = ("anonymous", "press", "administrator", "superuser")


def addresses(patterns=None, before=""):
    """Yield the name and the route of every address of the desk."""
    for pattern in patterns or admin.site.get_urls():
        if isinstance(pattern, URLPattern):
            yield pattern.name, before + str(pattern.pattern)
        else:
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern))


def right_of(name):
    """Return the model and the right of a screen, or (None, None) for what is the desk's as a whole."""
    label = next((label for label in MODELS if name.startswith(f"{label.replace('.', '_')}_")), None)
    if name == "auth_user_password_change":
        label, name = "staff.user", "staff_user_password_change"
    if label is None:
        return None, None
    screen = name.removeprefix(f"{label.replace('.', '_')}_")
    return label, next((right for right, screens in SCREENS.items() if screen in screens.split()), "unknown")


def sign_in(client, role):
    """Sign in as somebody of a role."""
    if role != "anonymous":
        fields = {"is_staff": True, "is_superuser": role == "superuser"}
        user, _made = User.objects.get_or_create(username=f"a {role}", defaults=fields)
        group = {"press": PRESS_OFFICER, "administrator": ADMINISTRATOR}.get(role)
        user.groups.set(Group.objects.filter(name=group))
        client.force_login(user)


@pytest.fixture
def house():
    """Return one public object of every model, by label; `…/draft` was never public."""
    election = open_campaign()
    party, page, program = make_party(), make_page(), make_program(election)
    person = make_candidate(election, position=1)
    plank, talk = make_plank(program, measures=2), make_interview(person, election, blocks=2)
    release = [go_live(row, at=CAMPAIGN) for row in (party, page, program, person, plank, talk)][-1]
    rows = [election, party, page, program, person, plank, talk, plank.measures.first(), release]
    rows += [make_imprint(election, is_usual=False), Act.objects.last(), Act.objects.last().editions.get()]
    rows += [User.objects.create_user("somebody"), AuditEntry.objects.last()]
    note(talk)
    rows.append(Translation.objects.of(talk).first())
    found = {row._meta.label_lower: row for row in rows}
    later = make_election()
    drafts = [later, make_program(later), make_candidate(), make_plank(program), make_page(slug="draft")]
    drafts.append(make_interview(person, election))
    pasted = PastedText(candidate=person, election=election, raw_text="— Ким?\n\n— Мен.", pasted_at=CAMPAIGN)
    pasted.read()
    pasted.save()
    ListImport.objects.create(pk=pasted.pk, election=election, file_name="тизме.csv", uploaded_at=timezone.now())
    PortraitBatch.objects.create(pk=pasted.pk, election=election, file_name="сүрөттөр.zip", uploaded_at=timezone.now())
    translated = PastedText.objects.get(pk=pasted.pk)
    translated.pk, translated.translates, translated.language = None, talk, "ru"
    translated.save()
    found |= {f"{row._meta.label_lower}/draft": row for row in drafts}
    return found | {"pasted": pasted, "translated": translated}


def address_of(name, route, house):
    """Return the address of a screen with an object in it."""
    label, right = right_of(name)
    row = house.get(f"{label}/draft" if right == "delete" else label) or house.get(label)
    act = Act.objects.filter(kind=getattr(row, "kind", "")).last()
    values = {
        "object_id": row and row.pk,
        "id": row and row.pk,
        "pk": house["translated" if name.endswith("beside") else "pasted"].pk,
        "language": "ky",
        "app_label": "candidates",
        "election_id": house["elections.election"].pk,
        "file": "list.csv",
        "release_id": act and act.release_id,
        "edition_id": act and act.editions.get().pk,
    }
    address = reverse(f"admin:{name}", kwargs={key: values[key] for key in PARAMETER.findall(route)})
    return f"{address}?ids={row.pk}" if name.endswith("publish_together") else address


def answer(client, address):
    """Return what a person meets at an address: *sign in*, *forbidden* or *open*."""
    response = client.get(address)
    if response.status_code == 302 and response["Location"].startswith(reverse("admin:login")):
        return "sign in"
    known = {403: "forbidden", 200: "open", 302: "open"} | ({404: "open"} if EMPTY.search(address) else {})
    return known.get(response.status_code, response.status_code)


def expected(name, role):
    """Return what the table says."""
    if name in FOR_EVERYBODY:
        return "open"
    if role == "anonymous":
        return "sign in"
    label, right = right_of(name)
    return "open" if label is None or right in MODELS[label][ROLES.index(role) - 1].split() else "forbidden"


def test_every_screen_of_the_desk_has_a_row_in_the_table():
    named = {name for name, _route in addresses()} - FOR_ALL_STAFF - FOR_EVERYBODY - ASKED_OTHERWISE
    assert {name for name in named if right_of(name)[1] in (None, "unknown")} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_screen_of_the_desk_opens_for_whom_the_table_says(client, house, role, monkeypatch):
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # who may, not how it looks
    sign_in(client, role)
    surprises = {}
    for name, route in addresses():
        if name not in ASKED_OTHERWISE:
            found = answer(client, address_of(name, route, house))
            if found != expected(name, role):
                surprises[name] = f"{found} instead of {expected(name, role)}"
    assert surprises == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["press", "administrator"])
@pytest.mark.parametrize("label", MODELS)
def test_a_form_is_taken_from_those_only_who_may_change_it(client, house, role, label):
    sign_in(client, role)
    app, model = label.split(".")
    answered = client.post(reverse(f"admin:{app}_{model}_change", args=[house[label].pk]), {}).status_code
    may = "change" in MODELS[label][ROLES.index(role) - 1].split()
    assert answered == (200 if may else 403)  # 200: the empty form comes back with its errors


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "answered"), [("anonymous", 302), ("press", 200), ("administrator", 200)])
def test_rows_to_choose_from_are_offered_to_staff_only(client, house, role, answered):
    sign_in(client, role)
    question = {"app_label": "candidates", "model_name": "interview", "field_name": "candidate"}
    assert client.get(reverse("admin:autocomplete"), question | {"term": "Үлгү"}).status_code == answered
