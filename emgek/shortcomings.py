"""What the law or readers ask for and is not there: an imprint that is not whole, a portrait without words."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.models import Candidate
from elections.models import Election, Imprint
from publishing.languages import LANGUAGES, words
from staff.models import User


def shortcomings(user: User, most: int) -> list[dict]:
    """Return the first of what is lacking and may be mended by somebody, as the fields of lines. Three queries."""
    imprints = imprints_lacking(most) if user.has_perm("elections.change_imprint") else ()
    portraits = portraits_without_words(most) if user.has_perm("candidates.change_candidate") else ()
    return [*islice(imprints, most), *portraits]


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


def portraits_without_words(most: int) -> Iterator[dict]:
    """Yield the candidates whose portrait is not described in a language in which they have a name."""
    undescribed = Q(
        *[Q(**{f"family_name_{code}__gt": ""}) & ~Q(**{f"portrait_alt_{code}__gt": ""}) for code in LANGUAGES],
        _connector=Q.OR,
    )
    for person in Candidate.objects.filter(undescribed, portrait__gt="").order_by("-updated_at", "-pk")[:most]:
        yield {
            "title": str(person),
            "address": reverse("admin:candidates_candidate_change", args=[person.pk]),
            "kind": person._meta.verbose_name,
            "languages": [code for code in LANGUAGES if person.name(code) and not words(person, "portrait_alt", code)],
            "note": _("the portrait has no description"),
        }
