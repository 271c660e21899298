"""The imprint in templates, and what was corrected since: the last box of every page with campaign matter."""

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from elections.imprint import rows, together
from publishing.cards import Card
from publishing.corrections import corrections

register = template.Library()


@register.inclusion_tag("_imprint.html", takes_context=True)
def imprint(context, card: Card) -> dict:
    """Show the imprint of the page's own edition; one that is not the first says when and why it was corrected."""
    frozen = card.document.imprint
    boxes = [rows(frozen, get_language())] if frozen else []
    return {"boxes": boxes, "corrections": corrections(card, context["at"])}


@register.inclusion_tag("_corrections.html", takes_context=True)
def corrected(context, card: Card) -> dict:
    """Show when and why a page that bears no imprint was corrected."""
    return {"corrections": corrections(card, context["at"])}


@register.inclusion_tag("_imprint.html", takes_context=True)
def imprint_of_list(context, cards: Iterable[Card], own: Card | None = None) -> dict:
    """Show the imprints of everything a page lists; what agrees in all but the day stands once, with the last day.

    `own` is the edition that the list itself has, a programme's; it says when it was corrected.
    """
    frozen = [card.document.imprint for card in cards if card.document.imprint]
    boxes = [rows(one, get_language()) for one in together(frozen)]
    return {"boxes": boxes, "corrections": corrections(own, context["at"]) if own else []}
