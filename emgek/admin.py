"""What speaks for the whole site, on the desk: the plain pages; and users, whose form works like all others there.

The ground floor knows nothing of merging, so a user's form gets it here.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from emgek.models import Page
from publishing.desk.base import PublishableAdmin
from publishing.desk.screens import Screens
from publishing.desk.together.form import Together
from publishing.desk.wording import by_language
from publishing.languages import columns
from staff.admin import UserAdmin
from staff.models import User

admin.site.unregister(User)

# The table of tasks is the worker's, not the press office's.
admin.site.unregister(DBTaskResult)


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    """A plain page: about, press contacts, privacy, accessibility."""

    search_fields = columns("title")
    inner_fields = columns("lead", "body")
    fieldsets = [
        by_language("title", "lead", "body"),
        (_("Site"), {"fields": ["original_language", "slug"]}),
    ]


@admin.register(User)
class UserTogetherAdmin(Together, Screens, UserAdmin):
    """A member of the press office; two administrators who change one at once overwrite nothing."""

    change_form_before_template = "desk/together.html"
