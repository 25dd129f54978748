"""How words become rows: the one place that makes section versions. For the other actions of this app.

No change, no version: the same words are the same row, whoever saves them again.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from articles.citation_index import references_cited, rows_wanted
from articles.content import SectionContent
from articles.models import Citation, Confirmation, Contribution, Pin, Section, SectionVersion
from articles.requirements import to_save
from editorial.shared.issues import refuse
from references.models import Reference

Part = Contribution.Part


def store_version(
    section: Section, content: SectionContent, *, by: Any, part: str, came_from: SectionVersion | None
) -> tuple[SectionVersion, bool]:
    """The version with exactly this content, and whether it is new. The article must be locked.

    Records who contributed it and from where it came; refuses citations of references that do not exist.
    """
    digest = content.digest
    version = SectionVersion.objects.filter(section=section, digest=digest).first()
    if version is not None:
        _contribute(version, by=by, part=Part.RESTORED if part == Part.WROTE else part, came_from=None)
        return version, False
    references = references_cited(content)
    refuse(to_save(content, references))
    last = SectionVersion.objects.filter(section=section).aggregate(last=Max("number"))["last"] or 0
    version = SectionVersion.objects.create(
        section=section, number=last + 1, content=content.as_text(), digest=digest, created_by=by
    )
    _contribute(version, by=by, part=part, came_from=came_from)
    index_citations(version, content, references)
    return version, True


def _contribute(version: SectionVersion, *, by: Any, part: str, came_from: SectionVersion | None) -> None:
    Contribution.objects.get_or_create(version=version, user=by, part=part, came_from=came_from)


def add_source(version: SectionVersion, source: SectionVersion, *, by: Any) -> None:
    """Record that a version has words of another one too: its contributors are contributors of this one."""
    _contribute(version, by=by, part=Part.WROTE, came_from=source)


def contribute(versions: Iterable[SectionVersion], *, by: Any, part: str) -> None:
    """Record that somebody had a hand in each of these versions, otherwise than by writing it."""
    Contribution.objects.bulk_create(
        [Contribution(version=version, user=by, part=part) for version in versions], ignore_conflicts=True
    )


def index_citations(version: SectionVersion, content: SectionContent, references: dict[str, Reference]) -> None:
    """Write the index of a version's citations."""
    Citation.objects.bulk_create(
        [
            Citation(
                version=version,
                audience=audience,
                position=position,
                reference=references[key],
                locator=locator,
            )
            for audience, position, key, locator in rows_wanted(content)
        ]
    )


def confirm_written(section: Section, content: SectionContent, before: SectionContent | None, *, by: Any) -> None:
    """A wording that was written just now was written beside this base text: it is not stale."""
    written = [
        audience
        for audience, wording in content.wordings.items()
        if before is None or before.wordings.get(audience) != wording
    ]
    confirm(section, content, written, by=by)


def confirm(section: Section, content: SectionContent, audiences: Iterable[str], *, by: Any) -> None:
    """Say of these audiences' words (or of their reading the base text) that they are right beside today's base."""
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                section=section,
                audience=audience,
                base_digest=content.base.digest,
                wording_digest=content.wordings[audience].digest if audience in content.wordings else "",
                by=by,
            )
            for audience in audiences
        ],
        ignore_conflicts=True,
    )


def pin(edition, section: Section, version: SectionVersion) -> None:
    """Make the draft contain this version of the section."""
    Pin.objects.update_or_create(edition=edition, section=section, defaults={"version": version})
