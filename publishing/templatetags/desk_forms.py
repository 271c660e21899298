"""How the desk's forms lay out words and parts; the matter is in publishing/desk/side_by_side.py."""

from django import template
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.safestring import SafeString

from publishing.desk import drawn_parts, side_by_side
from publishing.desk.drawing import attributes

register = template.Library()

register.filter("side_by_side", side_by_side.side_by_side)
register.filter("original_language", side_by_side.original_language)
register.filter("parts", side_by_side.parts)
register.filter("pairs", side_by_side.pairs)
register.filter("drawn_words", drawn_parts.drawn_words)
register.filter("drawn_controls", drawn_parts.drawn_controls)


@register.filter
def with_main_part(page: SafeString, name: str) -> SafeString:
    """Return Unfold's page with its landmark: the element of this id is the main part, which Unfold leaves unsaid."""
    return SafeString(page.replace(f'<div id="{name}"', f'<div id="{name}" role="main"', 1))


@register.filter
def with_hidden(page: SafeString, fields: dict) -> SafeString:
    """Return the question before deleting several with more hidden fields: the form of Django has no room for any."""
    anchor = '<input type="hidden" name="post" value="yes">'
    hidden = (f'<input type="hidden"{attributes({"name": name, "value": fields[name]})}>' for name in fields)
    return SafeString(page.replace(anchor, anchor + "".join(hidden), 1))


@register.simple_tag
def drawn_part(part: side_by_side.Part, formset: InlineAdminFormSet) -> SafeString:
    """Return one part of a formset."""
    can_delete, name = formset.formset.can_delete, str(formset.opts.verbose_name)
    return drawn_parts.drawn_part(part, name, can_delete=can_delete, own_form=own_form(part))


def own_form(part: side_by_side.Part) -> str:
    """Return the address of a part's own form, where it has one."""
    inline = part.admin_form.model_admin
    if part.row is None or not (inline.show_change_link and inline.has_registered_model):
        return ""
    return reverse(admin_urlname(inline.opts, "change"), args=[quote(part.row.pk)])
