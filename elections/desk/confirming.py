"""The screen of what was carried over and must be confirmed: object by object, ticked off one by one."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from elections.carried import KEY_DATE, ToConfirm
from elections.carrying import model_of
from elections.models import Election
from publishing import kinds
from publishing.desk.pointing import screen_address
from publishing.rights import WRITE, right_to
from publishing.typed import typed_id
from staff.audit import Action, Told, record

#: So many things stand on one page; the others follow when these are confirmed.
MOST = 200


@dataclass
class Group:
    """The things to confirm of one object, its form, and whether this person may confirm them."""

    kind: str
    pk: int
    title: str
    name: str
    address: str
    may: bool
    items: list[ToConfirm] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Return what an address calls it."""
        return f"{self.kind}-{self.pk}"


def grouped(items: list[ToConfirm], user) -> list[Group]:
    """Return things to confirm by object; one query a kind."""
    ids_by_kind = kinds.ids_by_kind((item.kind, item.object_id) for item in items)
    rows = {kind: model_of(kind)._base_manager.in_bulk(ids) for kind, ids in ids_by_kind.items()}
    groups: dict[tuple[str, int], Group] = {}
    for item in items:
        if row := rows[item.kind].get(item.object_id):
            groups.setdefault((item.kind, row.pk), group_of(item.kind, row, user)).items.append(item)
    return list(groups.values())


def group_of(kind: str, row, user) -> Group:
    """Return an object without its things; a key date is confirmed in the form of its election."""
    owner = row.election if kind == KEY_DATE else row
    return Group(kind, row.pk, str(row), row._meta.verbose_name, screen_address(owner), may_confirm(user, kind))


def may_confirm(user, kind: str) -> bool:
    """Say whether somebody may change the objects of a kind and more than their words, and so answer for them."""
    model = Election if kind == KEY_DATE else model_of(kind)
    return user.has_perm(right_to("change", model)) and any(map(user.has_perm, (WRITE, Election.SET_CALENDAR)))


def confirm_view(desk, request, election: Election):
    """Show what is to be confirmed and what was; tick off what a person looked at, or take that back."""
    if request.method == "POST":
        return answer(request, election)
    found = election.to_confirm.order_by("kind", "object_id", "pk")
    still = list(found.unconfirmed()[: MOST + 1])
    done = found.exclude(confirmed_at=None).select_related("confirmed_by").order_by("-confirmed_at")
    context = {
        "groups": grouped(still[:MOST], request.user),
        "done": grouped(list(done[:MOST]), request.user),
        "is_more": len(still) > MOST,
        "carry_address": desk.address("carry_over", election) if desk.has_write_permission(request, election) else "",
    }
    return desk.screen(request, "desk/confirm.html", title=_("To be confirmed"), row=election, **context)


def answer(request, election: Election):
    """Note what was ticked."""
    said = {typed_id(one) for one in request.POST.getlist("item")} - {None}
    is_back = request.POST.get("do") == "reopen"
    found = list(election.to_confirm.filter(pk__in=said))
    if not all(may_confirm(request.user, item.kind) for item in found):
        raise PermissionDenied
    for item in found:
        item.reopen() if is_back else item.confirm(request.user)
        tell(item, is_back)
    if found and not is_back:
        messages.success(request, _("Confirmed: %(count)d.") % {"count": len(found)})
    elif not found:
        messages.warning(request, _("Nothing was ticked."))
    return HttpResponseRedirect(request.path)


def tell(item: ToConfirm, is_back: bool) -> None:
    """Tell the audit log who answers for what; it holds names, never texts."""
    if row := model_of(item.kind)._base_manager.filter(pk=item.object_id).first():
        verb = "unconfirmed" if is_back else "confirmed"
        record(Told.of(Action.CHANGED, row, [f"{verb}: {item.code}"]))
