"""Word files that came back, and what they say."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

from articles.models import Article, Contributor, Edition, SectionVersion
from editorial.files.models import StoredFile
from editorial.shared.immutable import ImmutableModel


class ReturnedFile(ImmutableModel):
    """A Word file that went out and came back: immutable, kept as it came.

    ``edition`` is the one that it went out from, where the file names it. ``content`` is canonical JSON: every remark
    that was found in it, placed or not; ``digest`` is its SHA-256. For the article's desk, and for who brought it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="returned_files")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="returned_files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="returned_files")
    name = models.CharField(max_length=200)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return self.name


class ReturnedRemark(ImmutableModel):
    """One change or comment of a file that came back, which became a comment here: immutable.

    ``name`` and ``said_on`` are as the file has them and prove nothing; a change that was not tracked has neither.
    ``start`` and ``end`` are letters of a ``part`` of the wording, in the version that the comment is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(ReturnedFile, on_delete=models.PROTECT, related_name="remarks")
    number = models.PositiveIntegerField(help_text=gettext_lazy("Its place among the file’s remarks."))
    what = models.CharField(max_length=30)
    name = models.CharField(max_length=200, blank=True)
    said_on = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="returned_remark_once")]

    def __str__(self):
        return f"{self.what} {self.number} of {self.file}"

    @property
    def has_place(self) -> bool:
        return self.end > self.start


class RemarkConfirmation(ImmutableModel):
    """That a signed-in person said of a remark "this is mine": immutable. From then on it is theirs."""

    remark = models.OneToOneField(
        ReturnedRemark, on_delete=models.PROTECT, related_name="confirmation", primary_key=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return str(self.remark)


class ReturnedName(ImmutableModel):
    """Who a name in a file is, as an editor said: immutable. An empty name is of what was changed without tracking.

    The person is one with an account, or one said to have none (:class:`articles.models.Contributor`).
    """

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(ReturnedFile, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["file", "name"]
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="returned_name_once")]

    def __str__(self):
        return f"{self.name or 'untracked'} in {self.file}"


class FileHand(ImmutableModel):
    """That a version does by hand what somebody's remark in a file says: immutable.

    PostgreSQL writes it, whenever a version brings words of a file or drops what the file takes out
    (``reviews/sql/file_hands.sql``). Whoever the name is of counts as a contributor, and so does who brought the file.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="file_hands")
    file = models.ForeignKey(ReturnedFile, on_delete=models.PROTECT, related_name="hands")
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "file", "name"], name="file_hand_once")]

    def __str__(self):
        return f"{self.name or 'untracked'} in {self.version}"
