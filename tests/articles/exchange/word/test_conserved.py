"""Random Word files: every letter and every digit of the file is in the text, apart from it, or named in a remark."""

import re
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from articles.exchange import read_file
from articles.exchange.accounting import arrived_of
from articles.exchange.word import read_word
from tests.articles.conservation.losing import findings_without
from tests.properties import examples

from .files import SPACES, cell, field, p, row, run, table, word

_count = iter(range(100, 10**9))
LOOKS = (
    "",
    "<w:b/>",
    "<w:strike/>",
    "<w:vanish/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:sz w:val="1"/>',
    '<w:rStyle w:val="Gone"/>',
    "<w:i/><w:dstrike/>",
)
STYLES = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""
PROPERTIES = (
    "",
    *(f'<w:pStyle w:val="{name}"/>' for name in ("H1", "T", "Q", "C", "TOC1")),
    *(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' for level in (0, 1)),
    '<w:rPr><w:del w:author="Ann"/></w:rPr>',
    '<w:rPr><w:ins w:author="Ann"/></w:rPr>',
    '<w:framePr w:dropCap="drop"/>',
)


def new_word() -> str:
    """A word that comes once: a letter, a number, a letter."""
    return f"w{next(_count)}x"


def _changed(kind: str, inner: str) -> str:
    return f'<w:{kind} w:author="Ann" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>'


@st.composite
def pieces(draw, depth: int = 2) -> str:
    """One thing in a paragraph."""
    said = run(new_word(), draw(st.sampled_from(LOOKS)))
    kind = draw(st.sampled_from(("run", "run", "run", "ins", "del", "moveTo", "moveFrom", *KINDS)))
    if kind in ("ins", "del", "moveTo", "moveFrom"):
        inner = draw(pieces(depth=depth - 1)) if depth else said
        return _changed(kind, inner)
    return said if kind == "run" else KINDS[kind](said)


def _control(said: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{said}</w:sdtContent></w:sdt>"


def _prompt(said: str) -> str:
    return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{said}</w:sdtContent></w:sdt>"


def _equation(said: str) -> str:
    inner = re.findall(r"<w:t[^>]*>(.*?)</w:t>", said)[0]
    return f"<m:oMath><m:f><m:num><m:r><m:t>{inner}</m:t></m:r></m:num><m:den/></m:f></m:oMath>"


def _box(said: str) -> str:
    box = f"<w:txbxContent><w:p>{said}</w:p></w:txbxContent>"
    forms = (
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>",
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>",
    )
    return f"<w:r><mc:AlternateContent>{''.join(forms)}</mc:AlternateContent></w:r>"


KINDS = {
    "control": _control,
    "prompt": _prompt,
    "equation": _equation,
    "box": _box,
    "link": lambda said: f'<w:hyperlink w:anchor="a">{said}</w:hyperlink>',
    "unknown": lambda said: f"<w:somethingNew>{said}</w:somethingNew>",
    "simple": lambda said: f'<w:fldSimple w:instr=" REF a ">{said}</w:fldSimple>',
    "field": lambda said: field("PAGEREF a", said),
    "contents": lambda said: field('TOC \\o "1-3"', said),
    "cited": lambda said: field("CITATION gone1", said),
}


@st.composite
def paragraphs(draw) -> str:
    inner = draw(st.lists(pieces(), min_size=0, max_size=4))
    return p(*inner, properties=draw(st.sampled_from(PROPERTIES)))


@st.composite
def tables(draw, depth: int = 1) -> str:
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        cells = [draw(_cells(depth)) for _ in range(draw(st.integers(1, 3)))]
        changes = (
            "",
            "",
            '<w:del w:author="Bo"/>',
            '<w:ins w:author="Bo"/>',
            '<w:gridBefore w:val="1"/>',
            "<w:tblHeader/>",
        )
        rows.append(row(*cells, properties=draw(st.sampled_from(changes))))
    return table(*rows)


@st.composite
def _cells(draw, depth: int) -> str:
    inner = draw(st.lists(paragraphs(), min_size=0, max_size=2))
    if depth and draw(st.booleans()):
        inner.append(draw(tables(depth=depth - 1)))
    properties = (
        "",
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        '<w:cellDel w:author="Bo"/>',
        '<w:cellIns w:author="Bo"/>',
    )
    return cell(*inner, properties=draw(st.sampled_from(properties)))


BODY = st.lists(st.one_of(paragraphs(), paragraphs(), tables()), min_size=1, max_size=6)


def said_in(words_of_file: str) -> Counter:
    return Counter(re.findall(r"w\d+x", words_of_file))


@examples(80)
@given(BODY, st.sampled_from(("accepted", "rejected")))
def test_every_letter_and_digit_is_placed_or_named(body, tracked):
    header = f"<w:hdr {SPACES}>{p('w1x')}</w:hdr>"
    data = word(*body, styles=STYLES, numbering=NUMBERING, parts={"header": header})

    blocks = read_word("a.docx", data, max_unpacked_bytes=10**7, tracked=tracked)

    texts = [block.raw for block in blocks]
    texts += [f"{remark.words} {remark.reason}" for block in blocks for remark in block.remarks]
    fallback = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", "".join(body))
    assert said_in(fallback) - said_in(" ".join(texts)) == Counter()
    assert "w1x" in " ".join(texts)


def _nested(*around: str) -> str:
    """A word in changes, the outer first."""
    inner = run(new_word())
    for kind in reversed(around):
        inner = _changed(kind, inner)
    return inner


@examples(30)
@given(BODY)
@example([p(_nested("ins", "ins"))])
@example([p(_nested("ins", "del", "ins"))])
@example([p(_nested("moveTo", "ins"), _nested("ins"))])
@example([p(_nested("ins"), _nested("ins", "moveTo"), _nested("moveTo"))])
def test_no_words_stand_in_the_text_twice(body):
    blocks = read_word("a.docx", word(*body), max_unpacked_bytes=10**7, tracked="rejected")

    placed = Counter()
    for block in blocks:
        placed += said_in(block.raw)
    assert [found for found, count in placed.items() if count > 1] == []


# The whole way: reader, stored text, second reading


ENDING = p("The last words of it stand here", field("CITATION gone1", "(Lane, 1998)"), ", and so it ends.")
LEAVES = (
    ('"TOC1"', '"Q"'),
    ('<w:pStyle w:val="C"/>', ""),
    ('TOC \\o "1-3"', "PAGEREF a"),
    ('<w:rPr><w:del w:author="Ann"/></w:rPr>', ""),
    ('<w:rPr><w:ins w:author="Ann"/></w:rPr>', ""),
)


def _with_letters(body: list[str]) -> list[str]:
    """The same with words of letters, a space behind each: words that touch are one word to whoever reads them. No line
    of a cell is a caption or of a contents list, or has an end that somebody changed, and no line is nothing but a
    citation: those leave their place, and the second reading may ask for them."""
    for old, new in LEAVES:
        body = [one.replace(old, new) if one.startswith("<w:tbl>") else one for one in body]
    body = [one.replace("CITATION gone1", "PAGEREF a") for one in body]

    def word_of(found: re.Match[str]) -> str:
        return "".join(chr(ord("a") + int(digit)) for digit in found[1]) + "q "

    return [re.sub(r"(?<=>)w(\d+)x(?=<)", word_of, one) for one in body]


SIGNED = ('<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')


@examples(40)
@given(BODY, st.sampled_from(("accepted", "rejected")), st.sampled_from(SIGNED), st.integers(0, 5))
def test_the_second_reading_says_nothing_of_what_was_placed_or_told(body, tracked, font, place):
    signs = p("Take it ", run("m\u00b3 5", font), " of it.")
    body = _with_letters([p("A title of words"), *body[:place], signs, *body[place:]])
    data = word(*body, ENDING, styles=STYLES, numbering=NUMBERING)

    document = read_file("page.docx", data, tracked=tracked)

    assert [finding.message for finding in document.unaccounted] == []


@examples(15)
@given(BODY, st.data())
def test_the_second_reading_names_any_word_that_is_lost_on_the_way(body, data):
    body = _with_letters([p("A title of words"), *body])
    packed = word(*body, ENDING, styles=STYLES, numbering=NUMBERING)
    document = read_file("page.docx", packed, tracked="rejected")
    stored = "".join(html for place, html in arrived_of(document).stored)
    lost = data.draw(st.sampled_from(sorted(set(re.findall(r"\b[a-j]+q\b|\blast\b", stored)))))
    if stored.count(lost) > 1:
        return

    said = " ".join(one.message for one in findings_without(lost, packed, document))
    assert lost in said
