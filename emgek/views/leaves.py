"""Addresses of a copy of the site, seen from the site: a page of a list that had a path there has a query here."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language

from emgek.export.addresses import read_back


def leaf(request: HttpRequest, path: str, leaf: str) -> HttpResponse:
    """Lead to the page itself; what somebody was sent while a copy was shown stays an address."""
    return HttpResponsePermanentRedirect(f"/{get_language()}/{path}?{urlencode(read_back(leaf))}")
