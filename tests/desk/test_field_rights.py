"""What a form takes from each role: words in own languages, own facts; everything else stays, whatever is sent."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import gettext

from candidates.models import PastedText
from elections.carried import KEY_DATE
from elections.desk.confirming import may_confirm
from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, LAWYER, PRESS_OFFICER, TRANSLATOR
from publishing.assignments import Assignment, assign
from publishing.editions import Edition
from publishing.translating import Translation, note
from staff.models import User
from staff.roles import TOLD
from tests.desk.sending import sent_by
from tests.factories import (
    CAMPAIGN,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_plank,
    make_program,
    open_campaign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    election = make_election()
    row = make_interview(make_candidate(election, position=1), election, blocks=2)
    note(row)
    return row


def sign_in(client, role, **fields):
    person = User.objects.create_user(f"a {role}", is_staff=True, **fields)
    person.groups.set(Group.objects.filter(name=role))
    client.force_login(person)
    return person


def form(row, name="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def sent_by_somebody_who_may_do_all(client, row):
    client.force_login(User.objects.create_superuser("all"))
    data = sent_by(client.get(form(row)))
    return {name: value for name, value in data.items() if name != "filled_with"}  # nothing to be merged


def kept(row):
    """Return the columns of a row as they are stored, without those that only stand for one of a language."""
    stored = type(row)._base_manager.get(pk=row.pk)
    found = {field.attname: getattr(stored, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in found.items() if f"{name}_ky" not in found}


def changed(row, before):
    after = kept(row)
    return {name for name in after if after[name] != before[name]} - {"updated_at"}


def test_a_translator_changes_words_in_own_languages_and_nothing_else(client, talk):
    data = sent_by_somebody_who_may_do_all(client, talk)
    texts = [name for name in data if name.endswith(("_ky", "_ru", "_en"))]
    other = make_candidate()
    texts += [name for name in kept(talk) if name.endswith(("_ky", "_ru", "_en"))]
    data |= dict.fromkeys(texts, "Башка сөз") | {"candidate": other.pk, "slug": "other", "form": "verbatim"}
    data |= {"original_language": "ru", "blocks-0-DELETE": "on"}
    before, block = kept(talk), talk.blocks.first()
    block_before = kept(block)
    sign_in(client, TRANSLATOR, translates=["ru"])

    assert client.post(form(talk), data).status_code == 302

    words = {name for name in before if name.endswith("_ru")}
    assert "title_ru" in words
    assert changed(talk, before) == words
    assert changed(block, block_before) == {"question_ru", "answer_ru"}


def test_a_translator_adds_no_question(client, talk):
    data = sent_by_somebody_who_may_do_all(client, talk)
    data |= {"blocks-TOTAL_FORMS": "3", "blocks-2-question_ru": "Жаңы?", "blocks-2-interview": talk.pk}
    sign_in(client, TRANSLATOR, translates=["ru"])
    client.post(form(talk), data)
    assert talk.blocks.count() == 2


@pytest.mark.parametrize(("role", "order"), [(TRANSLATOR, [1, 2]), (PRESS_OFFICER, [2, 1])])
def test_a_translator_moves_no_question(client, talk, role, order):
    data = sent_by_somebody_who_may_do_all(client, talk) | {"blocks-0-stands_at": "2", "blocks-1-stands_at": "1"}
    sign_in(client, role, translates=["ru"])
    assert client.post(form(talk), data).status_code == 302
    assert list(talk.blocks.order_by("order").values_list("number", flat=True)) == order
    assert ("stands_at" in client.get(form(talk)).content.decode()) is (role == PRESS_OFFICER)


@pytest.mark.parametrize(("role", "may"), [(TRANSLATOR, False), (PRESS_OFFICER, True)])
def test_a_translator_answers_for_no_facts(role, may, talk, client):
    assert may_confirm(sign_in(client, role, translates=["ru"]), "interview") is may


def test_a_lawyer_answers_for_imprints_and_the_calendar(client, talk):
    lawyer = sign_in(client, LAWYER)
    found = {kind: may_confirm(lawyer, kind) for kind in ("imprint", KEY_DATE, "interview", "plank")}
    assert found == {"imprint": True, KEY_DATE: True, "interview": False, "plank": False}


def test_a_translator_without_languages_changes_nothing(client, talk):
    data = sent_by_somebody_who_may_do_all(client, talk) | {"title_ru": "Башка", "title_ky": "Башка"}
    before = kept(talk)
    sign_in(client, TRANSLATOR)
    client.post(form(talk), data)
    assert changed(talk, before) == set()


def test_languages_of_somebody_who_is_no_translator_open_nothing(client, talk):
    sign_in(client, LAWYER, translates=["ru"])
    assert client.post(form(talk), {"title_ru": "Башка"}).status_code == 403
    before = kept(talk.election)
    data = {"title_ru": "Башка", "polls_open_at_0": "2021-07-11", "polls_open_at_1": "08:00"}
    client.post(form(talk.election), data)
    assert changed(talk.election, before) == set()


def test_a_translator_reads_the_original_beside_the_own_language(client, talk):
    sign_in(client, TRANSLATOR, translates=["ru"])
    page = client.get(form(talk)).content.decode()
    assert 'name="title_ru"' in page
    assert 'name="title_ky"' not in page
    assert "Үлгү маек ky" in page
    assert "1-суроо? ky" in page


def test_rich_text_that_is_read_only_has_no_tags_in_sight(client):
    plank = make_plank(make_program(make_election()), body_ky="<p>Дарак <strong>көп</strong></p>")
    sign_in(client, TRANSLATOR, translates=["ru"])
    page = client.get(form(plank)).content.decode()
    assert "<strong>көп</strong>" in page
    assert "&lt;p&gt;" not in page


def test_an_older_version_comes_back_in_own_languages_only(client, talk):
    sign_in(client, PRESS_OFFICER)
    data = sent_by(client.get(form(talk)))
    client.post(form(talk), data | {"title_ky": "Эски", "title_ru": "Старый"})
    talk.refresh_from_db()
    data = sent_by(client.get(form(talk)))
    client.post(form(talk), data | {"title_ky": "Жаңы", "title_ru": "Новый"})
    sign_in(client, TRANSLATOR, translates=["ru"])
    revision = client.get(form(talk, "history")).context["lines"][1]["revision"]
    back = client.get(f"{form(talk)}?version={revision.pk}&facts=1")
    client.post(form(talk), sent_by(back))
    talk.refresh_from_db()
    assert (talk.title_ky, talk.title_ru) == ("Жаңы", "Старый")


def test_a_translator_pastes_into_own_languages_only(client, talk):
    sign_in(client, TRANSLATOR, translates=["ru"])
    address = form(talk, "translation")
    page = client.get(f"{address}?language=en")
    assert [code for code, _name in page.context["form"].fields["language"].choices] == ["ru"]
    answered = client.post(address, {"language": "en", "text": "— Who?\n\n— Me."})
    assert (answered.status_code, PastedText.objects.count()) == (200, 0)
    for language, status in (("en", 403), ("ru", 200)):
        pasted = PastedText(
            candidate=talk.candidate, election=talk.election, raw_text="— Ким?\n\n— Мен.", pasted_at=CAMPAIGN
        )
        pasted.read()
        pasted.translates, pasted.language = talk, language
        pasted.save()
        beside = reverse("admin:candidates_interview_beside", args=[pasted.pk])
        assert client.get(beside).status_code == status
        client.post(beside, {"do": "drop"})
        assert PastedText.objects.filter(pk=pasted.pk).exists() == (status == 403)


def test_a_translator_pastes_nothing_into_the_language_of_the_original(client, talk):
    sign_in(client, TRANSLATOR, translates=["ky"])
    assert client.get(form(talk, "translation")).status_code == 403


def test_the_list_of_translations_holds_own_languages_only(client, talk):
    type(talk).objects.filter(pk=talk.pk).update(title_ru="", title_en="")
    note(type(talk).objects.get(pk=talk.pk))
    sign_in(client, TRANSLATOR, translates=["ru"])
    listed = client.get(reverse("admin:publishing_translation_changelist")).context
    assert {line.translation.language for line in listed["lines"]} == {"ru"}
    assert [code for code, *_more in listed["languages"]] == ["ru"]
    english = Translation.objects.of(talk).get(field="title", place="", language="en")
    assert client.get(reverse("admin:publishing_translation_change", args=[english.pk])).status_code == 404
    assert client.post(reverse("admin:publishing_translation_fits", args=[english.pk])).status_code == 404


def test_what_a_translator_saves_still_waits_for_who_publishes_it(client, talk):
    officer = User.objects.create_user("officer")
    assign([talk], officer)
    data = sent_by_somebody_who_may_do_all(client, talk) | {"title_ru": "Башка"}
    sign_in(client, TRANSLATOR, translates=["ru"])
    assert client.post(form(talk), data).status_code == 302
    assert Assignment.objects.get().user == officer


# Own facts ------------------------------------------------------------------------------------------------------------


def test_a_lawyer_changes_the_calendar_and_nothing_else_of_an_election(client):
    election = make_election(seats=45)
    data = sent_by_somebody_who_may_do_all(client, election)
    data |= {"silence_starts_at_1": "09:00:00", "title_ky": "Башка", "seats": "90", "slug": "x", "ballot_number": "1"}
    data |= {"list_locked_date": "2021-07-01"}
    before = kept(election)
    sign_in(client, LAWYER)
    assert client.post(form(election), data).status_code == 302
    assert changed(election, before) == {"silence_starts_at"}


def test_a_lawyer_changes_imprints_and_key_dates(client):
    election = make_election()
    imprint = make_imprint(election)
    data = sent_by_somebody_who_may_do_all(client, election)
    data |= {"key_dates-TOTAL_FORMS": "1", "key_dates-0-day": "2021-07-09", "key_dates-0-what_ky": "Үлгү күн"}
    data |= {"key_dates-0-election": election.pk}
    sign_in(client, LAWYER)
    assert client.post(form(election), data).status_code == 302
    assert election.key_dates.get().day == date(2021, 7, 9)
    sent = sent_by(client.get(form(imprint))) | {"payer": "Башка фонд"}
    assert client.post(form(imprint), sent).status_code == 302
    assert kept(imprint)["payer"] == "Башка фонд"


def test_an_editor_in_chief_locks_the_list_and_changes_nothing_else_of_an_election(client):
    election = make_election()
    data = sent_by_somebody_who_may_do_all(client, election)
    data |= {"list_locked_date": "2021-07-01", "polls_open_at_1": "07:00:00", "title_ky": "Башка", "slug": "x"}
    before = kept(election)
    sign_in(client, EDITOR_IN_CHIEF)
    assert client.post(form(election), data).status_code == 302
    assert changed(election, before) == {"list_locked_date"}


# Giving roles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("languages", "status"), [(["ru"], 302), ([], 200), (["de"], 200)])
def test_a_translator_is_made_with_languages(client, languages, status):
    sign_in(client, ADMINISTRATOR)
    role = Group.objects.get(name=TRANSLATOR)
    data = {"username": "bek", "password1": "Чоң-Кемин-7", "password2": "Чоң-Кемин-7", "language": "ky"}
    address = reverse("admin:staff_user_add")
    page = client.get(address).content.decode()
    assert all(gettext(told) in page for told in TOLD.values())
    response = client.post(address, data | {"groups": [role.pk], "translates": languages})
    assert (response.status_code, User.objects.filter(username="bek").exists()) == (status, status == 302)
    if status == 302:
        bek = User.objects.get(username="bek")
        assert (bek.translates, list(bek.groups.all())) == (languages, [role])
        fields = client.get(reverse("admin:staff_user_change", args=[bek.pk])).context["adminform"].form
        assert fields["translates"].value() == languages


def test_nobody_gives_languages_to_oneself(client):
    chief = sign_in(client, ADMINISTRATOR)
    address = reverse("admin:staff_user_change", args=[chief.pk])
    assert client.post(address, {"username": "chief", "language": "ky", "translates": ["ru"]}).status_code == 302
    chief.refresh_from_db()
    assert (chief.username, chief.translates) == ("chief", [])


# The right to publish -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "screens"), [("publish", {"publish", "undo", "again"}), ("withdraw", {"undo", "withdraw"})]
)
def test_who_writes_publishes_only_with_the_right_to_it(client, right, screens):
    election = open_campaign()
    person = make_candidate(election)
    release = go_live(person)
    sign_in(client, PRESS_OFFICER)
    Group.objects.get(name=PRESS_OFFICER).permissions.remove(Permission.objects.get(codename=right))
    edition = Edition.objects.of(person).first()
    name = "admin:candidates_candidate_"
    addresses = {
        "publish": reverse(f"{name}publish", args=[person.pk]),
        "withdraw": reverse(f"{name}withdraw", args=[person.pk]),
        "undo": reverse(f"{name}undo", args=[person.pk, release.pk]),
        "again": reverse(f"{name}again", args=[person.pk, edition.pk]),
    }
    assert {screen for screen, address in addresses.items() if client.post(address).status_code == 403} == screens
    panel = client.get(form(person)).context["panel"]
    gather = set() if "publish" in screens else {"gather"}
    assert set(panel["links"]) == {"publish", "withdraw", "undo"} - screens | gather


def test_saving_leads_to_no_screen_that_one_may_not_open(client, talk):
    data = sent_by_somebody_who_may_do_all(client, talk) | {"_publish": "1"}
    sign_in(client, TRANSLATOR, translates=["ru"])
    assert "publish" not in client.post(form(talk), data)["Location"]
