"""Random pages for the second reading: one content, written as a web page. :mod:`.clipboards` writes it otherwise.

The content is a tree of plain values. Its words are drawn as ``WORD`` and named when they are written, each once.
"""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

Piece = tuple[str, Any]
Form = Callable[["Writer", Any], str]
MARKS = (
    "[1]",
    "[1, 2]",
    "[1–3]",
    "¹",
    "²,³",
    "<sup>1</sup>",
    "<sup>1,2</sup>",
    "<sup>[2]</sup>",
    " (Lane, 1998)",
    "[9]",
    ".3",
    "1,2 ",
    "<sup>a</sup>",
    " [Boyer 2005; Lane 1998]",
    "(2) ",
)
FACTS = (
    "25 mg",
    "0.5 ml",
    "≤ 4 °C",
    "1,000 IU",
    "10<sup>9</sup>/l",
    "H<sub>2</sub>O",
    "m²",
    "5–10 %",
    "−2 mmol/l",
    "½ dose",
)
# fmt: off
SIGNS = (
    "&nbsp;", "&shy;", "<br>", "—", " → ", "&lt;", "“", " ☐ ", " • ", "&#8203;", "*", "_", "`", "|", "#",
)
# fmt: on
LOOKS = ("bold", "italic", "big", "underlined", "code", "raised", "lowered", "quoted")
GONE = ("struck", "deleted", "inserted", "hidden", "tiny", "white")
ADDRESSES = ("https://example.org/a?b=1&amp;c=2", "https://doi.org/10.1000/x", "mailto:a@b.org", "#top", "other.html")
KEYS = ("picture", "linked", "comment", "note", "symbol", "short form", "bare picture", "box", "sum", "drawn", "title")
REFERENCES = (
    "Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.",
    "Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.",
    "Basta M. Sleep disorders. Sleep Med. 2007;2(2):279-291.",
)


def pieces() -> st.SearchStrategy[Piece]:
    """One thing in a line."""
    word = st.just(("word", None))
    return st.one_of(
        word,
        word,
        st.tuples(st.sampled_from(LOOKS), st.none()),
        st.tuples(st.just("said"), st.sampled_from((*FACTS, *SIGNS))),
        st.tuples(st.just("mark"), st.sampled_from(MARKS)),
        st.tuples(st.sampled_from(GONE), st.none()),
        st.tuples(st.sampled_from(KEYS), st.sampled_from(ADDRESSES)),
    )


LINES = st.lists(pieces(), min_size=0, max_size=3)
CELLS = st.tuples(
    st.sampled_from(("td", "td", "th")),
    st.sampled_from(("", "", "", ' colspan="2"', ' rowspan="2"', ' rowspan="0"')),
    st.one_of(st.just(None), LINES, LINES),
)
ITEMS = st.recursive(
    st.tuples(LINES, st.just(None)),
    lambda inner: st.tuples(
        LINES, st.one_of(st.none(), st.tuples(st.sampled_from(("ul", "ol")), st.lists(inner, min_size=1, max_size=2)))
    ),
    max_leaves=4,
)
LISTS = st.tuples(st.sampled_from(("ul", "ol", 'ol start="3"')), st.lists(ITEMS, min_size=1, max_size=3))
BLOCKS = st.one_of(
    st.tuples(st.just("paragraph"), LINES),
    st.tuples(st.just("paragraph"), LINES),
    st.tuples(st.just("heading"), st.tuples(st.integers(2, 4), LINES)),
    st.tuples(st.just("list"), LISTS),
    st.tuples(st.just("table"), st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3)),
    st.tuples(st.sampled_from(("quote", "callout", "figure", "terms")), LINES),
)  # fmt: skip
CONTENT = st.tuples(st.lists(BLOCKS, min_size=1, max_size=5), st.booleans())


def named(number: int) -> str:
    """A word of letters that comes once."""
    return "z" + "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "q"


