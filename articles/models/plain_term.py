"""Words to say instead of hard ones, as people here keep them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.shared.audit import audited


class PlainTerm(models.Model):
    """A row of the table of plain words that somebody added, changed or took out: mutable, audited.

    What is shipped stands in a file (see :mod:`articles.checks.plain_words`); a row stands in for the shipped one of
    its term. Its id follows from the term, which never changes.
    """

    class Kind(models.TextChoices):
        MEDICAL = "medical", gettext_lazy("medical")
        EVERYDAY = "everyday", gettext_lazy("everyday")

    id = models.UUIDField(primary_key=True, editable=False)
    term = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    plain = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_out = models.BooleanField(default=False, help_text=gettext_lazy("Taken out: no longer said of any text."))

    history = audited()

    class Meta:
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(condition=Q(term__regex=r"\S") & Q(plain__regex=r"\S"), name="plain_term_says"),
            models.CheckConstraint(condition=Q(kind__in=["medical", "everyday"]), name="plain_term_kind_known"),
        ]

    def __str__(self):
        return self.term
