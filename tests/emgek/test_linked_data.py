"""JSON-LD: the properties each type needs, only what the page shows, and no word that breaks out of its block."""

import json
import re

import pytest

from tests import factories as make
from tests.factories import moment

pytestmark = pytest.mark.django_db

HOSTILE = '</script><!-- <script>alert("&")</script>'
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
#: What a node of each type cannot do without, and what it may have, by schema.org's definitions.
SCHEMA = {
    "Organization": ({"@id", "name", "url"}, {"legalName"}),
    "WebSite": ({"@id", "name", "url", "inLanguage", "publisher", "potentialAction"}, set()),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
    "Person": (
        {"name", "url"},
        {"@id", "givenName", "familyName", "additionalName", "jobTitle", "description", "birthDate", "image"}
        | {"sameAs", "affiliation"},
    ),
    "Event": (
        {"@id", "name", "url", "startDate", "endDate", "location", "eventAttendanceMode", "about"},
        {"inLanguage"},
    ),
    "Place": ({"name"}, set()),
    "GovernmentOrganization": ({"name"}, set()),
    "QAPage": (
        {"@id", "name", "url", "inLanguage", "mainEntity", "publisher"},
        {"description", "author", "datePublished", "dateModified", "isBasedOn", "translationOfWork"},
    ),
    "Question": ({"@id", "name", "text", "url", "answerCount"}, {"acceptedAnswer", "suggestedAnswer"}),
    "Answer": ({"text", "url", "author"}, set()),
    "ProfilePage": (
        {"@id", "name", "url", "inLanguage", "mainEntity", "publisher"},
        {"datePublished", "dateModified", "translationOfWork"},
    ),
    "WebPage": (
        {"@id", "name", "url", "inLanguage", "publisher"},
        {"description", "datePublished", "dateModified", "translationOfWork"},
    ),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name", "item"}, set()),
}


def faults(node) -> list[str]:
    """Return what is wrong with a node and all beneath it: an unknown type, something missing, unknown or empty."""
    if isinstance(node, list):
        return [fault for one in node for fault in faults(one)]
    if not isinstance(node, dict) or set(node) == {"@id"}:
        return [] if node not in ("", None, {}) else ["empty"]
    kind = node["@type"][0] if isinstance(node["@type"], list) else node["@type"]
    needed, allowed = SCHEMA[kind]
    names = set(node) - {"@type"}
    wrong = [f"{kind} without {name}" for name in needed - names]
    wrong += [f"{kind} with {name}" for name in names - needed - allowed]
    return wrong + [fault for value in node.values() for fault in faults(value)]


def data_of(response) -> dict[str, dict]:
    """Return the nodes of a page by type, after checking their shape."""
    (block,) = BLOCK.findall(response.text)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    assert faults(data["@graph"]) == []
    return {node["@type"][0] if isinstance(node["@type"], list) else node["@type"]: node for node in data["@graph"]}


def test_home_says_who_publishes_and_how_to_search(client, site):
    data = data_of(client.get("/ky/"))

    assert data["Organization"]["name"] == "Үлгү ky"
    assert data["WebSite"]["potentialAction"]["target"]["urlTemplate"] == "http://testserver/ky/search/?q={query}"


def test_candidate_is_a_person_of_the_party(client, site):
    site.person.profession_ky = "Мугалим"
    site.person.links = "https://example.kg/a\njavascript:alert(1)"
    site.person.save()
    make.go_live(site.person)

    person = data_of(client.get(f"/ky/candidates/{site.person.slug}/"))["ProfilePage"]["mainEntity"]

    assert (person["name"], person["givenName"], person["jobTitle"]) == ("Жылдыз Өмүрзакова", "Жылдыз", "Мугалим")
    assert person["affiliation"]["name"] == "Үлгү ky"
    assert person["sameAs"] == ["https://example.kg/a"]
    assert "birthDate" not in person


