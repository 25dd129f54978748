"""What all of a Word file's readers share: its parts, styles, lists, fields, comments, and how far they have come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from ..blocks import Block, FieldItem
from ..remarks import Remark
from .comments import Comment, comments_of
from .fields import Fields
from .managers import word_sources
from .names import W, value
from .numbering import Numbering
from .package import Package, Relation
from .styles import Styles

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


@dataclass
class Source:
    """One Word file while it is read. ``accepted``: its tracked changes are taken as done, else as not made.

    ``apart`` are blocks that come after all others; ``remarks`` are about the file as a whole. ``unfilled`` and
    ``contents`` tell how many form fields that still show their prompt, and lists of contents, are open.
    ``last_cited`` is the work that the last note cited ("Ibid.").
    """

    package: Package
    accepted: bool
    apart: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unfilled: int = 0
    contents: int = 0
    count: int = 0
    last_cited: list[FieldItem] = field(default_factory=list)
    notes_seen: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def styles(self) -> Styles:
        root = self.package.root
        return Styles(root("styles"), root("theme"), root("fontTable"))

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering(self.package.root("numbering"), self.styles)

    @cached_property
    def fields(self) -> Fields:
        sources: dict[str, dict[str, Any]] = {}
        for part, root in self.package.parts.items():
            if part.startswith("customXml/") and str(root.tag).endswith("}Sources"):
                sources |= word_sources(root)
        return Fields(sources)

    @cached_property
    def comments(self) -> dict[str, Comment]:
        return comments_of(self.package)

    @cached_property
    def _relations(self) -> dict[str, dict[str, Relation]]:
        return {}

    def relation(self, part: str, key: str) -> Relation | None:
        """Where an id of a part leads."""
        if part not in self._relations:
            self._relations[part] = self.package.relations(part)
        return self._relations[part].get(key)

    def new_id(self) -> int:
        self.count += 1
        return self.count

    @cached_property
    def kept_codes(self) -> dict[str, str]:
        """The codes that Zotero keeps in the file's own properties, by the names of their bookmarks."""
        pieces: dict[str, dict[int, str]] = {}
        root = self.package.parts.get("docProps/custom.xml")
        for node in root.iter(_PROPERTY) if root is not None else ():
            name, _, number = (node.get("name") or "").rpartition("_")
            if name.startswith("ZOTERO_BREF") and number.isdigit():
                pieces.setdefault(name, {})[int(number)] = "".join(node.itertext())
        return {name: "".join(said for _, said in sorted(parts.items())) for name, parts in pieces.items()}

    def note(self, kind: str, key: str) -> etree._Element | None:
        """A footnote or an endnote ("footnotes", "endnotes") by its id."""
        return next((node for one, node in self.notes(kind, of_text=False) if one == key), None)

    def notes(self, kind: str, *, of_text: bool = True) -> Iterator[tuple[str, etree._Element]]:
        """All footnotes or endnotes, each with its id; ``of_text``: without the lines that part notes from text."""
        root = self.package.root(kind)
        for node in root.iterchildren(f"{W}{kind.removesuffix('s')}") if root is not None else ():
            if not of_text or value(node, "type") in ("", "normal"):
                yield value(node, "id"), node
