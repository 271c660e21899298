"""Evidence: what an address showed at a moment, by which editions, and a proof that plain Python can check."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from emgek.evidence.check_evidence import Wrong, canonical, check, elsewhere, replay
from emgek.roles import LAWYER
from publishing.acts import backdate, cancel, withdraw
from publishing.editions import Edition
from publishing.erasing import erase
from publishing.journal import Act, Head
from publishing.verifying import faults
from staff.audit import AuditEntry
from staff.models import User
from tests import factories as make
from tests.factories import AFTER, CAMPAIGN, MACHINE, SILENCE

SCRIPT = Path(__file__).parents[3] / "emgek" / "evidence" / "check_evidence.py"
ALL = ("ky", "ru", "en")
pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer(client, site, at):
    """Sign a lawyer in, after the vote."""
    at(AFTER)
    user = User.objects.create_user("lawyer", is_staff=True)
    user.groups.set(Group.objects.filter(name=LAWYER))
    client.force_login(user)
    return client


def ask(client, address, moment=SILENCE, kind=""):
    """Ask the desk in English what an address showed."""
    path = reverse(f"admin:publishing_release_evidence{kind}").replace("/ky/", "/en/", 1)
    return client.get(path, {"address": address, "moment": moment.strftime("%Y-%m-%dT%H:%M:%S")})


def bundle(client, address, moment=SILENCE):
    """Return the files of the proof by name."""
    with ZipFile(BytesIO(ask(client, address, moment, "_bundle").content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def run(folder, raw, *arguments):
    """Run the script of the repository on an evidence file with plain Python, nothing of ours at hand."""
    file = folder / "evidence.json"
    file.write_bytes(raw)
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, cwd=folder)


def wrong(raw):
    """Return what the script finds wrong with an evidence file; nothing for a sound one."""
    try:
        check(raw)
    except Wrong as sentence:
        return str(sentence)
    return ""


def resealed(data):
    """Return an evidence file as a forger would write it: canonical, with a checksum that fits."""
    rest = {name: value for name, value in data.items() if name != "checksum"}
    rest["checksum"] = hashlib.sha256(canonical(rest).encode()).hexdigest()
    return f"{canonical(rest)}\n".encode()


# The screen -----------------------------------------------------------------------------------------------------------


def test_page_of_a_moment_names_its_editions_their_hashes_and_who_published(lawyer, site):
    page = ask(lawyer, "https://example.kg/ky/interviews/talk/?x=1#q2").text

    assert "This page was public." in page
    own = Edition.objects.get(kind="interview", language="ky")
    for kind in ("party", "election", "interview", "candidate"):
        edition = Edition.objects.get(kind=kind, language="ky")
        assert edition.document.commitment in page
        assert f"act {edition.act_id}" in page
    assert own.act.actor in page
    assert "1-жооп." in page
    assert "Silence before the vote" in page


def test_what_came_later_or_ended_before_is_not_told_as_shown(lawyer, site):
    site.talk.title_ky = "Кийинки аталыш"
    site.talk.save()
    make.go_live(site.talk, at=make.moment(7, 9), languages=["ky"])

    before = ask(lawyer, "/ky/interviews/talk/", make.moment(7, 8, 23)).context
    after = ask(lawyer, "/ky/interviews/talk/", make.moment(7, 9)).context

    assert [found["told"].own.edition.number for found in (before, after)] == [1, 2]
    assert "Кийинки аталыш" not in str(before["shown"].text)
    assert "Кийинки аталыш" in str(after["shown"].text)


@pytest.mark.parametrize("path", ["", "candidates/", "program/yshsyz-bishkek/", "election/", "imprint/", "questions/"])
def test_every_page_can_be_asked_and_its_proof_fits(lawyer, site, tmp_path, path):
    files = bundle(lawyer, f"/ru/{path}")

    result = run(tmp_path, files["evidence.json"], "--expect", Head.objects.get().hash)

    assert result.stdout.endswith("OK\n")
    assert files["evidence.pdf"].startswith(b"%PDF")
    assert files["check_evidence.py"] == SCRIPT.read_bytes()


def test_left_address_leads_to_the_page(lawyer, site):
    site.talk.slug = "conversation"
    site.talk.save()
    make.go_live(site.talk, at=make.moment(7, 9))

    assert ask(lawyer, "/ky/interviews/talk/").context["shown"].address == "/ky/interviews/conversation/"
    earlier = ask(lawyer, "/ky/interviews/conversation/", make.moment(7, 8, 13))
    assert "Nothing was public at this address" in earlier.text


def test_withdrawn_absent_and_unknown_are_said(lawyer, site):
    withdraw([site.talk], ["ru"], at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    make.go_live(make.make_page(slug="alone"), at=make.moment(7, 9), languages=["ky"])

    assert "The page had been withdrawn" in ask(lawyer, "/ru/interviews/talk/").text
    assert "was not public in this language" in ask(lawyer, "/en/alone/").text
    assert "Nothing was public at this address" in ask(lawyer, "/en/nothing/").text
    for address in ("/ky/admin/", "/ky/moment/", "/ky/press-kit.zip"):
        assert "This is no page of the public site" in ask(lawyer, address).text


def test_page_hidden_in_the_silence_is_said_to_be_hidden(lawyer, site, tmp_path):
    site.election.silence_policy = "hide"
    site.election.save()
    make.go_live(site.election, at=make.moment(7, 9))

    told = ask(lawyer, "/ky/interviews/talk/")

    assert "The page was hidden" in told.text
    assert {line.edition.kind for line in told.context["told"].lines} == {"party", "election"}
    assert "1-жооп" not in told.text
    result = run(tmp_path, bundle(lawyer, "/ky/interviews/talk/")["evidence.json"])
    assert "Answer    503" in result.stdout


@pytest.mark.parametrize(
    ("address", "moment", "sentence"),
    [
        ("nothing", "2021-07-10T08:01", "Copy the address"),
        ("http://[", "2021-07-10T08:01", "Copy the address"),
        ("/ky/", "yesterday", "Say the moment"),
        ("/ky/", "2121-07-10T08:01", "has not come yet"),
    ],
)
def test_unclear_questions_are_answered_with_what_to_type(lawyer, address, moment, sentence):
    typed = {"address": address, "moment": moment}
    path = reverse("admin:publishing_release_evidence").replace("/ky/", "/en/", 1)

    page = lawyer.get(path, typed)

    assert sentence in page.text
    assert f'value="{address}"' in page.text
    for name in ("bundle", "paper"):
        answer = lawyer.get(reverse(f"admin:publishing_release_evidence_{name}"), typed)
        assert answer["Location"].startswith(reverse("admin:publishing_release_evidence"))


def test_backdated_is_marked(lawyer, site):
    page = make.make_page(slug="old")
    backdate([page], ALL, starts_at=make.moment(6, 5), at=CAMPAIGN + timedelta(minutes=1), who=MACHINE)

    told = ask(lawyer, "/en/old/", make.moment(6, 6))

    assert ">backdated<" in told.text
    assert "old" in told.context["shown"].address


def test_file_that_leaves_is_in_the_audit_log(lawyer, site):
    ask(lawyer, "/ky/", kind="_bundle")

    assert AuditEntry.objects.filter(actor="lawyer").exists()


# The script -----------------------------------------------------------------------------------------------------------


def test_script_says_what_was_live_and_by_whom(lawyer, site, tmp_path):
    raw = bundle(lawyer, "/ky/interviews/talk/")["evidence.json"]

    result = run(tmp_path, raw, "--expect", Head.objects.get().hash)

    assert result.returncode == 0
    assert "Moment    2021-07-10T09:00:00+06:00" in result.stdout
    assert "Үлгү маек ky" in result.stdout
    assert "publish by manage.py" in result.stdout
    assert "nothing up to it was changed since it was kept" in result.stdout


def test_any_changed_byte_fails_with_a_sentence(lawyer, site, tmp_path):
    raw = bundle(lawyer, "/ky/interviews/talk/")["evidence.json"]
    places = range(0, len(raw), max(1, len(raw) // 150))
    survivors = [place for place in places if not wrong(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])]

    assert survivors == []
    result = run(tmp_path, raw[:500] + b"x" + raw[501:])
    assert (result.returncode, result.stdout[:7]) == (1, "FAILED:")


FORGERIES = {
    "a document": "its document is not the one that was published",
    "a salt": "its document is not the one that was published",
    "a name in the journal": "does not follow the act before it",
    "a missing act": "is missing",
    "a cut journal": "does not end with the hash",
    "another moment": "it was not live at the moment",
    "a lost document": "the journal has no act of erasure",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forger_who_mends_the_checksum_is_found(lawyer, site, tmp_path, forgery):
    data = json.loads(bundle(lawyer, "/ky/interviews/talk/")["evidence.json"])
    own, journal = data["editions"][0], data["journal"]
    if forgery == "a document":
        own["body"] = own["body"].replace("1-жооп", "9-жооп")
    elif forgery == "a salt":
        own["salt"] = own["salt"][::-1]
    elif forgery == "a name in the journal":
        journal[2] = journal[2].replace("manage.py", "Башка")
    elif forgery == "a missing act":
        del journal[3]
    elif forgery == "a cut journal":
        journal.pop()
    elif forgery == "another moment":
        data["moment"] = "2021-06-01T12:00:00+06:00"
    else:
        own["body"] = own["salt"] = None

    result = run(tmp_path, resealed(data))

    assert result.returncode == 1
    assert FORGERIES[forgery] in result.stdout


def test_words_put_into_the_text_of_a_page_are_told_apart_from_those_of_its_documents(lawyer, site, tmp_path):
    raw = bundle(lawyer, "/ky/interviews/talk/")["evidence.json"]
    honest = run(tmp_path, raw).stdout
    forged = json.loads(raw)
    place = next(place for place, line in enumerate(forged["text"]) if "1-жооп." in line)
    forged["text"][place] = forged["text"][place].replace("1-жооп.", "Мага пара бергиле.")

    told = run(tmp_path, resealed(forged), "--expect", Head.objects.get().hash).stdout

    heading = "not word for word in these documents:"
    assert "1-жооп." not in honest.partition(heading)[2]
    assert "Мага пара бергиле." in told.partition(heading)[2]
    assert "(as the file says)" in told


def test_texts_of_a_document_are_found_in_a_page_whatever_their_form():
    body = json.dumps(
        {"text": "<p>Бир &amp; эки.</p><p>Үч\u00adүнчү сап</p>", "title": "Аталышы узун", "links": ["бир"]}
    )
    page = ["Бир & эки.", "Үчүнчү сап", "1 Аталышы узун", "Аталышы узун эмес", "сап жок"]
    assert elsewhere(page, [{"body": body}, {"body": None}]) == ["Аталышы узун эмес", "сап жок"]


def test_history_written_anew_is_found_by_a_kept_hash(lawyer, site, tmp_path):
    kept = Head.objects.get().hash
    data = json.loads(bundle(lawyer, "/ky/interviews/talk/")["evidence.json"])
    before = "0" * 64
    for place, text in enumerate(data["journal"]):
        act = json.loads(text) | {"actor": "Башка", "previous": before}
        data["journal"][place] = canonical(act)
        before = hashlib.sha256(canonical(act).encode()).hexdigest()
    data["head"] = before

    assert run(tmp_path, resealed(data)).returncode == 0
    result = run(tmp_path, resealed(data), "--expect", kept)
    assert "is nowhere in this journal" in result.stdout


def test_hash_that_was_kept_too_early_proves_nothing_later(lawyer, site, tmp_path):
    early = Act.objects.get(number=1).hash
    raw = bundle(lawyer, "/ky/interviews/talk/")["evidence.json"]

    assert "began in a later act than the kept hash" in run(tmp_path, raw, "--expect", early).stdout


def test_script_counts_periods_as_the_journal_does(lawyer, site):
    waits = make.go_live(make.make_page(slug="waits"), at=CAMPAIGN, starts_at=make.moment(7, 20))
    for day in (14, 12, 17):
        site.talk.title_ky = f"{day}-аталыш"
        site.talk.save()
        make.go_live(site.talk, at=make.moment(7, 9), starts_at=make.moment(7, day), languages=["ky"], waiting="renew")
    cancel([waits.pk], at=make.moment(7, 9), who=MACHINE)
    withdraw([site.plank], ALL, at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    acts = [json.loads(act.body()) | {"hash": act.hash} for act in Act.objects.order_by("number")]

    periods = {
        (*key, number): (period["starts"], period["ends"], period["act"]["number"])
        for key, timeline in replay(acts).items()
        for number, period in timeline.items()
    }

    assert periods == {
        (one.kind, one.object_id, one.language, one.number): (one.starts_at, one.ends_at, one.act_id)
        for one in Edition.objects.all()
    }


def test_erased_edition_still_proves_and_shows_nothing(lawyer, site, tmp_path):
    page = make.make_page(slug="erased", title_ky="Купуя аталыш")
    make.go_live(page, at=CAMPAIGN)
    stale = bundle(lawyer, "/ky/")["evidence.json"]
    withdraw([page], ALL, at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    erase(page, at=make.moment(7, 9, 1), who=MACHINE, note="Үлгү өтүнүч")

    raw = bundle(lawyer, "/ky/", CAMPAIGN)["evidence.json"]
    result = run(tmp_path, raw, "--expect", Head.objects.get().hash)

    assert result.stdout.endswith("OK\n")
    assert "erased: only its hash is left" in result.stdout
    assert "Купуя" not in raw.decode()
    assert list(faults()) == []
    assert json.loads(stale)["head"] in {act.hash for act in Act.objects.all()}
