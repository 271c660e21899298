"""Drafts that a browser kept (static/desk/drafts.js): compared with what is saved, and brought back into the form.

A draft is the whole form as it would have been sent. So it comes back by the road of every save: it is merged with what
others saved since, every control shows it, and only then somebody saves it. The server stores none.
"""

import re
from collections.abc import Iterable, Iterator

from django import forms
from django.conf import settings
from django.db.models import CharField, Model, TextField
from django.http import HttpRequest, HttpResponse, QueryDict

from publishing.comparing import How, Piece, word_difference
from publishing.desk.differences import Group, Line
from publishing.desk.together import telling
from publishing.desk.together.filled import Sheet
from publishing.desk.together.merging import Merge, Sent, sent_forms

WANTED, LOOK, TAKE = "_draft", "look", "take"
FILES = "_files"  # names of files that were chosen; the files themselves are kept nowhere
ID = "draft_id"
SOUND_ID = re.compile(r"[\w-]{1,40}")
SAVED = "desk_saved"
AN_HOUR = 3600


def id_of(request: HttpRequest) -> str:
    """Return the name of the draft that the browser keeps of a form it sent."""
    found = request.POST.get(ID, "")
    return found if SOUND_ID.fullmatch(found) else ""


def let_go(request: HttpRequest, response: HttpResponse) -> None:
    """Tell the browser that the draft of this form is saved; its next page of the desk throws it away."""
    if name := id_of(request):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(SAVED, name, max_age=AN_HOUR, samesite="Lax", secure=secure)


def texts_in(models: Iterable[type[Model]]) -> set[str]:
    """Return the names of all fields of some models in which one writes."""
    fields = (field for model in models for field in model._meta.concrete_fields)
    return {field.name for field in fields if isinstance(field, (CharField, TextField)) and not field.choices}


def written(data: QueryDict, texts: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what was written into a form that was sent, by the names of its fields; `texts` as `texts_in` has them."""
    for name, values in data.lists():
        if name.rpartition("-")[2] in texts and "password" not in name:
            yield from ((name, value) for value in values if value.strip())


def new(data: QueryDict, texts: set[str]) -> Group:
    """Return what a draft of a row says that was never saved."""
    return Group(lines=[Line(label=name, pieces=[Piece(How.ADDED, text)]) for name, text in written(data, texts)])


def differences(merge: Merge) -> Group:
    """Return how a draft differs from what is saved."""
    found = Group()
    groups: dict[tuple[str, str], Group] = {}
    for sheet, key, one in merge.mine:
        group = found
        if sheet.prefix:
            group = groups.setdefault((sheet.prefix, key), Group(label=telling.part_name(sheet, key)))
        control = sheet.fields[one.field]
        saved, typed = (telling.shown(control, value) for value in (one.theirs, one.mine))
        group.lines.append(Line(label=telling.label_of(sheet, one.field), pieces=word_difference(saved, typed)))
    found.lines += [order_line(*one) for one in merge.moved]
    found.groups = [*groups.values(), *(part for sheet in merge.sheets if sheet.prefix for part in parts(merge, sheet))]
    return found


def order_line(sheet: Sheet, saved: list[str], typed: list[str]) -> Line:
    """Return how the order of parts differs, told by their places: «1 2 3», «3 1 2», a new part as +."""
    places = {key: str(place) for place, key in enumerate(saved, start=1)}
    told = [" ".join(places.get(key, "+") for key in order) for order in (saved, typed)]
    return Line(label=telling.order_name(sheet), pieces=word_difference(*told))


def parts(merge: Merge, sheet: Sheet) -> Iterator[Group]:
    """Yield the parts that a draft adds or deletes."""
    for form in sent_forms(merge.data, sheet):
        if form.key and form.is_deleted(merge.data):
            yield Group(label=telling.part_name(sheet, form.key), how=How.REMOVED)
        elif not form.key and (lines := list(new_lines(merge, sheet, form))):
            yield Group(label=str(sheet.model._meta.verbose_name), how=How.ADDED, lines=lines)


def new_lines(merge: Merge, sheet: Sheet, form: Sent) -> Iterator[Line]:
    """Yield what is written in a part that is new."""
    for name, control in sheet.fields.items():
        value = merge.value_of(control, f"{form.prefix}-{name}")
        if isinstance(control, forms.CharField) and value:
            yield Line(label=telling.label_of(sheet, name), pieces=[Piece(How.ADDED, telling.shown(control, value))])
