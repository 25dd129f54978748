"""Changing the words of a draft. Every change of a section carries the version that it started from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from articles.enums import SectionKind
from articles.locks import lock_edition
from articles.models import Contribution, Edition, PendingMerge, Pin, Removal, Section, SectionVersion
from articles.passages import anchor_issues
from articles.permissions import require_edit
from articles.queries import Part, front_of, part_of, parts_of
from articles.statement import LABELS, Statement, said_meanwhile, statement_issues
from articles.text import clean_line
from articles.text.anchors import is_of_the_page
from articles.words.content import OutlineEntry, SectionContent, Wording, content_from_text
from articles.words.media import PlacedMedium, merge_media
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused, refuse

from .editions import require_draft
from .translated import stay_made_from
from .versions import WordsHere, add_source, confirm, confirm_written, pin, store_version
from .wordings import cleaned, cleaned_all

WROTE = Contribution.Part.WROTE


class StaleBase(Refused):
    """Somebody else saved this section since the person opened it. ``current`` is what it says now."""

    def __init__(self, current: Part):
        self.current = current
        message = gettext(
            "Somebody else has changed this section since you opened it. Compare both texts, then save again."
        )
        super().__init__(Issue("stale-base", message, f"section:{current.content.anchor}"))


def lock_draft(edition: Edition, by: User) -> Edition:
    """Lock the edition's article; then check that it is a draft which ``by`` may edit."""
    edition = lock_edition(edition.pk)
    require_edit(by, edition.article)
    require_draft(edition)
    return edition


@transaction.atomic
def save_section(
    *,
    edition: Edition,
    anchor: str,
    base_version: Any,
    base: Wording,
    wordings: Mapping[str, Wording],
    by: User,
    part: str = WROTE,
    merges: PendingMerge | None = None,
    words_here: WordsHere | None = None,
) -> tuple[SectionVersion, bool]:
    """Save what a section (or the front) says, for every audience at once. Returns its version and whether it changed.

    ``base_version`` is the id of the version that the person started from; if another is pinned by now,
    :class:`StaleBase` is raised and nothing is written. Saving the same words makes nothing new. ``merges`` says that
    the words were made from both sides of a merge, which is thereby done. ``words_here`` is for who saves many.
    """
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    require_base(now, base_version)
    content = replace(
        now.content,
        base=cleaned(base, now.content.anchor, by=by),
        wordings=cleaned_all(wordings, now.content.anchor, by=by),
        media=merged_media(now.content, merges) if merges else now.content.media,
    )
    refuse(_left_out_issues(content))
    version, changed = put_content(edition, now, content, by=by, part=part, words_here=words_here)
    if merges is not None:
        end_merge(edition, merges, version if changed else None, by=by)
    return version, changed


def own_part_of(edition: Edition, anchor: str) -> Part:
    """A section of the draft that is its article's own: what a passage says, and that it stands there, is not changed
    section by section. Raises :class:`Refused` for a passage's."""
    part = part_of(edition, anchor)
    if part.section.article_id != edition.article_id:
        message = gettext(
            "These words are kept as a passage: they are changed there, for all articles in which they stand."
        )
        raise Refused(Issue("of-a-passage", message, f"section:{anchor}"))
    return part


def end_merge(edition: Edition, merge: PendingMerge, version: SectionVersion | None, *, by: User) -> None:
    """A person has decided. ``version``, if the words are new, has words of what waited."""
    if version is not None and merge.waiting is not None and version.pk != merge.waiting_id:
        add_source(version, merge.waiting, by=by)
    PendingMerge.objects.filter(edition=edition, section=merge.section_id).delete()
    _record(edition, "section.merged", by, section=str(merge.section_id))


def require_base(now: Part, base_version: Any) -> None:
    """Where others changed only its pictures, or a front's outline, a section may be saved: these stay as they are."""
    if str(now.version.pk) == str(base_version):
        return
    before = started_from(now, base_version)
    if before is None or words_of(before) != words_of(now.content):
        raise StaleBase(now)


