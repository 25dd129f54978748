"""Passages in the articles in which they stand, their hosts: what they give, what stands where. Reads; rules are pure.

A host pins versions of a passage's sections beside those of its own. Which sections are whose follows from the section:
it belongs to one article for ever.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, ArticleKind, EditionState
from articles.languages import direction, name_of, primary
from articles.models import Article, Edition, Pin
from articles.queries import Part, parts_of_each
from articles.text.anchors import is_of_the_page
from editorial.accounts.roles import is_editor
from editorial.shared.issues import Issue


@dataclass(frozen=True)
class Given:
    """What a passage gives its hosts now: the sections of its live edition but for the front, in their order."""

    edition: Edition
    title: str
    parts: tuple[Part, ...]

    @property
    def order(self) -> tuple[tuple[UUID, UUID], ...]:
        """Its sections with their versions, in the order that its board signed."""
        return _ordered(self.parts)

    def stands_in(self, parts: Sequence[Part]) -> bool:
        """Whether it stands so in an article (its parts, in their order): all of it, in one piece, in its own order."""
        return _ordered(run_of(self.edition.article_id, parts)) == self.order


def _ordered(parts: Iterable[Part]) -> tuple[tuple[UUID, UUID], ...]:
    return tuple((part.section.pk, part.version.pk) for part in parts)


def run_of(passage: UUID, parts: Sequence[Part]) -> Sequence[Part]:
    """From the first section of a passage in an article to its last, with whatever stands between them."""
    places = [place for place, part in enumerate(parts) if part.section.article_id == passage]
    return parts[places[0] : places[-1] + 1] if places else ()


def given_to_hosts(passages: Iterable[UUID]) -> dict[UUID, Given]:
    """By passage (its article's id), what it gives now; nothing where no edition of it is live. Two queries, none for
    none.

    An edition that goes live together with a new edition of a passage has what that one gives instead
    (``reviews.rules.coming``, which asks :func:`given_by`): whoever asks about such an edition adds that.
    """
    passages = set(passages)
    if not passages:
        return {}
    rows = Edition.objects.filter(article__in=passages, state=EditionState.PUBLISHED, article__kind=ArticleKind.PASSAGE)
    return given_by(rows.select_related("article"))


def given_by(editions: Iterable[Edition]) -> dict[UUID, Given]:
    """By passage, what these editions give while they are live: one at most of each, with their articles."""
    live = list(editions)
    return {
        edition.article_id: Given(
            edition,
            next((part.content.base.heading for part in parts if part.content.is_front), "") or edition.article.slug,
            tuple(part for part in parts if not part.content.is_front),
        )
        for edition, parts in zip(live, parts_of_each(live), strict=True)
    }


def own_parts(article: UUID, parts: Iterable[Part]) -> list[Part]:
    """The sections that are the article's, without those of passages."""
    return [part for part in parts if part.section.article_id == article]


def placed_in(article: UUID, parts: Iterable[Part]) -> dict[UUID, list[Part]]:
    """By passage, its sections that stand in the article."""
    found = defaultdict(list)
    for part in parts:
        if part.section.article_id != article:
            found[part.section.article_id].append(part)
    return dict(found)


def passage_issues(article: UUID, parts: Sequence[Part], given: Mapping[UUID, Given]) -> list[Issue]:
    """Every passage in the article stands there as it is now: all that it gives, in the version that it gives, in one
    piece and in its order. ``parts`` are in the order of the article."""
    issues = []
    for passage, there in placed_in(article, parts).items():
        name, target = there[0].content.base.heading or there[0].section.anchor, f"passage:{passage}"
        now = given.get(passage)
        if now is None:
            message = gettext("The passage with “%(name)s” is not live: take it out, or have it published first.")
            issues.append(Issue("passage-not-live", message % {"name": name}, target))
        elif set(_ordered(there)) == set(now.order) and not now.stands_in(parts):
            message = gettext(
                "The sections of the passage “%(title)s” do not stand together here, in its own order: take over what "
                "it says now."
            )
            issues.append(Issue("passage-apart", message % {"title": now.title}, target))
        elif not now.stands_in(parts):
            message = gettext(
                "The passage “%(title)s” has changed since it was placed here: take over what it says now."
            )
            issues.append(Issue("passage-behind", message % {"title": now.title}, target))
    return issues


def anchor_issues(parts: Iterable[Part], known: Collection[UUID] = ()) -> list[Issue]:
    """Every anchor stands once in an edition, and none that is new is one of the page's own. ``known`` are the sections
    that readers have: of these some are older than the rule."""
    issues, seen = [], set()
    for part in parts:
        anchor, target = part.section.anchor, f"section:{part.section.anchor}"
        if anchor in seen:
            message = gettext("Two sections have the anchor “%(anchor)s”: links to it could lead to either.")
            issues.append(Issue("anchor-twice", message % {"anchor": anchor}, target))
        if is_of_the_page(anchor) and part.section.pk not in known:
            message = gettext("The page itself has a place called “%(anchor)s”: no section may have this anchor.")
            issues.append(Issue("anchor-of-the-page", message % {"anchor": anchor}, target))
        seen.add(anchor)
    return issues


def standing_issues(
    article: UUID, parts: Sequence[Part], given: Mapping[UUID, Given], known: Collection[UUID]
) -> list[Issue]:
    """What speaks against how passages and sections stand together in a draft."""
    return [*anchor_issues(parts, known), *passage_issues(article, parts, given)]


def speaking_issues(language: str, given: Iterable[Given]) -> list[Issue]:
    """Every passage is in the language of the article in which it stands, whatever the country: readers of the one read
    the other in one piece, and hear it with one voice."""
    return [_speaking_issue(one, language) for one in given if not _speaks(language, one.edition.article.language)]


def _speaks(language: str, other: str) -> bool:
    return primary(language) == primary(other) and direction(language) == direction(other)


def _speaking_issue(one: Given, language: str) -> Issue:
    said = {"title": one.title, "its": name_of(one.edition.article.language), "language": name_of(language)}
    message = gettext(
        "The passage “%(title)s” is in %(its)s, and this article in %(language)s: take one that says it in this "
        "language."
    )
    return Issue("passage-in-another-language", message % said, f"passage:{one.edition.article_id}")


def placeable_by(user: Any) -> QuerySet[Article]:
    """The passages that an editor may place: those that are live. Drafts of others are nobody's here."""
    if not is_editor(user):
        return Article.objects.none()
    return Article.objects.filter(kind=ArticleKind.PASSAGE, editions__state=EditionState.PUBLISHED)


def hosts_of(passage: Article, *, states: Iterable[str]) -> QuerySet[Edition]:
    """The editions of other articles, in these states, in which sections of the passage stand."""
    there = Pin.objects.filter(edition=OuterRef("pk"), section__article=passage)
    rows = Edition.objects.filter(Exists(there), state__in=list(states)).exclude(article=passage)
    return rows.select_related("article").order_by("article__slug", "number")


def live_hosts_of(passage: Article) -> QuerySet[Edition]:
    """The live editions in which readers have the passage, in whatever version."""
    return hosts_of(passage, states=[EditionState.PUBLISHED])


@dataclass(frozen=True)
class Used:
    """In how many articles a passage stands: live, and in editions that are open."""

    live: int
    open: int


def used(passages: Iterable[UUID]) -> dict[UUID, Used]:
    """By passage. One query."""
    rows = Pin.objects.filter(section__article__in=list(passages), section__article__kind=ArticleKind.PASSAGE)
    rows = rows.exclude(edition__article__kind=ArticleKind.PASSAGE).order_by()
    article = "edition__article"
    counted = rows.values_list("section__article").annotate(
        live=Count(article, filter=Q(edition__state=EditionState.PUBLISHED), distinct=True),
        open=Count(article, filter=Q(edition__state__in=OPEN_STATES), distinct=True),
    )
    return {passage: Used(*numbers) for passage, *numbers in counted}
