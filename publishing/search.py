"""Search entries: what a reader may find, written with the editions and filtered by their period (design.md §2.7)."""

from django.db import models

from publishing.documents import Document
from publishing.editions import Edition
from publishing.kyrgyz import fold


class SearchEntry(models.Model):
    """One findable thing of one edition: the whole object, or one numbered part of it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=2)
    part = models.PositiveIntegerField(null=True)
    title = models.TextField()
    body = models.TextField()
    folded = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.title


def entries_of(edition: Edition, document: Document) -> list[SearchEntry]:
    """Return the entries of an edition, unsaved."""
    return [
        SearchEntry(
            edition=edition,
            language=edition.language,
            part=text.part,
            title=text.title,
            body=text.body,
            folded=fold(f"{text.title} {text.body}"),
        )
        for text in document.search_texts()
    ]
