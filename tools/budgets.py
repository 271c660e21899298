"""Measure every public page as a phone on a slow line meets it for the first time, and compare with the budgets.

`make budgets`: bytes, requests, scripts, hosts, shifts; `make budgets LIGHTHOUSE=1`: Lighthouse as well (needs npm).
Returns 1 where a budget is missed. PAGES="home plank" measures only pages whose names hold one of these words.
"""

import gzip
import os
import re
import sys
import urllib.request
from dataclasses import dataclass
from urllib.error import HTTPError

import django
from playwright.sync_api import sync_playwright

from tools import chromium, lighthouse, scratch_site
from tools.visiting import FLAGS, Visit, first_visit

KB = 1000
FRAME = 20 * KB
FIRST_VISIT = 180 * KB
REQUESTS = 12
SCRIPTS = 10 * KB
SHIFT = 0.005  # what is less is 0.00
MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
WORDS = re.compile(r">[^<>]+<")

MEANING = f"""
frame    HTML + style sheet as they travel (gzip), without the page's own text: the words between the tags of <main>
         are taken out and the rest compressed anew; at most {FRAME / KB:.0f} KB. (whole: with its text.)
visit    all that an empty cache asks for but pictures, headers and fonts included; at most {FIRST_VISIT / KB:.0f} KB
asks     requests of that visit, pictures and icon included; at most {REQUESTS}
script   what scripts weigh; at most {SCRIPTS / KB:.0f} KB, and they add no words to those of the server in <main>
shift    all layout shifts while the fonts come late (slow 4G, 360 px), not only the worst window; 0.00
picture  a portrait that is the largest paint is preloaded
KB are 1000 bytes. The demo's own bar (demo-bar.css) is left out: no installation serves it."""


@dataclass
class Row:
    """What was measured of one page in one language."""

    name: str
    language: str
    html: int
    frame: int
    visit: Visit

    def faults(self, host):
        """Return which budgets are missed."""
        scripts = self.visit.bytes_of.get("Script", 0)
        missed = {
            f"frame {self.frame} B": self.frame > FRAME,
            f"visit {self.visit.weight('Image')} B": self.visit.weight("Image") > FIRST_VISIT,
            f"{self.visit.requests} requests": self.visit.requests > REQUESTS,
            f"script {scripts} B": scripts > SCRIPTS,
            f"{self.visit.words_by_script} words by script": self.visit.words_by_script > 0,
            f"shift {self.visit.shift:.3f} {self.visit.moved}": self.visit.shift >= SHIFT,
            f"asked {self.visit.hosts}": self.visit.hosts != {host},
            "largest picture is not preloaded": self.visit.picture == "not preloaded",
        }
        return [what for what, is_missed in missed.items() if is_missed]

    def line(self):
        """Return the row of the table."""
        visit = self.visit
        kilobytes = (self.frame, self.html + visit.bytes_of.get("Stylesheet", 0), visit.weight("Image"))
        sizes = " ".join(f"{size / KB:6.1f}" for size in kilobytes)
        script = visit.bytes_of.get("Script", 0) / KB
        what = f"{visit.requests:5} {script:6.1f} {visit.shift:6.3f} {visit.picture}"
        return f"{self.name:<26} {self.language} {sizes} {what}"


def without_words(html):
    """Return a page whose <main> has lost its words and kept its tags.

    >>> without_words("<h1>a</h1><main id=m><p class=b>c d</p> e</main>")
    '<h1>a</h1><main id=m><p class=b></p></main>'
    """
    return MAIN.sub(lambda match: match[1] + WORDS.sub("><", f">{match[2]}<")[1:-1] + match[3], html)


def packed(html):
    """Return how many bytes a page takes as the server packs it."""
    return len(gzip.compress(html.encode(), compresslevel=6, mtime=0))


def fetched(url):
    """Return the text of a page, whatever its status."""
    try:
        return urllib.request.urlopen(url).read().decode()  # noqa: S310 -- our own scratch site
    except HTTPError as answer:
        return answer.read().decode()


def measured(browser, site, name, language):
    """Visit a page and weigh it."""
    from tests.public_pages import address

    url = site + address(name, language)
    html, visit = fetched(url), first_visit(browser, url)
    style = visit.bytes_of.get("Stylesheet", 0)
    return Row(name, language, packed(html), packed(without_words(html)) + style, visit)


def table(site, names, languages):
    """Measure every page; print the table; return what was missed."""
    missed, host = [], site.removeprefix("http://")
    print(f"{'KB':<29} {'frame':>6} {'whole':>6} {'visit':>6}  asks script  shift picture")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        for name in names:
            for language in languages:
                row = measured(browser, site, name, language)
                print(row.line(), flush=True)
                missed += [f"{name}, {language}: {fault}" for fault in row.faults(host)]
        browser.close()
    print(MEANING)
    return missed


def main():
    """Measure, print, and return 1 where a budget is missed."""
    with scratch_site.serve() as site:
        django.setup()
        from tests.public_pages import LANGUAGES, PAGES

        wanted = os.environ.get("PAGES", "").split()
        names = [name for name in PAGES if not wanted or any(word in name for word in wanted)]
        missed = table(site, names, LANGUAGES)
        if os.environ.get("LIGHTHOUSE"):
            missed += lighthouse.table(site)
    print("\n".join(["", *(f"MISSED {line}" for line in missed)]) if missed else "\nEvery budget is kept.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
