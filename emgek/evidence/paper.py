"""Evidence on paper: A4, set by typst in our own fonts; what people wrote goes there as JSON only, never as source."""

import hashlib
import json
from pathlib import Path

import typst
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emgek.evidence.account import Account, Line
from emgek.evidence.bundle import head_of
from emgek.evidence.showing import Shown
from emgek.shares.drawing import fonts
from publishing.cards import Chrome
from publishing.dates import exact
from publishing.journal import SOFTWARE

SHEET = Path(__file__).with_name("paper.typ")


def paper(shown: Shown, told: Account, chrome: Chrome, proof: bytes, register: str) -> bytes:
    """Return the PDF; `register` is the public address at which the journal's newest hash stands."""
    given = json.dumps(content(shown, told, chrome, proof, register))
    return typst.compile(SHEET, format="pdf", root=SHEET.parent, font_paths=fonts(), sys_inputs={"evidence": given})


def content(shown: Shown, told: Account, chrome: Chrome, proof: bytes, register: str) -> dict:
    """Return all words of the paper, in the language of the desk; rows are (name, value, whether it is a hash)."""
    number, newest = head_of(proof)
    moment = exact(shown.asked.at, get_language())
    silence = [(_("Calendar"), _("Silence before the vote: nothing new could become public."), False)]
    return {
        "language": get_language(),
        "title": _("Evidence of a public page"),
        "party": chrome.party.title if chrome.party else "",
        "address": shown.address,
        "moment": moment,
        "answer": str(shown.sentence),
        "names": {
            "text": _("Words of the page"),
            "editions": _("Editions that the page reads"),
            "proof": _("Proof"),
        },
        "facts": [
            (_("Address"), shown.address, False),
            (_("Moment, Bishkek time"), moment, False),
            (_("Answer"), f"{shown.sentence} ({shown.status})", False),
            *(silence if shown.is_quiet else []),
            (_("Rendered by"), SOFTWARE, False),
        ],
        "text": [{"text": line.text, "level": line.level} for line in shown.text],
        "editions": [edition(line) for line in told.lines],
        "proof": [
            (_("Newest act of the journal"), str(number), False),
            (_("Its hash"), newest, True),
            (_("SHA-256 of evidence.json"), hashlib.sha256(proof).hexdigest(), True),
            (_("Where the hash stands"), register, False),
        ],
        "sentences": [
            _("To check: python3 check_evidence.py evidence.json --expect HASH. Both files are in the bundle."),
            _("HASH is a hash of the journal that somebody else kept: from the register, a feed or an older paper."),
            _("This proves the content to the second, and not how the page looked on a screen."),
        ],
    }


def edition(line: Line) -> dict:
    """Return what the paper says of an edition."""
    one, language = line.edition, get_language()
    what = [line.place, capfirst(line.kind), one.get_language_display(), f"№ {one.number}"]
    if one.is_backdated:
        what.append(_("backdated"))
    end = exact(one.ends_at, language) if one.ends_at else "…"
    rows = [
        (_("Public"), f"{exact(one.starts_at, language)} – {end}", False),
        *((act.get_verb_display(), said(act), False) for act in line.acts),
        (_("Hash of the document"), one.document.commitment, True),
    ]
    note = one.act.release.note
    return {
        "title": one.title or _("erased"),
        "what": " · ".join(map(str, what)),
        "facts": [*rows[:-1], *([(_("Change note"), note, False)] if note else []), rows[-1]],
    }


def said(act) -> str:
    """Return who did an act and who approved it, when it was recorded, and by which program."""
    parts = [act.actor]
    if act.approvers:
        parts.append(_("approved by: %(names)s") % {"names": act.approvers})
    recorded = exact(act.recorded_at, get_language())
    parts += [_("act %(number)s") % {"number": act.number}, _("recorded %(moment)s") % {"moment": recorded}]
    return ", ".join([*parts, act.software])
