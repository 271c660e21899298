"""What speaks for the whole site, on the desk: the plain pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from emgek.models import Page
from publishing.desk.base import PublishableAdmin
from publishing.desk.wording import by_language
from publishing.languages import columns


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    """A plain page: about, press contacts, privacy, accessibility."""

    search_fields = columns("title")
    fieldsets = [
        by_language("title", "lead", "body"),
        (_("Site"), {"fields": ["original_language", "slug"]}),
    ]
