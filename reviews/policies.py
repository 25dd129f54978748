"""Which policy applies: to an article now, and to an edition for ever."""

from collections.abc import Iterable

from articles.models import Article, Edition
from editorial.shared.issues import Issue, Refused
from reviews.models import ArticlePolicy, Board, EditionPolicy, PolicyVersion, ReviewPolicy
from reviews.quorum import Demand


def policy_of(article: Article) -> ReviewPolicy:
    """The article's policy, else the site's default one. Raises :class:`Refused` if there is neither."""
    own = ArticlePolicy.objects.filter(article=article).select_related("policy__board").first()
    policy = own.policy if own else ReviewPolicy.objects.filter(is_default=True).select_related("board").first()
    if policy is None:
        message = "No review policy is set up yet: an administrator must add a board and a default policy first."
        raise Refused(Issue("no-policy", message))
    return policy


def chosen_policy(article: Article) -> ReviewPolicy | None:
    """The same, or None while nothing is set up: for forms that only show it."""
    try:
        return policy_of(article)
    except Refused:
        return None


def board_of(article: Article) -> Board | None:
    """The board whose members review the article; None while nothing is set up."""
    policy = chosen_policy(article)
    return policy.board if policy else None


def current_version_of(policy: ReviewPolicy) -> PolicyVersion:
    """What the policy asks of editions submitted from now on."""
    version = policy.versions.order_by("-number").first()
    if version is None:
        raise Refused(Issue("no-policy", f"The review policy “{policy.name}” says nothing yet."))
    return version


def policy_version_for(edition: Edition) -> PolicyVersion:
    """The version that an edition is reviewed under: set at submission, or later by the chair. Before: today's."""
    row = edition.policies.select_related("version__policy__board").order_by("-id").first()
    return row.version if row else current_version_of(policy_of(edition.article))


def policy_versions_for(editions: Iterable[Edition]) -> dict:
    """:func:`policy_version_for` for several editions, by their ids. One query, if all of them were submitted."""
    editions = list(editions)
    rows = EditionPolicy.objects.filter(edition__in=editions).select_related("version__policy__board").order_by("id")
    found = {row.edition_id: row.version for row in rows}
    return {edition.pk: found.get(edition.pk) or policy_version_for(edition) for edition in editions}


def demand_of(version: PolicyVersion, kind: str) -> Demand:
    """What a policy version asks for a kind of section."""
    return Demand(
        sign_offs=version.sign_offs_for(kind),
        months=version.months_for(kind),
        specialties=tuple(version.specialties_for(kind)),
    )
