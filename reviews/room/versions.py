"""One section in every version that the board has seen: for comparing any of them with another. Reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Edition, Pin, Section, SectionVersion
from articles.queries import manifest_of, media_of, part_of, parts_of
from articles.site.figures import ComparedFigure, compare_figures, under
from articles.site.manifest import FrozenManifest
from articles.site.media import FrozenMedium
from articles.words.content import content_from_text
from editorial.accounts.models import User
from reviews.room.comparison import Frame, WordingReview, wordings_of
from reviews.room.sections import SectionReview
from reviews.rules.case import signed_rows
from reviews.rules.independence import Independence, independence_of
from reviews.rules.quorum import Signed, latest_verdicts
from reviews.talk.threads import reference_names


@dataclass(frozen=True)
class SeenVersion:
    """A version that was submitted: in which editions, and each member's latest verdict on it."""

    version: SectionVersion
    editions: tuple[int, ...]
    signed: tuple[Signed, ...]


@dataclass(frozen=True)
class SectionComparison:
    """One section of an edition beside one of its earlier versions (``before``; None if there is none)."""

    heading: str
    section: Section
    now: SectionVersion
    before: SeenVersion | None
    seen: tuple[SeenVersion, ...]
    wordings: tuple[WordingReview, ...]
    figures: tuple[ComparedFigure, ...] = ()


def versions_seen(section: Section, article: Article, independence: Independence) -> list[SeenVersion]:
    """The section's versions in the article's submitted editions, the newest first, with the verdicts that the member
    may know. Of a passage, those that the article had: what its own board has of it is not this board's.

    Drafts are nobody's here. Two queries.
    """
    pins = Pin.objects.filter(section=section, edition__article=article, edition__submitted_at__isnull=False)
    editions: dict[Any, list[int]] = {}
    versions: dict[Any, SectionVersion] = {}
    for pin in pins.select_related("version", "edition").order_by("edition__number"):
        versions[pin.version_id] = pin.version
        editions.setdefault(pin.version_id, []).append(pin.edition.number)
    signed = signed_rows(versions.values())
    rows = [
        SeenVersion(version, tuple(editions[pk]), tuple(_known(signed[pk], section, pk, independence)))
        for pk, version in versions.items()
    ]
    return sorted(rows, key=lambda row: row.version.number, reverse=True)


def _known(signed: list[Signed], section: Section, version: Any, independence: Independence) -> Iterable[Signed]:
    """Each member's latest verdict, without others' opinions that are hidden; readers know who signed public words."""
    for one in latest_verdicts(signed).values():
        if version in independence.public or not independence.hides_of(section.pk, one.user):
            yield one


def compare_section(edition: Edition, user: User, anchor: str, wanted: str = "") -> SectionComparison:
    """The section of this edition beside the version with the wanted number, else beside the one before it.

    ``Refused`` if the edition has no such section.
    """
    part = part_of(edition, anchor)
    independence = independence_of(user, edition.article)
    others = [
        row for row in versions_seen(part.section, edition.article, independence) if row.version.pk != part.version.pk
    ]
    asked = [row for row in others if str(row.version.number) == wanted]
    earlier = [row for row in others if row.editions[0] < edition.number]
    before = next(iter(asked or earlier or others), None)
    content = part.content
    old = content_from_text(before.version.content) if before else None
    contents = [content, *([old] if old else [])]
    frame, media = _frame(edition, contents), media_of(edition.article_id, contents)
    return SectionComparison(
        heading=content.base.heading or anchor,
        section=part.section,
        now=part.version,
        before=before,
        seen=tuple(others),
        wordings=tuple(wordings_of(content, old, frame)),
        figures=tuple(compare_figures(old, content, media, frame.labels, under(edition.article_id))),
    )


def _frame(edition: Edition, contents: Iterable) -> Frame:
    manifest = manifest_of(edition)
    keys = set().union(*(content.cited_keys() for content in contents))
    names = {key: entry["name"] for key, entry in manifest.references.items()}
    return Frame(manifest.audiences, manifest.plan, reference_names(keys - set(names)) | names, manifest.language)


@dataclass(frozen=True)
class Later:
    """A section in a later edition. ``wordings`` are redlines against the words that were on the screen."""

    heading: str
    anchor: str
    is_same: bool
    is_gone: bool
    wordings: tuple[WordingReview, ...] = ()
    figures: tuple[ComparedFigure, ...] = ()


def later_words(
    pairs: Iterable[tuple[Any, SectionReview]], before: FrozenManifest, latest: Edition
) -> list[tuple[Any, Later]]:
    """For each (anything, section that was read): the same with where its section stands in the latest edition."""
    manifest = manifest_of(latest)
    names = {key: entry["name"] for some in (before, manifest) for key, entry in some.references.items()}
    frame = Frame(manifest.audiences, manifest.plan, names, manifest.language)
    parts, pairs = {part.key: part for part in parts_of(latest)}, list(pairs)
    contents = [*(part.content for part in parts.values()), *(section.part.content for _, section in pairs)]
    media = media_of(latest.article_id, contents)
    return [(one, _later(section, parts.get(section.key), frame, media)) for one, section in pairs]


def _later(section: SectionReview, part, frame: Frame, media: Mapping[str, FrozenMedium]) -> Later:
    if part is None:
        return Later(section.heading, section.anchor, is_same=False, is_gone=True)
    same = part.version.pk == section.version.pk
    heading, before = part.content.base.heading or section.anchor, section.part.content
    if same:
        return Later(heading, section.anchor, same, is_gone=False)
    figures = compare_figures(before, part.content, media, frame.labels, under(part.section.article_id))
    wordings = tuple(wordings_of(part.content, before, frame))
    return Later(heading, section.anchor, same, is_gone=False, wordings=wordings, figures=tuple(figures))
