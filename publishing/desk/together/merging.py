"""Merging what was sent with what a colleague saved meanwhile: field by field, part by part.

Three sides: *base* is what the form was filled with, *theirs* what the database holds now, *mine* what was sent. What
one side changed is taken; what both changed alike is no matter; what both changed otherwise is a clash, and nothing is
saved until somebody has chosen. The merge is written into the data that was sent, so that the forms of the admin check,
show and save it like any other.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from publishing.desk import restore
from publishing.desk.together import placing
from publishing.desk.together.filled import NUMBER, Base, Marks, Sheet, mark, marks_of, posted, sent

MINE, THEIRS, BY_HAND = "mine", "theirs", "hand"
CHOICE, ASKED = "choice-", "asked-"
UNKNOWN = "?"  # the mark of what nobody knows any more; it equals no other
MOST_FORMS = 2000  # Django takes no more in a formset


@dataclass(frozen=True, kw_only=True)
class Clash:
    """What both sides changed: a field, a part that is gone, or a part that was to be deleted."""

    how: str
    name: str
    field: str = ""
    mine: Any = ""
    theirs: Any = ""
    number: str = ""


@dataclass(frozen=True)
class Taken:
    """What was taken over from the other side: a field, or a part that is new or gone."""

    sheet: Sheet
    key: str
    field: str = ""
    how: str = "changed"


@dataclass
class Merge:
    """The three sides of one form, and what comes of them."""

    sheets: list[Sheet]
    base: Base
    data: QueryDict
    files: MultiValueDict
    clashes: dict[str, list[Clash]] = field(default_factory=lambda: defaultdict(list))
    taken: list[Taken] = field(default_factory=list)
    mine: list[tuple[Sheet, str, Clash]] = field(default_factory=list)
    now: dict[str, dict[str, Marks]] = field(default_factory=dict)
    moved: list[tuple[Sheet, list[str], list[str]]] = field(default_factory=list)

    def __post_init__(self):
        self.data = self.data.copy()
        self.now = marks_of(self.sheets)
        for sheet in self.sheets:
            if not sheet.prefix:
                [key] = sheet.rows
                self.merge_row(sheet, key, "")
            elif sheet.is_open:
                self.merge_parts(sheet)
            elif f"{sheet.prefix}-TOTAL_FORMS" in self.data:
                self.write_parts(sheet, [Sent(sheet.prefix, key, stored=True) for key in sheet.rows])

    def base_of(self, sheet: Sheet, key: str) -> Marks:
        """Return the marks of a row when the form was filled."""
        return self.base.marks.get(sheet.prefix, {}).get(key, {})

    # One row ----------------------------------------------------------------------------------------------------------

    def merge_row(self, sheet: Sheet, key: str, prefix: str) -> None:
        """Merge the fields of a row that stands on both sides."""
        base, now, values = self.base_of(sheet, key), self.now[sheet.prefix][key], None
        for name, control in sheet.fields.items():
            html = f"{prefix}-{name}" if prefix else name
            theirs = now[name]
            before = base.get(name, theirs if self.base.is_known else UNKNOWN)
            mine = self.mark_of(control, html, before)
            choice = self.data.get(CHOICE + html)
            if mine == before or choice == THEIRS:
                if mine != theirs:
                    values = values or sheet.values(key)
                    self.write(control, html, values[name])
                    self.taken.append(Taken(sheet, key, name))
                continue
            if mine != theirs:
                values = values or sheet.values(key)
                mine_value = self.value_of(control, html)
                both = Clash(how="field", name=html, field=name, mine=mine_value, theirs=values[name])
                self.mine.append((sheet, key, both))
                if theirs != before or ASKED + html in self.data and choice not in (MINE, BY_HAND):
                    self.clashes[prefix].append(both)

    def value_of(self, control, html: str) -> Any:
        """Return what was sent for a field."""
        return sent(control, control.widget.value_from_datadict(self.data, self.files, html))

    def mark_of(self, control, html: str, before: str) -> str:
        """Return the mark of what was sent; a field that was not sent at all, or a file not chosen, is unchanged."""
        if control.widget.value_omitted_from_data(self.data, self.files, html):
            return before
        value = self.value_of(control, html)
        return before if value is None and control.widget.needs_multipart_form else mark(value)

    def write(self, control, html: str, value: Any) -> None:
        """Put a value into the data, as a browser would send it."""
        for name, values in posted(control.widget, html, control.prepare_value(value)):
            self.data.setlist(name, values)
            if not values:
                del self.data[name]

    # The parts --------------------------------------------------------------------------------------------------------

    def merge_parts(self, sheet: Sheet) -> None:
        """Merge the parts below a row, and write their forms anew where the other side added or deleted any."""
        forms = list(sent_forms(self.data, sheet))
        if not forms and f"{sheet.prefix}-TOTAL_FORMS" not in self.data:
            return
        here = {form.key for form in forms if form.key}
        known = self.base.marks.get(sheet.prefix, {})
        kept: list[Sent] = []
        for form in forms:
            if form.key in sheet.rows:
                self.merge_part(sheet, form)
            elif form.key:
                form = self.without_row(sheet, form, known.get(form.key, {}))
            elif self.is_unwanted(sheet, form, set(sheet.rows) - set(known)):
                continue
            if form:
                kept.append(form)
        added = [Sent(sheet.prefix, key, stored=True) for key in sheet.rows if key not in here]
        self.taken += [Taken(sheet, form.key, how="added") for form in added if form.key not in known]
        order = self.merged_order(sheet, kept)
        if added or len(kept) < len(forms) or any(form.is_moved for form in kept):
            kept = [*(f for f in kept if f.key), *added, *(f for f in kept if not f.key)]
            self.write_parts(sheet, kept)
            names = {form.name: f"{sheet.prefix}-{n}" for n, form in enumerate(kept)}
        else:
            names = {form.name: form.prefix for form in kept}
        for place, name in enumerate(order, start=1):
            self.data[f"{names[name]}-{placing.PLACE}"] = str(place)

    def merged_order(self, sheet: Sheet, kept: list["Sent"]) -> list[str]:
        """Return the names of all parts in the order that comes of both sides; nothing where no places were sent."""
        places = {form.name: placing.place_in(self.data, form.prefix) for form in kept}
        if all(place is None for place in places.values()):
            return []
        base, theirs = list(self.base.marks.get(sheet.prefix, sheet.rows)), list(sheet.rows)
        sent = sorted(kept, key=lambda form: placing.LAST if places[form.name] is None else places[form.name])
        mine = [form.name for form in sent]
        order = placing.merged(base, theirs, mine)
        if order[: len(theirs)] != theirs:
            self.moved.append((sheet, theirs, order))
        if [key for key in theirs if key in base] != [key for key in base if key in theirs]:
            self.taken.append(Taken(sheet, "", how="moved"))
        return order

    def merge_part(self, sheet: Sheet, form: "Sent") -> None:
        """Merge a part that stands on both sides; one to be deleted must be as it was when that was decided."""
        base = self.base_of(sheet, form.key)
        if form.is_deleted(self.data):
            if base and base != self.now[sheet.prefix][form.key]:
                del self.data[f"{form.prefix}-DELETE"]
                self.merge_row(sheet, form.key, form.prefix)
                self.clashes[form.prefix] = [Clash(how="deleting", name=form.prefix)]
            return
        self.merge_row(sheet, form.key, form.prefix)

    def without_row(self, sheet: Sheet, form: "Sent", base: Marks) -> "Sent | None":
        """Let a part go that somebody deleted; one that I have changed becomes a new one, and I am asked."""
        changed = [
            name
            for name, control in sheet.fields.items()
            if self.mark_of(control, f"{form.prefix}-{name}", base.get(name, "")) != base.get(name, "")
        ]
        if form.is_deleted(self.data) or not changed:
            self.taken.append(Taken(sheet, form.key, how="removed"))
            return None
        self.data.pop(f"{form.prefix}-{sheet.model._meta.pk.name}", None)
        self.clashes[form.prefix].append(Clash(how="gone", name=form.prefix, number=base.get(NUMBER, "")))
        return Sent(form.prefix, "", is_moved=True)

    def is_unwanted(self, sheet: Sheet, form: "Sent", added: set[str]) -> bool:
        """Say whether a new part is not wanted after all, or was stored already by a save whose answer was lost."""
        choice = self.data.get(CHOICE + form.prefix)
        if choice == THEIRS:
            return True
        if ASKED + form.prefix in self.data and choice not in (MINE, BY_HAND):
            number = self.data.get(f"{form.prefix}-{restore.NUMBER}", "")
            self.clashes[form.prefix].append(Clash(how="gone", name=form.prefix, number=number))
        marks = {
            name: self.mark_of(control, f"{form.prefix}-{name}", mark("")) for name, control in sheet.fields.items()
        }
        return any(marks == {name: self.now[sheet.prefix][key][name] for name in marks} for key in added)

    def write_parts(self, sheet: Sheet, forms: list["Sent"]) -> None:
        """Number the forms of the parts anew: first those that are stored, then the new ones."""
        old = {form.prefix: take_away(self.data, form.prefix) for form in forms if not form.stored}
        clashes = {form.prefix: self.clashes.pop(form.prefix, []) for form in forms if not form.stored}
        for name in [name for name in self.data if re.match(rf"{re.escape(sheet.prefix)}-\d+-", name)]:
            del self.data[name]
        for place, form in enumerate(forms):
            prefix = f"{sheet.prefix}-{place}"
            if form.stored:
                self.write_stored(sheet, form.key, prefix)
                continue
            for suffix, values in old[form.prefix].items():
                self.data.setlist(f"{prefix}-{suffix}", values)
            for clash in clashes[form.prefix]:
                name = prefix + clash.name.removeprefix(form.prefix)
                self.clashes[prefix].append(replace(clash, name=name))
        self.data[f"{sheet.prefix}-TOTAL_FORMS"] = str(len(forms))
        self.data[f"{sheet.prefix}-INITIAL_FORMS"] = str(sum(bool(form.key) for form in forms))

    def write_stored(self, sheet: Sheet, key: str, prefix: str) -> None:
        """Write the form of a part as it is stored."""
        self.data[f"{prefix}-{sheet.model._meta.pk.name}"] = key
        if sheet.is_open:
            for name, value in sheet.values(key).items():
                self.write(sheet.fields[name], f"{prefix}-{name}", value)


@dataclass(frozen=True)
class Sent:
    """The form of a part as it was sent: its prefix, and the key of its row when it has one."""

    prefix: str
    key: str
    stored: bool = False
    is_moved: bool = False

    @property
    def name(self) -> str:
        """Return by what the part is known while forms are numbered anew: its key, or where it was sent."""
        return self.key or self.prefix

    def is_deleted(self, data: QueryDict) -> bool:
        """Say whether the part is to be deleted."""
        return bool(data.get(f"{self.prefix}-DELETE"))


def sent_forms(data: QueryDict, sheet: Sheet) -> Iterator[Sent]:
    """Yield the forms of parts that were sent."""
    total, initial = (data.get(f"{sheet.prefix}-{name}_FORMS", "") for name in ("TOTAL", "INITIAL"))
    if total.isdecimal() and initial.isdecimal():
        for place in range(min(int(total), MOST_FORMS)):
            prefix = f"{sheet.prefix}-{place}"
            key = data.get(f"{prefix}-{sheet.model._meta.pk.name}", "") if place < int(initial) else ""
            yield Sent(prefix, key)


def take_away(data: QueryDict, prefix: str) -> dict[str, list[str]]:
    """Take what was sent for one form out of the data, by the names behind its prefix."""
    return {name.removeprefix(f"{prefix}-"): data.pop(name) for name in list(data) if name.startswith(f"{prefix}-")}
