"""One tracked change of a Word file, made or not made by a person's word, in the text that was read meanwhile."""

import re
from collections.abc import Iterator

from articles.text import clean

from .block_trees import Node, cut, flat
from .document import Document, SectionText
from .editing import section_named
from .remarks import Remark
from .tree import parse, to_html

CHANGES = frozenset(("inserted", "deleted"))
ACCEPT, REJECT = "accept", "reject"
_REACHES = ((80, 80), (40, 40), (20, 20), (10, 10), (40, 0), (0, 40))
"""So many letters before and behind the place are compared; fewer, and at last on one side only, where the text beside
it was corrected meanwhile."""
_SPACES = re.compile(r" {2,}")
_FEWEST = 8


def can_settle(remark: Remark) -> bool:
    """Whether this change can be made or undone by itself: it is of words alone, and its place is known."""
    return remark.kind in CHANGES and bool(remark.exact.strip()) and remark.at >= 0


def settle(document: Document, remark: Remark, anchor: str, answer: str) -> bool:
    """Make the text as if the change were accepted or rejected. False, and nothing is changed, if its place in the
    section is not clear any more."""
    if not can_settle(remark) or answer not in (ACCEPT, REJECT):
        return False
    section = section_named(document, anchor)
    if _stands_after(remark, answer) != stands(remark):
        if section is None or not _write(section, remark):
            return False
        _tell_neighbours(document, remark)
    remark.answer = answer
    return True


def stands(remark: Remark) -> bool:
    """Whether the change's words stand in the text now."""
    return _stands_after(remark, remark.answer) if remark.answer else remark.live


def _stands_after(remark: Remark, answer: str) -> bool:
    return (remark.kind == "inserted") == (answer == ACCEPT)


def _write(section: SectionText, remark: Remark) -> bool:
    """Put the words in, or take them out, at their place."""
    root = parse(section.base.html)
    found = _place(root, remark)
    if found is None:
        return False
    line, offset = found
    before, after = cut(line.children, offset)
    if stands(remark):
        _, after = cut(after, len(remark.exact.strip()))
    else:
        before.append(remark.exact)
    line.children = before + after
    section.base.html = clean(to_html(root.children), where=section.anchor).html
    return True


def _place(root: Node, remark: Remark) -> tuple[Node, int] | None:
    """The line of the text and the offset in it: the one place with the same letters before and behind."""
    before, after = _around(remark)
    words = _standing(remark)
    if not words and before[-1:] == " " == after[:1]:
        after = after[1:]
    for back, on in _REACHES:
        left, right = before[max(0, len(before) - back) :], after[:on]
        if len(left + words + right) < _FEWEST and (before, after) != (left, right):
            continue
        found = [(line, offset) for line in _lines(root) for offset in _offsets(line, left, words, right)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            return None
    return None


def _standing(remark: Remark) -> str:
    """The words as they stand in the text now; nothing if they do not."""
    return remark.exact.strip() if stands(remark) else ""


def _around(remark: Remark) -> tuple[str, str]:
    """What stands before and behind the words now."""
    if remark.around:
        return remark.around[0], remark.around[1]
    before, after = remark.sentence[: remark.at], remark.sentence[remark.at :]
    if remark.live:
        spaces = after[: len(after) - len(after.lstrip())]
        before, after = before + spaces, after.lstrip().removeprefix(remark.exact.strip())
    return before.lstrip("…"), after.rstrip("…")


def _tell_neighbours(document: Document, remark: Remark) -> None:
    """The words of this change come, or go: what its neighbours in the sentence have around them is another text."""
    before, after = _around(remark)
    words, coming = _standing(remark), "" if stands(remark) else remark.exact
    remarks = [one for one in document.remarks if _is_beside(one, remark)]
    place = next(place for place, one in enumerate(remarks) if one is remark)
    for number, other in enumerate(remarks):
        left, right = _around(other)
        if number > place:
            left = before + coming + left[len(before) + len(words) :]
        elif number < place:
            right = right[: len(right) - len(after) - len(words)] + coming + after
        if other is not remark:
            other.around = [_SPACES.sub(" ", left), _SPACES.sub(" ", right)]
    own = remark.exact if coming else ""
    lead, tail = own[: len(own) - len(own.lstrip())], own[len(own.rstrip()) :]
    remark.around = [_SPACES.sub(" ", before + lead), _SPACES.sub(" ", tail + after)]


def _is_beside(other: Remark, remark: Remark) -> bool:
    return can_settle(other) and (other.line, other.sentence) == (remark.line, remark.sentence)


def _offsets(line: Node, left: str, words: str, right: str) -> Iterator[int]:
    said, wanted = flat(line.children), left + words + right
    start = said.find(wanted) if wanted else -1
    while start >= 0:
        yield start + len(left)
        start = said.find(wanted, start + 1)


def _lines(node: Node) -> Iterator[Node]:
    """What holds words and no blocks, in order; an item with a list in it has its own words too."""
    for child in node.elements():
        if child.is_block and any(isinstance(one, str) or not one.is_block for one in child.children):
            yield child
        yield from _lines(child)
