"""The programme of a repeated vote, carried over: themes, planks and measures; what became of them stays behind."""

from django.utils.translation import gettext_lazy, ngettext

from elections.carried import Asked
from elections.carrying import CARRIERS, Doubt, Offer, Passage
from programs.models import Plank, Program, StatusChange, Theme
from publishing.copying import copied
from publishing.kinds import model_of
from publishing.languages import LANGUAGES, words


class CarryProgram:
    """The programme with its themes, then plank by plank; planks go into the programme that is there."""

    title, rank = gettext_lazy("Programme"), 30

    def offers(self, passage: Passage):
        """Offer the programme where there is none yet, and every plank."""
        source = Program.objects.filter(election=passage.source).first()
        if source is None:
            return
        there = Program.objects.filter(election=passage.election).exists()
        if not there:
            doubts = (Doubt(code=Asked.AGAIN), *passage.mentioned(source))
            themes = source.themes.count()
            note = ngettext("%(count)d theme", "%(count)d themes", themes) % {"count": themes}
            yield Offer(kind=Program.kind, pk=source.pk, title=str(source), note=note, doubts=doubts)
        standing = set(passage.election.candidacies.values_list("candidate_id", flat=True))
        for plank in source.planks.order_by("order").prefetch_related("measures__changes"):
            count = len(plank.measures.all())
            note = ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}
            doubts = (*passage.mentioned(plank), *voices(plank, standing))
            yield Offer(kind=Plank.kind, pk=plank.pk, title=str(plank), note=note, doubts=doubts)

    def carry(self, passage: Passage, offer: Offer):
        """Copy the programme, or a plank with its measures."""
        if offer.kind == Program.kind:
            source = Program.objects.get(pk=offer.pk)
            return copied(source, election=passage.election, slug="", imprint=None)
        plank = Plank.objects.select_related("program", "theme").get(pk=offer.pk)
        program = self.program(passage, plank.program)
        theme = plank.theme and same_theme(program, plank.theme)
        slug = "" if program.planks.filter(slug=plank.slug).exists() else plank.slug  # unique per programme
        return copied(plank, without={StatusChange}, program=program, theme=theme, slug=slug, imprint=None, order=None)

    def program(self, passage: Passage, source: Program) -> Program:
        """Return the programme planks go into; without one they bring a bare one along."""
        found = Program.objects.filter(election=passage.election).first()
        return found or copied(source, without={Theme}, election=passage.election, slug="", imprint=None)


def voices(plank: Plank, standing: set[int]):
    """Yield the own views of candidates who do not stand in the new vote."""
    for measure in plank.measures.all():
        if measure.voice and measure.voice not in standing:
            name = model_of("candidate")._default_manager.filter(pk=measure.voice).first()
            yield Doubt(code=Asked.VOICE, detail=f"{name or '—'}: {measure}")


def same_theme(program: Program, theme: Theme) -> Theme:
    """Return the theme of a programme that bears a name of another's, or a copy of that."""
    for other in program.themes.all():
        if any("" != words(theme, "name", code) == words(other, "name", code) for code in LANGUAGES):
            return other
    return copied(theme, program=program, number=None, order=None)


CARRIERS.append(CarryProgram())
