"""The dates of an election as a calendar file: parsed back by the library, and read as bytes."""

from datetime import UTC, date, timedelta

import pytest
from icalendar import Calendar

from publishing.acts import withdraw
from tests import factories as make
from tests.factories import AFTER, BEFORE, CAMPAIGN, MACHINE, SILENCE, VOTING, moment
from tests.fronts import Readers

pytestmark = pytest.mark.django_db
ALL = "/ky/elections/july/dates.ics"


@pytest.fixture
def july(at):
    """Return the election of July with three dates: a whole day, a moment, and the opening of the polls."""
    july = make.make_election(slug="july", title_ky="Бишкек шаардык кеңешинин депутаттарын шайлоо", ballot_number=4)
    dates = [(6, 21, None, "Үгүттүн башталышы"), (7, 10, "08:00", "Тынчтык күнү"), (7, 11, "08:00", "Добуш берүү")]
    for month, day, time, what in dates:
        words = make.translated("ru en", what="Date") | {"what_ky": what, "note_ky": "Эскертүү, «тырмакча»; үтүр."}
        july.key_dates.create(day=date(2021, month, day), time=time, **words)
    make.go_live(make.make_party(), july, at=BEFORE)
    return july


def events(client, address=ALL) -> dict:
    """Return the events of a file by their summaries."""
    found = Calendar.from_ical(client.get(address).content)
    return {str(event["summary"]): event for event in found.walk("VEVENT")}


def test_file_holds_every_date_and_the_hours_of_voting_once(client, july):
    found = events(client)

    assert list(found) == ["Үгүттүн башталышы", "Тынчтык күнү", "Добуш берүү"]
    assert found["Үгүттүн башталышы"]["dtstart"].dt == date(2021, 6, 21)
    assert found["Үгүттүн башталышы"]["dtend"].dt == date(2021, 6, 22)
    assert found["Тынчтык күнү"]["dtstart"].dt == moment(7, 10, 8)
    assert found["Добуш берүү"]["dtstart"].dt == moment(7, 11, 8)
    assert found["Добуш берүү"]["dtend"].dt == moment(7, 11, 20)


def test_voting_day_is_there_without_a_key_date_of_its_own(client, july):
    july.key_dates.all().delete()
    make.go_live(july)

    assert events(client)["Добуш берүү"]["dtend"].dt == moment(7, 11, 20)


def test_file_is_text_that_every_program_reads(client, july):
    response = client.get(ALL)
    lines = response.content.split(b"\r\n")
    found = Calendar.from_ical(response.content)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="july.ky.ics"'
    assert max(map(len, lines)) <= 75
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    assert (str(found["version"]), found.errors) == ("2.0", [])
    assert all(event["summary"].params["language"] == "ky" and not event.errors for event in found.walk("VEVENT"))
    assert all(line.endswith(b"Z") for line in lines if line.startswith((b"DTSTAMP", b"LAST-MODIFIED")))


def test_event_says_where_it_comes_from_and_keeps_what_was_written(client, july):
    event = events(client)["Тынчтык күнү"]

    assert "Эскертүү, «тырмакча»; үтүр." in str(event["description"])
    number = july.key_dates.get(day=date(2021, 7, 10)).number
    assert str(event["url"]) == f"http://testserver/ky/elections/july/#p{number}"


def test_new_edition_is_newer_and_keeps_the_names_of_its_events(client, july, at):
    before = events(client)["Добуш берүү"]
    july.polls_close_at = moment(7, 11, 21)
    july.save()
    make.go_live(july, at=CAMPAIGN)
    after = events(client)["Добуш берүү"]

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert (before["dtstamp"].dt, after["dtstamp"].dt) == (BEFORE.astimezone(UTC), CAMPAIGN.astimezone(UTC))
    assert after["dtend"].dt - before["dtend"].dt == timedelta(hours=1)


def test_names_of_events_differ_within_and_between_languages(client, july):
    names = [event["uid"] for code in ("ky", "ru") for event in events(client, ALL.replace("ky", code, 1)).values()]
    # Two of the dates have the same words in Russian, so they are counted in the file itself.
    file = Calendar.from_ical(client.get("/ru/elections/july/dates.ics").content)

    assert len({str(event["uid"]) for event in file.walk("VEVENT")}) == 3
    assert len(set(names)) == len(names)


def test_one_date_has_a_file_of_its_own(client, july):
    number = july.key_dates.get(day=date(2021, 6, 21)).number

    found = events(client, f"/ky/elections/july/dates/{number}.ics")

    assert list(found) == ["Үгүттүн башталышы"]
    assert client.get("/ky/elections/july/dates/99.ics").status_code == 404


def test_file_is_the_same_neutral_one_in_every_phase(client, july, at):
    files = set()
    for stand in (BEFORE, CAMPAIGN, SILENCE, VOTING, AFTER):
        at(stand)
        files.add(client.get(ALL).content)

    assert len(files) == 1
    assert "Үлгү" not in files.pop().decode().replace("\r\n ", "")  # the party's name


def test_reader_who_has_the_file_is_not_sent_it_again(july):
    readers = Readers()
    first = readers.get(ALL)

    again = readers.get(ALL, if_none_match=first.headers["ETag"])
    since = readers.get(ALL, if_modified_since=first.headers["Last-Modified"])

    assert (again.status, again.content, since.status) == (304, b"", 304)
    assert readers.get(ALL, if_none_match='"other"').status == 200


@pytest.mark.parametrize("address", ["dates.ics", "dates/1.ics"])
def test_file_answers_as_the_page_does_where_there_is_none(client, july, address):
    assert client.get(f"/ky/elections/never/{address}").status_code == 404

    withdraw([july], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    in_ky, in_ru = (client.get(f"/{code}/elections/july/{address}").status_code for code in ("ky", "ru"))
    assert (in_ky, in_ru) == (410, 200)


def test_file_that_moved_is_found_at_its_new_address(client, july):
    july.slug = "july-2021"
    july.save()
    make.go_live(july, at=CAMPAIGN)

    response = client.get(ALL)

    assert (response.status_code, response["Location"]) == (301, "/ky/elections/july-2021/dates.ics")


def test_annulled_vote_says_so_in_the_calendar(client, july):
    july.is_annulled = True
    july.save()
    make.go_live(july, at=CAMPAIGN)

    assert "Добуш берүү жокко чыгарылган." in str(events(client)["Добуш берүү"]["description"])


def test_file_takes_one_query(client, july, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(ALL)
