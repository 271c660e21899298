"""Who may open what: every address of the desk for every role, and what no form lets through."""

import re
from pathlib import PurePath

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone

from candidates.models import ListImport, PastedText, PortraitBatch
from elections.attachments import attach
from elections.models import Material
from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR
from publishing.journal import Act
from publishing.release_drafts import ReleaseDraft
from publishing.reviews import Review
from publishing.terms import Term
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
from tests.public_pages import face

# What each role may do with each model: look, change words, set facts too, make public and take back, add, delete.
V, T = "view", "view change"
D = "view change publish delete"
P = "view change publish"  # the field or two of its own, and whatever others wrote
R = "view prove"
S = "view rules"  # looks, and sets the rule of four eyes
E, W = "view change write publish", "view change write publish add"
ALL = "view change write publish add delete"
A, K = "view files add", "view files change write add delete"  # of the register: enter, and keep it
TABLE = """
                        translator  press  chief  lawyer  administrator  superuser
candidates.candidate    T           E      E      V       ALL            ALL
candidates.interview    T           ALL    ALL    V       ALL            ALL
programs.program        T           E      E      V       ALL            ALL
programs.plank          T           W      W      V       ALL            ALL
programs.measure        T           ALL    ALL    V       ALL            ALL
elections.party         T           V      P      V       E              E
elections.election      T           V      P      T       ALL            ALL
elections.imprint       V           W      W      ALL     ALL            ALL
elections.material      V           A      A      K       K              K
elections.attachment    -           A      A      A       K              K
emgek.page              T           E      E      V       ALL            ALL
publishing.act          V           V      V      V       V              V
publishing.edition      V           V      V      V       V              V
publishing.release      V           V      R      R       R              R
publishing.review       V           V      V      V       S              S
publishing.translation  V           V      V      -       V              V
publishing.term         V           W      W      V       ALL            ALL
publishing.releasedraft -           D      D      -       D              D
staff.user              -           -      -      -       W              W
staff.auditentry        -           -      -      V       V              V
emgek.upkeep            -           -      -      -       V              V
"""
MEANINGS = {"T": T, "V": V, "D": D, "P": P, "R": R, "S": S, "E": E, "W": W, "A": A, "K": K, "ALL": ALL, "-": ""}
DESK_ROLES, *LINES = [line.split() for line in TABLE.strip().splitlines()]
MODELS = {
    label: dict(zip(DESK_ROLES, (MEANINGS[sign].split() for sign in signs), strict=True)) for label, *signs in LINES
}
# Who approves texts does so wherever they publish.
for rights in MODELS.values():
    for role in ("chief", "administrator", "superuser"):
        rights[role] += ["approve"] * ("publish" in rights[role])
GROUPS = {
    "translator": TRANSLATOR,
    "press": PRESS_OFFICER,
    "chief": EDITOR_IN_CHIEF,
    "lawyer": LAWYER,
    "administrator": ADMINISTRATOR,
}
# The right that each screen of a model takes.
SCREENS = {
    "view": "confirm changelist change history versions export preview changes editions compare edition fits hints"
    " portrait review register register_file list file state",
    "files": "files",
    "add": "attach"
    " add paste parts deleted_objects lists list_file list_import list_portraits list_portrait_batch list_order",
    "change": "presence password_change reset_factor leave translation beside paste_translation ask settle",
    "approve": "decide",
    "rules": "four_eyes",
    "write": "link unlink order_blocks order_planks order_themes order_measures carry_over",
    "publish": "publish override withdraw undo cancel again publish_together gather",
    "delete": "delete erase",
    "prove": "evidence evidence_bundle evidence_paper",
}
# Screens of the desk as a whole: everybody who works here opens them, and nobody else but for signing in and out.
FOR_ALL_STAFF = {
    "carried",
    "share_card",
    "index",
    "search",
    "password_change",
    "password_change_done",
    "jsi18n",
    "app_list",
}
FOR_EVERYBODY = {"login"}
# Asked in another way than by an address alone: by a form, or by words; the last is the admin's catch-all.
ASKED_OTHERWISE = {"autocomplete", "logout", "view_on_site", None}
# Nothing waits and nothing was chosen to compare: whoever may look is told so by 404.
EMPTY = re.compile(r"/cancel/|/compare/$")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Known by nobody, or to the desk only: who has no place there is asked to sign in as somebody else.
OUTSIDE = ("anonymous", "outsider")
ROLES = (*OUTSIDE, *DESK_ROLES)
# Whom nothing is closed to walks in `make test-all`: the longest way, on which the least can go wrong.
WALKED = (*(role for role in ROLES if role != "superuser"), pytest.param("superuser", marks=pytest.mark.slow))
# What is read and nothing else, or changed on another screen: no form is taken there from anybody.
NEVER_TAKEN = {
    *(f"publishing_{model}_change" for model in ("act", "edition", "release", "review", "translation")),
    "staff_auditentry_change",
}


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
        fields = {"is_staff": role != "outsider", "is_superuser": role == "superuser", "translates": ["ru"]}
        user, _made = User.objects.get_or_create(username=f"a {role}", defaults=fields)
        user.groups.set(Group.objects.filter(name=GROUPS.get(role)))
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
    leaflet = Material.objects.create(election=election, title="Үлгү", issue_date=CAMPAIGN.date(), number="1")
    attached = attach(leaflet, "contract", SimpleUploadedFile("үлгү.pdf", b"%PDF-1.7"), user=None)
    rows += [leaflet, attached]
    rows += [User.objects.create_user("somebody"), AuditEntry.objects.last()]
    person.portrait = face()
    person.save()
    note(talk)
    rows += [Translation.objects.of(talk).first(), Term.objects.create(word_ky="Үлгү", word_ru="Образец")]
    rows.append(Review.objects.create(kind="page", object_id=page.pk, language="ky"))
    gathered = ReleaseDraft.objects.create(title="Үлгү")
    gathered.add([talk, plank])
    found = {row._meta.label_lower: row for row in [*rows, gathered]}
    later = make_election()
    drafts = [later, make_program(later), make_candidate(), make_plank(program), make_page(slug="draft")]
    drafts.append(make_interview(person, election))
    drafts.append(Material.objects.create(election=election, title="Үлгү"))
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
    row = house["candidates.interview"] if name == "share_card" else row
    if label == "elections.attachment":
        file_of = {"object_id": row.material_id, "attachment_id": row.pk}
        return reverse(f"admin:{name}", kwargs={key: file_of[key] for key in PARAMETER.findall(route)})
    act = Act.objects.filter(kind=getattr(row, "kind", "")).last()
    values = {
        "object_id": row and row.pk,
        "id": row and row.pk,
        "pk": house["translated" if name.endswith("beside") else "pasted"].pk,
        "language": "ky",
        "kind": "interview",
        "app_label": "candidates",
        "election_id": house["elections.election"].pk,
        "file": "register.xlsx" if name.endswith("register_file") else "list.csv",
        "stem": PurePath(house["candidates.candidate"].portrait.name).stem,
        "release_id": act and act.release_id,
        "edition_id": act and act.editions.get().pk,
    }
    address = reverse(f"admin:{name}", kwargs={key: values[key] for key in PARAMETER.findall(route)})
    if name.endswith("gather"):
        return f"{address}?objects=interview-{house['candidates.interview'].pk}"
    return f"{address}?ids={row.pk}" if name.endswith("publish_together") else address


