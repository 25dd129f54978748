"""Walks two texts side by side and writes the redline."""

from collections.abc import Callable
from itertools import count

from articles.redline import markup
from articles.redline.alignment import Step, align, align_cells
from articles.redline.safety import Summary, Words
from articles.redline.tokens import Token, skeleton, text_of, tokens_of
from articles.redline.words import Stretch, compare
from articles.text.model import Block, heading_rows, is_tight, open_tag, tag_of

_NOTE_ELEMENTS = {"ul": "li", "ol": "li", "blockquote": "p", "aside": "p", "table": "caption"}
_FIRST_WORDS = 60


class Writer:
    """Writes one redline; collects its safety summary on the way, in the order of the text."""

    def __init__(self, name_citation: Callable[[str], str]) -> None:
        self.name = name_citation
        self.summary = Summary(name_citation)
        self._moves = count(1)
        self._rows = ("", "")  # the old and the new row that is being written, for the contexts of its cells

    def blocks(self, old: list[Block], new: list[Block]) -> str:
        return "".join(map(self._step, align(old, new, self._moves)))

    def _step(self, step: Step) -> str:
        if step.what == "same":
            return self._whole(step.new)
        if step.what == "changed":
            return self._changed(step.old, step.new)
        if step.what == "moved":
            move = f' data-change="moved" data-move="{step.move}"'
            return self._changed(step.old, step.new, attributes=move, remark="moved here")
        if step.what == "moved-away":
            return _stand_in(step)
        block = step.new or step.old
        return self._whole(block, step.what, f' data-change="{step.what}"')

    # A block that is the same on both sides, or on one side only

    def _whole(self, block: Block, what: str = "same", attributes: str = "") -> str:
        """The block with everything in it kept, inserted or removed."""
        start = _with(open_tag(block.tag, block.attrs), attributes)
        if block.is_leaf:
            inner = self._whole_leaf(block, what)
        elif block.tag == "table":
            inner = _table([(row, self._whole(row, what)) for row in block.children])
        elif block.tag == "tr":
            self._rows = ("", "") if what == "same" else (_row_text(block), _row_text(block))
            inner = "".join(self._whole(cell, what) for cell in block.children)
            self._rows = ("", "")
        elif is_tight(block):
            inner = self._whole_leaf(block.children[0], what)
            inner += "".join(self._whole(child, what) for child in block.children[1:])
        else:
            inner = "".join(self._whole(child, what) for child in block.children)
        if what != "same" and block.tag == "aside":
            self.summary.add("callout", *_sides(what, dict(block.attrs)["data-callout"]), _words_of(block))
        return f"{start}{inner}</{block.tag}>"

    def _whole_leaf(self, block: Block, what: str) -> str:
        if what == "same":
            return markup.untouched(block.runs, self.name)
        tokens = tokens_of(block.runs)
        inner = markup.plain(tokens, self.name)
        words = Words(tokens, self._rows[what == "inserted"])
        if what == "inserted":
            self.summary.exchanged([], tokens, words, words)
            return markup.inserted(inner)
        self.summary.exchanged(tokens, [], words, words)
        return markup.removed(inner)

    # A block that was another before

    def _changed(self, old: Block, new: Block, attributes: str = "", remark: str = "") -> str:
        was, now = open_tag(old.tag, old.attrs), open_tag(new.tag, new.attrs)
        remarks = [remark] if remark else []
        if was != now:
            attributes += f' data-was="{markup.escape_attribute(was)}"'
            remarks.append(markup.describe_block(was, now))
            self._note_callout(old, new)
        said = "".join(markup.note(text, _NOTE_ELEMENTS.get(new.tag, "span")) for text in remarks)
        return f"{_with(now, attributes)}{self._inner(old, new, said)}</{new.tag}>"

    def _note_callout(self, old: Block, new: Block) -> None:
        kinds = [dict(block.attrs).get("data-callout", "") for block in (old, new)]
        if kinds[0] != kinds[1]:
            self.summary.add("callout", kinds[0], kinds[1], _words_of(new))

    def _inner(self, old: Block, new: Block, said: str) -> str:
        if new.is_leaf:
            return said + self._leaf(old, new)
        if new.tag == "table":
            rows = align(old.children, new.children, self._moves)
            return said + _table([(step.new or step.old, self._step(step)) for step in rows])
        if new.tag == "tr":
            self._rows = (_row_text(old), _row_text(new))
            cells = [self._step(step) for step in align_cells(old.children, new.children)]
            self._rows = ("", "")
            return _into_first_cell(cells, said)
        steps = align(old.children, new.children, self._moves)
        if new.tag == "li" and _stays_tight(steps):
            first = self._leaf(steps[0].old, steps[0].new)
            return said + first + "".join(map(self._step, steps[1:]))
        return said + "".join(map(self._step, steps))

    # Words

    def _leaf(self, old: Block, new: Block) -> str:
        return self.words(tokens_of(old.runs), tokens_of(new.runs))

    def words(self, old: list[Token], new: list[Token]) -> str:
        """Two lists of tokens as one redline of words."""
        before, after = Words(old, self._rows[0]), Words(new, self._rows[1])
        return "".join(self._stretch(stretch, before, after) for stretch in compare(old, new))

    def _stretch(self, stretch: Stretch, before: Words, after: Words) -> str:
        if not stretch.is_change:
            self._look_at_marks(stretch.same, after)
            return markup.kept(stretch.same, self.name)
        self.summary.exchanged(stretch.old, stretch.new, before, after)
        self._look_at_links(stretch, before, after)
        old, new = markup.plain(stretch.old, self.name), markup.plain(stretch.new, self.name)
        alike = markup.note("looks the same, but is written with other characters") if _alike(stretch) else ""
        return markup.removed(old) + markup.inserted(new) + alike

    def _look_at_marks(self, pairs: list[tuple[Token, Token]], words: Words) -> None:
        """Links that lead elsewhere and digits that went up or down, though the words stayed."""
        said: set[tuple[str, str]] = set()
        for old, new in pairs:
            if old.pieces == new.pieces:
                continue
            links = _links([old]), _links([new])
            if links[0] != links[1] and links not in said:
                said.add(links)
                self.summary.add("link", *links, words.context(new))
            heights = _with_heights(old), _with_heights(new)
            if heights[0] != heights[1]:
                self.summary.raised(*heights, new, words)

    def _look_at_links(self, stretch: Stretch, before: Words, after: Words) -> None:
        links = _links(stretch.old), _links(stretch.new)
        if links[0] != links[1]:
            context = after.context(stretch.new[0]) if stretch.new else before.context(stretch.old[0])
            self.summary.add("link", *links, context)


