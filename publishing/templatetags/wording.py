"""Words in templates: dates, moments, soft hyphens and paragraphs, in the language of the page."""

from django import template

register = template.Library()
