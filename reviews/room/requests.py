"""“You asked → what was done”: a member's requests and remarks on earlier words, and what became of them. Reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import Article, SectionVersion
from articles.words.content import SectionContent, content_from_text
from articles.words.quotations import keys_named
from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from reviews.enums import Verdict
from reviews.models import SignOff
from reviews.room.comparison import SAME, Frame, WordingReview, wordings_of
from reviews.room.sections import SectionReview
from reviews.talk.text import Talk, show
from reviews.talk.threads import Remark, Thread, reference_names


@dataclass(frozen=True)
class Ask:
    """One request or remark of the member. ``done`` says what became of it, besides the words."""

    at: datetime
    html: SafeString
    quote: SafeString | str = ""
    proposal: SafeString | str = ""
    is_request: bool = False
    is_gone: bool = False
    done: str = ""
    url: str = ""
    answers: tuple[Remark, ...] = ()


@dataclass
class Asked:
    """What the member asked of one section in one version, and the redline from that version to today's words."""

    heading: str
    anchor: str
    number: int
    is_removed: bool
    wordings: tuple[WordingReview, ...]
    asks: list[Ask] = field(default_factory=list)


def asked_by(user: User, article: Article, sections: Iterable[SectionReview], frame: Frame) -> list[Asked]:
    """Everything that the member asked of words that have changed since and on which they have not decided again."""
    here = {section.key: section for section in sections}
    found: dict[Any, Asked] = {}
    requests = list(_open_requests(user, article, here))
    remarks = [(thread, section) for section in here.values() for thread in _remarks(user, section)]
    old = {row.version.pk: content_from_text(row.version.content) for row in requests}
    old |= {thread.comment.version_id: content_from_text(thread.comment.version.content) for thread, _ in remarks}
    frame = _with_names(frame, old.values(), requests)
    for row in requests:
        section = here.get(str(row.version.section_id))
        asked = found.setdefault(row.version_id, _asked(row.version, old[row.version_id], section, frame))
        asked.asks.append(_request(row, frame))
    for thread, section in remarks:
        version = thread.comment.version
        asked = found.setdefault(version.pk, _asked(version, old[version.pk], section, frame))
        asked.asks.append(_remark(thread))
    order = {section.anchor: place for place, section in enumerate(here.values())}
    return sorted(found.values(), key=lambda one: (order.get(one.anchor, len(order)), one.number))


def _open_requests(user: User, article: Article, here: dict[str, SectionReview]) -> Iterable[SignOff]:
    """The member's last word on each section, where it asks for changes in words that are gone. One query."""
    latest = {str(row.version.section_id): row for row in _words_of(user.pk, article.pk)}
    for key, row in latest.items():
        section = here.get(key)
        if row.verdict == Verdict.REQUEST_CHANGES and (section is None or section.version.pk != row.version_id):
            yield row


@compiled
def _words_of(member: UUID, article: UUID) -> QuerySet[SignOff]:
    rows = SignOff.objects.filter(user=member, version__section__article=article)
    return rows.select_related("version__section", "settlement__by").order_by("at", "id")


def _remarks(user: User, section: SectionReview) -> Iterable[Thread]:
    """The member's own open remarks on words that are no longer there, while they have not decided on the new ones."""
    for thread in section.threads:
        comment = thread.comment
        mine = comment.author_id == user.pk and comment.version_id != section.version.pk
        if mine and section.mine is None and not (thread.is_resolved and not comment.proposal):
            yield thread


def _asked(version: SectionVersion, old: SectionContent, section: SectionReview | None, frame: Frame) -> Asked:
    if section is None:
        return Asked(old.base.heading or old.anchor, old.anchor, version.number, is_removed=True, wordings=())
    changed = [one for one in wordings_of(section.part.content, old, frame) if one.state != SAME]
    return Asked(section.heading, section.anchor, version.number, is_removed=False, wordings=tuple(changed))


def _request(row: SignOff, frame: Frame) -> Ask:
    settled = getattr(row, "settlement", None)
    done = (
        gettext("Settled by %(name)s: “%(reason)s”") % {"name": settled.by.display_name, "reason": settled.reason}
        if settled
        else ""
    )
    return Ask(row.at, show(row.note, Talk(frame.names)), is_request=True, done=done)


def _remark(thread: Thread) -> Ask:
    comment = thread.comment
    outcome = f"{comment.get_outcome_display()} {thread.outcome_words}" if comment.outcome else ""
    return Ask(
        comment.at,
        thread.html,
        quote=thread.quote,
        proposal=thread.proposal,
        is_gone=thread.gone,
        done=outcome,
        url=f"#comment-{comment.pk}",
        answers=tuple(thread.answers),
    )


def _with_names(frame: Frame, contents: Iterable[SectionContent], requests: Iterable[SignOff]) -> Frame:
    """The frame with the names of references that only earlier words or a request cited. At most one query."""
    keys = {key for content in contents for key in content.cited_keys()}
    keys |= {key for row in requests for key in keys_named(row.note)}
    keys -= set(frame.names)
    return replace(frame, names={**frame.names, **reference_names(keys)}) if keys else frame
