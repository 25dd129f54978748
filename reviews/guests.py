"""What a guest's link opens: one edition, in every wording, with the guest's own comments. Reads."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.enums import WITH_BOARD_STATES
from articles.manifest import FrozenManifest
from articles.models import Edition, Pin, SectionVersion
from articles.queries import Part, manifest_of, parts_of
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue
from reviews.comparison import Frame, WordingReview, wordings_of
from reviews.models import Comment, Guest
from reviews.talk import show, show_line
from reviews.threads import Remark, root_of, talk_of

CLOSED = "This link no longer opens anything. Please ask whoever invited you for another one."


def get_guest_by_secret(secret: str) -> Guest:
    """Whose link this is, also if it is closed; ``Http404`` for any other."""
    rows = Guest.objects.filter(link_digest=sha256(secret))
    guest = rows.select_related("person", "edition__article", "invited_by").first()
    if guest is None:
        raise Http404("No such invitation.")
    return guest


def guests_of(edition: Edition) -> list[Guest]:
    """Everybody who was invited to an edition, the latest first. One query."""
    return list(edition.guests.select_related("person", "invited_by", "revoked_by"))


def inviting_issues(edition: Edition, until: date | None = None) -> list[Issue]:
    """Why no guest can be asked to read this edition, or not until this day."""
    issues = []
    if edition.state not in WITH_BOARD_STATES:
        issues.append(Issue("wrong-state", "Guests are asked while the edition is with the board."))
    if until is not None and until < timezone.localdate():
        issues.append(Issue("past", "Choose a day from today on.", "until"))
    return issues


def comment_issues(guest: Guest, version: SectionVersion, in_reply_to: Comment | None = None) -> list[Issue]:
    """Why a guest cannot comment on these words now."""
    if not guest.is_open:
        return [Issue("closed", CLOSED)]
    if not Pin.objects.filter(edition=guest.edition_id, version=version).exists():
        return [Issue("other-edition", "These words do not belong to the edition that you were asked to read.")]
    if in_reply_to is not None and not (began(guest, in_reply_to) and in_reply_to.section_id == version.section_id):
        return [Issue("not-yours", "You can go on only in what you began yourself.")]
    return []


def began(guest: Guest, comment: Comment) -> bool:
    """Whether a comment began a thread of the guest's own."""
    return comment.author_id == guest.person_id and comment.in_reply_to_id is None


@dataclass
class GuestThread:
    """A comment of the guest's with the answers to it, in the names of the references."""

    comment: Comment
    quote: SafeString
    answers: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class GuestSection:
    """A section as a guest reads it."""

    part: Part
    wordings: list[WordingReview]
    references: list[tuple[str, str, SafeString]]
    threads: list[GuestThread]

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
    """Everything behind a guest's link."""

    guest: Guest
    sections: list[GuestSection]

    @property
    def title(self) -> str:
        return self.sections[0].heading

    @property
    def is_in_review(self) -> bool:
        return self.guest.edition.state in WITH_BOARD_STATES


def guest_page(guest: Guest) -> GuestPage:
    """Read it in a constant number of queries. Nobody else's comments and no signatures are in it."""
    manifest, threads = manifest_of(guest.edition), _threads(guest)
    names = {key: entry["name"] for key, entry in manifest.references.items()}
    frame = Frame(manifest.audiences, manifest.plan, names)
    sections = [
        GuestSection(
            part=part,
            wordings=wordings_of(part.content, None, frame),
            references=[_reference(manifest, key) for key in sorted(part.content.cited_keys())],
            threads=threads.get(part.section.pk, []),
        )
        for part in parts_of(guest.edition)
    ]
    return GuestPage(guest, sections)


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
            threads[row.pk] = GuestThread(row, show_line(row.quote, talk))
        else:
            threads[root.pk].answers.append(Remark(row, show(row.text, talk)))
    found: dict[Any, list[GuestThread]] = {}
    for thread in threads.values():
        found.setdefault(thread.comment.section_id, []).append(thread)
    return found


def _heard(guest: Guest) -> QuerySet[Comment]:
    """What was said about the article to everybody who works on it, in order of time."""
    rows = Comment.objects.filter(article=guest.edition.article_id, board_only=False).order_by("at", "pk")
    return rows.select_related("author")
