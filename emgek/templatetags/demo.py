"""The bar of the demo, in templates of the public site and of the desk."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from emgek import demo_bar as bar
from publishing import clock, reading
from publishing.serving import is_copy

register = template.Library()


@register.inclusion_tag("_demo_bar.html", takes_context=True)
def demo_bar(context):
    """Show where the demo's clock stands and what moves it; nothing outside the demo, nor in a copy of it."""
    chrome, request = context.get("chrome"), context.get("request")
    if not settings.DEMO or (request and is_copy(request)):
        return {}
    if chrome is None or context.get("chosen_moment"):
        chrome = reading.chrome(get_language(), clock.now())
    return {
        "is_shown": True,
        "at": chrome.at,
        "buttons": bar.buttons(chrome.election, chrome.at),
        "next": request.get_full_path() if request else "/",
    }
