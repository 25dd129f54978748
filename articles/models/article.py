"""The thing with an address."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.enums import ArticleKind, Subject
from articles.languages import LONGEST, SYNTAX, default_language
from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Article(models.Model):
    """Identity across time: mutable, audited. The words are in its sections' versions; its row is what actions lock.

    A *passage* is an article whose sections stand in other ones, its hosts. It has editions, a board and signatures as
    every article has, and no address for readers: its slug is for desk and board only. PostgreSQL refuses it a page,
    and another kind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(
        max_length=100,
        unique=True,
        validators=[RegexValidator(SLUG_PATTERN, gettext_lazy("An address is lower-case words joined by hyphens."))],
    )
    kind = models.CharField(max_length=10, choices=ArticleKind, default=ArticleKind.ARTICLE)
    topic = models.CharField(max_length=120, blank=True)
    about = models.CharField(
        max_length=20,
        choices=Subject,
        blank=True,
        help_text=gettext_lazy("What kind of thing it is about; empty: nobody has said."),
    )
    language = models.CharField(
        max_length=LONGEST,
        default=default_language,
        help_text=gettext_lazy("What it is written in, as a tag of BCP 47: fixed once an edition was submitted."),
    )
    translation_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
        help_text=gettext_lazy("The article that it says in another language; that one is no translation itself."),
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_articles")
    created_at = models.DateTimeField(auto_now_add=True)

    history = audited()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=SLUG_PATTERN), name="article_slug_syntax"),
            models.CheckConstraint(condition=Q(kind__in=ArticleKind.values), name="article_kind_known"),
            models.CheckConstraint(condition=Q(about__in=["", *Subject.values]), name="article_subject_known"),
            models.CheckConstraint(condition=Q(language__regex=SYNTAX), name="article_language_syntax"),
            models.UniqueConstraint(fields=["translation_of", "language"], name="article_one_translation_a_language"),
            models.CheckConstraint(condition=~Q(translation_of=models.F("id")), name="article_not_of_itself"),
        ]

    def __str__(self):
        return self.slug

    @property
    def is_passage(self) -> bool:
        """Whether its words stand in other articles, and readers find them there alone."""
        return self.kind == ArticleKind.PASSAGE


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
