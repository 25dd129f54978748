"""Fields: what Word works out (numbers, dates, links, citations). Kept as a stack, since fields stand in fields and
go on over paragraphs."""

import re
from dataclasses import dataclass, field

from ..blocks import FieldItem
from .forms import FormField
from .managers import citation_items, endnote_items, items_of_code
from .signs import sign

_LISTS = re.compile(r"ZOTERO_BIBL|CSL_BIBLIOGRAPHY|EN\.REFLIST|^BIBLIOGRAPHY\b|Mendeley Bibliography", re.I)
_CITES = re.compile(r"^ADDIN\s+(?!.*(?:BIBL|REFLIST|CITE\.DATA))\S*(?:CIT[EA]|\.REF\b|PLACEHOLDER)", re.I | re.S)
_LINK = re.compile(r"^HYPERLINK\b(?P<rest>.*)$", re.I | re.S)
_QUOTED = re.compile(r'(\\[a-z])?\s*(?:"([^"]*)"|(?<=\s)([^\s"\\]+))', re.I)
_SYMBOL = re.compile(r'^SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s*"?([^"\\]+))?', re.I | re.S)
_SILENT = re.compile(r"^(?:XE|TC|TA|RD|SET|ASK|PRINT|PRIVATE|ADVANCE|NEXT|SKIPIF|NEXTIF|BARCODE|DATABASE)\b", re.I)
_BUTTON = re.compile(r"^(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)$", re.I | re.S)
_EQUATION = re.compile(r"^EQ\b\s*(.*)$", re.I | re.S)
_COUNTED = re.compile(r"^(?:LISTNUM|AUTONUM|AUTONUMLGL|AUTONUMOUT)\b", re.I)

TEXT, CITATION, CONTENTS, LIST, PICTURE = "text", "citation", "contents", "list", "picture"


@dataclass
class Field:
    """One field while it is open: its code so far, its packed data, whether its result has begun, what that printed.

    ``visible`` is false where the field itself stands in words that are left out. ``begun`` is how long its paragraph
    was where it began. ``is_left_out``: words that it printed are struck out, hidden or changed away.
    """

    code: str = ""
    data: str = ""
    in_result: bool = False
    result: str = ""
    visible: bool = True
    form: FormField = field(default_factory=FormField)
    begun: int = 0
    is_left_out: bool = False
    items: tuple[FieldItem, ...] = ()
    kind: str = TEXT
    href: str = ""
    marks: tuple[str, ...] = ()
    bookmark: str = ""


@dataclass
class Fields:
    """The fields that are open, the outermost first. ``sources`` are Word's own records."""

    sources: dict[str, dict] = field(default_factory=dict)
    open: list[Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what comes now is a field's code, and no text."""
        return any(not one.in_result for one in self.open)

    @property
    def href(self) -> str:
        """Where a link made by a field leads."""
        return next((one.href for one in reversed(self.open) if one.href), "")

    @property
    def citation(self) -> Field | None:
        """The outermost open field that cites: what is printed in it belongs to it."""
        return next((one for one in self.open if one.kind == CITATION and one.in_result), None)

    def is_in(self, kind: str) -> bool:
        """Whether what comes now stands in the result of a field of this kind."""
        return any(one.kind == kind for one in self.open)

    def begin(self, visible: bool, data: str = "", form: FormField | None = None, begun: int = 0) -> None:
        self.open.append(Field(visible=visible, data=data, form=form or FormField(), begun=begun))

    def add_code(self, words: str) -> None:
        for one in reversed(self.open):
            if not one.in_result:
                one.code += words
                return

    def separate(self) -> None:
        """The code is whole: now it is known what the field is."""
        if self.open and not self.open[-1].in_result:
            one = self.open[-1]
            self._understand(one)
            one.in_result = True

    def end(self) -> Field | None:
        """Close the innermost field. Its data may be its own or that of a field that only carries it."""
        if not self.open or self.open[-1].bookmark:
            return None
        one = self.open.pop()
        if not one.in_result:
            self._understand(one)
        if one.data and self.open and not self.open[-1].data and "EN.CITE.DATA" in one.code:
            self.open[-1].data = one.data
        return one

    def close_bookmark(self, name: str) -> Field | None:
        """Close a citation that a pair of bookmarks marks out."""
        found = next((one for one in self.open if one.bookmark == name), None)
        if found is not None:
            self.open.remove(found)
        return found

    def _understand(self, one: Field) -> None:
        code = one.code.strip()
        one.items = self._items(code, one.data)
        link = _LINK.match(code)
        if one.items:
            one.kind = CITATION
        elif re.match(r"TOC\b", code, re.I):
            one.kind = CONTENTS
        elif _LISTS.search(code):
            one.kind = LIST
        elif re.match(r"INCLUDEPICTURE\b", code, re.I):
            one.kind = PICTURE
        elif link:
            one.href = link_target(link["rest"])

    def _items(self, code: str, data: str) -> tuple[FieldItem, ...]:
        if re.match(r"ADDIN\s+EN\.CITE(?!\.DATA)", code, re.I):
            return endnote_items(code, data) or (FieldItem({}, name="EndNote"),)
        if re.match(r"CITATION\b", code, re.I):
            return citation_items(code, self.sources)
        if re.match(r"ADDIN\s+(?:ZOTERO_ITEM|CSL_CITATION|Mendeley Citation)", code, re.I):
            return items_of_code(code) or (FieldItem({}, name="reference manager"),)
        if _CITES.match(code):  # of a program that is not known here: what it printed is all that there is
            return (FieldItem({}),)
        return ()


def link_target(rest: str) -> str:
    """The address of a HYPERLINK field; of one within the file "#" and the name."""
    address = place = ""
    for switch, quoted, bare in _QUOTED.findall(rest):
        if switch.lower() == "\\l":
            place = quoted or bare
        elif not switch and not address:
            address = quoted or bare
    return f"{address}#{place}" if place else address


def without_result(one: Field) -> tuple[str, str]:
    """What a field that has printed nothing shows, and why a person is told: ("", "") for one that shows nothing."""
    code = one.code.strip()
    if match := _SYMBOL.match(code):
        byte = int(match[1], 16) if match[1].lower().startswith("0x") else int(match[1][:6])
        font = (match[2] or "").strip()
        shown = sign(font, byte) if font else chr(byte) if 32 <= byte < 0x3000 else ""
        return shown or f"[unknown sign {byte:X} of the font {font}]", "A field stood for a sign"
    if match := _BUTTON.match(code):
        return match[1].strip(), "A button stood here; its label was kept"
    if match := _EQUATION.match(code):
        return f"[equation: {match[1].strip()}]", "An equation of the old form stands here and has to be written out"
    if _COUNTED.match(code):
        return "[number]", "Word counts here by itself, and the file does not hold the number"
    return "", ""


def is_silent(one: Field) -> bool:
    """Whether a field prints nothing anywhere: an index entry, say."""
    return _SILENT.match(one.code.strip()) is not None
