"""Comments as the board and the desk read them: each with its answers and the place of its quotation. Reads only.

Which of them somebody may read is said by :mod:`reviews.rules.comments`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.models import Article, SectionVersion
from articles.redline import redline_line
from articles.returned.carrying import carried
from articles.words.content import SectionContent, content_from_text
from articles.words.quotations import Place, find_quote, keys_named
from editorial.accounts.models import User
from references.formatting import short_name
from references.models import Reference
from reviews.models import Comment
from reviews.rules.comments import heard_by
from reviews.rules.independence import Independence
from reviews.rules.returned import confirm_issues
from reviews.talk.text import Talk, named, show, show_line


@dataclass(frozen=True)
class Remark:
    """A comment or an answer with its words as they are shown."""

    comment: Comment
    html: SafeString


@dataclass
class Thread:
    """A comment with its answers. ``place`` is where its quotation stands now; ``may_resolve`` and ``may_confirm``
    (that a remark of a Word file is their own) are the reader's."""

    comment: Comment
    talk: Talk
    place: Place | None
    may_resolve: bool
    may_confirm: bool = False
    answers: list[Remark] = field(default_factory=list)

    @property
    def is_resolved(self) -> bool:
        return self.comment.resolved_at is not None

    @property
    def gone(self) -> bool:
        """The words that it quotes no longer stand in the section."""
        return bool(self.comment.quote) and self.place is None

    @property
    def html(self) -> SafeString:
        return show(self.comment.text, self.talk)

    @property
    def quote(self) -> SafeString:
        return show_line(self.comment.quote, self.talk)

    @property
    def proposal(self) -> SafeString | str:
        return proposal_shown(self.comment, self.talk)

    @property
    def title(self) -> str:
        """One line that tells it from others."""
        return named(self.comment.text or self.comment.proposal, self.talk.references)

    @property
    def place_url(self) -> str:
        """Where on the review page its quotation is marked."""
        return f"#quote-{self.comment.pk}" if self.place else ""

    @property
    def outcome_words(self) -> str:
        return outcome_words(self.comment)

    @property
    def is_proposal_open(self) -> bool:
        return bool(self.comment.proposal) and not self.comment.outcome and not self.is_resolved


@dataclass(frozen=True)
class Gone:
    """A section that the edition has no more, and on which somebody still has to answer a comment."""

    heading: str
    anchor: str
    threads: list[Thread]


def proposal_shown(comment: Comment, talk: Talk) -> SafeString | str:
    """What the quoted words should become, as a redline."""
    if not comment.proposal:
        return ""
    old, new = (named(text, talk.references) for text in (comment.quote, comment.proposal))
    return mark_safe(redline_line(old, new).html)  # escaped by the redline


def outcome_words(comment: Comment) -> str:
    """Who accepted or declined the proposal, when, and why."""
    if not comment.outcome:
        return ""
    on = date_format(timezone.localtime(comment.outcome_at), "j F Y")
    words = gettext("by %(outcome_by)s, %(on)s") % {"outcome_by": comment.outcome_by.display_name, "on": on}
    if comment.outcome == Comment.Outcome.ACCEPTED:
        return gettext("%(words)s, in version %(led_to)s.") % {"words": words, "led_to": comment.led_to.number}
    return f"{words}: “{comment.outcome_reason}”"


def may_resolve(user: User, comment: Comment, *, decides: bool) -> bool:
    """Who asked for an answer, or a leader of the board who may decide, resolves what must be answered; anybody of desk
    and board the rest."""
    return not comment.must_be_answered or comment.author_id == user.pk or decides


