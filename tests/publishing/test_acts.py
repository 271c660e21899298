"""What a press officer may rely on when something is published, scheduled, withdrawn or taken back."""

from datetime import timedelta

import pytest

from publishing import acts
from publishing.editions import Edition, Reference
from publishing.journal import Act, Head, Release, Verb
from publishing.problems import Refused
from publishing.search import SearchEntry
from tests.factories import (
    AFTER,
    BEFORE,
    CAMPAIGN,
    MACHINE,
    SILENCE,
    VOTING,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    moment,
    open_campaign,
)

pytestmark = pytest.mark.django_db


def live_titles(row, at):
    """Return what is public of a row at a moment, by language."""
    return dict(Edition.objects.of(row).live(at).values_list("language", "title"))


def codes(caught):
    """Return the codes of a refusal's problems."""
    return {problem.code for problem in caught.value.problems}


def test_what_is_saved_is_not_public_until_it_is_published():
    page = make_page(title_ky="Бир")
    go_live(page)
    page.title_ky = "Эки"
    page.save()
    assert live_titles(page, CAMPAIGN)["ky"] == "Бир"
    go_live(page)
    assert live_titles(page, CAMPAIGN)["ky"] == "Эки"


def test_each_language_is_published_on_its_own():
    page = make_page("ky ru")
    go_live(page, languages=["ky"])
    assert set(live_titles(page, CAMPAIGN)) == {"ky"}
    go_live(page, languages=["ru"])
    assert set(live_titles(page, CAMPAIGN)) == {"ky", "ru"}


def test_a_language_without_text_is_refused():
    page = make_page("ky")
    with pytest.raises(Refused) as caught:
        go_live(page, languages=["ky", "en"])
    assert codes(caught) == {"empty_language"}
    assert not Edition.objects.exists()
    assert not Release.objects.exists()


def test_publishing_without_a_change_is_refused():
    page = make_page()
    go_live(page)
    with pytest.raises(Refused) as caught:
        go_live(page)
    assert codes(caught) == {"nothing_changed"}


def test_facts_of_one_language_reach_the_other_live_ones_with_their_own_words():
    election = open_campaign()
    person = make_candidate(election)
    go_live(person)
    person.links = "https://example.org/ulgu"
    person.lead_ru = "Новое"
    person.save()
    go_live(person, languages=["ky"])
    documents = {e.language: e.read() for e in Edition.objects.of(person).live(CAMPAIGN).select_related("document")}
    assert {d.links for d in documents.values()} == {("https://example.org/ulgu",)}
    assert documents["ru"].lead == ""


def test_a_new_block_stands_empty_in_the_languages_that_do_not_have_it_yet():
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election)
    go_live(person, talk)
    talk.blocks.create(question_ky="Жаңы суроо?", answer_ky="Жаңы жооп.")
    go_live(talk, languages=["ky"])
    russian = Edition.objects.of(talk).live(CAMPAIGN).select_related("document").get(language="ru").read()
    assert [(b.number, bool(b.question)) for b in russian.blocks] == [(1, True), (2, False)]


def test_withdrawing_ends_what_is_live_and_keeps_the_history():
    page = make_page()
    go_live(page)
    acts.withdraw([page], ["ky"], at=CAMPAIGN + timedelta(hours=1), who=MACHINE, note="ката")
    assert set(live_titles(page, CAMPAIGN + timedelta(hours=1))) == {"ru", "en"}
    assert set(live_titles(page, CAMPAIGN)) == {"ky", "ru", "en"}


def test_withdrawing_takes_dependents_along_when_asked():
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election)
    go_live(person, talk)
    acts.withdraw([person], ["ky"], at=CAMPAIGN, who=MACHINE, note="", with_dependents=True)
    assert set(live_titles(talk, CAMPAIGN)) == {"ru", "en"}


def test_undo_puts_back_what_was_replaced():
    page = make_page(title_ky="Бир")
    go_live(page)
    page.title_ky = "Эки"
    page.save()
    release = go_live(page)
    acts.undo(release, at=CAMPAIGN, who=MACHINE)
    assert live_titles(page, CAMPAIGN)["ky"] == "Бир"
    assert Edition.objects.of(page).filter(language="ky").count() == 3


