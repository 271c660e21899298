"""Documents: canonical bytes, facts and words, and the samples of every version that was ever stored."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.documents import BlockDocument, InterviewDocument
from emgek.documents import PageDocument
from publishing import kinds
from publishing.documents import commitment, decode, encode, facts_of, fresh_salt, with_wording_of

SAMPLES = sorted((Path(__file__).parent / "documents").glob("*.json"))
texts = st.text(max_size=60)
blocks = st.lists(
    st.builds(BlockDocument, number=st.integers(1, 9), question=texts, answer=texts),
    max_size=4,
    unique_by=lambda b: b.number,
)


def interviews(language):
    """Return arbitrary interviews in a language."""
    return st.builds(
        InterviewDocument,
        object_id=st.just(1),
        slug=st.just("maek"),
        original=st.just("ky"),
        language=st.just(language),
        title=texts,
        lead=texts,
        candidate=st.integers(1, 9),
        election=st.integers(1, 9),
        held_date=st.none() | st.dates(date(2021, 1, 1), date(2022, 1, 1)),
        blocks=blocks.map(tuple),
    )


@given(interviews("ky"))
def test_reading_back_gives_the_same_document_and_the_same_bytes(document):
    body = encode(document)
    assert decode(InterviewDocument, 1, body) == document
    assert encode(decode(InterviewDocument, 1, body)) == body


@given(interviews("ky"), interviews("ru"))
def test_facts_of_one_and_words_of_another_make_a_whole(facts, words):
    mixed = with_wording_of(facts, words)
    assert facts_of(mixed) == facts_of(facts)
    assert (mixed.language, mixed.title, mixed.lead) == ("ru", words.title, words.lead)
    known = {block.number: block.answer for block in words.blocks}
    assert [block.answer for block in mixed.blocks] == [known.get(block.number, "") for block in facts.blocks]


def test_the_text_is_utf8_with_sorted_keys_and_no_spaces():
    page = PageDocument(object_id=1, slug="biz", original="ky", language="ky", title="Өң")
    assert encode(page).decode() == (
        '{"body":"","kind":"page","language":"ky","lead":"","object_id":1,"original":"ky","slug":"biz","title":"Өң","version":1}'
    )


def test_the_hash_binds_the_bytes_and_the_salt():
    salt = fresh_salt()
    assert commitment(salt, "а") != commitment(salt, "б")
    assert commitment(salt, "а") != commitment(fresh_salt(), "а")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_version_ever_stored_can_still_be_read(sample):
    kind, version = sample.stem.rsplit("_v", 1)
    document = decode(kinds.document_of(kind), int(version), sample.read_text().strip())
    assert document.kind == kind


def test_there_is_a_sample_of_every_kind_and_version():
    names = {path.stem for path in SAMPLES}
    assert {f"{k}_v{v}" for k, m in kinds.KINDS.items() for v in range(1, m.document_class.VERSION + 1)} <= names
