"""Gather, merge, compile and check what emgek says in Kyrgyz and Russian, without GNU gettext.

Babel reads our Python; Django's own `templatize` turns templates into something Babel can read. English is the language
of the source. `python -m tools.messages --help` lists the commands.
"""

import argparse
import io
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("emgek", "candidates", "programs", "elections", "publishing", "staff")
CONTEXT = "\x04"  # gettext's own sign between a context and its msgid

# The plural rules are Django's own for these languages: where they differ, Django keeps two catalogues apart.
PLURALS = {
    "ky": (1, "nplurals=1; plural=0;"),
    "ru": (
        4,
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    ),
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# What emgek says, in {language}. `make messages` keeps the list of msgids; the translations are written by hand.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!%)(?:%%)*%([sdr])|\{(\w*)\}")


@dataclass
class Message:
    """One text of the source: where it stands and how it is to be translated."""

    singular: str
    plural: str | None = None
    context: str | None = None
    places: list[tuple[str, int]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self):
        """Return what gettext looks it up by: the singular, after its context where there is one."""
        return self.singular if self.context is None else f"{self.context}{CONTEXT}{self.singular}"

    @property
    def ids(self):
        """Return the msgid as Babel writes it: a text, or singular and plural."""
        return self.singular if self.plural is None else (self.singular, self.plural)

    @property
    def place(self):
        """Return the first place as `file:line`."""
        return "{}:{}".format(*self.places[0])


# From the source ---------------------------------------------------------------------------------


def source_files(root=ROOT):
    """Yield the Python modules and templates that speak to people, in a steady order."""
    for app in APPS:
        yield from (path for path in sorted((root / app).rglob("*.py")) if "migrations" not in path.parts)
    for folder in ("templates", *(f"{app}/templates" for app in APPS)):
        yield from (path for path in sorted((root / folder).rglob("*")) if path.suffix in (".html", ".txt", ".xml"))


def readable(path):
    """Return the file as Python source; a template is turned into calls of gettext, line by line.

    What `templatize` leaves around the calls is not quite Python: the indentation means nothing, so it goes.
    """
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def gather(root=ROOT):
    """Return every message of our own source, {key: Message}, sorted by key."""
    found = {}
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        source = io.BytesIO(readable(path).encode())
        calls = extract("python", source, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}, strip_comment_tags=True)
        for line, ids, comments, context in calls:
            singular, plural = (ids[0], ids[1]) if isinstance(ids, tuple | list) else (ids, None)
            if not singular:
                continue
            message = Message(singular, plural, context)
            message = found.setdefault(message.key, message)
            message.plural = message.plural or plural
            message.places.append((name, line))
            message.comments.extend(comment for comment in comments if comment not in message.comments)
    return dict(sorted(found.items()))


# The catalogues ----------------------------------------------------------------------------------


def po_path(language, root=ROOT):
    """Return where the hand-written catalogue of a language lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def header(language):
    """Return the first entry of a catalogue, which never changes, so that a diff shows translations only."""
    return HEADER.format(language=language, plurals=PLURALS[language][1])


def read_catalogue(path):
    """Read a .po file as Babel's Catalog; one that is not there reads as empty."""
    if not path.exists():
        return Catalog(charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, charset="utf-8", abort_invalid=True)


def written(catalogue):
    """Return {key: entry} of what is translated, entries out of use included: a text may come back."""
    entries = {}
    for entry in [*catalogue.obsolete.values(), *catalogue]:
        if entry.id:
            singular = entry.id if isinstance(entry.id, str) else entry.id[0]
            entries[singular if entry.context is None else f"{entry.context}{CONTEXT}{singular}"] = entry
    return entries


def forms(translation):
    """Return a translation as its list of forms; one without plural has one form."""
    return [translation] if isinstance(translation, str) else list(translation)


def fitted(message, translation, language):
    """Return the translation in the shape the message asks for now: a text, or one text per plural form."""
    given = forms(translation)
    if message.plural is None:
        return given[0] if given else ""
    wanted = PLURALS[language][0]
    return tuple((given + [""] * wanted)[:wanted])


def merge(messages, old, language):
    """Return a Catalog of today's messages with the translations `old` has; what fell out of use is kept below."""
    new = read_po(io.BytesIO(header(language).encode()))
    entries = written(old)
    for key, message in messages.items():
        entry = entries.pop(key, None)
        # Line numbers change with every edit and would only make merges harder; check and missing print them fresh.
        files = dict.fromkeys(name for name, _ in message.places)
        new.add(
            message.ids,
            fitted(message, entry.string if entry else "", language),
            locations=[(name, None) for name in files],
            flags=["fuzzy"] if entry and entry.fuzzy else [],
            auto_comments=message.comments,
            user_comments=entry.user_comments if entry else [],
            context=message.context,
        )
    for key, entry in entries.items():
        if any(forms(entry.string)):
            entry.locations = []
            new.obsolete[key] = entry
    return new


