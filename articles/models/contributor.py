"""The people named on articles."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.shared.audit import audited


class Contributor(models.Model):
    """A person named on editions as author or editor, with or without an account: mutable, audited.

    What stood in an edition when it was submitted is frozen in its manifest; this row is for the next one. Before an
    edition that names them is submitted somebody says who they are: the account that they have, or that they have none
    and so sign nothing. PostgreSQL keeps that answer: an account, once named, stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributors",
        verbose_name="account",
        help_text=gettext_lazy("Whoever is named does not sign: give the account of everybody who has one."),
    )
    is_outsider = models.BooleanField(
        gettext_lazy("has no account"),
        default=False,
        help_text=gettext_lazy("Said to be nobody who signs here: no account, on no board."),
    )
    other_than = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        help_text=gettext_lazy("Accounts of the same name said to be somebody else's."),
    )
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=200, blank=True)
    interests = models.TextField(
        gettext_lazy("declared interests"),
        blank=True,
        help_text=gettext_lazy("Shown with the byline; “none” is an answer, empty is not."),
    )

    history = audited()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(is_outsider=False), name="contributor_account_or_outsider"
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def is_known(self) -> bool:
        """Whether somebody has said who this is."""
        return self.is_outsider or self.user_id is not None
