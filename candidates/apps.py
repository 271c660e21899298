"""This floor as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_delete
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    """Who stands and what they say."""

    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self):
        """Keep the raw text of a deleted interview; let rows be carried over; delete files with what kept them."""
        from candidates import carrying, portrait_files
        from candidates.models import Candidacy, Interview
        from candidates.pasted import KeptRawText

        pre_delete.connect(KeptRawText.keep, sender=Interview)
        post_delete.connect(carrying.forget_candidacy, sender=Candidacy)
        portrait_files.listen()
