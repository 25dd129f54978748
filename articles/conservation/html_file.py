"""What a web page or a clipboard holds, read without any of the readers' help."""

import re
from collections.abc import Collection
from dataclasses import replace
from html.parser import HTMLParser

from .grid import TO_THE_END, Grid, span
from .page_looks import Inside, Sheets
from .page_tables import with_tables
from .source import Passage, Source, Stretch, Thing
from .tokens import words_set
from .word_numbers import written
from .word_parts import signs

_BLOCKS = words_set(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option p pre section select
    summary svg table tbody td textarea tfoot th thead title tr ul"""
)
_EMPTY = words_set("area base br col embed hr img input link meta param source track wbr")
_SKIPPED = ("script", "style", "template", "noscript", "annotation", "annotation-xml")
_DRAWN = re.compile(r"\b(?:katex-html|MathJax_(?:CHTML|SVG|Preview)|mjx-\w+)\b", re.I)
_TELLING = re.compile(r"\d\s?(?:mg|mcg|[µμ]g|g|kg|ml|mmol|IU|units?|tablets?|%)(?!\w)|\b(?:not|never|no)\b", re.I)
_MEDIA = ("iframe", "video", "audio", "object", "embed", "canvas")
_FORMULA = ("math", "mi", "mn", "mo", "mrow", "mfrac", "msup", "msub")
_LABEL = re.compile(r"\A\s*\[\w{1,5}\d{1,4}\]")
_CONDITIONAL = re.compile(r"<!\[if !supportLists\]>.*?<!\[endif\]>", re.S | re.I)


def read_page(text: str, *, is_copied: bool = False) -> Source:
    """The passages and things of a page. The markers that Word writes for programs without lists are no words.
    ``is_copied``: it is from a clipboard, which has citations of our own as they are stored."""
    reader = _Page(Sheets(text), is_copied=is_copied)
    reader.feed(with_tables(_CONDITIONAL.sub(" ", text)))
    reader.close()
    reader.flush()
    return reader.source


_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LISTS = ("ul", "ol", "menu")
_CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot")
_ENDED_BY = {  # the tags that end these, where their own end tags are left off
    **dict.fromkeys(_CELLS, _CELLS),
    "tr": (*_CELLS, "tr"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (*_CELLS, "tr", "thead", "tbody", "tfoot")),
    "li": ("li",),
}


def _draws_formula(tag: str, attributes: dict[str, str]) -> bool:
    """Whether it draws for the eye a formula that stands beside it for the ear."""
    named = f"{tag} {attributes.get('class', '')}"
    return attributes.get("aria-hidden") == "true" and _DRAWN.search(named) is not None and tag not in _EMPTY


class _Page(HTMLParser):
    def __init__(self, sheets: Sheets, *, is_copied: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.is_copied = is_copied
        self.sheets = sheets
        self.source = Source()
        self.around: list[Inside] = []
        self.skipping, self.skipped = 0, ""
        self.lists: list[tuple[int | None, str]] = []  # the next number, and how it is written
        self.tables: list[Grid] = []
        self.table_count = self.list_count = 0
        self.group_begins = 0  # the first passage of the open group of rows
        self.passage = Passage("")
        self.line = 1
        self.cell_depth = 0
        self.is_broken = False  # by a new line, behind which no word stands yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED or _draws_formula(tag, attributes):
            self.skipping += 1
            self.skipped = self.skipped or tag
        elif self.skipping and tag == self.skipped:
            self.skipping += 1
        if self.skipping or (tag == "cite" and self._cited(attributes)):
            return
        if tag == "br":
            self._break()
        elif tag == "img" and attributes.get("alt") != "":  # an empty description says that it means nothing
            self._thing("picture", attributes.get("alt", ""))
        elif tag == "input" and attributes.get("type", "").lower() in ("checkbox", "radio"):
            self._add(" ☑ " if "checked" in attributes else " ☐ ")
        elif tag in _MEDIA:
            self._thing("medium", attributes.get("src") or attributes.get("data") or attributes.get("title", ""))
        elif tag == "a" and attributes.get("href", "").strip().lower().startswith(("http", "mailto:", "tel:")):
            self._thing("link", attributes["href"].strip())
        if tag in ("abbr", "acronym") and attributes.get("title", "").strip():
            self._thing("long form", attributes["title"])
        elif _TELLING.search(attributes.get("title", "")):
            self._thing("alternative text", attributes["title"])
        self.source.descriptions += [attributes[name] for name in ("alt", "title") if attributes.get(name)]
        if tag in _EMPTY:
            return
        self._end_open(_ENDED_BY.get(tag, ()), _LISTS if tag == "li" else ("table",))
        if tag in _BLOCKS:
            self.flush()
        elif tag in _FORMULA:
            self._add(" ")
        self._open(tag, attributes)

    def _cited(self, attributes: dict[str, str]) -> bool:
        """Take a citation of our own whole: what is printed in it is not its words."""
        said = attributes.get("data-ref") or attributes.get("data-unresolved")
        if not (said and self.is_copied):
            return False
        locator = attributes.get("data-locator", "")
        self.passage.stretches.append(Stretch(said, works=1, locators=(locator,) if locator else ()))
        self.skipping, self.skipped = 1, "cite"
        return True

    def _end_open(self, names: Collection[str], within: Collection[str]) -> None:
        """End what is open of these, inside the innermost of those around: HTML lets their end tags be left off."""
        while names:
            for inside in reversed(self.around):
                if inside.tag in names or inside.tag in within:
                    break
            else:
                return
            if inside.tag not in names or inside.tag in within:
                return
            self._end(inside.tag)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p" and self.around and self.around[-1].tag == "p":
            self.around.pop()
        inside = self.sheets.inside(tag, attributes, self.around[-1] if self.around else Inside())
        if tag == "title" and not any(one.tag == "svg" for one in self.around):
            inside = inside._replace(kind="page title")
        elif attributes.get("class") == "MsoCommentText":
            self.passage.kind = "comment"
        elif attributes.get("class") == "MsoCommentReference":
            inside = inside._replace(kind="mark of a comment")
        self.around.append(inside)
        if words := self.sheets.printed(tag, attributes):
            self.passage.stretches.append(Stretch(words, "printed by its style"))
        if tag == "q":
            self._add("“")
        if tag == "svg" and attributes.get("aria-label"):
            self._add(f"{attributes['aria-label']} ")
        self._structure(tag, attributes)

    def _structure(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("ul", "ol", "menu"):
            start = attributes.get("start", "1")
            is_counted = tag == "ol" and "reversed" not in attributes
            self.list_count += not self.lists
            first = (int(start) if start.isdigit() else 1) if is_counted else None
            self.lists.append((first, attributes.get("type", "1")))
        elif tag == "li":
            self._item(attributes.get("value", ""))
        elif tag == "table":
            self.tables.append(Grid(self.table_count))
            self.table_count += 1
        elif tag in _GROUPS and len(self.tables) == 1:
            self._end_group()
        elif tag == "tr" and len(self.tables) == 1:
            self.tables[-1].next_row()
        elif tag in ("td", "th") and self.tables:
            self.cell_depth += 1
            if len(self.tables) == 1 and self.cell_depth == 1:
                down, across = span(attributes.get("rowspan"), TO_THE_END, TO_THE_END), attributes.get("colspan")
                self.passage.grid = self.tables[-1].place(down, span(across, 1_000))

    def _end_group(self) -> None:
        """The cells of a group of rows reach no further than its last row."""
        grid = self.tables[-1]
        for passage in self.source.passages[self.group_begins :]:
            if passage.grid is not None and passage.grid[0] == grid.number:
                number, row, column, depth, width = passage.grid
                passage.grid = number, row, column, min(depth, grid.row - row + 1), width
        self.group_begins = len(self.source.passages)
        grid.next_group()

    def _item(self, value: str) -> None:
        """The next item, with its number; in a cell, which holds no list, the number is a word."""
        number, form = self.lists[-1] if self.lists else (None, "")
        if number is not None:
            number = int(value) if value.isdigit() else number
            self.lists[-1] = (number + 1, form)
        if self.cell_depth:
            self._add(f" {written(number, _FORMS.get(form, ''))}. " if number is not None else " ")
            return
        self.passage.depth, self.passage.list_name = len(self.lists), str(self.list_count)
        if number is not None and form == "1":
            self.passage.number = number

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag in (*_SKIPPED, self.skipped):
            self.skipping -= 1
            self.skipped = self.skipped if self.skipping else ""
            return
        if self.skipping or tag not in [one.tag for one in self.around]:
            return
        if tag == "table" or (tag in _ENDED_BY and tag not in (*_CELLS, "li")):
            self._end_open(_CELLS, ("table",))
        self._end(tag)

    def _end(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell_depth:
            self.cell_depth -= 1
            self.flush(always=not self.cell_depth)
        elif tag in _BLOCKS:
            self.flush()
        elif tag == "q":
            self._add("”")
        if tag == "li" and not self.cell_depth:
            self.passage = Passage("")  # an item without a word keeps its number to itself
        again = []
        while (inside := self.around.pop()).tag != tag:
            again += [inside] if inside.tag in ("s", "strike") else []
        if tag not in (*_CELLS, *_GROUPS, "tr", "table", "caption"):
            self.around += reversed(again)  # browsers open these again in what comes next
        if tag in ("ul", "ol", "menu") and self.lists:
            self.lists.pop()
        elif tag in _GROUPS and len(self.tables) == 1:
            self._end_group()
        elif tag == "table" and self.tables:
            if len(self.tables) == 1:
                self._end_group()
            self.tables.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self._add(data)

    def _add(self, words: str) -> None:
        self.is_broken = self.is_broken and not words.strip()
        inside = self.around[-1] if self.around else Inside()
        shown = signs(words, inside.font) if inside.font else words
        self.passage.stretches.append(Stretch(shown, inside.kind, inside.height, inside.change))
        if not self.passage.place and words.strip():
            before = words[: len(words) - len(words.lstrip())].count("\n")
            self.passage.place = f"line {self.getpos()[0] + before}"

    def _break(self) -> None:
        """A new line; a second one with nothing between them ends what is a paragraph to whoever sees it."""
        if self.is_broken and not self.cell_depth:
            self.flush()
        else:
            self._add("\n")
            self.is_broken = True

    def _thing(self, kind: str, words: str) -> None:
        self.source.things.append(Thing(kind, f"line {self.getpos()[0]}", words))

    def flush(self, *, always: bool = False) -> None:
        """End the passage that is open; within a cell only a space is put between its paragraphs."""
        if self.cell_depth and not always:
            self.passage.stretches.append(Stretch(" "))
            return
        if always or any(one.text.strip() for one in self.passage.stretches):
            self.passage.place = self.passage.place or f"line {self.getpos()[0]}"
            self._without_label()
            self.source.passages.append(self.passage.finish())
            self.passage = Passage("")
            self.is_broken = False

    def _without_label(self) -> None:
        """A comment's own label, which Word repeats before its words, says nothing."""
        if self.passage.kind == "comment" and self.passage.stretches:
            first = self.passage.stretches[0]
            self.passage.stretches[0] = replace(first, text=_LABEL.sub("", first.text))
