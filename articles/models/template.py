"""With which sections an article of a kind begins, as people here keep it."""

from django.db import models
from django.db.models import Q

from articles.enums import Subject
from editorial.shared.audit import audited


class ArticleTemplate(models.Model):
    """What an article of a kind begins with, where administrators changed what is shipped: mutable, audited.

    ``lines`` has a section a line (see :mod:`articles.templates`). The row's id follows from its subject.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    subject = models.CharField(max_length=20, unique=True, choices=Subject)
    lines = models.TextField(blank=True)

    history = audited()

    class Meta:
        ordering = ["subject"]
        constraints = [models.CheckConstraint(condition=Q(subject__in=Subject.values), name="template_subject_known")]

    def __str__(self):
        return self.get_subject_display()
