"""Beginning an article, and the facts about it that are not its words."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from articles.enums import ArticleKind, Subject
from articles.languages import canonical, default_language, language_issues, name_of
from articles.locks import lock_article
from articles.models import Article, ArticleSlug, Collaborator, Contribution, Section
from articles.models.article import SLUG_PATTERN
from articles.permissions import may_write, require_edit
from articles.text import clean_line
from articles.words.content import SectionContent, Wording
from editorial.accounts.models import User
from editorial.accounts.roles import is_editor
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import delete_audited, save_audited
from editorial.shared.issues import Issue, Refused, refuse

from .editions import add_edition, record_opened
from .pages import mark_pages_stale, mark_topics_stale
from .versions import confirm_written, pin, store_version
from .wordings import cleaned, cleaned_all

RESERVED_SLUGS = {"id", "new"}


@transaction.atomic
def create_article(
    *,
    slug: str,
    by: User,
    topic: str = "",
    about: str = "",
    language: str = "",
    front: Wording,
    front_wordings: dict[str, Wording] | None = None,
    part: str = Contribution.Part.WROTE,
    kind: str = ArticleKind.ARTICLE,
    translation_of: Article | None = None,
) -> Article:
    """Begin an article: its row, its address, its front, and its first edition as a draft. ``by`` becomes the owner.
    Without a ``language`` it is in the site's usual one. Of a *passage* the address is for desk and board alone.

    Raises ``PermissionDenied`` unless ``by`` is an editor, and :class:`Refused` if the address was ever in use.
    """
    if not may_write(by):
        raise PermissionDenied(gettext("Only editors begin articles."))
    language = language or default_language()
    refuse([*slug_issues(slug), *subject_issues(about), *language_issues(language)])
    said = {"topic": clean_line(topic, where=gettext("the topic")), "about": about, "language": canonical(language)}
    article = Article(slug=slug, kind=kind, owner=by, translation_of=translation_of, **said)
    save_audited(article, by=by, reason="Begun")
    ArticleSlug.objects.create(slug=slug, article=article)
    lock_article(article.pk)
    edition = add_edition(article, based_on=None, continues=None, by=by)
    section = Section.objects.create(article=article, anchor="front", kind="front")
    base, wordings = cleaned(front, "front", by=by), cleaned_all(front_wordings or {}, "front", by=by)
    content = SectionContent(str(section.pk), "front", "front", base, wordings)
    version, _ = store_version(section, content, by=by, part=part, came_from=None)
    confirm_written(section, content, None, by=by)
    pin(edition, section, version)
    _record(article, "article.created", by)
    record_opened(edition, by=by)
    return article


def subject_issues(about: str) -> list[Issue]:
    if about in ("", *Subject.values):
        return []
    return [Issue("subject", gettext("“%(kind)s” is no kind of article.") % {"kind": about}, "about")]


def slug_issues(slug: str) -> list[Issue]:
    """Why this address cannot be given to a new article. An address once used is never given to another."""
    if not re.match(SLUG_PATTERN, slug) or len(slug) > 100 or slug in RESERVED_SLUGS:
        return [
            Issue(
                "slug-syntax",
                gettext("“%(slug)s” is no address: use lower-case words joined by hyphens.") % {"slug": slug},
                "slug",
            ),
        ]
    if ArticleSlug.objects.filter(slug=slug).exists():
        return [
            Issue(
                "slug-taken",
                gettext("The address “%(slug)s” is or was used by an article already.") % {"slug": slug},
                "slug",
            )
        ]
    return []


@transaction.atomic
def rename_article(*, article: Article, slug: str, by: User) -> Article:
    """Give the article another address; the old one redirects for ever. Pages are composed again."""
    article = lock_article(article.pk)
    require_edit(by, article)
    if slug == article.slug:
        return article
    own = ArticleSlug.objects.filter(slug=slug, article=article).exists()
    refuse([] if own else slug_issues(slug))
    if not own:
        ArticleSlug.objects.create(slug=slug, article=article)
    article.slug = slug
    save_audited(article, by=by, reason="New address")
    _record(article, "article.renamed", by)
    mark_pages_stale(article)
    return article


@transaction.atomic
def set_topic(*, article: Article, topic: str, by: User) -> Article:
    """File the article under a topic."""
    article = lock_article(article.pk)
    require_edit(by, article)
    before, article.topic = article.topic, clean_line(topic, where=gettext("the topic"))
    if save_audited(article, by=by, reason="New topic"):
        _record(article, "article.topic_set", by)
        mark_topics_stale({before, article.topic})
    return article


@transaction.atomic
def set_language(*, article: Article, language: str, by: User) -> Article:
    """Say which language the article is written in: only until an edition of it is submitted, since whoever signs its
    words signs them as words of that language (PostgreSQL refuses it afterwards too)."""
    article = lock_article(article.pk)
    require_edit(by, article)
    refuse(language_issues(language))
    if canonical(language) == article.language:
        return article
    refuse([*fixed_language_issues(article), *_other_side_issues(article, canonical(language))])
    article.language = canonical(language)
    save_audited(article, by=by, reason="New language")
    _record(article, "article.language_set", by, language=article.language)
    return article


def fixed_language_issues(article: Article) -> list[Issue]:
    """Why the article's language cannot be another any more. One query."""
    if not article.editions.filter(submitted_at__isnull=False).exists():
        return []
    message = gettext(
        "The board has had this article as one in %(language)s, so its language stays. To write it in another, begin "
        "an article in that language."
    ) % {"language": name_of(article.language)}
    return [Issue("language-fixed", message, "language")]


def _other_side_issues(article: Article, language: str) -> list[Issue]:
    """A translation is in another language than its source, and the only one in its own. One query."""
    source = article.translation_of_id or article.pk
    others = Article.objects.filter(Q(pk=source) | Q(translation_of=source), language=language).exclude(pk=article.pk)
    if not others.exists():
        return []
    said = {"language": name_of(language)}
    message = gettext("Its source or another translation of it is in %(language)s already.") % said
    return [Issue("language-taken", message, "language")]


@transaction.atomic
def add_collaborator(*, article: Article, user: User, by: User) -> Collaborator:
    """Let another editor work on the article. Doing it twice changes nothing."""
    article = lock_article(article.pk)
    require_edit(by, article)
    if not is_editor(user):
        raise Refused(
            Issue("not-an-editor", gettext("%(name)s is not an editor.") % {"name": user.display_name}, "user")
        )
    row = Collaborator.objects.filter(article=article, user=user).first()
    if row is None:
        row = Collaborator(article=article, user=user)
        save_audited(row, by=by, reason="Invited")
        _record(article, "article.collaborator_added", by, user=str(user.pk))
    return row


@transaction.atomic
def remove_collaborator(*, article: Article, user: User, by: User) -> None:
    """End an editor's work on the article. Nothing happens if there was none."""
    article = lock_article(article.pk)
    require_edit(by, article)
    row = Collaborator.objects.filter(article=article, user=user).first()
    if row is not None:
        delete_audited(row, by=by, reason="Ended")
        _record(article, "article.collaborator_removed", by, user=str(user.pk))


def _record(article: Article, verb: str, by: User, **facts: Any) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=f"article:{article.pk}", by=by, **facts)
