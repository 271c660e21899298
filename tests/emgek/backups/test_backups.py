"""Everything comes back from a backup, and what cannot come back changes nothing."""

import re
import threading
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from types import SimpleNamespace

import msgspec
import pytest
from allauth.mfa.models import Authenticator
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from elections.attachments import attach, private_store
from elections.models import Material
from emgek.backups import making, sealed, tables
from emgek.backups.archive import BadBackup, members
from emgek.backups.making import Manifest, make, whole_file
from emgek.backups.record import Backup
from emgek.backups.restoring import opened, refuse_unfit
from emgek.models import Page
from publishing.search import SearchWord
from publishing.verifying import faults
from publishing.versions import keep
from staff.models import User
from staff.sealing import seal, unseal
from staff.sessions import DeskSession
from tests.factories import CAMPAIGN, go_live, make_candidate, make_page, open_campaign
from tests.public_pages import face, in_words

LANGUAGES = {"ky": "Эч нерсе өзгөргөн жок.", "ru": "Ничего не изменено.", "en": "Nothing was changed."}


@contextmanager
def no_bar(_title, _total):
    """Count nothing."""
    yield SimpleNamespace(update=lambda n: None)


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Let a passphrase cost nothing here."""
    monkeypatch.setattr(sealed, "WORK", 4)


@pytest.fixture
def passphrase(settings):
    """Return the passphrase that the settings hold."""
    settings.BACKUP_PASSPHRASE = "үлгү"
    return settings.BACKUP_PASSPHRASE


def sums(path, passphrase=""):
    """Return the checksums of the members of a backup; the manifest's differs by its moment."""
    with opened(path, passphrase) as (file, _raw):
        found = [member.line() for member in members(file)]
    return [line for line in found if b"manifest.json" not in line and b"emgek.Backup/" not in line]


def stored(storage, name: str) -> bytes:
    """Return the bytes of a stored file."""
    with storage.open(name) as file:
        return file.read()


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back(tmp_path, passphrase):
    election = open_campaign()
    person = make_candidate(election, portrait=face(), **in_words("portrait_alt"))
    page = make_page(title_ky="Бир\n«эки» \\ 'үч' \u2028 🗳")
    user = User.objects.create_user("aigul", password="x")
    Authenticator.objects.create(user=user, type="totp", data={"secret": seal("JBSW")})
    keep(Page, page.pk, user=user)
    material = Material.objects.create(election=election, title="Үлгү", issue_date="2021-07-01")
    contract = attach(material, "contract", SimpleUploadedFile("келишим.pdf", b"%PDF- a contract"), user=user)
    go_live(page, person)
    gone = make_page(slug="gone")
    page_ids = {"kept": page.pk, "gone": gone.pk}
    gone.delete()
    make(tmp_path / "one", passphrase, at=CAMPAIGN, bar=no_bar)
    picture = stored(default_storage, person.portrait.name)

    Page.objects.filter(pk=page.pk).update(title_ky="Башка")
    make_page(slug="later")
    default_storage.delete(person.portrait.name)
    private_store().delete(contract.stored.name)
    DeskSession.objects.create(session_key="x", expire_date=CAMPAIGN)
    SearchWord.objects.all().delete()
    out = StringIO()
    call_command("restore", str(tmp_path / "one"), "--replace", "--language=en", stdout=out)
    make(tmp_path / "two", "", at=CAMPAIGN, bar=no_bar)

    assert sums(tmp_path / "one", passphrase) == sums(tmp_path / "two")
    assert "The history is whole" in out.getvalue()
    assert list(faults()) == []
    assert Page.objects.get(pk=page_ids["kept"]).title_ky == "Бир\n«эки» \\ 'үч' \u2028 🗳"
    assert stored(default_storage, person.portrait.name) == picture
    assert stored(private_store(), contract.stored.name) == b"%PDF- a contract"
    assert unseal(Authenticator.objects.get().data["secret"]) == "JBSW"
    assert not DeskSession.objects.exists()
    assert make_page(slug="new").pk > page_ids["gone"]  # a number is never given twice


@pytest.mark.django_db(transaction=True)
def test_backup_sees_one_moment_and_keeps_nobody_from_saving(tmp_path, monkeypatch):
    page = make_page(slug="before")
    go_live(page)

    def save_meanwhile():
        try:
            go_live(make_page(slug="meanwhile"))
        finally:
            connection.close()

    @contextmanager
    def bar(title, _total):
        if meanwhile := threading.Thread(target=save_meanwhile) if not Page.objects.filter(slug="meanwhile") else None:
            meanwhile.start()
            meanwhile.join()
        yield SimpleNamespace(update=lambda n: None)

    made, _lost = make(tmp_path / "one", "", at=CAMPAIGN, bar=bar)

    assert Page.objects.count() == 2
    with opened(tmp_path / "one", "") as (file, _raw):
        rows = {member.name: member.read() for member in members(file)}
    manifest = msgspec.json.decode(rows["manifest.json"], type=Manifest)
    written = {
        label: sum(data.count(b"\n") for name, data in rows.items() if f"-{label}/" in name) for label in manifest.rows
    }
    assert written == manifest.rows
    assert manifest.rows["emgek.Page"] == 1
    assert (made.acts, Backup.objects.latest().sha256) == (3, made.sha256)


