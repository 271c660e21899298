"""This floor as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    """What is voted on."""

    name = "elections"
    verbose_name = _("Election")

    def ready(self):
        """Forget what is asked about objects that go, and where they came from."""
        from elections.carried import forget
        from elections.models import Imprint, KeyDate
        from publishing.kinds import KINDS

        for model in (*KINDS.values(), Imprint, KeyDate):
            post_delete.connect(forget, sender=model)