def _sides(what: str, text: str) -> tuple[str, str]:
    return ("", text) if what == "inserted" else (text, "")


def _links(tokens: list[Token]) -> str:
    found = {markup.link_of(marks): None for token in tokens for _, marks in token.pieces}
    return ", ".join(filter(None, found))


def _with_heights(token: Token) -> str:
    """The token's text with raised parts after "^" and lowered ones after "_"."""
    signs = {"sup": "^", "sub": "_"}
    out = ""
    for text, marks in token.pieces:
        out += "".join(signs.get(tag_of(mark), "") for mark in marks) + text
    return out


def _alike(stretch: Stretch) -> bool:
    old, new = text_of(stretch.old), text_of(stretch.new)
    return bool(old) and old != new and skeleton(old) == skeleton(new) and not _has_atoms(stretch)


def _has_atoms(stretch: Stretch) -> bool:
    return any(token.kind in ("cite", "br") for token in [*stretch.old, *stretch.new])


def _with(opening: str, attributes: str) -> str:
    return f"{opening[:-1]}{attributes}>"


def _words_of(block: Block) -> str:
    """The first words of a block, to be known by."""
    runs = block.runs
    while not runs and block.children:
        block = block.children[0]
        runs = block.runs
    text = " ".join(text_of(tokens_of(runs)).split())
    return text if len(text) <= _FIRST_WORDS else text[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def _row_text(row: Block) -> str:
    return " | ".join(" ".join(text_of(tokens_of(cell.runs)).split()) for cell in row.children)


def _stand_in(step: Step) -> str:
    """What stands where a block was before it moved."""
    said = markup.note(f"moved away from here: “{_words_of(step.new)}”")
    attributes = f' data-change="moved-away" data-move="{step.move}"'
    if step.new.tag == "tr":
        return f"<tr{attributes}><td>{said}</td></tr>"
    tag = "li" if step.new.tag == "li" else "p"
    return f"<{tag}{attributes}>{said}</{tag}>"


def _stays_tight(steps: list[Step]) -> bool:
    """Whether a changed list item can be written without ``<p>``: nothing but its first paragraph, then lists."""
    blocks = [step.new or step.old for step in steps]
    return steps[0].what in ("same", "changed") and is_tight(Block("li", (), blocks))


def _table(rows: list[tuple[Block, str]]) -> str:
    """Rows as head and body. Which is which follows from the cells alone, so taking rows out again is exact."""
    head = heading_rows([row for row, _ in rows])
    written = [html for _, html in rows]
    parts = (("thead", written[:head]), ("tbody", written[head:]))
    return "".join(f"<{tag}>{''.join(part)}</{tag}>" for tag, part in parts if part)


def _into_first_cell(cells: list[str], said: str) -> str:
    if not said:
        return "".join(cells)
    end = cells[0].index(">") + 1
    return cells[0][:end] + said + cells[0][end:] + "".join(cells[1:])
