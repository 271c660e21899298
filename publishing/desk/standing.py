"""The panel above a form: what is live in which language since when, what has changed since, and what waits."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from publishing import reading
from publishing.addresses import address_of
from publishing.clock import now
from publishing.desk.differences import Group, summed_up, told
from publishing.desk.strip import GO, Sign, drawn, strips, told_tally
from publishing.desk.translations import Scope
from publishing.editions import Edition
from publishing.publishable import Publishable
from publishing.status import LanguageStatus, Status, status_of


def panel(desk, request: HttpRequest, row: Publishable, at: datetime) -> dict:
    """Return what the panel shows."""
    status = status_of(row, at)
    signs = strips([row])[row.pk]
    return {
        "panel": {
            "strip": drawn(signs),
            "languages": [
                language_line(desk, row, language, at) | {"texts": texts_line(row, sign)}
                for language, sign in zip(status.languages, signs, strict=True)
            ],
            "links": links(desk, row, status) if desk.has_change_permission(request, row) else {},
            "past": desk.address("editions", row) if Edition.objects.of(row).exists() else "",
            "form": f"{desk.opts.model_name}_form",
        }
    }


def links(desk, row: Publishable, status: Status) -> dict[str, str]:
    """Return the addresses of what can be done."""
    found = {"publish": desk.address("publish", row)}
    if status.can_withdraw:
        found["withdraw"] = desk.address("withdraw", row)
    if status.newest:
        found["undo"] = desk.address("undo", row, release_id=status.newest.pk)
    return found


def language_line(desk, row: Publishable, language: LanguageStatus, at: datetime) -> dict:
    """Return one language of the panel."""
    return {
        "status": language,
        "changes": summed_up(row, language.difference) if language.live else [],
        "changes_url": desk.address("changes", row, language=language.code),
        "preview_url": desk.address("preview", row, language=language.code) if language.has_text else "",
        "paste_url": "" if language.has_text else desk.address_to_paste(row, language.code),
        "public_url": public_address(row.kind, row.pk, language.code, at) if language.live else "",
        "waiting": [
            {"edition": e, "cancel_url": desk.address("cancel", row, release_id=e.act.release_id)}
            for e in language.waiting
        ],
    }


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