class Writer:
    """Writes content as a web page. ``words`` are those it wrote, ``beside`` what it has still to write at the end."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.comments: list[str] = []
        self.notes: list[str] = []

    def word(self) -> str:
        self.words.append(named(len(self.words) + 10))
        return self.words[-1]

    def page(self, content: tuple[list[Piece], bool]) -> str:
        blocks, listed = content
        body = [self.title(), self.sentence("p"), *(self.block(*one) for one in blocks), self.sentence("p")]
        return self.framed("\n".join([*body, *self.ending(), *self.references(listed)]))

    def framed(self, body: str) -> str:
        return f"<html><head><meta charset='utf-8'><title>Page</title></head><body><main>{body}</main></body></html>"

    def title(self) -> str:
        return f"<h1>About {self.word()} and {self.word()}</h1>"

    def sentence(self, tag: str) -> str:
        return f"<{tag}>Here {self.word()} stands with {self.word()} to say it.</{tag}>"

    def references(self, listed: bool) -> Iterator[str]:
        if listed:
            yield "<h2>References</h2>"
            yield f"<ol>{''.join(f'<li>{one}</li>' for one in REFERENCES)}</ol>"

    def ending(self) -> Iterator[str]:
        yield from (f'<p id="n{at}"><a href="#r{at}">{at}</a> {one}</p>' for at, one in enumerate(self.notes, start=1))

    # Blocks

    def block(self, kind: str, said: Any) -> str:
        return getattr(self, f"_{kind}")(said)

    def line(self, said: list[Piece]) -> str:
        """Words with what was drawn among them, so that each line has a first word and a last."""
        inner = "".join(
            f"{self.piece(*one)} {self.word()} " if at % 2 else f"{self.piece(*one)}{self.word()} "
            for at, one in enumerate(said)
        )
        return f"{self.word().capitalize()} is {inner}so."

    def _paragraph(self, said: list[Piece]) -> str:
        return f"<p>{self.line(said)}</p>"

    def _heading(self, said: tuple[int, list[Piece]]) -> str:
        level, line = said
        return f"<h{level}>{self.line(line).removesuffix('.')}</h{level}>" + self.sentence("p")

    def _list(self, said: tuple[str, list]) -> str:
        return self.items(*said, depth=1)

    def items(self, tag: str, items: list, *, depth: int) -> str:
        inner = ""
        for line, below in items:
            inner += f"<li>{self.line(line)}{self.items(*below, depth=depth + 1) if below else ''}</li>"
        return f"<{tag}>{inner}</{tag.split()[0]}>"

    def _table(self, rows: list[list]) -> str:
        return f"<table>{''.join(self.row(cells) for cells in rows)}</table>"

    def row(self, cells: list) -> str:
        return f"<tr>{''.join(self.cell(*one) for one in cells)}</tr>"

    def cell(self, tag: str, spans: str, line: list[Piece] | None) -> str:
        return f"<{tag}{spans}>{'' if line is None else self.line(line)}</{tag}>"

    def _quote(self, said: list[Piece]) -> str:
        return f"<blockquote><p>{self.line(said)}</p></blockquote>"

    def _callout(self, said: list[Piece]) -> str:
        return f'<div class="warning"><p>{self.line(said)}</p>{self.sentence("p")}</div>'

    def _figure(self, said: list[Piece]) -> str:
        return f'<figure><img src="a.png" alt="{self.word()} of it"><figcaption>{self.line(said)}</figcaption></figure>'

    def _terms(self, said: list[Piece]) -> str:
        return f"<dl><dt>{self.word()}</dt><dd>{self.line(said)}</dd></dl>"

    # Pieces

    def piece(self, kind: str, said: str | None) -> str:
        if kind in ("word", "said", "mark"):
            return said or f"{self.word()} "
        return getattr(self, f"_{kind.replace(' ', '_')}")(said)

    def styled(self, style: str, words: str = "") -> str:
        return f'<span style="{style}">{words or self.word()}</span>'

    def _bold(self, _: None) -> str:
        return f"<b>{self.word()}</b>"

    def _italic(self, _: None) -> str:
        return f"<em>{self.word()}</em>"

    def _big(self, _: None) -> str:
        return self.styled("font-size: 14pt; font-family: Arial, sans-serif; color: #333")

    def _underlined(self, _: None) -> str:
        return f"<u>{self.word()}</u>"

    def _code(self, _: None) -> str:
        return f"<code>{self.word()}</code>"

    def _raised(self, _: None) -> str:
        return f"<sup>{self.word()}</sup> "

    def _lowered(self, _: None) -> str:
        return f"<sub>{self.word()}</sub> "

    def _quoted(self, _: None) -> str:
        return f"<q>{self.word()}</q>"

    def _struck(self, _: None) -> str:
        return f"<s>{self.word()} 40 mg</s> "

    def _deleted(self, _: None) -> str:
        return f"<del>{self.word()}</del> "

    def _inserted(self, _: None) -> str:
        return f"<ins>{self.word()}</ins> "

    def _hidden(self, _: None) -> str:
        return self.styled("display:none") + " "

    def _tiny(self, _: None) -> str:
        return self.styled("font-size:0") + " "

    def _white(self, _: None) -> str:
        return self.styled("color:#ffffff") + " "

    def _picture(self, _: str) -> str:
        return f'<img src="b.png" alt="{self.word()}">'

    def _linked(self, address: str) -> str:
        return f'<a href="{address}">{self.word()}</a> '

    def _comment(self, _: str) -> str:
        return f"<!-- {named(len(self.words))} -->"

    def _note(self, _: str) -> str:
        self.notes.append(f"The note says {self.word()} of it.")
        at = len(self.notes)
        return f'<sup id="r{at}"><a href="#n{at}">{at}</a></sup> '

    def _symbol(self, _: str) -> str:
        return f"5 {self.styled('font-family:Symbol', 'm')}g "

    def _bare_picture(self, _: str) -> str:
        return '<img src="c.png"> '

    def _box(self, _: Any) -> str:
        return '<input type="checkbox" checked> '

    def _sum(self, _: str) -> str:
        return "<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math> "

    def _drawn(self, _: str) -> str:
        return f'<svg aria-label="{self.word()}"><path d="M0"/></svg> '

    def _title(self, _: str) -> str:
        return f'<span title="never 40 {self.word()}">{self.word()}</span> '

    def _short_form(self, _: str) -> str:
        return f'<abbr title="{self.word()}">{self.word().upper()}</abbr>'
