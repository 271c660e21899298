"""The first page of the desk: what goes live soon, what waits for whom, what is lacking, what changed since.

Each list is short, each line opens the thing itself, and the number of queries does not follow the number of rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Case, Sum, When
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from candidates.models import PastedText
from elections.carried import ToConfirm
from elections.desk.confirming import Group, grouped
from emgek.lines import MOST, Line
from emgek.review_lines import answered, returned, to_approve
from emgek.shortcomings import shortcomings
from publishing import kinds
from publishing.assignments import unfinished, waits_for
from publishing.comparing import compare
from publishing.desk.translations import Scope, named
from publishing.editions import Edition
from publishing.languages import LANGUAGES, NAMES
from publishing.presence import Presence
from publishing.proposals import Proposal, propose, propose_all
from publishing.rights import languages_of, right_to
from publishing.translating import State, to_be_done
from staff.models import User

#: So many fields of an object may be out of date before one object fewer is named.
FIELDS = 10
SOON = timedelta(hours=24)


def agenda(user: User, at: datetime) -> dict[str, list]:
    """Return the lists of what somebody can go on with, the newest first; what goes live, the next first."""
    mine = [model for model in kinds.KINDS.values() if user.has_perm(right_to("change", model))]
    proposals = list(chain.from_iterable(unlike_public(model, user, at) for model in mine))
    proposals.sort(key=lambda proposal: proposal.row.updated_at, reverse=True)
    others = [proposal for proposal in proposals if not proposal.row.is_mine]
    coming = waiting(user, at)
    return {
        "soon": [line for line in coming if line.at <= at + SOON][:MOST],
        "to_approve": to_approve(user),
        "returned": returned(user),
        "answered": answered(user),
        "begun": [begun_line(text, user) for text in begun(user)] if begins(user) else [],
        "mine": [line_of(proposal) for proposal in proposals if proposal.row.is_mine][:MOST],
        "present": present(user),
        "to_translate": to_translate(mine, user),
        "out_of_date": out_of_date(mine, user)[:MOST],
        "to_confirm": to_confirm(user),
        "lacking": [Line(**found) for found in shortcomings(user, MOST, at)],
        "unpublished": [line_of(proposal) for proposal in others if not standing(proposal)][:MOST],
        "changed": [line_of(proposal) for proposal in others if standing(proposal)][:MOST],
        "waiting": [line for line in coming if line.at > at + SOON][:MOST],
    }


def begins(user: User) -> bool:
    """Say whether somebody pastes interviews."""
    return user.has_perm("candidates.add_interview")


def begun(user: User) -> list[PastedText]:
    """Return the texts that are pasted and not saved, one's own first."""
    texts = PastedText.objects.begun().select_related("candidate", "by").defer("reading")
    return list(texts.order_by(Case(When(by=user, then=0), default=1), "-pasted_at", "-pk")[:MOST])


def begun_line(text: PastedText, user: User) -> Line:
    """Return the line of a pasted text: whose interview, how it begins, since when, and who pasted it."""
    by = str(text.by) if text.by and text.by != user else ""
    return Line(title=f"{text.candidate}: {text.opening}…", address=text.address, kind=by, at=text.pasted_at)


def present(user: User) -> list[Line]:
    """Return what colleagues have open just now, each with who and since when; one query, and one a kind that is."""
    seen = {m._meta.label_lower: m for m in kinds.KINDS.values() if user.has_perm(right_to("view", m))}
    windows = list(
        Presence.objects.open().filter(label__in=seen).exclude(user=user).order_by("since", "pk")[: 2 * MOST]
    )
    rows = {
        label: seen[label]._default_manager.in_bulk({one.object_id for one in windows if one.label == label})
        for label in {one.label for one in windows}
    }
    found = {}
    for one in windows:
        if row := rows[one.label].get(one.object_id):
            line = Line(title=str(row), address=form_of(row.kind, row.pk), kind=row._meta.verbose_name, at=one.since)
            found.setdefault((one.label, one.object_id, one.user_id), replace(line, note=str(one.user)))
    return list(found.values())[:MOST]


def to_translate(models: list, user: User) -> list[Line]:
    """Return what is to be done in each language somebody writes in: how many texts and words; one query."""
    scope = Scope(kinds=tuple(model.kind for model in models), languages=languages_of(user))
    lines = []
    for code, sums in to_be_done(scope.within()).items() if scope.languages else ():
        texts = ngettext("%(fields)s text", "%(fields)s texts", sums["fields"]) % {"fields": sums["fields"]}
        address = replace(scope, language=code).list_address()
        lines.append(Line(title=str(NAMES[code]), address=address, kind=texts, note=told_words(sums["words"])))
    return lines


def told_words(count: int) -> str:
    """Return a number of words."""
    return ngettext("%(words)s word", "%(words)s words", count) % {"words": count}


