"""Controls that choose among what the party promises."""

from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.safestring import mark_safe

from publishing.desk import drawing


class PromisedFor(AutocompleteSelectMultiple):
    """Chooses planks or measures by typing; where an election is known, from the programme for it alone."""

    def __init__(self, field, admin_site, *, election=None, names=None, **options):
        """Take the election, and the names of all that the form has chosen, by id: asked for once, not per control."""
        super().__init__(field, admin_site, **options)
        self.election = election
        self.names = names or {}
        self.drawn = drawing.attributes({"multiple": True, **self.build_attrs(self.attrs)})

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Let static/desk/parts.js bring it to life when its part is opened, not Django's script all of them at once.

        What is chosen is taken away one by one: Select2 puts its cross for all where no list may hold it.
        """
        attrs = super().build_attrs(base_attrs, extra_attrs)
        own = attrs["class"].replace("admin-autocomplete", "desk-autocomplete")
        return attrs | {"class": own, "data-allow-clear": "false"}

    def render(self, name, value, attrs=None, renderer=None):
        """Draw what is chosen without a template: a form of thirty questions has sixty of these."""
        groups = self.optgroups(name, self.format_value(value))
        options = [(option["value"], option["label"]) for _name, group, _index in groups for option in group]
        drawn = "".join(f'<option value="{pk}" selected>{drawing.text(label)}</option>' for pk, label in options)
        own = drawing.attributes({"name": name, **(attrs or {})})
        return mark_safe(f"<select{own}{self.drawn}>{drawn}</select>")  # noqa: S308 -- escaped

    def optgroups(self, name, value, attrs=None):
        """Return what is chosen; only what was chosen just now has to be asked for."""
        if not all(pk.isdigit() and int(pk) in self.names for pk in value):
            return super().optgroups(name, value, attrs)
        options = [
            self.create_option(name, pk, self.names[int(pk)], selected=True, index=index)
            for index, pk in enumerate(value)
        ]
        return [(None, options, 0)]

    def get_url(self):
        """Name the election in the address that is asked for suggestions."""
        return f"{super().get_url()}?election={self.election}" if self.election else super().get_url()


class SuggestedByElection:
    """Mixin for the desk of what `PromisedFor` chooses; `program_path` leads from the row to its programme."""

    program_path: str

    def get_search_results(self, request, queryset, search_term):
        """Keep to the programme for the election that the control names."""
        election = request.GET.get("election", "")
        if election.isdigit():
            queryset = queryset.filter(**{f"{self.program_path}__election": election})
        return super().get_search_results(request, queryset, search_term)
