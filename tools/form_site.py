"""Fill a scratch demo with the form that is measured: an interview of thirty questions in three languages.

The lengths are those of the thirty questions of ../shared/bench/shared/content.py: 70 letters, and 300 bytes of answer.
"""

from tools import scratch_site

QUESTIONS = 30
LANGUAGES = ("ky", "ru", "en")
TITLE = "Отуз суроо"
SENTENCE = "Айылдык мектеп мугалим жол көпүрө суу таза аба жер тоо жайыт мал чарба түшүм"
QUESTION = f"{SENTENCE[:69]}?"
ANSWER = f"{SENTENCE}. {SENTENCE}.\n"


def in_all(**texts):
    """Return columns of every language."""
    return {f"{name}_{code}": text for name, text in texts.items() for code in LANGUAGES}


def fill():
    """Make the demo, then the interview; each answer speaks of two planks."""
    scratch_site.fill()
    from candidates.models import Candidate, Interview
    from elections.models import Election
    from programs.models import Plank

    election, planks = Election.objects.get(slug="bishkek-2021-july"), Plank.objects.all()[:2]
    talk = Interview.objects.create(
        candidate=Candidate.objects.first(), election=election, **in_all(title=TITLE, lead=ANSWER)
    )
    for number in range(1, QUESTIONS + 1):
        talk.blocks.create(**in_all(question=f"{number} {QUESTION}", answer=ANSWER)).planks.set(planks)


if __name__ == "__main__":
    fill()
