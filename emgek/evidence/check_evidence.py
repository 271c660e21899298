#!/usr/bin/env python3
"""Check an evidence file of an emgek site, without the site and without its database.

    python3 check_evidence.py evidence.json --expect HASH

Python 3.8 or newer is all it takes. HASH is the newest hash of the site's journal as somebody else wrote it down at
some time: it stands on the site's register page, in its feeds, in older evidence and on printed evidence. What the
journal said up to that act cannot have been changed since. Without a kept hash a file can only agree with itself.

What is checked, in this order:

1. The file is the canonical JSON it was written as, and its checksum fits: nothing was damaged.
2. The journal is a chain: acts are numbered 1, 2, 3…; each names the SHA-256 of the text of the act before it.
3. Each document is the one the journal names: HMAC-SHA256 of its text, keyed by its salt. An erased document has left
   its hash only; then the journal must have an act of erasure.
4. Replaying the acts gives the period of every edition. Each edition of the file must have been live at the moment, and
   by whom, when and with whose approval it was published stands in the act that is printed.
5. The expected hash is the hash of an act of this journal, and every edition began in that act or before it.
6. Each line of the page's text is looked for in the documents. Lines that do not stand there word for word are printed:
   labels, dates and counts of the page, and whatever somebody wrote into the file.

What this does not prove: the address, the answer and the lines that are printed under 6, which stand in the file only;
how the page looked on a screen; and that the page showed no more than these editions. Which editions an address reads
is told by the site's own program, which can be read and run by anybody.
"""

import argparse
import hashlib
import hmac
import html
import json
import re
import sys
from datetime import datetime

FORMAT = "emgek-evidence-1"
BEGIN = ("publish", "schedule", "again")


class Wrong(Exception):
    """What does not fit, in a sentence."""


