"""The proof as files: documents with their salts, the whole journal, and the script that checks them.

The journal goes whole: its hashes bind every act to all before it, names of those who acted included, so a proof
cannot leave out an act nor a name. That is why this file goes to few hands (docs/decisions.md).
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from emgek.evidence.account import Account, Line
from emgek.evidence.check_evidence import FORMAT, canonical
from emgek.evidence.showing import Shown
from emgek.press_kit.zipping import File
from publishing.dates import BISHKEK
from publishing.journal import GENESIS, SOFTWARE, Act

SCRIPT = Path(__file__).with_name("check_evidence.py")
NAME = "evidence.json"


def evidence(shown: Shown, told: Account) -> bytes:
    """Return the evidence file: the same bytes for the same question as long as the journal has no new act."""
    newest, journal = GENESIS, []
    for act in Act.objects.order_by("number").iterator(chunk_size=2000):
        journal.append(act.body().decode())
        newest = act.hash
    data = {
        "format": FORMAT,
        "address": shown.address,
        "asked": shown.asked.address,
        "moment": shown.asked.at.astimezone(BISHKEK).isoformat(),
        "answer": shown.answer.value,
        "status": shown.status,
        "software": SOFTWARE,
        "editions": [documented(line) for line in told.lines],
        "text": [line.text for line in shown.text],
        "journal": journal,
        "head": newest,
    }
    data["checksum"] = hashlib.sha256(canonical(data).encode()).hexdigest()
    return f"{canonical(data)}\n".encode()


def documented(line: Line) -> dict:
    """Return an edition with its document; an erased one has its hash only."""
    edition = line.edition
    names = ("kind", "object_id", "language", "number")
    stored = edition.document
    return {name: getattr(edition, name) for name in names} | {
        "hash": stored.commitment,
        "salt": stored.salt,
        "body": stored.body,
        "act": edition.act_id,
    }


def head_of(proof: bytes) -> tuple[int, str]:
    """Return number and hash of the newest act in an evidence file."""
    data = json.loads(proof)
    return len(data["journal"]), data["head"]


def files(shown: Shown, proof: bytes, paper: bytes) -> Iterator[File]:
    """Yield the files of the bundle; they bear the moment that is proved."""
    yield File(NAME, proof, shown.asked.at)
    yield File("evidence.pdf", paper, shown.asked.at)
    yield File(SCRIPT.name, SCRIPT.read_bytes(), shown.asked.at)
