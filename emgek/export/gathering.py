"""The walk over the site: every seed and every link is asked for once and written down; what leads nowhere is told."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from emgek.export.addresses import Address, Treatment, address
from emgek.export.asking import Answer, Site
from emgek.export.links import links, unpromised, with_paths
from emgek.export.writing import Build
from publishing.languages import LANGUAGES

FRONT_DOOR = Address("/")
MOVED = (301, 302)


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of a page that leads nowhere in a copy."""

    page: str
    url: str
    why: str

    def __str__(self):
        return f"{self.page} → {self.url}: {self.why}"


@dataclass
class Walk:
    """One walk: `known` holds every address that was met, `linked` the first page that links to each of them.

    `answers` says of each that was visited why there is nothing to see, with nothing where there is.
    """

    site: Site
    build: Build
    queue: deque[Address] = field(default_factory=deque)
    known: set[Address] = field(default_factory=set)
    linked: dict[Address, Address] = field(default_factory=dict)
    answers: dict[Address, str] = field(default_factory=dict)
    moves: dict[Address, tuple[int, Address]] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)

    def over(self, seeds: Iterable[Address], told: Callable[[int, int], None]) -> None:
        """Walk from the seeds over every link; `told` hears after each address how many are done, of how many."""
        for seed in seeds:
            self.meet(seed)
        while self.queue:
            self.visit(self.queue.popleft())
            told(len(self.answers), len(self.known))
        for code in LANGUAGES:
            self.build.put(f"404/{code}.html", self.site.ask(Address(f"/{code}/404/")).matter)
        self.broken += [*self.lost_moves(), *self.lost_links()]

    def meet(self, place: Address) -> None:
        """Remember an address that is still to be visited."""
        if place not in self.known:
            self.known.add(place)
            self.queue.append(place)

    def visit(self, place: Address) -> None:
        """Ask for an address, write its answer down and look where it leads."""
        answer = self.site.ask(place)
        self.answers[place] = ""
        if answer.status == 200:
            self.build.put(f"site/{place.file}", self.written(place, answer))
            self.follow(place, answer)
        elif place == FRONT_DOOR:
            home = self.site.ask(Address(answer.location))
            self.build.put("site/index.html", self.written(Address(answer.location), home))
        elif answer.status in MOVED:
            there, _treatment = address(urljoin(self.url(place), answer.location))
            self.moves[place] = answer.status, there
            self.meet(there)
        elif answer.is_said and answer.matter:
            self.build.put(f"{answer.status}{place.as_path.rstrip('/')}/index.html", self.written(place, answer))
            self.follow(place, answer)
        else:
            self.answers[place] = f"answers {answer.status}"

    def written(self, place: Address, answer: Answer) -> bytes:
        """Return an answer as it stands in the copy."""
        if not answer.content_type.startswith("text/html"):
            return answer.matter
        return with_paths(answer.matter.decode(), self.url(place)).encode()

    def follow(self, place: Address, answer: Answer) -> None:
        """Look at every link of an answer that leads to the site itself."""
        own = urlsplit(self.site.origin)[:2]
        absent = unpromised(answer.matter, self.url(place)) if answer.content_type.startswith("text/html") else ()
        for url in links(answer.matter, answer.content_type, self.url(place)):
            if urlsplit(url)[:2] != own:
                continue
            there, treatment = address(url)
            if treatment in (Treatment.WRITTEN, Treatment.OFF):
                self.meet(there)
                if url not in absent:
                    self.linked.setdefault(there, place)
            elif treatment is not Treatment.LIVE:
                self.broken.append(Broken(str(place), str(there), "is not in a copy" if treatment else "is no address"))

    def url(self, place: Address) -> str:
        """Return an address with its host."""
        return f"{self.site.origin}{place}"

    def lost_moves(self) -> Iterator[Broken]:
        """Write down what was left and leads to a page; yield what a page links to and leads to none."""
        for place, (status, there) in self.moves.items():
            if not self.answers[there] and there not in self.moves:
                self.build.move(status, place, there)
            elif place in self.linked:
                yield Broken(str(self.linked[place]), str(place), f"leads to {there}")

    def lost_links(self) -> Iterator[Broken]:
        """Yield the links to where nothing is, and nothing says why."""
        for there, page in self.linked.items():
            if self.answers[there]:
                yield Broken(str(page), str(there), self.answers[there])
