"""Passages: beginning one, placing it in an article, taking over what it says now, taking it out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import ArticleKind, EditionState
from articles.locks import lock_edition_and_passages, lock_host_and_passages
from articles.models import Article, Edition, PendingMerge, Pin, Removal, Section, SectionVersion
from articles.passages import Given, anchor_issues, given_to_hosts, placeable_by, placed_in, speaking_issues
from articles.permissions import require_edit
from articles.queries import Part, parts_of
from articles.text import clean_line
from articles.words.content import OutlineEntry, Wording
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused, refuse

from .articles import create_article
from .drafting import change_outline, inserted, passages_in
from .editions import open_edition, require_draft
from .versions import pin

Outline = list[OutlineEntry]


@transaction.atomic
def create_passage(*, slug: str, by: User, front: Wording) -> Article:
    """Begin a passage: an article without an address for readers, whose sections stand in others."""
    return create_article(slug=slug, by=by, front=front, kind=ArticleKind.PASSAGE)


@transaction.atomic
def place_passage(*, edition: Edition, passage: Article, by: User, to: int | None = None) -> None:
    """Have what a passage gives now stand in a draft, from place ``to`` of the outline on (0 is the first after the
    front; else at the end), or after another passage that stands there. The outline is a new version of the front; the
    passage's words are pinned, not copied, and placing them is no hand in them.

    ``Http404`` for a passage that is not live, so that nobody learns of drafts. Refused where it stands there already,
    in a passage, and where an anchor of it is taken.
    """
    edition = _lock_draft_with(edition, by, passage.pk)
    if not placeable_by(by).filter(pk=passage.pk).exists():
        raise Http404(gettext("No such passage."))
    parts, given = parts_of(edition), given_to_hosts([passage.pk])[passage.pk]
    refuse(_placing_issues(edition, parts, given))
    _pin_all(edition, given.parts)
    change_outline(edition, lambda outline: inserted(outline, _entries(given.parts), to, passages_in(edition)), by)
    _record(edition, "passage.placed", by, passage.pk, given.parts)


def _placing_issues(edition: Edition, parts: list[Part], given: Given) -> list[Issue]:
    if edition.article.is_passage:
        return [Issue("passage-in-passage", gettext("A passage stands in articles, not in another passage."))]
    if given.edition.article_id in placed_in(edition.article_id, parts):
        message = gettext("The passage “%(title)s” stands in this article already.") % {"title": given.title}
        return [Issue("passage-placed", message)]
    speaking = speaking_issues(edition.article.language, [given])
    return [*speaking, *anchor_issues([*parts, *given.parts], {part.section.pk for part in parts})]


@transaction.atomic
def renew_passage(*, edition: Edition, passage: UUID, by: User, coming: Given | None = None) -> bool:
    """Have a passage that stands in a draft say there what it gives now (or ``coming``: what it gives to what goes live
    together with it, for who has asked and locked that); returns whether that is anything else.
    It stands in one piece and in its own order then, where its first section stood; the article's own sections keep
    their versions."""
    edition = _lock_draft_with(edition, by)
    there, given = _there(edition, passage), coming or given_to_hosts([passage]).get(passage)
    if given is None:
        refuse([Issue("passage-not-live", gettext("The passage is not live: it gives nothing that could stand here."))])
        return False
    parts = parts_of(edition)
    if given.stands_in(parts):
        return False
    before, now = {part.key for part in there}, {part.key for part in given.parts}
    others = [part for part in parts if part.key not in before]
    refuse(anchor_issues([*others, *given.parts], {part.section.pk for part in parts}))
    _unpin(edition, [part.section for part in there if part.key not in now], gettext("The passage no longer says it."))
    _pin_all(edition, given.parts)
    change_outline(edition, lambda outline: _renewed(outline, before | now, _entries(given.parts)), by)
    _record(edition, "passage.renewed", by, passage, given.parts)
    return True


@transaction.atomic
def take_out_passage(*, edition: Edition, passage: UUID, reason: str, by: User) -> None:
    """Take a passage out of a draft. If readers have it here now, the board is shown the removal with its reason."""
    edition = _lock_draft_with(edition, by)
    there, reason = _there(edition, passage), clean_line(reason, where=gettext("the reason"))
    if _of_live(edition, [part.section for part in there]) and not reason:
        message = gettext("Say why this passage is taken out: the board and readers will ask.")
        refuse([Issue("no-reason", message, "reason")])
    _unpin(edition, [part.section for part in there], reason)
    gone = {part.key for part in there}
    change_outline(edition, lambda outline: [entry for entry in outline if entry.section not in gone], by)
    _record(edition, "passage.taken_out", by, passage, there)


@transaction.atomic
def open_with_passage(*, article: Article, passage: UUID, by: User) -> Edition:
    """Open the next edition of a host, with what the passage gives now in its place: whatever else it says stays, with
    its signatures. Where a draft is open it is renewed there. Refused while the host is with its board."""
    lock_host_and_passages(article.pk, also=[passage])
    edition = article.editions.filter(state=EditionState.DRAFT).first() or open_edition(article=article, by=by)
    renew_passage(edition=edition, passage=passage, by=by)
    return edition


def _lock_draft_with(edition: Edition, by: User, *also: UUID) -> Edition:
    edition = lock_edition_and_passages(edition.pk, also=also)
    require_edit(by, edition.article)
    require_draft(edition)
    return edition


def _there(edition: Edition, passage: UUID) -> list[Part]:
    there = placed_in(edition.article_id, parts_of(edition)).get(passage)
    if there is None:
        raise Refused(Issue("no-passage", gettext("This passage does not stand in the draft.")))
    return there


def _pin_all(edition: Edition, parts: Iterable[Part]) -> None:
    for part in parts:
        pin(edition, part.section, part.version)
    Removal.objects.filter(edition=edition, section__in=[part.section for part in parts]).delete()


def _of_live(edition: Edition, sections: list[Section]) -> list[Section]:
    """Those of the sections that readers have in this article now."""
    live = set(
        Pin.objects.filter(edition=edition.based_on_id, section__in=sections).values_list("section_id", flat=True)
    )
    return [section for section in sections if section.pk in live]


def _unpin(edition: Edition, sections: list[Section], reason: str) -> None:
    Pin.objects.filter(edition=edition, section__in=sections).delete()
    PendingMerge.objects.filter(edition=edition, section__in=sections).delete()
    for section in _of_live(edition, sections):
        Removal.objects.update_or_create(edition=edition, section=section, defaults={"reason": reason})


def _entries(parts: Iterable[Part]) -> Outline:
    return [OutlineEntry(part.key, part.section.anchor, part.section.kind) for part in parts]


def _renewed(outline: Outline, of_it: set[str], new: Outline) -> Outline:
    """The whole passage stands where its first section stood (at the end, if the outline has none of it)."""
    place = next((place for place, entry in enumerate(outline) if entry.section in of_it), len(outline))
    return [*outline[:place], *new, *(entry for entry in outline[place:] if entry.section not in of_it)]


def _record(edition: Edition, verb: str, by: User, passage: Any, parts: Iterable[Part]) -> None:
    versions: list[SectionVersion] = [part.version for part in parts]
    append_event(
        chain=article_chain(edition.article_id),
        verb=verb,
        subject=f"edition:{edition.pk}",
        by=by,
        passage=str(passage),
        digests=sorted(version.digest for version in versions),
    )
