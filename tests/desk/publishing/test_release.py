"""Objects of different kinds as one release, languages in turn, what is said before the click, and undoing at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from emgek.roles import TRANSLATOR
from publishing.clock import set_demo_clock
from publishing.editions import Edition
from publishing.journal import Act, Release
from publishing.release_drafts import ReleaseDraft
from publishing.verifying import faults
from tests.desk.publishing.screens import LATER, edit, english, live, text, url, user
from tests.factories import SILENCE, make_candidate, make_interview, make_plank, make_program, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(talk, election):
    """Return a release of an interview that changed, a new programme and its plank."""
    edit(talk, title_ky="Жаңы")
    program = make_program(election)
    draft = ReleaseDraft.objects.create(title="Экология жумалыгы")
    draft.add([talk, program, make_plank(program)])
    return draft


def screen(draft):
    return english(reverse("admin:publishing_releasedraft_change", args=[draft.pk]))


def decision(client, draft, **more):
    """Return what a browser would send of the screen: Kyrgyz of every object, now."""
    page = client.get(screen(draft))
    named = {f"languages-{one.name}": ["ky"] for one in draft.gathered.all()}
    return {"title": draft.title, "when": "now", "note": "", "shown": page.context["shown"], **named} | more


def kinds_of(release):
    return set(release.acts.values_list("kind", flat=True))


def test_objects_of_different_kinds_go_live_in_one_release(officer, draft):
    officer.post(screen(draft), decision(officer, draft, _publish="1", note="Жаңылык"))
    release = Release.objects.latest("pk")
    assert kinds_of(release) == {"interview", "program", "plank"}
    assert (release.title, release.note) == ("Экология жумалыгы", "Жаңылык")
    assert not ReleaseDraft.objects.exists()
    assert list(faults()) == []


def test_one_problem_stops_all_and_loses_nothing(officer, draft):
    person = make_candidate()  # stands in no election, so no calendar lets it out
    draft.add([person])
    before = Act.objects.count()
    page = officer.post(screen(draft), decision(officer, draft, _publish="1", note="Бирге", title="Башка ат"))
    assert "This stops it" in text(page)
    assert Act.objects.count() == before
    draft.refresh_from_db()
    assert (draft.title, draft.note) == ("Башка ат", "Бирге")


def test_at_a_moment_all_of_it_waits_for_the_same_second(officer, draft):
    officer.post(screen(draft), decision(officer, draft, _publish="1", when="later", starts_at="2021-07-09T09:00"))
    waiting = Edition.objects.waiting(LATER)
    assert {edition.kind for edition in waiting} == {"interview", "program", "plank"}
    assert {edition.starts_at for edition in waiting} == {moment(7, 9, 9)}


def test_each_object_has_its_own_languages(officer, draft):
    plank = draft.gathered.get(kind="plank")
    sent = decision(officer, draft, _save="1") | {f"languages-{plank.name}": ["ky", "ru"]}
    officer.post(screen(draft), sent)
    assert draft.gathered.get(kind="plank").chosen == ["ky", "ru"]
    assert draft.gathered.get(kind="program").chosen == ["ky"]
    page = officer.get(screen(draft))
    assert "Must be public in this language first" in text(page)


def test_what_has_to_be_public_too_is_offered_and_added(officer, election):
    person = make_candidate(election)
    draft = ReleaseDraft.objects.create(title="Маек")
    draft.add([make_interview(person, election)])
    assert [one["row"] for one in officer.get(screen(draft)).context["offered"]] == [person]
    officer.post(screen(draft), decision(officer, draft, _add=f"candidate-{person.pk}"))
    page = officer.get(screen(draft))
    assert page.context["offered"] == []
    assert not any(problem.is_error for problem in page.context["problems"])


def test_a_colleague_who_published_meanwhile_is_noticed(officer, draft, talk):
    mine = decision(officer, draft, _publish="1")
    theirs = {"languages": ["ky"], "when": "now", "shown": officer.get(url(talk, "publish")).context["shown"]}
    officer.post(url(talk, "publish"), theirs)
    edit(talk, title_ky="Дагы жаңы")
    assert "Someone published meanwhile" in text(officer.post(screen(draft), mine))
    assert ReleaseDraft.objects.exists()


def test_objects_are_gathered_from_a_list_and_from_a_form(officer, draft, talk, election):
    person = make_candidate(election)
    listed = english(reverse("admin:candidates_candidate_changelist"))
    chosen = officer.post(listed, {"action": "gather_selected", "_selected_action": [person.pk]})
    officer.post(chosen.url, {"draft": draft.pk})
    assert draft.gathered.filter(kind="candidate", object_id=person.pk).exists()
    address = officer.get(url(talk, "change")).context["panel"]["links"]["gather"]
    officer.post(address, {"title": "Бөлөк"})
    assert [row for _one, row in ReleaseDraft.objects.get(title="Бөлөк").rows()] == [talk]
    officer.post(screen(draft), decision(officer, draft, _remove=f"candidate-{person.pk}"))
    assert not draft.gathered.filter(kind="candidate").exists()


def test_who_does_not_publish_sees_no_release(client, draft):
    client.force_login(user(TRANSLATOR))
    assert client.get(screen(draft)).status_code == 403


# Languages in turn ----------------------------------------------------------------------------------------------------


def in_turn(client, row, **more):
    shown = client.get(url(row, "publish")).context["shown"]
    sent = {"languages": ["ky", "ru"], "when": "in_turn", "late": ["ru"], "starts_at": "2021-07-09T09:00"}
    return client.post(url(row, "publish"), sent | {"note": "", "shown": shown} | more)


def test_kyrgyz_now_and_russian_tomorrow(officer, talk):
    edit(talk, title_ky="Бүгүн", title_ru="Завтра", source_url="https://example.org/fact")
    in_turn(officer, talk)
    assert live(talk, "ky").title == "Бүгүн"
    assert live(talk, "ru").title != "Завтра"
    assert live(talk, "ru").read().source_url == live(talk, "ky").read().source_url
    waiting = Edition.objects.of(talk).waiting(LATER).get()
    assert (waiting.language, waiting.title, waiting.starts_at) == ("ru", "Завтра", moment(7, 9, 9))
    assert list(faults()) == []


def test_a_moment_that_is_refused_leaves_nothing_published(officer, talk):
    edit(talk, title_ky="Бүгүн", title_ru="Завтра")
    page = in_turn(officer, talk, starts_at="2021-07-10T12:00")
    assert "Silence before the vote" in text(page)
    assert live(talk, "ky").title != "Бүгүн"


def test_all_languages_late_is_no_turn(officer, talk):
    edit(talk, title_ky="Бүгүн", title_ru="Завтра")
    assert "leave others for now" in text(in_turn(officer, talk, late=["ky", "ru"]))


# Before the click -----------------------------------------------------------------------------------------------------


def test_looking_again_says_what_is_public_when_and_publishes_nothing(officer, talk):
    edit(talk, title_ky="Бүгүн", title_ru="Завтра")
    before = Act.objects.count()
    page = in_turn(officer, talk, _look="1")
    assert Act.objects.count() == before
    pages = {one.code: one for one in page.context["pages"]}
    assert pages["ky"].starts_at is None
    assert pages["ru"].starts_at == moment(7, 9, 9)
    assert pages["ru"].address == f"/ru/interviews/{talk.slug}/"


def test_looking_again_at_a_moment_of_the_silence_says_so(officer, talk):
    edit(talk, title_ky="Бүгүн")
    sent = {"languages": ["ky"], "when": "later", "starts_at": "2021-07-10T12:00", "shown": "[]", "_look": "1"}
    assert "Silence before the vote" in text(officer.post(url(talk, "publish"), sent))


def test_the_share_card_is_of_the_saved_row_and_kept_nowhere(officer, talk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edit(talk, title_ky="Жаңы")
    before = Act.objects.count()
    answer = officer.get(officer.get(url(talk, "publish")).context["pages"][0].card_url)
    assert answer["Content-Type"].startswith("image/")
    assert "no-store" in answer["Cache-Control"]
    assert list(tmp_path.rglob("*.*")) == []
    assert Act.objects.count() == before


# Undoing at once ------------------------------------------------------------------------------------------------------


def publish_now(client, row):
    sent = {"languages": ["ky"], "when": "now", "shown": client.get(url(row, "publish")).context["shown"]}
    return client.post(url(row, "publish"), sent, follow=True)


def test_one_click_undoes_within_the_minute(officer, talk):
    old = live(talk, "ky").title
    edit(talk, title_ky="Жаңылыш")
    page = publish_now(officer, talk)
    assert 'name="at_once"' in text(page)
    officer.post(url(talk, "undo", release_id=Release.objects.latest("pk").pk), {"at_once": "1"})
    assert live(talk, "ky").title == old


def test_after_the_minute_the_click_asks_first(officer, talk, monkeypatch):
    edit(talk, title_ky="Жаңы")
    publish_now(officer, talk)
    release = Release.objects.latest("pk")
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr("publishing.desk.withdraw.timezone.now", lambda: later)
    page = officer.post(url(talk, "undo", release_id=release.pk), {"at_once": "1"})
    assert "The minute has passed" in text(page)
    assert live(talk, "ky").title == "Жаңы"
    officer.post(url(talk, "undo", release_id=release.pk))
    assert live(talk, "ky").title != "Жаңы"


def test_the_silence_stops_a_release_too(officer, draft):
    set_demo_clock(SILENCE)
    page = officer.post(screen(draft), decision(officer, draft, _publish="1"))
    assert "Silence before the vote" in text(page)
