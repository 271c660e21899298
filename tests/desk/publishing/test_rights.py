"""Who may open the screens of publishing."""

import pytest

from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.editions import Edition
from tests.desk.publishing.screens import edit, url, user
from tests.factories import (
    go_live,
    make_party,
)

pytestmark = pytest.mark.django_db


def addresses(row):
    edition = Edition.objects.of(row).filter(language="ky").first()
    release = edition.act.release_id
    return {
        "publish": url(row, "publish"),
        "withdraw": url(row, "withdraw"),
        "undo": url(row, "undo", release_id=release),
        "again": url(row, "again", edition_id=edition.pk),
        "editions": url(row, "editions"),
        "changes": url(row, "changes", language="ky"),
        "edition": url(row, "edition", edition_id=edition.pk),
        "compare": f"{url(row, 'compare')}?old={edition.pk}&new={edition.pk}",
        "preview": url(row, "preview", language="ky"),
    }


@pytest.mark.parametrize("name", ["publish", "withdraw", "undo", "again"])
def test_who_may_only_look_gets_403_from_every_screen_that_acts(client, talk, name):
    client.force_login(user())
    address = addresses(talk)[name]
    assert (client.get(address).status_code, client.post(address, {}).status_code) == (403, 403)


@pytest.mark.parametrize("name", ["editions", "changes", "compare"])
def test_who_may_look_sees_past_and_changes(client, talk, name):
    client.force_login(user())
    assert client.get(addresses(talk)[name]).status_code == 200


@pytest.mark.parametrize(
    "name", ["publish", "withdraw", "undo", "editions", "changes", "edition", "preview", "compare"]
)
def test_the_public_is_sent_to_the_sign_in_page(client, talk, name):
    response = client.get(addresses(talk)[name])
    assert response.status_code == 302
    assert "/login/" in response.url


def test_only_administrators_publish_an_election(client, election):
    client.force_login(user(PRESS_OFFICER))
    assert client.post(url(election, "publish"), {"languages": "ky"}).status_code == 403
    client.force_login(user(ADMINISTRATOR))
    assert client.get(url(election, "publish")).status_code == 200


def test_an_undo_takes_the_right_to_everything_the_release_touched(client, talk):
    party = make_party()
    release = go_live(edit(talk, title_ky="Башка"), party, languages=["ky"])
    client.force_login(user(PRESS_OFFICER))
    assert client.post(url(talk, "undo", release_id=release.pk)).status_code == 403
