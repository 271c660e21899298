"""Which fields have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from emgek.models import Page


@register(Page)
class PageWords(TranslationOptions):
    """The words of a page."""

    fields = ("title", "lead", "body")
