"""A link for checking: what it shows, to whom it opens, what comes back by it, and what it never tells."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing.acts import withdraw
from publishing.checks import CheckLink, digest_of_token, make_link, new_token
from publishing.erasing import erase
from publishing.journal import Act
from publishing.reviews import Comment
from staff.audit import AuditEntry
from tests.factories import CAMPAIGN, MACHINE, go_live, make_candidate, make_interview, make_party, open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uncounted():
    """Forget what was counted before."""
    cache.clear()


@pytest.fixture
def talk(at):
    """Return an interview that is not public."""
    election = open_campaign()
    go_live(make_party())
    person = make_candidate(election)
    go_live(person)
    return make_interview(person, election, blocks=2)


def link_to(row, language="ky", **options):
    """Return a link and the address it has."""
    given = {"name": "Үлгү Мисалов", "only_reads": False, "days": 7, "by": None} | options
    link, token = make_link(row, language, **given)
    return link, f"/{language}/check/{token}/"


def digest_in(page):
    """Return the digest that a page was made of."""
    return re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]


def test_the_text_is_shown_part_by_part_and_as_the_page_it_will_be(client, talk):
    _link, address = link_to(talk, "ru")
    page, preview = client.get(address), client.get(f"{address}page/")
    assert "1-суроо? ru" in page.content.decode()
    assert "2-жооп. ru" in preview.content.decode()
    assert "desk-preview" in preview.content.decode()
    assert not Act.objects.filter(kind="interview").exists()
    for answer in (page, preview):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_confirmation_is_of_exactly_this_text(client, talk):
    link, address = link_to(talk)
    client.post(address, {"digest": digest_in(client.get(address)), "do": "confirm"})
    link.refresh_from_db()
    confirmed = client.get(address)
    assert link.is_of(digest_in(confirmed))
    talk.title_ky = "Башка"
    talk.save()
    assert not link.is_of(digest_in(client.get(address)))
    [line] = AuditEntry.objects.filter(action="confirmed")
    assert (line.actor, line.object_id, line.details) == ("Үлгү Мисалов", talk.pk, ["ky", link.confirmed])


def test_comments_land_on_their_parts_and_take_a_confirmation_back(client, talk):
    link, address = link_to(talk)
    digest = digest_in(client.get(address))
    client.post(address, {"digest": digest, "do": "confirm"})
    client.post(
        address, {"digest": digest, "do": "comment", "comment-ky-2": "Мен муну айткан эмесмин", "comment-ky-9": "?"}
    )
    link.refresh_from_db()
    assert list(Comment.objects.values_list("part", "author", "by")) == [(2, "Үлгү Мисалов", None)]
    assert link.confirmed == ""
    assert link.commented_at


@pytest.mark.parametrize(
    "sent", [{"do": "confirm", "comment-ky-1": "Туура эмес"}, {"do": "comment"}, {"do": "confirm", "digest": "another"}]
)
def test_an_answer_that_cannot_be_meant_is_asked_again_and_nothing_is_lost(client, talk, sent):
    link, address = link_to(talk)
    page = client.post(address, {"digest": digest_in(client.get(address))} | sent)
    link.refresh_from_db()
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert sent.get("comment-ky-1", "") in page.content.decode()
    assert not link.confirmed
    assert not Comment.objects.exists()


def test_what_does_not_open_answers_alike(client, talk):
    expired, old = link_to(talk)
    CheckLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    revoked, gone = link_to(talk)
    CheckLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    empty = link_to(make_interview(talk.candidate, talk.election, languages="ky"), "ru")[1].replace("/ru/", "/ky/")
    unsigned, unknown = "/ky/check/abc/", f"/ky/check/{new_token()}/"
    answers = [client.get(f"{path}{more}") for path in (old, gone, empty, unsigned, unknown) for more in ("", "page/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert client.post(old, {"do": "confirm"}).status_code == 404


def test_a_lawyer_s_link_only_reads(client, talk):
    link, address = link_to(talk, only_reads=True)
    page = client.get(address).content.decode()
    client.post(address, {"do": "comment", "comment-ky-1": "Үлгү", "digest": "x"})
    assert "1-суроо? ky" in page
    assert "<textarea" not in page
    assert "<button" not in page
    assert not Comment.objects.exists()


def test_the_token_is_kept_nowhere(client, talk, admin_client):
    address = reverse("admin:candidates_interview_link", args=[talk.pk])
    made = admin_client.post(address, {"name": "Үлгү", "language": "ky", "days": "7"})
    token = re.search(r"/ky/check/([^/]+)/", made.content.decode())[1]
    link = CheckLink.objects.get()
    assert link.digest == digest_of_token(token)
    assert token not in str(list(CheckLink.objects.values())) + str(list(AuditEntry.objects.values()))
    assert "no-store" in made["Cache-Control"]
    assert client.get(f"/ky/check/{token}/").status_code == 200
    admin_client.post(reverse("admin:candidates_interview_unlink", args=[talk.pk]), {"link": link.pk})
    assert client.get(f"/ky/check/{token}/").status_code == 404


def test_the_button_of_a_link_revokes_it(talk, admin_user):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin_user)
    link, token = make_link(talk, "ky", name="Үлгү", only_reads=False, days=7, by=admin_user)
    page = browser.get(reverse("admin:candidates_interview_review", args=[talk.pk])).content.decode()
    form = re.search(r'<form method="post" action="([^"]+/unlink/)">(.*?)</form>', page)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form[2]))
    assert sent["link"] == str(link.pk)
    assert browser.post(form[1], sent).status_code == 302
    assert browser.get(f"/ky/check/{token}/").status_code == 404


def test_guessing_is_slowed_down_and_does_not_shut_out_who_has_a_link(client, talk):
    _link, address = link_to(talk)
    answers = {client.get(f"/ky/check/{new_token()}/").status_code for _guess in range(40)}
    assert answers == {404, 429}
    assert client.get(address).status_code == 200


def test_an_answer_needs_the_token_of_its_page(talk):
    _link, address = link_to(talk)
    strict = Client(enforce_csrf_checks=True)
    digest = digest_in(strict.get(address))
    assert strict.post(address, {"digest": digest, "do": "confirm"}).status_code == 403
    token = strict.cookies["csrftoken"].value
    sent = {"digest": digest, "do": "confirm", "csrfmiddlewaretoken": token}
    assert strict.post(address, sent).status_code == 302


def test_a_messenger_that_looks_at_a_link_has_not_opened_it(client, talk):
    link, address = link_to(talk)
    client.get(address)
    link.refresh_from_db()
    assert link.opened_at is None
    client.get(address, headers={"Sec-Fetch-Mode": "navigate"})
    link.refresh_from_db()
    assert link.opened_at


def test_erasing_takes_links_and_comments_along(client, talk):
    link, address = link_to(talk)
    client.post(address, {"digest": digest_in(client.get(address)), "do": "comment", "comment-ky-0": "Үлгү"})
    go_live(talk)
    withdraw([talk], ["ky", "ru", "en"], at=CAMPAIGN + timedelta(minutes=1), who=MACHINE, note="Үлгү")
    erase(talk, at=CAMPAIGN + timedelta(minutes=2), who=MACHINE, note="Үлгү")
    assert not CheckLink.objects.exists()
    assert not Comment.objects.exists()
    assert client.get(address).status_code == 404