def canonical(data):
    """Return the one way in which data is written: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    """Return SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def opened(raw):
    """Return the content of an evidence file (bytes)."""
    try:
        text = raw.decode()
        data = json.loads(text)
    except ValueError:
        raise Wrong("The file is damaged: it is no JSON in UTF-8.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Wrong("This is no evidence file of the format " + FORMAT + ".")
    if canonical(data) + "\n" != text:
        raise Wrong("The file is not written as evidence files are: it was changed.")
    rest = {name: value for name, value in data.items() if name != "checksum"}
    if sha256(canonical(rest)) != data["checksum"]:
        raise Wrong("The checksum does not fit: the file was changed.")
    return data


def chained(journal):
    """Return the acts, each with its hash; `journal` is the text of every act from the first to the newest."""
    acts, before = [], "0" * 64
    for place, text in enumerate(journal, start=1):
        act = json.loads(text)
        if act["number"] != place:
            raise Wrong(f"Act {place} of the journal is missing: act {act['number']} stands in its place.")
        if act["previous"] != before:
            raise Wrong(f"Act {place} does not follow the act before it: act {place - 1} or act {place} was changed.")
        before = act["hash"] = sha256(text)
        acts.append(act)
    return acts


def moment(text):
    """Return a moment with its zone; None stays None."""
    return datetime.fromisoformat(text) if text else None


def covers(period, at):
    """Say whether a period covers a moment: from its start on, and before its end."""
    return period["starts"] <= at and (period["ends"] is None or at < period["ends"])


def replay(acts):
    """Return the periods of each (kind, object, language) by the number of the edition, from the acts alone."""
    timelines = {}
    for act in acts:
        timeline = timelines.setdefault((act["kind"], act["object_id"], act["language"]), {})
        if act["verb"] in BEGIN:
            begin(timeline, act)
        elif act["verb"] == "cancel" and act["edition"] in timeline:
            cancel(timeline, act)
        elif act["verb"] == "withdraw":
            end_live(timeline, moment(act["at"]), act["number"])
    return timelines


def end_live(timeline, at, by):
    """End what is live at a moment; return the end it had, and what had set that; without anything live None."""
    for period in timeline.values():
        if covers(period, at):
            had = period["ends"], period["by"]
            period["ends"], period["by"] = at, by
            return had
    return None


def begin(timeline, act):
    """Start an edition: it ends the one that is live then and takes over its end, or lasts until the next one."""
    starts = moment(act["starts_at"])
    had = end_live(timeline, starts, act["number"])
    if had is None:
        later = [
            p for p in timeline.values() if p["starts"] > starts and (p["ends"] is None or p["ends"] > p["starts"])
        ]
        following = min(later, key=lambda period: period["starts"], default=None)
        had = (following["starts"], following["act"]["number"]) if following else (None, None)
    timeline[act["edition"]] = {"act": act, "starts": starts, "ends": had[0], "by": had[1]}


def cancel(timeline, act):
    """Empty an edition that waits; what it had ended early gets its end back."""
    gone = timeline[act["edition"]]
    cut = [
        period
        for period in timeline.values()
        if period is not gone and (period["ends"], period["by"]) == (gone["starts"], gone["act"]["number"])
    ]
    heir = next((period for period in cut if period["ends"] <= period["starts"]), None)
    for period in cut:
        if heir is not None and period is not heir:
            period["by"] = heir["act"]["number"]
        else:
            period["ends"], period["by"] = gone["ends"], gone["by"]
    gone["ends"], gone["by"] = gone["starts"], act["number"]


def proved(edition, timelines, erased, at):
    """Return the period of an edition that fits the journal; raise Wrong where it does not."""
    name = f"{edition['kind']} {edition['object_id']}, {edition['language']}, edition {edition['number']}"
    timeline = timelines.get((edition["kind"], edition["object_id"], edition["language"]), {})
    period = timeline.get(edition["number"])
    if period is None:
        raise Wrong(f"{name}: the journal does not know it.")
    if period["act"]["document"] != edition["hash"]:
        raise Wrong(f"{name}: the journal names another document.")
    if edition["body"] is None:
        if edition["hash"] not in erased:
            raise Wrong(f"{name}: its document is missing, and the journal has no act of erasure.")
    elif hmac.new(bytes.fromhex(edition["salt"]), edition["body"].encode(), "sha256").hexdigest() != edition["hash"]:
        raise Wrong(f"{name}: its document is not the one that was published.")
    if not covers(period, at):
        raise Wrong(f"{name}: by the journal it was not live at the moment.")
    return period


def told(edition, period):
    """Return what the journal says of an edition, in one paragraph."""
    act = period["act"]
    title = json.loads(edition["body"]).get("title", "") if edition["body"] else "(erased: only its hash is left)"
    lines = [
        f"{edition['kind']} {edition['object_id']} · {edition['language']} · edition {edition['number']} · {title}",
        f"  live from {period['starts'].isoformat()} until {period['ends'].isoformat() if period['ends'] else 'now'}",
        f"  act {act['number']}: {act['verb']} by {act['actor']}, at {act['at']}, recorded {act['recorded_at']}",
        f"  document {edition['hash']}",
    ]
    if act["approvers"]:
        lines.insert(3, f"  approved by {act['approvers']}")
    if act["is_backdated"]:
        lines.insert(2, "  BACKDATED: the act is later than the start of the period")
    return "\n".join(lines)


def texts_in(value):
    """Yield every text of a document, paragraph by paragraph, without the marks of its form."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str):
        for paragraph in re.split(r"<[^>]*>|\n", value):
            yield plain(html.unescape(paragraph))


def plain(text):
    """Return a text with single spaces and without soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


def elsewhere(lines, editions):
    """Return the lines of a page that are not made of texts of the documents, word for word."""
    bodies = [json.loads(edition["body"]) for edition in editions if edition["body"] is not None]
    known = sorted({text for body in bodies for text in texts_in(body) if text}, key=len, reverse=True)
    return [line for line in map(plain, lines) if not any(line in text for text in known) and left(line, known)]


def left(line, known):
    """Say whether letters are left of a line when all known texts are taken out; single words are too common to be."""
    for text in known:
        if " " in text:
            line = line.replace(text, " ")
    return any(letter.isalpha() for letter in line)


def check(raw, expect=()):
    """Return the lines of the result; raise Wrong with a sentence where something does not fit."""
    data = opened(raw)
    acts = chained(data["journal"])
    if not acts or acts[-1]["hash"] != data["head"]:
        raise Wrong("The journal does not end with the hash that the file names as its newest.")
    at = moment(data["moment"])
    timelines = replay(acts)
    erased = {act["document"] for act in acts if act["verb"] == "erase"}
    periods = [(edition, proved(edition, timelines, erased, at)) for edition in data["editions"]]
    lines = [f"Address   {data['address']} (as the file says)", f"Moment    {data['moment']}"]
    lines.append(f"Answer    {data['status']} (as the file says)")
    lines += ["", *(told(edition, period) for edition, period in periods), ""]
    if others := elsewhere(data["text"], data["editions"]):
        lines += [
            "In the text of the page, and not word for word in these documents:",
            *(f"  {one}" for one in others),
            "",
        ]
    lines.append(f"The journal holds: {len(acts)} acts, the newest is {acts[-1]['hash']}")
    return lines + kept(acts, periods, expect)


def kept(acts, periods, expect):
    """Return what the hashes that somebody kept say of the file."""
    if not expect:
        return ["No kept hash was given (--expect): the file agrees with itself, and that is all this shows."]
    lines = []
    for wanted in expect:
        number = next((act["number"] for act in acts if act["hash"] == wanted.strip().lower()), None)
        if number is None:
            raise Wrong(f"The hash {wanted} is nowhere in this journal: it is not the journal that was kept.")
        for edition, period in periods:
            if period["act"]["number"] > number:
                name = f"{edition['kind']} {edition['object_id']}, {edition['language']}, edition {edition['number']}"
                raise Wrong(f"{name} began in a later act than the kept hash, act {number}: it is not proved by it.")
        lines.append(f"The kept hash is that of act {number}: nothing up to it was changed since it was kept.")
    return lines


def main(arguments=None):
    """Check a file and print the result; the exit status is 0 when all fits, else 1."""
    parser = argparse.ArgumentParser(description="Check an evidence file of an emgek site.")
    parser.add_argument("file", help="evidence.json")
    parser.add_argument("--expect", action="append", metavar="HASH", help="a hash of the journal kept elsewhere")
    asked = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        with open(asked.file, "rb") as file:
            lines = check(file.read(), asked.expect or ())
    except (Wrong, OSError) as problem:
        print(f"FAILED: {problem}")
        return 1
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        print(f"FAILED: the file is not built as an evidence file is ({type(problem).__name__}: {problem}).")
        return 1
    print("\n".join(lines))
    print("OK")
    return 0


if __name__ == "__main__":
    sys.exit(main())
