"""What an attacker would try: hostile words in every field, nonsense in every address, rights one does not have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse

from candidates.models import Interview, PastedText
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.clock import set_demo_clock
from publishing.kinds import KINDS
from staff.models import User
from tests.desk.publishing.screens import LATER, edit, english, url, user
from tests.factories import go_live, make_page, moment

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7 }}"
#: Set by machines or chosen from a list: no words.
NO_WORDS = {
    "slug",
    "original_language",
    "sort_key",
    "accent",
    "portrait",
    "portrait_ppoi",
    "raw_hash",
    "source_url",
    "source",
    "links",
}
PUBLIC = (
    *("", "candidates/", "candidates/person/", "interviews/", "interviews/talk/", "program/"),
    *("program/yshsyz-bishkek/", "election/", "elections/", "elections/july/", "elections/july/candidates/"),
    *("search/?q=onerror", "imprint/", "about/", "no/such/", "candidates/none/"),
)
NUL, HUGE, LONG, ODD = "%00", "9" * 30, "9" * 5000, "%C2%B2"  # str.isdigit() takes ² for a digit, int() does not
EDGES = ("0001-01-01T00:00:00%2B14:00~1", "9999-12-31T23:59:59-14:00~1")
GARBAGE = (NUL, HUGE, LONG, ODD, "-1", "a", "", "%FF", *EDGES)


def hostile(row):
    """Write hostile words into every text column of a row, past every form and check."""
    columns = {
        field.name: HOSTILE[: field.max_length]
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in NO_WORDS
    }
    return edit(row, **columns)


@pytest.fixture
def demo(site, settings, at):
    """Let the clock of the demo stand in the campaign, for the desk too."""
    settings.DEMO = True
    at(LATER)
    set_demo_clock(LATER)


@pytest.fixture
def poisoned(site, demo):
    """Return all rows that have editions, public, with hostile words in every field of theirs and of their parts."""
    page = make_page(slug="about")
    parts = [*site.election.imprints.all(), *site.program.themes.all(), *site.plank.measures.all()]
    for part in (*parts, *site.talk.blocks.all(), *site.person.candidacies.all()):
        hostile(part)
    edit(site.talk, source_url="javascript:alert(1)")
    edit(site.person, slug="person", links="javascript:alert(1) http://[x https://example.kg/ok")
    rows = [hostile(row) for row in (site.party, site.election, site.program, site.plank, site.person, site.talk, page)]
    go_live(*rows, at=LATER, note=HOSTILE)
    return rows


@pytest.fixture
def everybody(client, demo):
    """Return a browser in which a superuser is signed in; what fails inside answers 500."""
    client.force_login(user(PRESS_OFFICER, is_superuser=True))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("code", ["ky", "en"])
def test_words_of_others_are_no_markup_on_public_pages(client, poisoned, code):
    for path in PUBLIC:
        page = client.get(f"/{code}/{path}", follow=True).text
        for markup in ("<img src=x", "<script>", "javascript:"):
            assert markup not in page, (path, markup)


@pytest.mark.walk
def test_words_of_others_are_no_markup_on_the_desk(everybody, poisoned):
    for row in poisoned:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        screens = [url(row, screen) for screen in ("publish", "withdraw", "editions")]
        screens += [url(row, screen, language="ky") for screen in ("preview", "changes")]
        screens += [english(reverse(f"{name}_change", args=[row.pk])), english(reverse(f"{name}_changelist"))]
        screens += [f"{english(reverse(f'{name}_publish_together'))}?ids={row.pk}"]
        for address in screens:
            answer = everybody.get(address)
            assert answer.status_code in (200, 302), address
            for markup in ("<img src=x", "<script>alert", 'href="javascript:'):
                assert markup not in answer.text, (address, markup)


def test_links_that_run_something_are_refused(site):
    site.person.links = "https://example.kg/ok\njavascript:alert(1)"

    with pytest.raises(ValidationError) as refused:
        site.person.full_clean()

    assert "javascript:alert(1)" in str(refused.value.message_dict["links"])
    assert "<a" in Client().get(f"/ky/candidates/{site.person.slug}/").text


def broken(client, addresses):
    """Return the addresses whose answer is a failure of the server."""
    return [address[:120] for address in addresses if client.get(address).status_code >= 500]


def test_nonsense_in_public_addresses_breaks_no_page(client, site):
    client.raise_request_exception = False
    asked = [
        *[f"/ky/{path}?after={value}" for path in ("candidates/", "interviews/") for value in GARBAGE],
        *[f"/ky/program/yshsyz-bishkek/?after={value}" for value in GARBAGE],
        *[f"/ky/search/?q={value}&kind={value}" for value in (*GARBAGE, "%25", "%5C", "_", "%27%22")],
        *[f"/ky/imprint/?before={value}" for value in (*GARBAGE, "2021-07-08T12:00:00Z~" + LONG)],
        *["/media/renditions/%00", "/media/%00", "/theme.00.css", "/ky/%00/", "/ky/candidates/%00/", "/%00"],
        *["/ky/elections/%00/program/", "//example.com/ky", "/ky//example.com/"],
    ]

    assert broken(client, asked) == []


@pytest.mark.walk
def test_nonsense_in_addresses_of_the_desk_breaks_no_screen(everybody, site):
    talks = "/en/admin/candidates/interview/"
    together, change = f"{talks}publish/", f"{talks}{site.talk.pk}/change/"
    order = english(reverse("admin:candidates_interview_order_blocks", args=[site.talk.pk]))
    asked = [f"{together}?ids={site.talk.pk},{value}" for value in GARBAGE]
    asked += [f"{change}?restore={value}" for value in GARBAGE]
    asked += [f"{url(site.talk, 'compare')}?old={value}&new={value}" for value in GARBAGE]
    asked += [f"{order}?moved={value}&way={value}" for value in GARBAGE]
    asked += [f"{talks}paste/?candidate={value}" for value in GARBAGE]
    asked += [f"{talks}{value}/change/" for value in (HUGE, ODD, "-1", "a")]
    asked += [f"{talks}{HUGE}/publish/", f"{talks}paste/{HUGE}/"]
    asked += [url(site.talk, name, release_id=int(HUGE)) for name in ("undo", "cancel")]
    asked += [url(site.talk, name, edition_id=int(HUGE)) for name in ("edition", "again")]
    asked += [f"/en/admin/publishing/{name}/?kind={NUL}&p={HUGE}&q={NUL}" for name in ("act", "edition")]
    for model in KINDS.values():
        changelist = english(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        asked += [f"{changelist}?q={NUL}", f"{changelist}?public={NUL}&o={LONG}&p={ODD}"]

    assert broken(everybody, asked) == []


def test_nonsense_typed_while_a_text_is_corrected_loses_nothing(everybody, site):
    pasted = PastedText(
        candidate=site.person, election=site.election, raw_text="- Кимсиз?\n- Мен Үлгү.\n- Эмне?\n- Ооба."
    )
    pasted.pasted_at = LATER
    pasted.read()
    pasted.save()
    address = f"/en/admin/candidates/interview/paste/{pasted.pk}/"
    for typed in ({"at": "²"}, {"at": LONG}, {"do": "sure 0 \0"}, {"title": "Үлгү\0"}, {"do": f"split {LONG} 1"}):
        pasted.refresh_from_db()
        answer = everybody.post(address, {"revision": pasted.revision, **typed})
        assert answer.status_code == 302, typed
    assert [everybody.get(f"{address}?at={value}").status_code for value in (NUL, HUGE, LONG, ODD)] == [200] * 4
    pasted.refresh_from_db()

    answer = everybody.post(
        address,
        {"revision": pasted.revision, "do": "save", "title": "Үлгү", "original_language": "ky", "imprint": "new"}
        | {"producer": "Үлгү", "print_run": "9" * 12},
    )

    assert answer.status_code == 200
    assert PastedText.objects.filter(pk=pasted.pk).exists()


def test_moments_at_the_ends_of_the_calendar_shut_nobody_out(everybody, site):
    for typed in ("0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59-14:00"):
        assert everybody.post("/en/moment/", {"moment": typed}).status_code == 200, typed
        assert everybody.get("/en/").status_code == 200, typed


def test_an_address_that_only_waits_leads_nowhere_yet(client, site, at):
    row = edit(site.talk, slug="planned-words")
    go_live(row, at=moment(7, 8, 13), starts_at=moment(7, 9, 12))
    at(moment(7, 8, 14))
    assert client.get("/ky/interviews/planned-words/").status_code == 404
    assert client.get("/ky/interviews/talk/").status_code == 200
    at(moment(7, 9, 13))
    assert client.get("/ky/interviews/talk/")["Location"] == "/ky/interviews/planned-words/"


def test_what_waits_or_is_draft_is_named_nowhere(client, site, at):
    row = edit(site.talk, title_ky="Жашыруун аталыш", slug="jashyruun")
    go_live(row, at=moment(7, 8, 13), starts_at=moment(7, 9, 12), note="Жашыруун эскертүү")
    edit(row, title_ky="Жашыруун сөздөр")
    at(moment(7, 8, 14))
    for path in (
        "",
        "interviews/",
        "interviews/talk/",
        "imprint/",
        "search/?q=жашыруун",
        "candidates/none/",
        "program/",
    ):
        page = client.get(f"/ky/{path}").text.replace('value="жашыруун"', "").replace("«жашыруун»", "")
        assert "Жашыруун" not in page, path
        assert "jashyruun" not in page, path


def test_a_reader_cannot_choose_a_moment_by_a_session(client, site, at):
    client.force_login(User.objects.create_user("reader", password="x"))
    session = client.session
    session["site_moment"] = "2021-06-01T12:00:00+06:00"
    session.save()

    assert client.get("/en/program/").status_code == 200
    assert client.post("/en/moment/", {"moment": "2021-06-01T12:00"}).status_code == 302


def test_nothing_is_changed_by_looking_nor_without_a_token(site, demo):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user(PRESS_OFFICER))
    screens = [url(site.talk, name) for name in ("publish", "withdraw")]
    screens += ["/en/admin/candidates/interview/paste/", "/en/moment/", "/en/admin/logout/", "/i18n/setlang/"]
    assert [strict.post(address).status_code for address in screens] == [403] * len(screens)
    before = Interview.objects.get(pk=site.talk.pk).updated_at
    for name in ("publish", "withdraw", "editions"):
        strict.get(f"{url(site.talk, name)}?languages=ky&note=x&when=now&shown=[]")
    assert Interview.objects.get(pk=site.talk.pk).updated_at == before
    assert strict.get("/en/interviews/talk/").status_code == 200


def test_administrators_make_no_superuser_and_touch_none(client, site, demo):
    client.force_login(user(ADMINISTRATOR))
    chief = User.objects.create_superuser("chief", password="x")
    other = User.objects.create_user("other", password="x", is_staff=True)
    users = "/en/admin/staff/user/"
    fields = {"username": "other", "language": "ky", "is_active": "on", "is_superuser": "on", "user_permissions": "1"}
    client.post(f"{users}{other.pk}/change/", fields)
    other.refresh_from_db()
    assert (other.is_superuser, other.user_permissions.count()) == (False, 0)
    assert client.post(f"{users}{chief.pk}/change/", fields | {"username": "chief"}).status_code == 403
    password = {"password1": "Жаңы-сөз-2021", "password2": "Жаңы-сөз-2021"}
    assert client.post(f"{users}{chief.pk}/password/", password).status_code == 403
    assert client.post(f"{users}{chief.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(users, {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"})
    assert User.objects.filter(pk=chief.pk).exists()
    assert chief.password not in client.get(f"{users}{chief.pk}/change/").text
    assert client.get(f"{users}?password__startswith=pbkdf").status_code in (302, 400)


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_form_leads_to_another_site(client, site, demo, there):
    User.objects.create_user("press", password="x", is_staff=True)
    signed_in = client.post(f"/en/admin/login/?next={there}", {"username": "press", "password": "x", "next": there})
    moved = client.post("/demo/clock/", {"to": "campaign", "next": there})
    language = client.post("/i18n/setlang/", {"language": "ru", "next": there})
    for answer in (signed_in, moved, language):
        assert answer.status_code == 302
        assert "evil" not in answer["Location"]
        assert not answer["Location"].startswith("javascript")


def test_original_pictures_are_not_served(client, db, settings, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    for name in ("portraits/a.jpeg", "renditions/b.jpg", "secret.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    ways = ("portraits/a.jpeg", "secret.txt", "renditions/../portraits/a.jpeg", "renditions/%2e%2e/secret.txt")
    assert [client.get(f"/media/{way}").status_code for way in ways] == [404] * len(ways)
    shown = client.get("/media/renditions/b.jpg")
    assert b"".join(shown.streaming_content) == b"x"
    shown.close()


def test_headers_guard_public_pages_and_desk(client, everybody, site):
    reader = Client().get("/ky/")
    desk = everybody.get("/en/admin/")
    for answer in (reader, desk, Client().get("/ky/none/"), Client().get("/en/admin/login/")):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
    assert "unsafe" not in reader["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in reader["Content-Security-Policy"]
    assert not reader.cookies
    assert "no-store" in everybody.get(url(site.talk, "preview", language="ky"))["Cache-Control"]


def ran(**environment):
    """Return what a command says on a machine whose environment holds nothing else."""
    script = "import environ; environ.FileAwareEnv.read_env = lambda *a, **k: None; import emgek.settings"
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=clean, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "x"}, "DATABASE_URL"),
        ({"SECRET_KEY": "x", "DATABASE_URL": ""}, "DATABASE_URL"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "foo://bar"}, "DATABASE_URL"),
    ],
)
def test_settings_say_in_one_sentence_what_is_missing(environment, missing):
    done = ran(**environment)

    assert done.returncode == 1
    assert done.stderr.startswith(f"emgek: set {missing} in the environment")
    assert done.stderr.count("\n") == 1
