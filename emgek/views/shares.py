"""Share images at their addresses; what an address shows is asked of the live editions each time."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from emgek.shares.images import ShareImage, image_of
from emgek.shares.storing import bytes_of
from publishing import reading
from publishing.cards import Card, Found
from publishing.serving import campaign_page, chosen_moment, closed, moment

FOREVER = "public, max-age=31536000, immutable"
SOON = "public, max-age=300"


@campaign_page
def share_image(
    request: HttpRequest, language: str, kind: str, object_id: str, size: str, part: str | None = None, **_name: str
) -> HttpResponse:
    """Show a picture; the address of an earlier one leads to the present one, of what was withdrawn to nothing."""
    chrome = reading.chrome(language, moment(request))
    if refusal := closed(request, chrome):
        return refusal
    found = reading.page_of_object(kind, int(object_id), chrome)
    if not found.card:
        return gone_or_never(found)
    picture = picture_of(found, size, int(part) if part else None)
    response = drawn(picture, found.card) if picture.url == request.path else HttpResponseRedirect(picture.url)
    response.setdefault("Cache-Control", SOON)
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response


def drawn(picture: ShareImage, card: Card) -> HttpResponse:
    """Return the file, which is called after its object where somebody saves it."""
    try:
        matter = bytes_of(picture)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{card.slug}-{card.language}-{picture.width}x{picture.height}.{picture.extension}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": FOREVER}
    return HttpResponse(matter, content_type=picture.mime_type, headers=headers)


def picture_of(found: Found, size: str, part: int | None) -> ShareImage:
    """Return the present picture of an object; raise Http404 for a part it has not."""
    links = reading.links([found.card], found.chrome.at) if found.card.kind == "interview" else []
    person = next((link.card for link in links if link.role == "candidate"), None)
    picture = image_of(found, found.chrome, size=size, part=part, person=person)
    if picture is None or (part and not picture.url.startswith(f"/share/{found.card.language}/interview/")):
        raise Http404
    return picture


def gone_or_never(found: Found) -> HttpResponse:
    """Answer for what is not public in the language: 410 where it was, else raise Http404."""
    if not found.withdrawn_at:
        raise Http404
    response = HttpResponse(status=410)
    response["Cache-Control"] = SOON
    return response
