"""The first real interview; its text stays outside the repository.

Expected strings are cut out of the file itself between short markers, so no
sentence of it is written here.
"""

import datetime
import os
from pathlib import Path

import pytest

from candidates.reading import assemble, normalise, read_interview
from candidates.reading.characters import letters_and_digits, squeeze

SHARED = Path(os.environ.get("EMGEK_SHARED", Path(__file__).parents[3] / "shared"))
FILE = SHARED / "input" / "asanberdiev-interview.txt"

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason=f"{FILE} is absent: the real interview is not part of the repository"
)

#: The first words of question and answer, and the last mark before the next turn.
TURNS = [
    ("Саламатсызбы Назир", "Саламатсыздарбы."),
    ("Келечектеги пландарыңыз", "Келечекке болгон"),
    ("Сиздердин партиянын", "Менин кесибим"),
    ('"Эмгек" саясий партиясынын өзөгүн', "Биздин партия эмгекчилердин"),
    ("Борбор калаанын кайсы", "Актуалдуу делгендерден"),
    ("Кара түтүн деп", "Менин байкоом"),
    ("Эгерде мандатка", "Албетте!"),
]
THANKS = ("Кызыктуу маегиңиз", "Чоң рахмат.")
SALUTATION = "Урматтуу Бишкек шаарынын тургундары!"
ADDRESS, FACTS, IMPRINT = "11-июлда Бишкек", "БШК шайлоосун", "Аткаруучу:"
LAST_WORDS = "Нускасы: 1."


@pytest.fixture(scope="module")
def raw():
    return FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed(raw):
    return read_interview(raw)


@pytest.fixture(scope="module")
def spoken(raw):
    """Cut the first, whole telling of the page at the markers; return the stretches."""
    whole = raw[: raw.index(LAST_WORDS) + len(LAST_WORDS)]
    marks = [mark for turn in TURNS for mark in turn] + [*THANKS, SALUTATION, ADDRESS, FACTS, IMPRINT]
    places, at = [], 0
    for mark in marks:
        at = whole.index(mark, at)
        places.append(at)
        at += len(mark)
    cuts = [0, *places, len(whole)]
    return [" ".join(whole[start:end].split()).rstrip("- ") for start, end in zip(cuts, cuts[1:], strict=False)]


def test_the_real_file_gives_seven_blocks_exactly_as_spoken(parsed, spoken):
    said = [(block.question, " ".join(block.answer.split())) for block in parsed.blocks]

    assert said == list(zip(spoken[1:15:2], spoken[2:16:2], strict=True))


def test_only_the_seventh_answer_has_two_paragraphs(parsed):
    assert [block.answer.count("\n\n") for block in parsed.blocks] == [0, 0, 0, 0, 0, 0, 1]
    assert parsed.blocks[6].answer.split("\n\n")[1].startswith("Партиябыздын программасында")


def test_the_question_without_a_dash_is_not_sure(parsed):
    assert [block.sure for block in parsed.blocks] == [True] * 6 + [False]
    assert ("unmarked_question", 7) in [(w.code, w.block) for w in parsed.warnings]


def test_lead_thanks_and_closing_stand_apart(parsed, spoken):
    assert parsed.title is None
    assert parsed.lead == spoken[0]
    assert list(parsed.thanks) == spoken[15:17]
    assert parsed.closing.split("\n\n") == spoken[17:19]
    assert parsed.closing.startswith(SALUTATION + "\n\n")


def test_the_election_is_read_with_the_year_of_the_issue(parsed, spoken):
    election = parsed.election

    assert election.text == spoken[19]
    assert election.voting_day == datetime.date(2021, 7, 11)
    assert (election.ballot_number, election.term_years, election.repeat) == (4, 4, True)
    assert {"year": 2021} in [w.params for w in parsed.warnings if w.code == "year_inferred"]


def test_the_imprint_is_read_whole(parsed, spoken):
    imprint = parsed.imprint

    assert " ".join(imprint.text.split()) == spoken[20].replace("төлөндү.Чыга", "төлөндү. Чыга")
    assert imprint.producer == '"ПроМедиа Плюс" КФ'
    assert imprint.producer_address == "Бишкек шаары, Токтогул көчөсү, 90а"
    assert imprint.commissioner == '"Эмгек партиясы" саясий партиясы'
    assert imprint.payer == '"Эмгек партиясы" саясий партиясынын атайын шайлоо фондунун каражатынан'
    assert imprint.finance_representative == "Омуралиева М.З."
    assert imprint.issue_date == datetime.date(2021, 7, 8)
    assert imprint.print_run == 1


def test_what_was_scraped_twice_is_removed_and_can_be_undone(parsed, raw):
    for repeat in parsed.repeats:
        assert raw[repeat.start : repeat.end] == repeat.text
        assert sum(map(str.isalpha, repeat.text)) >= 40
        assert squeeze(repeat.text.lstrip("- ")) in squeeze(raw[: repeat.start])


def test_short_lines_scraped_twice_are_left_over_with_a_doubt(parsed):
    """The rule says 40 letters; two lines of the scrape have fewer."""
    assert parsed.left_over == (SALUTATION, "Чыга турган күнү: 08.07.2021-ж. Нускасы: 1.")
    assert [w.code for w in parsed.warnings].count("short_copy") == 2


def test_nothing_of_the_real_file_is_lost(parsed, raw):
    parts = [(p.start, p.label + p.text) for p in parsed.pieces]
    parts += [(r.start, r.text) for r in parsed.repeats]
    told = "".join(text for _, text in sorted(parts))

    assert letters_and_digits(told) == letters_and_digits(normalise(raw))
    assert assemble(parsed.pieces, parsed.repeats) == parsed


def test_the_page_without_its_repeats_reads_the_same(parsed, raw):
    whole = raw[: raw.index(LAST_WORDS) + len(LAST_WORDS)]
    alone = read_interview(whole)

    def flat(text):
        return " ".join(text.split())

    assert [(b.question, flat(b.answer)) for b in alone.blocks] == [(b.question, flat(b.answer)) for b in parsed.blocks]
    assert (alone.thanks, alone.closing, alone.election) == (parsed.thanks, parsed.closing, parsed.election)
