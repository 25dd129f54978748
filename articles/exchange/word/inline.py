"""Reads what stands in one paragraph besides words: links, fields, controls, notes, comments, pictures, equations."""

from collections.abc import Iterable

from lxml import etree

from ..blocks import PICTURE, Block, Run
from ..directions import turned
from ..document import MediumText
from ..remarks import Remark, touches_medicine
from .comments import plain
from .drawings import alternatives, read_drawing, words_of_part
from .equations import linear
from .fields import CITATION, Field, is_silent, without_result
from .forms import CHOICES, UNFILLED, form_field
from .managers import MENDELEY_TAG, items_of_code, items_of_tag, unpacked
from .names import W14, R, W, child, is_on, tag_of, value
from .printed import printed_otherwise
from .words import Ground, Words

__all__ = ["Ground", "Inline"]

PUT_IN = "Another document is put in here as a whole; its words were not read"


class Inline(Words):
    """Reads the paragraphs of a file, one at a time."""

    def ruby(self, node: etree._Element) -> None:
        base, above = child(node, "rubyBase"), child(node, "rt")
        self.walk(base if base is not None else ())
        if above is not None:
            self.words(" (")
            self.walk(above)
            self.words(")")

    def turned(self, node: etree._Element) -> None:
        """Words whose direction the file overrides: read in their order, and told where that is not what is seen."""
        start = self.line.length
        self.walk(node)
        remark = turned(plain(node), value(node, "val"))
        if remark is not None and self.line.length > start:
            self.line.notice(remark, start)

    # What is around runs

    def link(self, node: etree._Element) -> None:
        relation = self.source.relation(self.ground.part, node.get(f"{R}id") or "")
        anchor = value(node, "anchor")
        target = relation.target if relation and relation.external else ""
        self.hrefs.append(target + (f"#{anchor}" if anchor else ""))
        self.walk(node)
        self.hrefs.pop()

    def bookmark(self, node: etree._Element) -> None:
        name = value(node, "name")
        code = self.source.kept_codes.get(name) if name.startswith("ZOTERO_BREF") else None
        items = items_of_code(f"CSL_CITATION {code[code.find('{') :]}") if code else ()
        if items:
            one = Field(code or "", in_result=True, items=items, kind=CITATION, bookmark=value(node, "id"))
            self.source.fields.open.append(one)
        elif name and not name.startswith("_GoBack"):
            self.line.ids.append(name)

    def bookmark_end(self, node: etree._Element) -> None:
        one = self.source.fields.close_bookmark(value(node, "id"))
        if one is not None:
            self._close(one)

    def control(self, node: etree._Element) -> None:
        """A content control: a check box, a field of a form, a citation; its content is read as text."""
        properties = child(node, "sdtPr")
        content = child(node, "sdtContent")
        inner = list(content) if content is not None else []
        tag = value(child(properties, "tag"))
        unfilled = is_on(child(properties, "showingPlcHdr"))
        items = items_of_tag(tag) if tag.startswith(MENDELEY_TAG) else ()
        self.tell_of_control(properties, content)
        self.source.unfilled += unfilled
        if items:
            code = unpacked(tag.removeprefix(MENDELEY_TAG))
            self.source.fields.open.append(
                Field(code, in_result=True, items=items, kind=CITATION, bookmark=f"sdt {tag}")
            )
        self.walk(inner)
        self.source.unfilled -= unfilled
        if items and (ended := self.source.fields.close_bookmark(f"sdt {tag}")) is not None:
            self._close(ended)

    def tell_of_control(self, properties: etree._Element | None, content: etree._Element | None) -> None:
        box = properties.find(f"{W14}checkbox") if properties is not None else None
        if box is not None:
            checked = box.find(f"{W14}checked")
            ticked = checked is not None and checked.get(f"{W14}val") in ("1", "true")
            words = plain(content) if content is not None else ""
            self.line.notice(Remark("checkbox", words, f"A check box that is {'ticked' if ticked else 'not ticked'}"))
        choices = [*self._choices(properties)]
        if choices:
            self.line.notice(Remark("field", "; ".join(choices), CHOICES))

    @staticmethod
    def _choices(properties: etree._Element | None) -> Iterable[str]:
        for name in ("dropDownList", "comboBox"):
            found = child(properties, name)
            for item in found.iterchildren(f"{W}listItem") if found is not None else ():
                yield value(item, "displayText") or value(item, "value")

    # Fields

    def simple_field(self, node: etree._Element) -> None:
        fields = self.source.fields
        fields.begin(all(change.keeps for change in self.changes))
        fields.add_code(value(node, "instr"))
        fields.separate()
        self.walk(node)
        self._end_field()

    def field_mark(self, node: etree._Element) -> None:
        kind = value(node, "fldCharType")
        fields = self.source.fields
        if kind == "begin":
            data = child(node, "fldData")
            visible = all(change.keeps for change in self.changes)
            fields.begin(visible, (data.text or "") if data is not None else "", form_field(node), self.line.length)
        elif kind == "separate":
            fields.separate()
        elif kind == "end":
            self._end_field()

    def code(self, node: etree._Element) -> None:
        self.source.fields.add_code(node.text or "")

    def _end_field(self) -> None:
        one = self.source.fields.end()
        if one is not None and not (self.source.fields.in_code and one.kind != CITATION):
            self._close(one)

    def _close(self, one: Field) -> None:
        """What a field leaves behind at its end: citations, or what it stands for without having printed anything."""
        if not one.visible or is_silent(one):
            return
        outer = self.source.fields.citation
        if one.items and outer is None:
            self._cite(one)
        elif one.form.shown:
            self._show(one.form.shown, one.form.told)
        elif one.form.is_typed and not self.line.raw[one.begun :].strip():
            self.line.notice(Remark("gap", "", UNFILLED, serious=True))
        elif not one.in_result:
            shown, why = without_result(one)
            self._show(shown, Remark("field", shown, why, serious=True))

    def _cite(self, one: Field) -> None:
        """The works of a field; not those of one of which all that it printed is left out, and told as that."""
        if one.is_left_out and not one.result.strip():
            return
        start = self.line.length
        self.line.cite(one.result, one.items)
        if why := printed_otherwise(one.result, f"{one.code} {unpacked(one.data)}", one.items):
            self.line.notice(Remark("citation", one.result, why, serious=True), start)

    def _show(self, words: str, remark: Remark) -> None:
        """Words that Word shows and did not print into the file."""
        if words and self.shown(words):
            start = self.line.length
            self.line.add(words, self.marks, self.href)
            self.line.notice(remark, start)

    # Notes and comments

    def note(self, node: etree._Element) -> None:
        from .notes import read_note  # notes are paragraphs again, read by this very module

        kind = "footnotes" if tag_of(node) == "w:footnoteReference" else "endnotes"
        if self.ground.in_note:
            return
        found = read_note(self.source, kind, value(node, "id"))
        if found is None or not self.shown(f"{found.mark}: {found.words}"):
            return
        for remark in found.remarks:
            self.line.notice(remark)
        if found.items:
            self.line.cite(found.mark, found.items)
        else:
            self.line.put(found.atom)

    def comment_start(self, node: etree._Element) -> None:
        self.comment_starts[value(node, "id")] = self.line.length

    def comment(self, node: etree._Element) -> None:
        found = self.source.comments.get(value(node, "id"))
        if found is not None:
            found.placed = True
            start = self.comment_starts.get(value(node, "id"), self.line.length)
            self.line.notice(found.remark(), start)

    # What is no text

    def equation(self, node: etree._Element) -> None:
        words = linear(node)
        if not self.shown(words or "equation") or self.source.fields.in_code:
            return
        if self.line.ends_in_equation:  # two in one paragraph are two, and no product
            self.line.add(" ")
        start = self.line.length
        self.line.add(words or "[equation]", is_formula=True)
        reason = "An equation was written as text on one line" if words else "An equation without words stands here"
        self.line.notice(Remark("equation", words, reason, serious=not words or touches_medicine(words)), start)
        self._told_of_kept(words, start)

    def alternative(self, node: etree._Element) -> None:
        for one in alternatives(node):
            self.walk(one)

    def drawing(self, node: etree._Element) -> None:
        found = read_drawing(node)
        self.line.boxes += found.boxes if self.shown_boxes(found.boxes) else []
        for alt, key in zip(found.alts, found.embedded, strict=True):
            self._picture(alt, key)
        if found.is_wordless and self.shown("drawing"):
            self.line.notice(Remark("picture", "", "A drawing without words (a shape, handwriting) was left out"))
        for words in found.words:
            if self.shown(words):
                reason = "A drawing says this; it was left out of the text"
                self.line.notice(Remark("textbox", words, reason, serious=True))
        for key, alt in found.other:
            relation = self.source.relation(self.ground.part, key)
            words = words_of_part(self.source.package.parts.get(relation.target) if relation else None)
            said = " ".join(filter(None, (alt, words)))
            reason = "A chart or a diagram was left out; these are its words and figures"
            self.line.notice(Remark("picture", said, reason, serious=True))
        if found.is_object:
            self.line.notice(Remark("media", "", "An object of another program was left out", serious=True))
        for key in found.linked:
            relation = self.source.relation(self.ground.part, key)
            if relation is not None and relation.external:
                self.line.notice(Remark("link", relation.target, "A picture at another address was not fetched"))

    def put_in(self, node: etree._Element) -> None:
        """Another document, of which the file holds the address alone."""
        relation = self.source.relation(self.ground.part, node.get(f"{R}id") or "")
        self.line.notice(Remark("removed", relation.target if relation else "", PUT_IN, serious=True))

    def shown_boxes(self, boxes: list[etree._Element]) -> bool:
        return not boxes or self.shown(" ".join(plain(box) for box in boxes))

    def _picture(self, alt: str, key: str) -> None:
        if not self.shown(alt or "picture"):
            return
        reason = "A picture stood here" if alt else "A picture without a description stood here"
        self.line.notice(Remark("picture", alt, reason))
        block = Block(PICTURE, [Run(alt or "picture")], (), apart="picture", certain=True)
        relation = self.source.relation(self.ground.part, key) if key else None
        if relation is not None and relation.kind == "image" and not relation.external:
            block.medium = MediumText(relation.target)
            block.medium.say(alt=alt)
        self.line.pictures.append(block)


