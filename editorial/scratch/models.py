"""What is kept of what was typed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy


class ScratchCopy(models.Model):
    """What one person typed into one form of one page as it was opened once, and has not saved: mutable, for them
    alone, never a version.

    ``page`` is the path of the page in which the form stands, ``action`` the path that it is sent to; ``writer`` is a
    random name for the form of a page that was opened: the next time that the page is opened, its forms have others.
    ``sent`` is the form's fields, as a query string. ``number`` counts the pauses at which it was sent, so that what
    comes late is known. A row whose ``sent`` is empty has arrived: it stays for a while only so that an older one which
    comes later does not take its place. ``in_part`` says that its form was sent by a button that saves some of it
    (there are several): what has a place on the page and is different there is unsaved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scratch_copies")
    writer = models.CharField(max_length=100)
    page = models.CharField(max_length=500)
    action = models.CharField(max_length=500)
    title = models.CharField(max_length=300, blank=True)
    number = models.BigIntegerField()
    sent = models.TextField(blank=True)
    in_part = models.BooleanField(default=False, db_default=False)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = gettext_lazy("scratch copy")
        verbose_name_plural = gettext_lazy("scratch copies")
        ordering = ["-saved_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "writer"], name="one_scratch_copy_a_writer")]
        indexes = [
            models.Index(fields=["owner", "page"], condition=~Q(sent=""), name="scratch_of_a_page"),
            models.Index(fields=["action"], condition=~Q(sent=""), name="scratch_of_a_form"),
            models.Index(fields=["saved_at"], name="scratch_by_age"),
        ]

    def __str__(self) -> str:
        return self.title or self.page
