"""A Word file that came back, as its pages show it: what fits nowhere, then the remarks by section. Reads."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Article
from articles.permissions import may_edit
from articles.queries import visible_to
from articles.redline import redline_line
from articles.returned.found import Found
from articles.returned.saying import said
from articles.words.namesakes import may_be_one
from articles.words.quotations import keys_named
from editorial.accounts.models import User
from reviews.models import Comment, FileHand, Guest, ReturnedFile
from reviews.rules.queries import reviewable_by
from reviews.rules.returned import is_confirmed, is_known, names_in, namesakes_of
from reviews.talk.returned import Fitted, Returning
from reviews.talk.text import named
from reviews.talk.threads import reference_names


@dataclass(frozen=True)
class Line:
    """One remark. ``kind`` is "proposal", "named" (to be made by hand) or "comment"; ``redline`` goes from the words of
    today to those that are proposed; ``why`` it fits nowhere."""

    kind: str
    name: str
    when: date | None
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
    """A file before it is brought. ``mine`` are names in it that may be the person's own; ``people`` all of them, with
    the number of their remarks, "" being of what nobody tracked."""

    returning: Returning
    unfit: list[Line]
    groups: list[Group]
    people: list[tuple[str, int]]
    mine: list[str]

    @property
    def counts(self) -> Counter[str]:
        """How many remarks there are of each kind, those apart that fit nowhere."""
        return Counter(line.kind for group in self.groups for line in group.lines)

    @property
    def contents(self) -> list[dict[str, str]]:
        """The page's parts."""
        unfit = [{"anchor": "unfit", "heading": _("Fits nowhere"), "note": str(len(self.unfit))}] if self.unfit else []
        return unfit + [
            {"anchor": f"group-{number}", "heading": group.heading, "note": str(len(group.lines))}
            for number, group in enumerate(self.groups, 1)
        ]


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
        list(Counter(one.found.name for one in returning.remarks).items()),
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
    return Line(found.kind, found.name, day_of(found.when), text, quote, "" if words else shown, one.why, before, after)


def day_of(said: str) -> date | None:
    """The day that a file names, if it is one."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Kept:
    """A file that was brought: what fitted nowhere, as its row keeps it, and the comments that came of the rest."""

    row: ReturnedFile
    names: list["NamedInFile"]
    unfit: list[Line]
    doubtful: list[str]
    comments: list[Comment]

    @property
    def asks(self) -> bool:
        """Whether it is not known yet whose words all of them are."""
        return any(one.question for one in self.names)


@dataclass(frozen=True)
class NamedInFile:
    """A name at changes of a file ("": at those that nobody tracked): who that is, as somebody said (``person``) or as
    members ``confirmed``; else the ``question``. ``stands``: words under it stand in the text though nobody accepted a
    proposal, or no longer stand there."""

    name: str
    person: str
    confirmed: list[str]
    question: "WhoQuestion | None"
    stands: bool


def _names(row: ReturnedFile, comments: list[Comment]) -> list[NamedInFile]:
    persons = {one.name: one.person for one in row.names.select_related("person__user")}
    typed = set(FileHand.objects.filter(file=row).values_list("name", flat=True))
    accounts = accounts_that_write(row.article)
    return [
        NamedInFile(
            name,
            str(persons[name]) if name in persons else "",
            sorted({one.author.printed_name for one in comments if one.remark.name == name and is_confirmed(one)}),
            _question(row, name, accounts) if name not in persons else None,
            name in typed,
        )
        for name in names_in(row)
    ]


def kept_file(row: ReturnedFile) -> Kept:
    content = json.loads(row.content)
    comments = Comment.objects.filter(returned__file=row).order_by("returned__number")
    comments = comments.select_related("section", "version", "author", "returned__confirmation")
    made = list(comments)
    unfit = [_kept_line(one) for one in content["remarks"] if one.get("why")]
    return Kept(row, _names(row, made), unfit, content["doubtful"], made)


def _found(one: dict[str, str]) -> Found:
    return Found(one["kind"], one["what"], one.get("text", ""), old=one.get("old", ""), by=one.get("by", ""))


def _kept_line(one: dict[str, str]) -> Line:
    """A remark that fitted nowhere, with its section and its words as they were."""
    where = f"{one['section']}: {one['why']}" if one.get("section") else one["why"]
    quote, proposal = one.get("quote", ""), one.get("proposal", "")
    text = f"{quote} → {proposal}" if proposal else said(_found(one))
    return Line(one["kind"], one.get("name", ""), day_of(one.get("when", "")), text, quote, why=where)


def get_article_to_bring_to(user: User, slug: str) -> Article | None:
    """An article that the person edits or whose board they sit on; None for any other."""
    mine = Q(pk__in=visible_to(user).values("pk")) | Q(pk__in=reviewable_by(user).values("pk"))
    return Article.objects.filter(mine, slugs__slug=slug).select_related("owner").first()


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
    return _question(comment.remark.file, comment.remark.name, accounts)


def _question(file: ReturnedFile, name: str, accounts: list[User]) -> WhoQuestion:
    alike = namesakes_of(name)
    known = {one.pk for one in alike}
    return WhoQuestion(file, name, alike, [one for one in accounts if one.pk not in known])


def accounts_that_write(article: Article) -> list[User]:
    """Whoever can sign in, and the article's guests, who answer under a name that never does."""
    guests = Guest.objects.filter(edition__article=article).values("person")
    return list(User.objects.filter(Q(is_active=True) | Q(pk__in=guests)).order_by("display_name", "email"))
