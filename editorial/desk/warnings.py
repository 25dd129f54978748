"""What an editor should know before submitting, though it keeps nothing back. Answers with issues."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext

from articles.models import Edition
from articles.statement import unstated
from articles.words.content import SectionContent
from editorial.shared.issues import Issue
from references.enums import LinkFinding
from references.models import Reference


def to_mind(contents: Iterable[SectionContent]) -> list[Issue]:
    """Everything to be minded before these words are submitted. One query."""
    return dead_link_issues(contents)


def statement_warnings(edition: Edition) -> list[Issue]:
    """What the edition leaves unsaid of itself. No query."""
    return unstated(edition.statement, follows=edition.based_on_id is not None)


def dead_link_issues(contents: Iterable[SectionContent]) -> list[Issue]:
    """Cited references (or those that answer for them) whose link was dead at its last check."""
    keys = set().union(*(content.cited_keys() for content in contents))
    cited = Q(key__in=keys) | Q(duplicates__key__in=keys)
    dead = Reference.objects.filter(cited, link__finding=LinkFinding.DEAD).order_by("key").distinct()
    return [
        Issue(
            "dead-link",
            gettext("The link of the reference “%(key)s” is dead: readers cannot follow it.") % {"key": key},
            f"reference:{key}",
        )
        for key in dead.values_list("key", flat=True)
    ]
