"""Which fields of this floor have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from publishing.terms import Term


@register(Term)
class TermWords(TranslationOptions):
    """The words of a term."""

    fields = ("word", "also")
