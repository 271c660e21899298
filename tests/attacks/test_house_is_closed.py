"""What holds for the whole house without asking it: no form without a token, nothing fetched, nothing unpickled."""

import ast
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("emgek", "candidates", "programs", "elections", "publishing", "staff")
#: What would open a connection, start a program, or run what it reads.
DANGEROUS = {"requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib", "smtplib", "telnetlib", "pickle", "marshal"}
DANGEROUS |= {"urllib.request", "http.client", "xmlrpc", "subprocess", "shelve", "asyncio", "ssl", "yaml"}
CALLS = {"eval", "exec", "compile", "__import__"}


def patterns(resolver):
    """Yield every address of the site."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each)


def test_no_address_takes_a_form_without_its_token():
    found = list(patterns(get_resolver()))

    assert len(found) > 100
    # The bar of the demonstration stands on pages of readers, who have no cookie; it moves the demo's clock only.
    assert [str(one.pattern) for one in found if getattr(one.callback, "csrf_exempt", False)] == ["demo/clock/"]


def sources():
    """Return every module that serves the site; commands are typed by a person, so they may do more."""
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    return [path for path in files if not {"migrations", "commands"} & set(path.parts)]


def imported(tree):
    """Yield the full names of what a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("floor", FLOORS)
def test_nothing_that_serves_pages_can_fetch_an_address_or_run_what_it_reads(floor):
    """An address that somebody entered (a source, a link) is shown and never asked for: no module could ask."""
    faults = []
    for path in (one for one in sources() if one.is_relative_to(ROOT / floor)):
        tree = ast.parse(path.read_text("utf-8"))
        parts = [name.split(".") for name in imported(tree)]
        starts = {".".join(name[:length]) for name in parts for length in range(1, len(name) + 1)}
        calls = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        faults += [f"{path.relative_to(ROOT)}: {bad}" for bad in sorted((starts & DANGEROUS) | (calls & CALLS))]
    assert faults == []