def answer(client, address, method="get"):
    """Return what a person meets at an address: *sign in*, *forbidden* or *open*."""
    response = getattr(client, method)(address)
    if method == "post":
        to = response.headers.get("Location", "")
        asked = response.context is not None and "app_path" in response.context
        is_sign_in = asked or to.startswith(reverse("admin:login"))
        return "sign in" if is_sign_in else "forbidden" if response.status_code == 403 else "open"
    if response.status_code == 302 and response["Location"].startswith(reverse("admin:login")):
        return "sign in"
    known = {403: "forbidden", 200: "open", 302: "open"} | ({404: "open"} if EMPTY.search(address) else {})
    return known.get(response.status_code, response.status_code)


def expected(name, role):
    """Return what the table says."""
    if name in FOR_EVERYBODY:
        return "open"
    if role in OUTSIDE:
        return "sign in"
    label, right = right_of(name)
    return "open" if label is None or right in MODELS[label][role] else "forbidden"


def test_every_screen_of_the_desk_has_a_row_in_the_table():
    named = {name for name, _route in addresses()} - FOR_ALL_STAFF - FOR_EVERYBODY - ASKED_OTHERWISE
    assert {name for name in named if right_of(name)[1] in (None, "unknown")} == set()


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("role", WALKED)
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


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("role", WALKED)
def test_every_screen_takes_a_form_from_whom_the_table_says(client, house, role, monkeypatch):
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    sign_in(client, role)
    surprises = {}
    for name, route in addresses():
        if name in ASKED_OTHERWISE:
            continue
        with transaction.atomic():  # what one address does is taken back before the next is asked
            found = answer(client, address_of(name, route, house), "post")
            transaction.set_rollback(True)
        wanted = taken(name, role)
        if found != wanted:
            surprises[name] = f"{found} instead of {wanted}"
    assert surprises == {}


def taken(name, role):
    """Return what the table says of a form that is sent: where a screen can be looked at, a change takes more."""
    label, right = right_of(name)
    if role in OUTSIDE or label is None or name in FOR_EVERYBODY:
        return expected(name, role)
    if name in NEVER_TAKEN:
        return "forbidden"
    wanted = "change" if name.endswith("_change") and not name.endswith("_password_change") else right
    return "open" if wanted in MODELS[label][role] else "forbidden"


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "answered"), [*((role, 302) for role in OUTSIDE), *((r, 200) for r in DESK_ROLES)])
def test_rows_to_choose_from_are_offered_to_staff_only(client, house, role, answered):
    sign_in(client, role)
    question = {"app_label": "candidates", "model_name": "interview", "field_name": "candidate"}
    assert client.get(reverse("admin:autocomplete"), question | {"term": "Үлгү"}).status_code == answered
