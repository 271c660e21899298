"""This floor as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    """Who stands and what they say."""

    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self):
        """Keep the raw text of an interview that is deleted: it is kept until it is erased."""
        from candidates.models import Interview
        from candidates.pasted import KeptRawText

        pre_delete.connect(KeptRawText.keep, sender=Interview)
