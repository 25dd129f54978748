"""Reading for the board: every list and every single object that a review page shows comes from here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import IN_REVIEW_STATES, WITH_BOARD_STATES, EditionState
from articles.models import Article, Edition, Pin, Section, SectionVersion
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.shared.compiled import compiled
from reviews.enums import LEADING_ROLES
from reviews.models import Approval, Assignment, PolicyVersion, SetMember
from reviews.rules.eligibility import current_terms
from reviews.rules.permissions import NO_ARTICLE, Seats, leads_next, require_move
from reviews.rules.policies import JUDGED_UNDER
from reviews.rules.transitions import Move


def reviewable_by(user: User) -> QuerySet[Article]:
    """The articles that concern a board on which the user sits today. Asks nothing by itself: the frame of every page
    keeps the statement and asks it for whoever is there (``editorial.context``)."""
    return articles_of_boards(current_terms(user).values("board_id"))


def articles_of_boards(boards: Iterable[Any]) -> QuerySet[Article]:
    """The articles that concern these boards (their ids, or a query for them): the edition submitted last, or the live
    one, is theirs to judge. The same as ``policies.boards_of``, seen from the board; of what was never submitted, no
    board has anything."""
    later = Edition.objects.filter(
        article=OuterRef("article"), number__gt=OuterRef("number"), submitted_at__isnull=False
    )
    current = Q(state=EditionState.PUBLISHED) | (Q(submitted_at__isnull=False) & ~Exists(later))
    theirs = editions_of_boards(boards).filter(current, article=OuterRef("pk"))
    return Article.objects.filter(Exists(theirs))


def editions_of_boards(boards: Iterable[Any]) -> QuerySet[Edition]:
    """The editions that these boards judge: whose policy version, the last one set, is of a policy of theirs."""
    return Edition.objects.alias(judged_under=JUDGED_UNDER).filter(judged_under__in=_versions_of(boards))


def _versions_of(boards: Iterable[Any]) -> QuerySet[Any]:
    theirs = PolicyVersion.objects.filter(policy__board__in=boards if isinstance(boards, QuerySet) else list(boards))
    return theirs.values("pk")


def boards_sat_on(user: User) -> list[UUID]:
    """The boards on which the user sits today."""
    return list(current_terms(user).values_list("board_id", flat=True))


def boards_led_by(user: User) -> list[UUID]:
    """The boards of which the user is chair or deputy today."""
    return list(current_terms(user).filter(role__in=LEADING_ROLES).values_list("board_id", flat=True))


def editions_in_review(user: User) -> QuerySet[Edition]:
    """Submitted, under review or approved editions that the user's boards judge, the longest waiting first."""
    return (
        editions_of_boards(boards_sat_on(user))
        .filter(state__in=WITH_BOARD_STATES)
        .select_related("article", "submitted_by")
        .order_by("submitted_at")
    )


def reviews_asked_of(user: User) -> QuerySet[Assignment]:
    """What the user was asked to review and the board has before it: standing assignments with an edition in review."""
    before_it = Edition.objects.filter(article=OuterRef("article"), state__in=IN_REVIEW_STATES)
    return Assignment.objects.standing().filter(Exists(before_it), user=user)


def get_article_for_review(user: User, slug: str) -> Article:
    """An article that the user's board reviews, by an address that it has or had; ``Http404`` for any other, so that
    nobody learns what exists: the same statements either way."""
    article = Article.objects.select_related("owner").filter(slugs__slug=slug).order_by().first()
    seats = Seats.of(user, article)
    if article is None or not seats.concerned:
        raise Http404(gettext("No such article."))
    return article


def get_edition_for_review(user: User, slug: str, number: int) -> Edition:
    """An edition that was submitted, for members of the board that judges it or of a board that the article concerns
    now. ``Http404`` for everybody else; drafts are nobody's here."""
    edition = _submitted(slug, number)
    seats = Seats.of(user, edition.article if edition else None)
    return _found(edition, edition is not None and seats.may_read(edition))


def get_edition_to_hand_over(user: User, slug: str, number: int) -> Edition:
    """The same, and for administrators: a board that was dissolved hands nothing over."""
    if is_administrator(user):
        return _found(_submitted(slug, number), True)
    return get_edition_for_review(user, slug, number)


def get_edition_to_retire(user: User, slug: str, number: int) -> Edition:
    """For who leads the board that judges the edition, or the one to which the article's next edition will go.
    ``PermissionDenied`` to others who may read it."""
    edition = _submitted(slug, number)
    article = edition.article if edition else NO_ARTICLE
    seats, leads = Seats.of(user, article), leads_next(user, article)
    edition = _found(edition, edition is not None and (leads or seats.may_read(edition)))
    require_move(user, edition, Move.RETIRE)
    return edition


def _submitted(slug: str, number: int) -> Edition | None:
    """The edition with its article and whose it is, if it was submitted; by an address that the article has or had.
    One query."""
    return next(iter(_submitted_at(slug, number)), None)


@compiled
def _submitted_at(slug: str, number: int) -> QuerySet[Edition]:
    rows = Edition.objects.filter(article__slugs__slug=slug, number=number, submitted_at__isnull=False)
    return rows.select_related("article__owner").order_by("pk")[:1]


def _found(edition: Edition | None, may_be_seen: bool) -> Edition:
    """What there is not and what one may not see are one answer, after the same statements: nobody learns which from
    how long it takes."""
    if edition is None or not may_be_seen:
        raise Http404(gettext("No such edition."))
    return edition


def latest_submitted_of(article: Article) -> Edition | None:
    """The edition submitted last, whatever became of it: what members go on reading while the editor mends it."""
    edition = next(iter(_latest_submitted(article.pk)), None)
    if edition is not None:
        edition.article = article
    return edition


@compiled
def _latest_submitted(article: UUID) -> QuerySet[Edition]:
    return Edition.objects.filter(article=article, submitted_at__isnull=False).order_by("-number")[:1]


def submitted_versions_of(section: Section | None) -> QuerySet[SectionVersion]:
    """The versions of a section that the board has seen, the newest first; drafts' are nobody's here."""
    seen = Pin.objects.filter(version=OuterRef("pk"), edition__submitted_at__isnull=False)
    return SectionVersion.objects.filter(Exists(seen), section=section).order_by("-number")


OF_ITS_ARTICLE = {"edition__article": F("section__article")}
"""Of pins: in an edition of the article to which the words belong, and not where a passage stands."""


def submitted_editions_with(versions: Iterable[SectionVersion]) -> dict[Any, list[Edition]]:
    """By version id: the submitted editions of its own article that contain it, in order. One query."""
    found = defaultdict(list)
    pins = Pin.objects.filter(version__in=list(versions), edition__submitted_at__isnull=False, **OF_ITS_ARTICLE)
    for pin in pins.select_related("edition").order_by("edition__number"):
        found[pin.version_id].append(pin.edition)
    return found


def due_editions() -> list[UUID]:
    """The ids of the approved editions whose moment of publication has come, by the database's clock. What belongs to a
    set goes live with it (``reviews.rules.sets.due_sets``)."""
    due = Q(publish_at__isnull=True) | Q(publish_at__lte=Now())
    together = SetMember.objects.filter(edition=OuterRef("pk"), left_out_at__isnull=True)
    rows = Edition.objects.filter(due, ~Exists(together), state=EditionState.APPROVED)
    return list(rows.values_list("pk", flat=True))


def standing_approval(edition: Edition) -> Approval | None:
    """The approval that was not revoked."""
    return edition.approvals.filter(revocation__isnull=True).order_by("-at").first()
