"""The public style sheet, under a name that says its content."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from emgek.compressing import best
from publishing.stylesheet import ENCODINGS, compressed, stylesheet, stylesheet_name


def stylesheet_file(request: HttpRequest, digest: str, accent: str = "") -> HttpResponse:
    """Serve the style sheet, for ever and in the best encoding that the browser takes.

    A page from before the last release asks for an old name; it is led to the present one.
    """
    name = stylesheet_name(accent)
    if digest not in name.split("."):
        response = HttpResponseRedirect(f"/{name}")
        add_never_cache_headers(response)
        return response
    encoding = best(request.headers.get("Accept-Encoding", ""), ENCODINGS)
    text = compressed(accent, encoding) if encoding else stylesheet(accent)
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    if encoding:
        response["Content-Encoding"] = encoding
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
