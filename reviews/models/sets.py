"""Editions that go live together, or not at all."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Article, Edition, PublicPage, PublishedBody
from editorial.shared.immutable import ImmutableModel
from editorial.shared.long_text import LongTextField

from .approval import Approval


class EditionSet(models.Model):
    """Editions of several articles, approved each by its own board and published together: the row says when; all else
    about it is fixed.

    PostgreSQL guards that its members stand still while one of them is approved, and that they go live in one commit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, help_text=gettext_lazy("As desk and boards speak of it."))
    reason = models.TextField(help_text=gettext_lazy("Why these belong together, for desk and boards."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    publish_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When to publish once all are approved; empty: at once.")
    )
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text=gettext_lazy("When everybody was told of it."))

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="editionset_says_why"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(published_at__isnull=False), name="editionset_told_once_published"
            ),
        ]
        indexes = [
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__isnull=False, told_at__isnull=True),
                name="editionset_to_tell",
            )
        ]

    def __str__(self):
        return self.name


class SetMember(models.Model):
    """That an edition belongs to a set: written and deleted only while no member is approved.

    Afterwards it may be left out, once, with a reason: it stays in the set's list, marked as behind. If all of the set
    is held back later it may join again, as another row: what was said when it was left out stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition_set = models.ForeignKey(EditionSet, on_delete=models.PROTECT, related_name="members")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="set_members")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    left_out_at = models.DateTimeField(null=True, blank=True)
    left_out_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(left_out_at__isnull=True), name="setmember_in_one_set"
            ),
            models.CheckConstraint(
                condition=Q(left_out_at__isnull=True, left_out_by__isnull=True, left_out_reason="")
                | (Q(left_out_at__isnull=False, left_out_by__isnull=False) & ~Q(left_out_reason="")),
                name="setmember_left_out_says_why",
            ),
        ]

    def __str__(self):
        return gettext("%(edition)s in %(set)s") % {"edition": self.edition, "set": self.edition_set}


class SetWithdrawal(ImmutableModel):
    """That who leads a board agrees to take down all of a set that readers still have: immutable. Once every page is
    theirs to take down who agreed, all go in one commit. The first one's note is for readers, the others' is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition_set = models.ForeignKey(EditionSet, on_delete=models.PROTECT, related_name="withdrawals")
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition_set", "by"], name="setwithdrawal_once"),
            models.UniqueConstraint(fields=["edition_set"], condition=~Q(note=""), name="setwithdrawal_one_note"),
        ]

    def __str__(self):
        return gettext("%(set)s to be withdrawn") % {"set": self.edition_set}


class ReadyPage(models.Model):
    """A page of a member, composed before its set is published and served to nobody: one commit copies them all to
    :class:`~articles.models.PublicPage`. Made anew whenever it no longer fits; never looked at for anything else."""

    id = models.BigAutoField(primary_key=True)
    edition_set = models.ForeignKey(EditionSet, on_delete=models.CASCADE, related_name="ready_pages")
    approval = models.ForeignKey(Approval, null=True, on_delete=models.CASCADE, related_name="+")
    moment = models.DateTimeField(help_text=gettext_lazy("As of when it is written."))
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=100)
    audience = models.CharField(max_length=60)
    is_default = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=PublicPage.Kind)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(PublishedBody, null=True, on_delete=models.CASCADE, related_name="+")
    content = LongTextField(blank=True)
    etag = models.CharField(max_length=64, blank=True)
    location = models.CharField(max_length=200, blank=True)
    card = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "audience"], name="readypage_once")]

    def __str__(self):
        return gettext("%(slug)s for %(audience)s") % {"slug": self.slug, "audience": self.audience}
