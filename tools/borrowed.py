"""Check that what our libraries say is said in Kyrgyz and Russian too: `python -m tools.borrowed [--missing]`.

The msgids are read from the source of Django, of the apps that are installed and of their scripts, as they lie in the
virtual environment. Their translations are those of the libraries themselves, of `locale_third_party/` and of
`locale/`, without falling back to another language. So an upgrade that brings a new sentence fails `make check`.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import django
from babel.messages.extract import extract
from django.apps import apps
from django.utils.translation.trans_real import DjangoTranslation

from tools import environment
from tools.messages import APPS, CONTEXT, KEYWORDS, PLURALS, placeholders, readable

DJANGO = ("django.core", "django.db", "django.forms", "django.utils", "django.views")
#: What nobody here meets: apps inside a library that are not installed, scripts that are not loaded.
LEFT_OUT = (
    "unfold/contrib",  # bridges to libraries that we do without
    "unfold/static/unfold/js/jedison",  # forms made of JSON schemas
    "django/views/templates",  # Django's page of welcome, and the template of catalogues
    "django/views/debug.py",
    "django/utils/translation",  # its words are examples
    "django_tasks_db/",  # the table of the worker, which is not on the desk
    "tests",
    "migrations",
    "management",
)
#: Keys of a dictionary that Babel takes for texts: `gettext(message["added"]["name"])`.
NO_TEXTS = {"addedname", "changedname", "deletedname"}
#: The titles of the buttons of rich text, which the editor asks nobody for; static/desk/names.js does.
BUTTON = re.compile(r"\.material\(\"\w+\",\"([^\"]+)\"")
DOMAINS = {".py": "django", ".html": "django", ".txt": "django", ".js": "djangojs"}

type Messages = dict[tuple[str, str, str | None], str]


def packages() -> list[str]:
    """Return the packages whose words may be met: parts of Django, and the apps that are not ours."""
    installed = (config.name for config in apps.get_app_configs())
    return [*DJANGO, *(name for name in installed if name.partition(".")[0] not in APPS)]


def sources() -> Iterator[tuple[Path, str]]:
    """Yield the files that speak to people, with their names below the packages' folder."""
    above = Path(django.__file__).parent.parent
    for package in dict.fromkeys(packages()):
        folder = Path(find_spec(package).origin).parent
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(above).as_posix()
            parts = set(name.split("/"))
            left_out = any(name.startswith(part) if "/" in part else part in parts for part in LEFT_OUT)
            if path.suffix in DOMAINS and not name.endswith(".min.js") and not left_out:
                yield path, name


def gather() -> Messages:
    """Return {(domain, msgid after its context, plural): first place}."""
    found: Messages = {}
    for path, name in sources():
        domain = DOMAINS[path.suffix]
        language = "python" if domain == "django" else "javascript"
        source = io.BytesIO((readable(path) if domain == "django" else path.read_text("utf-8")).encode())
        for line, ids, _comments, context in extract(language, source, KEYWORDS, options={"encoding": "utf-8"}):
            singular, plural = (ids[0], ids[1]) if isinstance(ids, tuple | list) else (ids, None)
            if singular and singular not in NO_TEXTS:
                key = singular if context is None else f"{context}{CONTEXT}{singular}"
                found.setdefault((domain, key, plural), f"{name}:{line}")
        for title in BUTTON.findall(source.getvalue().decode()) if domain == "djangojs" else ():
            found.setdefault((domain, title, None), name)
    return found


def translated(catalogue: DjangoTranslation, key: str, plural: str | None, language: str) -> list[str]:
    """Return the forms of a translation as Django would show them; an empty text stands for a form that is missing."""
    if plural is None:
        return [catalogue._catalog.get(key) or ""]
    forms = PLURALS[language][0]
    for known in catalogue._catalog._catalogs:
        if (key, 0) in known:
            return [known.get((key, number)) or "" for number in range(forms if language == "ky" else 3)]
    return [""] * forms


def complaints(language: str, messages: Messages) -> list[tuple[str, str, str | None, str, str]]:
    """Return (domain, msgid, plural, place, what is wrong) of what is not said soundly in a language."""
    catalogues = {domain: DjangoTranslation(language, domain=domain) for domain in ("django", "djangojs")}
    found = []
    for (domain, key, plural), place in messages.items():
        forms = translated(catalogues[domain], key, plural, language)
        expected = placeholders((plural or key).split(CONTEXT)[-1])
        if not all(forms):
            found.append((domain, key, plural, place, "not translated"))
        elif any(set(placeholders(text)) - set(expected) for text in forms):
            found.append((domain, key, plural, place, f"placeholders differ: {forms}"))
    return found


def main() -> int:
    """Print what is missing and return 1 where anything is; `--missing` prints it as JSON."""
    environment.prepare()
    django.setup()
    messages = gather()
    failed = 0
    for language in sorted(PLURALS):
        found = complaints(language, messages)
        failed += len(found)
        if "--missing" in sys.argv:
            print(json.dumps({language: found}, ensure_ascii=False, indent=1))
            continue
        for domain, key, _plural, place, wrong in found:
            print(f"{place}: {language} ({domain}): {key.replace(CONTEXT, ' | ')!r}: {wrong}")
    print(f"{len(messages)} messages of {len(set(packages()))} packages: {failed} complaints.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