def test_undo_of_a_first_edition_withdraws_it():
    page = make_page()
    release = go_live(page)
    acts.undo(release, at=CAMPAIGN, who=MACHINE)
    assert live_titles(page, CAMPAIGN) == {}


def test_undo_of_a_withdrawal_puts_everything_live_again():
    page = make_page(title_ky="Бир")
    go_live(page)
    release = acts.withdraw([page], ["ky", "ru", "en"], at=CAMPAIGN, who=MACHINE, note="")
    acts.undo(release, at=CAMPAIGN, who=MACHINE)
    assert set(live_titles(page, CAMPAIGN)) == {"ky", "ru", "en"}


def test_undo_is_refused_when_somebody_published_since():
    page = make_page(title_ky="Бир")
    release = go_live(page)
    page.title_ky = "Эки"
    page.save()
    go_live(page)
    with pytest.raises(Refused) as caught:
        acts.undo(release, at=CAMPAIGN, who=MACHINE)
    assert codes(caught) <= {"meanwhile", "nothing_to_undo"}


def test_putting_an_edition_live_again_uses_the_same_document():
    page = make_page(title_ky="Бир")
    go_live(page)
    first = Edition.objects.of(page).get(language="ky")
    page.title_ky = "Эки"
    page.save()
    go_live(page)
    acts.put_again(first, at=CAMPAIGN, who=MACHINE)
    again = Edition.objects.of(page).live(CAMPAIGN).get(language="ky")
    assert (again.document_id, again.number) == (first.document_id, 3)


def test_publishing_over_what_the_form_did_not_show_is_refused():
    page = make_page(title_ky="Бир")
    go_live(page)
    page.title_ky = "Эки"
    page.save()
    shown = {("page", page.pk, "ky"): None}
    with pytest.raises(Refused) as caught:
        go_live(page, shown=shown)
    assert codes(caught) == {"meanwhile"}
    go_live(page, shown={("page", page.pk, "ky"): 1})


@pytest.mark.parametrize(("at", "code"), [(BEFORE, "before_campaign"), (SILENCE, "silence"), (VOTING, "silence")])
def test_campaign_matter_is_refused_outside_the_campaign(at, code):
    election = make_election()
    make_imprint(election)
    go_live(election, at=BEFORE)
    person = make_candidate(election)
    with pytest.raises(Refused) as caught:
        go_live(person, at=at)
    assert codes(caught) == {code}


def test_after_the_vote_campaign_matter_is_free_again():
    election = open_campaign()
    go_live(make_candidate(election), at=AFTER)


def test_a_schedule_into_the_silence_is_refused():
    election = open_campaign()
    with pytest.raises(Refused) as caught:
        go_live(make_candidate(election), starts_at=SILENCE)
    assert codes(caught) == {"silence"}


def test_without_a_public_election_nothing_campaigns():
    election = make_election()
    make_imprint(election)
    with pytest.raises(Refused) as caught:
        go_live(make_candidate(election))
    assert codes(caught) == {"no_calendar"}


def test_a_change_of_the_calendar_cancels_what_may_no_longer_start():
    election = open_campaign()
    person = make_candidate(election)
    go_live(person, starts_at=CAMPAIGN + timedelta(hours=12))
    election.silence_starts_at = CAMPAIGN + timedelta(hours=6)
    election.save()
    release = go_live(election)
    assert live_titles(person, CAMPAIGN + timedelta(hours=12)) == {}
    assert release.acts.filter(verb=Verb.CANCEL).count() == 3


def test_an_earlier_calendar_put_live_again_cancels_what_may_no_longer_start():
    election = open_campaign()
    before = Edition.objects.of(election).get(language="ky")
    election.polls_close_at += timedelta(days=2)
    election.silence_starts_at += timedelta(days=1)
    election.polls_open_at += timedelta(days=2)
    election.save()
    go_live(election)
    person = make_candidate(election)
    go_live(person, starts_at=moment(7, 10, 12))
    acts.put_again(before, at=CAMPAIGN, who=MACHINE)
    assert live_titles(person, moment(7, 10, 12)) == {}
    assert Act.objects.filter(verb=Verb.CANCEL, kind="candidate").count() == 3


