"""A Word file as one strip of letters, each with the tracked changes that it stands in: what comes back is read so.

Where :mod:`.body` decides for one state of the file, this keeps all of them: what was there before, what is there now,
and who changed what. Nothing is put into blocks; bookmarks and comments say by number where they begin and end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from lxml import etree

from articles.text import CitationMark

from ..patterns import word_set
from ..remarks import Remark
from ..word_marks import REFERENCES, CitesTag, Part, Place, is_ours, parse_tag, place_of
from .comments import Comment, plain
from .drawings import alternatives, went_out_so
from .inline import Ground, Inline
from .line import Line
from .names import W, child, tag_of, value
from .package import open_package, read_part, refusal
from .paragraphs import form_of
from .revisions import CHANGES, Change, change_in, change_of
from .source import Source

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_CUSTOM = "docProps/custom.xml"
_MARK_CHANGES = ("ins", "del", "moveTo", "moveFrom")
_SILENT = word_set("w:sectPr w:tblPr w:tblGrid w:tcPr w:trPr w:sdtPr w:sdtEndPr w:pPr w:proofErr")
_NOT_NAMED = frozenset(("struck", "hidden", "inserted", "deleted", "moved", "formatted", "sign", "comment", "checkbox"))
MAX_ATOMS = 1_000_000  # letters: a second of one processor reads some 150,000, and each is kept apart meanwhile


@dataclass(frozen=True, slots=True)
class Atom:
    """One letter, one group of citations (``cites``; ``text`` is what was printed), or the end of a paragraph ("¶").

    ``kind`` is "letter", "end", "cite", or "touched" for citations whose printed words were changed. ``changes`` are
    the tracked changes around it, the outermost first; ``script`` is "sup" or "sub"; ``first`` numbers the first of the
    citations within their wording, where a bookmark says it; ``row`` numbers the table row (0: none).
    """

    text: str
    changes: tuple[Change, ...] = ()
    script: str = ""
    kind: str = "letter"
    cites: tuple[CitationMark, ...] = ()
    first: int | None = None
    row: int = 0

    @property
    def is_end(self) -> bool:
        return self.kind == "end"

    @property
    def is_new(self) -> bool:
        """Whether it was not there before the tracked changes."""
        return any(change.tag in ("w:ins", "w:moveTo") for change in self.changes)

    @property
    def is_gone(self) -> bool:
        """Whether it is not there after them."""
        return any(change.tag in ("w:del", "w:moveFrom") for change in self.changes)


@dataclass(frozen=True)
class Span:
    """From which atom to which something of ours reaches."""

    place: Place
    start: int
    end: int


@dataclass
class Said:
    """A comment of the file with the stretch that it is about; None if the text has no place for it."""

    key: str
    comment: Comment
    start: int | None = None
    end: int | None = None


@dataclass
class Strip:
    """What a file says. ``ours`` are stretches that the writer put around the article's words, ``references`` where its
    list of references begins. ``noticed`` are things that are no words (pictures, notes, objects), each at an atom;
    ``rows`` the tracked change of a table row, by its number."""

    properties: dict[str, str]
    atoms: list[Atom] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    comments: dict[str, Said] = field(default_factory=dict)
    noticed: list[tuple[int, Remark]] = field(default_factory=list)
    rows: dict[int, Change] = field(default_factory=dict)
    ours: list[tuple[int, int]] = field(default_factory=list)
    references: int | None = None


def read_strip(name: str, data: bytes, *, max_unpacked_bytes: int) -> Strip:
    """The strip of a .docx. Raises :class:`~editorial.shared.issues.Refused` for what is none, damaged or too large."""
    source = Source(open_package(name, data, max_unpacked_bytes), accepted=True)
    body = child(source.package.parts[source.package.main], "body")
    if body is None:
        raise refusal(name, "not-word", "is damaged: it has no text")
    reader = _Reader(source, Strip(_properties(source)))
    reader.strip.comments = {key: Said(key, comment) for key, comment in source.comments.items()}
    reader.read(body, ())
    reader.finish()
    return reader.strip


def _properties(source: Source) -> dict[str, str]:
    return _said(source.package.parts.get(_CUSTOM))


def properties_of(name: str, data: bytes) -> dict[str, str]:
    """The custom properties of a file, and nothing else of it; none for what is no Word file, or a damaged one."""
    return _said(read_part(name, data, _CUSTOM)) if data.startswith(b"PK") else {}


def named_in(name: str, data: bytes, *, max_unpacked_bytes: int) -> tuple[dict[str, str], list[UUID]]:
    """The custom properties of a file, and the section versions that its bookmarks name; its letters, which are
    most of the work, are not read. Raises :class:`~editorial.shared.issues.Refused` as :func:`read_strip` does."""
    package = open_package(name, data, max_unpacked_bytes)
    main = package.parts[package.main]
    places = (place_of(value(node, "name")) for node in main.iter(f"{W}bookmarkStart"))
    return _said(package.parts.get(_CUSTOM)), list(dict.fromkeys(place.version for place in places if place))


def _said(root: etree._Element | None) -> dict[str, str]:
    nodes = root.iter(_PROPERTY) if root is not None else ()
    return {node.get("name") or "": "".join(node.itertext()) for node in nodes}


@dataclass
class _Reader:
    source: Source
    strip: Strip
    row: int = 0
    rows: int = 0
    open: dict[str, tuple[Place, int]] = field(default_factory=dict)
    open_ours: dict[str, int] = field(default_factory=dict)
    cites: "_Cites | None" = None

    # What is ours

    def bookmark(self, node: etree._Element) -> None:
        name = value(node, "name")
        place = place_of(name)
        if is_ours(name):
            self.open_ours[value(node, "id")] = len(self.strip.atoms)
        elif name.lower() == REFERENCES.lower():
            self.strip.references = len(self.strip.atoms)
        if place is None:
            return
        if place.part == Part.CITATION:
            self.begin_citation(f"bookmark {value(node, 'id')}", (), place.number)
        self.open[value(node, "id")] = (place, len(self.strip.atoms))

    def bookmark_end(self, node: etree._Element) -> None:
        if (start := self.open_ours.pop(value(node, "id"), None)) is not None:
            self.strip.ours.append((start, len(self.strip.atoms)))
        place, start = self.open.pop(value(node, "id"), (None, 0))
        if place is None:
            return
        if place.part == Part.CITATION:
            self.end_citation(f"bookmark {value(node, 'id')}")
        self.strip.spans.append(Span(place, start, len(self.strip.atoms)))

    def finish(self) -> None:
        """A bookmark that never ends is cut: it reaches as far as its paragraph."""
        self.end_citation("")
        for place, start in self.open.values():
            ends = (at + 1 for at in range(start, len(self.strip.atoms)) if self.strip.atoms[at].is_end)
            self.strip.spans.append(Span(place, start, next(ends, len(self.strip.atoms))))

    def begin_citation(self, key: str, marks: tuple[CitationMark, ...], first: int | None = None) -> None:
        if self.cites is None:
            self.cites = _Cites(key, marks, first)
            return
        self.cites.marks = self.cites.marks or marks
        self.cites.first = first if self.cites.first is None else self.cites.first

    def end_citation(self, key: str) -> None:
        """What was printed for the citations becomes one atom; changes that are around all of it are the atom's."""
        one = self.cites
        if one is None or (key and one.key != key):
            return
        self.cites = None
        if not one.atoms:
            return
        shared = [change for change in one.around if all(change in atom.changes for atom in one.atoms)]
        inner = any(change not in shared for atom in one.atoms for change in atom.changes)
        printed = "".join(atom.text for atom in one.atoms if not atom.is_gone or not inner)
        kind = "touched" if inner else "cite"
        self.strip.atoms.append(Atom(printed, tuple(shared), kind=kind, cites=one.marks, first=one.first, row=self.row))

    def comment(self, node: etree._Element, *, starts: bool) -> None:
        said = self.strip.comments.get(value(node, "id"))
        if said is not None and starts:
            said.start = len(self.strip.atoms) if said.start is None else said.start
        elif said is not None:
            said.end = len(self.strip.atoms)
            said.start = said.end if said.start is None else said.start

    def add(self, atom: Atom) -> None:
        if self.cites is not None and not atom.is_end:
            self.cites.add(atom)
            return
        if len(self.strip.atoms) >= MAX_ATOMS:
            raise refusal(self.source.package.name, "too-large", "is too long to be read")
        self.strip.atoms.append(replace(atom, row=self.row) if self.row else atom)

    # Paragraphs and tables

    def read(self, nodes: Iterable[etree._Element], changes: tuple[Change, ...]) -> None:
        for node in nodes:
            tag = tag_of(node)
            if tag == "w:p":
                self._paragraph(node, changes)
            elif tag == "w:tbl":
                self._table(node, changes)
            elif tag == "w:bookmarkStart":
                self.bookmark(node)
            elif tag == "w:bookmarkEnd":
                self.bookmark_end(node)
            elif tag in ("w:commentRangeStart", "w:commentRangeEnd"):
                self.comment(node, starts=tag.endswith("Start"))
            elif tag == "mc:AlternateContent":
                for one in alternatives(node):
                    self.read(one, changes)
            elif tag in CHANGES:
                self.read(node, (*changes, change_of(node, True)))
            elif tag == "w:r" or tag.startswith("m:oMath"):
                _Words(self.source, Ground(self.source.package.main), reader=self, changes=[*changes]).read([node])
            elif tag and tag not in _SILENT:
                self.read(node, changes)

    def _paragraph(self, node: etree._Element, changes: tuple[Change, ...]) -> None:
        own = child(node, "pPr")
        form = form_of(self.source, own)
        words = _Words(self.source, Ground(self.source.package.main, form.style), reader=self, changes=[*changes])
        line = words.read(node)
        mark = change_in(child(own, "rPr"), True, _MARK_CHANGES)
        self.add(Atom("¶", (*changes, mark) if mark else changes, kind="end"))
        for box in line.boxes:
            reason = "Words in a text box were added"
            self.strip.noticed.append((len(self.strip.atoms) - 1, Remark("textbox", plain(box), reason)))

    def _table(self, node: etree._Element, changes: tuple[Change, ...]) -> None:
        for one in node:
            tag = tag_of(one)
            if tag == "w:tr":
                outer = self.row
                self.rows += 1
                self.row = self.rows
                change = change_in(child(one, "trPr"), True)
                if change is not None:
                    self.strip.rows[self.row] = change
                self._cells(one, (*changes, change) if change else changes)
                self.row = outer
            elif tag in ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd"):
                self.read([one], changes)
            elif tag in CHANGES:
                self._table(one, (*changes, change_of(one, True)))
            elif tag and tag not in _SILENT:
                self._table(one, changes)

    def _cells(self, row: etree._Element, changes: tuple[Change, ...]) -> None:
        for one in row:
            tag = tag_of(one)
            if tag == "w:tc":
                change = change_in(child(one, "tcPr"), True, ("cellIns", "cellDel"))
                self.read(one, (*changes, change) if change else changes)
            elif tag in ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd"):
                self.read([one], changes)
            elif tag and tag not in _SILENT:
                self._cells(one, changes)


