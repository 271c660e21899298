"""Materials outside this site: their number, what it freezes, and what is attached to them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from elections.attachments import attach, erase_attachment, private_store, refuse_unfit, safe_name, twin_of
from elections.models import Material
from emgek.shortcomings import materials_lacking
from staff.audit import Action, AuditEntry
from tests.factories import make_election, make_imprint

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 "


@pytest.fixture
def election():
    """Return an election."""
    return make_election()


def leaflet(election, **fields):
    """Return a material, a draft unless it is given a number."""
    return Material.objects.create(
        **{"election": election, "title": "Үлгү баракча", "issue_date": date(2021, 7, 1)} | fields
    )


def upload(data=PDF, name="баракча.pdf"):
    """Return a file as a form gives it."""
    return SimpleUploadedFile(name, data)


def test_number_freezes_the_imprint(election):
    imprint = make_imprint(election, producer="«Үлгү» басмасы")
    material = leaflet(election, number="1", print_run=5000)
    imprint.producer = "Башка"
    imprint.save()

    again = Material.objects.get(pk=material.pk)

    assert again.imprint_document().producer == "«Үлгү» басмасы"
    assert again.imprint_document().print_run == 5000


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "ky",
            "Аткаруучу: Үлгү, Үлгү. Буйрутмачы: Үлгү. Төлөмү: Үлгү. Каржы боюнча ыйгарым укуктуу өкүл: Үлгү."
            " Чыккан күнү: 01.07.2021. Нускасы: 7.",
        ),
        (
            "ru",
            "Изготовитель: Үлгү, Үлгү. Заказчик: Үлгү. Оплачено: Үлгү."
            " Уполномоченный представитель по финансовым вопросам: Үлгү. Дата выпуска: 01.07.2021. Тираж: 7.",
        ),
        (
            "en",
            "Produced by: Үлгү, Үлгү. Commissioned by: Үлгү. Paid for by: Үлгү."
            " Authorised finance representative: Үлгү. Issue date: 1 July 2021. Print run: 7.",
        ),
    ],
)
def test_line_is_composed_in_every_language(election, language, line):
    make_imprint(election)

    assert leaflet(election, print_run=7).line(language) == line


@pytest.mark.parametrize("lacks", ["producer", "producer_address", "commissioner", "payer", "finance_representative"])
def test_material_without_a_whole_imprint_gets_no_number(election, lacks):
    make_imprint(election, **{lacks: ""})
    material = leaflet(election)
    material.number = "1"

    for refuses in (material.full_clean, material.save):
        with pytest.raises(ValidationError) as told:
            refuses()
        assert "number" in told.value.message_dict
    assert Material.objects.get().number == ""
    assert [line["title"] for line in materials_lacking(8)] == ["Үлгү баракча"]


def test_material_without_an_issue_date_gets_no_number(election):
    make_imprint(election)
    material = leaflet(election, issue_date=None)
    material.number = "1"

    with pytest.raises(ValidationError):
        material.save()


def test_material_that_lacks_nothing_is_no_shortcoming(election):
    make_imprint(election)
    leaflet(election)

    assert list(materials_lacking(8)) == []


@pytest.mark.parametrize(
    ("name", "value"), [("print_run", 6), ("title", "Башка"), ("issue_date", date(2021, 7, 2)), ("number", "")]
)
def test_what_stands_in_the_register_does_not_change(election, name, value):
    make_imprint(election)
    material = leaflet(election, number="1", print_run=5)
    setattr(material, name, value)

    with pytest.raises(ValidationError):
        material.save()


def test_notes_of_what_stands_in_the_register_change(election):
    make_imprint(election)
    material = leaflet(election, number="1")
    material.notes = "Үлгү"
    material.save()

    assert Material.objects.get().notes == "Үлгү"


def test_register_number_is_given_once_in_an_election(election):
    make_imprint(election)
    other = make_election(slug="other")
    make_imprint(other)
    leaflet(election, number="1")
    leaflet(other, number="1")
    second = leaflet(election)
    second.number = " 1 "

    with pytest.raises(ValidationError):
        second.full_clean()
    second.number = "1"
    with pytest.raises(ValidationError):
        second.save()
    with pytest.raises(IntegrityError), transaction.atomic():  # of two who enter it at the same moment
        Material.objects.filter(pk=second.pk).update(number="1", frozen={}, issue_date=date(2021, 7, 1))


@pytest.mark.parametrize("number", ["A-5", "а-5", "А – 5", "№ А-5"])
def test_number_that_reads_like_another_is_refused(election, number):
    make_imprint(election)
    leaflet(election, number="А-5")
    with pytest.raises(ValidationError) as refused:
        leaflet(election, number=number)
    assert refused.value.message_dict.keys() == {"number"}
    leaflet(election, number="А-55")


def test_equal_imprint_data_is_found(election):
    make_imprint(election)
    first, same = leaflet(election, number="1"), leaflet(election, number="2", language="ru")
    leaflet(election, number="3", print_run=100)

    assert list(same.with_equal_imprint()) == [first]


# Attachments ----------------------------------------------------------------------------------------------------------


def test_file_of_one_material_is_refused_for_another(election):
    first, second = leaflet(election), leaflet(election)
    kept = attach(first, "file", upload(), user=None)

    assert twin_of(second, "file", kept.sha256) == kept
    assert twin_of(second, "contract", kept.sha256) is None
    before = private_store().listdir("attachments")
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(second, "file", upload(), user=None)
    assert private_store().listdir("attachments") == before


def test_contract_serves_several_materials_but_is_attached_once_to_each(election):
    first, second = leaflet(election), leaflet(election)
    kept = attach(first, "contract", upload(PDF + b"a contract"), user=None)
    attach(second, "contract", upload(PDF + b"a contract"), user=None)

    assert twin_of(first, "photo", kept.sha256) == kept


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("page.pdf", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg/>"),
        ("empty.pdf", b""),
        ("no-ending", PDF),
        ("run.exe", b"MZ"),
    ],
)
def test_other_kinds_of_files_are_refused(name, data):
    with pytest.raises(ValidationError):
        refuse_unfit(upload(data, name))


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr("elections.attachments.LARGEST", 20)

    with pytest.raises(ValidationError):
        refuse_unfit(upload(PDF + b"x" * 20))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\келишим.pdf", "келишим.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie x.pdf"),
        ("ң" * 500 + ".pdf", "ң" * 120 + ".pdf"),
        ("...", "file"),
    ],
)
def test_names_of_files_are_made_safe(name, safe):
    assert safe_name(name) == safe


def test_erasing_a_file_leaves_its_hash_and_no_name(election, django_capture_on_commit_callbacks):
    kept = attach(leaflet(election), "photo", upload(PDF + b"a face", "Айгүл.pdf"), user=None)
    stored = kept.stored.name
    with django_capture_on_commit_callbacks(execute=True):
        erase_attachment(kept)
    kept.refresh_from_db()

    assert (kept.name, kept.stored.name, len(kept.sha256)) == ("", "", 64)
    assert not private_store().exists(stored)
    assert not AuditEntry.objects.filter(title__contains="Айгүл").exists()
    assert AuditEntry.objects.filter(action=Action.ERASE, object_id=kept.pk, kind="elections.attachment").exists()
