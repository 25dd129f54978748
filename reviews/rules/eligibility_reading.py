"""Reading what decides who may sign an edition's words and whose signatures count (:mod:`reviews.rules.eligibility`),
for many editions in as many queries as for one."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Edition, SectionVersion
from articles.queries import accounts_named
from editorial.shared.compiled import compiled
from reviews.models import BoardMember, Interest, PolicyVersion, Recusal
from reviews.rules.eligibility import Difference, Eligibility, Home, contributors_to, leading_terms
from reviews.rules.readiness import readiness_issues, terms_with_declarations


def eligibility_of(edition: Edition, policy: PolicyVersion, versions: Iterable[SectionVersion]) -> Eligibility:
    """Read what decides who may sign these versions of an edition. Five queries, however many there are."""
    return eligibility_of_each([(edition, policy, versions)])[0]


def eligibility_of_each(
    asked: Iterable[tuple[Edition, PolicyVersion, Iterable[SectionVersion]]],
) -> list[Eligibility]:
    """:func:`eligibility_of` for several editions, in their order. The same five queries."""
    asked = [(edition, policy, list(versions)) for edition, policy, versions in asked]
    editions = [edition.pk for edition, _, _ in asked]
    elsewhere = {
        version.pk: version.section.article_id
        for edition, _, versions in asked
        for version in versions
        if version.section.article_id != edition.article_id
    }
    given_by = _given_by(elsewhere)
    conflicted, void_until = _conflicts([*(edition.article_id for edition, _, _ in asked), *elsewhere.values()])
    members = _members({policy.policy.board_id for _, policy, _ in asked})
    contributors = contributors_to([version for _, _, versions in asked for version in versions])
    named, differences = _named([*editions, *given_by.values()]), _differences(editions)
    homes = {
        pk: Home(frozenset(conflicted[article]), void_until[article], frozenset(named[given_by.get(pk)]))
        for pk, article in elsewhere.items()
    }
    return [
        Eligibility(
            members=members[policy.policy.board_id],
            conflicted=frozenset(conflicted[edition.article_id]),
            contributors={version.pk: contributors[version.pk] for version in versions},
            void_until=void_until[edition.article_id],
            boards=frozenset({policy.policy.board_id, *policy.also_accepts}),
            named=frozenset(named[edition.pk]),
            differences=tuple(differences[edition.pk]),
            homes={
                version.pk: homes[version.pk]
                for version in versions
                if version.section.article_id != edition.article_id
            },
        )
        for edition, policy, versions in asked
    ]


def _given_by(versions: Iterable[Any]) -> dict[Any, UUID]:
    """By version of a passage, the edition that gives it to hosts. One query, none for none."""
    versions = list(versions)
    if not versions:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT v, articles_passage_home(v) FROM unnest(%s::uuid[]) AS v", [versions])
        return {version: edition for version, edition in cursor.fetchall() if edition}


def _conflicts(articles: list[UUID]) -> tuple[dict[Any, set[UUID]], dict[Any, dict[Any, datetime]]]:
    """Per article, who has an interest that still runs or recused themselves; and when ended ones of theirs ended."""
    running: dict[Any, set[UUID]] = defaultdict(set)
    ended: dict[Any, dict[Any, datetime]] = defaultdict(dict)
    for article, user, ended_at in _interests_and_recusals(articles):
        if ended_at is None:
            running[article].add(user)
        else:
            ended[article][user] = max(ended_at, ended[article].get(user, ended_at))
    return running, ended


@compiled
def _interests_and_recusals(articles: Iterable[UUID]) -> QuerySet[Any, tuple[Any, ...]]:
    interests, recusals = (
        model.objects.filter(article__in=articles).order_by().values_list("article_id", "user_id", "ended_at")
        for model in (Interest, Recusal)
    )
    return interests.union(recusals, all=True)


def _members(boards: set[UUID]) -> dict[Any, dict[Any, BoardMember]]:
    """Per board, the leading running terms of active accounts by user. One query."""
    terms: dict[Any, list[BoardMember]] = defaultdict(list)
    for term in sorted(
        terms_with_declarations(timezone.localdate(), boards), key=lambda term: (term.role, term.starts_on)
    ):
        terms[term.board_id].append(term)
    return defaultdict(dict, {board: leading_terms(some, by="user_id") for board, some in terms.items()})


def ready_members(boards: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Who could sign something for these boards today, as pairs of ids of board and user. One query."""
    terms: Any = [term for some in _members(set(boards)).values() for term in some.values()]
    today = timezone.localdate()
    return [(one.board_id, one.user_id) for one in terms if not readiness_issues(one.user, one.declared_on, today)]


def _named(editions: list[UUID]) -> dict[Any, set[UUID]]:
    """Per edition, the accounts behind its bylines as they are linked now. One query."""
    named: dict[Any, set[UUID]] = defaultdict(set)
    for edition, user in accounts_named(editions):
        named[edition].add(user)
    return named


def _differences(editions: list[UUID]) -> dict[Any, list[Difference]]:
    """Per edition, where signers of its words saw something else than it gives readers. One query."""
    found: dict[Any, list[Difference]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT e.id, d.* FROM unnest(%s::uuid[]) AS e(id), reviews_differences(e.id) AS d", [editions])
        for edition, sign_off, part, name, before, after, carried in cursor.fetchall():
            found[edition].append(Difference(sign_off, part, name, _json(before), _json(after), carried))
    return found


def _json(value: str | None) -> Any:
    """A jsonb column of a raw query: Django leaves it as text."""
    return json.loads(value) if isinstance(value, str) else value