@dataclass
class _Cites:
    """A group of citations while it is read."""

    key: str
    marks: tuple[CitationMark, ...]
    first: int | None = None
    atoms: list[Atom] = field(default_factory=list)
    around: tuple[Change, ...] = ()

    def add(self, atom: Atom) -> None:
        if not self.atoms:
            self.around = atom.changes
        self.atoms.append(atom)


@dataclass
class _Letters(Line):
    """A paragraph's line that hands its words on, letter by letter."""

    words: "_Words" = field(kw_only=True)

    def add(
        self,
        words: str,
        marks: tuple[str, ...] = (),
        href: str = "",
        original: str | None = None,
        *,
        is_formula: bool = False,
        is_code: bool = False,
    ) -> None:
        script = next((mark for mark in marks if mark in ("sup", "sub")), "")
        for letter in words:
            self.words.reader.add(Atom(letter, tuple(self.words.changes), script))
        self.length += len(words)

    def cite(self, words: str, items: tuple) -> None:
        """What a reference manager put in is read as it was printed."""
        self.add(words)

    def put(self, atom: str) -> None:
        self.add("[note]")

    def notice(self, remark: Remark, start: int | None = None, *, is_sign: bool = False, joins: bool = True) -> None:
        if remark.kind not in _NOT_NAMED:
            strip = self.words.reader.strip
            strip.noticed.append((max(len(strip.atoms) - 1, 0), remark))


