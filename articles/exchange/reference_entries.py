"""Cuts the lines of an unnumbered reference list into entries, by the first kind of evidence that is there:
bullets, kinds of reference on lines of their own, lines that are whole references, empty lines, the rhythm of years.
"""

import re
from dataclasses import dataclass

from references.formats.people import is_group
from references.formats.plain_lines import kind_label

from .blocks import ITEM, Block
from .boilerplate import is_disclaimer
from .keyed_works import LABEL, label_of
from .notices import invites
from .patterns import YEAR, is_prose

_KINDS = re.compile(
    r"\W*(?:clinical |practice |clinical practice |original |peer[- ]reviewed |observational |cohort |"
    r"randomi[sz]ed (?:controlled )?|"
    r"patient |health |government |drug |fact |official |product |cross[- ]sectional |narrative |literature |"
    r"systematic |scoping )*"
    r"(?:research(?: (?:article|paper|study))?|guidelines?|guidance|reviews?(?: article)?|meta[- ]analys[ie]s|"
    r"stud(?:y|ies)|trials?|case (?:report|series|study)|"
    r"books?|textbook|chapter|websites?|web ?pages?|web|reports?|articles?|journal(?: article)?|label|labels|"
    r"labelling|information|leaflet|sheet|"
    r"news|statistics|editorial|commentary|opinion|thesis|dataset|database|preprint|consensus(?: statement)?|"
    r"policy|standard|other)\W*",
    re.I,
)
_IDENTIFIER = re.compile(r"https?://|www\.|\bdoi\b|\b10\.\d{4,9}/|\bPMID\b|\bPMC\d|\bISBN\b", re.I)
_VOLUME = re.compile(
    r"\d{1,4}\s*\(\s*[\w. –-]{1,12}\s*\)|;\s*\d{1,4}\b|\b[Vv]ol\.?\s*\d|:\s*[A-Za-z]{0,4}\d{1,6}\s*[-–]\s*\w?\d|"
    r"\bpp?\.\s*\d|\bsuppl\b",
    re.I,
)
_AUTHORS = re.compile(
    r"(?:^|[,;&]\s*|\band\s+)[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,?\s+(?:[A-Z]{1,3}(?=[,;.\s]|$)|"
    r"(?:[A-Z]\.\s?-?){1,3})|\bet al\b|^[A-Z][\w'’-]+,\s[A-Z][a-z]+"
)
_ACCESS = re.compile(
    r"\b(?:available (?:at|from)|accessed|retrieved|published(?: online)?|cited \d{4}|last (?:updated|reviewed))\b",
    re.I,
)
_JOURNAL = re.compile(
    r"\b(?:journal|annals|archives|lancet|bmj|jama|plos|cochrane|proceedings|n engl j med|j [A-Z][a-z]+|am j|"
    r"br j|eur j|"
    r"medicine|psychiatry|neurology|pharmacology|press|publishing|university|institute|nhs|nice|who|fda|"
    r"mayo clinic|medlineplus)\b",
    re.I,
)
_SAYS = re.compile(r"\b(?:is|are|was|were|may|can|should|must|will|does|do|has|have)\b")
_TO_READER = re.compile(r"\b(?:you|your)\b", re.I)
_CONTINUATION = re.compile(r"(?:https?://|www\.|doi\b|PMID|PMCID|available|accessed|retrieved|\[|\()", re.I)
_ONLY_YEAR = re.compile(r"\(?(?:18|19|20)\d\d\)?\.?")
MAX_SOURCE_WORDS = 14


