"""Plain pages: about, privacy, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publishing import reading
from publishing.serving import moment, page_for_all, show


@page_for_all()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page."""
    return show(request, reading.page("page", slug, get_language(), moment(request)), "emgek/page.html")
