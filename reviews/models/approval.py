"""The chair's decisions on whole editions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Article, Edition
from editorial.shared.immutable import ImmutableModel
from reviews.enums import ApprovalBasis


class Approval(ImmutableModel):
    """The chair's signature on an edition: immutable.

    ``content`` is canonical JSON: the manifest's digest, the digests of the sign-offs counted, and the digest of every
    audience's rendered body; ``digest`` is its SHA-256. Publishing makes live exactly the bodies named here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="approvals")
    basis = models.CharField(max_length=10, choices=ApprovalBasis, default=ApprovalBasis.QUORUM)
    reason = models.TextField(blank=True, help_text=gettext_lazy("Public, for an urgent change."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    printed_name = models.CharField(max_length=410)
    at = models.DateTimeField()
    content = models.TextField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(basis="quorum") | ~Q(reason=""), name="approval_urgent_says_why")
        ]

    def __str__(self):
        return gettext("%(edition)s approved by %(name)s") % {"edition": self.edition, "name": self.printed_name}


class Revocation(ImmutableModel):
    """That an approval was taken back before publication, by the chair or by a check: immutable."""

    approval = models.OneToOneField(Approval, primary_key=True, on_delete=models.PROTECT, related_name="revocation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return gettext("revoked: %(reason)s") % {"reason": self.reason[:60]}


class CarriedCorrection(ImmutableModel):
    """That signatures count although a cited record was corrected after they were given: the chair looked at what
    became different and found the same work: immutable.

    ``before`` is the record (CSL-JSON) that signers saw, ``after`` the one that the edition holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="carried_corrections")
    key = models.CharField(max_length=120, help_text=gettext_lazy("The reference's, as the words cite it."))
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="carried_correction_says_why")]

    def __str__(self):
        return gettext("correction of %(key)s carried in %(edition)s") % {"key": self.key, "edition": self.edition}


class Letter(ImmutableModel):
    """The chair's letter with which an edition went back to its editor: immutable."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="letter")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return gettext("letter on %(edition)s") % {"edition": self.edition}


class Retirement(ImmutableModel):
    """Why a live edition was taken down, and what to read instead: immutable; shown to readers."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="retirement")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    successor = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return gettext("%(edition)s retired") % {"edition": self.edition}
