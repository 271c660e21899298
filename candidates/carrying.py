"""Interviews of a repeated vote, carried over with raw text, source and day; each says for which vote it was given."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from candidates.models import Candidacy, Candidate, Interview, QABlock
from elections.carried import Asked, ToConfirm
from elections.carrying import CARRIERS, Doubt, Offer, Passage
from elections.models import Election
from programs.models import Measure, Plank
from publishing.copying import copied
from publishing.dates import day
from publishing.languages import LANGUAGES, words


class CarryInterviews:
    """Each interview of somebody who stands again; answers are linked to the promises that were carried over."""

    title, rank = gettext_lazy("Interviews"), 40

    def offers(self, passage: Passage):
        """Offer each interview; those of people who do not stand here wait for them."""
        standing = set(passage.election.candidacies.values_list("candidate_id", flat=True))
        found = Interview.objects.filter(election=passage.source).select_related("candidate")
        for talk in found.order_by("candidate__sort_key", "pk").prefetch_related("blocks__planks", "blocks__measures"):
            count = len(talk.blocks.all())
            yield Offer(
                kind=Interview.kind,
                pk=talk.pk,
                title=f"{talk.candidate}: {talk}",
                note=ngettext("%(count)d question", "%(count)d questions", count) % {"count": count},
                doubts=tuple(self.doubts(passage, talk)),
                refusal="" if talk.candidate_id in standing else _("does not stand here; carry the people over first"),
            )

    def doubts(self, passage: Passage, talk: Interview):
        """Yield what is to be confirmed: that it stands at all, what it says of the earlier vote."""
        yield Doubt(code=Asked.AGAIN)
        for code in LANGUAGES:
            if note := words(talk, "election_note", code):
                yield Doubt(code=Asked.NOTE, detail=note, language=code)
        yield from passage.mentioned(talk, without="election_note")
        if any(block.planks.all() or block.measures.all() for block in talk.blocks.all()):
            yield Doubt(code=Asked.LINKS)

    def carry(self, passage: Passage, offer: Offer) -> Interview:
        """Copy an interview; link its answers as far as the promises came along."""
        talk = Interview.objects.get(pk=offer.pk)
        notes = {f"election_note_{code}": given_for(passage.source, talk, code) for code in LANGUAGES}
        new = copied(talk, election=passage.election, slug="", imprint=None, **notes)
        own = {block.number: block for block in new.blocks.all()}
        for block in talk.blocks.prefetch_related("planks", "measures"):
            link(passage, block, own[block.number])
        return new


def given_for(source: Election, talk: Interview, language: str) -> str:
    """Return the sentence that says for which vote a talk was given, where it has words in a language."""
    if not talk.has_words(language):
        return ""
    with override(language):
        sentence = _("This talk was given before an earlier vote: %(election)s, %(day)s.")
        return sentence % {
            "election": words(source, "title", language) or source,
            "day": day(source.voting_day, language),
        }


def link(passage: Passage, old: QABlock, new: QABlock) -> None:
    """Link an answer to what the promises it spoke to have become."""
    planks = {pk: passage.became.get((Plank.kind, pk)) for pk in old.planks.values_list("pk", flat=True)}
    new.planks.set(Plank.objects.filter(pk__in=[pk for pk in planks.values() if pk]))
    for measure in old.measures.all():
        plank = passage.became.get((Plank.kind, measure.plank_id))
        if found := plank and Measure.objects.filter(plank=plank, number=measure.number).first():
            new.measures.add(found)


def ask_about(election: Election, people: Collection[Candidate]) -> None:
    """Note that places and statuses of people who came over from an earlier vote are to be confirmed."""
    found = Candidacy.objects.filter(election=election, candidate__in=people).order_by("list_position", "pk")
    ToConfirm.objects.bulk_create(
        ToConfirm(election=election, kind=Candidate.kind, object_id=one.candidate_id, code=code, detail=detail)
        for one in found
        for code, detail in ((Asked.PLACE, str(one.list_position or "—")), (Asked.STATUS, ""))
    )


def forget_candidacy(sender, instance, **kwargs) -> None:
    """Ask no more about somebody who was taken off a list; receives `post_delete`."""
    about = ToConfirm.objects.of(Candidate.kind, [instance.candidate_id])
    about.filter(election=instance.election_id, code__in=[Asked.PLACE, Asked.STATUS]).delete()


CARRIERS.append(CarryInterviews())
