"""The address of the public style sheet, in templates."""

from django import template

from publishing.stylesheet import stylesheet_name

register = template.Library()


@register.simple_tag
def stylesheet(accent: str = "") -> str:
    """Return the address of the style sheet with a party's colours, or without any."""
    return f"/{stylesheet_name(accent or '')}"
