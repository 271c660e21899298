"""The codes of doubts and warnings, each with one English sentence."""

from .parsed import Warning

MESSAGES = {
    "unmarked_question": "A question was found that no dash, label, number or emphasis marks.",
    "doubtful_turn": "Who speaks here is doubtful.",
    "run_in": "Question and answer stood in one paragraph; the border was guessed.",
    "short_copy": "A short line that also stands above was kept; it was most likely scraped twice.",
    "empty_answer": "The question has no answer.",
    "empty_question": "The answer has no question.",
    "no_questions": "No question was found.",
    "too_many_turns": "The text has more paragraphs than any interview; it was not divided.",
    "year_inferred": "The year of the voting day was inferred from the issue date.",
    "year_unknown": "The voting day is named without a year, and no issue date tells it.",
}


def warn(code: str, block: int | None = None, **params) -> Warning:
    """Make the warning of that code."""
    return Warning(code, MESSAGES[code], block, params or None)
