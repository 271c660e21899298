"""A lawyer takes the proof of what stood on the site on 10 July 2021 at 08:01, a minute into the silence."""

import subprocess
import sys
from hashlib import sha256
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from publishing import clock
from publishing.journal import Head
from tests.factories import AFTER
from tests.journeys.editor import sign_in

PAGES = {
    "ky/": "Участоктор",
    "ky/candidates/nazir-asanberdiev/": "Назир Асанбердиев",
    "ky/interviews/nazir-asanberdiev-kara-tutun/": "Кара түтүн кайдан чыгат",
}


@pytest.fixture
def lawyer(furnished, open_page):
    """Open a window in which the demo's lawyer has signed in, after the vote."""
    clock.set_demo_clock(AFTER)
    page = open_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    sign_in(page, "lawyer")
    return page


def test_lawyer_takes_proof_that_plain_python_checks(lawyer, tmp_path, live_server):
    page, kept = lawyer, Head.objects.get().hash
    page.click("a[href$='/release/evidence/']")
    for path, words in PAGES.items():
        page.fill("#address", f"{live_server.url}/{path}")
        page.fill("#moment", "2021-07-10T08:01:00")
        page.click(".desk-evidence__ask button")
        expect(page.locator("#answer")).to_have_text("Бул барак сайтта болгон.")
        expect(page.locator(".desk-evidence__text")).to_contain_text(words)
        with page.expect_download() as paper:
            page.click("a[href*='paper.pdf']")
        with page.expect_download() as proof:
            page.click("a[href*='bundle.zip']")
        with ZipFile(proof.value.path()) as archive:
            archive.extractall(tmp_path)
        printed = on_paper(paper.value.path())
        checksum = sha256((tmp_path / "evidence.json").read_bytes()).hexdigest()
        for said in (f"/{path}", "10-июлу, саат 08:01:00", words, checksum, kept):
            assert said.replace(" ", "") in printed, said
        command = [sys.executable, "-I", "-S", "check_evidence.py", "evidence.json", "--expect", kept]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=60)
        assert result.stdout.endswith("OK\n")
        assert "Moment    2021-07-10T08:01:00+06:00" in result.stdout


def on_paper(file):
    """Return the letters a PDF prints, without the spaces and breaks between them."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(file).pages).replace("\xad", "")
