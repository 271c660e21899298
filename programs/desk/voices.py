"""Choosing whose view a measure is: the programme's, or one candidate's, found by typing a name."""

from copy import deepcopy

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _

from programs.models import Measure
from publishing.kinds import model_of


class Voice(AutocompleteSelect):
    """Chooses a candidate by typing; among parts it comes to life when its part is opened (static/desk/parts.js).

    `Measure.voice` is no foreign key, so the field it asks for suggestions by is another one that leads to candidates.
    """

    def __init__(self, names: dict[int, str], *, is_part: bool):
        """Take the names of those who are chosen, by id: asked for once, not per control."""
        relations = model_of("candidate")._meta.related_objects
        super().__init__(next(relation.field for relation in relations if relation.one_to_many), admin.site)
        self.names, self.is_part = names, is_part

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Say whose view an empty one is."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        own = attrs["class"].replace("admin-autocomplete", "desk-autocomplete") if self.is_part else attrs["class"]
        return attrs | {"class": own, "data-placeholder": _("the programme")}

    def optgroups(self, name, value, attrs=None):
        """Return the programme, and who is chosen; only who was chosen just now has to be asked for."""
        chosen = [int(pk) for pk in value if pk.isdigit()]
        if unknown := [pk for pk in chosen if pk not in self.names]:
            self.names |= names_of(unknown)
        options = [self.create_option(name, "", _("the programme"), selected=not chosen, index=0)]
        known = [pk for pk in chosen if pk in self.names]
        options += [self.create_option(name, pk, self.names[pk], selected=True, index=1) for pk in known]
        return [(None, options, 0)]


def names_of(pks: list[int]) -> dict[int, str]:
    """Return the names of candidates by id."""
    return {row.pk: str(row) for row in model_of("candidate")._default_manager.filter(pk__in=pks)}


def let_choose_voice(form: type, measures=None, *, is_part: bool) -> None:
    """Give a form class of one request its control; a field that forms share is never changed itself."""
    if voice := form.base_fields.get("voice"):
        found = Measure.objects.none() if measures is None else measures.exclude(voice=None)
        own = deepcopy(voice)
        own.widget = Voice(names_of(list(found.values_list("voice", flat=True))), is_part=is_part)
        form.base_fields["voice"] = own
