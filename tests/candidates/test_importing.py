"""A read interview becomes draft rows, on the desk as on the command line."""

import pytest
from django.core.management import CommandError, call_command

from candidates.importing import alike, differing, import_interview, known, standing_imprints
from candidates.models import Interview
from candidates.reading import read_interview
from elections.models import Imprint
from publishing.editions import Edition
from publishing.languages import words
from tests.factories import make_candidate, make_election, make_imprint

TEXT = """Үлгү шаардын талапкери менен маек.

- Сиз кимсиз?
- Мен мугалиммин.

Окутам.
- Пландарыңыз барбы?
- Бар.

Аткаруучу: "Үлгү Медиа" КФ, Бишкек шаары. Буйрутмачы: "Үлгү" саясий партиясы. Чыккан күнү: 08.07.2021-ж. Нускасы: 1.
"""


@pytest.fixture
def election(db):
    """Return an election with a slug that a command can name."""
    return make_election(slug="ulgu")


def imported(election, text=TEXT, **options):
    """Import a text of an invented person."""
    person = make_candidate(election)
    return import_interview(read_interview(text), raw_text=text, candidate=person, election=election, **options)


def test_interview_keeps_its_parts_in_the_language_they_were_said_in(election):
    interview = imported(election, title="Үлгү маек")

    assert interview.original_language == "ky"
    assert (words(interview, "title", "ky"), words(interview, "title", "ru")) == ("Үлгү маек", "")
    assert words(interview, "lead", "ky") == "Үлгү шаардын талапкери менен маек."
    assert [(words(block, "question", "ky"), words(block, "answer", "ky")) for block in interview.blocks.all()] == [
        ("Сиз кимсиз?", "Мен мугалиммин.\n\nОкутам."),
        ("Пландарыңыз барбы?", "Бар."),
    ]
    assert interview.raw_text == TEXT


def test_import_makes_nothing_public(election):
    imported(election)

    assert not Edition.objects.exists()


def test_interview_without_title_takes_its_address_from_the_candidate(election):
    assert imported(election).slug == "ulgu-ky-misalov-ky"


def test_same_text_is_known_whatever_its_spaces(election):
    interview = imported(election)

    assert list(known("  " + TEXT.replace("\n", "\r\n"))) == [interview]
    assert not known(TEXT + "!").exists()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            '"Үлгү партиясы" саясий партиясынын атайын шайлоо фондунун каражатынан',
            "«Үлгү партиясы» саясий партиясынын шайлоо фонду",
        ),
        ('"ПроМедиа Плюс" КФ', "КФ «ПроМедиа Плюс»"),
        ("Мисалова М.З.", "Мисалова М. З."),
        ("1", "1"),
    ],
)
def test_names_are_alike_whatever_their_case_and_quotation_marks(said, kept):
    assert alike(said, kept)


@pytest.mark.parametrize(
    ("said", "kept"), [("Асанов", "Асанкулов"), ("1", "1000"), ("Үлгү", ""), ("Токтогул 90а", "Токтогул 9")]
)
def test_other_names_are_not_alike(said, kept):
    assert not alike(said, kept)


def test_imprint_that_says_the_same_stands_before_the_usual_one(election):
    usual = make_imprint(election)
    names = {
        "producer": "«Үлгү Медиа» КФ",
        "producer_address": "Бишкек шаары",
        "commissioner": "«Үлгү» саясий партиясы",
    }
    other = make_imprint(election, is_usual=False, **names)
    read = read_interview(TEXT).imprint

    assert [found.imprint for found in standing_imprints(read, election)] == [other, usual]
    assert differing(read, other) == ()
    assert "producer" in differing(read, usual)


# The command -------------------------------------------------------------------------------------


def run(tmp_path, *options, text=TEXT, name="маек.txt"):
    """Run the command on a file with a text."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    call_command("import_interview", str(path), *options)


def test_command_makes_draft_rows_and_says_which(election, tmp_path, capsys):
    make_candidate(election, slug="misalov")

    run(tmp_path, "--candidate", "misalov", "--election", "ulgu")

    interview = Interview.objects.get()
    assert interview.blocks.count() == 2
    told = capsys.readouterr().out
    assert f"Draft interview {interview.pk} ({interview.slug}), language ky" in told
    assert "2 questions and answers" in told
    assert "no title yet" in told


@pytest.mark.parametrize(
    ("options", "text", "told"),
    [
        (["--candidate", "nobody", "--election", "ulgu"], TEXT, "There are: misalov"),
        (["--candidate", "misalov", "--election", "never"], TEXT, "There are: ulgu"),
        (["--candidate", "misalov", "--election", "ulgu"], "---\n", "holds no text"),
    ],
)
def test_command_says_what_is_wrong_and_makes_nothing(election, tmp_path, options, text, told):
    make_candidate(election, slug="misalov")

    with pytest.raises(CommandError, match=told):
        run(tmp_path, *options, text=text)

    assert not Interview.objects.exists()


def test_command_imports_a_known_text_only_when_told(election, tmp_path, capsys):
    make_candidate(election, slug="misalov")
    whose = ["--candidate", "misalov", "--election", "ulgu"]
    run(tmp_path, *whose)

    with pytest.raises(CommandError, match="here already"):
        run(tmp_path, *whose)
    run(tmp_path, *whose, "--again")

    assert Interview.objects.count() == 2


def test_real_interview_becomes_seven_blocks_under_the_usual_imprint(election, shared):
    text = (shared / "input" / "asanberdiev-interview.txt").read_text("utf-8")
    names = {
        "producer": "«ПроМедиа Плюс» КФ",
        "producer_address": "Бишкек шаары, Токтогул көчөсү, 90а",
        "commissioner": "«Эмгек партиясы» саясий партиясы",
        "payer": "«Эмгек партиясы» саясий партиясынын атайын шайлоо фонду",
        "finance_representative": "Омуралиева М. З.",
    }
    usual = make_imprint(election, **names)
    interview = imported(election, text)

    assert interview.blocks.count() == 7
    assert words(interview, "thanks_question", "ky").startswith("Кызыктуу маегиңиз үчүн")
    assert words(interview, "thanks_answer", "ky").startswith("Чоң рахмат.")
    assert words(interview, "closing", "ky").startswith("Урматтуу Бишкек шаарынын тургундары!\n\n11-июлда")
    assert standing_imprints(read_interview(text).imprint, election)[0].differs == ()
    assert Imprint.usual([election.pk]) == usual
