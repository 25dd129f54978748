"""Random HTML: nasty soup for the cleaning, and stored texts with random edits for the redline."""

from hypothesis import strategies as st

from articles.text import clean
from editorial.shared.issues import Refused

_TAGS = [
    "p", "div", "b", "strong", "i", "em", "u", "s", "sub", "sup", "a", "cite", "br", "h1", "h2", "h3", "h4",
    "h6", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "blockquote",
    "aside", "span", "section", "script", "style", "title", "textarea", "img", "pre", "hr", "dl", "dt", "dd",
    "html", "body", "font", "o:p", "ins", "del",
]  # fmt: skip
_ATTRIBUTES = [
    "",
    " onclick=alert(1)",
    ' href="https://example.org/a?b=c&amp;d"',
    " href=javascript:alert(1)",
    " href='java&#9;script:x'",
    ' href="doi:10.1000/xyz"',
    ' href="//evil.example"',
    ' href="mailto:a@b.example"',
    ' data-article="123e4567-e89b-12d3-a456-426614174000"',
    ' data-ref="lane1998"',
    ' data-ref="lane1998" data-locator="p. 4 > &quot;5&quot;"',
    ' data-ref="Not A Key"',
    ' data-unresolved="[3] <x>"',
    " data-callout=warning",
    " data-callout=loud",
    ' style="color:red"',
    ' start="3"',
    " start=-1",
    " colspan=2",
    " rowspan='x'",
    " scope=row",
    " scope=col",
    ' scope="',
]
_PIECES = [
    " ", "\n", "\t", "  ", "&nbsp;", "\u00a0", "\u202f", "5", "0.5", "mg", " mg", "Do", " not", " take", ".", ",", "x",
    "&amp;", "&lt;", "<", ">", '"', "'", "&", "&#233;", "e\u0301", "\u0301", "\u0338", "=\u0338", "\u212a", "µ", "😀",
    "❤\ufe0f", "&shy;", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "</", "{{ settings.SECRET_KEY }}", "%(x)s", "{0.x}",
    "العربية", "中文", "\u2028", "&#x80;", "&notanentity;", "&amp;#x200b;",
]  # fmt: skip


@st.composite
def _tag(draw) -> str:
    name = draw(st.sampled_from(_TAGS))
    kind = draw(st.sampled_from(["open", "open", "close", "void"]))
    if kind == "close":
        return f"</{name}>"
    return f"<{name}{draw(st.sampled_from(_ATTRIBUTES))}{'/' if kind == 'void' else ''}>"


soup = st.lists(st.one_of(_tag(), st.sampled_from(_PIECES), st.text(max_size=5)), max_size=40).map("".join)

_WORDS = st.sampled_from(
    [
        "the", "dose", "is", "5 mg", "0.5 mg", "10\u00a0mg", "not", "never", "avoid", "twice daily", "sertraline",
        "risk", "of", "a", "take", "increase", "<", "&", ".", ",", "e.g.", "µg", "5", "30%", "x\u0338y", "中文", "two",
    ]
)  # fmt: skip
_text = st.lists(_WORDS, min_size=1, max_size=6).map(
    lambda words: " ".join(w.replace("&", "&amp;").replace("<", "&lt;") for w in words)
)
_cite = st.sampled_from(
    [
        '<cite data-ref="lane1998"></cite>',
        '<cite data-ref="lane1998" data-locator="p. 4"></cite>',
        '<cite data-ref="roe2001"></cite>',
        '<cite data-unresolved="[3] &lt;x&gt;"></cite>',
    ]
)
_MARKS = [
    "strong", "em", "sub", "sup", 'a href="https://example.org/a"', 'a href="https://doi.org/10.1000/b"',
    'a data-article="123e4567-e89b-12d3-a456-426614174000"',
]  # fmt: skip


def _marked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>", st.sampled_from(_MARKS), inner)


_inline = st.lists(
    st.one_of(_text, _text, st.just(" "), _cite, st.just("<br>"), _marked(_text), _marked(_marked(_text))), max_size=6
).map("".join)


def _in(tag: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda html: f"<{tag}>{html}</{tag.split()[0]}>")


def _many(inner: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=least, max_size=4).map("".join)


_leaf = st.one_of(_in("p", _inline), _in("p", _inline), _in("h3", _text), _in("h4", _text))
_cell = st.one_of(
    _in("td", _inline),
    _in("td", _inline),
    _in("th", _inline),
    _in('th scope="row"', _text),
    _in('td colspan="2"', _text),
)
_table = _in("table", _many(_in("tr", _many(_cell))))


def _lists(item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _in("ul", _many(_in("li", item))), _in("ol", _many(_in("li", item))), _in('ol start="3"', _many(item))
    )


_simple_list = _lists(st.one_of(_inline, _many(_leaf)))
_nested_list = _lists(st.one_of(_inline, st.tuples(_inline, _simple_list).map("".join)))
_block = st.one_of(_leaf, _leaf, _leaf, _simple_list, _nested_list, _table)
_enclosed = st.one_of(
    *(_in(tag, _many(_block)) for tag in ("blockquote", 'aside data-callout="note"', 'aside data-callout="danger"'))
)
blocks = st.lists(st.one_of(_block, _block, _enclosed), max_size=7)


def canonical(html: str) -> str:
    return clean(html).html


documents = blocks.map("".join).map(canonical)


@st.composite
def edited_pairs(draw) -> tuple[str, str]:
    """Two stored texts, the second made from the first by random edits of its blocks and its characters."""
    first = draw(blocks)
    return canonical("".join(first)), draw(_after_edits(first))


@st.composite
def edited_triples(draw) -> tuple[str, str, str]:
    """A stored text, and what two people made of it, each by random edits."""
    first = draw(blocks)
    return canonical("".join(first)), draw(_after_edits(first)), draw(_after_edits(first))


@st.composite
def _after_edits(draw, first: list[str]) -> str:
    changed = list(first)
    for _ in range(draw(st.integers(0, 4))):
        where = draw(st.integers(0, len(changed)))
        what = draw(st.sampled_from(["insert", "remove", "move", "edit", "edit", "swap words"]))
        if what == "insert":
            changed.insert(where, draw(_block))
        elif changed and what == "remove":
            changed.pop(where % len(changed))
        elif changed and what == "move":
            changed.insert(where, changed.pop(draw(st.integers(0, len(changed) - 1))))
        elif changed:
            index = where % len(changed)
            changed[index] = draw(_edited(changed[index]))
    return canonical("".join(changed))


@st.composite
def _edited(draw, html: str) -> str:
    """The block with a piece taken out, put in or replaced; what this breaks, the cleaning repairs."""
    start = draw(st.integers(0, len(html)))
    end = draw(st.integers(start, min(len(html), start + 12)))
    put = draw(st.sampled_from(["", " ", "not ", "5", ".", "<strong>", "</strong>", "<em>", "<br>", "</p><p>", "<li>"]))
    edited = html[:start] + put + html[end:]
    try:
        canonical(edited)
    except Refused:
        return html
    return edited
