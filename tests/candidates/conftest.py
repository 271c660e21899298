"""What tests of the candidates' pages begin with."""

import pytest

from tests import factories as make


@pytest.fixture
def election(at):
    """Return an election that is public in its campaign, with its party."""
    election = make.open_campaign()
    make.go_live(make.make_party(accent="#d4261c"))
    return election
