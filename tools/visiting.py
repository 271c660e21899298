"""One reader's first visit to a page on a phone: what travels, what is painted last and largest, what moves."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
#: Lighthouse's slow 4G as it throttles a real line, in bytes a second and milliseconds: letters come after words.
SLOW = {"offline": False, "downloadThroughput": 184_320, "uploadThroughput": 84_375, "latency": 562.5}
DEMO_ONLY = "/static/css/demo-bar.css"  # the demo's own; no installation serves it
WATCH = """
window.moved = []; window.largest = null;
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) moved.push(
  {value: one.value, at: one.startTime, who: one.sources.map(s => s.node?.className || s.node?.nodeName)}) }
).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries()) largest = one }
).observe({type: 'largest-contentful-paint', buffered: true});
"""
SETTLED = (
    "() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100))))"
)
PICTURE = """() => {
  if (!largest || largest.element?.tagName !== 'IMG') return '';
  const source = largest.element.closest('picture')?.querySelector('source');
  const preload = document.querySelector('head link[rel=preload][as=image]');
  return preload && source && preload.imageSrcset === source.srcset && preload.imageSizes === source.sizes
    ? 'preloaded' : 'not preloaded';
}"""
WORDS = """async () => {
  const served = new DOMParser().parseFromString(await (await fetch(location)).text(), 'text/html');
  const words = root => root.querySelector('main').textContent.split(/\\s+/).filter(Boolean).length;
  return words(document) - words(served);
}"""


@dataclass
class Visit:
    """What came of a visit: bytes by kind as they travelled (headers too), hosts, shifts, the largest picture."""

    bytes_of: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    hosts: set[str] = field(default_factory=set)
    shift: float = 0.0
    moved: list = field(default_factory=list)
    picture: str = ""
    words_by_script: int = 0

    def weight(self, *but):
        """Return all bytes, some kinds aside."""
        return sum(size for kind, size in self.bytes_of.items() if kind not in but)


def record(session, visit):
    """Let a visit count what the browser of a session loads."""
    kinds = {}

    def asked(event):
        url = event["request"]["url"]
        if urlsplit(url).scheme in ("http", "https") and not url.endswith(DEMO_ONLY):
            kinds[event["requestId"]] = event.get("type", "Other")
            visit.requests += 1
            visit.hosts.add(urlsplit(url).netloc)

    def came(event):
        kind = kinds.get(event["requestId"])
        if kind:
            visit.bytes_of[kind] = visit.bytes_of.get(kind, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)


def first_visit(browser, url, **options):
    """Open a page with an empty cache on a slow phone and return its Visit."""
    context = browser.new_context(**PHONE | options)
    page, visit = context.new_page(), Visit()
    session = context.new_cdp_session(page)
    page.add_init_script(WATCH)
    record(session, visit)
    page.goto(url, wait_until="networkidle", timeout=60_000)
    page.evaluate(SETTLED)
    visit.moved = page.evaluate("moved")
    visit.shift = sum(one["value"] for one in visit.moved)
    visit.picture = page.evaluate(PICTURE)
    session.detach()
    visit.words_by_script = page.evaluate(WORDS)
    context.close()
    return visit
