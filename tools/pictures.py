"""Take pictures of the public site in Chromium: its own demo, its own port, nothing of `var/` is touched.

    make pictures                                                  the pictures of docs/pictures/
    python -m tools.pictures --out /tmp/look --pages all --widths 320,768,1920 --languages ky,ru --phases silence,after
    python -m tools.pictures --out /tmp/look --base http://127.0.0.1:8107 --pages plank --print

It complains of an answer that was not expected and of a page that is broader than its window.
"""

import argparse
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import product
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from tools import chromium
from tools.demo import HOST, ROOT

DOCS = ROOT / "docs" / "pictures"
SHOWN = "home,candidates,candidate,interview,plank,election,compare,search,styleguide"
#: The path after the language, and the status where it is not 200.
PAGES = {
    "home": "",
    "candidates": "candidates/",
    "candidate": "candidates/nazir-asanberdiev/",
    "interview": "interviews/nazir-asanberdiev-kara-tutun/",
    "plank": "program/yshsyz-bishkek/",
    "election": "election/",
    "compare": "compare/?a=nazir-asanberdiev&b=misal-ulgubaeva",
    "search": "search/?q=бишкектин+абасы",
    "compare-bare": "compare/",
    "questions": "questions/",
    "question": "questions/nazir-asanberdiev-kara-tutun/5/",
    "candidate-photo": "candidates/ulgu-misalov/",
    "candidate-out": "candidates/synak-ulgunuskaev/",
    "candidate-long": "candidates/misalkultemirbek-ulgudolotbek-uulu/",
    "by-name": "candidates/?order=name",
    "interview-short": "interviews/nuskagul-ulgubekova-maek/",
    "interviews": "interviews/",
    "programme": "program/",
    "plank-bare": "program/transport/",
    "annulled": "elections/bishkek-2021-april/",
    "elections": "elections/",
    "search-none": "search/?q=xyzxyz",
    "register": "imprint/",
    "about": "about/",
    "privacy": "privacy/",
    "press": "press/",
    "nothing": "nothing/",
}
STATUSES = {"nothing": 404}
#: Details of the styleguide that docs/design-language.md shows, taken once each where `styleguide` is among the pages.
DETAILS = {
    "accents": ".styleguide__accents",
    "portraits": "#portrait .styleguide__felts",
    "stages": "#stage .styleguide__felts",
    "slip": "#slip .styleguide__felts",
}
PHASES = ("before", "campaign", "silence", "voting", "after")
HEAVIEST = 250_000  # bytes of a picture


class Shot(NamedTuple):
    """One picture to take; what is usual does not stand in its name."""

    phase: str
    language: str
    scheme: str
    width: int
    page: str

    @property
    def name(self) -> str:
        """Return the name of the file without its ending.

        >>> Shot("campaign", "ky", "dark", 360, "home").name, Shot("after", "ru", "light", 360, "home").name
        ('home-360-dark', 'home-360-light-ru-after')
        """
        unusual = [word for word in (self.language, self.phase) if word not in ("ky", "campaign")]
        page = re.sub(r"\W+", "-", self.page).strip("-")
        return "-".join([page, str(self.width), self.scheme, *unusual])


