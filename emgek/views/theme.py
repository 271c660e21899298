"""The party's colours as a style sheet, named by its content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from publishing import reading
from publishing.palette import theme_css, theme_name
from publishing.serving import moment


def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the colours of the live party; another name than theirs is nobody's."""
    party = reading.chrome(get_language(), moment(request)).party
    if not party or not party.accent or request.path != f"/{theme_name(party.accent)}":
        raise Http404
    response = HttpResponse(theme_css(party.accent), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
