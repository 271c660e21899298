"""The same question to all: which questions several candidates were asked, and what each of them answered."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from candidates import listing, questions
from candidates.questions import Figures
from candidates.views.people import tallied
from elections.documents import ElectionDocument
from publishing import reading
from publishing.cards import Card, Chrome, Found
from publishing.paging import PAGE, after, leaf
from publishing.search import heading_of
from publishing.serving import campaign_page, elsewhere, moment, page_for_all, respond

LONGEST_COUNT = 8
"""So many hexadecimal digits are enough for how many people were asked, in every database."""


@page_for_all("after")
@campaign_page
def all_questions(request: HttpRequest) -> HttpResponse:
    """List what several candidates of the current election were asked."""
    chrome = reading.chrome(get_language(), moment(request))
    return show_questions(request, chrome, chrome.election)


@page_for_all("after")
@campaign_page
def election_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """List what several candidates of one election were asked."""
    found = reading.page("election", slug, get_language(), moment(request))
    return elsewhere(request, found) or show_questions(request, found.chrome, found.document, found.languages)


def show_questions(
    request: HttpRequest, chrome: Chrome, election: ElectionDocument | None, cards: list[Card] | None = None
) -> HttpResponse:
    """Show one page of an election's questions, those that were put to most candidates first."""
    id_ = election.object_id if election else 0
    asked = questions.listed(id_, chrome.language, chrome.at, limit=PAGE + 1, after=seen(request))
    page = leaf(request, asked, lambda question: (f"{question.asked:x}", question.first))
    context = {
        "section": "interviews",
        "election": election,
        "page": page,
        "cards": [question.talk for question in page.entries],
    }
    return respond(request, chrome, "candidates/questions.html", context, cards=cards)


def seen(request: HttpRequest) -> tuple[int, int] | None:
    """Return (asked, first) of the last question seen; raise Http404 for more people than there can be."""
    begin = after(request)
    if begin and len(begin[0]) > LONGEST_COUNT:
        raise Http404
    return (int(begin[0], 16), begin[1]) if begin else None


@page_for_all("after")
@campaign_page
def question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what everybody who was asked a question answered, in the order of the list, those who did not too."""
    found = reading.page("interview", slug, get_language(), moment(request))
    if answer := (found.withdrawn_at and successor(found.chrome, slug, number)) or elsewhere(request, found):
        return answer
    block = next((block for block in found.document.blocks if block.number == number and block.question), None)
    heading = heading_of(block.question) if block else ""
    if not heading:
        raise Http404
    chrome, election = found.chrome, found.document.election
    figures = questions.figures(heading, election, chrome.language, chrome.at)
    if not figures.asked:
        raise Http404
    if not figures.is_first(found.card, number):
        return to_first(figures, chrome)
    return show_question(request, found, block.question, figures)


def successor(chrome: Chrome, slug: str, number: int) -> HttpResponse | None:
    """Lead on from an interview that was withdrawn while others still answer its question: they are not withdrawn."""
    put = questions.was_put(slug, number, chrome.language, chrome.at) if number < questions.STEP else None
    if put:
        figures = questions.figures(*put, chrome.language, chrome.at)
        return to_first(figures, chrome) if figures.asked else None
    return None


def to_first(figures: Figures, chrome: Chrome) -> HttpResponse:
    """Lead to the address by which all answers to a question are linked; another may take its place one day."""
    talk, number = figures.place
    return HttpResponseRedirect(questions.address(reading.cards_of({talk}, chrome.language, chrome.at)[talk], number))


def show_question(request: HttpRequest, found: Found, question: str, figures: Figures) -> HttpResponse:
    """Show one page of the answers to a question."""
    chrome, election, heading = found.chrome, found.document.election, heading_of(question)
    said = questions.replies(heading, election, chrome.language, chrome.at, limit=PAGE + 1, after=after(request))
    page = leaf(request, said, lambda reply: (reply.place, reply.id))
    context = {
        "section": "interviews",
        "question": question,
        "election": next((card.document for card in chrome.elections if card.object_id == election), None),
        "all_url": questions_of(election, chrome),
        "figures": figures,
        "tally": tallied(request, election, chrome),
        "page": page,
        "answers": list(listing.answers(page.entries, election, chrome)),
        "cards": [reply.talk for reply in page.entries],
    }
    return respond(request, chrome, "candidates/question.html", context, cards=found.languages)


def questions_of(election: int, chrome: Chrome) -> str:
    """Return the address of an election's list of questions; the current one's is short."""
    slug = next((card.slug for card in chrome.elections if card.object_id == election), "")
    if not slug or (chrome.election and chrome.election.object_id == election):
        return reverse("questions")
    return reverse("election_questions", args=[slug])
