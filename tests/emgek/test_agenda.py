"""The desk's first page: what there is to go on with."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.models import Candidate, PastedText
from elections.models import Imprint
from emgek.agenda import agenda
from emgek.countdown import countdown
from emgek.roles import PRESS_OFFICER
from publishing import acts
from publishing.journal import Who
from publishing.presence import beat
from publishing.translating import note_all
from staff.models import User
from tests.desk.sending import sent_by
from tests.factories import (
    AFTER,
    BEFORE,
    CAMPAIGN,
    SILENCE,
    VOTING,
    go_live,
    make_candidate,
    make_election,
    make_interview,
    moment,
    open_campaign,
)


@pytest.fixture
def officer(db):
    """Return a press officer."""
    user = User.objects.create_user("press", is_staff=True)
    user.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    return user


@pytest.fixture
def talk(db):
    """Return an interview of which nothing is public yet; its candidate is public."""
    election = open_campaign()
    person = make_candidate(election)
    go_live(person, at=CAMPAIGN)
    return make_interview(person, election, "ky", blocks=1)


def save(client, user, row):
    """Let somebody save the form of a row as it stands."""
    client.force_login(user)
    address = reverse("admin:candidates_interview_change", args=[row.pk])
    assert client.post(address, sent_by(client.get(address))).status_code == 302


def titles(officer, name, at=CAMPAIGN):
    """Return the titles and languages of one list."""
    return [(line.title, line.languages) for line in agenda(officer, at)[name]]


def test_a_draft_is_not_public(officer, talk):
    assert titles(officer, "unpublished") == [(str(talk), ["ky"])]
    assert titles(officer, "changed") == []


def test_what_is_public_as_it_is_saved_is_not_named(officer, talk):
    go_live(talk, at=CAMPAIGN, languages=["ky"])
    assert titles(officer, "unpublished") == titles(officer, "changed") == []
    talk.save()
    assert titles(officer, "changed") == []


def test_what_changed_is_named_in_the_languages_in_which_it_changed(officer, talk):
    go_live(talk, at=CAMPAIGN, languages=["ky"])
    talk.title_ky = "Башка аталыш"
    talk.save()
    assert titles(officer, "changed") == [("Башка аталыш", ["ky"])]
    assert titles(officer, "unpublished") == []


def test_what_waits_is_named_with_its_moment_and_not_as_unpublished(officer, talk):
    starts_at = moment(7, 9, 18)
    acts.publish([talk], ["ky"], at=CAMPAIGN, starts_at=starts_at, who=Who.user(officer))
    assert titles(officer, "unpublished") == []
    assert [(line.title, line.at) for line in agenda(officer, CAMPAIGN)["waiting"]] == [(str(talk), starts_at)]


def test_what_was_scheduled_and_cancelled_or_undone_is_not_public_again(officer, talk):
    go_live(talk, at=CAMPAIGN, languages=["ky"])
    talk.title_ky = "Башка аталыш"
    talk.save()
    waits = {"at": CAMPAIGN, "starts_at": moment(7, 9, 18), "who": Who.user(officer)}
    release = acts.publish([talk], ["ky"], **waits)
    assert titles(officer, "changed") == []
    acts.cancel([release.pk], at=CAMPAIGN, who=Who.user(officer))
    assert titles(officer, "changed") == [("Башка аталыш", ["ky"])]
    mistaken = acts.publish([talk], ["ky"], at=CAMPAIGN, who=Who.user(officer))
    assert titles(officer, "changed") == []
    acts.undo(mistaken, at=CAMPAIGN, who=Who.user(officer))
    assert titles(officer, "changed") == [("Башка аталыш", ["ky"])]


def test_what_one_may_not_change_is_not_to_be_done(officer, talk):
    make_election()
    assert titles(officer, "unpublished") == [(str(talk), ["ky"])]
    assert not any(agenda(User.objects.create_user("guest", is_staff=True), CAMPAIGN).values())


def test_what_one_saved_last_waits_for_oneself_until_a_colleague_saves_it(client, officer, talk):
    colleague = User.objects.create_user("colleague", is_staff=True)
    colleague.groups.set(officer.groups.all())
    save(client, officer, talk)
    assert titles(officer, "mine") == [(str(talk), ["ky"])]
    assert titles(officer, "unpublished") == titles(colleague, "mine") == []
    assert titles(colleague, "unpublished") == [(str(talk), ["ky"])]
    save(client, colleague, talk)
    assert titles(officer, "mine") == []
    assert titles(colleague, "mine") == [(str(talk), ["ky"])]


def test_what_goes_live_within_a_day_stands_apart(officer, talk):
    acts.publish([talk], ["ky"], at=CAMPAIGN, starts_at=moment(7, 9, 8), who=Who.user(officer))
    assert titles(officer, "soon") == [(str(talk), ["ky"])]
    assert titles(officer, "waiting") == []
    a_day_before = moment(7, 8, 7)
    assert (str(talk), ["ky"]) not in titles(officer, "soon", at=a_day_before)
    assert (str(talk), ["ky"]) in titles(officer, "waiting", at=a_day_before)


def test_translations_whose_source_changed_are_named_and_open_at_the_first(client, officer, db):
    talk = make_interview(make_candidate(), make_election(), blocks=2)
    note_all([talk])
    assert agenda(officer, CAMPAIGN)["out_of_date"] == []
    block = talk.blocks.last()
    block.answer_ky = "Башка жооп."
    block.save()
    note_all([talk])
    [line] = agenda(officer, CAMPAIGN)["out_of_date"]
    assert (line.title, sorted(line.languages)) == (str(talk), ["en", "ru"])
    client.force_login(officer)
    assert client.get(line.address, follow=True).status_code == 200


def test_what_colleagues_have_open_is_named_with_who(officer, talk):
    colleague = User.objects.create_user("colleague", first_name="Айгүл", is_staff=True)
    beat(talk, colleague, "a window")
    beat(talk, colleague, "another window")
    beat(talk.candidate, officer, "my window")
    [line] = agenda(officer, CAMPAIGN)["present"]
    assert (line.title, line.note) == (str(talk), "Айгүл")
    assert line.address == reverse("admin:candidates_interview_change", args=[talk.pk])
    assert agenda(User.objects.create_user("guest", is_staff=True), CAMPAIGN)["present"] == []


def test_what_the_law_or_readers_miss_is_named(officer, talk):
    assert agenda(officer, CAMPAIGN)["lacking"] == []
    Imprint.objects.update(payer="")
    Candidate.objects.update(portrait="portrait.jpg", portrait_alt_ky="Жүзү", portrait_width=9, portrait_height=9)
    imprint, portrait = agenda(officer, CAMPAIGN)["lacking"]
    assert imprint.note.endswith(str(Imprint._meta.get_field("payer").verbose_name))
    assert imprint.address == reverse("admin:elections_imprint_change", args=[Imprint.objects.get().pk])
    assert (portrait.title, portrait.languages) == (str(talk.candidate), ["ru", "en"])


@pytest.mark.parametrize(
    ("at", "left", "is_silent"),
    [(BEFORE, "In 20 days", False), (CAMPAIGN, "In 2 days", False), (SILENCE, "", True), (VOTING, "", True)],
)
def test_the_public_calendar_says_how_long_it_is_to_the_silence(db, at, left, is_silent):
    assert countdown(at) is None
    open_campaign()
    with override("en"):
        found = countdown(at)
        assert (found.left, found.is_silent) == (left, is_silent)
        assert countdown(AFTER) is None


def test_many_rows_take_no_more_queries_than_one(officer, talk):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            agenda(officer, CAMPAIGN)
        return len(asked)

    make_candidate(talk.election)
    few = queries()
    for _number in range(30):
        make_candidate(talk.election)
    assert queries() <= few


def test_the_first_page_leads_on(client, officer, talk):
    pasted = PastedText(candidate=talk.candidate, election=talk.election, raw_text="- Ким?\n- Мен.", by=officer)
    pasted.pasted_at = timezone.now()
    pasted.read()
    pasted.save()
    client.force_login(officer)
    page = client.get(reverse("admin:index")).text
    for name, *args in (
        ("candidates_interview_paste",),
        ("candidates_interview_parts", pasted.pk),
        ("candidates_interview_change", talk.pk),
    ):
        assert f'href="{reverse(f"admin:{name}", args=args)}"' in page


def test_the_interviews_one_saved_last_lead_to_each_answer(client, officer, talk):
    save(client, officer, talk)
    page = client.get(reverse("admin:index")).text
    form = reverse("admin:candidates_interview_change", args=[talk.pk])
    assert f'href="{form}#blocks-0"' in page

    colleague = User.objects.create_user("colleague", is_staff=True)
    colleague.groups.set(officer.groups.all())
    client.force_login(colleague)
    assert f'href="{form}#blocks-0"' not in client.get(reverse("admin:index")).text