def started_from(now: Part, base_version: Any) -> SectionContent | None:
    """What the section said in the version that somebody started from; None if it has no such version."""
    started = SectionVersion.objects.filter(section=now.section, pk=base_version).first()
    return content_from_text(started.content) if started else None


def words_of(content: SectionContent) -> SectionContent:
    """Nothing but its words."""
    return replace(content, outline=(), media=())


def merged_media(now: SectionContent, merge: PendingMerge) -> tuple[PlacedMedium, ...]:
    """The pictures of both sides of a merge."""
    if merge.waiting is None:
        return now.media
    started = content_from_text(merge.base.content).media if merge.base else ()
    return merge_media(started, content_from_text(merge.waiting.content).media, now.media)


def _left_out_issues(content: SectionContent) -> list[Issue]:
    left_out = [key for key, wording in content.wordings.items() if wording.left_out]
    if content.is_front and left_out:
        return [Issue("front-left-out", gettext("The front cannot be left out for an audience."), "section:front")]
    return []


def put_content(
    edition: Edition,
    now: Part,
    content: SectionContent,
    *,
    by: User,
    part: str = WROTE,
    words_here: WordsHere | None = None,
) -> tuple[SectionVersion, bool]:
    """Store and pin changed content; the event names digests only."""
    if content.digest == now.version.digest:
        return now.version, False
    version, _ = store_version(now.section, content, by=by, part=part, came_from=now.version, words_here=words_here)
    confirm_written(now.section, content, now.content, by=by)
    stay_made_from(edition, now.version, version, by=by)
    pin(edition, now.section, version)
    _record(edition, "section.saved", by, section=str(now.section.pk), digest=version.digest, part=part)
    return version, True


@transaction.atomic
def add_section(
    *,
    edition: Edition,
    anchor: str,
    kind: str,
    base: Wording,
    wordings: Mapping[str, Wording] | None = None,
    by: User,
    part: str = WROTE,
) -> Section:
    """Add a section at the end of the draft. Its anchor must never have been used in this article."""
    new = NewSection(anchor, kind, base, wordings or {})
    return add_sections(edition=edition, new=[new], by=by, part=part)[0]


@dataclass(frozen=True)
class NewSection:
    """What a section that is to be added says."""

    anchor: str
    kind: str
    base: Wording
    wordings: Mapping[str, Wording] = field(default_factory=dict)


@transaction.atomic
def add_sections(*, edition: Edition, new: Sequence[NewSection], by: User, part: str = WROTE) -> list[Section]:
    """Add sections at the end of the draft, in this order, with one new version of the front for all of them."""
    edition = lock_draft(edition, by)
    words_here = WordsHere(edition.article_id)
    placed = edition.pins.exclude(section__article=edition.article_id).order_by()
    elsewhere = set(placed.values_list("section__anchor", flat=True))
    sections = [_add_one(edition, one, by=by, part=part, words_here=words_here, elsewhere=elsewhere) for one in new]
    entries = [OutlineEntry(str(section.pk), section.anchor, section.kind) for section in sections]
    change_outline(edition, lambda outline: [*outline, *entries], by, part)
    return sections


def _add_one(
    edition: Edition, new: NewSection, *, by: User, part: str, words_here: WordsHere, elsewhere: Collection[str]
) -> Section:
    """The section, its first version and its pin; the outline is the caller's. ``elsewhere`` are the anchors of the
    passages in the draft."""
    refuse(_new_section_issues(edition, new.anchor, new.kind, elsewhere))
    section = Section.objects.create(article=edition.article, anchor=new.anchor, kind=new.kind)
    base, wordings = cleaned(new.base, new.anchor, by=by), cleaned_all(new.wordings, new.anchor, by=by)
    content = SectionContent(str(section.pk), new.anchor, new.kind, base, wordings)
    version, _ = store_version(section, content, by=by, part=part, came_from=None, words_here=words_here)
    confirm_written(section, content, None, by=by)
    pin(edition, section, version)
    _record(edition, "section.added", by, section=str(section.pk), digest=version.digest, part=part)
    return section


