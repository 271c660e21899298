"""This floor as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """What the party promises."""

    name = "programs"
    verbose_name = _("Programme")
