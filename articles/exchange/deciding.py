"""What a person decides about a read document's citations and references, place by place."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

from articles.text import clean

from .document import Byline, Document, ReferenceEntry, SetApart
from .editing import relist
from .names import KEY
from .resolving import apply_proposal, settled_cite
from .unresolved import sections_of, wordings_of

REMOVE, AS_TEXT = "-remove", "-text"
"""Decisions besides a key; neither can be one."""

_UNRESOLVED = re.compile(r'( ?)<cite data-unresolved="([^"]*)"></cite>')


def decide_citations(document: Document, decisions: Mapping[int, str]) -> None:
    """Settle unresolved citations by their places in ``document.unresolved``: by a reference's key, :data:`REMOVE`
    (there is no citation), or :data:`AS_TEXT` (it was no citation: the words stay). Places not named stay as they are.
    """
    if not decisions:
        return
    count = 0

    def decided(match: re.Match) -> str:
        nonlocal count
        choice, count = decisions.get(count, ""), count + 1
        return _settled(choice, match)

    _rewrite(document, lambda html: _UNRESOLVED.sub(decided, html))
    relist(document)
    _settle_proposal(document)


def _settled(choice: str, match: re.Match) -> str:
    if choice == REMOVE:
        return ""
    if choice == AS_TEXT:
        return f" {escape(unescape(match[2]), quote=False)}"
    return f"{match[1]}{settled_cite(choice, unescape(match[2]))}" if KEY.fullmatch(choice) else match.group()


def _rewrite(document: Document, change: Callable[[str], str]) -> None:
    """Change the HTML of every wording, in reading order, and clean what was changed."""
    for section in sections_of(document):
        for _, wording in wordings_of(section):
            changed = change(wording.html)
            wording.html = clean(changed, where=section.anchor).html if changed != wording.html else changed


def confirm_proposal(document: Document) -> None:
    """Match the citations by position, as proposed, now that a person has said so."""
    confirmed = apply_proposal(document)
    document.front, document.sections = confirmed.front, confirmed.sections
    document.proposal = None
    relist(document)


def refuse_proposal(document: Document) -> None:
    """The positions mean nothing: the citations stay unresolved."""
    document.proposal = None


def _settle_proposal(document: Document) -> None:
    left = {mark.marker for mark in document.unresolved}
    if document.proposal and not left & {f"[{number}]" for number in document.proposal.numbers}:
        document.proposal = None


def drop_reference(document: Document, key: str) -> None:
    """Take an entry out of the reference list (it was none): what cited it is unresolved again."""
    entry = entry_named(document, key)
    if entry is None:
        return
    document.references.remove(entry)
    said = escape(f"[{entry.number}]" if entry.number is not None else f"[{key}]")
    cite = re.compile(rf'<cite data-ref="{re.escape(key)}"(?: data-locator="[^"]*")?></cite>')
    unresolved = f'<cite data-unresolved="{said}"></cite>'
    _rewrite(document, lambda html: cite.sub(unresolved, html))
    for item in document.set_apart:
        item.html = cite.sub(unresolved, item.html)
    if document.proposal and key in document.proposal.numbers.values():
        document.proposal = None
    line = entry.lines[0] if entry.lines else 0
    document.set_apart.append(SetApart(line, entry.text or entry.csl.get("title", key), "no reference"))
    document.set_apart.sort(key=lambda item: item.line)
    for number in entry.lines:
        document.places[number] = "set apart"
    relist(document)


def entry_named(document: Document, key: str) -> ReferenceEntry | None:
    """The entry of the document's reference list with this key."""
    return next((entry for entry in document.references if entry.key == key), None)


def set_people(document: Document, people: Iterable[Byline]) -> None:
    """Who is named, in this order; those whom the source calls reviewers stay, since they only report a claim."""
    claimed = [byline for byline in document.bylines if byline.role == "reviewer"]
    document.bylines = [*people, *claimed]
