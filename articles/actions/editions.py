"""Opening editions, and who is named on them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles.enums import CLOSED_UNPUBLISHED_STATES, EditionState
from articles.locks import lock_article, lock_edition
from articles.models import Article, Byline, Contributor, Edition, Pin, Removal
from articles.permissions import require_edit
from articles.queries import latest_edition_of, live_edition_of, open_edition_of
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused


@transaction.atomic
def open_edition(*, article: Article, by: Any) -> Edition:
    """Open the next edition as a draft: with the contents of the one just closed, else of the live one.

    Contents, bylines and explained removals come along. Raises :class:`Refused` while another edition is open.
    """
    article = lock_article(article.pk)
    require_edit(by, article)
    already = open_edition_of(article)
    if already is not None:
        message = f"Edition {already.number} is open ({already.get_state_display()}): only one can be at a time."
        raise Refused(Issue("edition-open", message))
    live, latest = live_edition_of(article), latest_edition_of(article)
    source = continued_from(live, latest)
    edition = add_edition(article, based_on=live, continues=source, by=by)
    if source is not None:
        copy_contents(source, edition)
    return edition


def continued_from(live: Edition | None, latest: Edition | None) -> Edition | None:
    """Whose contents a new edition starts with: the one just taken back or returned (never one discarded), if it was
    meant to follow what is live now; otherwise the live one; otherwise the last there was.
    """
    just_closed = (
        latest is not None
        and latest.state in CLOSED_UNPUBLISHED_STATES
        and latest.state != EditionState.DISCARDED
        and latest.based_on_id == (live.pk if live else None)
    )
    return latest if just_closed else live or latest


def add_edition(article: Article, *, based_on: Edition | None, continues: Edition | None, by: Any) -> Edition:
    """The row of a new draft, with its event. The article must be locked."""
    last = Edition.objects.filter(article=article).aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        article=article, number=last + 1, based_on=based_on, continues=continues, opened_by=by
    )
    append_event(
        chain=article_chain(article.pk),
        verb="edition.open",
        subject=f"edition:{edition.pk}",
        by=by,
        number=edition.number,
        based_on=str(based_on.pk) if based_on else None,
        continues=str(continues.pk) if continues else None,
    )
    return edition


def copy_contents(source: Edition, edition: Edition) -> None:
    """Give a new draft the pins, bylines and (when it continues an attempt) the removals of another edition."""
    Pin.objects.bulk_create(
        Pin(edition=edition, section_id=pin.section_id, version_id=pin.version_id) for pin in source.pins.all()
    )
    Byline.objects.bulk_create(
        Byline(edition=edition, contributor_id=row.contributor_id, role=row.role, position=row.position)
        for row in source.bylines.all()
    )
    if source.pk != edition.based_on_id:
        Removal.objects.bulk_create(
            Removal(edition=edition, section_id=row.section_id, reason=row.reason) for row in source.removals.all()
        )


@transaction.atomic
def set_bylines(*, edition: Edition, bylines: Sequence[tuple[Contributor, str]], by: Any) -> None:
    """Say who is named on the draft, in this order, each with a role ("author" or "editor")."""
    edition = lock_edition(edition.pk)
    require_edit(by, edition.article)
    require_draft(edition)
    now = list(edition.bylines.values_list("contributor_id", "role"))
    wanted = list(dict.fromkeys((contributor.pk, role) for contributor, role in bylines))
    if now == wanted:
        return
    edition.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(edition=edition, contributor_id=contributor, role=role, position=place)
        for place, (contributor, role) in enumerate(wanted)
    )
    append_event(
        chain=article_chain(edition.article_id),
        verb="edition.bylines_set",
        subject=f"edition:{edition.pk}",
        by=by,
        contributors=[[str(contributor), role] for contributor, role in wanted],
    )


def require_draft(edition: Edition) -> None:
    """Raise :class:`Refused` unless the edition's contents may still change."""
    if edition.state != EditionState.DRAFT:
        message = (
            f"Edition {edition.number} is {edition.get_state_display()}: its contents no longer change. "
            "Take it back to go on editing."
        )
        raise Refused(Issue("not-a-draft", message))
