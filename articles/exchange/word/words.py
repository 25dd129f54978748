"""Reads the words of a paragraph: how each run looks, what its signs mean, and whether it stands in the text at all.

Nothing is passed over: an element that is not known is looked into, and what is left out is remarked on with its words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from lxml import etree

from ..patterns import word_set
from ..remarks import Remark
from ..scripts import shown_raised
from .comments import plain
from .fields import CONTENTS
from .line import Line
from .names import child, tag_of, value
from .revisions import CHANGES, Change, change_of, formatting
from .signs import is_private, low_byte, sign, unknown_sign
from .source import Source
from .styles import Look

_SILENT = word_set(
    """w:pPr w:rPr w:sdtPr w:sdtEndPr w:fldData w:proofErr w:lastRenderedPageBreak w:footnoteRef w:endnoteRef
    w:separator w:continuationSeparator w:annotationRef w:softHyphen w:commentRangeEnd w:tblPr w:tblGrid w:trPr w:tcPr
    w:smartTagPr w:customXmlPr w:sectPr w:permStart w:permEnd"""
)
_NO_FONT_HIDES = frozenset(" \u00a0\t")


@dataclass(frozen=True)
class Ground:
    """What a paragraph stands on: the part it is in, its style, whether a colour lies behind it, (in a note) that notes
    are not looked for, and the tracked changes around it, which were told already."""

    part: str
    style: str = ""
    shaded: bool = False
    in_note: bool = False
    changes: tuple[Change, ...] = ()


@dataclass
class Words:
    """Reads the words of a paragraph; what else stands in it is left to the handlers, by the names of elements."""

    handlers: ClassVar[dict[str, Callable[[Any, etree._Element], None]]] = {}

    source: Source
    ground: Ground
    line: Line = field(default_factory=Line)
    changes: list[Change] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    comment_starts: dict[str, int] = field(default_factory=dict)

    def read(self, nodes: Iterable[etree._Element]) -> Line:
        self.walk(nodes)
        return self.line

    def walk(self, nodes: Iterable[etree._Element]) -> None:
        for node in nodes:
            tag = tag_of(node)
            if tag in _SILENT or not tag:
                continue
            handler = self.handlers.get(tag)
            if handler is not None:
                handler(self, node)
            elif tag in CHANGES:
                self._changed(node)
            else:
                self.walk(node)

    def _changed(self, node: etree._Element) -> None:
        change = change_of(node, self.source.accepted)
        if change.is_in((*self.ground.changes, *self.changes)):
            self.walk(node)
            return
        self.changes.append(change)
        self.walk(node)
        self.changes.pop()

    # Words

    def run(self, node: etree._Element) -> None:
        own = child(node, "rPr")
        properties = formatting(own, "rPr", self.source.accepted)
        before, self.look = self.look, self.source.styles.look(self.ground.style, properties)
        start = self.line.length
        self.walk(node)
        if child(own, "rPrChange") is not None:
            self._formatted(node, own, start)
        self.look = before

    def _formatted(self, node: etree._Element, own: etree._Element | None, start: int) -> None:
        """A tracked change of form is told where it changes what is said: what is struck, hidden, raised or a sign."""
        changed = child(own, "rPrChange")
        styles = self.source.styles
        looks = [styles.look(self.ground.style, one) for one in (own, child(changed, "rPr"))]
        new, old = (
            (look.is_struck, look.vanish, look.script, look.b, look.i, look.font_of("m"), look.font_of("\uf06d"))
            for look in looks
        )
        if new != old:
            state = "taken as done" if self.source.accepted else "left undone"
            serious = new[:3] + new[5:] != old[:3] + old[5:]
            reason = f"A tracked change of how these words look was {state}"
            who, when = value(changed, "author"), value(changed, "date")
            remark = Remark("formatted", plain(node), reason, who=who, when=when, serious=serious)
            self.line.notice(remark, start)

    def text(self, node: etree._Element) -> None:
        self.words(node.text or "")

    def words(self, words: str) -> None:
        """Words of the file, unless they are a field's code, or left out."""
        fields = self.source.fields
        if not words:
            return
        if fields.in_code:
            fields.add_code(words)
            return
        start = self.line.length
        translated = self._translated(words)
        said = "".join(shown for _, shown in translated)
        cited = fields.citation
        if not self.shown(said, exact=cited is None):
            if cited is not None:
                cited.is_left_out |= bool(said.strip())
            return
        if fields.is_in(CONTENTS):
            self.line.is_contents = True
        if cited is not None:
            cited.result += said
            self._told_of_kept(words, start)
            return
        for original, shown in translated:
            self._add(original, shown)
        self._told_of_kept(words, start, exact=said)

    def _add(self, original: str, shown: str) -> None:
        start = self.line.length
        file_has = original if original != shown else None
        self.line.add(shown, self.marks, self.href, file_has, is_code=self.look.is_code)
        if original != shown:
            self._told_of_sign(original, shown, start)

    @property
    def marks(self) -> tuple[str, ...]:
        look = self.look
        marks = ("strong",) * look.b + ("em",) * look.i
        return (*marks, look.script) if look.script else marks

    @property
    def href(self) -> str:
        return next((href for href in reversed(self.hrefs) if href), "") or self.source.fields.href

    def shown(self, words: str, *, exact: bool = False) -> bool:
        """Whether these words of the run stand in the text. What does not is remarked on, with its words and why;
        ``exact``: they are nothing but words, and could be put in as they are."""
        out = [change for change in self.changes if not change.keeps]
        if out:
            for change in self.changes:
                alone = len(self.changes) == 1
                whole = words if exact and alone and not self.look.script else ""
                self.line.notice(replace(change.remark(words), exact=whole, look=self._look_of(words)), joins=alone)
            return False
        if self.source.unfilled:
            reason = "A form field was not filled in; its prompt was left out"
            self.line.notice(Remark("field", words, reason))
            return False
        why = self._hidden_because()
        if why:
            kind = "struck" if self.look.is_struck and not self.look.vanish else "hidden"
            if words.strip():
                self.line.notice(Remark(kind, words, why, serious=True, look=self._look_of(words)))
            return False
        return True

    def _look_of(self, words: str) -> str:
        return shown_raised(words, (self.look.script,)) if self.look.script else ""

    def _hidden_because(self) -> str:
        look = self.look
        if look.vanish:
            return "Hidden text was left out"
        if look.is_struck:
            return "Words that are struck out were left out"
        if look.is_tiny:
            return "Text of a size that nobody can read was left out"
        if look.is_white and not self.ground.shaded:
            return "White text on white was left out"
        if look.is_of_its_ground:
            return "Text in the colour of what lies behind it was left out"
        return ""

    def _told_of_kept(self, words: str, start: int, *, exact: str = "") -> None:
        whole = exact if len(self.changes) == 1 else ""
        for change in self.changes:
            look = self._look_of(exact or words)
            self.line.notice(replace(change.remark(words), exact=whole, live=True, look=look), start)

    # Signs

    def _translated(self, words: str) -> list[tuple[str, str]]:
        """Stretches of words with what they mean: each sign of a font of signs alone."""
        if not self._may_have_signs(words):
            return [(words, words)]
        found: list[tuple[str, str]] = []
        for character in words:
            shown = self._sign(character)
            if shown == character and found and found[-1][0] == found[-1][1]:
                found[-1] = (found[-1][0] + character, found[-1][1] + character)
            else:
                found.append((character, shown))
        return found

    def _may_have_signs(self, words: str) -> bool:
        if any(self.source.styles.is_coded(font) for _, font in self.look.fonts):
            return True
        return not words.isascii() and any(map(is_private, words))

    def _sign(self, character: str) -> str:
        font = self.look.font_of(character)
        byte = low_byte(character)
        if self.source.styles.is_coded(font) and byte is not None and character not in _NO_FONT_HIDES:
            return sign(font, byte) or unknown_sign(font, byte)
        return unknown_sign(font, ord(character)) if is_private(character) else character

    def _told_of_sign(self, original: str, shown: str, start: int) -> None:
        font = self.look.font_of(original)
        unknown = shown.startswith("[unknown")
        code = f"U+{ord(original):04X}" if len(original) == 1 and is_private(original) else f"“{original}”"
        if unknown:
            named = font or "that the file does not name"
            reason = f"A sign of the font {named} ({code}) is not known: put it in by hand"
        else:
            reason = f"In the font {font} the file has {code} for the sign {shown}"
        self.line.notice(Remark("sign", shown, reason, serious=unknown), start, is_sign=True)

    def symbol(self, node: etree._Element) -> None:
        font, code = value(node, "font"), value(node, "char")
        number = int(code, 16) if 0 < len(code) <= 6 and all(one in "0123456789abcdefABCDEF" for one in code) else 0
        byte = low_byte(chr(number)) if 0 < number <= 0x10FFFF else None
        known = self.source.styles.is_coded(font)
        shown = sign(font, byte) if known and byte is not None else ""
        is_character = 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # no half of one
        if not shown and not known and is_character and not is_private(chr(number)):
            shown = chr(number)
        shown = shown or unknown_sign(font, number & 0xFF if byte is not None else number)
        if self.source.fields.in_code or not self.shown(shown):
            return
        start = self.line.length
        unknown = shown.startswith("[unknown")
        original = chr(number) if is_character else "?"
        self.line.add(shown, self.marks, self.href, original)
        reason = f"A sign of the font {font} ({code}) " + ("is not known: put it in by hand" if unknown else "is this")
        self.line.notice(Remark("sign", shown, reason, serious=unknown), start, is_sign=True)
        self._told_of_kept(shown, start)

    # Small things in a run

    def space(self, node: etree._Element) -> None:
        if not self.source.fields.in_code:
            self._plain("\t")

    def line_break(self, node: etree._Element) -> None:
        if not self.source.fields.in_code:
            self._plain("\n" if value(node, "type") in ("", "textWrapping") else " ")

    def hyphen(self, node: etree._Element) -> None:
        if not self.source.fields.in_code:
            self._plain("-")

    def _plain(self, words: str) -> None:
        cited = self.source.fields.citation
        if cited is not None:
            cited.result += " "
        elif all(change.keeps for change in self.changes) and not self._hidden_because():
            self.line.add(words, self.marks, self.href)
        else:
            self.line.part_last()
