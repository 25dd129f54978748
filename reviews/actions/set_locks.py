"""Locking an edition with all that go live together with it: their articles in the order of their primary keys."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from articles.locks import lock_articles, lock_edition_and_passages, lock_editions_and_passages
from articles.models import Edition
from editorial.shared.issues import Issue, Refused
from reviews.models import EditionSet, SetMember
from reviews.rules.sets import Joined, in_sets, joined_in


def lock_with_set(edition_id: Any) -> tuple[Edition, Joined | None]:
    """Lock an edition, and the set to which it belongs with the articles of all its members; then read them afresh.

    Raises :class:`Refused` if who belongs to the set changed at this very moment: whoever acts looks again.
    """
    joined = in_sets([edition_id]).get(edition_id)
    if joined is None:
        edition = lock_edition_and_passages(edition_id)
        _unless_changed(edition_id not in in_sets([edition_id]))
        return edition, None
    joined, editions = lock_set(joined.set.pk, besides=[edition_id])
    _unless_changed(any(one.edition_id == edition_id for one in joined.here))
    return editions[edition_id], joined


def lock_set(set_id: Any, *, besides: Iterable[Any] = ()) -> tuple[Joined, dict[Any, Edition]]:
    """Lock a set: the articles of its members, their editions, its own row. The editions that are returned are those
    of the members, by their ids.

    ``besides`` are editions that the caller means, whether they are members or not.
    """
    before = _members(set_id)
    editions = {one.pk: one for one in lock_editions_and_passages({*before, *besides})}
    row = EditionSet.objects.select_for_update().get(pk=set_id)
    _unless_changed(_members(set_id) == before)
    joined = joined_in([set_id]).get(set_id) or Joined(row, ())
    for one in joined.members:
        one.edition = editions[one.edition_id]
    return joined, editions


def lock_set_with(set_id: Any, articles: Iterable[Any]) -> Joined:
    """The same, with more articles (their ids), which are to join."""
    before = _members(set_id)
    of_members = Edition.objects.filter(pk__in=before).values_list("article_id", flat=True)
    lock_articles({*of_members, *articles})
    return lock_set(set_id)[0]


def _members(set_id: Any) -> set[Any]:
    return set(SetMember.objects.filter(edition_set=set_id).values_list("edition_id", flat=True))


def _unless_changed(same: bool) -> None:
    if not same:
        text = gettext("Who belongs to the set changed at this very moment: look at it again, and repeat what you did.")
        raise Refused(Issue("set-changed", text))
