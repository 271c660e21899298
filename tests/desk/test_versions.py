"""Versions: each save is one, whole and named; any two are compared, any comes back, what was deleted is recovered."""

import pytest
import reversion
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from modeltranslation.fields import TranslationField
from reversion.models import Revision, Version

from candidates.models import Candidate, Interview, KeptRawText, PastedText, QABlock
from emgek.models import Page
from emgek.roles import ADMINISTRATOR
from programs.models import Plank
from publishing import versions
from publishing.desk import deleted
from publishing.desk.base import DeskAdmin
from publishing.kept_notes import KeptNotes
from publishing.ordering import reorder
from publishing.publishable import PartRow
from publishing.translating import Translation, note
from publishing.versions import Reason
from staff.audit import AuditEntry
from tests.desk.publishing.screens import english, text, url, user
from tests.desk.sending import sent_by
from tests.factories import (
    CAMPAIGN,
    go_live,
    make_candidate,
    make_election,
    make_interview,
    make_page,
    make_plank,
    make_program,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    """Sign a press officer's administrator in: may add and delete what is not public."""
    client.force_login(user(ADMINISTRATOR))
    return client


@pytest.fixture
def talk():
    """Return an interview that was never public."""
    election = make_election()
    return make_interview(make_candidate(election), election, blocks=2, raw_text="Баштапкы сөз")


def save(client, row, **changes):
    """Open a form and send it back with something changed."""
    values = sent_by(client.get(url(row, "change")))
    sent = client.post(url(row, "change"), values | changes | {"_save": "1"})
    assert sent.status_code == 302, sent.context["errors"]


def revisions(row):
    """Return the versions of an object, the oldest first."""
    return list(versions.revisions_of(type(row), row.pk).reverse())


def test_every_form_of_the_desk_keeps_every_column_of_every_language():
    forms = [model for model, desk in admin.site._registry.items() if isinstance(desk, DeskAdmin)]
    assert {Candidate, Interview, Plank} < set(forms)
    for model in reversion.get_registered_models():
        columns = {f.name for f in model._meta.fields if isinstance(f, TranslationField)}
        kept = set(versions.versioned(model))
        assert columns <= kept
        assert not {f.translated_field.name for f in model._meta.fields if isinstance(f, TranslationField)} & kept
        assert model in forms or issubclass(model, PartRow)


def test_a_save_is_one_version_of_the_whole_and_says_who(officer, talk):
    save(officer, talk, **{"title_ru": "Жаңы", "blocks-0-answer_en": "New"})
    before, after = revisions(talk)
    assert (before.comment, before.user) == (Reason.BEFORE, None)
    assert (after.comment, after.user.username) == ("", ADMINISTRATOR)
    state = versions.state_in(after)
    assert state[Interview, talk.pk]["title_ru"] == "Жаңы"
    assert state[QABlock, talk.blocks.first().pk]["answer_en"] == "New"
    assert len(state) == 3
    assert Revision.objects.count() == 2


def test_a_save_that_changes_nothing_keeps_nothing(officer, talk):
    save(officer, talk, title_ru="Жаңы")
    count = Revision.objects.count()
    save(officer, talk)
    assert Revision.objects.count() == count


def test_what_the_machine_fills_in_keeps_no_versions(talk):
    go_live(make_page())
    reorder(talk.blocks.all(), [block.pk for block in talk.blocks.order_by("-order")])
    assert not Revision.objects.exists()


def test_a_changed_order_is_a_version(officer, talk):
    first, second = talk.blocks.order_by("order")
    officer.post(url(talk, "order_blocks"), {"up": second.pk})
    before, after = map(versions.state_in, revisions(talk))
    assert [before[QABlock, block.pk]["order"] for block in (first, second)] == [1, 2]
    assert [after[QABlock, block.pk]["order"] for block in (first, second)] == [2, 1]


def test_a_change_of_what_became_of_a_measure_is_a_version_of_its_plank(officer):
    plank = make_plank(make_program(make_election()), measures=1)
    measure = plank.measures.get()
    save(officer, measure, text_ky="Башка чара")
    assert len(revisions(plank)) == 2
    assert officer.get(url(measure, "history"))["Location"] == reverse("admin:programs_plank_history", args=[plank.pk])


def test_what_became_of_a_measure_goes_back_in_the_form_of_the_measure(officer):
    plank = make_plank(make_program(make_election()), measures=1)
    measure = plank.measures.get()
    measure.changes.create(status="kept", day="2021-08-01", note_ky="Биринчи")
    save(officer, measure, **{"changes-0-note_ky": "Экинчи", "changes-0-status": "broken"})
    old, new = revisions(plank)
    page = officer.get(url(plank, "versions"), {"old": old.pk, "new": new.pk})
    [(name, form)] = page.context["parts"]
    assert name == str(measure)
    values = sent_by(officer.get(form))
    assert (values["changes-0-note_ky"], values["changes-0-status"]) == ("Биринчи", "kept")


def test_raw_text_is_in_no_version(officer, talk):
    save(officer, talk, title_ru="Жаңы")
    assert not Version.objects.filter(serialized_data__contains="Баштапкы").exists()


def test_history_says_who_when_and_what_in_words(officer, talk):
    save(officer, talk, title_ru="Жаңы", **{"blocks-1-answer_ru": "Башкача"})
    page = text(officer.get(url(talk, "history")))
    assert "Russian: title, questions and answers (1)" in page
    assert ADMINISTRATOR in page


def test_two_versions_are_compared_word_by_word_in_each_language(officer, talk):
    save(
        officer,
        talk,
        **{"blocks-0-answer_ky": "Биринчи жооп.", "blocks-0-answer_ru": "Первый ответ.", "form": "retold"},
    )
    old, new = revisions(talk)
    page = text(officer.get(url(talk, "versions"), {"old": old.pk, "new": new.pk}))
    assert "<ins>Биринчи" in page
    assert "<ins>Первый ответ.</ins>" in page
    assert "<ins>retold</ins>" in page
    other = make_interview(talk.candidate, talk.election)
    assert officer.get(url(other, "versions"), {"old": old.pk, "new": new.pk}).status_code == 404


def test_one_language_goes_back_into_the_form_and_nothing_is_saved(officer, talk):
    save(officer, talk, title_ky="Экинчи", title_ru="Второй")
    first = revisions(talk)[0]
    response = officer.get(url(talk, "change"), {"version": first.pk, "language": "ru"})
    values = sent_by(response)
    assert (values["title_ky"], values["title_ru"]) == ("Экинчи", "Үлгү маек ru")
    assert Interview.objects.get(pk=talk.pk).title_ru == "Второй"
    officer.post(url(talk, "change"), values | {"_save": "1"})
    assert Interview.objects.get(pk=talk.pk).title_ru == "Үлгү маек ru"
    assert len(revisions(talk)) == 3


def test_a_question_that_is_gone_comes_back_whole_with_its_number(officer, talk):
    gone = talk.blocks.get(number=1)
    save(officer, talk, **{"blocks-0-DELETE": "on"})
    first = revisions(talk)[0]
    values = sent_by(officer.get(url(talk, "change"), {"version": first.pk, "language": "ru"}))
    officer.post(url(talk, "change"), values | {"_save": "1"})
    back = talk.blocks.get(number=1)
    assert (back.answer_ky, back.answer_ru) == (gone.answer_ky, gone.answer_ru)


def delete(client, row):
    """Delete something on the desk."""
    assert client.post(url(row, "delete"), {"post": "yes"}).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def deleted_screen(model):
    """Return the address of what was deleted of a kind."""
    return english(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_deleted_objects"))


def test_a_deleted_draft_comes_back_with_blocks_numbers_ids_and_raw_text(officer, talk):
    before = versions.state_of(versions.loaded(Interview, talk.pk))
    delete(officer, talk)
    page = officer.get(deleted_screen(Interview))
    version = page.context["lines"][0]
    assert str(talk) in text(page)
    assert KeptRawText.objects.get().interview == talk.pk

    sent = officer.post(deleted_screen(Interview), {"version": version.pk})

    assert sent["Location"].endswith(f"/{talk.pk}/change/")
    back = Interview.objects.get(pk=talk.pk)
    assert back.raw_text == "Баштапкы сөз"
    assert versions.same(before, versions.state_of(versions.loaded(Interview, talk.pk)))
    assert sorted(back.blocks.values_list("number", flat=True)) == [1, 2]
    assert not KeptRawText.objects.exists()
    assert [r.comment for r in revisions(back)] == [Reason.DELETED, Reason.RECOVERED]


def test_recovered_takes_another_address_and_place_where_they_are_taken(officer):
    program = make_program(make_election())
    gone = make_plank(program, slug="taken")
    delete(officer, gone)
    make_plank(program, slug="taken")
    officer.post(deleted_screen(Plank), {"version": versions.deleted(Plank).get().pk})
    back = Plank.objects.get(pk=gone.pk)
    assert back.slug != "taken"
    assert back.order == 2


def test_what_belongs_to_something_gone_says_so(officer, talk):
    person = talk.candidate
    delete(officer, talk)
    delete(officer, person)
    answered = officer.post(deleted_screen(Interview), {"version": versions.deleted(Interview).get().pk})
    assert "Recover that first" in text(answered)
    assert not Interview.objects.exists()
    officer.post(deleted_screen(Candidate), {"version": versions.deleted(Candidate).get().pk})
    officer.post(deleted_screen(Interview), {"version": versions.deleted(Interview).get().pk})
    assert Interview.objects.get().candidate == person


# Texts that no version holds, and erasing what was deleted ------------------------------------------------------------


@pytest.fixture
def translated(talk):
    """Return the interview with a pasted translation, and one note of a translation that is out of date."""
    note(talk)
    Translation.objects.of(talk).filter(field="title", language="ru").update(made_from="old", source="Эски аталыш")
    facts = {"candidate": talk.candidate, "election": talk.election, "pasted_at": CAMPAIGN}
    pasted = PastedText(translates=talk, language="ru", raw_text="— Кто?\n\n— Мисалов.", raw_hash="x", **facts)
    pasted.read()
    pasted.save()
    return talk


def recover(client, row):
    """Recover the last version of something that was deleted."""
    version = versions.deleted(type(row)).filter(object_id=row.pk).get()
    return client.post(deleted_screen(type(row)), {"version": version.pk})


def test_pasted_translations_and_notes_come_back_with_a_recovered_interview(officer, translated):
    pasted = PastedText.objects.get()
    before = list(Translation.objects.of(translated).order_by("pk").values_list("place", "field", "language", "state"))
    talk_pk = translated.pk
    delete(officer, translated)
    assert not PastedText.objects.exists()
    assert not Translation.objects.of(translated).exists()
    recover(officer, translated)
    back = PastedText.objects.get()
    assert (back.translates_id, back.raw_text, back.reading) == (talk_pk, pasted.raw_text, pasted.reading)
    after = Translation.objects.of(translated)
    assert sorted(after.values_list("place", "field", "language", "state")) == sorted(before)
    assert after.get(field="title", language="ru", place="").source == "Эски аталыш"
    assert not KeptNotes.objects.exists()
    assert not KeptRawText.objects.exists()


def test_raw_text_waits_also_when_the_candidate_is_deleted_and_recovered(officer, talk):
    delete(officer, talk)
    delete(officer, talk.candidate)
    recover(officer, talk.candidate)
    recover(officer, talk)
    assert Interview.objects.get().raw_text == "Баштапкы сөз"


def leaves_nothing(*words) -> list[str]:
    """Return the tables in which words are found still."""
    found = []
    for model in apps.get_models():
        texts = [field.name for field in model._meta.concrete_fields if field.get_internal_type() in TEXTS]
        for row in model._base_manager.values_list(*texts) if texts else ():
            if any(word in str(value) for word in words for value in row):
                found.append(model._meta.label)
    return found


TEXTS = {"TextField", "CharField", "JSONField"}


def test_a_deleted_draft_is_erased_from_every_table_and_the_audit_log_says_so(officer, translated):
    person = translated.candidate
    person.portrait_credit, person.family_name_ky = "Сүрөтчү Купуя", "Купуяев"
    person.save()
    translated.title_ky = "Купуя маек"
    translated.save()
    delete(officer, translated)
    delete(officer, person)
    version = versions.deleted(Candidate).get()
    screen = deleted_screen(Candidate)
    asked = officer.post(screen, {"erase": version.pk})
    assert "Erase for good" in text(asked)
    assert versions.deleted(Candidate).exists()

    officer.post(screen, {"erase": version.pk, "sure": "1"})

    assert leaves_nothing("Купуя", "Баштапкы сөз", "Мисалов", "Эски аталыш") == []
    assert not versions.deleted(Candidate).exists()
    assert not versions.deleted(Interview).exists()
    last = AuditEntry.objects.order_by("-pk").first()
    assert (last.action, last.kind, last.object_id, last.title) == ("erase", "candidates.candidate", person.pk, "")


def test_only_administrators_erase_what_was_deleted(desk, talk):
    delete(desk, talk)
    version = versions.deleted(Interview).get()
    assert "Erase" not in desk.get(deleted_screen(Interview)).text
    assert desk.post(deleted_screen(Interview), {"erase": version.pk, "sure": "1"}).status_code == 403
    assert versions.deleted(Interview).exists()


def test_what_was_deleted_is_shown_page_by_page(officer, monkeypatch):
    monkeypatch.setattr(deleted, "PAGE", 2)
    for number in range(3):
        delete(officer, make_page(slug=f"page-{number}"))
    first = officer.get(deleted_screen(Page))
    second = officer.get(deleted_screen(Page) + first.context["next"])
    assert [len(page.context["lines"]) for page in (first, second)] == [2, 1]
    assert second.context["next"] == ""


@pytest.mark.parametrize("way", ["one", "chosen"])
def test_after_deleting_a_link_leads_to_where_it_is_recovered(officer, way):
    page = make_page(slug="draft")
    if way == "one":
        answer = officer.post(url(page, "delete"), {"post": "yes"}, follow=True)
    else:
        pages = english(reverse("admin:emgek_page_changelist"))
        chosen = {"action": "delete_selected", "_selected_action": [page.pk]}
        seen = officer.post(pages, chosen).context["seen"]
        answer = officer.post(pages, chosen | seen | {"post": "yes"}, follow=True)
    assert f'href="{deleted_screen(Page)}">' in answer.text
    assert any(deleted_screen(Page) in str(message) for message in answer.context["messages"])
