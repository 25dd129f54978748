"""Walks two texts side by side and writes the redline."""

from collections.abc import Callable
from itertools import count

from articles.redline import markup
from articles.redline.alignment import Step, align, align_cells
from articles.redline.tokens import Token, skeleton, text_of, tokens_of
from articles.redline.words import Stretch, compare
from articles.text.model import Block, heading_rows, is_tight, open_tag

_NOTE_ELEMENTS = {"ul": "li", "ol": "li", "blockquote": "p", "aside": "p", "table": "caption"}
_FIRST_WORDS = 60


class Writer:
    """Writes one redline."""

    def __init__(self, name_citation: Callable[[str], str]) -> None:
        self.name = name_citation
        self._moves = count(1)

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
            inner = "".join(self._whole(cell, what) for cell in block.children)
        elif is_tight(block):
            inner = self._whole_leaf(block.children[0], what)
            inner += "".join(self._whole(child, what) for child in block.children[1:])
        else:
            inner = "".join(self._whole(child, what) for child in block.children)
        return f"{start}{inner}</{block.tag}>"

    def _whole_leaf(self, block: Block, what: str) -> str:
        if what == "same":
            return markup.untouched(block.runs, self.name)
        inner = markup.plain(tokens_of(block.runs), self.name)
        return markup.inserted(inner) if what == "inserted" else markup.removed(inner)

    # A block that was another before

    def _changed(self, old: Block, new: Block, attributes: str = "", remark: str = "") -> str:
        was, now = open_tag(old.tag, old.attrs), open_tag(new.tag, new.attrs)
        remarks = [remark] if remark else []
        if was != now:
            attributes += f' data-was="{markup.escape_attribute(was)}"'
            remarks.append(markup.describe_block(was, now))
        said = "".join(markup.note(text, _NOTE_ELEMENTS.get(new.tag, "span")) for text in remarks)
        return f"{_with(now, attributes)}{self._inner(old, new, said)}</{new.tag}>"

    def _inner(self, old: Block, new: Block, said: str) -> str:
        if new.is_leaf:
            return said + self._leaf(old, new)
        if new.tag == "table":
            rows = align(old.children, new.children, self._moves)
            return said + _table([(step.new or step.old, self._step(step)) for step in rows])
        if new.tag == "tr":
            cells = [self._step(step) for step in align_cells(old.children, new.children)]
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
        return "".join(map(self._stretch, compare(old, new)))

    def _stretch(self, stretch: Stretch) -> str:
        if not stretch.is_change:
            return markup.kept(stretch.same, self.name)
        old, new = markup.plain(stretch.old, self.name), markup.plain(stretch.new, self.name)
        alike = markup.note("looks the same, but is written with other characters") if _alike(stretch) else ""
        return markup.removed(old) + markup.inserted(new) + alike


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
