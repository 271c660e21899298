"""Stored pictures, where no web server stands in front: in the demo and while developing."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

SHOWN = ("renditions/", "__processed__/")


def media(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a picture that was made to be shown; originals are kept, never served."""
    if not (settings.DEMO or settings.DEBUG) or not path.startswith(SHOWN) or ".." in path:
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)
