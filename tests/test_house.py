"""The floors and the rules of the house hold."""

import doctest
import io
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tools import house, messages
from tools import test as suite


@pytest.mark.parametrize("contract", ["floors", "reading"])
def test_imports_keep_to_the_floors(contract):
    # In a process of its own: it configures logging anew, which silences the loggers of all later tests.
    call = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()"]
    call += ["--contract", contract, "--no-cache", "--no-logo"]
    done = subprocess.run(call, cwd=house.ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_house_keeps_its_rules(rule):
    assert rule() == []


WITH_EXAMPLES = [path for path in house.modules(house.ROOT) if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: house.place(house.ROOT, path))
def test_examples_in_docstrings_hold(path):
    name = ".".join(path.relative_to(house.ROOT).with_suffix("").parts).removesuffix(".__init__")

    assert doctest.testmod(import_module(name)).failed == 0


# The rules themselves: each can be broken ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{ answer|safe }}", "what people enter is escaped or sanitised, never marked safe"),
        ("{% autoescape off %}", "what people enter is escaped or sanitised, never marked safe"),
        ("{% block main %}{% endblock %}", "endblock says which block it ends"),
        ('{% include "_row.html" with row=row %}', "a partial gets what it needs by `with … only`"),
        ("<script>go()</script>", "no inline script"),
        ("<style>p { margin: 0 }</style>", "no inline style sheet"),
        ('<p class="{{ class }}" style="margin: 0">', "no style attribute"),
        ('<button onclick="go()">', "no event attribute"),
    ],
)
def test_template_that_breaks_a_rule_is_named_with_its_line(text, wrong):
    assert house.template_faults(f"\n{text}\n") == [(2, wrong)]


@pytest.mark.parametrize(
    "text",
    [
        '{% include "_row.html" with row=row only %}',
        '{% include "_row.html" only %}',
        "{% block main %}{% endblock main %}",
        '<script src="/static/js/desk.js" type="module"></script>',
        '<script type="application/ld+json">{}</script>',
        "{# no <style> here, nor |safe #}",
        '<a href="#on-line" title="{% translate "No style = no page" %}">',
    ],
)
def test_template_that_keeps_the_rules_is_left_in_peace(text):
    assert house.template_faults(text) == []


def write(path: Path, text: str):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_form_without_its_token_is_named(tmp_path):
    form = '<form method="post">{% csrf_token %}</form>'
    write(tmp_path / "templates/desk/_given.html", form)
    write(tmp_path / "templates/desk/bare.html", '<form class="a" method="post"></form>')
    write(tmp_path / "templates/desk/bad.html", '\n{% include "desk/_given.html" with a=a only %}')
    write(tmp_path / "templates/desk/good.html", '{% include "desk/_given.html" with csrf_token=csrf_token only %}')

    assert [complaint.split(": ")[0] for complaint in house.forms_without_a_token(tmp_path)] == [
        "templates/desk/bare.html",
        "templates/desk/bad.html:2",
    ]


def test_component_set_in_two_files_is_named(tmp_path):
    css = tmp_path / "static" / "css"
    write(css / "site.css", '@import url("row.css") layer(components);\n@import url("note.css") layer(components);')
    write(css / "row.css", ".row { color: red } @media print { .note__text { color: blue } }")
    write(css / "note.css", ".note { color: red } .row .note { margin: 0 } .note.is-past { margin: 0 }")

    assert house.components_in_two_files(tmp_path) == ["static/css/note.css, static/css/row.css: all of them set .note"]


def test_style_sheet_that_forces_or_fetches_is_named_with_its_line(tmp_path):
    write(
        tmp_path / "static/css/row.css", "/* not !important */\n.row { color: red !important }\n@import '//a.kg/x.css';"
    )

    assert [complaint.split(": ")[0] for complaint in house.faulty_style_sheets(tmp_path)] == [
        "static/css/row.css:2",
        "static/css/row.css:3",
    ]


def test_room_without_a_name_is_named(tmp_path):
    write(tmp_path / "candidates" / "helpers" / "slugs.py", "")
    write(tmp_path / "elections" / "utils.py", "")

    assert [complaint.split(":")[0] for complaint in house.rooms_without_a_name(tmp_path)] == [
        "candidates/helpers",
        "elections/utils.py",
    ]


