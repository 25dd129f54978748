"""Reading for the board: every list and every single object that a review page shows comes from here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from articles.enums import EditionState
from articles.models import Article, Edition, Pin, Section, SectionVersion
from articles.queries import live_edition_of
from reviews.eligibility import current_terms
from reviews.models import Approval, ArticlePolicy, ReviewPolicy
from reviews.permissions import may_review

IN_REVIEW = (EditionState.SUBMITTED, EditionState.UNDER_REVIEW, EditionState.APPROVED)


def reviewable_by(user: Any) -> QuerySet[Article]:
    """The articles whose board the user sits on today: what a member may see of submitted and live editions."""
    return articles_of_boards(list(current_terms(user).values_list("board_id", flat=True)))


def articles_of_boards(boards: list) -> QuerySet[Article]:
    """The articles that these boards review: those whose policy names one of them, or its board is the default one."""
    if not boards:
        return Article.objects.none()
    own = ArticlePolicy.objects.filter(article=OuterRef("pk"))
    named = own.filter(policy__board__in=boards)
    default_is_ours = ReviewPolicy.objects.filter(is_default=True, board__in=boards).exists()
    by_default = ~Exists(own) if default_is_ours else Q(pk__in=[])
    return Article.objects.filter(Exists(named) | by_default)


def editions_in_review(user: Any) -> QuerySet[Edition]:
    """Submitted, under review or approved editions of the user's boards, the longest waiting first."""
    return (
        Edition.objects.filter(article__in=reviewable_by(user), state__in=IN_REVIEW)
        .select_related("article", "submitted_by")
        .order_by("submitted_at")
    )


def get_article_for_review(user: Any, slug: str) -> Article:
    """An article that the user's board reviews; ``Http404`` for any other, so that nobody learns what exists."""
    article = Article.objects.select_related("owner").filter(slug=slug).first()
    if article is None or not may_review(user, article):
        raise Http404("No such article.")
    return article


def get_edition_for_review(user: Any, slug: str, number: int) -> Edition:
    """An edition that was submitted, of an article that the user's board reviews; drafts are nobody's here."""
    article = get_article_for_review(user, slug)
    edition = article.editions.filter(number=number, submitted_at__isnull=False).first()
    if edition is None:
        raise Http404("No such edition.")
    edition.article = article
    return edition


def latest_submitted_of(article: Article) -> Edition | None:
    """The edition submitted last, whatever became of it: what members go on reading while the editor mends it."""
    return article.editions.filter(submitted_at__isnull=False).order_by("-number").first()


def submitted_versions_of(section: Section | None) -> QuerySet[SectionVersion]:
    """The versions of a section that the board has seen, the newest first; drafts' are nobody's here."""
    seen = Pin.objects.filter(version=OuterRef("pk"), edition__submitted_at__isnull=False)
    return SectionVersion.objects.filter(Exists(seen), section=section).order_by("-number")


def submitted_editions_with(versions: Iterable[SectionVersion]) -> dict[Any, list[Edition]]:
    """By version id: the submitted editions that contain it, in order. One query."""
    found = defaultdict(list)
    pins = Pin.objects.filter(version__in=list(versions), edition__submitted_at__isnull=False)
    for pin in pins.select_related("edition").order_by("edition__number"):
        found[pin.version_id].append(pin.edition)
    return found


def signable_editions(article: Article) -> list[Edition]:
    """What may be signed is any version pinned by the article's latest submitted or live edition."""
    candidates = [latest_submitted_of(article), live_edition_of(article)]
    return list({edition.pk: edition for edition in candidates if edition}.values())


def edition_to_sign(article: Article, version: SectionVersion) -> Edition | None:
    """In which of the :func:`signable_editions` this version stands; None if in neither."""
    editions = signable_editions(article)
    pinned = set(Pin.objects.filter(edition__in=editions, version=version).values_list("edition_id", flat=True))
    return next((edition for edition in editions if edition.pk in pinned), None)


def due_editions() -> list:
    """The ids of the approved editions whose moment of publication has come."""
    due = Q(publish_at__isnull=True) | Q(publish_at__lte=timezone.now())
    return list(Edition.objects.filter(due, state=EditionState.APPROVED).values_list("pk", flat=True))


def standing_approval(edition: Edition) -> Approval | None:
    """The approval that was not revoked."""
    return edition.approvals.filter(revocation__isnull=True).order_by("-at").first()