def threads_for(
    user: User,
    article: Article,
    contents: Mapping[Any, SectionContent],
    *,
    decides: bool = False,
    hears: bool | None = None,
    independence: Independence | None = None,
) -> dict[Any, list[Thread]]:
    """The comments that the user may read, by section, the open ones first; ``contents`` is what each section says now.

    ``independence`` leaves out others' opinions that a member is not to know yet. A constant number of
    queries, however many comments there are.
    """
    every = heard_by(user, article, hears=hears).filter(section__in=contents).order_by("at")
    every = every.select_related("author", "version", "resolved_by", "outcome_by", "led_to", "in_reply_to")
    every = every.select_related("returned__confirmation", "returned__file").prefetch_related(
        "returned__file__names__person"
    )
    rows = [row for row in every if independence is None or not independence.hides_comment(row)]
    talk = talk_of(rows)
    by_id = {row.pk: row for row in rows}
    found: dict[Any, Thread] = {}
    for row in rows:
        root = root_of(row, by_id)
        if root is row:
            place = place_of(row, contents[row.section_id])
            confirmable = row.returned_id is not None and not confirm_issues(row, user)
            found[row.pk] = Thread(row, talk, place, may_resolve(user, row, decides=decides), confirmable)
        elif root.pk in found:
            found[root.pk].answers.append(Remark(row, show(row.text, talk)))
    threads = defaultdict(list)
    for thread in sorted(found.values(), key=lambda thread: thread.is_resolved):
        threads[thread.comment.section_id].append(thread)
    return threads


def gone_threads(user: User, article: Article, waiting: Iterable[Comment], **asked: Any) -> list[Gone]:
    """The comments, as :func:`threads_for` gives them, on the sections of those that wait though their section is gone:
    each beside the words that it was said of. No query where nothing waits."""
    last = {one.section_id: one for one in waiting}
    if not last:
        return []
    versions = SectionVersion.objects.in_bulk([one.version_id for one in last.values()])
    contents = {key: content_from_text(versions[one.version_id].content) for key, one in last.items()}
    threads = threads_for(user, article, contents, **asked)
    return [
        Gone(content.base.heading or content.anchor, content.anchor, threads[key])
        for key, content in contents.items()
        if threads[key]
    ]


def gone_at_the_desk(
    user: User, article: Article, counted: Mapping[Any, Mapping[str, int]], here: Iterable[Any]
) -> list[Gone]:
    """What the desk still has to answer on sections that are not ``here`` (by their ids); ``counted`` is what
    :func:`open_comments` found."""
    gone = {section for section, number in counted.items() if number["must"]} - set(here)
    if not gone:
        return []
    asked = Comment.objects.filter(article=article, section__in=gone, in_reply_to__isnull=True)
    asked = asked.filter(must_be_answered=True, resolved_at__isnull=True, board_only=False)
    return gone_threads(user, article, asked.order_by("at"))


def place_of(comment: Comment, content: SectionContent) -> Place | None:
    """Where the quotation stands in what the section says now."""
    if not comment.quote:
        return None
    origin = content_from_text(comment.version.content)
    if comment.returned_id is not None and comment.returned.has_place:
        remark = comment.returned
        place = {"audience": comment.audience, "part": remark.part, "start": remark.start, "end": remark.end}
        return carried(origin, content, **place)
    return find_quote(content, comment.quote, audience=comment.audience, origin=origin)


def talk_of(rows: Iterable[Comment]) -> Talk:
    """The names that these comments need. At most two queries."""
    rows = list(rows)
    keys = set().union(*(keys_named(text) for row in rows for text in (row.text, row.quote, row.proposal)))
    people = {pk for row in rows for pk in row.mentioned}
    names = User.objects.filter(pk__in=people).values_list("display_name", flat=True) if people else ()
    return Talk(reference_names(keys), tuple(names))


def reference_names(keys: Iterable[str]) -> dict[str, str]:
    """What people call these references. One query, none if there are none."""
    keys = set(keys)
    rows = Reference.objects.filter(key__in=keys).values_list("key", "csl") if keys else ()
    return {key: short_name(csl) for key, csl in rows}


def root_of(comment: Comment, known: dict[Any, Comment]) -> Comment:
    while comment.in_reply_to_id in known:
        comment = known[comment.in_reply_to_id]
    return comment


def open_comments(article: Article) -> dict[Any, dict[str, int]]:
    """Per section, for the desk: how many comments are open, and how many of them must be answered. One query."""
    rows = Comment.objects.filter(article=article, resolved_at__isnull=True, in_reply_to__isnull=True, board_only=False)
    counted = (
        rows.order_by().values("section").annotate(open=Count("pk"), must=Count("pk", filter=Q(must_be_answered=True)))
    )
    return defaultdict(lambda: {"open": 0, "must": 0}, {row["section"]: row for row in counted})
