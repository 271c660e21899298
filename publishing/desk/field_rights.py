"""Which fields of a form somebody may change; the others are shown as text, and what is sent for them is not read."""

from django.contrib.admin.utils import flatten_fieldsets
from modeltranslation.fields import TranslationField

from publishing.rights import SET_RULES, WRITE, languages_of


class FieldRights:
    """Mixin for forms and inlines.

    `right_to_write` is the right to change whatever is not named below; who translates writes texts without it, in the
    languages of one's own. `rule_fields` are those only administrators change (addresses, places, statuses);
    `field_rights` names the right of single fields; `fixed_fields` are set once, when the row is made.
    """

    right_to_write = WRITE
    field_rights: dict[str, str] = {}
    rule_fields: tuple[str, ...] = ()
    fixed_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request, obj=None):
        """Lock what this person may not change, and what nobody changes later."""
        languages = self.languages_of(request)
        closed = [name for name in flatten_fieldsets(self.fieldsets) if not self.is_open(request, name, languages)]
        return (*super().get_readonly_fields(request, obj), *closed, *(self.fixed_fields if obj else ()))

    def languages_of(self, request) -> tuple[str, ...]:
        """Return the languages in which this person writes here."""
        return languages_of(request.user, self.right_to_write)

    def is_open(self, request, name: str, languages: tuple[str, ...]) -> bool:
        """Say whether this person may change a field."""
        if name in self.field_rights:
            return request.user.has_perm(self.field_rights[name])
        if name in self.rule_fields:
            return request.user.has_perm(SET_RULES)
        column = next((field for field in self.model._meta.fields if field.name == name), None)
        if isinstance(column, TranslationField):
            return column.language in languages
        return request.user.has_perm(self.right_to_write)

    def has_write_permission(self, request, obj=None) -> bool:
        """Say whether this person sets facts here, such as an order."""
        return self.has_change_permission(request, obj) and request.user.has_perm(self.right_to_write)