def test_room_that_the_architecture_leaves_out_is_named(tmp_path):
    write(tmp_path / "docs" / "architecture.md", "`acts` (the verbs), then `journal`")
    for name in ("acts", "journal", "clock", "models"):
        write(tmp_path / "publishing" / f"{name}.py", "")

    assert house.rooms_nobody_finds(tmp_path) == ["publishing/clock.py: not named there"]


# The catalogues -----------------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path):
    """Return a checkout that says three things, one of them in a template."""
    write(
        tmp_path / "emgek" / "says.py",
        'a = ngettext_lazy("%(count)d plank", "%(count)d planks", "count")\nb = pgettext("month", "May")\n',
    )
    write(
        tmp_path / "templates" / "page.html",
        "   <p>don't {% blocktranslate trimmed with name=person %}\n  Answers of {{ name }}\n{% endblocktranslate %}\n",
    )
    return tmp_path


def fill(root, language, translations):
    """Write a catalogue with the given translations, as `fill` does."""
    found = messages.gather(root)
    catalogue = messages.merge(found, messages.read_catalogue(messages.po_path(language, root)), language)
    for key, translation in translations.items():
        catalogue.get(found[key].ids, found[key].context).string = translation
    messages.write_catalogue(messages.po_path(language, root), catalogue, language)


def test_messages_are_gathered_from_python_and_templates(source):
    found = messages.gather(source)

    assert {key: message.place for key, message in found.items()} == {
        "%(count)d plank": "emgek/says.py:1",
        "Answers of %(name)s": "templates/page.html:1",
        "month\x04May": "emgek/says.py:2",
    }


def test_catalogue_is_complete_only_with_every_form_and_placeholder(source):
    found = messages.gather(source)
    fill(
        source,
        "ru",
        {
            "%(count)d plank": ("%(count)d пункт", "%(count)d пункта", "", "%(count)d пункта"),
            "Answers of %(name)s": "Ответы %(family)s",
            "month\x04May": "май",
        },
    )

    assert [(message.key, wrong) for message, wrong in messages.complaints("ru", found, source)] == [
        ("%(count)d plank", "not translated"),
        ("Answers of %(name)s", "placeholders differ: 'Ответы %(family)s'"),
    ]


def test_translation_survives_its_message_going_and_coming_back(source):
    fill(source, "ky", {"month\x04May": "май"})
    says = source / "emgek" / "says.py"
    text = says.read_text()

    says.write_text("")
    fill(source, "ky", {})
    assert messages.complaints("ky", messages.gather(source), source)[0][0].key == "Answers of %(name)s"

    says.write_text(text)
    fill(source, "ky", {})
    assert "month\x04May" not in [
        message.key for message, _ in messages.complaints("ky", messages.gather(source), source)
    ]


def test_catalogue_is_the_same_bytes_when_written_again(source):
    fill(source, "ru", {"month\x04May": "май"})
    before = messages.po_path("ru", source).read_bytes()

    fill(source, "ru", {})

    assert messages.po_path("ru", source).read_bytes() == before


def test_compiled_catalogue_speaks_all_russian_forms(source):
    import gettext

    forms = ("%(count)d пункт", "%(count)d пункта", "%(count)d пунктов", "%(count)d пункта")
    fill(source, "ru", {"%(count)d plank": forms, "month\x04May": "май"})

    assert messages.compile_all(source) == 1

    compiled = messages.po_path("ru", source).with_suffix(".mo").read_bytes()
    russian = gettext.GNUTranslations(io.BytesIO(compiled))
    assert [russian.ngettext("%(count)d plank", "", count) % {"count": count} for count in (1, 3, 5, 21)] == [
        "1 пункт",
        "3 пункта",
        "5 пунктов",
        "21 пункт",
    ]
    assert russian.pgettext("month", "May") == "май"


# The runner of this suite -------------------------------------------------------------------------


def test_summary_counts_every_run_and_says_what_is_missing():
    runs = [
        suite.Run("unit", "SQLite", "", passed=3, skipped=1),
        suite.Run("unit", "PostgreSQL", "", passed=2, failed=1),
    ]

    text = suite.summary(runs, ["journeys and axe: no Chromium"])

    assert "- journeys and axe: no Chromium" in text
    assert text.splitlines()[-1] == "5 passed, 1 failed, 1 skipped"
