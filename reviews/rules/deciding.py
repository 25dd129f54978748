"""What the chair decides about an article as a whole, beside approving: it asks the same of who decides."""

from articles.models import Article, Edition
from articles.permissions import may_edit
from articles.queries import latest_edition_of
from editorial.accounts.models import User
from editorial.shared.issues import Issue, require
from reviews.rules.case import Case, case_of, cases_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.signable import signable_editions


def cases_at_hand(article: Article) -> list[Case]:
    """The cases that an article's talk and people concern: of the edition submitted last, then of the live one, where
    that is another; before there is any, the prospect of the draft."""
    editions = signable_editions(article)
    if not editions:
        draft = latest_edition_of(article)
        editions = [draft] if draft else []
    return list(cases_of(editions).values())


def deciding_issues_on(decision: Decision, article: Article, by: User, message: str) -> list[Issue]:
    """Why this person does not decide this about the article's comments, interests and recusals, as who leads the board
    of the first case in which they lead one. ``PermissionDenied`` with the message to who leads none."""
    led = [relation for relation in (case.relation(by) for case in cases_at_hand(article)) if relation.leads]
    require(bool(led), message)
    return decision_issues(decision, led[0])


def scheduling_issues(edition: Edition, by: User, case: Case | None = None) -> list[Issue]:
    """Why this person does not say when the edition is published: its editors do in their own right, also while it has
    no policy by which there would be a case."""
    if may_edit(by, edition.article):
        return []
    return decision_issues(Decision.SCHEDULE, (case or case_of(edition)).relation(by))
