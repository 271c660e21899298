"""The floor of editions as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """How anything becomes public."""

    name = "publishing"
    verbose_name = _("Publishing")
