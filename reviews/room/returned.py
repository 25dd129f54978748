"""A Word file that came back, as its pages show it: what fits nowhere, then the remarks by section. Reads."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.permissions import may_edit
from articles.queries import visible_to
from articles.redline import redline_line
from articles.words.namesakes import may_be_one
from articles.words.quotations import keys_named
from editorial.accounts.models import User
from reviews.models import Comment, ReturnedFile
from reviews.rules.queries import reviewable_by
from reviews.rules.returned import is_known, namesakes_of
from reviews.talk.returned import Fitted, Returning
from reviews.talk.text import named
from reviews.talk.threads import reference_names


@dataclass(frozen=True)
class Line:
    """One remark. ``redline`` goes from the words of today to those that are proposed; ``why`` it fits nowhere."""

    name: str
    when: str
    text: str
    quote: str = ""
    redline: SafeString | str = ""
    why: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Group:
    """The remarks on one section: proposals and changes to be made by hand, then comments."""

    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """A file before it is brought. ``mine`` are names in it that may be the person's own."""

    returning: Returning
    unfit: list[Line]
    groups: list[Group]
    names: list[str]
    mine: list[str]


def look_at(returning: Returning, user: User) -> Look:
    proposals = [one.found.proposal for one in returning.remarks]
    quotes = [one.found.spot.quote for one in returning.remarks if one.found.spot]
    references = reference_names({key for text in (*proposals, *quotes) for key in keys_named(text)})
    groups: dict[str, list[Line]] = {}
    for one in sorted(returning.fitting, key=lambda one: one.found.kind == "comment"):
        groups.setdefault(one.heading, []).append(_line(one, references))
    order = {one.heading: one.number for one in reversed(returning.fitting)}
    return Look(
        returning,
        [_line(one, references) for one in returning.remarks if not one.fits],
        [Group(heading, groups[heading]) for heading in sorted(groups, key=lambda heading: order[heading])],
        returning.names,
        [name for name in returning.names if may_be_one(name, user.display_name)],
    )


def _line(one: Fitted, references: dict[str, str]) -> Line:
    found = one.found
    quote = named(found.spot.quote, references) if found.spot else ""
    proposal = named(found.proposal, references)
    shown = mark_safe(redline_line(quote, proposal).html) if proposal else ""  # escaped by the redline
    words = proposal and not one.fits
    text = f"{quote} → {proposal}" if words else one.text
    before, after = (one.place.before, one.place.after) if one.place else ("", "")
    return Line(found.name, found.when[:10], text, quote, "" if words else shown, one.why, before, after)


@dataclass(frozen=True)
class Kept:
    """A file that was brought: what fitted nowhere, as its row keeps it, and the comments that came of the rest."""

    row: ReturnedFile
    unfit: list[dict[str, str]]
    doubtful: list[str]
    comments: list[Comment]


def kept_file(row: ReturnedFile) -> Kept:
    said = json.loads(row.content)
    comments = Comment.objects.filter(returned__file=row).order_by("returned__number")
    comments = comments.select_related("section", "version", "author", "returned__confirmation")
    unfit = [one for one in said["remarks"] if one.get("why")]
    return Kept(row, unfit, said["doubtful"], list(comments))


def get_article_to_bring_to(user: User, slug: str) -> Article | None:
    """An article that the person edits or whose board they sit on; None for any other."""
    mine = Q(pk__in=visible_to(user).values("pk")) | Q(pk__in=reviewable_by(user).values("pk"))
    return Article.objects.filter(mine, slug=slug).select_related("owner").first()


def files_of(article: Article, user: User) -> Iterable[ReturnedFile]:
    """Those that the person may look at: the desk all, others their own."""
    rows = ReturnedFile.objects.filter(article=article).select_related("by", "article")
    return rows if may_edit(user, article) else rows.filter(by=user)


@dataclass(frozen=True)
class WhoQuestion:
    """Who wrote words of a file: the accounts that may be meant by the name, and all others."""

    file: ReturnedFile
    name: str
    alike: list[User]
    others: list[User]


def who_question(comment: Comment, accounts: list[User]) -> WhoQuestion | None:
    """The question, if nobody has answered it; None where it is known whose words these are."""
    if is_known(comment):
        return None
    remark = comment.remark
    alike = namesakes_of(remark.name)
    known = {one.pk for one in alike}
    return WhoQuestion(remark.file, remark.name, alike, [one for one in accounts if one.pk not in known])


def accounts_that_write() -> list[User]:
    """Whoever can sign in."""
    return list(User.objects.filter(is_active=True).order_by("display_name", "email"))
