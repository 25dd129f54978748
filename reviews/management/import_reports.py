"""What an import by command leaves to people, and its report as a file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from articles.actions.citing import known_works, perhaps_known
from articles.actions.importing import ImportResult
from articles.doubts import doubts_in
from articles.exchange.document import Document
from articles.exchange.doubts import Weight, doubts_of, place_in_source, weight_of
from articles.exchange.remarks import Remark
from articles.exchange.reporting import report
from articles.exchange.sources import report_of
from articles.models import Article, Edition
from articles.queries import open_edition_of, parts_of
from articles.requirements import citation_issues
from editorial.shared.issues import Issue
from references.formatting import short_name
from reviews.actions.imports import ImportedArticle

WRITERS = (".json", ".html")


@dataclass(frozen=True)
class OpenDoubt:
    """Something that a person has to decide before the article is submitted."""

    weight: Weight
    section: str
    place: str
    words: str
    reason: str

    @property
    def line(self) -> str:
        words = f": “{self.words}”" if self.words else ""
        where = ", ".join(part for part in (self.place, f"#{self.section}" if self.section else "") if part)
        return f"{self.weight.value}: {self.reason.rstrip('.:')}{words} ({where})" if where else self.reason


@dataclass
class Outcome:
    """What became of one file."""

    name: str
    imported: ImportedArticle | None = None
    refused: list[Issue] = field(default_factory=list)
    document: Document | None = None
    doubts: list[OpenDoubt] = field(default_factory=list)
    skipped: str = ""
    perhaps: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        if self.imported is None:
            return "skipped" if self.skipped else ""
        if self.imported.result.created:
            return "made"
        return "updated" if self.imported.result.changed_anything else "unchanged"

    @property
    def report_lines(self) -> list[str]:
        return report(self.document) if self.document else []

    def as_json(self) -> dict[str, Any]:
        result = self.imported.result if self.imported else None
        return {
            "file": self.name,
            "outcome": self.kind or "not imported",
            "article": result.article.slug if result else self.skipped,
            "edition": result.edition.number if result and result.edition else None,
            "refused": [issue.message for issue in self.refused],
            "not submitted": [issue.message for issue in self.imported.blocked] if self.imported else [],
            "doubts": [
                {"about": one.weight.value, "section": one.section, "place": one.place, "words": one.words}
                | {"reason": one.reason}
                for one in self.doubts
            ],
            "perhaps in the library": self.perhaps,
            "report": report_of(self.document) if self.document else None,
        }


def perhaps_in_library(document: Document) -> list[str]:
    """Which of the source's references may be works that the library has under another record: a person says so in the
    library, by merging both. Ask before they are added."""
    alike = perhaps_known(document.references, known_works(document.references))
    return [f"{key} may be {row.key} of the library ({short_name(row.csl)})" for key, row in alike.items()]


def doubts_left(document: Document, result: ImportResult, *, dry_run: bool) -> list[OpenDoubt]:
    """What is undecided, the most dangerous first: in the edition as it is now, or, of a dry run, in what was read.
    Nothing of what changed nothing and stands in no open edition: it was decided before readers got it."""
    if dry_run:
        return _gravest_first(_read(document) if result.changed_anything else [])
    return _gravest_first(_standing(result.edition) if result.edition else [])


def doubts_still_in(article: Article) -> list[OpenDoubt]:
    """What nobody has decided yet in what is being written of an article."""
    edition = open_edition_of(article)
    return _gravest_first(_standing(edition) if edition else [])


def _gravest_first(found: list[OpenDoubt]) -> list[OpenDoubt]:
    return sorted(found, key=lambda one: one.weight.rank)


def _standing(edition: Edition) -> list[OpenDoubt]:
    parts = parts_of(edition)
    found = [
        OpenDoubt(
            weight_of(Remark(one.doubt.kind, one.doubt.words, one.doubt.reason)),
            one.doubt.section.anchor,
            one.doubt.place,
            one.doubt.words,
            one.doubt.reason,
        )
        for standing in doubts_in(parts).values()
        for one in standing
        if one.is_open
    ]
    issues = citation_issues([part.content for part in parts])
    return found + [
        OpenDoubt(Weight.CITATION, issue.target.partition(":")[2], "", "", issue.message) for issue in issues
    ]


def _read(document: Document) -> list[OpenDoubt]:
    found = [
        OpenDoubt(one.weight, one.anchor, one.place, one.remark.words, one.remark.reason)
        for one in doubts_of(document)
        if one.anchor
    ]
    why = "This citation has no reference yet"
    return found + [
        OpenDoubt(Weight.CITATION, mark.anchor, place_in_source(document, mark.line), mark.marker, why)
        for mark in document.unresolved
    ]


def write_report(path: Path, outcomes: Sequence[Outcome], *, dry_run: bool) -> None:
    """Write everything as JSON or as a page, by the name's end."""
    files = [outcome.as_json() for outcome in outcomes]
    if path.suffix.lower() == ".json":
        said = {"at": timezone.now().isoformat(), "dry run": dry_run, "files": files}
        path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return
    context = {"outcomes": outcomes, "at": timezone.now(), "dry_run": dry_run, "open": _open(outcomes)}
    path.write_text(render_to_string("sources/import_report.html", context), encoding="utf-8")


def _open(outcomes: Iterable[Outcome]) -> int:
    return sum(len(outcome.doubts) for outcome in outcomes)
