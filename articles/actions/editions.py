"""Opening editions, and who is named on them."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from articles.enums import CLOSED_UNPUBLISHED_STATES, EditionState
from articles.locks import lock_article, lock_edition
from articles.models import Article, Byline, Contributor, Edition
from articles.permissions import require_edit
from articles.queries import latest_edition_of, live_edition_of, open_edition_of
from articles.statement import Statement
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused

from .contents import copy_contents, merge_contents


@transaction.atomic
def open_edition(*, article: Article, by: User) -> Edition:
    """Open the next edition as a draft: with the contents of the one just closed, else of the live one.

    Contents, bylines and explained removals come along. If an edition was set aside for an urgent one, its work goes
    on: what the urgent one changed is in the new draft too, and what both changed is to be merged by a person before
    it can be submitted. Raises :class:`Refused` while another edition is open.
    """
    article = lock_article(article.pk)
    require_edit(by, article)
    already = open_edition_of(article)
    if already is not None:
        message = gettext("Edition %(already)s is open (%(state)s): only one can be at a time.") % {
            "already": already.number,
            "state": already.get_state_display(),
        }
        raise Refused(Issue("edition-open", message))
    live, latest = live_edition_of(article), latest_edition_of(article)
    source = continued_from(live, latest)
    interrupts = None
    if latest is not None and latest.interrupts_id is not None:
        # An urgent attempt that came back is continued first; anything else has made way for what waits.
        if source == latest and latest.state in CLOSED_UNPUBLISHED_STATES:
            interrupts = latest.interrupts
        else:
            source = latest.interrupts
    edition = add_edition(article, based_on=live, continues=source, interrupts=interrupts, by=by)
    readers_have = live or latest
    if source is not None and readers_have is not None:
        begin_with(edition, source, readers_have, by=by)
    record_opened(edition, by=by)
    return edition


@transaction.atomic
def open_from_live(*, article: Article, interrupts: Edition | None, by: User) -> Edition:
    """Open a draft with what readers have now, whatever else was in the works; ``interrupts`` is what waits meanwhile.

    Raises :class:`Refused` while another edition is open, or if nothing is published.
    """
    article = lock_article(article.pk)
    require_edit(by, article)
    live = live_edition_of(article)
    if live is None:
        raise Refused(
            Issue("nothing-live", gettext("Nothing is published: there is nothing yet that could mislead readers."))
        )
    if open_edition_of(article) is not None:
        raise Refused(Issue("edition-open", gettext("Another edition is open: only one can be at a time.")))
    edition = add_edition(article, based_on=live, continues=live, interrupts=interrupts, by=by)
    copy_contents(live, edition)
    record_opened(edition, by=by)
    return edition


def work_waiting(live: Edition | None, latest: Edition | None) -> Edition | None:
    """What would be lost if the next edition began with what is live: the edition that came back, or the one that was
    set aside earlier."""
    if latest is not None and latest.interrupts_id is not None:
        return latest.interrupts
    source = continued_from(live, latest)
    return source if source != live else None


def begin_with(edition: Edition, source: Edition, readers_have: Edition, *, by: User) -> None:
    """Give a new draft the contents of ``source``: merged with what readers have, if that has changed since."""
    if source.pk == readers_have.pk or source.based_on_id == edition.based_on_id:
        copy_contents(source, edition)
    else:
        merge_contents(edition, source, readers_have, by=by)


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


def statement_to_keep(source: Edition | None) -> Statement:
    """What an edition says of itself goes on with work that was taken back, returned or set aside. Of an edition that
    readers got, what changed is said of that one; who paid and what AI was used for is so of its words, which the next
    one begins with."""
    if source is None:
        return Statement()
    if source.state in CLOSED_UNPUBLISHED_STATES:
        return source.statement
    return replace(source.statement, note="", significance="")


def add_edition(
    article: Article,
    *,
    based_on: Edition | None,
    continues: Edition | None,
    by: User,
    interrupts: Edition | None = None,
) -> Edition:
    """The row of a new draft; :func:`record_opened` once its contents are there. The article must be locked."""
    last = Edition.objects.filter(article=article).aggregate(last=Max("number"))["last"] or 0
    said = statement_to_keep(continues)
    if based_on is None:
        said = replace(said, significance="")
    edition = Edition(
        article=article,
        number=last + 1,
        based_on=based_on,
        continues=continues,
        interrupts=interrupts,
        opened_by=by,
    )
    edition.statement = said
    edition.save(force_insert=True)
    return edition


def record_opened(edition: Edition, *, by: User) -> None:
    """The event of a new draft, which names everything that it begins with."""
    before = {"based_on": edition.based_on_id, "continues": edition.continues_id, "interrupts": edition.interrupts_id}
    append_event(
        chain=article_chain(edition.article_id),
        verb="edition.open",
        subject=f"edition:{edition.pk}",
        by=by,
        number=edition.number,
        **{name: str(other) if other else None for name, other in before.items()},
    )


@transaction.atomic
def set_bylines(*, edition: Edition, bylines: Sequence[tuple[Contributor, str]], by: User) -> None:
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
        message = gettext(
            "Edition %(edition)s is %(state)s: its contents no longer change. Take it back to go on editing."
        ) % {"edition": edition.number, "state": edition.get_state_display()}
        raise Refused(Issue("not-a-draft", message))
