"""The style sheet is one file: everything that site.css imports, in its layer, meaning what its authors wrote."""

import gzip
import os
import re

import brotli
import pytest
import tinycss2
from django.test import Client

from publishing import stylesheet as sheet
from publishing.palette import theme_css
from tools import house

FOLDER = house.ROOT / "static" / "css"
#: The list itself, and what only the demo loads.
NOT_THE_READERS = {"site.css", "demo-bar.css", "styleguide.css", "check.css"}


def meaning(css: str) -> list[str]:
    """Return the tokens of a style sheet without its comments and its space."""

    def walk(nodes):
        for node in nodes:
            if node.type in ("whitespace", "comment"):
                continue
            inner = getattr(node, "content", None) or getattr(node, "arguments", None)
            yield (node.type, getattr(node, "name", "")) if inner else node.serialize()
            if inner:
                yield from walk(inner)

    tokens = list(walk(tinycss2.parse_component_value_list(css)))
    return [token for token, after in zip(tokens, [*tokens[1:], ""], strict=True) if token != ";" or after != ";"]


def text() -> str:
    return sheet.stylesheet().decode()


def test_no_import_is_left():
    assert "@import" not in text()


def test_every_component_is_in_the_one_file():
    imported = set(re.findall(r'@import url\("([\w-]+\.css)"\)', (FOLDER / "site.css").read_text("utf-8")))

    assert {path.name for path in FOLDER.glob("*.css")} - NOT_THE_READERS == imported


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.css")), ids=lambda path: path.stem)
def test_compact_file_means_what_its_author_wrote(path):
    css = path.read_text("utf-8")

    # The last semicolon of a block says nothing.
    assert [t for t in meaning(sheet.compact(css)) if t != ";"] == [t for t in meaning(css) if t != ";"]


@pytest.mark.parametrize(
    ("css", "compacted"),
    [
        (".a .b > .c { x: y }", ".a .b > .c{x: y}"),
        ("a { width: calc(1px + 2px) }", "a{width: calc(1px + 2px)}"),
        ("a { content: '/* no */  ;  ' }", "a{content: '/* no */  ;  '}"),
        ("a/* x */b { c: d; }", "a b{c: d}"),
        ("@media (min-width: 1px) and (x) {\n  a:hover { b: c }\n}", "@media (min-width: 1px) and (x){a:hover{b: c}}"),
    ],
)
def test_space_that_means_something_stays(css, compacted):
    assert sheet.compact(css) == compacted


def test_layers_stand_as_site_css_says():
    assert text().startswith("@layer reset,tokens,base,layout,components,utilities,print;")
    assert text().index("@layer tokens{") < text().index("@layer components{") < text().index("@layer print{")


def test_fonts_are_asked_for_where_the_page_preloads_them(client, db):
    fonts = re.findall(r'src: url\("(/static/fonts/[^"]+)"\)', text())

    assert len(fonts) == 2
    assert fonts == re.findall(r'rel="preload" href="([^"]+)" as="font"', client.get("/ky/").text)


def test_colours_come_last_and_change_the_name():
    assert sheet.stylesheet("#0050b0").decode().endswith(theme_css("#0050b0"))
    assert len({sheet.stylesheet_name(accent) for accent in ("", "#0050b0", "#0050b1")}) == 3
    assert sheet.stylesheet_name("#05B") == sheet.stylesheet_name("#0055bb")


def test_saved_file_is_seen_at_the_next_reload_of_the_demo(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(sheet, "_folder", lambda: tmp_path)
    (tmp_path / "site.css").write_text('@import url("row.css") layer(components);')
    row = tmp_path / "row.css"
    row.write_text(".row { color: red }")
    before = sheet.stylesheet_name()
    row.write_text(".row { color: blue }")
    os.utime(row, ns=(1, 1))

    assert sheet.stylesheet() == b"@layer components{.row{color: blue}}"
    assert sheet.stylesheet_name() != before


# What is served -----------------------------------------------------------------------------------


def test_stylesheet_is_served_for_ever():
    response = Client().get(f"/{sheet.stylesheet_name('#0050b0')}")

    assert response.content == sheet.stylesheet("#0050b0")
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip, deflate", "gzip", gzip.decompress)],
)
def test_browser_gets_the_best_encoding_it_takes(accepted, encoding, unpack):
    response = Client().get(f"/{sheet.stylesheet_name()}", headers={"Accept-Encoding": accepted})

    assert response["Content-Encoding"] == encoding
    assert unpack(response.content) == sheet.stylesheet()


def test_name_of_another_release_leads_to_the_present_one():
    response = Client().get("/site.0050b0.0123456789abcdef.css")

    assert (response.status_code, response["Location"]) == (302, f"/{sheet.stylesheet_name('#0050b0')}")
    assert "no-store" in response["Cache-Control"]


def test_page_that_stands_alone_has_a_style_sheet_too(client):
    response = client.post("/demo/clock/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert f'<link rel="stylesheet" href="/{sheet.stylesheet_name()}">' in response.text
