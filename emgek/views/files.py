"""Stored pictures: what was made to be shown, and nothing else. In production a web server hands out what is there.

Only `renditions/` has an address. Originals, what the desk previews and what is drawn are kept elsewhere in the store.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.static import serve

from candidates.cutting import make_one
from publishing.editions import StoredPicture

SHOWN = "renditions/"


def media(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a rendition; one whose task is not done yet, or is lost, is made now."""
    if not path.startswith(SHOWN) or Path(path).suffix == ".part" or ".." in path or "\0" in path:
        raise Http404
    if not default_storage.exists(path) and not (may_make(request, path) and make_one(default_storage, path)):
        raise Http404
    if isinstance(default_storage, FileSystemStorage):
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    return FileResponse(default_storage.open(path), filename=Path(path).name)


def may_make(request: HttpRequest, path: str) -> bool:
    """Say whether somebody may have a rendition made: everybody those of editions, the desk those it previews."""
    return StoredPicture.objects.filter(name=path).exists() or request.user.has_perm("candidates.view_candidate")