Inline.handlers = {
    "w:r": Inline.run,
    "w:t": Inline.text,
    "w:delText": Inline.text,
    "w:sym": Inline.symbol,
    "w:tab": Inline.space,
    "w:ptab": Inline.space,
    "w:br": Inline.line_break,
    "w:cr": Inline.line_break,
    "w:noBreakHyphen": Inline.hyphen,
    "w:ruby": Inline.ruby,
    "w:bdo": Inline.turned,
    "w:hyperlink": Inline.link,
    "w:bookmarkStart": Inline.bookmark,
    "w:bookmarkEnd": Inline.bookmark_end,
    "w:sdt": Inline.control,
    "w:fldSimple": Inline.simple_field,
    "w:fldChar": Inline.field_mark,
    "w:instrText": Inline.code,
    "w:delInstrText": Inline.code,
    "w:footnoteReference": Inline.note,
    "w:endnoteReference": Inline.note,
    "w:commentRangeStart": Inline.comment_start,
    "w:commentReference": Inline.comment,
    "m:oMath": Inline.equation,
    "mc:AlternateContent": Inline.alternative,
    "w:drawing": Inline.drawing,
    "w:pict": Inline.drawing,
    "w:object": Inline.drawing,
    "w:subDoc": Inline.put_in,
}
