"""A translation beside its original, whatever either says: nothing is lost, and every part is somewhere."""

from hypothesis import given
from hypothesis import strategies as st

from candidates.desk.beside import AFTER, BEFORE, Original, cuts_at_end, lay
from candidates.desk.pieces import Parts, corrected
from candidates.reading import Block, Role, normalise, read_interview

WORDS = "- Кто вы?|- Я учитель.|\n\n|Дороги плохие.|Спасибо.|Приходите на выборы!|11 июля|4|Кем быть городу|\n".split(
    "|"
)

texts = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
paragraphs = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
originals = st.builds(
    Original,
    st.fixed_dictionaries(dict.fromkeys(BEFORE + AFTER, paragraphs)),
    st.dictionaries(st.integers(1, 99), st.builds(Block, paragraphs, paragraphs, st.just(True)), max_size=6),
)


def parts_of(text):
    """Return the parts of a text as the desk shows them first."""
    parsed = read_interview(text)
    return Parts(normalise(text), parsed.pieces, parsed.repeats)


@given(texts, originals)
def test_cutting_by_the_original_loses_no_letter(text, original):
    parts = parts_of(text)

    assert corrected(parts, cuts_at_end(parts, original)).missing() == 0


@given(texts, originals)
def test_every_part_has_a_place_or_is_listed_as_having_none(text, original):
    beside = lay(parts_of(text), original)
    placed = "\n\n".join(beside.told().values())

    for piece in beside.parts.pieces:
        nowhere = piece.role in (Role.IMPRINT, Role.LEFT_OVER) or beside.is_loose(piece)
        assert nowhere or piece.text in placed


@given(texts, originals)
def test_no_text_of_a_translation_is_put_in_two_places(text, original):
    beside = lay(parts_of(text), original)
    numbers = [number for number in beside.numbers if number]

    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= set(original.blocks)
