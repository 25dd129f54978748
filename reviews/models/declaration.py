"""What members declare of their interests in general; what bears on one article is an :class:`Interest`."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.immutable import ImmutableModel


class Declaration(ImmutableModel):
    """A member's yearly declaration of interests: immutable. The latest counts; a new one replaces it.

    ``items`` (kind, entity, to, details) are confidential: for the member and those who lead a board of theirs.
    ``public_line`` is for everybody. No items means "nothing to declare", said explicitly. ``content`` is canonical
    JSON of all of it and ``digest`` its SHA-256, which every signature given under it names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations")
    items = models.JSONField(default=list)
    public_line = models.TextField()
    declared_on = models.DateField(help_text=gettext_lazy("From this day it holds for a year."))
    at = models.DateTimeField()
    content = models.TextField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "-at"], name="declaration_latest")]

    def __str__(self):
        return gettext("%(user)s on %(declared_on)s") % {"user": self.user, "declared_on": self.declared_on}
