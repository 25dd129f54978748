"""The thing with an address."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Article(models.Model):
    """Identity across time: mutable, audited. The words are in its sections' versions; its row is what actions lock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(
        max_length=100,
        unique=True,
        validators=[RegexValidator(SLUG_PATTERN, gettext_lazy("An address is lower-case words joined by hyphens."))],
    )
    topic = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_articles")
    created_at = models.DateTimeField(auto_now_add=True)

    history = audited()

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=Q(slug__regex=SLUG_PATTERN), name="article_slug_syntax")]

    def __str__(self):
        return self.slug


class ArticleSlug(ImmutableModel):
    """Every address an article ever had: immutable, so none is given to another article and old ones redirect."""

    slug = models.CharField(primary_key=True, max_length=100)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="slugs")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["since"]

    def __str__(self):
        return self.slug


class Collaborator(models.Model):
    """An editor who may work on somebody else's article: mutable, audited."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="collaborators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collaborations")
    since = models.DateTimeField(auto_now_add=True)

    history = audited()

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="collaborator_once")]

    def __str__(self):
        return gettext("%(user)s on %(article)s") % {"user": self.user, "article": self.article}