def test_an_incomplete_imprint_stops_campaign_matter():
    election = make_election()
    make_imprint(election, payer="")
    go_live(election, at=BEFORE)
    with pytest.raises(Refused) as caught:
        go_live(make_candidate(election))
    assert codes(caught) == {"imprint"}


def test_an_interview_needs_its_candidate_in_the_same_language():
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election)
    go_live(person, languages=["ky"])
    with pytest.raises(Refused) as caught:
        go_live(talk, languages=["ky", "ru"])
    assert {(p.code, p.language) for p in caught.value.problems} == {("requires", "ru")}


def test_the_issue_date_stays_that_of_the_first_edition():
    election = open_campaign()
    person = make_candidate(election)
    go_live(person)
    person.lead_ky = "Оңдолду"
    person.save()
    go_live(person, at=CAMPAIGN + timedelta(days=1))
    latest = Edition.objects.of(person).live(CAMPAIGN + timedelta(days=1)).select_related("document").get(language="ky")
    assert str(latest.read().imprint.issue_date) == "2021-07-08"


def test_backdated_history_is_marked_and_never_touches_what_was_published_here():
    page = make_page(title_ky="Бир")
    acts.backdate([page], ["ky"], starts_at=BEFORE, at=CAMPAIGN, who=MACHINE)
    assert Edition.objects.of(page).get().is_backdated
    assert live_titles(page, BEFORE) == {"ky": "Бир"}
    page.title_ky = "Эки"
    page.save()
    go_live(page, languages=["ky"])
    page.title_ky = "Үч"
    page.save()
    with pytest.raises(Refused) as caught:
        acts.backdate([page], ["ky"], starts_at=BEFORE + timedelta(days=1), at=CAMPAIGN, who=MACHINE)
    assert codes(caught) == {"past"}


def test_a_start_in_the_past_is_refused():
    with pytest.raises(Refused) as caught:
        go_live(make_page(), starts_at=CAMPAIGN - timedelta(seconds=1))
    assert codes(caught) == {"past"}


def test_an_act_is_never_before_the_last_one():
    page, other = make_page(), make_page()
    go_live(page, at=CAMPAIGN)
    go_live(other, at=CAMPAIGN - timedelta(seconds=3))
    assert Edition.objects.of(other).first().starts_at == CAMPAIGN


def test_the_demo_refuses_to_act_before_its_last_act(settings):
    settings.DEMO = True
    go_live(make_page(), at=CAMPAIGN)
    with pytest.raises(Refused) as caught:
        go_live(make_page(), at=BEFORE)
    assert codes(caught) == {"past_is_closed"}


def test_an_address_that_was_public_is_never_given_to_another_object():
    page = make_page(slug="biz")
    go_live(page)
    page.slug = "biz-jonundo"
    page.save()
    go_live(page)
    other = make_page(slug="biz")
    with pytest.raises(Refused) as caught:
        go_live(other)
    assert codes(caught) == {"slug_taken"}


def test_several_objects_go_live_together_or_not_at_all():
    good, bad = make_page(), make_page("ky")
    with pytest.raises(Refused):
        go_live(good, bad)
    assert not Edition.objects.exists()
    assert Head.objects.get(pk=1).number == 0


def test_references_and_search_entries_are_written_with_the_edition():
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election, blocks=2)
    go_live(person, talk, languages=["ky"])
    edition = Edition.objects.of(talk).get()
    assert Reference.objects.filter(edition=edition, role="candidate", is_required=True).count() == 1
    assert SearchEntry.objects.filter(edition=edition).count() == 3


def test_the_journal_says_who_did_what_when(django_user_model):
    officer = django_user_model.objects.create_user("aigul", first_name="Айгүл", last_name="Үлгүева")
    page = make_page()
    acts.publish([page], ["ky"], at=CAMPAIGN, who=acts.Who.user(officer), note="Биринчи")
    act = Act.objects.get()
    assert (act.actor, act.verb, act.at, act.release.note) == ("Айгүл Үлгүева", "publish", CAMPAIGN, "Биринчи")
