"""What the largest form of the desk costs: thirty questions in three languages, beside Wagtail's thirty in one.

    make bench-form      milliseconds on the server (read, save), until one can type in Chromium, bytes on a phone

Wagtail is the one of ../shared/bench (BENCH_ROOT, made by its setup.sh); without it emgek is measured alone. Requests
are made one at a time, in turn, in the other order each round. On a busy machine the processor's time tells more than
the clock's.
"""

import gzip
import hashlib
import http.cookiejar
import os
import re
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import html5lib
from playwright.sync_api import sync_playwright

from tools import chromium, environment, scratch_site
from tools.visiting import FLAGS, PHONE

ROUNDS = 21
WARMING = 3
OPENINGS = 7
BENCH = Path(os.environ.get("EMGEK_SHARED", environment.ROOT.parent / "shared")) / "bench"
BENCH_ROOT = Path(os.environ.get("BENCH_ROOT", "/var/tmp/emgek-bench"))  # noqa: S108 -- where its setup.sh puts it
FIRST_FIELD = {"emgek": "[name=title_ky]", "wagtail": "[name=title]"}
READY = """addEventListener('load', () => requestAnimationFrame(() => setTimeout(() => {
  const field = document.querySelector('%s');
  field.focus();
  document.execCommand('insertText', false, 'а');
  requestAnimationFrame(() => setTimeout(() => {
    window.readyAfter = field.value.includes('а') && performance.now();
  }));
})));"""


CONTROLS = ("input", "textarea", "select")


class Site:
    """A server and somebody signed in there: the address of the form and the cookies."""

    def __init__(self, server, form, cookies):
        """Take the server, the path of the form, and the cookies by name."""
        self.base, self.pid, self.form, self.cookies = server.address, server.pid, form, cookies

    def worked(self):
        """Return the milliseconds that the processor has worked for the server (Linux)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        times = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13] for child in children]
        return sum(int(ticks) for pair in times for ticks in pair) * 1000 / os.sysconf("SC_CLK_TCK")

    def ask(self, path, data=None):
        """Return the milliseconds of one request and the page; a save that is answered by its form is a mistake."""
        header = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = urllib.request.Request(self.base + path, data, {"Cookie": header, "Referer": self.base + path})  # noqa: S310
        begun = time.perf_counter()
        with BARE.open(request) as answer:
            page = answer.read().decode()
        return (time.perf_counter() - begun) * 1000, page

    def for_browser(self):
        """Return what a window of the browser begins with."""
        cookies = [{"name": name, "value": value, "url": self.base} for name, value in self.cookies.items()]
        return {"cookies": cookies, "origins": []}


class Stay(urllib.request.HTTPRedirectHandler):
    """Take a redirect for the answer: what it leads to is another page."""

    def http_error_302(self, _request, answer, *_more):
        """Return the redirect itself."""
        return answer


BARE = urllib.request.build_opener(Stay)


def emgek(server):
    """Sign in to the scratch demo and find the form."""
    base = server.address
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{base}/ky/admin/login/").read().decode()
    sent = sent_by(page, "login-form") | {"username": ["press"], "password": ["press-2021"]}
    opener.open(f"{base}/ky/admin/login/", urllib.parse.urlencode(sent, doseq=True).encode()).close()
    rows = opener.open(f"{base}/ky/admin/candidates/interview/").read().decode()
    newest = max(map(int, re.findall(r"/interview/(\d+)/change/", rows)))
    return Site(server, f"/ky/admin/candidates/interview/{newest}/change/", {one.name: one.value for one in jar})


def wagtail(stack):
    """Serve the peer's Wagtail and sign in; None where it is not set up."""
    python, data = BENCH_ROOT / "venv-wagtail/bin/python", BENCH_ROOT / "data/wagtail_g45.sqlite3"
    if not (python.exists() and data.exists()):
        return None
    variables = os.environ | {"BENCH_DB": f"sqlite:{data}", "BENCH_DATA": str(data.parent)}
    variables["DJANGO_SETTINGS_MODULE"] = "settings"
    folder = BENCH / "wagtail_site"
    told = subprocess.run(
        [python, BENCH / "mksession.py"], cwd=folder, env=variables, capture_output=True, text=True, check=True
    ).stdout
    cookie, page = re.search(r"cookie \w+=(\S+)", told)[1], re.search(r"ids \d+ (\d+)", told)[1]
    server = stack.enter_context(scratch_site.gunicorn("wsgi", folder, variables, python))
    return Site(server, f"/cms/pages/{page}/edit/", {"sessionid": cookie})


