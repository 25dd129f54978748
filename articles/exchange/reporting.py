"""What an import tells: what was made, what is unresolved, what was set apart; each with its line."""

import re
from collections import Counter

from articles.text import citations_in, plain_text

from .document import Document
from .doubts import place_in_source
from .remarks import Remark
from .unresolved import sections_of, wordings_of

_SUBHEADING = re.compile(r"<h[34]>(.*?)</h[34]>")
MAX_SHOWN = 90


def report(document: Document) -> list[str]:
    """The report, line by line, for people: the counts first, then everything by name and line."""
    return [
        _summary(document),
        *_front(document),
        *_sections(document),
        *_people(document),
        *_references(document),
        *_unresolved(document),
        *_set_apart(document),
        *_issues(document),
        *_remarks(document),
        *_accounted(document),
    ]


def counts(document: Document) -> dict[str, int]:
    """How many of each thing the document holds."""
    wordings = [wording for section in sections_of(document) for _, wording in wordings_of(section)]
    return {
        "sections": len(document.sections),
        "wordings": sum(len(section.wordings) for section in sections_of(document)),
        "citations": sum(mark.key is not None for wording in wordings for mark in citations_in(wording.html)),
        "references": len(document.references),
        "unresolved": len(document.unresolved),
        "set apart": len(document.set_apart),
    }


def _summary(document: Document) -> str:
    named = ", ".join(f"{name}: {number}" for name, number in counts(document).items())
    return f"{document.source or 'Article'} ({document.format}): {named}"


def _front(document: Document) -> list[str]:
    base = document.front.base
    said = [("Title", base.heading), ("Question", base.question), ("Summary", base.summary), ("Address", document.slug)]
    lead = plain_text(base.html).replace("\n", " ")
    return [f"  {name}: {_short(words)}" for name, words in [*said, ("Lead", lead)] if words]


def _sections(document: Document) -> list[str]:
    lines = []
    for section in document.sections:
        citations = sum(len(citations_in(wording.html)) for _, wording in wordings_of(section))
        audiences = f"; wordings: {', '.join(section.wordings)}" if section.wordings else ""
        name = f"  Section “{section.base.heading}” (#{section.anchor}, {section.kind})"
        lines.append(f"{name}, line {section.line}; citations: {citations}{audiences}")
        lines += [f"    Subheading “{plain_text(match)}”" for match in _SUBHEADING.findall(section.base.html)]
    return lines


def _people(document: Document) -> list[str]:
    people = [
        f"  {one.role.capitalize()}: {', '.join(filter(None, (one.name, one.credentials)))} (line {one.line})"
        for one in document.bylines
    ]
    return people + [f"  Date, {name.replace('-', ' ')}: {day}" for name, day in document.dates.items()]


def _references(document: Document) -> list[str]:
    lines = []
    for place, entry in enumerate(document.references, start=1):
        number = f"[{entry.number}]" if entry.number is not None else f"{place}."
        at = f" (line {entry.lines[0]})" if entry.lines else ""
        thin = f": TOO THIN: {entry.why_thin}" if entry.thin else ""
        lines.append(f"  Reference {number} {entry.key}{at}: {_short(str(entry.csl.get('title') or entry.text))}{thin}")
        lines += [f"    Look at it: {doubt}" for doubt in entry.doubts]
    if document.proposal:
        lines.append(f"  Proposal to confirm: citations matched by position. {document.proposal.why}")
    return lines


def _unresolved(document: Document) -> list[str]:
    return [
        f"  Unresolved {mark.marker}, {place_in_source(document, mark.line)}, in #{mark.anchor}: "
        f"“{_short(mark.sentence)}”" + (f"; likely: {', '.join(mark.likely)}" if mark.likely else "")
        for mark in document.unresolved
    ]


def _set_apart(document: Document) -> list[str]:
    return [
        f"  Set apart, {place_in_source(document, item.line)} ({item.reason}): {_short(item.text)}"
        for item in document.set_apart
    ]


def _issues(document: Document) -> list[str]:
    return [f"  Note: {issue.message}" for issue in document.issues]


def _remarks(document: Document) -> list[str]:
    """What the reader noticed, whole: what has to be decided first."""
    ordered = sorted(document.remarks, key=lambda remark: not remark.serious)
    return [
        f"  {said}, {_place(document, remark)} ({remark.kind}): {remark.message}"
        for said, remark in (("To decide" if remark.serious else "Noticed", remark) for remark in ordered)
    ]


def _place(document: Document, remark: Remark) -> str:
    return remark.spot or place_in_source(document, remark.line)


def _accounted(document: Document) -> list[str]:
    """What a second reading misses; only if it misses nothing, that everything is accounted for, and where it went. Of
    our own Markdown, that there is no second reading."""
    if not document.places:
        return []
    if not document.is_read_twice:
        return ["  Not checked twice: our own Markdown is read once, and what is not of the format is refused"]
    if document.unaccounted:
        return [f"  NOT ACCOUNTED FOR: {finding.message}" for finding in document.unaccounted]
    kinds = Counter(place.split(":")[0] for places in document.places.values() for place in places.split(", "))
    said = ", ".join(f"{name} {number}" for name, number in kinds.items())
    blank = sum(bool(line.strip()) for line in document.lines)
    return [f"  Everything is accounted for: {blank} lines ({said})"]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MAX_SHOWN else f"{words[: MAX_SHOWN - 1].rstrip()}…"
