"""What a reader would stumble over in what is proposed: a title that is cut off, a link that leads nowhere."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.documents import Document
from publishing.editions import Edition
from publishing.problems import Level, Problem

#: How many letters of a title lists of search engines and messengers show, about 600 pixels of them.
LONGEST_TITLE = 70

type Wanted = tuple[str, int]
"""What a reference names: kind and id."""


def found_wrong(proposals: Iterable, together: Collection[tuple[str, int, str]]) -> Iterator[tuple]:
    """Yield each proposal with its problems; two queries a kind referred to. `together` is what goes live with it."""
    documents = [(one, document) for one in proposals for document in one.starting.values()]
    wanted = {(target.kind, target.id) for _one, document in documents for target in document.targets()}
    there = set(known(wanted))
    moment = max((one.starts_at for one, _document in documents), default=None)
    public = set(live(wanted, moment)) | set(together) if moment else set()
    for one, document in documents:
        yield from ((one, problem) for problem in titles(document))
        yield from ((one, problem) for problem in references(document, there, public))


def titles(document: Document) -> Iterator[Problem]:
    """Ask for a shorter title."""
    if len(document.title) > LONGEST_TITLE:
        sentence = _("The title has %(count)s letters; search engines and messengers show about %(most)s of them.")
        message = sentence % {"count": len(document.title), "most": LONGEST_TITLE}
        field = f"title_{document.language}"
        yield Problem(code="long_title", message=message, level=Level.WARNING, language=document.language, field=field)


def references(document: Document, there: set[Wanted], public: set[tuple[str, int, str]]) -> Iterator[Problem]:
    """Stop a reference to what does not exist any more; name the links that no reader would see."""
    hidden: dict[str, int] = {}
    for target in dict.fromkeys((t.kind, t.id, t.required) for t in document.targets()):
        kind, pk, required = target
        name = kinds.model_of(kind)._meta.verbose_name
        if (kind, pk) not in there:
            message = _("It refers to something that does not exist any more: %(what)s.") % {"what": f"{name} {pk}"}
            yield Problem(code="broken_reference", message=message, language=document.language)
        elif not required and (kind, pk, document.language) not in public:
            hidden[str(name)] = hidden.get(str(name), 0) + 1
    if hidden:
        told = ", ".join(f"{name} ({count})" for name, count in hidden.items())
        message = _("It links to what is not public in this language; readers will not see these links: %(what)s.")
        yield Problem(
            code="hidden_links", message=message % {"what": told}, level=Level.WARNING, language=document.language
        )


def known(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Yield what has a row."""
    for kind, ids in kinds.ids_by_kind(wanted).items():
        found = kinds.model_of(kind)._base_manager.filter(pk__in=ids)
        yield from ((kind, pk) for pk in found.values_list("pk", flat=True))


def live(wanted: Iterable[Wanted], at: datetime) -> Iterator[tuple[str, int, str]]:
    """Yield what is public at a moment, with its languages."""
    for kind, ids in kinds.ids_by_kind(wanted).items():
        found = Edition.objects.live(at).filter(kind=kind, object_id__in=ids)
        yield from found.values_list("kind", "object_id", "language")
