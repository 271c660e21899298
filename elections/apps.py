"""This floor as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    """What is voted on."""

    name = "elections"
    verbose_name = _("Election")
