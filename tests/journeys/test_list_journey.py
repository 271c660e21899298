"""The whole list in a spreadsheet: taken out, changed, brought in with a question about a twin, and undone."""

import csv
import io
from datetime import date

import pytest

from candidates.models import Candidacy, Candidate
from staff.models import User
from tests.factories import make_candidate, make_election
from tests.journeys.editor import sign_in

FAMILY, GIVEN, WORK = "Фамилиясы (Кыргызча)", "Аты (Кыргызча)", "Кесиби (Кыргызча)"
PLACE, BORN = "Тизмедеги орду", "Туулган күнү"


@pytest.fixture
def election(live_server):
    """Return an election with two people on the list, and a third person who stands nowhere yet."""
    User.objects.create_superuser("admin", password="admin-2021")
    election = make_election(slug="ulgu")
    names = [("Асанов", "Назар"), ("Үсөнова", "Айгүл")]
    for place, (family, given) in enumerate(names, start=1):
        make_candidate(election, languages="", family_name_ky=family, given_name_ky=given, position=place)
    make_candidate(languages="", family_name_ky="Өмүрзакова", given_name_ky="Жылдыз", birth_date=date(1990, 1, 2))
    return election


def open_list(page):
    """Sign in as an administrator and open the whole list from the candidates."""
    sign_in(page, "admin")
    page.goto("/ky/admin/candidates/candidate/")
    page.goto(page.locator('a[href*="/candidate/lists"]').first.get_attribute("href"))


def take_out(page) -> list[dict]:
    """Download the list as CSV and return its rows."""
    with page.expect_download() as download:
        page.click('a[href$="/list.csv"]')
    text = download.value.path().read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def bring_in(page, rows: list[dict]):
    """Upload rows as a CSV file, with the columns they came with."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = {"name": "тизме.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("utf-8-sig")}
    page.set_input_files("[name=file]", file)
    page.click("section form button[type=submit]")


def on_the_list(election):
    """Return places, names and professions as they are in the database."""
    found = Candidacy.objects.filter(election=election).select_related("candidate").order_by("list_position")
    return [(one.list_position, one.candidate.family_name_ky, one.candidate.profession_ky or "") for one in found]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_list_is_taken_out_changed_brought_in_and_undone(election, open_page, scripts):
    page = open_page(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    open_list(page)
    before = on_the_list(election)
    rows = take_out(page)
    rows[0][WORK] = "Мугалим"
    rows.append({FAMILY: "Омурзакова", GIVEN: "Жылдыз", BORN: "02.02.1990", PLACE: "3"})

    bring_in(page, rows)
    assert "Мугалим" in page.inner_text(".lists__part--changed")
    assert page.locator("button[value=apply]").count() == 0
    page.check(".lists__part--asks input[value=new]")
    page.click("button[value=answer]")
    assert page.is_checked(".lists__part--asks input[value=new]")
    page.click("button[value=apply]")
    page.wait_for_selector("button[value=undo]")
    assert on_the_list(election) == [(1, "Асанов", "Мугалим"), (2, "Үсөнова", ""), (3, "Омурзакова", "")]

    page.click("button[value=undo]")
    page.wait_for_selector("button[value=undo]", state="detached")
    assert on_the_list(election) == before
    assert Candidate.objects.filter(family_name_ky="Өмүрзакова").exists()
    assert not Candidate.objects.filter(family_name_ky="Омурзакова").exists()
