"""A Word file that comes back, read against the versions that it went out with, and placed in today's words. Reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.exchange.word.strip import named_in
from articles.exchange.word_marks import FORMAT, Origin, digest_of, origin_of
from articles.models import Article, Edition, SectionVersion
from articles.permissions import may_edit
from articles.queries import parts_of, shown_edition
from articles.returned.apart import read_back_apart
from articles.returned.carrying import carried
from articles.returned.found import MAX_SHOWN, PROPOSAL, Found
from articles.returned.reading import Read
from articles.returned.saying import said
from articles.words.content import SectionContent, content_from_text
from articles.words.quotations import Place
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.hidden import made_visible
from editorial.shared.issues import Issue, Refused
from reviews.models import ReturnedFile
from reviews.rules.comments import is_given_to_the_board
from reviews.rules.queries import latest_submitted_of

MOST_REMARKS = 1000
MOST_LETTERS = 500_000  # of all remarks together: everybody's pages carry them
MOST_UNSEEN = 20  # changes with unseen characters that are named singly
SCHEME = 1
_NOT_OURS = gettext_lazy(
    "%(name)s is not a file that went out of this article, or all its marks were removed: nothing in it can be placed. "
    "Import it as a new text, or bring the remarks by hand."
)
_TOO_MANY = gettext_lazy(
    "%(name)s has %(number)s changes and comments; at most %(most)s are brought at once. Send single sections instead."
)
_TOO_LONG = gettext_lazy(
    "The changes and comments in %(name)s have more than %(most)s letters together. Send single sections instead, and "
    "import new text as a new text."
)
_DISAGREE = gettext_lazy(
    "The file’s marks do not agree with what went out: some were changed, or belong to words that you may not read. "
    "Look at each remark."
)
_UNSEEN = gettext_lazy(
    "Characters that nobody can see were taken out of a change. Compare it with what was meant, and make it by hand: "
    "“%(words)s”"
)


@dataclass(frozen=True)
class Fitted:
    """A remark of the file; ``version`` and ``place`` say where it stands today. ``why`` says why it fits nowhere."""

    number: int
    found: Found
    version: SectionVersion | None = None
    place: Place | None = None
    heading: str = ""
    why: str = ""

    @property
    def fits(self) -> bool:
        return not self.why

    @property
    def is_proposal(self) -> bool:
        return self.found.kind == PROPOSAL

    @property
    def text(self) -> str:
        return said(self.found)

    def as_dict(self) -> dict[str, object]:
        """As the row of the file keeps it."""
        found = self.found
        spot = found.spot
        value = {
            "kind": found.kind,
            "what": found.what,
            "text": found.words,
            "old": found.old,
            "proposal": found.proposal,
            "name": found.name,
            "by": found.by,
            "when": found.when,
            "quote": spot.quote if spot else "",
            "section": self.heading,
            "why": self.why,
        }
        return {key: text for key, text in value.items() if text}


@dataclass(frozen=True)
class Ground:
    """What a file is read against: the versions of what it names that its reader may read, and those of today."""

    at_desk: bool
    named: tuple[UUID, ...]
    read: tuple[UUID, ...]
    today: tuple[tuple[Any, UUID], ...]


@dataclass
class Returning:
    """All that a file says, as it would be brought. ``doubtful`` are sentences about the file as a whole; ``ground`` is
    what it was read against, and as long as that stands, the same would be brought."""

    name: str
    edition: Edition | None
    ground: Ground
    remarks: list[Fitted] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    @cached_property
    def content(self) -> str:
        """As the row keeps it."""
        value = {
            "scheme": SCHEME,
            "edition": str(self.edition.pk) if self.edition else None,
            "doubtful": self.doubtful,
            "remarks": [one.as_dict() for one in self.remarks],
        }
        return canonical_json(value)

    @property
    def digest(self) -> str:
        """Equal as long as the same would be brought."""
        return sha256(self.content)

    @property
    def fitting(self) -> list[Fitted]:
        return [one for one in self.remarks if one.fits]

    @property
    def names(self) -> list[str]:
        """The names in the file, in the order of their first remark."""
        return list(dict.fromkeys(one.found.name for one in self.remarks if one.found.name))


def read_returned(article: Article, name: str, data: bytes, *, by: User) -> Returning:
    """What bringing this file would bring. :class:`Refused`, with the reason, for a file that is none of this
    article's, or cannot be read.

    Whoever is not of the article's desk sees it against the words that the board has: a draft's never reach them.
    """
    name = made_visible(name)
    unpacked = settings.IMPORT_MAX_UNPACKED_BYTES
    properties, marked = named_in(name, data, max_unpacked_bytes=unpacked)
    origin = origin_of(properties)
    _require_ours(article, name, marked, origin)
    named = [*(origin.versions if origin else ()), *marked]
    ground, versions, now = _ground(article, tuple(dict.fromkeys(named)), by)
    if not versions:
        message = _("%(name)s holds no words of this article that you may read.")
        raise Refused(Issue("unknown-words", message % {"name": name}, "file"))
    contents = {version.pk: content_from_text(version.content) for version in versions}
    is_whole = origin is not None and [*contents] == [*origin.versions]
    read = read_back_apart(name, data, contents, is_whole=is_whole, max_unpacked_bytes=unpacked)
    _require_news(name, read)
    edition = Edition.objects.filter(article=article, pk=origin.edition).first() if origin else None
    returning = Returning(name, edition, ground, doubtful=list(_doubtful(article, origin, versions, read)))
    returning.doubtful += [str(_UNSEEN) % {"words": words[:MAX_SHOWN]} for words in read.unseen[:MOST_UNSEEN]]
    _fit(returning, read.found, {version.pk: version for version in versions}, contents, now)
    return returning


def still_stands(article: Article, ground: Ground, *, by: User) -> bool:
    """Whether a file that was read against this would be read against the same now: cheap, for a locked article."""
    return _ground(article, ground.named, by)[0] == ground


def _ground(
    article: Article, named: tuple[UUID, ...], by: User
) -> tuple[Ground, list[SectionVersion], dict[Any, SectionContent]]:
    """The versions of these ids, in their order, that this person may read, and the words of today by section. Those
    of other articles are left out."""
    rows = SectionVersion.objects.filter(pk__in=named, section__article=article).select_related("section")
    known = {row.pk: row for row in rows}
    at_desk = may_edit(by, article)
    versions = [known[pk] for pk in named if pk in known and (at_desk or is_given_to_the_board(known[pk]))]
    shown = shown_edition(article) if at_desk else latest_submitted_of(article)
    parts = parts_of(shown) if shown else []
    today = tuple((part.section.pk, part.version.pk) for part in parts)
    ground = Ground(at_desk, named, tuple(version.pk for version in versions), today)
    return ground, versions, {part.section.pk: part.content for part in parts}


def _require_ours(article: Article, name: str, marked: list[UUID], origin: Origin | None) -> None:
    if origin is None and not marked:
        message = str(_NOT_OURS)
        raise Refused(Issue("not-ours", message % {"name": name}, "file"))
    if origin is not None and origin.format > FORMAT:
        message = _("%(name)s went out of a later version of this program, whose marks are not known here.")
        raise Refused(Issue("later-format", message % {"name": name}, "file"))
    if origin is not None and origin.article != article.pk:
        message = _("%(name)s went out of another article: bring it there.")
        raise Refused(Issue("other-article", message % {"name": name}, "file"))


def _require_news(name: str, read: Read) -> None:
    if not read.found:
        message = _("%(name)s says what went out, and no comment stands in it: there is nothing to bring.")
        raise Refused(Issue("nothing-new", message % {"name": name}, "file"))
    if len(read.found) > MOST_REMARKS:
        message = str(_TOO_MANY)
        values = {"name": name, "number": f"{len(read.found):,}", "most": f"{MOST_REMARKS:,}"}
        raise Refused(Issue("too-many", message % values, "file"))
    if sum(len(one.words) + len(one.proposal) for one in read.found) > MOST_LETTERS:
        message = str(_TOO_LONG)
        raise Refused(Issue("too-long", message % {"name": name, "most": f"{MOST_LETTERS:,}"}, "file"))


def _doubtful(article: Article, origin: Origin | None, versions: list[SectionVersion], read: Read) -> Iterable[str]:
    if origin is None:
        yield _("The file’s own properties are gone. It was matched by the marks in its text.")
    else:
        known = [(version.pk, version.digest) for version in versions if version.pk in origin.versions]
        digest = digest_of(article=origin.article, edition=origin.edition, scope=origin.scope, versions=known)
        if digest != origin.digest:
            yield str(_DISAGREE)
    for words in read.by_words:
        yield _("A mark is gone. This was found by its words: “%(words)s”") % {"words": words}


def _fit(
    returning: Returning,
    found: list[Found],
    versions: dict[Any, SectionVersion],
    contents: dict[Any, SectionContent],
    now: dict[Any, SectionContent],
) -> None:
    unfit: set[str] = set()
    for number, one in enumerate(found):
        fitted = _fitted(number, one, versions, contents, now)
        if one.answers in unfit and fitted.fits:
            fitted = Fitted(number, one, why=_("What it answers fits nowhere."))
        if not fitted.fits and one.key:
            unfit.add(one.key)
        returning.remarks.append(fitted)


def _fitted(
    number: int,
    one: Found,
    versions: dict[Any, SectionVersion],
    contents: dict[Any, SectionContent],
    now: dict[Any, SectionContent],
) -> Fitted:
    if one.spot is None or one.spot.version not in versions:
        return Fitted(number, one, why=_("It stands outside the article’s own words."))
    version = versions[one.spot.version]
    content, today = contents[version.pk], now.get(version.section_id)
    heading = content.base.heading or content.anchor
    if today is None:
        return Fitted(number, one, heading=heading, why=_("This section is no longer part of the article."))
    if one.spot.end <= one.spot.start:
        return Fitted(number, one, version, None, heading)
    spot = one.spot
    place = carried(content, today, audience=spot.audience, part=spot.part, start=spot.start, end=spot.end)
    if place is None:
        return Fitted(number, one, heading=heading, why=_("These words have changed since the file went out."))
    return Fitted(number, one, version, place, heading)


def brought_already(article: Article, digest: str) -> ReturnedFile | None:
    """The row of this very file, if it was brought."""
    return ReturnedFile.objects.filter(article=article, file=digest).first()