@dataclass
class Entry:
    """One entry: its words line by line, the blocks they stood in, and its number if the source gave it one."""

    texts: list[str]
    blocks: list[Block]
    number: int | None = None
    kind: str = ""

    @property
    def label(self) -> str:
        """The key that is printed before it."""
        return label_of(self.texts[0]) if self.texts else ""

    def add(self, block: Block) -> None:
        self.texts.append(block.text)
        self.blocks.append(block)

    @property
    def ids(self) -> set[str]:
        return {name for block in self.blocks for name in block.ids}

    @property
    def source_text(self) -> str:
        """The words as one text, a line for each part, its kind first."""
        return "\n".join([self.kind, *self._lines()] if self.kind else self._lines())

    @property
    def parts_text(self) -> str:
        """The same for the parser: without a kind that it does not know, and an organisation with its page in one."""
        lines = self._lines()
        if self.label and lines:
            lines[0] = LABEL.sub("", lines[0], count=1)
        last = self.texts[-1].split("\n")[-1].strip()
        if len(lines) == 2 and _ONLY_YEAR.fullmatch(last) and is_group(lines[0]) and not is_group(lines[1]):
            lines = [f"{lines[0]}. {lines[1].rstrip('.')}."]
        return "\n".join([self.kind, *lines] if kind_label(self.kind) else lines)

    def _lines(self) -> list[str]:
        """A year alone on its line joins the journal before it."""
        lines: list[str] = []
        for text in (part.strip(" ↑↩\ufe0e^") for whole in self.texts for part in whole.split("\n")):
            if len(lines) > 1 and _ONLY_YEAR.fullmatch(text):
                lines[-1] = f"{lines[-1].rstrip(' .,')}, {text}"
            elif text.strip():
                lines.append(text.strip())
        return lines


def is_kind_label(text: str) -> bool:
    """Whether a line says nothing but what kind of source follows ("Research", "Guideline")."""
    return len(text) <= 40 and _KINDS.fullmatch(text) is not None


def continues_entry(text: str) -> bool:
    """Whether a line can only belong to the entry before it: an address, an identifier, a date of access."""
    return _CONTINUATION.match(text) is not None


def looks_like_reference(text: str) -> bool:
    """Whether one line reads as a whole reference: at least two of a year, an identifier, a volume or pages, authors
    with initials, a date of access, a journal or publisher."""
    if not 3 <= len(text.split()) <= 120 or len(text) > 1500:
        return False
    year, identifier = bool(YEAR.search(text)), bool(_IDENTIFIER.search(text))
    strong = [identifier, bool(_VOLUME.search(text)), bool(_AUTHORS.search(text[:200])), bool(_ACCESS.search(text))]
    if _TO_READER.search(text) and not identifier and not strong[1]:
        return False
    return year + sum(strong) >= 2 or (year and bool(_JOURNAL.search(text)) and len(re.findall(r"[.,;]\s", text)) >= 2)


def group_unnumbered(blocks: list[Block]) -> list[Entry]:
    """The entries of a list without numbers."""
    if not blocks:
        return []
    for cut in (_by_bullets, _by_kinds, _by_whole_lines, _by_gaps, _by_years):
        groups = cut(blocks)
        if groups:
            return groups
    return [Entry([block.text], [block]) for block in blocks]


def without_tail(entries: list[Entry]) -> list[Entry]:
    """The entries, the last one without the lines behind it that are no part of it: a disclaimer, an invitation, or
    whatever goes beyond the form that the others have."""
    ends = (at for at, entry in enumerate(entries) if at and _is_none(entry.texts[0]))
    entries = entries[: next(ends, len(entries))]
    if not entries or len(entries[-1].blocks) < 2:
        return entries
    last = entries[-1]
    labels = len(last.blocks) - len(last.texts)
    usual = max((len(entry.texts) for entry in entries[:-1]), default=0)
    dated = next((at for at, text in enumerate(last.texts) if YEAR.search(text) or _IDENTIFIER.search(text)), 0)
    for at in range(max(dated, labels and 1) + 1, len(last.texts)):
        text = last.texts[at]
        beyond = bool(usual) and at >= usual and not (_belongs_to_tail(text) or looks_like_reference(text))
        if beyond or _is_none(text):
            entries[-1] = Entry(last.texts[:at], last.blocks[: at + labels], last.number, last.kind)
            break
    return entries


def _is_none(text: str) -> bool:
    """Whether a line is certainly no part of a reference: a disclaimer, an invitation, a sentence without a year."""
    says = is_prose(text) and not (YEAR.search(text) or _IDENTIFIER.search(text) or _AUTHORS.search(text[:200]))
    return is_disclaimer(text) or invites(text) or (says and _SAYS.search(text) is not None)


def _entry(blocks: list[Block], kind: str = "", before: list[Block] | None = None) -> Entry:
    return Entry([block.text for block in blocks], [*(before or []), *blocks], kind=kind)


