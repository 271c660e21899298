"""What the work costs an editor: the jobs of ../shared/research/editor-effort.md, counted and bounded.

`make effort` prints the counts beside those of Wagtail and of Django's admin.
"""

import pytest

from candidates.models import Interview
from candidates.reading.characters import letters_and_digits
from candidates.reading.normal import normalise
from elections.models import Imprint
from publishing.assignments import assign
from staff.models import User
from tests.candidates.test_reading_real import raw, spoken
from tests.journeys.editor import Editor
from tests.journeys.test_paste_journey import TITLE, demo, paste
from tests.journeys.test_paste_translation_journey import RETOLD, talk, written_out

__all__ = ["demo", "raw", "spoken", "talk"]

#: The most actions a job may take (issue 4).
MOST = {"J1": 12, "J2": 10, "J3a": 4, "J3b": 3}
CORRECTED = "Бул жооп тийинсиз оңдолду."


@pytest.fixture
def editor(open_page, demo):
    """Return an editor of the demo at a wide screen."""
    editor = Editor(open_page(viewport={"width": 1440, "height": 900}))
    editor.sign_in()
    return editor


def page_of(talk, language, open_page):
    """Return what anybody reads of an interview, its letters and digits only."""
    page = open_page(locale=language)
    answer = page.goto(f"/{language}/interviews/{talk.slug}/")
    found = letters(page.inner_text("body")) if answer.status == 200 else ""
    page.close()
    return found


def letters(text):
    """Return the letters and digits of a text, whatever signs stand between them."""
    return "".join(letters_and_digits(normalise(text.replace("\xad", "")))).casefold()


def publish(editor):
    """Go from a saved interview to the public one."""
    editor.click(".desk-panel .desk-button--main")
    editor.click(".desk-form .desk-button--main")
    editor.page.wait_for_selector(".desk-panel")


def test_the_real_interview_is_public_and_one_answer_mended_later(editor, raw, spoken, open_page, record_property):
    counts = {
        "J1": in_kyrgyz(editor, raw, spoken, open_page),
        "J3a": changed_unseen(editor, open_page),
        "J3b": published_later(editor, open_page),
    }
    for job, actions in counts.items():
        record_property(job, actions)
        assert actions <= MOST[job], job


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_further_language_is_public(editor, talk, language, open_page, record_property):
    """J2: an interview that is public in Kyrgyz becomes public in another language, its text given."""
    assign([talk], User.objects.get(username="press"))
    editor.begin()
    editor.click(f"#agenda-lately + ul a[href$='/{talk.pk}/change/']")
    editor.click(f"a[href$='/translation/?language={language}']")
    editor.fill("[data-paste-text]", written_out(language))
    editor.click(".paste__form .paste__button--main")
    editor.page.wait_for_selector("[data-paste-parts].is-live")
    editor.click(".paste__save .paste__button--main")
    publish(editor)

    seen = page_of(talk, language, open_page)
    texts = [RETOLD[name][language] for name in ("title", "lead", "closing", "election_note")]
    texts += [block[part][language] for block in RETOLD["blocks"] for part in ("question", "answer")]
    assert [text for text in texts if letters(text) not in seen] == []
    record_property("J2", editor.actions)
    assert editor.actions <= MOST["J2"]


def in_kyrgyz(editor, raw, spoken, open_page):
    """J1: the real interview is public in Kyrgyz with all its structure."""
    editor.begin()
    paste(editor, raw)
    editor.click(".is-doubtful.paste__piece--question [data-key=sure]")
    editor.page.wait_for_selector(".is-doubtful.paste__piece--question", state="detached")
    editor.fill("[name=title]", TITLE)
    editor.click(".paste__save .paste__button--main")
    publish(editor)

    talk = Interview.objects.get(title_ky=TITLE)
    seen = page_of(talk, "ky", open_page)
    assert [talk.blocks.count(), bool(talk.thanks_question_ky), bool(talk.thanks_answer_ky)] == [7, True, True]
    for stretch in spoken[:-1]:
        assert letters(stretch) in seen
    imprint = Imprint.usual([talk.election_id])
    assert all(
        letters(getattr(imprint, name)) in seen for name in ("producer", "commissioner", "finance_representative")
    )
    return editor.actions


def changed_unseen(editor, open_page):
    """J3a: one answer of the live interview is changed and saved; readers see the old one."""
    editor.begin()
    editor.click(".agenda__answers a >> nth=2")
    editor.replace("[name=blocks-2-answer_ky]", CORRECTED)
    editor.click("[name=_save]")
    editor.page.wait_for_url("**/interview/")

    talk = Interview.objects.get(title_ky=TITLE)
    assert talk.blocks.order_by("order")[2].answer_ky == CORRECTED
    assert letters(CORRECTED) not in page_of(talk, "ky", open_page)
    return editor.actions


def published_later(editor, open_page):
    """J3b: that change is published."""
    editor.begin()
    editor.click(f"#agenda-mine + ul a:has-text('{TITLE}')")
    publish(editor)

    assert letters(CORRECTED) in page_of(Interview.objects.get(title_ky=TITLE), "ky", open_page)
    return editor.actions