def out_of_date(models: list, user: User) -> list[Line]:
    """Return the objects with translations whose source has changed since, one line for the languages of an object.

    Only the languages somebody writes in, with the words of their sources; one query more than for the objects.
    """
    scope = Scope(kinds=tuple(model.kind for model in models), languages=languages_of(user), state=State.OUT_OF_DATE)
    lines: dict[tuple[str, int], Line] = {}
    for found in named(list(scope.unfinished()[: MOST * FIELDS]), scope):
        one = found.translation
        new = Line(title=str(found.row), address=found.address, kind=str(found.kind))
        languages = lines.setdefault((one.kind, one.object_id), new).languages
        if one.language not in languages:
            languages.append(one.language)
    sums = scope.unfinished().order_by().filter(object_id__in={pk for _kind, pk in lines})
    words = {(kind, pk): many for kind, pk, many in sums.values_list("kind", "object_id").annotate(Sum("words"))}
    return [replace(line, note=told_words(words[key])) for key, line in lines.items()]


def to_confirm(user: User) -> list[Line]:
    """Return the objects that were carried over and hold something somebody may confirm; one query, and one a kind."""
    items = list(ToConfirm.objects.unconfirmed().order_by("-election", "kind", "object_id", "pk")[: MOST * FIELDS])
    return [asked_about(group) for group in grouped(items, user) if group.may][:MOST]


def asked_about(group: Group) -> Line:
    """Return the line of one object: what of it is to be confirmed, once each."""
    address = reverse("admin:elections_election_confirm", args=[group.items[0].election_id])
    note = "; ".join(dict.fromkeys(str(item.get_code_display()) for item in group.items))
    return Line(title=group.title, address=f"{address}#{group.anchor}", kind=str(group.name), note=note)


# What is saved and not public ---------------------------------------------------------------------------------------


def unlike_public(model, user: User, at: datetime) -> Iterator[Proposal]:
    """Yield, of the rows that wait for somebody and of those saved last, what would make something new public."""
    rows = saved_since(model, user, at)
    # Nothing was ever done with a new row, so no document is needed to know that it is not public as it is.
    yield from (new(row, at) for row in rows if row.acted_at is None and written_in(row))
    for proposal in propose_all([row for row in rows if row.acted_at], LANGUAGES, at=at):
        if proposal.waiting:
            proposal = propose(proposal.row, LANGUAGES, at=at, starts_at=proposal.waiting[-1].starts_at)
        proposal.documents = {code: proposal.documents[code] for code in new_in(proposal)}
        if proposal.documents:
            yield proposal


def new(row, at: datetime) -> Proposal:
    """Return a proposal of a row that was never public, without its documents."""
    return Proposal(row, at, at, {}, [], documents=dict.fromkeys(written_in(row)))


def written_in(row) -> list[str]:
    """Return the languages in which a row has words."""
    return [code for code in LANGUAGES if row.has_words(code)]


def saved_since(model, user: User, at: datetime) -> list:
    """Return the rows that are not public or were saved after the last act on them, one's own first."""
    rows = unfinished(model, at).annotate(is_mine=waits_for(user, model.kind))
    return list(rows.order_by("-is_mine", "-updated_at", "-pk")[: MOST + MOST // 2])


def standing(proposal: Proposal) -> dict[str, Edition]:
    """Return, by language, what is public or waits to be: the later of the two."""
    return proposal.live | {edition.language: edition for edition in proposal.waiting}


def new_in(proposal: Proposal) -> list[str]:
    """Return the languages in which a row differs from what is public or waits to be."""
    known = {code: edition.read() for code, edition in standing(proposal).items()}
    return [code for code, document in proposal.documents.items() if compare(known.get(code), document)]


def line_of(proposal: Proposal) -> Line:
    """Return how the list names a row."""
    row = proposal.row
    return Line(
        title=str(row),
        address=form_of(row.kind, row.pk),
        kind=row._meta.verbose_name,
        languages=list(proposal.documents),
        at=row.updated_at,
    )


def form_of(kind: str, object_id: int) -> str:
    """Return the address of an object's form."""
    meta = kinds.model_of(kind)._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[object_id])


# What waits ---------------------------------------------------------------------------------------------------------


def waiting(user: User, at: datetime) -> list[Line]:
    """Return what will be public at a later moment, one line for the languages of an object."""
    seen = [kind for kind, model in kinds.KINDS.items() if user.has_perm(right_to("view", model))]
    groups: dict[tuple, list[Edition]] = {}
    for edition in Edition.objects.waiting(at).filter(kind__in=seen).order_by("starts_at", "kind", "object_id"):
        groups.setdefault((edition.kind, edition.object_id, edition.starts_at), []).append(edition)
    return [
        Line(
            title=title_of(editions),
            address=form_of(kind, object_id),
            kind=kinds.model_of(kind)._meta.verbose_name,
            languages=[code for code in LANGUAGES if any(edition.language == code for edition in editions)],
            at=starts_at,
        )
        for (kind, object_id, starts_at), editions in groups.items()
    ]


def title_of(editions: Iterable[Edition]) -> str:
    """Return the title in the language of the desk, else in any."""
    titles = {edition.language: edition.title for edition in editions}
    return titles.get(get_language()) or next(iter(titles.values()))
