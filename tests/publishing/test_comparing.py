"""What the desk shows as the difference between two documents."""

from dataclasses import replace
from datetime import date

import pytest

from candidates.documents import BlockDocument, InterviewDocument
from publishing.comparing import How, compare, plain, word_difference


def block(number, answer="Жооп.", **more):
    return BlockDocument(number=number, question="Суроо?", answer=answer, **more)


TALK = InterviewDocument(
    object_id=1, slug="maek", original="ky", language="ky", candidate=1, election=1,
    title="Маек", lead="Кириш сөз.", blocks=(block(1), block(2), block(3)),
)  # fmt: skip


def names(difference):
    return [change.name for change in difference.changes], [(p.name, p.number, p.how) for p in difference.parts]


def test_equal_documents_do_not_differ():
    assert not compare(TALK, TALK)


def test_a_changed_word_is_shown_inside_its_sentence():
    pieces = word_difference("Бир эки үч төрт.", "Бир эки беш төрт.")
    assert [(p.how, p.text) for p in pieces] == [
        (How.SAME, "Бир эки "),
        (How.REMOVED, "үч"),
        (How.ADDED, "беш"),
        (How.SAME, " төрт."),
    ]


@pytest.mark.parametrize(("old", "new"), [("", "жаңы"), ("эски", ""), ("а\nб\n\nв", "а\nв\nг"), ("бир эки", "үч төрт")])
def test_pieces_hold_both_texts_whole(old, new):
    pieces = word_difference(old, new)
    assert "".join(p.text for p in pieces if p.how is not How.ADDED) == old
    assert "".join(p.text for p in pieces if p.how is not How.REMOVED) == new


def test_parts_are_matched_by_number_not_by_place():
    after = replace(TALK, blocks=(block(3), block(1, "Башка жооп."), block(4)))
    fields, parts = names(compare(TALK, after))
    assert fields == ["blocks"]
    assert parts == [("blocks", 1, How.CHANGED), ("blocks", 4, How.ADDED), ("blocks", 2, How.REMOVED)]


def test_a_new_order_is_told_by_the_numbers_on_both_sides():
    change = compare(TALK, replace(TALK, blocks=(block(2), block(1), block(3)))).changes[0]
    assert (change.old, change.new, change.is_wording) == ((1, 2, 3), (2, 1, 3), False)


def test_words_and_facts_can_be_told_apart():
    difference = compare(TALK, replace(TALK, lead="Башка.", held_date=date(2021, 7, 1)))
    assert [c.name for c in difference.only(wording=True).changes] == ["lead"]
    assert [c.name for c in difference.only(wording=False).changes] == ["held_date"]


def test_without_an_earlier_document_all_that_is_not_empty_was_added():
    difference = compare(None, TALK)
    assert {"title", "lead"} <= {c.name for c in difference.changes}
    assert "closing" not in {c.name for c in difference.changes}
    assert [part.how for part in difference.parts] == [How.ADDED] * 3


def test_rich_text_is_compared_without_its_tags():
    assert plain("<p>Бир <strong>эки</strong> &amp; үч</p><ul><li>төрт</li></ul>") == "Бир эки & үч\n\nтөрт"
    assert plain("1 < 2") == "1 < 2"


def test_long_texts_are_compared_in_time():
    old = " ".join(f"сөз{i}" for i in range(40_000))
    assert word_difference(old, f"{old} акыры")[0].how is How.REMOVED