def _new_section_issues(edition: Edition, anchor: str, kind: str, elsewhere: Collection[str]) -> list[Issue]:
    if kind not in SectionKind.values or kind == SectionKind.FRONT:
        return [Issue("unknown-kind", gettext("“%(kind)s” is no kind of section.") % {"kind": kind}, "kind")]
    if is_of_the_page(anchor):
        message = gettext("The page itself has a place called “%(anchor)s”: choose another anchor.") % {
            "anchor": anchor
        }
        return [Issue("anchor-of-the-page", message, "anchor")]
    if anchor in elsewhere:
        message = gettext("A passage in this edition has the anchor “%(anchor)s”: choose another.") % {"anchor": anchor}
        return [Issue("anchor-taken", message, "anchor")]
    if Section.objects.filter(article=edition.article, anchor=anchor).exists():
        message = gettext("The anchor “%(anchor)s” is or was used in this article already; choose another.") % {
            "anchor": anchor
        }
        return [Issue("anchor-taken", message, "anchor")]
    return []


@transaction.atomic
def remove_section(*, edition: Edition, anchor: str, reason: str, by: User) -> None:
    """Take a section out of the draft. If readers have it now, the board is shown the removal with its reason."""
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    live = edition.based_on_id and Pin.objects.filter(edition=edition.based_on_id, section=now.section).exists()
    reason = clean_line(reason, where=gettext("the reason"))
    issues = []
    if now.content.is_front:
        issues.append(Issue("front-stays", gettext("The front cannot be removed."), "section:front"))
    if live and not reason:
        issues.append(
            Issue("no-reason", gettext("Say why this section is removed: the board and readers will ask."), "reason")
        )
    refuse(issues)
    Pin.objects.filter(edition=edition, section=now.section).delete()
    PendingMerge.objects.filter(edition=edition, section=now.section).delete()
    if live:
        Removal.objects.update_or_create(edition=edition, section=now.section, defaults={"reason": reason})
    change_outline(edition, lambda outline: [entry for entry in outline if entry.section != now.key], by)
    _record(edition, "section.removed", by, section=now.key)


@transaction.atomic
def restore_section(*, edition: Edition, section: Section, by: User) -> None:
    """Undo a removal: the section returns with the words that readers have now, or with its last ones if they have
    none of it, at the end of the outline."""
    edition = lock_draft(edition, by)
    pinned = Pin.objects.filter(edition=edition.based_on_id, section=section).first()
    is_here = Pin.objects.filter(edition=edition, section=section).exists()
    is_own = section.article_id == edition.article_id  # a passage is placed again, as it is now
    version = pinned.version if pinned else section.versions.order_by("-number").first()
    if version is None or is_here or not is_own:
        raise Refused(Issue("nothing-to-restore", gettext("This section was not removed from the draft.")))
    bring_back(edition, section, version, by=by)
    _record(edition, "section.restored", by, section=str(section.pk))


def bring_back(edition: Edition, section: Section, version: SectionVersion, *, by: User) -> None:
    """A section of the article stands in the draft again, at the end. Refused where a passage has its anchor now."""
    parts = parts_of(edition)
    again = Part(section, version, content_from_text(version.content))
    refuse(anchor_issues([*parts, again], {part.section.pk for part in [*parts, again]}))
    pin(edition, section, version)
    Removal.objects.filter(edition=edition, section=section).delete()
    entry = OutlineEntry(str(section.pk), section.anchor, section.kind)
    change_outline(edition, lambda outline: [*outline, entry], by)


@transaction.atomic
def move_section(*, edition: Edition, anchor: str, to: int, by: User) -> None:
    """Move a section to place ``to`` (0 is the first after the front); a place beyond the end means the end.

    A passage is moved as a whole, by any of its sections, and nothing is moved into one: it goes past it."""
    edition = lock_draft(edition, by)
    key = part_of(edition, anchor).key
    passages = passages_in(edition)
    change_outline(edition, lambda outline: _moved(outline, key, to, passages), by)


