"""CommonMark, and what Pandoc adds to it, as a page with the same lines: headings, nested lists (with letters too),
pipe and grid tables, definition lists, footnotes, code. The page is then read by the rules that read all pages.
"""

import re
from collections.abc import Collection
from html import escape
from itertools import pairwise
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .markdown_matter import matter_as_page
from .pandoc_tables import aligned_table

_OURS = re.compile(r"^(?:format:\s*[\"']?imprimatur/|(?:slug|policy|wordings|contributors):)", re.M)
_SIGNS = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"^\|? *:?-{3,}:? *\|[ :|-]*$", re.M),
    re.compile(r"^\+(?:[-=]{3,}\+)+ *$", re.M),
    re.compile(r"^\[\^[^\]\s]+\]: ", re.M),
    re.compile(r"\[(?:[^\[\]@\n]{0,60} )?-?@[A-Za-z]\w+[^\[\]\n]*\]"),
    re.compile(r"^(?:```|~~~)", re.M),
    re.compile(r"(?<!\w)\*\*[^\s*][^*\n]*\*\*(?!\w)"),
    re.compile(r"^[^\n]+\n(?:={4,}|-{4,})[ \t]*$", re.M),
)
_TABLE = re.compile(r"^[^\n|]*\|[^\n]*\n *\|? *:?-{2,}:? *\|[ :|-]*$", re.M)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*)")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_CODE_OR_TAG = re.compile(r"(<code\b[^>]*>.*?</code>|<[^>]*>)", re.S)
_RAISED = re.compile(r"(?<![\^\\])\^([^\W_](?:[\w+−.,()-]{0,18}[\w+)−-])?|[+−-]\d{0,3})\^(?!\^)")
_LOWERED = re.compile(r"(?<=[^\W_])~([^\W_](?:[\w+.,()-]{0,18}\w)?)~(?!~)")
_NUMBER = re.compile(r"^( *)\d{1,9}([.)]) +(?=\S)")
_LETTER = re.compile(r"^( *)\(?([a-z])[.)] +(?=\S)")
_GRID = re.compile(r"\+(?:[-=:]+\+)+ *")
_MEANING = re.compile(r"^ {0,3}[:~] +(\S.*)")
_FENCE = re.compile(r":{3,}[ \t]*(?:(\{[^{}]*\})[ \t]*:*|references[\w -]*)?[ \t]*")
_REFERENCE_ID = re.compile(r"#(ref-[\w:.+-]{1,80})")
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]+\{(?:[#.][\w:.-]+|-|[\w-]+=\S+)(?:\s+(?:[#.][\w:.-]+|[\w-]+=\S+))*\}[ \t]*$")
_NARRATIVE = re.compile(r"\[[^\[\]\n]*\]|(?<![\w.])@([A-Za-z][\w:.-]*\d\w*)(?: \[([^\[\]@\n]{1,60})\])?")


def is_own(text: str) -> bool:
    """Whether a text says that it is of our own format: by its first lines, where nobody else's has such fields."""
    begins, *lines = text[:20_000].removeprefix("\ufeff").splitlines() or [""]
    ends = next((place for place, line in enumerate(lines) if line.rstrip() in ("---", "...")), 60)
    return begins.rstrip() == "---" and _OURS.search("\n".join(lines[:ends])) is not None


def looks_like_markdown(text: str) -> bool:
    """Whether plain text has the signs of Markdown: a table, which nothing else looks like; or two kinds of others."""
    return (
        _TABLE.search(text) is not None
        or sum(sign.search(text) is not None for sign in _SIGNS) >= 2
        or len(_SIGNS[0].findall(text)) >= 2
    )


def to_page(text: str) -> str:
    """The text as HTML in which everything stands on the line that it has in the text."""
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    lines = _without_attributes(_narrative(matter_as_page(text, md.renderInline)).split("\n"))
    notes = _take_notes(lines)
    letters = _take_letters(lines)
    pieces = _take_blocks(lines)
    tokens = md.parse("\n".join(lines))
    for token in tokens:
        if token.type == "ordered_list_open" and token.map and token.map[0] in letters:
            token.attrSet("type", "a")
    return _Page(md, notes, pieces).write(tokens)


def _narrative(text: str) -> str:
    """“@lane1998 [p. 4] found” as a citation in brackets, which is what it is read as."""
    return _NARRATIVE.sub(lambda m: f"[@{m[1]}{f', {m[2]}' if m[2] else ''}]" if m[1] else m.group(), text)


def _without_attributes(lines: list[str]) -> list[str]:
    """Pandoc's attributes say how things look, but the names of references: those are put before their words."""
    found, name = list[str](), ""
    for line in lines:
        if fence := _FENCE.fullmatch(line):
            name = next(iter(_REFERENCE_ID.findall(fence[1] or "")), name)
            found.append("")
            continue
        said = _ATTRIBUTES.sub("", line) if line.startswith("#") else line
        if name and said.strip():
            said, name = f'<span id="{name}"></span>{said.lstrip()}', ""
        found.append(said)
    return found


def _take_notes(lines: list[str]) -> dict[str, tuple[int, list[str]]]:
    """The notes, by their names: where each stands, and its lines. They leave empty lines behind."""
    notes: dict[str, tuple[int, list[str]]] = {}
    place = 0
    while place < len(lines):
        found = _NOTE.match(lines[place])
        if found is None:
            place += 1
            continue
        first, said = place, [found[2]]
        lines[place] = ""
        place += 1
        while place < len(lines) and lines[place].startswith("    "):
            said.append(lines[place].strip())
            lines[place] = ""
            place += 1
        notes[found[1]] = (first, said)
    return notes


def _take_letters(lines: list[str]) -> set[int]:
    """Lists that count with letters become numbered ones; returns the lines on which they begin."""
    begins: set[int] = set()
    wanted: dict[int, int] = {}
    signs: dict[int, str] = {}
    for place, line in enumerate(lines):
        found = _LETTER.match(line)
        if found is None:
            if line.strip() and not line.startswith(" "):
                wanted = {}
            continue
        depth, number = len(found[1]), ord(found[2]) - ord("a") + 1
        if number == 1 and _goes_on(lines, place, depth):
            begins.add(place)
            signs[depth] = _other_sign(lines, place, depth)
        elif wanted.get(depth) != number:
            continue
        wanted[depth] = number + 1
        lines[place] = f"{found[1]}{number}{signs[depth]} {line[found.end() :]}"
    return begins


def _other_sign(lines: list[str], place: int, depth: int) -> str:
    """The sign behind the numbers of a list that begins: another than of numbers before it, whose list would go on."""
    for line in reversed(lines[max(place - 60, 0) : place]):
        found = _NUMBER.match(line)
        if found and len(found[1]) == depth:
            return ")" if found[2] == "." else "."
    return "."


def _goes_on(lines: list[str], place: int, depth: int) -> bool:
    """Whether an item “b.” follows at the same depth: else “a.” may be the end of an abbreviation."""
    for line in lines[place + 1 : place + 60]:
        found = _LETTER.match(line)
        if found and len(found[1]) == depth:
            return found[2] == "b"
        if line.strip() and len(line) - len(line.lstrip()) < depth:
            return False
    return False


Piece = tuple[str, list[list[str]]]


def _take_blocks(lines: list[str]) -> dict[int, Piece]:
    """Grid tables, aligned ones and definition lists, which the parser does not know, by their first lines; they leave
    a mark."""
    pieces: dict[int, Piece] = {}
    place = 0
    while place < len(lines):
        end = _grid_end(lines, place)
        aligned = None if end else aligned_table(lines, place)
        if end:
            pieces[place] = ("grid", _rows(lines[place:end]))
        elif aligned:
            end, rows = aligned
            pieces[place] = ("grid", rows)
        elif _MEANING.match(lines[place]) and place and lines[place - 1].strip():
            end, term = _meanings_end(lines, place), lines[place - 1].strip()
            pieces[place - 1] = ("dl", [[term], [m[1] if (m := _MEANING.match(o)) else o for o in lines[place:end]]])
            place -= 1
        else:
            place += 1
            continue
        lines[place:end] = ["<!-- piece -->", *[""] * (end - place - 1)]
        place = end
    return pieces


def _grid_end(lines: list[str], place: int) -> int:
    end = place
    while end < len(lines) and (_GRID.fullmatch(lines[end]) or (end > place and lines[end].startswith("|"))):
        end += 1
    return end if end - place >= 3 and _GRID.fullmatch(lines[place]) and _GRID.fullmatch(lines[end - 1]) else 0


def _meanings_end(lines: list[str], place: int) -> int:
    end = place
    while end < len(lines) and lines[end].strip() and (_MEANING.match(lines[end]) or lines[end].startswith("  ")):
        end += 1
    return end


def _rows(lines: list[str]) -> list[list[str]]:
    """The rows of a grid table by the columns of its first line; a row of one "=" ends its head."""
    cuts = [place for place, sign in enumerate(lines[0].rstrip()) if sign == "+"]
    rows: list[list[str]] = []
    row = [""] * (len(cuts) - 1)
    for line in lines[1:]:
        if _GRID.fullmatch(line):
            rows.append(row)
            rows += [["="]] if "=" in line else []
            row = [""] * (len(cuts) - 1)
        else:
            cells = [line[a + 1 : b].strip() for a, b in pairwise(cuts)]
            row = [f"{said}\n{more}" if said and more else said or more for said, more in zip(row, cells, strict=True)]
    return rows


class _Page:
    """Writes tokens, each block on its own line of the text."""

    def __init__(self, md: MarkdownIt, notes: dict[str, tuple[int, list[str]]], pieces: dict[int, Piece]):
        self.md, self.notes, self.pieces = md, notes, pieces
        self.renderer = cast(RendererHTML, md.renderer)
        self.numbers: dict[str, int] = {}
        self.out: list[str] = []
        self.line = 0

    def write(self, tokens: list[Token]) -> str:
        for place, token in enumerate(tokens):
            self._write_notes(token.map[0] if token.map else -1)
            self._to(token.map[0] if token.map and token.nesting >= 0 else 0)
            self._put(self._html(tokens, place))
        self._write_notes(10**9)
        return "".join(self.out)

    def _html(self, tokens: list[Token], place: int) -> str:
        token = tokens[place]
        if token.type == "inline":
            return self._marked(self.renderer.renderInline(token.children or [], self.md.options, {}))
        if token.type in ("fence", "code_block"):
            return f"<pre><code>{chr(10) * (token.type == 'fence')}{escape(token.content)}</code></pre>"
        if token.type == "html_block":
            return self._piece(token) if token.content.strip() == "<!-- piece -->" else token.content.rstrip("\n")
        if token.type == "hr":
            return "<hr>"
        return self.renderer.renderToken(tokens, place, self.md.options, {}).replace("\n", "")

    def _piece(self, token: Token) -> str:
        kind, rows = self.pieces[(token.map or [0])[0]]
        if kind == "dl":
            meanings = "".join(f"<dd>{self._inline(one)}</dd>" for one in rows[1])
            return f"<dl><dt>{self._inline(rows[0][0])}</dt>{meanings}</dl>"
        head = rows.index(["="]) if ["="] in rows else 0
        said = "".join(self._row(row, "th" if place < head else "td") for place, row in enumerate(rows) if row != ["="])
        return f"<table>{said}</table>"

    def _row(self, row: list[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{self._inline(cell)}</{tag}>' for cell in row)}</tr>"

    def _inline(self, words: str) -> str:
        return self._marked(self.md.renderInline(words).replace("\n", " "))

    def _marked(self, html: str) -> str:
        """Marks of notes lead to their notes, counted as they come."""

        def mark(found: re.Match[str]) -> str:
            name = found[1]
            if name not in self.notes:
                return found.group()
            number = self.numbers.setdefault(name, len(self.numbers) + 1)
            return f'<sup><a href="#fn{number}" class="footnote-ref" role="doc-noteref">{number}</a></sup>'

        noted = _NOTE_MARK.sub(mark, html).replace("</a></sup><sup><a ", "</a>, <a ")  # no 12, but 1 and 2
        return _with_heights(noted)

    def _write_notes(self, before: int) -> None:
        """The notes that stand above a line."""
        for name, (place, said) in list(self.notes.items()):
            if place < before:
                number = self.numbers.setdefault(name, len(self.numbers) + 1)
                self._to(place)
                inner = self._marked("\n".join(self.md.renderInline(line) for line in said))
                item = f'<li id="fn{number}" value="{number}">{inner}</li>'
                self._put(f'<section class="footnotes" role="doc-endnotes"><ol start="{number}">{item}</ol></section>')
                del self.notes[name]

    def _to(self, line: int) -> None:
        if self.line < line:
            self.out.append("\n" * (line - self.line))
            self.line = line

    def _put(self, html: str) -> None:
        self.out.append(html)
        self.line += html.count("\n")


def _with_heights(html: str) -> str:
    """Pandoc's signs of what is raised (10^9^) and lowered (H~2~O) as such; not in code, nor in tags."""
    pieces = _CODE_OR_TAG.split(html)
    pieces[::2] = [_LOWERED.sub(r"<sub>\1</sub>", _RAISED.sub(r"<sup>\1</sup>", piece)) for piece in pieces[::2]]
    return "".join(pieces)


def known_of(bibliography: Collection[dict], known_keys: Collection[str]) -> dict[str, dict | None]:
    """What may be cited by its key, in small letters: the bibliography's records, and the library's keys."""
    return {key.lower(): None for key in known_keys} | {
        str(item["id"]).lower(): item for item in bibliography if item.get("id")
    }
