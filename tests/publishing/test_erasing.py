"""What is erased is nowhere any more, and the history is still whole."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from django.db import connection
from PIL import Image
from reversion.models import Version

from candidates.models import Candidate
from candidates.portraits import re_encoded
from emgek.shares import images_of
from emgek.shares.storing import bytes_of
from publishing import acts, reading
from publishing.editions import Edition
from publishing.erasing import erase
from publishing.journal import Act, Verb
from publishing.keeping import recording
from publishing.overrides import Override
from publishing.problems import Refused
from publishing.verifying import faults
from tests.factories import CAMPAIGN, MACHINE, go_live, make_candidate, make_interview, make_page, open_campaign

SECRET = "Жашыркулов"
RAW = "Купуялык сөз"
NOW = {"at": CAMPAIGN, "who": MACHINE}


def drawn() -> BytesIO:
    """Return a picture nobody else has."""
    out = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "PNG")
    return out


def stored_by_table() -> dict[str, str]:
    """Return every row of every table as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = repr(cursor.fetchall())
    return found


def everything_stored() -> str:
    """Return every row of every table as one text."""
    return repr(stored_by_table())


@pytest.fixture
def person(django_user_model, settings, tmp_path):
    """Somebody with portrait, interview and traces everywhere, withdrawn from public."""
    settings.MEDIA_ROOT = tmp_path
    election = open_campaign()
    person = make_candidate(election, "ky", family_name_ky=SECRET, portrait_alt_ky="Үлгү", portrait_rights="Үлгү")
    picture = re_encoded(drawn())
    person.portrait.save(picture.name, picture)
    talk = make_interview(person, election, "ky", raw_text=RAW)
    go_live(person, talk, languages=["ky"], note=f"{SECRET} жарыяланды", title=SECRET)
    chrome = reading.chrome("ky", CAMPAIGN)
    for picture in images_of(reading.page_of_object("candidate", person.pk, chrome), chrome):
        bytes_of(picture)
    acts.withdraw([person, talk], ["ky"], at=CAMPAIGN, who=MACHINE, note="Суранычы боюнча")
    officer = django_user_model.objects.create_user("aigul")
    LogEntry.objects.log_actions(officer.pk, [person], CHANGE, change_message="")
    with recording(lambda: officer):
        person.lead_ky = f"{SECRET} сүйлөйт."
        person.save()
        make_interview(person, election, "ky", title_ky=SECRET, raw_text=RAW).delete()
    return person


@pytest.mark.django_db(transaction=True)
def test_what_is_erased_is_in_no_table_and_no_file(person):
    talk = person.interviews.get()
    assert SECRET in everything_stored()
    assert RAW in everything_stored()
    assert Version.objects.filter(serialized_data__contains=SECRET).count() == 3  # before, after, a deleted draft
    assert len(list(Path(settings.MEDIA_ROOT).glob("shares/*.jpg"))) == 3
    for row in (talk, person):
        erase(row, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")
    left = everything_stored()
    assert SECRET not in left
    assert SECRET.casefold() not in left
    assert "zhashyrkulov" not in left
    assert RAW not in left
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert not Candidate.objects.exists()
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the bytes of a file are SQLite's")
def test_the_bytes_of_the_database_file_forget_it_too(person):
    call_command("erase", "interview", person.interviews.get().slug, "--note", "Мыйзам", "--yes")
    call_command("erase", "candidate", person.slug, "--note", "Мыйзам", "--yes")
    name = Path(connection.settings_dict["NAME"])
    remains = b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
    assert SECRET.encode() not in remains


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no trigram by its letters")
@pytest.mark.parametrize("index", ["search_trigrams", "row_text_trigrams"])
def test_an_index_of_search_holds_no_more_than_one_made_anew(person, index):
    def size_of_index():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT SUM(length(block)) FROM {index}_data")
            return cursor.fetchone()[0]

    before = size_of_index()
    for row in (person.interviews.get(), person):
        erase(row, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")
    erased = size_of_index()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    # The two differ by some bytes of headers.
    assert abs(erased - size_of_index()) < 16
    assert erased < before


@pytest.mark.django_db
def test_reason_of_an_override_goes_too(django_user_model):
    page = make_page("ky")
    officer = django_user_model.objects.create_user("aigul")
    override = {"languages": "ky", "reason": SECRET, "until": CAMPAIGN, "asked_by": officer, "asked_at": CAMPAIGN}
    Override.objects.create(kind=page.kind, object_id=page.pk, **override)

    erase(page, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")

    assert SECRET not in everything_stored()
    assert not Override.objects.exists()


@pytest.mark.django_db
def test_erasing_is_an_act_with_its_reason():
    page = make_page("ky")
    go_live(page, languages=["ky"])
    acts.withdraw([page], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    release = erase(page, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")
    assert [act.verb for act in release.acts.all()] == [Verb.ERASE]
    assert release.note == "Мыйзам боюнча"
    assert Act.objects.count() == 3
    assert Edition.objects.get().document.is_erased


@pytest.mark.django_db
def test_what_is_public_cannot_be_erased():
    page = make_page()
    go_live(page)
    with pytest.raises(Refused) as caught:
        erase(page, at=CAMPAIGN, who=MACHINE, note="")
    assert [problem.code for problem in caught.value.problems] == ["still_public"]


@pytest.mark.django_db
def test_what_others_depend_on_says_so_and_stays(person):
    with pytest.raises(Refused) as caught:
        erase(person, at=CAMPAIGN, who=MACHINE, note="")
    assert [problem.code for problem in caught.value.problems] == ["depended_on"]
    assert SECRET in everything_stored()


@pytest.mark.django_db
def test_the_command_asks_first(person):
    with pytest.raises(CommandError, match="--yes"):
        call_command("erase", "candidate", person.slug, "--note", "Мыйзам")
    assert Candidate.objects.exists()


@pytest.mark.django_db
def test_the_command_says_in_one_language_why_it_is_refused(person):
    with pytest.raises(CommandError, match="Others still depend on it"):
        call_command("erase", "candidate", person.slug, "--note", "Мыйзам", "--yes")


@pytest.mark.django_db
def test_a_release_of_which_a_part_was_erased_is_put_back_whole_or_not_at_all(client, django_user_model):
    kept, gone = make_page("ky", slug="kept"), make_page("ky", slug="gone")
    go_live(kept, gone, languages=["ky"])
    release = acts.withdraw([kept, gone], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    edition = Edition.objects.of(gone).get()
    erase(gone, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")

    for back in (lambda: acts.undo(release, **NOW), lambda: acts.put_again(Edition.objects.get(pk=edition.pk), **NOW)):
        with pytest.raises(Refused) as caught:
            back()
        assert [problem.code for problem in caught.value.problems] == ["erased"]
    client.force_login(django_user_model.objects.create_superuser("chief"))
    screen = client.get(f"/en/admin/emgek/page/{kept.pk}/undo/{release.pk}/")
    assert screen.status_code == 200
    assert "was erased" in screen.text
