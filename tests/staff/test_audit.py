"""The audit log: what people do has a line, no line is changed, and whoever may look finds it and takes it out."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing import acts
from publishing.erasing import erase
from publishing.journal import Verb, Who
from staff.addresses import client_address
from staff.audit import Action, AuditEntry, Told, record
from staff.models import User
from tests.desk.publishing.screens import english, text, url, user
from tests.desk.sending import sent_by
from tests.factories import CAMPAIGN, MACHINE, make_candidate, make_election, make_interview, make_page

pytestmark = pytest.mark.django_db
LOG = "/en/admin/staff/auditentry/"


@pytest.fixture
def chief(client):
    """Sign an administrator in."""
    client.force_login(user(ADMINISTRATOR))
    AuditEntry.objects.all()._raw_delete("default")
    return client


def told():
    """Return what the log says, the oldest first."""
    return [(e.action, e.kind, e.title, e.details) for e in AuditEntry.objects.order_by("pk")]


def save(client, row, **changes):
    """Save a form with some changes."""
    values = sent_by(client.get(url(row, "change")))
    assert client.post(url(row, "change"), values | changes | {"_save": "1"}).status_code == 302


# What has a line ------------------------------------------------------------------------------------------------------


def test_signing_in_failing_and_signing_out_are_noted_with_the_address(client):
    user(PRESS_OFFICER)
    address = english(reverse("admin:login"))
    client.post(address, {"username": PRESS_OFFICER, "password": "wrong"}, REMOTE_ADDR="10.1.2.3")
    client.post(address, {"username": "my secret password", "password": "x"})
    client.post(address, {"username": PRESS_OFFICER, "password": "x"})
    client.post(english(reverse("admin:logout")))
    found = AuditEntry.objects.order_by("pk")[2:]  # the user and the role were made first
    assert [e.action for e in found] == [Action.SIGN_IN_FAILED, Action.SIGN_IN_FAILED, Action.SIGN_IN, Action.SIGN_OUT]
    assert [e.title for e in found] == [PRESS_OFFICER, "", PRESS_OFFICER, PRESS_OFFICER]
    assert (found[0].address, found[0].actor, found[2].actor) == ("10.1.2.3", "—", PRESS_OFFICER)


def test_a_save_is_one_line_that_names_fields_and_holds_no_text(chief):
    talk = make_interview(make_candidate(), make_election(), blocks=2)
    save(chief, talk, **{"title_ru": "Жаңы", "blocks-0-answer_ky": "Купуя сөз"})
    save(chief, talk)
    assert told() == [("changed", "candidates.interview", str(talk), ["qablock.answer_ky", "title_ru"])]
    assert "Купуя" not in str(AuditEntry.objects.values())


def test_adding_and_deleting_are_noted(chief):
    page = make_page()
    chief.post(url(page, "delete"), {"post": "yes"})
    address = english(reverse("admin:elections_imprint_add"))
    values = sent_by(chief.get(address)) | {"election": make_election().pk, "producer": "Үлгү"}
    assert chief.post(address, values).status_code == 302
    assert [(action, kind) for action, kind, *_more in told()] == [
        ("deleted", "emgek.page"),
        ("added", "elections.imprint"),
    ]


def test_users_and_roles_are_noted_without_their_values(chief):
    person = User.objects.create_user("aigul", password="old")
    person.groups.add(Group.objects.get(name=PRESS_OFFICER))
    person.set_password("new")
    person.is_active = False
    person.save()
    person.groups.set([])
    person.delete()
    assert told() == [
        ("added", "staff.user", "aigul", []),
        ("roles", "staff.user", "aigul", [f"+{PRESS_OFFICER}"]),
        ("changed", "staff.user", "aigul", ["is_active", "password"]),
        ("roles", "staff.user", "aigul", [f"−{PRESS_OFFICER}"]),
        ("deleted", "staff.user", "aigul", []),
    ]


def test_what_people_publish_is_noted_and_what_the_machine_fills_in_is_not(chief):
    page = make_page()
    acts.publish([page], ["ky", "ru"], at=CAMPAIGN, who=MACHINE)
    assert told() == []
    who = Who.user(User.objects.get(username=ADMINISTRATOR))
    acts.withdraw([page], ["ky", "ru"], at=CAMPAIGN, who=who, note="")
    assert told() == [("withdraw", "emgek.page", "Үлгү барак ru", ["ky", "ru"])]
    assert AuditEntry.objects.get().actor == ADMINISTRATOR


@pytest.mark.parametrize("verb", Verb)
def test_an_act_is_called_as_in_the_journal(verb):
    assert Action(verb.value).label == verb.label


def test_erasing_empties_titles_and_is_noted(chief):
    page = make_page(title_ky="Жашыруун")
    save(chief, page, title_ru="Башка")
    erase(page, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")
    assert [(action, title) for action, _kind, title, _more in told()] == [("changed", ""), ("erase", "")]
    assert "жашыруун" not in str(AuditEntry.objects.values())


# It is only added to --------------------------------------------------------------------------------------------------


def test_a_line_is_neither_changed_nor_deleted():
    record(Told(action=Action.EXPORTED))
    entry = AuditEntry.objects.get()
    for forbidden in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        AuditEntry.objects.update(title="")
    with pytest.raises(TypeError):
        AuditEntry.objects.bulk_update([entry], ["title"])


def test_not_even_a_superuser_changes_it_on_the_desk(admin_client):
    entry = AuditEntry.objects.last()
    for screen in ("change", "delete"):
        assert admin_client.post(f"{LOG}{entry.pk}/{screen}/", {"title": "x", "post": "yes"}).status_code == 403
    assert admin_client.post(f"{LOG}add/", {"title": "x"}).status_code == 403


# Finding and taking out -----------------------------------------------------------------------------------------------


def test_lines_are_found_by_word_action_kind_and_day(chief):
    talk = make_interview(make_candidate(), make_election(), title_ky="Өзгөчө маек")
    record(Told.of(Action.CHANGED, talk), Told(action=Action.EXPORTED, title="Башка"))

    def found(**asked):
        return [line.entry.title for line in chief.get(LOG, asked).context["lines"]]

    assert found() == ["Башка", "Өзгөчө маек"]
    assert found(q="өзгөчө") == ["Өзгөчө маек"]
    assert found(action="exported") == ["Башка"]
    assert found(kind="candidates.interview") == ["Өзгөчө маек"]
    assert found(kind="candidates.interview", object=talk.pk) == ["Өзгөчө маек"]
    assert found(until="2020-01-01") == []
    assert found(since="nonsense") == []
    assert url(talk, "change") in text(chief.get(LOG))


def test_pages_follow_each_other_without_counting(chief):
    record(*(Told(action=Action.EXPORTED, title=str(number)) for number in range(120)))
    with CaptureQueriesContext(connection) as queries:
        page = chief.get(LOG)
    assert not any("COUNT(" in query["sql"] and "auditentry" in query["sql"] for query in queries)
    seen = [line.entry.title for line in page.context["lines"]]
    while page.context["next"]:
        page = chief.get(LOG + page.context["next"])
        seen += [line.entry.title for line in page.context["lines"]]
    assert seen == [str(number) for number in reversed(range(120))]


def test_the_table_holds_what_was_asked_for_runs_no_formula_and_is_noted(chief):
    record(Told(action=Action.EXPORTED, title="=1+1"), Told(action=Action.CHANGED, title="Башка"))
    answer = chief.get(f"{LOG}export/", {"action": "exported"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[5] for row in rows] == ["Title", "audit-log.csv", "'=1+1"]
    assert AuditEntry.objects.last().actor == ADMINISTRATOR


def test_history_of_a_user_is_the_audit_log(chief):
    person = User.objects.create_user("aigul")
    page = chief.get(url(person, "history"), follow=True)
    assert [line.entry.action for line in page.context["lines"]] == ["added"]


def test_the_right_alone_opens_it_for_a_later_role(client):
    lawyer = User.objects.create_user("lawyer", is_staff=True)
    client.force_login(lawyer)
    assert client.get(LOG).status_code == 403
    lawyer.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    assert client.get(LOG).status_code == 200


# From where -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "client_is"),
    [
        ([], "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (["10.0.0.0/8"], "10.0.0.1", "1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (["10.0.0.0/8"], "8.8.8.8", "1.2.3.4", "8.8.8.8"),
        (["10.0.0.0/8"], "10.0.0.1", "<script>", "10.0.0.1"),
        (["unix"], "", "1.2.3.4", "1.2.3.4"),
        ([], "", "1.2.3.4", None),
    ],
)
def test_only_a_trusted_proxy_is_believed(rf, settings, trusted, remote, forwarded, client_is):
    settings.TRUSTED_PROXIES = trusted
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == client_is
