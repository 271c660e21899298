"""What an election's document holds."""

import pytest

from elections.models import Election
from publishing.documents import encode
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_one_moment_is_one_text_in_whatever_zone_it_was_entered():
    entered = make.make_election()
    stored = Election.objects.get(pk=entered.pk)
    assert entered.polls_open_at.utcoffset() != stored.polls_open_at.utcoffset()

    texts = {encode(row.build_document("ky", issued=row.voting_day)) for row in (entered, stored)}

    assert len(texts) == 1
    assert b'"polls_open_at":"2021-07-11T02:00:00Z"' in texts.pop()
