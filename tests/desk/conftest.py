"""Who works at the desk."""

import pytest
from django.contrib.auth.models import Group

from emgek.roles import PRESS_OFFICER
from staff.models import User
from tests.factories import make_candidate


@pytest.fixture
def desk(client, db):
    """Sign a press officer in and return the client."""
    officer = User.objects.create_user("officer", is_staff=True)
    officer.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    client.force_login(officer)
    return client


@pytest.fixture
def person(admin_client, settings, tmp_path):
    """Return a person whose form is open, in a store without pictures."""
    settings.MEDIA_ROOT = tmp_path
    return make_candidate(profession_ky="Инженер")
