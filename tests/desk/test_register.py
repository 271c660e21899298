"""The register on the desk: materials, what is attached to them, the list, and what is taken out."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from elections.attachments import Attachment, attach
from elections.desk import registering
from elections.models import Imprint, Material
from elections.register import printing
from emgek.roles import LAWYER, TRANSLATOR
from publishing.acts import withdraw
from publishing.erasing import erase
from publishing.journal import Act, Head
from publishing.register import campaign_kinds
from staff.audit import Action, AuditEntry
from staff.models import User
from tests.desk.sending import sent_by
from tests.factories import (
    CAMPAIGN,
    MACHINE,
    go_live,
    make_candidate,
    make_page,
    make_plank,
    make_program,
    moment,
    open_campaign,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 "
LIST = reverse("admin:elections_material_register")


@pytest.fixture
def election(monkeypatch):
    """Return an election in its campaign, with a person, a plank and a plain page that are public."""
    monkeypatch.setattr("elections.desk.registering.now", lambda: moment(7, 9, 12))
    election = open_campaign()
    program = make_program(election)
    go_live(program, make_plank(program, title_ky="Ышсыз Бишкек"), make_candidate(election, position=1))
    go_live(make_page())
    return election


@pytest.fixture
def lawyer(client):
    """Sign a lawyer in and return the client."""
    user = User.objects.create_user("lawyer", is_staff=True, language="en")
    user.groups.set(Group.objects.filter(name=LAWYER))
    client.force_login(user)
    return client


def leaflet(election, **fields):
    """Return a material of the register."""
    given = {"election": election, "title": "Үлгү баракча", "issue_date": date(2021, 7, 9), "number": "1"}
    return Material.objects.create(**given | fields)


def upload(data=PDF, name="баракча.pdf"):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, data, "application/pdf")


def file_of(client, election, name):
    """Return an export."""
    response = client.get(reverse("admin:elections_material_register_file", args=[election.pk, name]))
    return response, b"".join(response) if response.streaming else response.content


# The form -------------------------------------------------------------------------------------------------------------


def test_press_officer_enters_a_material_and_gives_no_number(desk, election):
    given = {"election": election.pk, "medium": "leaflet", "language": "ky", "title": "Үлгү баракча", "print_run": 1}
    desk.post(reverse("admin:elections_material_add"), given | {"number": "7"})

    assert [(one.title, one.number, one.election) for one in Material.objects.all()] == [("Үлгү баракча", "", election)]


def test_lawyer_gives_the_number_and_is_told_of_equal_imprint_data(lawyer, election):
    leaflet(election)
    draft = leaflet(election, title="Экинчи", number="")
    form = lawyer.get(reverse("admin:elections_material_change", args=[draft.pk]))
    answer = lawyer.post(form.wsgi_request.path, sent_by(form) | {"number": "2"}, follow=True)

    assert Material.objects.get(pk=draft.pk).is_issued
    assert "№ 1 Үлгү баракча</a>" in answer.text


def test_number_that_is_taken_is_refused_in_the_form_and_nothing_is_lost(lawyer, election):
    leaflet(election)
    draft = leaflet(election, title="Экинчи", number="")
    form = lawyer.get(reverse("admin:elections_material_change", args=[draft.pk]))
    answer = lawyer.post(form.wsgi_request.path, sent_by(form) | {"number": "1", "notes": "Үлгү белги"})

    assert answer.status_code == 200
    assert "Үлгү белги" in answer.text
    assert not Material.objects.get(pk=draft.pk).is_issued


def test_what_is_missing_stands_on_the_first_page_and_in_the_list(lawyer, election):
    Imprint.objects.update(payer="")
    leaflet(election, number="")

    assert "Үлгү баракча" in lawyer.get(reverse("admin:index")).text
    assert "desk-tag--bad" in lawyer.get(reverse("admin:elections_material_changelist")).text


def test_form_shows_the_line_in_three_languages(lawyer, election):
    page = lawyer.get(reverse("admin:elections_material_change", args=[leaflet(election).pk])).text

    for line in ('<p lang="ky">Аткаруучу: ', '<p lang="ru">Изготовитель: ', '<p lang="en">Produced by: '):
        assert line in page


def test_what_stands_in_the_register_is_not_deleted(lawyer, election):
    address = reverse("admin:elections_material_delete", args=[leaflet(election).pk])

    assert lawyer.post(address, {"post": "yes"}).status_code == 403


# Files ----------------------------------------------------------------------------------------------------------------


def test_file_is_attached_taken_out_as_it_came_and_noted(desk, election):
    material = leaflet(election)
    desk.post(reverse("admin:elections_attachment_attach", args=[material.pk]), {"kind": "photo", "file": upload()})
    kept = Attachment.objects.get()
    answer = desk.get(reverse("admin:elections_attachment_file", args=[material.pk, kept.pk]))

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="material-{material.pk}-{kept.pk}.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert AuditEntry.objects.filter(action=Action.EXPORTED, title=kept.download_name).count() == 1


def test_nothing_that_is_attached_has_a_public_address(client, election, settings):
    kept = attach(leaflet(election), "photo", upload(), user=None)

    assert settings.PRIVATE_ROOT not in (settings.MEDIA_ROOT, *settings.MEDIA_ROOT.parents)
    assert client.get(f"/media/{kept.stored.name}").status_code == 404
    with pytest.raises(ValueError, match="no address"):
        kept.stored.url  # noqa: B018


def test_same_file_is_refused_with_a_link_to_the_other(desk, election):
    first, second = leaflet(election), leaflet(election, number="2")
    attach(first, "file", upload(), user=None)
    address = reverse("admin:elections_attachment_attach", args=[second.pk])
    answer = desk.post(address, {"kind": "file", "file": upload(name="башка.pdf")})

    assert f'href="{reverse("admin:elections_attachment_list", args=[first.pk])}"' in answer.text
    assert Attachment.objects.count() == 1


def test_page_that_is_called_a_picture_is_refused(desk, election):
    address = reverse("admin:elections_attachment_attach", args=[leaflet(election).pk])
    answer = desk.post(address, {"kind": "file", "file": upload(b"<script>alert(1)</script>", "a.jpg")})

    assert 'class="desk-error"' in answer.text
    assert not Attachment.objects.exists()


def test_translator_sees_no_button_for_files(client, election):
    user = User.objects.create_user("translator", is_staff=True, translates=["ru"])
    user.groups.set(Group.objects.filter(name=TRANSLATOR))
    client.force_login(user)
    page = client.get(reverse("admin:elections_material_change", args=[leaflet(election).pk]))

    assert page.status_code == 200
    assert "/files" not in page.text


def test_attachment_is_asked_for_with_its_own_material_only(desk, election):
    kept = attach(leaflet(election), "photo", upload(), user=None)
    other = leaflet(election, number="2")

    assert desk.get(reverse("admin:elections_attachment_file", args=[other.pk, kept.pk])).status_code == 404


# The list and the files -----------------------------------------------------------------------------------------------


def test_register_shows_materials_and_page_editions_together(lawyer, election):
    leaflet(election)
    leaflet(election, title="Долбоор", number="")
    page = lawyer.get(LIST).text.partition("<tbody>")[2]

    assert page.index("Үлгү баракча") < page.index("Ышсыз Бишкек")
    assert "Мисалов" in page
    assert "Үлгү барак " not in page
    assert "Долбоор" not in page


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"q": "ышсыз"}, "Ышсыз Бишкек", "баракча"),
        ({"q": "улгу барак"}, "Үлгү баракча", "Ышсыз"),
        ({"medium": "leaflet"}, "Үлгү баракча", "Ышсыз"),
        ({"medium": "page"}, "Ышсыз Бишкек", "баракча"),
    ],
)
def test_register_is_found_by_words_and_medium(lawyer, election, asked, there, not_there):
    leaflet(election)
    page = lawyer.get(LIST, asked).text.partition("<tbody>")[2]

    assert there in page
    assert not_there not in page


def test_register_goes_on_page_by_page_with_as_many_queries(lawyer, election, django_assert_max_num_queries):
    for number in range(60):
        leaflet(election, number=str(number + 1))
    lawyer.get(LIST)
    with django_assert_max_num_queries(25):
        first = lawyer.get(LIST).text
    second = lawyer.get(LIST, {"page": 2}).text

    assert [page.count("<tr>") - 1 for page in (first, second)] == [50, 60 + 9 - 50]


def test_spreadsheet_holds_every_line_and_runs_nothing(lawyer, election):
    leaflet(election, title="=HYPERLINK(1)", print_run=500)
    answer, data = file_of(lawyer, election, "register.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    head = Head._base_manager.get()

    assert head.hash in " ".join(str(row[0]) for row in rows[:5])
    assert rows[6][:6] == ("1", "Баракча", "'=HYPERLINK(1)", "Кыргызча", rows[6][4], 500)
    assert rows[6][4].date() == date(2021, 7, 9)
    assert rows[6][15].startswith("Аткаруучу: Үлгү")
    assert len(rows) == 6 + 1 + 9
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(action=Action.EXPORTED, title__endswith="register.xlsx").exists()


def test_pdf_is_made_and_noted(lawyer, election):
    leaflet(election, title='#import "x" $ ң ө ү \\', where="#panic()")
    answer, data = file_of(lawyer, election, "register.pdf")

    assert data.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.filter(action=Action.EXPORTED, title__endswith="register.pdf").exists()


def test_long_register_is_printed_in_parts_whose_pages_run_on(lawyer, election, monkeypatch):
    monkeypatch.setattr(printing, "PART", 4)
    _answer, data = file_of(lawyer, election, "register.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]
    acts = set(Act.objects.filter(kind__in=campaign_kinds()).values_list("number", flat=True))
    head = Head._base_manager.get()

    assert [f"{first}–{last} / 9" in page for page, (first, last) in zip(pages, ((1, 4), (5, 8), (9, 9)), strict=True)]
    assert [page.endswith(f" {number}") for number, page in enumerate(pages, start=1)] == [True] * 3
    assert {int(number) for page in pages for number in re.findall(r"#(\d+)", page)} == acts
    assert [head.hash[:16] in page for page in pages] == [True, False, False]
    assert [page.count("I-1 ") for page in pages] == [4, 4, 2]


def test_register_says_that_so_long_a_pdf_has_no_tags_and_which_file_has(lawyer, election, monkeypatch):
    english = LIST.replace("/ky/", "/en/", 1)
    sentence = "So long a register has no tags for screen readers as a PDF. The XLSX can be read with one."
    _answer, short = file_of(lawyer, election, "register.pdf")
    assert "/StructTreeRoot" in PdfReader(BytesIO(short)).root_object
    assert sentence not in lawyer.get(english).text
    monkeypatch.setattr(printing, "PART", 4)
    _answer, long = file_of(lawyer, election, "register.pdf")
    assert "/StructTreeRoot" not in PdfReader(BytesIO(long)).root_object
    assert sentence in lawyer.get(english).text
    assert sentence in lawyer.get(english, {"q": "1"}).text


def test_register_too_long_for_a_pdf_offers_the_spreadsheet(lawyer, election, monkeypatch):
    monkeypatch.setattr(registering, "MOST_PRINTED", 8)
    answer = lawyer.get(
        reverse("admin:elections_material_register_file", args=[election.pk, "register.pdf"]), follow=True
    )

    assert "XLSX" in str(next(iter(answer.context["messages"])))
    assert answer.redirect_chain[0][0].endswith(f"/register/?election={election.pk}")


@pytest.mark.parametrize("file", ["register.xlsx", "register.pdf"])
def test_empty_register_is_a_file_too(lawyer, election, file):
    election.pk, election.slug = None, "later"
    election.save()

    assert file_of(lawyer, election, file)[0].status_code == 200


def test_other_files_are_not_there(lawyer, election):
    assert file_of(lawyer, election, "list.csv")[0].status_code == 404


def test_erased_edition_leaves_its_line_without_its_title(lawyer, election):
    person = make_candidate(election, family_name_ky="Жашыруун")
    go_live(person)
    withdraw([person], ("ky", "ru", "en"), at=CAMPAIGN, who=MACHINE, note="Үлгү")
    erase(person, at=moment(7, 9), who=MACHINE, note="Үлгү")
    page = lawyer.get(LIST).text

    assert "Жашыруун" not in page