@pytest.mark.parametrize(("consent", "told"), [("", None), ("2021-07-01, кат", "1985-07-16")])
def test_birth_date_is_told_only_with_consent(client, site, consent, told):
    site.person.profession_ky = "Мугалим"
    site.person.birth_date, site.person.birth_date_consent = "1985-07-16", consent
    site.person.save()
    make.go_live(site.person)

    person = data_of(client.get(f"/ky/candidates/{site.person.slug}/"))["ProfilePage"]["mainEntity"]

    assert person.get("birthDate") == told


def test_vote_is_an_event_with_its_hours(client, site):
    event = data_of(client.get("/en/election/"))["Event"]

    assert (event["startDate"], event["endDate"]) == ("2021-07-11T08:00:00+06:00", "2021-07-11T20:00:00+06:00")
    assert event["url"] == "http://testserver/en/elections/july/"


def test_interview_is_questions_with_answers_of_the_candidate(client, site):
    page = data_of(client.get("/ky/interviews/talk/"))["QAPage"]

    assert [one["name"] for one in page["mainEntity"]] == ["1-суроо? ky", "2-суроо? ky"]
    answer = page["mainEntity"][1]["acceptedAnswer"]
    assert (answer["text"], answer["url"]) == ("2-жооп. ky", "http://testserver/ky/interviews/talk/#q2")
    assert answer["author"]["name"] == "Жылдыз Өмүрзакова"
    assert page["datePublished"] == "2021-07-08"


def test_question_put_to_several_has_an_answer_of_each(client, site):
    other = make.make_candidate(site.election, position=2, slug="other")
    make.go_live(other, make.make_interview(other, site.election, blocks=1, slug="other-talk"))

    question = data_of(client.get("/ky/questions/talk/1/"))["QAPage"]["mainEntity"]

    assert (question["name"], question["answerCount"]) == ("1-суроо? ky", 2)
    authors = [answer["author"]["url"] for answer in question["suggestedAnswer"]]
    assert authors == [f"http://testserver/ky/candidates/{slug}/" for slug in (site.person.slug, "other")]


def test_translation_names_the_work_it_translates(client, site):
    page = data_of(client.get("/ru/interviews/talk/"))["QAPage"]

    assert page["translationOfWork"] == {"@id": "http://testserver/ky/interviews/talk/"}


def test_corrected_page_says_when(client, site, at):
    site.talk.lead_ky = "Оңдолду"
    site.talk.save()
    make.go_live(site.talk, at=moment(7, 9, 15))
    at(moment(7, 9, 16))

    assert data_of(client.get("/ky/interviews/talk/"))["QAPage"]["dateModified"] == "2021-07-09T15:00:00+06:00"


@pytest.mark.parametrize("path", ["program/", "program/yshsyz-bishkek/", "about/"])
def test_other_pages_are_pages_with_a_way_back(client, site, path):
    make.go_live(make.make_page(slug="about"))

    data = data_of(client.get(f"/ky/{path}"))

    steps = data["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == "http://testserver/ky/"
    assert steps[-1]["item"] == data["WebPage"]["url"] == f"http://testserver/ky/{path}"


def test_no_word_breaks_out_of_its_block(client, site):
    site.talk.blocks.update(question_ky=HOSTILE, answer_ky=HOSTILE)
    site.talk.title_ky = HOSTILE
    site.talk.save()
    make.go_live(site.talk)

    page = client.get("/ky/interviews/talk/")

    (block,) = BLOCK.findall(page.text)
    assert not re.search("[<>&]", block)
    assert data_of(page)["QAPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == HOSTILE


def test_data_has_no_soft_hyphens_though_the_page_has(client, site):
    site.talk.title_ky = "Мүмкүнчүлүктөрү чектелгендерге"
    site.talk.lead_ky = "Мүмкүнчүлүк\u00adтөрү чектелгендерге"
    site.talk.save()
    make.go_live(site.talk)

    page = client.get("/ky/interviews/talk/").text

    assert "\u00ad" in page
    assert "\u00ad" not in BLOCK.findall(page)[0]


def test_page_that_is_not_there_says_nothing(client, site):
    assert BLOCK.findall(client.get("/ky/candidates/nobody/").text) == []
