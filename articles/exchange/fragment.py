"""A piece of a page, as it is pasted into a section: read by the same readers and rules as whole pages, but as a piece.
No title, people, sections or references are looked for in it.

Nothing is left out in silence: every letter and digit is in the text or in a remark.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from html import unescape

from articles.text import clean
from editorial.shared.issues import Issue, Refused, refuse

from .accounting import second_reading
from .assembling import blocks_to_html
from .blocks import CELL, HEADING, PICTURE, Block
from .cells import fold_cells
from .citing import Citing
from .clipboard import body_of
from .document import Document
from .html_elements import OWN_ARTICLE
from .html_page import read_html
from .keyed_marks import take_keys
from .plain import read_plain
from .remarks import MAX_SENTENCE, Remark, touches_medicine
from .structure import check_size
from .unseen import take_unseen

MAX_HTML = 4_000_000
MAX_TEXT = 300_000
_ARTICLE = re.compile(rf'href="{OWN_ARTICLE}([0-9A-Fa-f-]{{36}}(?:#[a-z0-9-]+)?)"')
_LINE = re.compile(r"\ALine \d+: ")
_NOT_TOLD = frozenset(("no-such-reference", "unmatched-list"))  # a piece has no list that could lack anything
_UNRESOLVED = re.compile(r'<cite data-unresolved="([^"]*)">')
_MARKUP = re.compile(r"<(style|script|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)
_KEY = re.compile(r"@(\w[\w:.-]{0,79})")
PIECE = "What was pasted"
UNREAD = "The form of what was copied could not be read; it came in as plain text"
LEVELS = "Headings of more than two levels were pasted; the lower ones are all smaller headings here"
APART = "Left out, since it is no part of the text ({reason})"


@dataclass(frozen=True)
class Fragment:
    """A piece as it may be stored, and what was noticed on the way, in its order."""

    html: str
    remarks: list[Remark]

    @property
    def unresolved(self) -> list[str]:
        """What its citations without a reference say."""
        return [mark.replace("&amp;", "&").replace("&quot;", '"') for mark in _UNRESOLVED.findall(self.html)]


def read_fragment(html: str, text: str, *, known: Callable[[Collection[str]], Collection[str]]) -> Fragment:
    """What was pasted, from the HTML of the clipboard if it says anything, else from its text. ``known`` tells which of
    some keys the library has. Raises :class:`Refused` if it is too much.
    """
    blocks, is_html = _blocks(html, text)
    document = Document(source="pasted", format="html")
    live = [block for block in blocks if not block.apart]
    _set_levels(live)
    take_unseen(live)
    for number, block in enumerate(live, start=1):
        block.lines = (number,)
    take_keys(live, lambda keys: {key: key for key in known(keys)})
    names = {name for block in live for name in block.ids}
    Citing(document, None, {}, names).cite(live, [])
    cleaned = clean(_ARTICLE.sub(r'data-article="\1"', blocks_to_html(live)))
    told = [*_doubts(document.issues, live), *(Remark("formatted", "", note.message) for note in cleaned.notes)]
    remarks = [*_remarks(blocks), *told]
    copied, kind = (body_of(html), "clipboard") if is_html else (text, "text")
    return Fragment(cleaned.html, [*remarks, *second_reading(kind, copied, cleaned.html, remarks)])


def keys_typed(html: str, text: str) -> list[str]:
    """What may be keys of references in it, in small letters; more than are, at most."""
    found = _KEY.findall(f"{unescape(_MARKUP.sub('', html))} {text}".lower())
    return list({*found, *(key.rstrip(".:") for key in found)})


def too_much(html: str, text: str) -> list[Issue]:
    """Why it is not read at all."""
    message = "That is too much to paste at once: at most {most:,} characters. Import it as a page instead."
    sizes = ((html, MAX_HTML), (text, MAX_TEXT))
    return [Issue("too-large", message.format(most=most)) for words, most in sizes if len(words) > most]


def _blocks(html: str, text: str) -> tuple[list[Block], bool]:
    """The blocks, and whether they come of the HTML."""
    refuse(too_much(html, text))
    blocks: list[Block] = []
    if html.strip():
        blocks, _, _ = read_html(body_of(html), pasted=True)
    is_html = any(block.text or block.remarks or block.kind in (CELL, PICTURE) for block in blocks)
    if not is_html:
        unread = any(one.isalnum() for one in unescape(_MARKUP.sub("", html)))
        blocks, _ = read_plain(text.replace("\x0b", "\n").replace("\x0c", "\n"))
        if unread and not blocks:
            raise Refused(Issue("unreadable", "What was copied could not be read. Copy less of it at a time."))
        if unread:
            blocks[0].remarks = [Remark("formatted", "", UNREAD), *blocks[0].remarks]
    folded = fold_cells(blocks)
    check_size(folded)
    return folded, is_html


def _set_levels(blocks: list[Block]) -> None:
    """The highest heading that was pasted is a heading of the section, all others are smaller ones."""
    levels = sorted({block.level for block in blocks if block.kind == HEADING})
    for block in blocks:
        if block.kind == HEADING:
            if len(levels) > 2 and block.level == levels[2]:
                block.remarks = [*block.remarks, Remark("formatted", block.text, LEVELS)]
                levels = [*levels[:2], -1]
            block.level = 3 if block.level == levels[0] else 4
            block.runs = block.without_marks("strong").runs if block.all_bold else block.runs


def _doubts(issues: Iterable[Issue], blocks: list[Block]) -> list[Remark]:
    """What may be a citation and stayed a number."""
    told = []
    for issue in issues:
        if issue.code in _NOT_TOLD:
            continue
        line = int(issue.target.removeprefix("line:") or 0) if issue.target.startswith("line:") else 0
        sentence = blocks[line - 1].text[:MAX_SENTENCE] if 0 < line <= len(blocks) else ""
        message = _LINE.sub("", issue.message)
        told.append(Remark("citation", "", message[:1].upper() + message[1:], sentence=sentence, serious=True))
    return told


def _remarks(blocks: list[Block]) -> list[Remark]:
    """What the reader noticed; and all that it set apart, whole."""
    told: list[Remark] = []
    for block in blocks:
        if block.apart and block.text and not any(block.text == remark.words for remark in block.remarks):
            reason = APART.format(reason=block.apart)
            told.append(Remark("removed", block.text, reason, serious=touches_medicine(block.text)))
        sentence = "" if block.apart or block.kind == PICTURE else block.text[:MAX_SENTENCE]
        told += [replace(remark, sentence=remark.sentence or sentence) for remark in block.remarks]
    return told