@contextmanager
def own_demo() -> Iterator[str]:
    """Serve a demo of our own from a scratch folder while the pictures are taken; yield its address."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="emgek-pictures-") as scratch:
        places = {"MEDIA_ROOT": f"{scratch}/media", "PRIVATE_ROOT": f"{scratch}/private"}
        database = f"sqlite:///{scratch}/demo.sqlite3"
        environment = os.environ | places | {"DATABASE_URL": database, "PORT": str(port), "DEMO": "1"}
        with (Path(scratch) / "log").open("w+") as log:
            server = subprocess.Popen([sys.executable, "-m", "tools.demo"], cwd=ROOT, env=environment, stdout=log)
            try:
                wait_for(server, port)
                yield f"http://{HOST}:{port}"
            finally:
                server.terminate()
                server.wait(30)


def wait_for(server: subprocess.Popen, port: int, patience: float = 300) -> None:
    """Wait until the server answers; stop where it ended or took too long."""
    until = time.monotonic() + patience
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("pictures: the demo did not start.")


def take(browser, base: str, shots: list[Shot], options: argparse.Namespace) -> list[str]:
    """Take the pictures; return what was wrong with them."""
    complaints, present = [], None
    for shot in shots:
        size = {"width": shot.width, "height": 800}
        context = browser.new_context(
            viewport=size, color_scheme=shot.scheme, reduced_motion="reduce", device_scale_factor=options.scale
        )
        if shot.phase != present:
            context.request.post(f"{base}/demo/clock/", form={"to": shot.phase}, max_redirects=0)
            present = shot.phase
        page = context.new_page()
        complaints += look(page, f"{base}/{shot.language}/{PAGES.get(shot.page, shot.page)}", shot)
        keep(page, options.out, shot, as_paper=options.paper)
        context.close()
    return complaints


def take_details(browser, base: str, folder: Path) -> None:
    """Take the details of the styleguide by day, on a desk."""
    page = browser.new_page(viewport={"width": 1440, "height": 800}, color_scheme="light", reduced_motion="reduce")
    page.goto(f"{base}/styleguide/", wait_until="networkidle")
    for name, selector in DETAILS.items():
        picture = page.locator(selector).first.screenshot()
        (folder / f"{name}.png").write_bytes(small(Image.open(io.BytesIO(picture))))
    page.close()


def look(page, address: str, shot: Shot) -> list[str]:
    """Open a page as a reader sees it, without the demo's bar and with all its pictures; return what is wrong."""
    answer = page.goto(address, wait_until="networkidle")
    page.evaluate("document.querySelector('.demo-bar')?.remove()")
    page.evaluate("document.querySelectorAll('[loading=lazy]').forEach(picture => picture.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    breadth = page.evaluate("document.documentElement.scrollWidth")
    expected = STATUSES.get(shot.page, 200)
    wrong = [f"{shot.name}: answered {answer.status}"] if answer.status != expected else []
    return wrong + ([f"{shot.name}: {breadth} px broad"] if breadth > shot.width else [])


def keep(page, folder: Path, shot: Shot, *, as_paper: bool) -> None:
    """Write what a page looks like, whole, into a folder: as a picture, or as sheets of A4."""
    if as_paper:
        page.pdf(path=folder / f"{shot.name}.pdf", format="A4", prefer_css_page_size=True)
        return
    written = small(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    (folder / f"{shot.name}.png").write_bytes(written)
    print(f"{shot.name}.png  {len(written) / 1000:.0f} kB", flush=True)


def small(picture: Image.Image) -> bytes:
    """Return a picture as PNG with as many colours as keep it light; type and rules need few."""
    for colours in (128, 64, 32, 16):
        reduced = picture.convert("RGB").quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        file = io.BytesIO()
        reduced.save(file, "png", optimize=True)
        if file.tell() <= HEAVIEST:
            break
    return file.getvalue()


def wanted(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="tools.pictures", description=__doc__.partition("\n")[0])

    def some(*known):
        """Return a reader of words parted by commas; `all` are all that are known."""
        return lambda text: known if text == "all" else tuple(text.split(","))

    parser.add_argument("--out", type=Path, default=DOCS, help="a folder (default: docs/pictures)")
    parser.add_argument("--pages", type=some(*PAGES), default=SHOWN, help=f"{', '.join(PAGES)}, or a path; or: all")
    parser.add_argument(
        "--widths", type=some("320", "360", "768", "1440", "1920"), default="360,1440", help="in pixels"
    )
    parser.add_argument("--schemes", type=some("light", "dark"), default="light,dark")
    parser.add_argument("--languages", type=some("ky", "ru", "en"), default="ky")
    parser.add_argument("--phases", type=some(*PHASES), default="campaign", help=", ".join(PHASES))
    parser.add_argument("--scale", type=float, default=1, help="device pixels to one of CSS")
    parser.add_argument("--base", help="a demo that runs already (default: start one)")
    parser.add_argument("--print", action="store_true", dest="paper", help="sheets of A4 as PDF, not pictures")
    return parser.parse_args(arguments)


def main() -> None:
    """Take what was asked for; end with 1 where something was wrong."""
    options = wanted()
    options.out.mkdir(parents=True, exist_ok=True)
    pages = [page for page in options.pages if page != "styleguide"]
    choices = product(options.phases, options.languages, options.schemes, map(int, options.widths), pages)
    shots = [Shot(*choice) for choice in choices]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find_or_get(), args=["--no-sandbox"])
        with nullcontext(options.base.rstrip("/")) if options.base else own_demo() as base:
            complaints = take(browser, base, shots, options)
            if "styleguide" in options.pages:
                take_details(browser, base, options.out)
        browser.close()
    sys.exit("\n".join(complaints) or None)


if __name__ == "__main__":
    main()
