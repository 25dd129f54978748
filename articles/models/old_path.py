"""Addresses that an article had somewhere else."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editorial.shared.immutable import ImmutableModel

from .article import Article

MAX_PATH = 300


class OldPath(ImmutableModel):
    """A path below which an article stood before it moved in: immutable, so that it leads to one article for ever.

    Whoever asks for it is sent on once readers have the article; before that, nobody learns that there is one.
    """

    path = models.CharField(primary_key=True, max_length=MAX_PATH)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="old_paths")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["path"]
        constraints = [models.CheckConstraint(condition=Q(path__startswith="/"), name="old_path_begins_with_slash")]

    def __str__(self):
        return self.path
