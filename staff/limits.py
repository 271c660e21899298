"""Limits on attempts to sign in: each failure lengthens the wait for the next one, and nobody is locked out.

Counted in the shared cache, for a name from an address and for an address alone. So the colleague whose name somebody
guesses still signs in from elsewhere, and in a browser that has signed in before also from the same address: such a
browser carries a signed sign and is counted by itself (OWASP calls it a device cookie).
"""

import hashlib
import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import ngettext

from staff.addresses import client_address

AN_HOUR = 3600  # what is counted is forgotten when nobody has tried for so long
HALF_A_YEAR = 180 * 24 * 3600
KNOWN = "desk_known"
SALT = "desk.known"


@dataclass(frozen=True, slots=True)
class Pace:
    """How attempts are slowed down: how many fail freely, and the first and the longest wait, in seconds."""

    free: int
    first: int
    longest: int

    def wait_after(self, failures: int) -> int:
        """Return the wait after so many failures.

        >>> [Pace(2, 5, 30).wait_after(failures) for failures in range(1, 7)]
        [0, 5, 10, 20, 30, 30]
        """
        late = failures - self.free
        return 0 if late < 0 else min(self.first << min(late, 16), self.longest)


OF_NAME = Pace(free=5, first=5, longest=300)
OF_ADDRESS = Pace(free=30, first=5, longest=300)


class TooSoon(ValidationError):
    """Somebody is to wait; it says how long."""

    def __init__(self, seconds: int):
        self.seconds = seconds
        super().__init__(wording(seconds), code="too_soon")


def wording(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < 60:
        said = ngettext(
            "Too many attempts. Try again in %(count)d second.",
            "Too many attempts. Try again in %(count)d seconds.",
            seconds,
        )
        return said % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    said = ngettext(
        "Too many attempts. Try again in %(count)d minute.",
        "Too many attempts. Try again in %(count)d minutes.",
        minutes,
    )
    return said % {"count": minutes}


def now() -> float:
    """Return the seconds since the epoch; the demo's clock has no part in this."""
    return time.time()


class Attempt:
    """An attempt that is being made. It counts as failed until it is said to have succeeded."""

    def __init__(self, request: HttpRequest, name: str, what: str = "password"):
        """Count the attempt, or raise TooSoon; `name` is the user's as typed, `what` that is guessed."""
        place, browser = network(client_address(request)), known_browser(request, name)
        self.of_name = key(what, name.casefold(), browser or place)
        self.of_address = "" if browser else key("address", place)
        if self.of_address:
            count(self.of_address, OF_ADDRESS)
        try:
            count(self.of_name, OF_NAME)
        except TooSoon:
            self.give_back()
            raise

    def succeeded(self) -> None:
        """Forget what was counted for the name. The address keeps its other failures: they may be somebody else's."""
        cache.delete(self.of_name)
        self.give_back()

    def give_back(self) -> None:
        """Count this attempt for the address no more."""
        found = cache.get(self.of_address) if self.of_address else None
        if found:
            _series, failures, _until = found
            cache.set(self.of_address, (get_random_string(12), max(failures - 1, 0), 0.0), AN_HOUR)


def count(counted: str, pace: Pace) -> None:
    """Count an attempt before it is made; raise TooSoon for one that comes too soon.

    `add` is the one operation that every cache does at once: of attempts sent together each takes a number of its own,
    or is told to wait.
    """
    at = now()
    cache.add(counted, (get_random_string(12), 0, 0.0), AN_HOUR)
    series, failures, until = cache.get(counted) or (get_random_string(12), 0, 0.0)
    # A wait that is longer than the longest was counted by a clock that ran ahead: it is over.
    if at < until <= at + pace.longest:
        raise TooSoon(math.ceil(until - at))
    if not cache.add(f"{counted}:{series}:{failures + 1}", True, AN_HOUR):
        raise TooSoon(1)
    cache.set(counted, (series, failures + 1, at + pace.wait_after(failures + 1)), AN_HOUR)


def key(*parts: str) -> str:
    """Return the name under which something is counted; nobody's name stands in the cache."""
    return f"attempts:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"


def network(address: str | None) -> str:
    """Return what belongs to one client: an address, or the network of an IPv6 one.

    >>> network("2001:db8::7"), network("10.0.0.7"), network(None)
    ('2001:db8::/64', '10.0.0.7', '')
    """
    if address and isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/64", strict=False))
    return address or ""


# Browsers that have signed in before ----------------------------------------------------------------------------------


def known_browser(request: HttpRequest, name: str) -> str:
    """Return the sign of a browser in which this name has signed in before, else nothing."""
    try:
        of, sign = signing.loads(request.COOKIES.get(KNOWN, ""), salt=SALT, max_age=HALF_A_YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return sign if of == key(name.casefold()) else ""


def know_browser(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Let a browser be known as one in which a name has signed in."""
    sign = known_browser(request, name) or get_random_string(20)
    response.set_cookie(
        KNOWN,
        signing.dumps([key(name.casefold()), sign], salt=SALT),
        max_age=HALF_A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
