"""What a guest's link opens: one edition, in every wording, beside what readers have, with the guest's own comments.
Reads."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from articles.enums import WITH_BOARD_STATES
from articles.models import Edition, SectionVersion
from articles.queries import Part, live_edition_of, manifest_of, media_of, parts_of
from articles.site.figures import ComparedFigure, Path, compare_figures
from articles.site.manifest import FrozenManifest
from articles.words.content import SectionContent
from reviews.models import Comment, Guest
from reviews.room.comparison import CHANGED, NEW, SAME, Frame, WordingReview, wordings_of
from reviews.room.page import Base, Removed, base_of, removed_since
from reviews.rules.comments import heard_outside_the_desk
from reviews.talk.text import Talk, show, show_line
from reviews.talk.threads import Remark, outcome_words, proposal_shown, root_of, talk_of


@dataclass
class GuestThread:
    """A comment of the guest's with the answers to it, in the names of the references."""

    comment: Comment
    talk: Talk
    answers: list[Remark] = field(default_factory=list)

    @property
    def quote(self) -> SafeString:
        return show_line(self.comment.quote, self.talk)

    @property
    def proposal(self) -> SafeString | str:
        return proposal_shown(self.comment, self.talk)

    @property
    def outcome_words(self) -> str:
        return outcome_words(self.comment)


@dataclass(frozen=True)
class GuestSection:
    """A section as a guest reads it. ``state`` says how it stands to what readers have; nothing where they have
    nothing."""

    part: Part
    state: str
    wordings: list[WordingReview]
    references: list[tuple[str, str, SafeString]]
    threads: list[GuestThread]
    figures: list[ComparedFigure] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return self.part.content.base.heading or self.part.section.anchor

    @property
    def anchor(self) -> str:
        return self.part.section.anchor

    @property
    def version(self) -> SectionVersion:
        return self.part.version


@dataclass(frozen=True)
class GuestPage:
    """Everything behind a guest's link. ``base`` is the edition that readers have, which it is compared with."""

    guest: Guest
    sections: list[GuestSection]
    base: Base | None
    removed: list[Removed]

    @property
    def title(self) -> str:
        return self.sections[0].heading

    @property
    def is_in_review(self) -> bool:
        return self.guest.edition.state in WITH_BOARD_STATES


def guest_page(guest: Guest, path: Path) -> GuestPage:
    """Read it in a constant number of queries. Nobody else's comments and no signatures are in it. ``path`` is where a
    guest has a picture."""
    manifest, threads, base = manifest_of(guest.edition), _threads(guest), _readers_have(guest.edition)
    said = base.contents if base else {}
    names = {
        key: one["name"] for some in (base and base.manifest, manifest) if some for key, one in some.references.items()
    }
    frame = Frame(manifest.audiences, manifest.plan, names, manifest.language)
    sections, parts = [], parts_of(guest.edition)
    media = media_of(guest.edition.article_id, [*(part.content for part in parts), *said.values()])
    for part in parts:
        wordings = wordings_of(part.content, said.get(part.key), frame)
        references = [_reference(manifest, key) for key in sorted(part.content.cited_keys())]
        state = _state(wordings, said.get(part.key)) if base else ""
        figures = compare_figures(said.get(part.key), part.content, media, frame.labels, path)
        if state == SAME and any(one.is_changed for one in figures):
            state = CHANGED
        talk = threads.get(part.section.pk, [])
        sections.append(GuestSection(part, state, wordings, references, talk, figures))
    return GuestPage(guest, sections, base, removed_since(base, manifest) if base else [])


def _readers_have(edition: Edition) -> Base | None:
    """The edition that is live, if it is an earlier one."""
    live = live_edition_of(edition.article)
    return base_of([live]) if live is not None and live.number < edition.number else None


def _state(wordings: list[WordingReview], before: SectionContent | None) -> str:
    if before is None:
        return NEW
    return CHANGED if any(one.is_changed for one in wordings) else SAME


def _reference(manifest: FrozenManifest, key: str) -> tuple[str, str, SafeString]:
    entry = manifest.references[key]
    return key, entry["name"], mark_safe(entry["formatted"])  # sanitised before it was frozen


def _threads(guest: Guest) -> dict[Any, list[GuestThread]]:
    """The guest's comments by section, each with all that was answered. At most three queries."""
    rows = {row.pk: row for row in _heard(guest)}
    threads: dict[Any, GuestThread] = {}
    mine = [row for row in rows.values() if root_of(row, rows).author_id == guest.person_id]
    talk = talk_of(mine)
    for row in mine:
        root = root_of(row, rows)
        if row is root:
            threads[row.pk] = GuestThread(row, talk)
        else:
            threads[root.pk].answers.append(Remark(row, show(row.text, talk)))
    found: dict[Any, list[GuestThread]] = {}
    for thread in threads.values():
        found.setdefault(thread.comment.section_id, []).append(thread)
    return found


def _heard(guest: Guest) -> QuerySet[Comment]:
    """What was said about the article to everybody who works on it, in order of time."""
    rows = heard_outside_the_desk(guest.edition.article_id).filter(board_only=False)
    return rows.select_related("author", "outcome_by", "led_to").order_by("at", "pk")
