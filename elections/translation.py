"""Which fields have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from elections.models import Election, KeyDate, Party


@register(Party)
class PartyWords(TranslationOptions):
    """The words of the party."""

    fields = ("title", "full_name", "slogan", "about")


@register(Election)
class ElectionWords(TranslationOptions):
    """The words of an election."""

    fields = ("title", "body", "how_to_vote", "result_note")


@register(KeyDate)
class KeyDateWords(TranslationOptions):
    """The words of a key date."""

    fields = ("what", "note")
