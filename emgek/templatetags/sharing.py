"""How a page is shared, found and followed: tags of the head of every page, and the line at its foot."""

import json
from dataclasses import replace

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from emgek import canonical, linked_data, sending
from emgek.shares import ShareImage, image_of, images_of
from emgek.social import LOCALES, preview
from publishing.cards import Card, Chrome, Found
from publishing.hyphens import SOFT_HYPHEN
from publishing.pieces import piece_of
from publishing.serving import is_copy

register = template.Library()

#: The sizes that people post; the wide one is what a link shows.
POSTED = ("square", "tall")
#: As Django's `json_script` does it: none of these can end or open anything in HTML.
ESCAPES = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", SOFT_HYPHEN: ""}


@register.simple_tag(takes_context=True)
def social(context, title: str, description: str) -> SafeString:
    """Tell search engines, and those to whom a link is sent, what the page is."""
    chrome, request, found = context.get("chrome"), context.get("request"), context.get("found")
    if chrome is None or request is None:
        return mark_safe("")
    card = found.card if found else None
    is_absence = bool(context.get("is_absence"))
    addresses = {} if is_absence else canonical.alternates(request, chrome, found, context["tongues"])
    told = {
        "preview": preview(title, description, chrome, card),
        "site_name": sending.site_name(chrome) or context["request"].get_host(),
        "url": "" if is_absence else canonical.canonical(request, chrome, found),
        "alternates": addresses,
        "locales": [LOCALES[code] for code in addresses if code in LOCALES and code != chrome.language],
        "is_absence": is_absence,
        "feeds": feeds(card, chrome),
        "picture": picture(context, found, chrome),
    }
    return piece_of("_social.html", told)


def picture(context, found: Found | None, chrome: Chrome) -> ShareImage | None:
    """Return the wide picture of the page, or of the site for a page without one, at its whole address.

    A page that is sent as a bare fact takes none along: every picture bears the party's number.
    """
    card = found.card if found else None
    if chrome.hidden_until or card and card.kind == "election" and sending.is_fact_only(card, chrome):
        return None
    image = image_of(found, chrome, person=context.get("person"))
    return replace(image, url=context["request"].build_absolute_uri(image.url)) if image else None


def feeds(card: Card | None, chrome: Chrome) -> list[tuple[str, str]]:
    """Return the feeds of the page as (title, address): the site's, and that of the candidate it is about."""
    if chrome.hidden_until:
        return []
    site = chrome.party.title if chrome.party else "emgek"
    own = [(card.title, reverse("candidate_feed", args=[card.slug]))] if card and card.kind == "candidate" else []
    return [*own, (site, reverse("feed"))]


@register.simple_tag(takes_context=True)
def structured(context) -> SafeString:
    """Say what the page says once more for machines: a block of data, which no browser runs."""
    chrome, request = context.get("chrome"), context.get("request")
    if chrome is None or request is None or context.get("is_absence"):
        return mark_safe("")
    match = request.resolver_match
    nodes = linked_data.graph(
        linked_data.Describing(
            chrome,
            request.build_absolute_uri,
            is_home=bool(match and match.url_name == "home"),
            can_search=not is_copy(request),
            found=context.get("found"),
            person=context.get("person"),
            asked=asked(context),
        )
    )
    return embedded({"@context": "https://schema.org", "@graph": nodes}) if nodes else mark_safe("")


def asked(context) -> linked_data.Asked | None:
    """Return the question that a page sets beside its answers, None on any other page."""
    if "figures" not in context or not context.get("answers"):
        return None
    url = canonical.canonical(context["request"], context["chrome"], None)
    return linked_data.Asked(url, context["question"], context["figures"].answered, context["answers"])


def embedded(data: dict) -> SafeString:
    """Return data as a block of JSON-LD from which no word can break out.

    >>> embedded({"name": "</script>"})
    '<script type="application/ld+json">{"name":"\\\\u003C/script\\\\u003E"}</script>'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, instead in ESCAPES.items():  # ten times as quick as `translate` where the text is Cyrillic
        text = text.replace(sign, instead)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag(takes_context=True)
def share(context) -> SafeString:
    """Offer to send the page to others, where that may be: its address in plain sight, and plain links."""
    chrome, found = context["chrome"], context["found"]
    if not found.card or not sending.may_be_sent(found.card, chrome):
        return mark_safe("")
    url = canonical.canonical(context["request"], chrome, found)
    if sending.is_fact_only(found.card, chrome):
        return piece_of("_share.html", {"url": url, "ways": sending.ways(url, found.card.title), "pictures": []})
    party = chrome.party.title if chrome.party else "emgek"
    title = f"{found.card.title}: {party}"
    pictures = list(images_of(found, chrome, sizes=POSTED, person=context.get("person")))
    return piece_of("_share.html", {"url": url, "ways": sending.ways(url, title), "pictures": pictures})
