"""The desk's screens of publishing: who may open them, what they say, what they do."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from candidates.models import Interview, QABlock
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.clock import set_demo_clock
from publishing.editions import Edition
from publishing.journal import Release
from staff.models import User
from tests.factories import (
    SILENCE,
    go_live,
    make_candidate,
    make_interview,
    make_party,
    make_program,
    moment,
    open_campaign,
)

pytestmark = pytest.mark.django_db
LATER = moment(7, 8, 15)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True
    set_demo_clock(LATER)


@pytest.fixture
def election():
    return open_campaign()


@pytest.fixture
def talk(election):
    candidate = make_candidate(election)
    row = make_interview(candidate, election, blocks=2)
    go_live(candidate, row, languages=["ky", "ru"])
    return row


def user(role="", **fields):
    person = User.objects.create_user(username=role or "viewer", password="x", is_staff=True, language="en", **fields)
    if role:
        person.groups.add(Group.objects.get(name=role))
    else:
        person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return person


@pytest.fixture
def officer(client):
    client.force_login(user(PRESS_OFFICER))
    return client


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


# Who may --------------------------------------------------------------------------------------------------------------


def addresses(row):
    edition = Edition.objects.of(row).filter(language="ky").first()
    release = edition.act.release_id
    return {
        "publish": url(row, "publish"),
        "withdraw": url(row, "withdraw"),
        "undo": url(row, "undo", release_id=release),
        "again": url(row, "again", edition_id=edition.pk),
        "editions": url(row, "editions"),
        "changes": url(row, "changes", language="ky"),
        "edition": url(row, "edition", edition_id=edition.pk),
        "compare": f"{url(row, 'compare')}?old={edition.pk}&new={edition.pk}",
        "preview": url(row, "preview", language="ky"),
    }


@pytest.mark.parametrize("name", ["publish", "withdraw", "undo", "again"])
def test_who_may_only_look_gets_403_from_every_screen_that_acts(client, talk, name):
    client.force_login(user())
    address = addresses(talk)[name]
    assert (client.get(address).status_code, client.post(address, {}).status_code) == (403, 403)


@pytest.mark.parametrize("name", ["editions", "changes", "compare"])
def test_who_may_look_sees_past_and_changes(client, talk, name):
    client.force_login(user())
    assert client.get(addresses(talk)[name]).status_code == 200


@pytest.mark.parametrize(
    "name", ["publish", "withdraw", "undo", "editions", "changes", "edition", "preview", "compare"]
)
def test_the_public_is_sent_to_the_sign_in_page(client, talk, name):
    response = client.get(addresses(talk)[name])
    assert response.status_code == 302
    assert "/login/" in response.url


def test_only_administrators_publish_an_election(client, election):
    client.force_login(user(PRESS_OFFICER))
    assert client.post(url(election, "publish"), {"languages": "ky"}).status_code == 403
    client.force_login(user(ADMINISTRATOR))
    assert client.get(url(election, "publish")).status_code == 200


def test_an_undo_takes_the_right_to_everything_the_release_touched(client, talk):
    party = make_party()
    release = go_live(edit(talk, title_ky="Башка"), party, languages=["ky"])
    client.force_login(user(PRESS_OFFICER))
    assert client.post(url(talk, "undo", release_id=release.pk)).status_code == 403


# The panel ------------------------------------------------------------------------------------------------------------


def test_the_panel_says_since_when_and_what_has_changed(officer, talk):
    QABlock.objects.filter(interview=talk).update(answer_ky="Башка жооп.")
    page = text(officer.get(url(talk, "change")))
    assert "Public since: 8 July 2021, 12:00" in page
    assert "(2)" in page
    assert "Not public yet." in page


def test_the_panel_marks_what_waits(officer, talk):
    go_live(edit(talk, title_ky="Башка"), languages=["ky"], starts_at=moment(7, 9, 10))
    assert "Waits, public from: 9 July 2021, 10:00" in text(officer.get(url(talk, "change")))


def test_a_new_objects_form_has_no_panel(officer):
    response = officer.get(english(reverse("admin:candidates_interview_add")))
    assert "desk-panel" not in text(response)


# Publish --------------------------------------------------------------------------------------------------------------


def decision(client, row, **more):
    return {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(client, url(row, "publish"))} | more


def test_what_has_changed_is_chosen_beforehand_and_shown(officer, talk):
    edit(talk, title_ky="Жаңы баш сөз")
    response = officer.get(url(talk, "publish"))
    assert response.context["chosen"] == ["ky", "en"]
    assert "<ins>" in text(response)


def test_publishing_makes_it_public_and_says_where_and_how_to_undo(officer, talk):
    edit(talk, title_ky="Жаңы")
    response = officer.post(url(talk, "publish"), decision(officer, talk, note="Оңдоо"), follow=True)
    assert live(talk, "ky").title == "Жаңы"
    assert Release.objects.latest("pk").note == "Оңдоо"
    assert f"/undo/{Release.objects.latest('pk').pk}/" in text(response)


def test_a_refusal_keeps_what_was_typed(officer, talk):
    edit(talk, title_ky="Жаңы")
    set_demo_clock(SILENCE)
    response = officer.post(url(talk, "publish"), decision(officer, talk, note="Шашылыш", languages=["ky", "ru"]))
    page = text(response)
    assert response.status_code == 200
    assert "Silence before the vote" in page
    assert "Шашылыш" in page
    assert response.context["chosen"] == ["ky", "ru"]


def test_someone_who_published_meanwhile_is_noticed(officer, talk):
    edit(talk, title_ky="Биринчи")
    mine = decision(officer, talk)
    go_live(edit(talk, title_ky="Экинчи"), languages=["ky"], at=LATER)
    edit(talk, title_ky="Үчүнчү")
    assert "Someone published meanwhile" in text(officer.post(url(talk, "publish"), mine))
    assert live(talk, "ky").title == "Экинчи"


def test_a_hidden_field_that_was_tampered_with_is_refused(officer, talk):
    edit(talk, title_ky="Жаңы")
    response = officer.post(url(talk, "publish"), decision(officer, talk, shown="[[1]]"))
    assert "This screen is out of date" in text(response)


def test_a_moment_is_read_in_bishkek_time(officer, talk):
    edit(talk, title_ky="Эртең")
    officer.post(url(talk, "publish"), decision(officer, talk, when="later", starts_at="2021-07-09T10:00"))
    assert Edition.objects.of(talk).waiting(LATER).get().starts_at == moment(7, 9, 10)


def test_a_later_start_needs_its_moment(officer, talk):
    response = officer.post(url(talk, "publish"), decision(officer, talk, when="later"))
    assert "Say at which moment." in text(response)


def test_what_waits_asks_for_a_decision(officer, talk):
    go_live(edit(talk, title_ky="Эртең"), languages=["ky"], starts_at=moment(7, 9, 10))
    edit(talk, title_ky="Бүгүн")
    assert "already waits" in text(officer.post(url(talk, "publish"), decision(officer, talk)))
    officer.post(url(talk, "publish"), decision(officer, talk, waiting="cancel"))
    assert live(talk, "ky").title == "Бүгүн"
    assert not Edition.objects.of(talk).waiting(LATER).exists()


def test_saving_can_lead_to_the_publish_screen(officer, talk):
    response = officer.get(url(talk, "change"))
    assert 'name="_publish"' in text(response)


# Taking back ----------------------------------------------------------------------------------------------------------


def test_withdrawing_needs_a_reason(officer, talk):
    shown = shown_on(officer, url(talk, "withdraw"))
    response = officer.post(url(talk, "withdraw"), {"languages": ["ky"], "note": "", "shown": shown})
    assert "Say why." in text(response)
    assert live(talk, "ky")


def test_withdrawing_takes_dependents_along_when_asked(officer, talk):
    candidate = talk.candidate
    page = officer.get(url(candidate, "withdraw"))
    assert "Үлгү маек ky" in text(page)
    given = {"languages": ["ky"], "note": "Ката", "shown": page.context["shown"], "with_dependents": "on"}
    officer.post(url(candidate, "withdraw"), given)
    assert (live(candidate, "ky"), live(talk, "ky")) == (None, None)
    assert live(talk, "ru")


def test_an_undo_puts_back_what_was_there(officer, talk):
    release = go_live(edit(talk, title_ky="Ката"), languages=["ky"], at=LATER)
    assert "published" in text(officer.get(url(talk, "undo", release_id=release.pk)))
    officer.post(url(talk, "undo", release_id=release.pk))
    assert live(talk, "ky").title == "Үлгү маек ky"


def test_what_waits_can_be_cancelled(officer, talk):
    release = go_live(edit(talk, title_ky="Эртең"), languages=["ky"], starts_at=moment(7, 9, 10))
    officer.post(url(talk, "cancel", release_id=release.pk))
    assert not Edition.objects.of(talk).waiting(LATER).exists()


# The past -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def first(talk):
    edition = live(talk, "ky")
    go_live(edit(talk, title_ky="Экинчи"), languages=["ky"], at=LATER)
    return edition


def test_past_editions_are_listed_and_compared(officer, talk, first):
    assert "№ 2" in text(officer.get(url(talk, "editions")))
    response = officer.get(url(talk, "compare"), {"old": first.pk, "new": live(talk, "ky").pk})
    assert "<del>Үлгү маек ky</del><ins>Экинчи</ins>" in text(response)


def test_an_earlier_edition_can_be_put_live_again(officer, talk, first):
    address = url(talk, "again", edition_id=first.pk)
    officer.post(address, {"shown": shown_on(officer, address), "note": "Кайра"})
    assert (live(talk, "ky").title, live(talk, "ky").number) == ("Үлгү маек ky", 3)


def test_another_objects_edition_is_not_found(officer, talk):
    other = live(talk.candidate, "ky")
    assert officer.get(url(talk, "edition", edition_id=other.pk)).status_code == 404


def test_restoring_fills_the_form_and_saves_nothing(officer, talk, first):
    edit(talk, title_ru="Жаңы орусча")
    page = text(officer.get(url(talk, "change"), {"restore": first.pk}))
    assert 'value="Үлгү маек ky"' in page
    assert 'value="Жаңы орусча"' in page
    assert "Nothing is saved yet" in page
    assert Interview.objects.get(pk=talk.pk).title_ky == "Экинчи"


def form_values(response):
    """Return what a browser would send back for a change form."""
    context = response.context
    values = {}
    for form in [context["adminform"].form, *(f for s in context["inline_admin_formsets"] for f in s.formset.forms)]:
        for bound in form:
            value = bound.value()
            values[bound.html_name] = value if value is not None else ""
    for inline in context["inline_admin_formsets"]:
        for bound in inline.formset.management_form:
            values[bound.html_name] = bound.value()
    return {k: v for k, v in values.items() if v is not False}


def test_a_part_that_is_gone_comes_back_with_its_own_number(officer, talk, first):
    talk.blocks.get(number=1).delete()
    response = officer.get(url(talk, "change"), {"restore": first.pk})
    assert 'name="blocks-1-kept_number" value="1"' in text(response)
    saved = officer.post(url(talk, "change"), form_values(response) | {"_save": "1"})
    assert saved.status_code == 302
    assert sorted(talk.blocks.values_list("number", flat=True)) == [1, 2]
    assert talk.blocks.get(number=1).answer_ky == "1-жооп. ky"


def test_a_number_that_is_taken_is_never_given_twice(officer, talk, first):
    talk.blocks.get(number=1).delete()
    values = form_values(officer.get(url(talk, "change"), {"restore": first.pk}))
    officer.post(url(talk, "change"), values | {"blocks-1-kept_number": "2", "_save": "1"})
    assert sorted(talk.blocks.values_list("number", flat=True)) == [2, 3]


# Previews -------------------------------------------------------------------------------------------------------------


def test_a_preview_shows_the_saved_row_and_leaves_no_trace(officer, talk):
    edit(talk, title_ky="Сыноо баш сөзү")
    before = Edition.objects.count(), Release.objects.count()
    response = officer.get(url(talk, "preview", language="ky"))
    page = text(response)
    assert "Сыноо баш сөзү" in page
    assert "Preview" in page
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert (Edition.objects.count(), Release.objects.count()) == before


def test_a_preview_of_what_was_never_public_brings_what_it_requires(officer, election):
    candidate = make_candidate(election, family_name_ky="Жаңыбаев")
    talk = make_interview(candidate, election)
    assert "Жаңыбаев" in text(officer.get(url(talk, "preview", language="ky")))


def test_a_past_edition_is_shown_as_it_was(officer, talk, first):
    page = text(officer.get(url(talk, "edition", edition_id=first.pk)))
    assert "Үлгү маек ky" in page
    assert "An edition from the past" in page


# Several at once ------------------------------------------------------------------------------------------------------


def together(rows):
    address = english(reverse("admin:candidates_candidate_publish_together"))
    return f"{address}?ids={','.join(str(row.pk) for row in rows)}"


def test_several_objects_go_live_in_one_release(officer, election):
    rows = [make_candidate(election) for _ in range(3)]
    listed = english(reverse("admin:candidates_candidate_changelist"))
    chosen = officer.post(listed, {"action": "publish_selected", "_selected_action": [row.pk for row in rows]})
    page = officer.get(chosen.url)
    officer.post(chosen.url, {"languages": ["ky"], "when": "now", "shown": page.context["shown"]})
    assert len({live(row, "ky").act.release_id for row in rows}) == 1


def test_one_that_may_not_stops_all(officer, election):
    good, bad = make_candidate(election), make_candidate()
    page = officer.get(together([good, bad]))
    assert "This stops it" in text(page)
    officer.post(together([good, bad]), {"languages": ["ky"], "when": "now", "shown": page.context["shown"]})
    assert live(good, "ky") is None


def test_more_than_a_release_holds_are_refused(officer, election, monkeypatch):
    monkeypatch.setattr("publishing.desk.bulk.MOST", 1)
    response = officer.get(together([make_candidate(election), make_candidate(election)]))
    assert "At most: 1" in text(response)


def test_shown_names_every_language(officer, election):
    program = make_program(election)
    assert json.loads(shown_on(officer, url(program, "publish"))) == [
        ["program", program.pk, code, None] for code in ("ky", "ru", "en")
    ]
