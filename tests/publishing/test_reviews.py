"""Reviews: what an approval is good for, who may give it, and what every way of publishing asks of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from emgek.roles import EDITOR_IN_CHIEF, PRESS_OFFICER
from publishing import reviewing, verifying, versions
from publishing.acts import Waiting, cancel, publish, put_again, undo, withdraw
from publishing.editions import Edition
from publishing.journal import Act, Who
from publishing.problems import Refused
from publishing.proposals import propose, review
from publishing.rehearsing import cancelled_by_four_eyes, cancelled_by_return
from publishing.reviewed import standings
from publishing.reviews import Comment, Review, State, digest_of, four_eyes_since
from staff.audit import AuditEntry
from staff.models import User
from tests.factories import CAMPAIGN, MACHINE, go_live, make_candidate, make_interview, make_page, open_campaign

pytestmark = pytest.mark.django_db
LATER = CAMPAIGN + timedelta(minutes=5)


def member(name, role):
    """Return somebody of a role."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.fixture
def officer():
    """Return a press officer."""
    return member("officer", PRESS_OFFICER)


@pytest.fixture
def chief():
    """Return an editor-in-chief."""
    return member("chief", EDITOR_IN_CHIEF)


@pytest.fixture
def rule(chief):
    """Let nothing out without a second person."""
    return reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)


def documents(row, *codes, at=CAMPAIGN):
    """Return what would be public of a row."""
    return propose(row, codes or ["ky"], at=at).documents


def approve(row, by, *codes):
    """Approve a row as it is now."""
    found = documents(row, *codes)
    return reviewing.approve(row, found, shown={digest_of(one) for one in found.values()}, by=by)


def codes(refused):
    """Return the codes of what stopped an act."""
    return {problem.code for problem in refused.value.problems}


def publish_now(row, *languages, at=CAMPAIGN, **options):
    """Publish a row."""
    return publish([row], languages or ["ky"], at=at, who=MACHINE, **options)


def test_with_four_eyes_nothing_unapproved_goes_out_now_later_or_renewed(rule, chief):
    page = make_page()
    with pytest.raises(Refused) as now:
        publish_now(page)
    with pytest.raises(Refused) as later:
        publish_now(page, starts_at=LATER)
    approve(page, chief)
    publish_now(page, starts_at=LATER)
    page.title_ky = "Башка"
    page.save()
    with pytest.raises(Refused) as renewed:
        publish_now(page, waiting=Waiting.RENEW)
    assert [codes(one) for one in (now, later, renewed)] == [{"not_approved"}] * 3


def test_without_the_rule_nobody_is_asked_and_an_approver_is_named_all_the_same(chief):
    plain, approved = make_page(slug="a"), make_page(slug="b")
    approve(approved, chief)
    publish_now(plain)
    publish_now(approved)
    assert list(Act.objects.order_by("number").values_list("approvers", flat=True)) == ["", "chief"]
    assert list(verifying.faults()) == []


def test_an_edit_asks_again_and_the_old_words_are_approved_once_more(rule, chief):
    page = make_page()
    approve(page, chief)
    page.title_ky = "Оңдолгон"
    page.save()
    with pytest.raises(Refused):
        publish_now(page)
    page.title_ky = "Үлгү барак ky"
    page.save()
    publish_now(page)
    assert Act.objects.get().approvers == "chief"


def test_an_approval_holds_whatever_day_the_material_is_first_issued(rule, chief):
    election = open_campaign_approved(chief)
    talk = make_interview(make_candidate(election), election)
    approve(talk.candidate, chief)
    approve(talk, chief)
    next_day = CAMPAIGN + timedelta(days=1)
    publish([talk.candidate, talk], ["ky"], at=next_day, who=MACHINE)
    assert Edition.objects.live(next_day).filter(kind="interview").exists()


def open_campaign_approved(chief):
    """Return an election that was public before the rule."""
    reviewing.set_four_eyes(False, by=chief, at=CAMPAIGN)
    election = open_campaign()
    reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)
    return election


def test_each_new_language_takes_its_own_approval_but_facts_take_one(rule, chief):
    election = open_campaign_approved(chief)
    person = make_candidate(election, position=1)
    approve(person, chief)
    with pytest.raises(Refused) as russian:
        publish_now(person, "ky", "ru")
    approve(person, chief, "ru")
    publish_now(person, "ky", "ru")
    person.candidacies.update(list_position=2)
    person = type(person).objects.get(pk=person.pk)
    with pytest.raises(Refused) as moved:
        publish_now(person, "ky", at=LATER)
    approve(person, chief)
    publish_now(person, "ky", at=LATER)
    assert codes(russian) == codes(moved) == {"not_approved"}
    assert list(Act.objects.filter(at=LATER).values_list("language", "approvers")) == [("ky", "chief"), ("ru", "chief")]