@pytest.fixture
def backup(db, tmp_path, monkeypatch):
    """Return the path of a backup of a database in which something is."""
    monkeypatch.setattr(tables, "snapshot", lambda: no_bar("", 0))  # a test's own transaction holds the moment
    make_page(title_ky="Үлгү")
    make(tmp_path / "backup", "", at=CAMPAIGN, bar=no_bar)
    return tmp_path / "backup"


def refused(path, **options):
    """Try to restore, and return what is said; nothing may have changed."""
    before = [*Page.objects.values_list("pk", "title_ky")]
    with pytest.raises(CommandError) as error:
        call_command("restore", str(path), stdout=StringIO(), **options)
    assert [*Page.objects.values_list("pk", "title_ky")] == before
    return str(error.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_restore_refuses_a_full_database_in_the_language_of_whoever_asks(backup, language):
    said = refused(backup, language=language)

    assert said.endswith(LANGUAGES[language])
    assert "--replace" in said


def test_restore_refuses_what_is_damaged_foreign_or_sealed_otherwise(backup, tmp_path, settings):
    data = backup.read_bytes()
    (tmp_path / "cut").write_bytes(data[:-100])
    (tmp_path / "foreign").write_bytes(b"PK\x03\x04 a zip")
    out = BytesIO()
    sealing = sealed.Sealing(out, "one")
    sealing.write(data)
    sealing.close()
    (tmp_path / "sealed").write_bytes(out.getvalue())
    settings.BACKUP_PASSPHRASE = "another"

    assert "cut off" in refused(tmp_path / "cut", language="en", replace=True)
    assert "no backup" in refused(tmp_path / "foreign", language="en", replace=True)
    assert "passphrase" in refused(tmp_path / "sealed", language="en", replace=True)
    assert "could not be read" in refused(tmp_path / "absent", language="en", replace=True)


def test_restore_refuses_another_state_of_migrations(backup):
    with opened(backup, "") as (file, _raw):
        manifest = msgspec.json.decode(next(members(file)).read(), type=Manifest)
    newer = msgspec.structs.replace(manifest, migrations=[*manifest.migrations, "emgek.9999_later"], software="emgek 9")

    with pytest.raises(BadBackup, match=re.compile("emgek 9.*emgek.9999_later", re.DOTALL)):
        refuse_unfit(newer, replace=True)


def test_check_alone_changes_nothing(backup):
    out = StringIO()

    call_command("restore", str(backup), "--only-check", "--language=en", stdout=out)

    assert "The file is whole" in out.getvalue()


CYRILLIC, LATIN = "[а-яёңөү]", "[a-z]{4}"


@pytest.mark.parametrize(("terminal", "foreign"), [("C", CYRILLIC), ("", CYRILLIC), ("ky_KG.UTF-8", LATIN)])
def test_one_terminal_hears_one_language(backup, tmp_path, monkeypatch, terminal, foreign):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, terminal)
    out = StringIO()

    call_command("backup", str(tmp_path / "another"), stdout=out)
    call_command("restore", str(backup), "--replace", stdout=out)
    with pytest.raises(CommandError) as foreign_file:
        call_command("restore", __file__, stdout=out)

    names = rf"{tmp_path}\S*|emgek [\d.]+|SHA-256|\b[0-9a-f]{{64}}\b"
    said = re.sub(names, "", out.getvalue()) + str(foreign_file.value).replace("emgek", "")
    assert not re.findall(foreign, said, re.IGNORECASE), said


def test_backup_never_writes_over_a_file(backup):
    before = backup.read_bytes()

    with pytest.raises(CommandError):
        call_command("backup", str(backup))

    assert backup.read_bytes() == before


def test_file_appears_whole_or_not_at_all(tmp_path):
    left = tmp_path / ".yesterday.part"
    left.write_bytes(b"what a killed backup left")
    with suppress(RuntimeError), whole_file(tmp_path / "backup") as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []

    with whole_file(tmp_path / "backup") as file:
        making.sweep_unfinished(tmp_path)  # one that is at work stays
        file.write(b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["backup"]
    assert (tmp_path / "backup").stat().st_mode & 0o77 == 0


@pytest.mark.django_db
def test_restoring_that_is_broken_off_leaves_the_numbering_as_it_was():
    page = make_page()
    before = tables.last_numbers()

    with suppress(KeyboardInterrupt), transaction.atomic():
        page.delete()
        tables.number_on({})
        raise KeyboardInterrupt

    assert tables.last_numbers() == before
    assert make_page().pk > Page.objects.earliest("pk").pk


@pytest.mark.django_db
def test_numbers_that_were_given_are_not_given_again_after_two_restorings_in_a_row():
    make_page().delete()
    before = tables.last_numbers()

    tables.number_on(before)
    tables.number_on(tables.last_numbers())

    assert tables.last_numbers()["emgek.Page"] == before["emgek.Page"]
    assert make_page().pk == before["emgek.Page"] + 1
