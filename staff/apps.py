"""The ground floor as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Who works here."""

    name = "staff"
    verbose_name = _("Staff")

    def ready(self):
        """Note sign-ins, users and roles from now on."""
        from staff.auditing import listen

        listen()