def test_undo_and_put_again_bring_back_what_was_approved(rule, chief):
    page = make_page()
    approve(page, chief)
    publish_now(page)
    first = Edition.objects.get()
    page.title_ky = "Экинчи"
    page.save()
    approve(page, chief)
    second = publish_now(page, at=LATER)
    undo(second, at=LATER + timedelta(minutes=1), who=MACHINE)
    withdraw([page], ["ky"], at=LATER + timedelta(minutes=2), who=MACHINE, note="Үлгү")
    put_again(first, at=LATER + timedelta(minutes=3), who=MACHINE)
    assert Act.objects.filter(verb="again").values_list("approvers", flat=True).distinct().get() == "chief"


def test_what_was_public_before_the_rule_may_be_put_live_again_but_not_what_was_returned_since(chief):
    page = make_page()
    go_live(page, languages=["ky"])
    first = Edition.objects.get()
    reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)
    withdraw([page], ["ky"], at=LATER, who=MACHINE, note="Үлгү")
    put_again(first, at=LATER + timedelta(minutes=1), who=MACHINE)
    page.title_ky = "Жаңы"
    page.save()
    with pytest.raises(Refused) as edited:
        publish_now(page, at=LATER + timedelta(minutes=2))
    assert codes(edited) == {"not_approved"}


def test_whoever_asked_or_saved_the_text_approves_it_only_without_the_rule(officer, chief):
    asked, saved = make_page(slug="a"), make_page(slug="b")
    reviewing.ask(asked, documents(asked), by=chief)
    versions.keep(type(saved), saved.pk, user=chief)
    approve(asked, chief)
    reviewing.set_four_eyes(True, by=officer, at=CAMPAIGN)
    for page in (asked, saved):
        with pytest.raises(Refused) as own:
            approve(page, chief) if page is saved else publish_now(page)
        assert codes(own) & {"own_text", "not_approved"}


def test_nobody_approves_a_text_that_was_not_shown(chief):
    page = make_page()
    shown = {digest_of(one) for one in documents(page).values()}
    page.title_ky = "Кийин"
    page.save()
    with pytest.raises(Refused) as unseen:
        reviewing.approve(page, documents(page), shown=shown, by=chief)
    assert codes(unseen) == {"meanwhile"}
    assert not Review.objects.exists()


def test_a_return_takes_the_approval_back_and_keeps_the_comments(rule, officer, chief):
    page = make_page()
    reviewing.ask(page, documents(page), by=officer, note="Караңыз")
    approve(page, chief)
    shown = {digest_of(one) for one in documents(page).values()}
    said = [reviewing.Said("ky", None, "Аталышы туура эмес")]
    reviewing.send_back(page, documents(page), said, shown=shown, by=chief, at=CAMPAIGN)
    with pytest.raises(Refused) as refused:
        publish_now(page)
    [problem] = [p for p in review([propose(page, ["ky"], at=CAMPAIGN)]) if not p.is_error]
    assert codes(refused) == {"not_approved"}
    assert problem.code == "comments"
    assert list(Review.objects.order_by("pk").values_list("state", flat=True)) == [State.TAKEN_BACK, State.RETURNED]
    assert Comment.objects.get().author == "chief"


def test_a_return_says_why(chief):
    page = make_page()
    shown = {digest_of(one) for one in documents(page).values()}
    with pytest.raises(Refused) as silent:
        reviewing.send_back(page, documents(page), [], shown=shown, by=chief, at=CAMPAIGN)
    assert codes(silent) == {"no_comment"}


def test_a_standing_tells_asked_approved_and_changed(officer, chief):
    page = make_page()
    reviewing.ask(page, documents(page), by=officer)
    [asked] = standings(page, documents(page))
    approve(page, chief)
    [approved] = standings(page, documents(page))
    page.title_ky = "Оңдолгон"
    page.save()
    [changed] = standings(page, documents(page))
    assert asked.is_asked
    assert approved.approved.decider == "chief"
    assert changed.is_changed
    assert changed.approved is None


def test_everything_of_a_review_is_in_the_audit_log(officer, chief):
    page = make_page()
    reviewing.ask(page, documents(page), by=officer)
    approve(page, chief)
    reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)
    reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)
    lines = AuditEntry.objects.filter(action__in=("asked", "approved", "four_eyes")).order_by("pk")
    told = list(lines.values_list("action", flat=True))
    assert told == ["asked", "approved", "four_eyes"]


def test_who_acts_and_who_approved_stand_side_by_side(chief, officer):
    page = make_page()
    approve(page, chief)
    who = Who(actor_id=officer.pk, actor="officer", approvers="lawyer")
    publish([page], ["ky"], at=CAMPAIGN, who=who)
    act = Act.objects.get()
    assert (act.actor, act.approvers) == ("officer", "chief, lawyer")


def test_an_approval_of_ones_own_text_without_the_rule_opens_no_second_one_with_it(officer, chief):
    page = make_page()
    versions.keep(type(page), page.pk, user=chief)
    approve(page, chief)
    reviewing.set_four_eyes(True, by=officer, at=CAMPAIGN)

    with pytest.raises(Refused) as own:
        approve(page, chief)

    assert codes(own) == {"own_text"}