def write_catalogue(path, catalogue, language):
    """Write a catalogue, sorted by msgid, under its fixed header; leave the file alone where nothing changed."""
    body = io.BytesIO()
    write_po(body, catalogue, width=116, omit_header=True, sort_output=True, include_lineno=False)
    text = header(language) + body.getvalue().decode().strip() + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def compile_all(root=ROOT):
    """Compile every .po under locale*/ into the .mo that Django reads; return how many there were."""
    paths = sorted(root.glob("locale*/*/LC_MESSAGES/*.po"))
    for path in paths:
        catalogue = read_catalogue(path)
        target = path.with_suffix(".mo")
        # Written beside and moved, so that a server starting at this moment never reads half a file.
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
    return len(paths)


# What is wrong with a translation ----------------------------------------------------------------


def placeholders(text):
    """Return the placeholders of a text, sorted.

    >>> placeholders("%(name)s, {day} and 100%%")
    ['day', 'name']
    """
    return sorted("".join(groups) for groups in PLACEHOLDER.findall(text))


def complaint(message, entry, language):
    """Return what is wrong with the translation of a message, or None."""
    given = forms(entry.string) if entry else []
    wanted = 1 if message.plural is None else PLURALS[language][0]
    if len(given) != wanted or not all(text.strip() for text in given):
        return "not translated"
    if entry.fuzzy:
        return "fuzzy: read it and remove the mark"
    # The English singular may leave the number out; no other form may: the first Russian one serves 21 as well.
    expected = placeholders(message.plural or message.singular)
    for text in given:
        if placeholders(text) != expected:
            return f"placeholders differ: {text!r}"
        if text.startswith("\n") != message.singular.startswith("\n"):
            return "one of the two starts with a new line"
        if text.endswith("\n") != message.singular.endswith("\n"):
            return "one of the two ends with a new line"
    return None


def complaints(language, messages, root=ROOT):
    """Return [(Message, what is wrong)] of one language."""
    entries = written(read_catalogue(po_path(language, root)))
    judged = ((message, complaint(message, entries.get(key), language)) for key, message in messages.items())
    return [(message, wrong) for message, wrong in judged if wrong]


# Commands ----------------------------------------------------------------------------------------


def extract_command(options):
    """Print every message with the place it stands at."""
    messages = gather()
    if not options.quiet:
        for message in messages.values():
            print(f"{message.place}: {message.key.replace(CONTEXT, ' | ')!r}")
    print(f"{len(messages)} messages in the source.")


def update_command(options):
    """Merge the messages of the source into the catalogues."""
    messages = gather()
    for language in options.languages:
        path = po_path(language)
        catalogue = merge(messages, read_catalogue(path), language)
        write_catalogue(path, catalogue, language)
        print(f"{language}: {len(messages)} messages, {len(complaints(language, messages))} to translate.")


def compile_command(options):
    """Compile the catalogues."""
    print(f"{compile_all()} catalogues compiled.")


def check_command(options):
    """Fail where a message of ours lacks a sound translation, and name the place."""
    messages = gather()
    failed = 0
    for language in options.languages:
        for message, wrong in complaints(language, messages):
            failed += 1
            print(f"{message.place}: {language}: {message.key.replace(CONTEXT, ' | ')!r}: {wrong}")
    print(f"{len(messages)} messages, {', '.join(options.languages)}: {failed} complaints.")
    return 1 if failed else 0


def missing_command(options):
    """Print what is still to be translated as JSON, ready to be filled and given to `fill`."""
    for language in options.languages:
        blank = {
            message.key: "" if message.plural is None else [""] * PLURALS[language][0]
            for message, _ in complaints(language, gather())
        }
        print(json.dumps(blank, ensure_ascii=False, indent=1))


def fill_command(options):
    """Put the translations of a JSON file into the catalogue of one language; refuse a msgid the source lacks."""
    if len(options.languages) != 1:
        sys.exit("fill needs one language: --language ky or --language ru.")
    (language,) = options.languages
    given = json.loads(Path(options.file).read_text("utf-8"))
    messages = gather()
    catalogue = merge(messages, read_catalogue(po_path(language)), language)
    unknown = [key for key in given if key not in messages]
    for key, translation in given.items():
        if key in messages and any(forms(translation)):
            message = messages[key]
            entry = catalogue.get(message.ids, message.context)
            entry.string = fitted(message, translation, language)
            entry.flags.discard("fuzzy")
    write_catalogue(po_path(language), catalogue, language)
    for key in unknown:
        print(f"not in the source, left out: {key!r}")
    print(f"{language}: {len(given) - len(unknown)} filled, {len(complaints(language, messages))} left.")
    return 1 if unknown else 0


COMMANDS = {
    "extract": extract_command,
    "update": update_command,
    "compile": compile_command,
    "check": check_command,
    "missing": missing_command,
    "fill": fill_command,
}


def main(arguments=None):
    """Read the command line and run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="tools.messages", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function in COMMANDS.items():
        command = commands.add_parser(name, help=function.__doc__)
        command.add_argument("--language", action="append", dest="languages", choices=sorted(PLURALS))
        command.add_argument("--quiet", action="store_true", help="print the sum only")
        if name == "fill":
            command.add_argument("file", help="JSON: {msgid: translation or [forms]}, a context before \\u0004")
    options = parser.parse_args(arguments)
    options.languages = options.languages or sorted(PLURALS)
    return COMMANDS[options.command](options)


if __name__ == "__main__":
    sys.exit(main())
