"""What passages will give to the editions that go live together with them. Reads.

A host that is in a set with the next edition of a passage has what that edition gives: it is published with these words
or not at all. Only what the passage's board has counts: a draft's words are nobody's to place.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from articles.enums import IN_REVIEW_STATES, ArticleKind, EditionState
from articles.passages import Given, given_by
from reviews.models import SetMember

SUBMITTED = (*IN_REVIEW_STATES, EditionState.APPROVED)


def coming_to(editions: Iterable[Any]) -> dict[Any, dict[UUID, Given]]:
    """By edition (their ids), what the passages of its set give in it. No query for none, one where none is in a set,
    at most four."""
    editions = list(editions)
    here = SetMember.objects.filter(left_out_at__isnull=True, edition_set__published_at__isnull=True)
    sets = dict(here.filter(edition__in=editions).values_list("edition", "edition_set")) if editions else {}
    if not sets:
        return {}
    passages = here.filter(
        edition_set__in=set(sets.values()),
        edition__article__kind=ArticleKind.PASSAGE,
        edition__state__in=SUBMITTED,
    )
    members = list(passages.select_related("edition__article"))
    given = given_by(one.edition for one in members) if members else {}
    of_set: dict[Any, dict[UUID, Given]] = {pk: {} for pk in sets.values()}
    for one in members:
        of_set[one.edition_set_id][one.edition.article_id] = given[one.edition.article_id]
    return {edition: of_set[pk] for edition, pk in sets.items()}
