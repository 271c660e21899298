"""The floor of editions as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """How anything becomes public."""

    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self):
        """Guard the rows of every kind against deletion; all models are known by now."""
        from publishing.deleting import refuse_deletion
        from publishing.kinds import KINDS

        for model in KINDS.values():
            pre_delete.connect(refuse_deletion, sender=model)
