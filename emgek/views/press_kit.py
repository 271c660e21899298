"""The press kit, sent while it is made."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from emgek import press_kit
from publishing import reading
from publishing.serving import campaign_page, chosen_moment, closed, moment


@campaign_page
def kit(request: HttpRequest) -> HttpResponseBase:
    """Send logo, portraits, facts and imprint as one ZIP."""
    chrome = reading.chrome(get_language(), moment(request))
    if refusal := closed(request, chrome):
        return refusal
    files = press_kit.files(chrome, request.build_absolute_uri(f"/{chrome.language}/"))
    response = StreamingHttpResponse(press_kit.zipped(files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="press-kit-{chrome.language}.zip"'
    response["X-Robots-Tag"] = "noindex"
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response
