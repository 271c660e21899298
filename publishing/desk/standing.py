"""The panel above a form: what is live in which language since when, what has changed since, and what waits."""

from datetime import datetime

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing import reading
from publishing.addresses import address_of
from publishing.clock import now
from publishing.desk.differences import Group, summed_up, told
from publishing.desk.strip import GO, Sign, drawn, strips, told_tally
from publishing.desk.translations import Scope
from publishing.editions import Edition
from publishing.publishable import Publishable
from publishing.reviewed import standings
from publishing.status import LanguageStatus, Status, status_of


def share_parts(row: Publishable, formsets: list) -> None:
    """Give a row the parts that its form has read, and read only those it has not: its documents are built of them."""
    read = (shown.formset for shown in formsets if shown.has_view_permission)
    row._prefetched_objects_cache = {each.fk.remote_field.cache_name: each.get_queryset() for each in read}
    prefetch_related_objects([row], *row.part_names)


def panel(desk, request: HttpRequest, row: Publishable, at: datetime) -> dict:
    """Return what the panel shows."""
    status = status_of(row, at)
    signs = strips([row])[row.pk]
    reviewed = {one.code: one for one in standings(row, status.proposal.documents)}
    return {
        "panel": {
            "strip": drawn(signs),
            "languages": [
                language_line(desk, request, row, language, at)
                | {"texts": texts_line(row, sign), "review": reviewed.get(sign.code)}
                for language, sign in zip(status.languages, signs, strict=True)
            ],
            "links": links(desk, request, row, status),
            "can_write": desk.has_change_permission(request, row),
            "past": desk.address("editions", row) if Edition.objects.of(row).exists() else "",
            "review": desk.address("review", row) if reviewed else "",
            "comments": sum(len(one.comments) for one in reviewed.values()),
            "form": f"{desk.opts.model_name}_form",
        }
    }


def links(desk, request: HttpRequest, row: Publishable, status: Status) -> dict[str, str]:
    """Return the addresses of what this person can do."""
    found = {"publish": desk.address("publish", row)} if desk.has_publish_permission(request) else {}
    if found:
        found["gather"] = f"{reverse('admin:publishing_releasedraft_gather')}?objects={row.kind}-{row.pk}"
    if status.can_withdraw and desk.has_withdraw_permission(request):
        found["withdraw"] = desk.address("withdraw", row)
    if status.newest and desk.has_undo_permission(request):
        found["undo"] = desk.address("undo", row, release_id=status.newest.pk)
    return found


def language_line(desk, request: HttpRequest, row: Publishable, language: LanguageStatus, at: datetime) -> dict:
    """Return one language of the panel."""
    writes, cancels = language.code in desk.languages_of(request), desk.has_withdraw_permission(request)
    return {
        "status": language,
        "can_write": writes and desk.has_change_permission(request, row),
        "can_cancel": cancels,
        "changes": summed_up(row, language.difference) if language.live else [],
        "changes_url": desk.address("changes", row, language=language.code),
        "preview_url": desk.address("preview", row, language=language.code) if language.has_text else "",
        "regrets": [p.message for e in shown_or_waiting(language) if (p := row.regret(e.read()))],
        "paste_url": "" if language.has_text else desk.address_to_paste(request, row, language.code),
        "public_url": public_address(row.kind, row.pk, language.code, at) if language.live else "",
        "waiting": [
            {"edition": e, "cancel_url": desk.address("cancel", row, release_id=e.act.release_id)}
            for e in language.waiting
        ],
    }


def shown_or_waiting(language: LanguageStatus) -> list[Edition]:
    """Return the editions of a language that are public or will be."""
    return [*([language.live] if language.live else []), *language.waiting]


def texts_line(row: Publishable, sign: Sign) -> dict[str, str]:
    """Return what is to be done in one language, and the way to the list of it; nothing where all is in step."""
    if sign.level == GO or not sign.tally.count:
        return {}
    scope = Scope(kinds=(row.kind,), language=sign.code, of=f"{row.kind}-{row.pk}")
    return {"said": told_tally(sign.tally), "address": scope.list_address()}


def public_address(kind: str, object_id: int, language: str, at: datetime) -> str:
    """Return where an object is public in a language, or nothing."""
    card = reading.cards_of({(kind, object_id)}, language, at).get((kind, object_id))
    return address_of(card, reading.chrome(language, at)) if card else ""


def changes_view(desk, request: HttpRequest, row: Publishable, language: str):
    """Show what publishing now would change in one language."""
    found = next((lang for lang in status_of(row, now()).languages if lang.code == language), None)
    if found is None or found.document is None:
        raise Http404
    title = _("What has changed since: %(language)s") % {"language": found.name}
    return desk.screen(request, "desk/changes.html", title=title, row=row, group=group_of(row, found), live=found.live)


def group_of(row: Publishable, language: LanguageStatus) -> Group:
    """Return the whole difference of one language for the desk."""
    return told(row, language.difference, language.document)
