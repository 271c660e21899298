"""A personal field is in a new edition only with a consent that is written down and not withdrawn."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from candidates.consents import AGREED, FACTS, PERSONAL, TOLD, shown
from emgek.agenda import agenda
from publishing.acts import put_again, undo
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from publishing.problems import Level, Refused
from publishing.proposals import propose, review
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db
LATER, LAST = CAMPAIGN + timedelta(hours=1), CAMPAIGN + timedelta(hours=2)
FILLED = {f"{name}_{code}": f"{name} {code}" for name in TOLD for code in LANGUAGES}
FILLED |= {"links": "https://example.kg/a", "birth_date": date(1985, 3, 2)}
TOWN = {"residence_ky": "Шаар", "residence_ru": "Город", "residence_en": "Town"}


@pytest.fixture
def election():
    return make.open_campaign()


def live(person, at, language="ky"):
    """Return the public document of a person."""
    return Edition.objects.of(person).live(at).get(language=language).read()


def withdraw_consent(person, *names):
    """Note that the person agrees no more."""
    for name in names:
        setattr(person, f"{name}_withdrawn_date", LATER.date())
    person.save()


def test_nothing_personal_is_shown_without_a_consent_and_the_officer_is_told(election):
    person = make.make_candidate(election, **FILLED | {f"{name}_consent": "" for name in AGREED})
    found = propose(person, ["ky"], at=CAMPAIGN)
    [asked] = [problem for problem in review([found]) if problem.code == "hidden"]
    assert (list(shown(found.documents["ky"])), asked.level) == ([], Level.WARNING)
    assert all(str(person._meta.get_field(name).verbose_name) in asked.message for name in AGREED)
    assert asked.field == f"{AGREED[0]}_consent"


@pytest.mark.parametrize("name", AGREED)
def test_each_field_has_its_own_consent(election, name):
    person = make.make_candidate(election, **FILLED | {"birth_date_consent": "Үлгү"})
    everything = {*shown(person.build_document("ky", issued=CAMPAIGN.date()))}
    withdraw_consent(person, name)
    assert everything == {*FACTS, *TOLD} == {*PERSONAL} - {"portrait"}
    assert {*shown(person.build_document("ky", issued=CAMPAIGN.date()))} == everything - {name}


def test_a_withdrawal_is_warned_of_while_the_field_is_public_and_one_language_takes_it_out_of_all(
    admin_client, admin_user, election, at
):
    person = make.make_candidate(election, **TOWN)
    make.go_live(person)
    at(LATER)
    form = reverse("admin:candidates_candidate_change", args=[person.pk])
    assert agenda(admin_user, LATER)["lacking"] == []
    assert "desk-panel__regret" not in admin_client.get(form).text
    withdraw_consent(person, "residence")

    [line] = agenda(admin_user, LATER)["lacking"]
    assert line.address == reverse("admin:candidates_candidate_publish", args=[person.pk])
    assert admin_client.get(form).text.count("desk-panel__regret") == len(LANGUAGES)
    make.go_live(person, at=LATER, languages=["ky"])

    assert [live(person, LATER, code).residence for code in LANGUAGES] == ["", "", ""]
    assert [live(person, CAMPAIGN, code).residence for code in LANGUAGES] == list(TOWN.values())
    assert agenda(admin_user, LATER)["lacking"] == []


def test_a_withdrawn_portrait_is_in_no_new_edition(election, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = make.make_candidate(election, portrait="portraits/face.jpg", portrait_width=900, portrait_height=900)
    assert [*shown(person.build_document("ky", issued=CAMPAIGN.date()))] == ["portrait"]
    withdraw_consent(person, "portrait")
    assert [*shown(person.build_document("ky", issued=CAMPAIGN.date()))] == []


def undone(person, release):
    undo(release, at=LAST, who=MACHINE)


def put_live_again(person, release):
    put_again(Edition.objects.of(person).filter(language="ky").earliest("number"), at=LAST, who=MACHINE)


@pytest.mark.parametrize("way", [undone, put_live_again])
def test_an_earlier_edition_does_not_bring_back_what_is_withdrawn(election, way):
    person = make.make_candidate(election, **TOWN)
    make.go_live(person)
    withdraw_consent(person, "residence")
    release = make.go_live(person, at=LATER)
    with pytest.raises(Refused) as refused:
        way(person, release)
    assert {problem.code for problem in refused.value.problems if problem.is_error} == {"no_consent"}
    assert live(person, LAST).residence == ""


def test_the_sentence_under_the_name_is_nowhere_without_a_consent(client, election):
    person = make.make_candidate(election, lead_ky="Саясат таануучу, Таластан.", lead_consent="")
    make.go_live(person, languages=["ky"])
    pages = [client.get(f"/ky/candidates/{person.slug}/"), client.get("/ky/feed/"), client.get("/ky/candidates/")]
    assert all("Талас" not in page.text for page in pages if page.status_code == 200)
    assert pages[0].status_code == 200
    person.lead_consent = "Үлгү, 2021-жылдын 8-июлу"
    person.save()
    make.go_live(person, at=LATER, languages=["ky"])
    assert live(person, LATER).lead == "Саясат таануучу, Таластан."
