"""The floor of editions as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_delete
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """How anything becomes public."""

    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self):
        """Guard the rows of every kind against deletion, and forget what is noted of those that go."""
        from publishing.deleting import refuse_deletion
        from publishing.kept_notes import keep
        from publishing.kinds import KINDS
        from publishing.translating import forget

        for model in KINDS.values():
            pre_delete.connect(refuse_deletion, sender=model)
            post_delete.connect(keep, sender=model)
            post_delete.connect(forget, sender=model)
