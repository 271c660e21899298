"""Pages that speak for the whole site, and how the upkeep of the site went."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from emgek.backups.record import Backup
from emgek.documents import PageDocument
from emgek.operations.upkeep import Upkeep
from publishing.languages import some_words, words
from publishing.publishable import Publishable
from publishing.richtext import EXTENSIONS, clean

__all__ = ["Backup", "Page", "Upkeep"]


class Page(Publishable):
    """A page that is no campaign material: about, press contacts, privacy, accessibility."""

    kind = "page"
    document_class = PageDocument
    public_path = "{slug}/"

    title = models.CharField(_("title"), max_length=160)
    lead = models.TextField(_("lead"), blank=True)
    body = ProseEditorField(_("text"), blank=True, extensions=EXTENSIONS, sanitize=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [models.UniqueConstraint(fields=["slug"], name="page_slug_is_unique")]

    def __str__(self):
        return some_words(self, "title") or self.slug

    def build_document(self, language, *, issued):
        """Return the page in one language."""
        return PageDocument(
            **self.identity(language),
            title=words(self, "title", language),
            lead=words(self, "lead", language),
            body=clean(words(self, "body", language)),
        )
