"""Footnotes and endnotes: a reference becomes a citation, a remark stays words; neither is lost."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from references.formats.plain import parse_entry
from references.summary import why_thin

from ..blocks import PARAGRAPH, Block, FieldItem, Run
from ..reference_entries import looks_like_reference
from ..remarks import Remark, touches_medicine
from ..tree import element
from .drawings import alternatives
from .inline import Ground, Inline
from .line import Line, tidy
from .names import W, child, tag_of, value
from .numbering import written
from .source import Source

_AGAIN = re.compile(r"^(?:ibid(?:em)?|op\.? cit|loc\.? cit)\b\.?[,;]?\s*(?P<place>.*)$", re.I)
_PLACE = re.compile(r"^(?:pp?\.?|pages?)\s*(?P<pages>\d[\d–,\s-]*)\.?$", re.I)
_SEE = re.compile(r"^(?:(?:but )?(?:see|cf\.?|compare)(?: also)?|e\.g\.,?)\s+", re.I)
_PARTS = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"])")
LONE = "Nothing in the text refers to this note, so that Word shows it nowhere"
_KINDS = {"footnotes": "A footnote", "endnotes": "An endnote"}


@dataclass
class Note:
    """One note where it is referred to: its mark, all its words, and what becomes of them."""

    mark: str
    words: str
    name: str
    items: tuple[FieldItem, ...] = ()
    remarks: list[Remark] = field(default_factory=list)

    @property
    def atom(self) -> str:
        return element("cite", "", {"data-unresolved": self.name})


def read_note(source: Source, kind: str, key: str) -> Note | None:
    """What a note says, in the order of its first mention; None if the file has no such note."""
    node = source.note(kind, key)
    if node is None:
        return None
    count = sum(seen == kind for seen, _ in source.notes_seen)
    is_new = (kind, key) not in source.notes_seen
    number = count + 1 if is_new else int(source.notes_seen[kind, key])
    source.notes_seen.setdefault((kind, key), str(number))
    mark = str(number) if kind == "footnotes" else written(number, "lowerRoman")
    line = _line(source, kind, node)
    note = Note(mark, " ".join(line.raw.split()), f"[{'note' if kind == 'footnotes' else 'endnote'} {mark}]")
    note.remarks = line.remarks() if is_new else []
    _understand(source, note, line, _KINDS[kind], is_new=is_new)
    return note


def tell_of_lone_notes(source: Source) -> None:
    """Notes to which nothing refers stand apart: Word shows them nowhere."""
    main = source.package.parts[source.package.main]
    for kind in _KINDS:
        referred = {value(node, "id") for node in main.iter(f"{W}{kind.removesuffix('s')}Reference")}
        for key, node in source.notes(kind):
            if (
                key not in referred
                and (kind, key) not in source.notes_seen
                and (words := " ".join(_line(source, kind, node).raw.split()))
            ):
                block = Block(PARAGRAPH, [Run(words)], (), apart=_KINDS[kind].split()[1], certain=True)
                block.remarks = [Remark("note", words, LONE, serious=touches_medicine(words))]
                source.apart.append(block)


def _line(source: Source, kind: str, node: etree._Element) -> Line:
    """The note's paragraphs as one line."""
    part = next(iter(source.package.related(kind)), "")
    whole = Line()
    for paragraph in (one for one in node.iter(f"{W}p") if _is_shown(one, node)):
        ground = Ground(part, value(child(paragraph, "pPr", "pStyle")), in_note=True)
        more = Inline(source, ground).read(paragraph)
        if whole.raw and more.raw:
            whole.add(" ")
        whole = whole.before(more)
    return whole


def _is_shown(paragraph: etree._Element, note: etree._Element) -> bool:
    """Whether it stands in the one form that is read of what the file has in several."""
    for inner in paragraph.iterancestors():
        if inner is note:
            return True
        around = inner.getparent()
        if around is not None and tag_of(around) == "mc:AlternateContent" and inner not in alternatives(around):
            return False
    return True


def _understand(source: Source, note: Note, line: Line, kind: str, *, is_new: bool) -> None:
    cited = tuple(item for run in line.runs for item in run.cites)
    if not any(item.csl or item.name for item in cited):  # by a program that is not known: its words are all there is
        cited = ()
    rest = " ".join("".join(run.text for run in line.runs if not run.cites).split()).strip(" .;,")
    if cited:
        note.items = cited
        if rest and is_new:
            _keep_words(source, note, line, kind, f"{kind} says more than what it cites")
        return
    again = _AGAIN.match(note.words)
    if again and source.last_cited:
        note.items = (_again(source.last_cited[0], again["place"]),)
        note.remarks.append(Remark("note", note.words, f"{kind} was read as the work that the note before it cites"))
        return
    found, remark = _reference_in(note.words)
    if found is not None:
        note.items = (found,)
        source.last_cited = [found]
    if (found is None or remark) and is_new:
        what = "says more than its reference" if found is not None else "is no reference"
        _keep_words(source, note, line, kind, f"{kind} {what}; decide where its words belong")


def _again(last: FieldItem, place: str) -> FieldItem:
    pages = _PLACE.match(place.strip())
    if pages:
        return replace(last, locator=pages["pages"].strip(" .,"), label="page", prefix="", suffix="")
    return replace(last, locator=place.strip(" ."), label="", prefix="", suffix="")


def _reference_in(words: str) -> tuple[FieldItem | None, str]:
    """The reference that a note holds, and what it says besides."""
    see = _SEE.match(words)
    said = words[see.end() :] if see else words
    if not looks_like_reference(said):
        return None, ""
    parts = _PARTS.split(said)
    cut = len(parts)
    while cut > 1 and not re.search(r"\d", parts[cut - 1]):
        cut -= 1
    reference, remark = " ".join(parts[:cut]), " ".join(parts[cut:])
    if not looks_like_reference(reference):
        reference, remark = said, ""
    csl = parse_entry(reference).csl
    if not csl.get("title"):
        return None, ""
    item = FieldItem(csl, name=reference, text=reference, thin=why_thin(csl))
    return item, f"{see.group().strip()} … {remark}" if see and remark else remark


def _keep_words(source: Source, note: Note, line: Line, kind: str, reason: str) -> None:
    """The words of a note that is no reference: apart from the text, and named where the note was."""
    note.remarks.append(Remark("note", note.words, reason, serious=True))
    runs = tidy([Run(run.text, run.marks, run.href) for run in line.runs])
    lead = Run(f"{note.mark} ")
    source.apart.append(Block(PARAGRAPH, [lead, *runs], (), apart=kind.split()[1], certain=True))