def _by_bullets(blocks: list[Block]) -> list[Entry]:
    """Items of a bulleted list: one entry each; what is no item goes on the entry before it."""
    items = sum(block.kind == ITEM for block in blocks)
    if items < 2 or items < 0.5 * len(blocks):
        return []
    groups: list[list[Block]] = []
    for block in blocks:
        if block.kind == ITEM or not groups:
            groups.append([block])
        else:
            groups[-1].append(block)
    return [_entry(group) for group in groups]


def _by_kinds(blocks: list[Block]) -> list[Entry]:
    """Kinds on lines of their own: each begins an entry, or a group of whole references of that kind."""
    starts = [index for index, block in enumerate(blocks) if is_kind_label(block.text)]
    if not starts or (starts[0] > 0 and len(starts) < 2):
        return []
    entries = _without_kinds(blocks[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        group = blocks[start + 1 : end]
        if not group:
            entries.append(_entry([blocks[start]]))
            continue
        made = _without_kinds(group) if _holds_several(group) else [_entry(group)]
        for entry in made:
            entry.kind = blocks[start].text
        made[0].blocks.insert(0, blocks[start])
        entries += made
    return entries


def _without_kinds(blocks: list[Block]) -> list[Entry]:
    return group_unnumbered([block for block in blocks if not is_kind_label(block.text)])


def _holds_several(group: list[Block]) -> bool:
    whole = [block for block in group if looks_like_reference(block.text) and block.words >= 8]
    return len(whole) >= 2 or sum(_is_source(block.text) for block in group) >= 2


def _by_whole_lines(blocks: list[Block]) -> list[Entry]:
    """Lines that are whole references; a line that is only an address goes on the one before it."""
    whole = sum(looks_like_reference(block.text) for block in blocks)
    attached = sum(bool(_CONTINUATION.match(block.text)) and not looks_like_reference(block.text) for block in blocks)
    if whole < 0.6 * (len(blocks) - attached) or not whole:
        return []
    groups: list[list[Block]] = []
    for block in blocks:
        goes_on = groups and not looks_like_reference(block.text) and _CONTINUATION.match(block.text)
        if goes_on:
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_entry(group) for group in groups]


def _by_gaps(blocks: list[Block]) -> list[Entry]:
    """Empty lines between entries of several lines."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.gap or not groups:
            groups.append([block])
        else:
            groups[-1].append(block)
    several = [group for group in groups if len(group) > 1]
    if len(groups) < 2 or len(several) < 0.6 * len(groups):
        return []
    return [_entry(group) for group in groups]


def _is_source(text: str) -> bool:
    """A line that is a journal (or publisher) and a year."""
    return bool(YEAR.search(text)) and len(text.split()) <= MAX_SOURCE_WORDS


def _by_years(blocks: list[Block]) -> list[Entry]:
    """Lines of their own for title, journal with year, and authors: the years give the rhythm."""
    anchors = [index for index, block in enumerate(blocks) if _is_source(block.text)]
    if not anchors or len(anchors) == len(blocks):
        return []
    starts = _by_rhythm(anchors, len(blocks)) or _by_tails(blocks, anchors)
    return [_entry(blocks[start:end]) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]


def _by_rhythm(anchors: list[int], count: int) -> list[int]:
    """Where entries begin if all have as many lines as each other."""
    size, rest = divmod(count, len(anchors))
    if rest or size < 2 or any(anchor // size != number for number, anchor in enumerate(anchors)):
        return []
    return [size * number for number in range(len(anchors))]


def _by_tails(blocks: list[Block], anchors: list[int]) -> list[int]:
    """Where entries begin if after a year only authors and addresses still belong to it."""
    starts = [0]
    for anchor, following in zip(anchors, [*anchors[1:], len(blocks)], strict=True):
        position = anchor + 1
        while position < following and _belongs_to_tail(blocks[position].text):
            position += 1
        if position < following or following == len(blocks):
            starts.append(position)
        else:
            starts.append(following)
    return sorted({start for start in starts if start < len(blocks)})


def _belongs_to_tail(text: str) -> bool:
    return bool(_CONTINUATION.match(text) or _AUTHORS.search(text[:200]) or text.lower().startswith("by "))
