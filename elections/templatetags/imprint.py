"""The imprint in templates: the last box of every page with campaign matter."""

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from elections.imprint import rows, together
from publishing.cards import Card

register = template.Library()


@register.inclusion_tag("_imprint.html")
def imprint(card: Card) -> dict:
    """Show the imprint of the page's own edition; one that is not the first says when it was corrected."""
    frozen = card.document.imprint
    corrected_at = card.starts_at if card.number > 1 else None
    return {"boxes": [rows(frozen, get_language())] if frozen else [], "corrected_at": corrected_at}


@register.inclusion_tag("_imprint.html")
def imprint_of_list(cards: Iterable[Card]) -> dict:
    """Show the imprints of everything a page lists; what agrees in all but the day stands once, with the last day."""
    frozen = [card.document.imprint for card in cards if card.document.imprint]
    return {"boxes": [rows(one, get_language()) for one in together(frozen)]}
