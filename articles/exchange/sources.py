"""What is kept of a source beside its file: the reader's report, and what was decided at its preview. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from editorial.shared.canonical import canonical_json

from .document import Document
from .doubts import Decided, doubts_of
from .reporting import counts, report

SCHEME = 1


def report_of(document: Document) -> dict[str, Any]:
    """The reader's report as values: counts, every remark, what was set apart, where the lines went."""
    lines = [number for number, line in enumerate(document.lines, start=1) if line.strip()]
    return {
        "source": document.source,
        "format": document.format,
        "counts": counts(document),
        "sections": [
            {"anchor": section.anchor, "kind": section.kind, "heading": section.base.heading, "line": section.line}
            for section in document.sections
        ],
        "remarks": [asdict(remark) for remark in document.remarks],
        "unresolved": [
            {"said": mark.marker, "line": mark.line, "section": mark.anchor, "sentence": mark.sentence}
            for mark in document.unresolved
        ],
        "thin": [{"key": entry.key, "why": entry.why_thin} for entry in document.references if entry.thin],
        "set apart": [asdict(item) for item in document.set_apart],
        "notes": [{"message": issue.message, "at": issue.target} for issue in document.issues],
        "lines": {
            "said": len(lines),
            "accounted for": sum(number in document.places for number in lines),
            "nowhere": [number for number in lines if document.places and number not in document.places],
        },
        "text": report(document),
    }


def content_of(
    document: Document,
    *,
    file: str,
    decided: Mapping[int, Decided],
    steps: Iterable[Mapping[str, str]],
) -> str:
    """Canonical JSON of all that is kept; ``file`` is the digest of the file's bytes."""
    doubts = [
        {
            "remark": doubt.number,
            "section": doubt.anchor,
            "weight": doubt.weight.value,
            "decided": asdict(decided[doubt.number]) if doubt.number in decided else None,
        }
        for doubt in doubts_of(document)
    ]
    said = {"scheme": SCHEME, "file": file, "report": report_of(document), "doubts": doubts, "steps": list(steps)}
    return canonical_json(said)
