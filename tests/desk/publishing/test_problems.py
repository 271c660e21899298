"""What stops a publication, what asks, and where each is mended."""

import re

import pytest

from candidates.models import QABlock
from elections.models import Imprint
from programs.models import Measure
from publishing.acts import publish
from publishing.journal import Who
from publishing.problems import Refused
from publishing.proposals import propose, review
from tests.desk.publishing.screens import LATER, edit, text, url
from tests.factories import go_live, make_candidate, make_interview, make_plank, make_program
from tests.public_pages import face

pytestmark = pytest.mark.django_db


def found(row, *languages):
    """Return the problems of publishing a row now, by code."""
    return {problem.code: problem for problem in review([propose(row, languages or ["ky"], at=LATER)])}


def links(response):
    return re.findall(r'<a href="([^"]+)">Mend it</a>', text(response))


def test_a_picture_nobody_may_show_stops_and_leads_to_its_field(officer, election, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    person = make_candidate(election, portrait=face(), portrait_rights="")
    assert {"no_alt", "no_rights"} <= {code for code, one in found(person).items() if one.is_error}
    shown = links(officer.get(url(person, "publish")))
    form = url(person, "change")
    assert f"{form}#id_portrait_rights" in shown
    assert f"{form}?tab=ky#id_portrait_alt_ky" in shown


def test_a_language_without_its_words_leads_to_the_empty_field(officer, talk):
    edit(talk, title_en="", lead_en="")
    page = officer.post(url(talk, "publish"), {"languages": ["en"], "when": "now", "shown": "[]"})
    assert f"{url(talk, 'change')}?tab=en#id_title_en" in links(page)


def test_an_imprint_that_is_not_whole_leads_to_the_field_it_lacks(officer, talk):
    Imprint.objects.update(payer="")
    edit(talk, title_ky="Жаңы")
    imprint = Imprint.objects.get()
    assert f"/en/admin/elections/imprint/{imprint.pk}/change/#id_payer" in links(officer.get(url(talk, "publish")))


def test_a_question_without_words_leads_to_its_part(officer, election):
    talk = make_interview(make_candidate(election), election, blocks=3)
    QABlock.objects.filter(interview=talk, number=2).update(question_ky="", answer_ky="")
    wanted = f"{url(talk, 'change')}?tab=ky#id_blocks-1-question_ky"
    assert wanted in links(officer.get(url(talk, "publish")))


def test_a_measure_of_somebody_who_is_gone_stops(election):
    plank = make_plank(make_program(election), measures=1)
    Measure.objects.update(voice=10**6)
    problem = found(plank)["broken_reference"]
    assert problem.is_error
    with pytest.raises(Refused):
        publish([plank], ["ky"], at=LATER, who=Who.user(None))


def test_a_link_that_no_reader_would_see_is_asked_about(election, talk):
    plank = make_plank(make_program(election))
    talk.blocks.first().planks.add(plank)
    assert not found(talk)["hidden_links"].is_error
    go_live(plank.program, plank, at=LATER)
    assert "hidden_links" not in found(talk)


def test_a_title_that_is_cut_off_elsewhere_is_asked_about(talk):
    assert "long_title" not in found(edit(talk, title_ky="Ү" * 70))
    problem = found(edit(talk, title_ky="Ү" * 71))["long_title"]
    assert not problem.is_error
    assert problem.field == "title_ky"
