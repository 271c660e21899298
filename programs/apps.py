"""This floor as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """What the party promises."""

    name = "programs"
    verbose_name = _("Programme")

    def ready(self):
        """Let a programme be carried over to a repeated vote."""
        from programs import carrying as carrying
