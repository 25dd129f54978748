"""Passages as the desk shows them: which there are, who keeps those that stand in an article, and where one is used.
Reads. A passage that is not live is shown to those who work on it, and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, ArticleKind, EditionState
from articles.models import Article, Edition
from articles.passages import Given, Used, given_to_hosts, hosts_of, placeable_by, placed_in, used
from articles.permissions import may_write
from articles.queries import Part, active_audiences, manifest_of, parts_of_each, titles_of_each, visible_to
from editorial.accounts.models import User
from reviews.rules.coming import coming_to

NOT_USED = Used(0, 0)


@dataclass(frozen=True)
class Listed:
    """A passage in the list: what it gives now (None while nothing is live), and in how many articles it stands."""

    article: Article
    title: str
    given: Given | None
    used: Used
    is_own: bool


def passages_for(user: User, words: str = "") -> list[Listed]:
    """The live passages and those that the user works on, by title; those whose title has all of the words. As many
    queries for many as for one."""
    own = set(visible_to(user).filter(kind=ArticleKind.PASSAGE).values_list("pk", flat=True))
    live = placeable_by(user).values("pk")
    rows = list(Article.objects.filter(Q(pk__in=own) | Q(pk__in=live)).select_related("owner"))
    given = given_to_hosts(row.pk for row in rows)
    newest = Edition.objects.filter(article__in=[row.pk for row in rows if row.pk not in given])
    drafts = list(newest.order_by("article_id", "-number").distinct("article_id"))
    named = titles_of_each(drafts)
    titles = {edition.article_id: named.get(edition.pk, "") for edition in drafts}
    counts = used(row.pk for row in rows)
    found = [
        Listed(
            row,
            given[row.pk].title if row.pk in given else titles.get(row.pk) or row.slug,
            given.get(row.pk),
            counts.get(row.pk, NOT_USED),
            row.pk in own,
        )
        for row in rows
    ]
    wanted = words.lower().split()
    found = [one for one in found if all(word in one.title.lower() for word in wanted)]
    return sorted(found, key=lambda one: (one.title.lower(), one.article.slug))


def get_passage_for(user: User, pk: Any) -> Listed:
    """One of :func:`passages_for`; ``Http404`` for any other, so that nobody learns of drafts."""
    found = next((one for one in passages_for(user) if one.article.pk == pk), None)
    if found is None:
        raise Http404(gettext("No such passage."))
    return found


def begins_passages(user: User) -> bool:
    """Whether the person begins passages: every editor, as of articles."""
    return may_write(user)


@dataclass(frozen=True)
class Kept:
    """A passage that stands in an edition: who keeps it, and whether it says something else by now, or will when its
    next edition goes live together with this one."""

    article: Article
    title: str
    parts: tuple[Part, ...]
    is_behind: bool

    @property
    def first(self) -> UUID:
        """The section that stands first."""
        return self.parts[0].section.pk

    @property
    def last(self) -> UUID:
        """The section that stands last."""
        return self.parts[-1].section.pk


def kept_in(edition: Edition, parts: Sequence[Part]) -> dict[UUID, Kept]:
    """By section, the passages that stand in an edition, whose parts are given in their order. No query where there are
    none."""
    placed = placed_in(edition.article_id, parts)
    if not placed:
        return {}
    given = {**given_to_hosts(placed), **coming_to([edition.pk]).get(edition.pk, {})}
    rows = {row.pk: row for row in Article.objects.filter(pk__in=placed).select_related("owner")}
    found: dict[UUID, Kept] = {}
    for pk, some in placed.items():
        now = given.get(pk)
        is_behind = now is None or not now.stands_in(parts)
        kept = Kept(rows[pk], now.title if now else rows[pk].slug, tuple(some), is_behind)
        found |= {part.section.pk: kept for part in some}
    return found


@dataclass(frozen=True)
class Host:
    """An article in which a passage stands: live, in the edition that is open, or both; and whether it stands there
    otherwise than the passage gives it now."""

    article: Article
    title: str
    live: Edition | None
    open: Edition | None
    is_own: bool
    live_is_behind: bool
    parts: tuple[Part, ...]
    """Of the edition that the next one begins with: its draft, else the live one."""

    @property
    def placed(self) -> list[Part]:
        return [part for part in self.parts if part.section.article_id != self.article.pk]

    @property
    def is_with_board(self) -> bool:
        return self.open is not None and self.open.state != EditionState.DRAFT

    def is_behind(self, given: Given) -> bool:
        """Whether what the next edition begins with is earlier than what the passage gives."""
        return not given.stands_in(self.parts)

    def of(self, given: Given) -> list[Part]:
        return [part for part in self.placed if part.section.article_id == given.edition.article_id]

    def may_take_over(self, given: Given) -> bool:
        """Whether the user can have the next edition of it say what the passage gives now."""
        return self.is_own and not self.is_with_board and bool(self.of(given)) and self.is_behind(given)

    def after(self, given: Given) -> str:
        """The heading of what stands before the passage there."""
        first = next((place for place, part in enumerate(self.parts) if part in self.of(given)), 0)
        return self.parts[first - 1].content.base.heading if first else ""


def hosts_for(user: User, passage: Article, given: Given | None) -> list[Host]:
    """Where a passage stands, as far as the user may know: in what readers have, and in open editions of their own
    articles. By title; a constant number of queries."""
    own = set(visible_to(user).values_list("pk", flat=True))
    there = list(hosts_of(passage, states=[EditionState.PUBLISHED, *OPEN_STATES]))
    there = [one for one in there if one.state == EditionState.PUBLISHED or one.article_id in own]
    articles = {one.article_id: one.article for one in there}
    all_open = Edition.objects.filter(article__in=own & articles.keys(), state__in=OPEN_STATES)
    open_ones = {one.article_id: one for one in all_open}
    live = {one.article_id: one for one in there if one.state == EditionState.PUBLISHED}
    next_from = {pk: open_ones.get(pk) or live[pk] for pk in articles}
    wanted = list({one.pk: one for one in (*next_from.values(), *live.values())}.values())
    parts = dict(zip([one.pk for one in wanted], parts_of_each(wanted), strict=True))
    titles = titles_of_each(next_from.values())
    rows = [
        Host(
            article,
            titles.get(next_from[pk].pk) or article.slug,
            live.get(pk),
            open_ones.get(pk),
            pk in own,
            pk in live and (given is None or not given.stands_in(parts[live[pk].pk])),
            tuple(parts[next_from[pk].pk]),
        )
        for pk, article in articles.items()
    ]
    return sorted(rows, key=lambda row: (row.title.lower(), row.article.slug))


def unknown_to(given: Given) -> list[str]:
    """The labels of the audiences that the passage's live edition does not know: nobody has signed its words for them,
    so in editions of hosts that offer them no signature of it counts. Two queries."""
    known = manifest_of(given.edition).plan
    return [audience.label for audience in active_audiences() if audience.key not in known]
