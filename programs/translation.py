"""Which fields have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from programs.models import Measure, Plank, Program, StatusChange, Theme


@register(Program)
class ProgramWords(TranslationOptions):
    """The words of a programme."""

    fields = ("title", "aim")


@register(Theme)
class ThemeWords(TranslationOptions):
    """The words of a theme."""

    fields = ("name",)


@register(Plank)
class PlankWords(TranslationOptions):
    """The words of a plank."""

    fields = ("title", "summary", "plain_words", "body")


@register(Measure)
class MeasureWords(TranslationOptions):
    """The words of a measure."""

    fields = ("text",)


@register(StatusChange)
class StatusChangeWords(TranslationOptions):
    """The words of a status change."""

    fields = ("note",)
