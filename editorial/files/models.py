"""What is kept in the store."""

from django.db import models
from django.db.models import Q

DIGEST_LENGTH = 64
DIGEST = r"^[0-9a-f]{64}$"


class StoredFile(models.Model):
    """A file in the store, named by the SHA-256 of its bytes: never changed; deleted only while nothing refers to it.

    Whoever needs a file refers to its row with a foreign key; ``clean_files`` takes away what nobody refers to.
    ``media_type`` was found by looking at the bytes, never believed; ``name`` is what it was first called.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "file"
        verbose_name_plural = "files"
        ordering = ["digest"]
        constraints = [models.CheckConstraint(condition=Q(digest__regex=DIGEST), name="file_digest_syntax")]

    def __str__(self) -> str:
        return self.name or self.digest
