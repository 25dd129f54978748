"""Independent first opinion: where the policy asks for it, members see others' opinions after giving their own.

Opinions are others' verdicts, notes and comments, and what can be told from them: how many have signed, that changes
were asked for, the letter to the editor. What the article's own desk writes is not among them.

They are shown to who leads the board (somebody must settle, chase and approve), to who contributed to the words, and
where readers already see who signed: on words that were once published. Reads; decides nothing about signing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from articles.enums import OPEN_STATES
from articles.models import Article, Collaborator, Edition, Pin
from editorial.accounts.models import User
from reviews.enums import LEADING_ROLES
from reviews.models import Comment
from reviews.rules.case import Case, SectionProgress, case_of
from reviews.rules.eligibility import Eligibility, current_terms
from reviews.rules.policies import policy_version_for
from reviews.rules.queries import latest_submitted_of


@dataclass(frozen=True)
class Independence:
    """What one member must not see yet of others' opinions on an article."""

    user: User | None
    sections: frozenset[UUID] = frozenset()
    desk: frozenset[UUID] = frozenset()
    public: frozenset[UUID] = field(default=frozenset(), repr=False)

    @property
    def hides_anything(self) -> bool:
        return bool(self.sections)

    def hides(self, section: Any) -> bool:
        """Whether others' opinions on the section (its id) are hidden."""
        return section in self.sections

    def hides_of(self, section: Any, author: Any) -> bool:
        """Whether what this person (their id) said of the section is an opinion that is hidden."""
        mine = self.user is not None and author == self.user.pk
        return section in self.sections and not mine and author not in self.desk

    def hides_comment(self, comment: Comment) -> bool:
        """Whether a comment is hidden, or answers one that is."""
        first = comment.in_reply_to or comment
        return any(self.hides_of(one.section_id, one.author_id) for one in (first, comment))


def independence_of(user: User, article: Article) -> Independence:
    """What is hidden from a member of the article's board, judged on the edition submitted last.

    Two queries where the policy does not ask for independence.
    """
    latest = latest_submitted_of(article)
    if latest is None or not policy_version_for(latest).independent_opinion:
        return Independence(user)
    return independence_each(user, [case_of(latest)])[latest.pk]


def independence_on(user: User, edition: Edition, case: Case) -> Independence:
    """What is hidden on the page of an edition whose case is read already.

    Comments belong to sections, so on the page of an edition that is no longer in review the one submitted last counts.
    """
    if edition.state in OPEN_STATES:
        return independence_each(user, [case])[edition.pk]
    return independence_of(user, edition.article)


def independence_each(user: User, cases: Iterable[Case]) -> dict[Any, Independence]:
    """By edition: what is hidden from a member. Three queries, none where no policy asks for independence."""
    cases = list(cases)
    found = {one.edition.pk: Independence(user) for one in cases}
    asking = [one for one in cases if one.policy.independent_opinion]
    if not asking:
        return found
    led = set(current_terms(user).filter(role__in=LEADING_ROLES).values_list("board_id", flat=True))
    asking = [one for one in asking if one.policy.policy.board_id not in led]
    articles = [one.edition.article for one in asking]
    public, desks = published_versions(articles), _desks(articles)
    return found | {one.edition.pk: _independence(user, one, public, desks[one.edition.article_id]) for one in asking}


def _desks(articles: Iterable[Article]) -> dict[Any, set[UUID]]:
    """By article: who works on it at the desk. One query."""
    desks = {article.pk: {article.owner_id} for article in articles}
    for article, user in Collaborator.objects.filter(article__in=desks).values_list("article_id", "user_id"):
        desks[article].add(user)
    return desks


def _independence(user: User, case: Case, public: frozenset[UUID], desk: set[UUID]) -> Independence:
    sections = frozenset(
        place.part.section.pk
        for place in case.sections
        if place.part.version.pk not in public and _awaits_own_opinion(user, place, case.eligibility)
    )
    return Independence(user, sections, frozenset(desk), public)


def _awaits_own_opinion(user: User, place: SectionProgress, eligibility: Eligibility) -> bool:
    """Whether the member has never judged these words, and did not have a hand in them: then they never can.

    Declaring an interest or keeping out shows nothing: either can end, and nobody should look in between.
    """
    wrote = user.pk in eligibility.contributors.get(place.part.version.pk, ())
    return not wrote and all(one.user != user.pk for one in place.sign_offs)


def published_versions(articles: Iterable[Article]) -> frozenset[UUID]:
    """The versions of these articles that readers have had. One query."""
    editions = Edition.objects.filter(article__in=list(articles), published_at__isnull=False)
    return frozenset(Pin.objects.filter(edition__in=editions).values_list("version_id", flat=True))
