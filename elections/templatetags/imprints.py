"""The imprint of campaign matter, at the end of its page."""

from django import template

from elections.documents import CampaignDocument
from elections.imprint import rows
from publishing.cards import Card
from publishing.dates import BISHKEK

register = template.Library()


@register.inclusion_tag("_imprint.html")
def imprint(document: CampaignDocument, card: Card):
    """Show who made, ordered and paid for a document, and on which day it was corrected, if it was."""
    issued = document.imprint.issue_date
    shown_since = card.starts_at.astimezone(BISHKEK).date()
    corrected = shown_since if card.number > 1 and shown_since > issued else None
    return {"rows": rows(document.imprint, document.language), "corrected_at": corrected}
