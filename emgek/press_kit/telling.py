"""The texts of the kit, in the active language: facts, how to use what is there, and whose the pictures are."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from django.utils.translation import gettext as _

from elections.documents import ElectionDocument, PartyDocument
from elections.timetable import hours
from publishing.cards import Chrome
from publishing.dates import day, moment
from staff.cells import escaped

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a table for one in an old encoding without it."""


def read_me(chrome: Chrome, changed_at: datetime, home: str) -> str:
    """Return what is in the kit, how new it is, and what to say when it is used."""
    title = chrome.party.title if chrome.party else "emgek"
    paragraphs = [
        _("Press kit: %(party)s") % {"party": title},
        _("Newest change: %(moment)s") % {"moment": moment(changed_at, chrome.language)},
        _("facts.txt: the election in figures, and how to reach the press office."),
        _("imprint.txt: who produced, ordered and paid for what is campaign material here."),
        _("logo: the party’s name and its number on the ballot, as SVG and as PNG without a ground."),
        _("portraits: the candidates as the site shows them. Name the photographer; rights.csv says who that is."),
        _("A portrait whose photographer is not recorded is not in the kit; rights.csv names it."),
        _("The latest kit, and everything said in it: %(address)s") % {"address": home},
    ]
    return "\n\n".join(paragraphs) + "\n"


def facts(chrome: Chrome, count: int, home: str) -> str:
    """Return the sheet of facts; `count` is how many candidates are public."""
    rows = [*party_facts(chrome.party), *election_facts(chrome.election, chrome.language)]
    rows += [(_("Candidates on this site"), str(count)), (_("Site"), home)]
    return "".join(f"{label}: {value}\n" for label, value in rows if value)


def party_facts(party: PartyDocument | None) -> Iterator[tuple[str, str]]:
    """Yield the party's names and contacts; that none are given is said too."""
    if party is None:
        return
    contacts = [(_("Address"), party.address), (_("Telephone"), party.phone), (_("E-mail"), party.email)]
    yield _("Party"), party.full_name or party.title
    yield from contacts
    yield from ((_("Link"), link) for link in party.links)
    if not any(value for _label, value in contacts) and not party.links:
        yield _("Contacts"), _("not given")


def election_facts(election: ElectionDocument | None, language: str) -> Iterator[tuple[str, str]]:
    """Yield what is voted on, when, and the party's number."""
    if election is None:
        return
    yield _("Election"), election.title
    yield _("Voting day"), f"{day(election.voting_day, language)}, {hours(election)}"
    yield _("Number on the ballot"), str(election.ballot_number or "")
    yield _("Seats"), str(election.seats or "")


def rights_table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the rights as a table for any spreadsheet; a word that would be a formula there stays a word."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("File"), _("Candidate"), _("Photographer"), _("Description of the picture"), _("Note")])
    for row in rows:
        writer.writerow([escaped(value) for value in row])
    return BYTE_ORDER_MARK + out.getvalue()
