"""Which fields have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from candidates.models import Candidacy, Candidate, Interview, QABlock


@register(Candidate)
class CandidateWords(TranslationOptions):
    """The words about a person."""

    fields = (*Candidate.WORDS, "portrait_alt", "biography")


@register(Candidacy)
class CandidacyWords(TranslationOptions):
    """The words of a candidacy."""

    fields = ("name_on_ballot",)


@register(Interview)
class InterviewWords(TranslationOptions):
    """The words of an interview."""

    fields = Interview.WORDS


@register(QABlock)
class QABlockWords(TranslationOptions):
    """The words of a question and its answer."""

    fields = ("question", "answer")