def passages_in(edition: Edition) -> dict[str, UUID]:
    """By section (as an outline names it), the passage of each that is not the article's own. One query."""
    placed = edition.pins.exclude(section__article=edition.article_id).order_by()
    return {str(section): passage for section, passage in placed.values_list("section", "section__article")}


def _moved(outline: list[OutlineEntry], key: str, to: int, passages: Mapping[str, UUID]) -> list[OutlineEntry]:
    """``to`` counts the outline without the section that is moved."""
    if not any(entry.section == key for entry in outline):
        return outline
    whole = {entry.section for entry in outline if key in passages and passages.get(entry.section) == passages[key]}
    block = [entry for entry in outline if entry.section in whole | {key}]
    before = [entry for entry in outline if entry.section != key][: max(0, to)]
    place = sum(entry not in block for entry in before)
    rest = [entry for entry in outline if entry not in block]
    return inserted(rest, block, place, passages, up=place < outline.index(block[0]))


def inserted(
    outline: list[OutlineEntry],
    new: Sequence[OutlineEntry],
    to: int | None,
    passages: Mapping[str, UUID],
    *,
    up: bool = False,
) -> list[OutlineEntry]:
    """The outline with these from place ``to`` on (None and what is beyond the end: at the end). A passage stays in one
    piece: where ``to`` is within one, they follow it, or with ``up`` come before it."""
    place = len(outline) if to is None else max(0, min(to, len(outline)))
    while 0 < place < len(outline) and _are_of_one(outline[place - 1], outline[place], passages):
        place += -1 if up else 1
    return [*outline[:place], *new, *outline[place:]]


def _are_of_one(one: OutlineEntry, other: OutlineEntry, passages: Mapping[str, UUID]) -> bool:
    return one.section in passages and passages[one.section] == passages.get(other.section)


def change_outline(
    edition: Edition, change: Callable[[list[OutlineEntry]], list[OutlineEntry]], by: User, part: str = WROTE
) -> None:
    """A new order, an added or a removed section is a new version of the front, to be signed like any other."""
    front = front_of(edition)
    put_content(
        edition,
        front,
        front.content.with_outline(tuple(change(list(front.content.outline)))),
        by=by,
        part=part,
    )


@transaction.atomic
def confirm_wordings(*, edition: Edition, anchor: str, audiences: list[str], by: User) -> None:
    """Say that these audiences' words are still right beside today's base text, or that they may read the base text.

    Makes no version and resets no review.
    """
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    confirm(now.section, now.content, audiences, by=by)
    _record(edition, "wording.confirmed", by, section=now.key, audiences=sorted(audiences))


@transaction.atomic
def set_statement(*, edition: Edition, by: User, shown: Statement | None = None, **parts: str) -> None:
    """Say of this edition what changed (``note``), of what kind that is, who paid, and what part AI had; the board and
    readers see it. Parts that are not given stay; of those given, the ones that are as they were ``shown`` do too.
    Raises :class:`Refused` for what contradicts itself, and where somebody else has said something since."""
    edition = lock_draft(edition, by)
    stored = edition.statement
    typed = {name: clean_line(text, where=str(LABELS[name])) for name, text in parts.items()}
    changed = typed if shown is None else {name: text for name, text in typed.items() if text != getattr(shown, name)}
    refuse(said_meanwhile(stored, shown, changed) if shown is not None else [])
    said = replace(stored, **changed)
    refuse(statement_issues(said, follows=edition.based_on_id is not None))
    if said != stored:
        edition.statement = said
        edition.save()
        _record(edition, "edition.note_set", by)


def _record(edition: Edition, verb: str, by: User, **facts: Any) -> None:
    append_event(chain=article_chain(edition.article_id), verb=verb, subject=f"edition:{edition.pk}", by=by, **facts)