@dataclass
class _Words(Inline):
    """The words of one paragraph, whatever changes they stand in."""

    reader: _Reader = field(kw_only=True)

    def __post_init__(self) -> None:
        self.line = _Letters(words=self)

    def walk(self, nodes: Iterable[etree._Element]) -> None:
        for node in nodes:
            tag = tag_of(node)
            if tag == "w:bookmarkStart":
                self.reader.bookmark(node)
            elif tag == "w:bookmarkEnd":
                self.reader.bookmark_end(node)
            elif tag in ("w:commentRangeStart", "w:commentRangeEnd"):
                self.reader.comment(node, starts=tag.endswith("Start"))
            elif tag == "w:commentReference":
                self._reference(node)
            elif tag == "w:sdt":
                self._control(node)
            else:
                super().walk([node])

    def _reference(self, node: etree._Element) -> None:
        said = self.reader.strip.comments.get(value(node, "id"))
        if said is not None and said.end is None:
            self.reader.comment(node, starts=False)

    def _control(self, node: etree._Element) -> None:
        ours = parse_tag(value(child(node, "sdtPr", "tag")))
        content = child(node, "sdtContent")
        key = f"control {id(node)}"
        if isinstance(ours, CitesTag):
            self.reader.begin_citation(key, ours.marks)
        self.walk(content if content is not None else ())
        if isinstance(ours, CitesTag):
            self.reader.end_citation(key)

    def drawing(self, node: etree._Element) -> None:
        """A picture of ours that came back as it went out says nothing; another in its place is named."""
        if not went_out_so(node, lambda key: self.source.relation(self.ground.part, key), self.source.package.digests):
            super().drawing(node)

    def _changed(self, node: etree._Element) -> None:
        self.changes.append(change_of(node, True))
        self.walk(node)
        self.changes.pop()

    def shown(self, words: str, *, exact: bool = False) -> bool:
        """Whatever changes they stand in; struck and hidden words are as good as taken out."""
        return not self._hidden_because()

    def _told_of_kept(self, words: str, start: int, *, exact: str = "") -> None:
        """Each letter has its changes already."""

    def _formatted(self, node: etree._Element, own: etree._Element | None, start: int) -> None:
        """How letters look now is what they have; see ``script``."""

    def _plain(self, words: str) -> None:
        if not self._hidden_because():
            self.line.add(words, self.marks, self.href)


_Words.handlers = {**Inline.handlers, "w:drawing": _Words.drawing}
