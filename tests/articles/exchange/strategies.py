"""Documents of the product's own format, generated: whatever the allow-list can say, with awkward characters."""

from html import escape

from hypothesis import strategies as st

from articles.exchange.document import Byline, Document, ReferenceEntry, SectionText, WordingText
from articles.text import clean, clean_line, is_empty

AUDIENCES = ("patient", "carer", "clinician")
KINDS = ("body", "benefits", "risks", "dosing", "help", "resource", "audio", "note")
KEYS = ("lane1998", "boyer2005", "nice:2022.1", "a", "0-x_y")
_SIGNS = "abcXYZ 019 .,;:!?'\"*_`~^[]{}()<>&#@|\\/+-=%$é–’µ²\u00a0"
_WORDS = st.sampled_from(
    [
        "twitch",
        "5 mg",
        "1. one",
        "- dash",
        "# hash",
        "::: div",
        "a*b*c",
        "[x](y)",
        "&amp;",
        "<b>",
        "H2O",
        "> 5",
        "{.x}",
        "| a |",
        "***",
        "---",
        "`code`",
        "~sub~",
        "^sup^",
        "[@key]",
        "\\",
        "snake_case_word",
        "2) two",
        "…",
        "https://example.org/a_b",
    ]
)
TEXTS = st.one_of(
    _WORDS, st.text(_SIGNS, min_size=1, max_size=20), st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
)
LINES = TEXTS.map(lambda text: clean_line(text))
NON_EMPTY_LINES = LINES.filter(bool)


def _element(tag: str, inner: str, **attributes: str) -> str:
    said = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{said}>{inner}</{tag}>"


_CITES = st.one_of(
    st.builds(lambda key: _element("cite", "", data_ref=key), st.sampled_from(KEYS)),
    st.builds(lambda key, at: _element("cite", "", data_ref=key, data_locator=at), st.sampled_from(KEYS), TEXTS),
    st.builds(lambda said: _element("cite", "", data_unresolved=said), st.one_of(TEXTS, st.just("[3]"))),
)
_LEAVES = st.one_of(TEXTS.map(escape), TEXTS.map(escape), _CITES, st.sampled_from(["<br>", " "]))
_HREFS = st.sampled_from(["https://example.org/", "https://example.org/a_(b)?c=*d*&e=[f]", "mailto:a@example.org"])
_ARTICLE = "6f1c2b9e-4c1e-4b7a-9d3e-0a1b2c3d4e5f"


def _wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inners = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds(_element, st.sampled_from(["strong", "em", "sub", "sup"]), inners),
        st.builds(lambda href, words: _element("a", words, href=href), _HREFS, inners),
        st.builds(lambda words: _element("a", words, data_article=_ARTICLE), inners),
    )


INLINES = st.lists(st.recursive(_LEAVES, _wrap, max_leaves=6), min_size=1, max_size=5).map("".join)
_PARAGRAPHS = st.one_of(
    INLINES.map(lambda words: _element("p", words)),
    st.builds(_element, st.sampled_from(["h3", "h4"]), INLINES),
)
_SPANS = st.fixed_dictionaries(
    {}, optional={"colspan": st.just("2"), "rowspan": st.just("2"), "scope": st.sampled_from(["row", "col"])}
)


def _rows(cells: list[list[tuple[str, str, dict]]]) -> str:
    rows = [
        "".join(
            _element(tag, words, **{k: v for k, v in said.items() if k != "scope" or tag == "th"})
            for tag, words, said in row
        )
        for row in cells
    ]
    return _element("table", "".join(_element("tr", row) for row in rows))


_CELLS = st.tuples(st.sampled_from(["td", "td", "th"]), INLINES, _SPANS)
TABLES = st.lists(st.lists(_CELLS, min_size=1, max_size=3), min_size=1, max_size=3).map(_rows)


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=1, max_size=3).map("".join)
    items = st.lists(st.one_of(INLINES, some, st.builds(lambda a, b: a + b, INLINES, some)), min_size=1, max_size=3)
    listed = items.map(lambda found: "".join(_element("li", item) for item in found))
    return st.one_of(
        st.builds(_element, st.just("ul"), listed),
        st.builds(lambda words, start: _element("ol", words, start=str(start)), listed, st.integers(1, 12)),
        st.builds(_element, st.just("blockquote"), some),
        st.builds(
            lambda kind, words: _element("aside", words, data_callout=kind),
            st.sampled_from(["note", "tip", "warning", "danger"]),
            some,
        ),
    )


BLOCKS = st.recursive(st.one_of(_PARAGRAPHS, TABLES), _nest, max_leaves=8)


def _canonical(html: str) -> str:
    cleaned = clean(html).html
    return "" if is_empty(cleaned) else cleaned


HTML = st.lists(BLOCKS, max_size=3).map("".join).map(_canonical)
SMALL_HTML = st.lists(st.one_of(_PARAGRAPHS, TABLES, BLOCKS), max_size=1).map("".join).map(_canonical)
LEFT_OUT = st.just(WordingText(left_out=True))
WORDINGS = st.one_of(LEFT_OUT, st.builds(WordingText, heading=LINES, html=SMALL_HTML))


@st.composite
def sections(draw: st.DrawFn, anchor: str) -> SectionText:
    base = WordingText(heading=draw(NON_EMPTY_LINES), html=draw(SMALL_HTML))
    wordings = draw(st.dictionaries(st.sampled_from(AUDIENCES), WORDINGS, max_size=1))
    return SectionText(anchor, draw(st.sampled_from(KINDS)), base, wordings)


_FRONT_WORDINGS = st.builds(WordingText, heading=LINES, question=LINES, summary=LINES, html=SMALL_HTML).filter(
    lambda wording: any((wording.heading, wording.question, wording.summary, wording.html))
)
_PEOPLE = st.builds(
    Byline,
    name=NON_EMPTY_LINES,
    role=st.sampled_from(["author", "editor", "reviewer"]),
    credentials=LINES,
    interests=LINES,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document that our Markdown can hold: all it says is canonical, and its references are those it cites."""
    base = WordingText(heading=draw(NON_EMPTY_LINES), question=draw(LINES), summary=draw(LINES), html=draw(SMALL_HTML))
    wordings = draw(st.dictionaries(st.sampled_from(AUDIENCES), st.one_of(LEFT_OUT, _FRONT_WORDINGS), max_size=1))
    anchors = draw(st.lists(st.sampled_from(["a", "dosing", "side-effects", "x1"]), unique=True, max_size=2))
    return Document(
        source="article.md",
        format="imprimatur",
        slug=draw(st.sampled_from(["", "muscle-twitches", "a1-b2"])),
        topic=draw(LINES),
        policy=draw(LINES),
        front=SectionText("front", "front", base, wordings),
        sections=[draw(sections(anchor)) for anchor in anchors],
        bylines=draw(st.lists(_PEOPLE, max_size=2)),
        dates=draw(st.dictionaries(st.sampled_from(["updated", "reviewed"]), NON_EMPTY_LINES, max_size=2)),
    )


def all_references() -> list[ReferenceEntry]:
    """The bibliography of the generated documents."""
    return [ReferenceEntry(key=key, csl={"id": key, "type": "book", "title": f"Book {key}"}) for key in KEYS]
