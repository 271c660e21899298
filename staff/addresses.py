"""From where a request comes. What a proxy says is believed only where the settings trust that proxy."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

LOCAL_SOCKET = "unix"  # a web server that speaks to us over a socket has no address of its own


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the client, None where it has none.

    `X-Forwarded-For` is read from its end, and only while the one who added to it is trusted: what stands further left
    is written by the client itself.
    """
    address = unmapped(request.META.get("REMOTE_ADDR") or "")
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while is_trusted(address, tuple(settings.TRUSTED_PROXIES)) and forwarded and is_address(forwarded[-1]):
        address = unmapped(forwarded.pop())
    return address if is_address(address) else None


def is_address(text: str) -> bool:
    """Say whether a text is an IP address.

    >>> is_address("::1"), is_address("1.2.3.4:80"), is_address("")
    (True, False, False)
    """
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def unmapped(address: str) -> str:
    """Return an IPv4 address as what it is, also where it came over a socket that listens for both kinds.

    >>> unmapped("::ffff:10.0.0.7"), unmapped("2001:db8::7"), unmapped("")
    ('10.0.0.7', '2001:db8::7', '')
    """
    found = ip_address(address) if is_address(address) else None
    return str(found.ipv4_mapped) if isinstance(found, IPv6Address) and found.ipv4_mapped else address


def is_trusted(address: str, proxies: tuple[str, ...]) -> bool:
    """Say whether an address is that of a proxy of ours.

    >>> is_trusted("10.0.0.7", ("10.0.0.0/8",)), is_trusted("8.8.8.8", ("10.0.0.0/8",)), is_trusted("", ("unix",))
    (True, False, True)
    """
    if not address:
        return LOCAL_SOCKET in proxies
    return is_address(address) and any(ip_address(address) in network for network in networks(proxies))


@lru_cache
def networks(proxies: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    """Return the networks a setting names."""
    return [ip_network(proxy, strict=False) for proxy in proxies if proxy != LOCAL_SOCKET]