def test_what_was_only_scheduled_before_the_rule_and_cancelled_was_never_public(chief):
    page = make_page()
    release = publish_now(page, starts_at=LATER)
    cancel([release.pk], at=CAMPAIGN, who=MACHINE)
    reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN)

    with pytest.raises(Refused) as refused:
        publish_now(page)

    assert codes(refused) == {"not_approved"}


# What waits -----------------------------------------------------------------------------------------------------------


def give_back(row, by, *languages, at=CAMPAIGN, **more):
    """Return a text as it is now."""
    found = documents(row, *languages)
    shown = {digest_of(one) for one in found.values()}
    return reviewing.send_back(row, found, [], shown=shown, by=by, at=at, answer="Толук эмес", **more)


def waiting():
    """Return what waits, as object and language."""
    return sorted(Edition.objects.waiting(CAMPAIGN).values_list("slug", "language"))


def test_a_returned_text_does_not_go_out_at_its_moment_and_the_journal_says_why(rule, chief):
    page, other = make_page(slug="a"), make_page(slug="b")
    for row in (page, other):
        approve(row, chief, "ky", "ru")
        publish_now(row, "ky", "ru", starts_at=LATER)
    give_back(page, chief, "ky")
    acts = Act.objects.filter(verb="cancel")
    assert waiting() == [("b", "ky"), ("b", "ru")]
    assert set(acts.values_list("language", "actor")) == {("ky", "chief"), ("ru", "chief")}
    assert all("Толук эмес" in act.release.note for act in acts)
    assert not Edition.objects.of(page).live(LATER).exists()
    assert list(verifying.faults()) == []


def test_what_was_to_go_live_with_a_returned_text_does_not_go_without_it(chief):
    page, other = make_page(slug="a"), make_page(slug="b")
    publish([page, other], ["ky"], at=CAMPAIGN, who=MACHINE, starts_at=LATER)
    give_back(page, chief)
    assert waiting() == []


def test_a_newer_text_that_is_returned_leaves_the_approved_one_waiting(rule, chief):
    page = make_page(slug="a")
    approve(page, chief)
    publish_now(page, starts_at=LATER)
    page.title_ky = "Кийинки"
    page.save()
    give_back(page, chief)
    assert waiting() == [("a", "ky")]


def test_four_eyes_cancel_what_waits_and_nobody_else_approved(officer, chief):
    seen, own, plain = (make_page(slug=slug) for slug in ("seen", "own", "plain"))
    versions.keep(type(own), own.pk, user=chief)
    approve(seen, chief)
    approve(own, chief)
    for row in (seen, own, plain):
        publish_now(row, starts_at=LATER)
    reviewing.set_four_eyes(True, by=officer, at=CAMPAIGN)
    assert waiting() == [("seen", "ky")]
    assert set(Act.objects.filter(verb="cancel").values_list("actor", flat=True)) == {"officer"}


def test_four_eyes_leave_a_language_that_waits_with_its_old_words_and_approved_facts(officer, chief):
    election = open_campaign()
    person = make_candidate(election, position=1)
    go_live(person, languages=["ky", "ru"])
    person.candidacies.update(list_position=2)
    person = type(person).objects.get(pk=person.pk)
    approve(person, chief)
    publish_now(person, starts_at=LATER)
    reviewing.set_four_eyes(True, by=officer, at=CAMPAIGN)
    assert [code for _slug, code in waiting()] == ["ky", "ru"]


def test_a_decision_that_would_cancel_more_than_was_said_does_nothing(chief):
    page = make_page()
    publish_now(page, starts_at=LATER)
    for decide in (
        lambda named: give_back(page, chief, cancelling=named),
        lambda named: reviewing.set_four_eyes(True, by=chief, at=CAMPAIGN, cancelling=named),
    ):
        with pytest.raises(Refused) as refused:
            decide([])
        assert codes(refused) == {"meanwhile"}
    assert (len(waiting()), Review.objects.count(), four_eyes_since()) == (1, 0, None)
    assert cancelled_by_return(page, documents(page), at=CAMPAIGN)["ky"] == cancelled_by_four_eyes(CAMPAIGN)
    give_back(page, chief, cancelling=list(Edition.objects.values_list("pk", flat=True)))
    assert waiting() == []


def test_nothing_is_kept_of_looking_at_what_a_decision_would_cancel(rule, chief):
    page = make_page()
    approve(page, chief)
    publish_now(page, starts_at=LATER)
    assert cancelled_by_return(page, documents(page), at=CAMPAIGN).keys() == {"ky"}
    assert cancelled_by_four_eyes(CAMPAIGN) == []
    assert (Act.objects.count(), Review.objects.get().state, len(waiting())) == (1, State.APPROVED, 1)
