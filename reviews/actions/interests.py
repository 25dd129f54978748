"""What members declare: their interests in general once a year, and what of them bears on one article."""

from collections.abc import Mapping, Sequence
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.locks import lock_article
from articles.models import Article
from articles.text import clean_line, clean_note
from editorial.accounts.models import User
from editorial.record.actions import SITE, append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, refuse, require
from reviews.models import Assignment, Declaration, Interest
from reviews.rules.assignments import to_answer
from reviews.rules.decisions import Decision, deciding_issues_on
from reviews.rules.interests import InterestKind, Recipient, public_words
from reviews.rules.permissions import has_a_seat, require_review
from reviews.rules.readiness import current_declaration, declaration_issues

from .assignments import answer_assignment, claim
from .notices.passages import tell_hosts_of_lost
from .notices.sentences import tell_answered

SCHEME = 1
MOST = 100  # items in one declaration


@transaction.atomic
def declare_interests(*, items: Sequence[Mapping[str, str]], by: User, public_line: str = "") -> Declaration:
    """Declare all of one's interests, or with no items that there is nothing to declare; it holds for a year.

    ``items`` have kind, entity, to and details. What was declared before is kept. Without a public line, readers get
    the categories and the names of the items.
    """
    require(has_a_seat(by), gettext("Only members of a board declare their interests."))
    User.objects.select_for_update().get(pk=by.pk)
    cleaned = [_clean_item(item) for item in items]
    refuse(items_issues(cleaned))
    at = timezone.now()
    line = clean_line(public_line, where="public_line") or public_words(cleaned)
    said = {
        "scheme": SCHEME,
        "user": str(by.pk),
        "items": cleaned,
        "public_line": line,
        "declared_on": timezone.localdate(at).isoformat(),
        "at": at.isoformat(),
    }
    content = canonical_json(said)
    row = Declaration.objects.create(
        user=by,
        items=cleaned,
        public_line=line,
        declared_on=timezone.localdate(at),
        at=at,
        content=content,
        digest=sha256(content),
    )
    append_event(
        chain=SITE,
        verb="declaration.made",
        subject=f"declaration:{row.pk}",
        by=by,
        digest=row.digest,
        items=len(cleaned),
    )
    return row


def _clean_item(item: Mapping[str, str]) -> dict[str, str]:
    return {
        "kind": str(item["kind"]),
        "entity": clean_line(item["entity"], where="entity"),
        "to": str(item["to"]),
        "details": clean_note(item.get("details", "")),
    }


def items_issues(items: Sequence[Mapping[str, str]]) -> list[Issue]:
    """What is wrong with a list of items."""
    if len(items) > MOST:
        return [Issue("too-many", gettext("Give at most %(most)s items.") % {"most": MOST})]
    known = all(item["kind"] in InterestKind.values and item["to"] in Recipient.values for item in items)
    if not known:
        return [Issue("unknown-kind", gettext("Choose a category and who received it for every item."))]
    if not all(item["entity"] for item in items):
        return [Issue("no-entity", gettext("Name the body or person that each interest comes from."))]
    return []


@transaction.atomic
def accept_review(*, article: Article, bears: bool, by: User, statement: str = "") -> Assignment:
    """Take a review, asked or because nobody has it, and say whether any interest bears on this article.

    It needs a declaration that holds: that is what the member looked at, and it is kept with the answer. With an
    interest that bears on the article, the member may read and comment there, not sign.
    """
    article = lock_article(article.pk)
    require_review(by, article)
    declaration = current_declaration(by)
    refuse(declaration_issues(declaration.declared_on if declaration else None, timezone.localdate()))
    refuse(_answer_issues(article, by, bears))
    asked = to_answer(article, by)
    row = answer_assignment(assignment=asked, accept=True, by=by) if asked else claim(article=article, by=by)
    if bears:
        declare_interest(article=article, statement=statement, by=by)
    row.declaration = declaration
    save_audited(row, by=by, reason="Said whether an interest bears on the article")
    append_event(
        chain=article_chain(article.pk),
        verb="interest.considered",
        subject=f"assignment:{row.pk}",
        by=by,
        declaration=cast(Declaration, declaration).digest,  # refused above without one that holds
        bears=bears,
    )
    return row


def _answer_issues(article: Article, by: User, bears: bool) -> list[Issue]:
    if bears or not Interest.objects.filter(article=article, user=by, ended_at__isnull=True).exists():
        return []
    message = gettext(
        "You declared an interest in this article before. Say there first that it has ended, or answer “yes”."
    )
    return [Issue("interest-runs", message, "bears")]


@transaction.atomic
def declare_interest(*, article: Article, statement: str, by: User) -> Interest:
    """A member declares an interest in the article: from now on their verdicts here do not count."""
    article = lock_article(article.pk)
    require_review(by, article)
    statement = clean_note(statement)
    refuse([] if statement else [Issue("no-statement", gettext("Say what the interest is."), "statement")])
    row = Interest.objects.filter(article=article, user=by, ended_at__isnull=True).first()
    row = row or Interest(article=article, user=by)
    row.statement = statement
    if save_audited(row, by=by, reason="Declared"):
        append_event(chain=article_chain(article.pk), verb="interest.declared", subject=f"interest:{row.pk}", by=by)
        tell_answered(article, by, "declared an interest in the article: they comment, and do not sign.")
        tell_hosts_of_lost(article, by, by)
    return row


@transaction.atomic
def end_interest(*, interest: Interest, by: User) -> Interest:
    """Record that an interest has ended: its own member, or the chair. The member may sign again from now on; what
    they signed before does not come back."""
    article = lock_article(interest.article_id)
    row = Interest.objects.select_for_update().get(pk=interest.pk)
    if row.user_id != by.pk:
        refuse(
            deciding_issues_on(
                Decision.END_INTEREST, article, by, gettext("Its own member or the chair ends an interest.")
            )
        )
    if row.ended_at is None:
        row.ended_at = timezone.now()
        save_audited(row, by=by, reason="Ended")
        append_event(chain=article_chain(article.pk), verb="interest.ended", subject=f"interest:{row.pk}", by=by)
    return row
