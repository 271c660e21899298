"""What the law or readers ask for and is not there: a whole imprint, a word on a portrait."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.consents import PERSONAL
from candidates.models import Candidate
from elections.models import Election, Imprint, Material
from publishing.editions import Edition
from publishing.languages import LANGUAGES, words
from publishing.rights import languages_of
from staff.models import User


def shortcomings(user: User, most: int, at: datetime) -> list[dict]:
    """Return the first of what is lacking and may be mended or asked for by somebody, as lines. Few queries."""
    imprints = imprints_lacking(most) if user.has_perm("elections.change_imprint") else ()
    materials = materials_lacking(most) if user.has_perm("elections.add_material") else ()
    writes = languages_of(user) if user.has_perm("candidates.change_candidate") else ()
    languages = LANGUAGES if user.has_perm(Election.SET_CALENDAR) else writes  # who answers for the law sees all
    portraits = portraits_without_words(most, languages) if languages else ()
    regretted = consents_withdrawn(most, at) if user.has_perm("candidates.change_candidate") else ()
    return [*regretted, *islice(chain(imprints, materials), most), *portraits]


def consents_withdrawn(most: int, at: datetime) -> Iterator[dict]:
    """Yield the candidates of whom something is public, or waits to be, although its consent was withdrawn."""
    taken_back = Q(*[(f"{name}_withdrawn_date__isnull", False) for name in PERSONAL], _connector=Q.OR)
    people = Candidate.objects.filter(taken_back).in_bulk()
    editions, found = Edition.objects.filter(kind=Candidate.kind, object_id__in=people), {}
    for edition in (editions.live(at) | editions.waiting(at)).select_related("document") if people else ():
        if what := people[edition.object_id].taken_back(edition.read()):
            found.setdefault(edition.object_id, what)
    for pk, what in list(found.items())[:most]:
        yield {
            "title": str(people[pk]),
            "address": reverse("admin:candidates_candidate_publish", args=[pk]),
            "kind": Candidate._meta.verbose_name,
            "note": _("consent withdrawn, still public: %(fields)s") % {"fields": what},
        }


def imprints_lacking(most: int) -> Iterator[dict]:
    """Yield the imprints of the newest election in which something is missing that campaign material must name."""
    election = Election.newest()
    lacks = Q(*[(name, "") for name in Imprint.REQUIRED if name != "print_run"], _connector=Q.OR)
    for imprint in Imprint.objects.filter(lacks, election=election).order_by("-is_usual", "pk")[:most]:
        missing = ", ".join(str(name) for name in imprint.missing())
        yield {
            "title": str(imprint),
            "address": reverse("admin:elections_imprint_change", args=[imprint.pk]),
            "kind": imprint._meta.verbose_name,
            "note": _("missing: %(fields)s") % {"fields": missing},
        }


def materials_lacking(most: int) -> Iterator[dict]:
    """Yield the drafts of the newest election's materials that could not be issued: their imprint is not whole."""
    drafts = Material.objects.filter(number="", election=Election.newest()).select_related("imprint", "election")
    for material in drafts.order_by("pk")[: most * 5]:
        if missing := material.missing():
            yield {
                "title": str(material),
                "address": reverse("admin:elections_material_change", args=[material.pk]),
                "kind": material._meta.verbose_name,
                "note": _("missing imprint: %(fields)s") % {"fields": ", ".join(map(str, missing))},
            }


def portraits_without_words(most: int, languages: Sequence[str]) -> Iterator[dict]:
    """Yield the candidates whose portrait is not described in one of some languages in which they have a name."""
    undescribed = Q(
        *[Q(**{f"family_name_{code}__gt": ""}) & ~Q(**{f"portrait_alt_{code}__gt": ""}) for code in languages],
        _connector=Q.OR,
    )
    for person in Candidate.objects.filter(undescribed, portrait__gt="").order_by("-updated_at", "-pk")[:most]:
        yield {
            "title": str(person),
            "address": reverse("admin:candidates_candidate_change", args=[person.pk]),
            "kind": person._meta.verbose_name,
            "languages": [code for code in languages if person.name(code) and not words(person, "portrait_alt", code)],
            "note": _("the portrait has no description"),
        }
