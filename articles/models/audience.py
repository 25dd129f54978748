"""The kinds of reader."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.shared.audit import audited

KEY_PATTERN = r"^[a-z][a-z0-9-]{0,59}$"


class Audience(models.Model):
    """A kind of reader: mutable, audited. Its key never changes or goes: signed words are kept under it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        max_length=60,
        unique=True,
        validators=[RegexValidator(KEY_PATTERN, gettext_lazy("A key is lower-case letters, digits and hyphens."))],
        help_text=gettext_lazy("Stands in addresses and files; it can never be changed."),
    )
    label = models.CharField(max_length=120, help_text=gettext_lazy("As the reader says it: “I am a patient”."))
    fallback = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=gettext_lazy(
            "Whose wording is read where this audience has none of its own; otherwise the text for everyone."
        ),
    )
    reading_level_target = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "Highest SMOG grade to aim at, for readers who need plain language: what is above it is pointed at, and"
            " above 14 somebody has to say why. Empty for readers who need none."
        ),
    )
    disclaimer = models.TextField(blank=True, help_text=gettext_lazy("Stands at the end of this audience's pages."))
    order = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False, help_text=gettext_lazy("What a reader sees who has not chosen."))
    is_active = models.BooleanField(default=True, help_text=gettext_lazy("Offered in editions submitted from now on."))

    history = audited()

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="audience_one_default"),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(is_active=True), name="audience_default_is_active"
            ),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="audience_key_syntax"),
        ]

    def __str__(self):
        return self.label
