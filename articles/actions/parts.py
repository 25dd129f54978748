"""One section made into two, two into one, or one into another of a different kind. Moved words keep their hands."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from articles.doubts import doubts_in
from articles.enums import SectionKind
from articles.exchange.names import anchor_for
from articles.models import Contribution, Edition, PendingMerge, Pin, Section, SectionVersion
from articles.queries import Part, active_audiences, part_of, parts_of
from articles.requirements import confirmed_pairs
from articles.text.anchors import is_of_the_page
from articles.words.audiences import as_mapping, source_of
from articles.words.content import BASE, OutlineEntry, SectionContent, Wording
from articles.words.media_rules import placing_issues
from articles.words.parts import Cut, blocks_of, merged_media, merged_wordings, split_wordings, with_own_words
from articles.words.staleness import stale_audiences, unconfirmed_base_readers
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused, refuse

from .drafting import WROTE, change_outline, lock_draft, own_part_of, remove_section, require_base
from .translated import stay_made_from
from .versions import WordsHere, carry, confirm, pin, store_version
from .wordings import cleaned, cleaned_all

KINDS = frozenset(SectionKind.values) - {SectionKind.FRONT}


@transaction.atomic
def split_section(
    *, edition: Edition, anchor: str, base_version: Any, cuts: Mapping[str, Cut], by: User
) -> tuple[Section, Section]:
    """Divide a section of the draft: the blocks behind each wording's cut become a new section of the same kind, right
    after it. Returns both.

    What was right in a wording is right in its parts, what waits to be looked at waits in both. Both have the hands of
    the section there was. Raises :class:`Refused` if either part would say nothing to everyone, if somebody saved the
    section meanwhile, and while something in it is undecided.
    """
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    require_base(now, base_version)
    refuse([*_moving_issues(edition, [now]), *cut_issues(now.content, cuts)])
    first, second = split_wordings(now.content, cuts)
    section = Section.objects.create(
        article=edition.article, anchor=free_anchor(edition, second[BASE].heading), kind=now.section.kind
    )
    words_here = WordsHere(edition.article_id)
    right = right_for(now)
    for target, said in ((now.section, first), (section, second)):
        content = _said(target, said, by=by, media=now.content.media if target == now.section else ())
        _put(edition, target, content, [now], by=by, words_here=words_here)
        still = [key for key in right if _is_as_before(key, now.content, content)]
        confirm(target, content, still, by=by)
    _place(edition, section, after=now.key, by=by)
    _record(edition, "section.split", by, section=now.key, into=str(section.pk))
    return now.section, section


def cut_issues(content: SectionContent, cuts: Mapping[str, Cut]) -> list[Issue]:
    """Why a section cannot be divided so."""
    issues = []
    for audience, wording in content.all_wordings():
        cut, number = cuts.get(audience), len(blocks_of(wording.html))
        if wording.left_out:
            continue
        if cut is None or not 0 <= cut.at <= number:
            issues.append(Issue("no-cut", gettext("Say where this wording is divided."), f"cut:{audience}"))
        elif not audience and not 0 < cut.at < number:
            message = gettext("Both parts need some text for everyone: divide it between two of its blocks.")
            issues.append(Issue("empty-part", message, "cut:"))
        elif not audience and not cut.heading.strip():
            issues.append(Issue("no-heading", gettext("Give the second part a heading."), "heading:"))
    return issues


@transaction.atomic
def merge_sections(
    *, edition: Edition, anchor: str, base_version: Any, next_version: Any, reason: str, by: User
) -> Part:
    """Put the next section's words under those of a section of the draft, and take the next one out; every audience
    reads what it read before. Returns the section as it is now.

    ``base_version`` and ``next_version`` are those that the person saw. ``reason`` is asked if readers have the next
    section now, as for any removal. The result has the hands of both. Sections of different kinds are not merged: a
    kind asks for its own signatures.
    """
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    following = own_part_of(edition, next_of(edition, now).section.anchor)
    require_base(now, base_version)
    require_base(following, next_version)
    refuse([*merge_issues(now, following), *_moving_issues(edition, [now, following])])
    audiences = with_own_words(as_mapping(active_audiences()), now.content, following.content)
    said = merged_wordings(now.content, following.content, audiences)
    content = _said(now.section, said, by=by, media=merged_media(now.content, following.content))
    refuse(placing_issues(content))
    right = right_for(now) & right_for(following)
    version = _put(edition, now.section, content, [now, following], by=by)
    confirm(now.section, content, right, by=by)
    remove_section(edition=edition, anchor=following.section.anchor, reason=reason, by=by)
    _record(edition, "section.joined", by, section=now.key, other=following.key, digest=version.digest)
    return part_of(edition, anchor)


def merge_issues(now: Part, following: Part) -> list[Issue]:
    """Why two neighbours cannot become one."""
    if now.section.kind == following.section.kind:
        return []
    message = gettext(
        "“%(one)s” is of the kind “%(kind)s”, “%(other)s” of the kind “%(its_kind)s”: each asks for its own "
        "signatures, so only sections of one kind are merged."
    ) % {
        "one": now.content.base.heading or now.section.anchor,
        "other": following.content.base.heading or following.section.anchor,
        "kind": now.section.get_kind_display(),
        "its_kind": following.section.get_kind_display(),
    }
    return [Issue("other-kind", message, f"section:{following.section.anchor}")]


def next_of(edition: Edition, now: Part) -> Part:
    """The section after this one; :class:`Refused` for the last, and for the front, which stays alone."""
    parts = [part for part in parts_of(edition) if not part.content.is_front]
    place = next((place for place, part in enumerate(parts) if part.key == now.key), len(parts))
    if place + 1 >= len(parts):
        raise Refused(Issue("no-next", gettext("There is no section after this one."), f"section:{now.section.anchor}"))
    return parts[place + 1]


@transaction.atomic
def change_kind(*, edition: Edition, anchor: str, kind: str, by: User) -> Section:
    """Let a section that was never submitted be of another kind: another section takes its place, with its words for
    every audience, its pictures, its place in the order and its hands. Returns it; for the same kind the same one."""
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    if now.section.kind == kind:
        return now.section
    refuse([*kind_issues(now.section, kind), *_moving_issues(edition, [now])])
    section = Section.objects.create(
        article=edition.article, anchor=free_anchor(edition, now.content.base.heading or anchor), kind=kind
    )
    content = replace(now.content, section=str(section.pk), anchor=section.anchor, kind=kind)
    right = right_for(now)
    _put(edition, section, content, [now], by=by)
    confirm(section, content, right, by=by)
    _place(edition, section, after=now.key, by=by)
    remove_section(edition=edition, anchor=anchor, reason="", by=by)
    _record(edition, "section.kind_changed", by, section=now.key, into=str(section.pk))
    return section


def kind_issues(section: Section, kind: str = "") -> list[Issue]:
    """Why a section keeps its kind. What was submitted was judged by what its kind asks for, also words that were split
    from it: these are removed, with a reason, and added anew, so that the board sees both."""
    if section.kind == SectionKind.FRONT:
        return [Issue("front-stays", gettext("The front is a kind of its own."), "kind")]
    if kind and kind not in KINDS:
        return [Issue("unknown-kind", gettext("“%(kind)s” is no kind of section.") % {"kind": kind}, "kind")]
    if was_submitted(section):
        message = gettext(
            "The board has had this section, or words that were moved into it: its kind stays. Remove it, with a "
            "reason, and add one of the other kind."
        )
        return [Issue("was-submitted", message, "kind")]
    return []


def was_submitted(section: Section) -> bool:
    """Whether the board was ever given this section, or one from which its words were moved. A query for each step
    back."""
    seen: set[UUID] = set()
    ahead = {section.pk}
    while ahead:
        if Pin.objects.filter(section__in=ahead, edition__submitted_at__isnull=False).exists():
            return True
        seen |= ahead
        moved = Contribution.objects.filter(part=Contribution.Part.MOVED, version__section__in=ahead)
        ahead = set(moved.values_list("came_from__section", flat=True)) - seen
    return False


def free_anchor(edition: Edition, heading: str) -> str:
    """An anchor made from a heading that the article never had, nor a passage in the draft, nor the page itself."""
    taken = set(edition.article.sections.values_list("anchor", flat=True))
    taken |= set(edition.pins.values_list("section__anchor", flat=True))
    while is_of_the_page(name := anchor_for(heading, taken)):
        taken.add(name)
    return name


def right_for(part: Part) -> set[str]:
    """The audiences for which nothing waits to be looked at in a section: nor in the words of others that they read."""
    audiences = with_own_words(as_mapping(active_audiences()), part.content)
    confirmed = confirmed_pairs([part])
    waits = {*stale_audiences(part.content, confirmed), *unconfirmed_base_readers(part.content, audiences, confirmed)}
    asked = {*audiences, *part.content.wordings}
    return {key for key in asked if key not in waits and source_of(part.content, key, audiences) not in waits}


def _is_as_before(audience: str, before: SectionContent, content: SectionContent) -> bool:
    """Whether an audience reads in a part what it read in the whole: its own words, or those of the same others."""
    audiences = as_mapping(active_audiences())
    if source_of(before, audience, audiences) != source_of(content, audience, audiences):
        return False
    had, has = before.wordings.get(audience), content.wordings.get(audience)
    return had is None or has is None or bool(had.html) == bool(has.html)


def _moving_issues(edition: Edition, parts: list[Part]) -> list[Issue]:
    """What is undecided in a section is decided where it stands, before its words move."""
    issues = []
    doubts = doubts_in(parts)
    waiting = set(PendingMerge.objects.filter(edition=edition).values_list("section", flat=True))
    for part in parts:
        where, name = f"section:{part.section.anchor}", {"what": part.content.base.heading or part.section.anchor}
        if part.content.is_front:
            issues.append(
                Issue("front-stays", gettext("The front stays as it is: it is not divided or merged."), where)
            )
        if any(one.is_open for one in doubts.get(part.version.pk, ())):
            message = gettext("Decide what the import left doubtful in “%(what)s” first.") % name
            issues.append(Issue("doubt-undecided", message, where))
        if part.section.pk in waiting:
            message = gettext("Decide first what “%(what)s” says after the urgent change.") % name
            issues.append(Issue("merge-pending", message, where))
    return issues


def _said(section: Section, said: Mapping[str, Wording], *, by: User, media: Iterable[Any] = ()) -> SectionContent:
    wordings = {key: wording for key, wording in said.items() if key}
    return SectionContent(
        str(section.pk),
        section.anchor,
        section.kind,
        cleaned(said[BASE], section.anchor, by=by),
        cleaned_all(wordings, section.anchor, by=by),
        media=tuple(media),
    )


def _put(
    edition: Edition,
    section: Section,
    content: SectionContent,
    sources: list[Part],
    *,
    by: User,
    words_here: WordsHere | None = None,
) -> SectionVersion:
    """Store and pin words that were moved, with the hands of all versions that they came from. What a section is left
    with, and said before, is the version that it was, with its own hands."""
    version, is_new = store_version(
        section, content, by=by, part=WROTE, came_from=sources[0].version, words_here=words_here
    )
    for source in sources if is_new or len(sources) > 1 else ():
        carry(version, source.version, by=by)
    stay_made_from(edition, sources[0].version, version, by=by)
    pin(edition, section, version)
    return version


def _place(edition: Edition, section: Section, *, after: str, by: User) -> None:
    entry = OutlineEntry(str(section.pk), section.anchor, section.kind)

    def placed(outline: list[OutlineEntry]) -> list[OutlineEntry]:
        place = next((at for at, one in enumerate(outline, 1) if one.section == after), len(outline))
        return [*outline[:place], entry, *outline[place:]]

    change_outline(edition, placed, by)


def _record(edition: Edition, verb: str, by: User, **facts: Any) -> None:
    append_event(chain=article_chain(edition.article_id), verb=verb, subject=f"edition:{edition.pk}", by=by, **facts)
