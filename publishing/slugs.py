"""Addresses that were ever public: each leads to its object for ever and is never given to another one."""

from django.db import models


class SlugClaim(models.Model):
    """The address of an object, kept even when the row's slug changes; redirects are derived from it."""

    kind = models.CharField(max_length=20)
    scope = models.BigIntegerField(default=0)
    slug = models.CharField(max_length=100)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "scope", "slug"], name="slug_belongs_to_one_object")]

    def __str__(self):
        return f"{self.kind}/{self.slug}"
