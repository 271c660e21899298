"""This floor as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    """Who stands and what they say."""

    name = "candidates"
    verbose_name = _("Candidates")
