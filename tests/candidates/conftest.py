"""What tests of the candidates' pages begin with."""

import pytest

from tests import factories as make


@pytest.fixture
def election(at):
    """Return an election that is public in its campaign, with its party."""
    election = make.open_campaign()
    make.go_live(make.make_party(accent="#d4261c"))
    return election


@pytest.fixture
def april():
    """Return an election before that one, public too; its polls have closed."""
    april = make.make_election(
        slug="april",
        campaign_starts_at=make.moment(3, 20),
        silence_starts_at=None,
        polls_open_at=make.moment(4, 11, 8),
        polls_close_at=make.moment(4, 11, 20),
    )
    make.make_imprint(april)
    make.go_live(april, at=make.BEFORE)
    return april
