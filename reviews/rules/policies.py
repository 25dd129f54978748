"""Which policy, and so which board, judges an edition; and what an article's next submission can expect.

An edition keeps the policy version that it was submitted under, until its board sets another or hands it over. Nothing
about an edition asks what its article's policy is today: that is the *prospect* of a draft, and of nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from articles.enums import WITH_BOARD_STATES, EditionState, SectionKind
from articles.models import Article, Edition
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue, Refused
from reviews.models import ArticlePolicy, EditionPolicy, PolicyVersion, ReviewPolicy
from reviews.rules.quorum import Demand


def policy_of(article: Article) -> ReviewPolicy:
    """Under which policy the article's next edition will be submitted: its own, else the site's default one.

    Raises :class:`Refused` if there is neither."""
    policy: ReviewPolicy | None = next(iter(_own_or_default(article.pk)), None)
    if policy is None:
        message = gettext(
            "No review policy is set up yet: an administrator must add a board and a default policy first."
        )
        raise Refused(Issue("no-policy", message))
    return policy


@compiled
def _own_or_default(article: Any) -> QuerySet[ReviewPolicy]:
    own = Exists(ArticlePolicy.objects.filter(article=article, policy=OuterRef("pk")))
    rows = ReviewPolicy.objects.alias(is_own=own).filter(Q(is_own=True) | Q(is_default=True))
    return rows.select_related("board").order_by("-is_own")[:1]


def chosen_policy(article: Article) -> ReviewPolicy | None:
    """The same, or None while nothing is set up: for forms that only show it."""
    try:
        return policy_of(article)
    except Refused:
        return None


def current_version_of(policy: ReviewPolicy) -> PolicyVersion:
    """What the policy asks of editions submitted from now on."""
    version: PolicyVersion | None = policy.versions.order_by("-number").first()
    if version is None:
        raise Refused(
            Issue("no-policy", gettext("The review policy “%(name)s” says nothing yet.") % {"name": policy.name})
        )
    return version


def policy_version_for(edition: Edition) -> PolicyVersion:
    """The version that judges an edition: set at submission, or later by its board. A draft has a prospect only."""
    return policy_versions_for([edition])[edition.pk]


def policy_versions_for(editions: Iterable[Edition]) -> dict[Any, PolicyVersion]:
    """:func:`policy_version_for` for several editions, by their ids. One query, if all of them were submitted."""
    editions = list(editions)
    rows = _policies([edition.pk for edition in editions])
    found = {row.edition_id: row.version for row in sorted(rows, key=lambda row: row.pk)}
    return {edition.pk: found.get(edition.pk) or _prospect(edition) for edition in editions}


@compiled
def _policies(editions: Iterable[Any]) -> QuerySet[EditionPolicy]:
    return EditionPolicy.objects.filter(edition__in=editions).select_related("version__policy__board").order_by()


def _prospect(edition: Edition) -> PolicyVersion:
    """What a draft can expect. An edition that was submitted has a policy of its own, or none that could judge it."""
    if edition.submitted_at is not None:
        raise Refused(
            Issue("no-policy", gettext("This edition has no review policy: an administrator must look at it."))
        )
    return current_version_of(policy_of(edition.article))


_LAST_SET = EditionPolicy.objects.filter(edition=OuterRef("pk")).order_by("-id")
JUDGED_UNDER = Subquery(_LAST_SET.values("version")[:1])
BOARD = Subquery(_LAST_SET.values("version__policy__board")[:1])
"""Of editions (in a queryset): the policy version that judges them, and the board that keeps it."""


def boards_of(article: Article) -> frozenset[Any]:
    """The boards (their ids) that an article's talk, assignments and interests concern: those which judge its edition
    submitted last and its live one; before there is any, the one that its first edition can expect.

    What is decided on one edition asks the board that judges that edition, never this.
    """
    boards = boards_that_read(article)
    if boards:
        return boards
    policy = chosen_policy(article)
    return frozenset({policy.board_id} if policy else ())


def boards_that_read(article: Article) -> frozenset[Any]:
    """The same, of what was submitted: none before. One query."""
    return JudgingBoards.of(article).reading


@compiled
def _submitted(article: Any) -> QuerySet[Edition, tuple[Any, ...]]:
    rows = Edition.objects.filter(article=article, submitted_at__isnull=False).order_by()
    return rows.values_list("number", "policies", "pk", "state", "policies__version__policy__board")


@dataclass(frozen=True)
class JudgingBoards:
    """The boards of an article's submitted editions: ``judging`` by edition; ``reading`` are those of the edition
    submitted last and of the live one."""

    judging: Mapping[Any, Any]
    reading: frozenset[Any]

    @classmethod
    def of(cls, article: Article) -> "JudgingBoards":
        """Read them. One query."""
        found = _submitted(article.pk)
        # By edition the policy that was set last; an edition that has none is judged by nobody.
        last_set = {pk: (state, board) for _, _, pk, state, board in sorted(found, key=lambda row: row[:2])}
        live = {board for state, board in last_set.values() if state == EditionState.PUBLISHED}
        last = {board for _, board in list(last_set.values())[-1:]}
        return cls({pk: board for pk, (_, board) in last_set.items()}, frozenset(last | live))


MOST = {"sign_offs": 20, "months": 240}
"""The most signatures on a section, and months for which they hold, that a policy may ask for; the least is one."""


def asks_issues(asks: Mapping[str, Any]) -> list[Issue]:
    """Why a policy cannot ask this: no signature at all (then nobody would have signed), too many, for no time or for
    ever, or something of a kind that no section has. PostgreSQL refuses numbers below one, too."""
    return [*_number_issues(asks), *_kind_issues(asks)]


def _number_issues(asks: Mapping[str, Any]) -> Iterable[Issue]:
    for name, most in MOST.items():
        by_kind = f"{name}_by_kind"
        for field, numbers in ((name, [asks.get(name, 1)]), (by_kind, asks.get(by_kind, {}).values())):
            if not all(type(number) is int and 1 <= number <= most for number in numbers):
                yield Issue("out-of-range", gettext("Give a number from 1 to %(most)s.") % {"most": most}, field)


def _kind_issues(asks: Mapping[str, Any]) -> Iterable[Issue]:
    for field in ("sign_offs_by_kind", "specialties_by_kind", "months_by_kind"):
        for kind in sorted(set(asks.get(field, {})) - set(SectionKind.values)):
            yield Issue("unknown-kind", gettext("“%(kind)s” is no kind of section.") % {"kind": kind}, field)


def demand_of(version: PolicyVersion, kind: str) -> Demand:
    """What a policy version asks for a kind of section."""
    return Demand(
        sign_offs=int(version.sign_offs_by_kind.get(kind, version.sign_offs)),
        months=int(version.months_by_kind.get(kind, version.months)),
        specialties=tuple(version.specialties_by_kind.get(kind, [])),
    )


def shown_before_approval(submitted: Sequence[Edition]) -> Edition | None:
    """Which of an article's submitted editions (the newest first) readers see before its approval, with a caution: the
    latest one of an article never published, where its policy shows such pages.

    After a return the page goes, or stays, by policy. A draft and text that was taken back are never public.
    """
    latest = next(iter(submitted), None)
    if latest is None or any(one.published_at for one in submitted):
        return None
    policy = policy_version_for(latest)
    shown = latest.state in WITH_BOARD_STATES and policy.show_pending
    stays = latest.state == EditionState.RETURNED and policy.show_pending and policy.show_returned
    return latest if shown or stays else None