def sent_by(page, form_id):
    """Return what a browser would send of a form as it stands: the values by name."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(one for one in root.iter("form") if one.get("id") == form_id)
    sent = {}
    for one in (each for each in form.iter() if each.tag in CONTROLS):
        name, kind = one.get("name"), one.get("type", "text")
        if not name or kind in ("submit", "file") or (kind in ("checkbox", "radio") and one.get("checked") is None):
            continue
        chosen = [each.get("value", "") for each in one.iter("option") if each.get("selected") is not None]
        value = {"select": chosen, "textarea": [one.text or ""]}.get(one.tag, [one.get("value", "")])
        sent[name] = sent.get(name, []) + value
    return sent


def served(sites):
    """Ask every site for its form in turn; return, by site, the milliseconds that passed and those worked in all."""
    spent, worked = {name: [] for name in sites}, {}
    for number in range(-WARMING, ROUNDS):
        if number == 0:
            worked = {name: -site.worked() for name, site in sites.items()}
        for name in list(sites) if number % 2 else reversed(sites):
            passed, _page = sites[name].ask(sites[name].form)
            spent[name] += [passed] if number >= 0 else []
    return spent, {name: worked[name] + site.worked() for name, site in sites.items()}


def saved(site):
    """Change one answer and save, again and again; return the milliseconds."""
    spent = []
    for number in range(-1, ROUNDS):
        _passed, page = site.ask(site.form)
        sent = sent_by(page, "interview_form") | {"blocks-4-answer_ky": [f"{number}-жооп"], "_save": ["1"]}
        passed, answer = site.ask(site.form, urllib.parse.urlencode(sent, doseq=True).encode())
        if answer:
            raise SystemExit("The form was not saved.")
        spent += [passed] if number >= 0 else []
    return spent


def until_typed(browser, sites):
    """Open every form in a new window in turn; return the milliseconds until a letter stands in its first field."""
    spent = {name: [] for name in sites}
    for number in range(OPENINGS):
        for name in list(sites) if number % 2 else reversed(sites):
            context = browser.new_context(storage_state=sites[name].for_browser())
            page = context.new_page()
            page.add_init_script(READY % FIRST_FIELD[name])
            page.goto(sites[name].base + sites[name].form)
            spent[name].append(page.wait_for_function("() => window.readyAfter").json_value())
            context.close()
    return spent


def weighed(browser, site, path):
    """Open a page on a phone with an empty cache; return bytes by kind (as they are, packed) and what came twice."""
    context = browser.new_context(**PHONE, storage_state=site.for_browser())
    page, kinds, seen, twice = context.new_page(), {}, {}, []
    came = []
    page.on("response", lambda answer: came.append(answer))
    page.goto(site.base + path, wait_until="networkidle")
    for answer in came:
        body, kind = answer.body(), answer.request.resource_type
        known = hashlib.sha256(body).hexdigest()
        twice += [answer.url] if known in seen and body else []
        seen[known] = answer.url
        plain, packed, count = kinds.get(kind, (0, 0, 0))
        kinds[kind] = plain + len(body), packed + len(gzip.compress(body, 6)), count + 1
    context.close()
    return kinds, twice


def line(name, spent):
    """Return one row of a table of milliseconds."""
    return f"{name:<10} median {statistics.median(spent):7.1f}  least {min(spent):7.1f}  ms"


def compared(spent):
    """Print the milliseconds of every site, and how ours stand to Wagtail's."""
    for name, values in spent.items():
        print(line(name, values))
    if "wagtail" in spent:
        pairs = [ours / theirs for ours, theirs in zip(spent["emgek"], spent["wagtail"], strict=True)]
        medians, least = (f(spent["emgek"]) / f(spent["wagtail"]) for f in (statistics.median, min))
        print(f"ratio      medians {medians:.2f}, least {least:.2f}, in pairs {statistics.median(pairs):.2f}")


def main():
    """Measure and print."""
    with ExitStack() as stack:
        sites = {"emgek": emgek(stack.enter_context(scratch_site.serving("tools.form_site")))}
        if peer := wagtail(stack):
            sites["wagtail"] = peer
        else:
            print(f"No Wagtail in {BENCH_ROOT}: see {BENCH}/README.md.")
        print(f"load {os.getloadavg()[0]:.1f}\n\nThe server gives the form, 30 × 3 languages (Wagtail: 30 × 1)")
        spent, worked = served(sites)
        compared(spent)
        told = ", ".join(f"{name} {total / ROUNDS:.1f}" for name, total in worked.items())
        ratio = f"; ratio {worked['emgek'] / worked['wagtail']:.2f}" if "wagtail" in worked else ""
        print(f"processor  ms a request: {told}{ratio}")
        print(f"\nThe server saves one changed answer\n{line('emgek', saved(sites['emgek']))}")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
            print("\nUntil one can type, Chromium, empty cache")
            compared(until_typed(browser, sites))
            for path in (sites["emgek"].form, "/ky/admin/"):
                kinds, twice = weighed(browser, sites["emgek"], path)
                print(f"\n{path} on a phone of 360 px, KB as they are (gzip), requests")
                for kind, (plain, packed, count) in sorted(kinds.items()):
                    print(f"{kind:<12} {plain / 1000:8.1f} ({packed / 1000:6.1f}) {count:4}")
                print(*(f"the same bytes as another file: {url}" for url in twice), sep="\n")
            browser.close()
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
