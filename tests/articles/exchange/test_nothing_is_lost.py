"""Whatever is pasted: nothing crashes, every line has a place, every word is somewhere."""

import re
from collections import Counter
from html import unescape
from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st

from articles.exchange import apply_proposal, read_file, report
from articles.exchange.document import Document
from articles.exchange.unresolved import sections_of
from articles.text import clean, plain_text
from editorial.shared.issues import Refused
from tests.properties import examples

from .docx import docx, paragraph, run

QUICK = examples(100)
LINES = [
    "Muscle twitching and anxiety", "Can anxiety make muscles twitch?", "Home", "Home > Health > Anxiety",
    "Advertisement",
    "Written by Ann Reed, MD", "Written by", "Ann Reed", "Medically reviewed by Bo Fox, MD on May 3, 2023",
    "Last updated: 3 May 2024",
    "Symptoms", "1. Stress Response", "2. Sleep", "1.", "•", "• tremor 1", "- sweating", "  - at night",
    "a) first", "* star",
    "Twitches may follow stress 1, 2.", "They seldom do harm.3,4 Many people have them.",
    "Some have [1][2] and [3-5].", "More¹,² here.",
    "Symptoms include:", "tremor", "stiff muscles", "References", "Sources", "3 Sources", "Research", "Guideline",
    "2005", "Lane RM",
    "The serotonin syndrome", "New England Journal of Medicine, 2005",
    "1. Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.",
    "2. Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.", "Lau WY. Water. BMJ Open. 2019;5(1).",
    "[1] Basta M. Sleep. 2007;2(2):279.",
    "This page is for information only and is not a substitute for medical advice.", "© 2024 Site",
    "Related articles", "On this page",
    "----", "====", "# Title", "## Part", "**Bold line**", "Drug\tDose", "Quinine\t200 mg", "", "", "", "Take 2",
    "in 2016", "vitamin B12",
    "People who take one of these medicines should talk to their doctor before they stop; stopping fast can do harm.",
    "<p>tag</p>", "&amp;", "…", "?", "[", "](", "[[1]]", "1", "1 2 3", "(1) (2)", "see www.example.org/a?b=1",
    "É é ñ 漢字",
]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=40).map("\n".join)


def read_text(text: str) -> Document | None:
    """The document; None where a hidden character is refused."""
    try:
        return read_file("page.txt", text.encode("utf-8", "replace"))
    except Refused:
        return None


def words(text: str) -> Counter:
    """The words of letters: numbers may become citations, signs may become structure. A soft hyphen parts none, and a
    letter that can be written in two ways (NFC) is the same."""
    return Counter(re.findall(r"[^\W\d_¹²³⁰⁴-⁹]{2,}", normalize("NFC", text.lower().replace("\xad", ""))))


def all_words(document: Document) -> Counter:
    """Every word that the document keeps anywhere."""
    texts = []
    for section in sections_of(document):
        base = section.base
        texts += [base.heading, base.question, base.summary, plain_text(base.html)]
    texts += [f"{entry.kind} {entry.text}" for entry in document.references] + [
        item.text for item in document.set_apart
    ]
    return words(" ".join(texts))


def lines_elsewhere(document: Document) -> str:
    """The lines that are kept as something else than words: bylines, dates, and the heading of the references."""
    places = ("byline", "date", "references")
    return " ".join(document.lines[line - 1] for line, place in document.places.items() if place in places)


@QUICK
@given(SOUP)
def test_every_line_of_a_text_has_a_place(text):
    document = read_text(text)

    if document is not None:
        wanted = {number for number, line in enumerate(document.lines, start=1) if line.strip()}
        assert set(document.places) == wanted


@QUICK
@given(SOUP)
@example("AA\xadA")
@example("A\uf900")
@example("# Title\n----\n&amp;")
def test_every_word_of_a_text_is_kept(text):
    document = read_text(text)

    if document is not None:
        lines = " ".join(document.lines)
        lost = (
            words(unescape(lines) if document.format == "markdown" else lines)
            - all_words(document)
            - words(lines_elsewhere(document))
        )
        assert lost - words("trusted source") == Counter()


@QUICK
@given(SOUP)
def test_sections_are_canonical_and_the_report_can_be_written(text):
    document = read_text(text)

    if document is not None:
        for section in sections_of(document):
            cleaned = clean(section.base.html)
            assert (cleaned.html, cleaned.notes) == (section.base.html, [])
        assert report(apply_proposal(document))


_TAGS = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "aside",
    "nav",
    "sup",
    "b",
    "span",
]
_PIECES = st.one_of(
    st.sampled_from(_TAGS).flatmap(lambda tag: st.sampled_from([f"<{tag}>", f"</{tag}>", f"<{tag} class=note id=r1>"])),
    st.sampled_from(
        ["<br>", "<a href='#r1'>1</a>", "<img src=x alt=brain>", "<script>x</script>", "<!-- c -->", "\n", "<hr>"]
    ),
    st.sampled_from(LINES),
    st.text(max_size=20),
)
TAG_SOUP = st.lists(_PIECES, max_size=40).map("".join)


@QUICK
@given(TAG_SOUP)
def test_every_line_of_tag_soup_has_a_place(html):
    try:
        document = read_file("page.html", html.encode("utf-8", "replace"))
    except Refused:
        return

    wanted = {number for number, line in enumerate(document.lines, start=1) if line.strip()}
    assert set(document.places) == wanted


@examples(40)
@given(
    st.lists(
        st.tuples(st.sampled_from(LINES), st.sampled_from(["", "Heading1", "Title"]), st.integers(0, 2), st.booleans())
    )
)
@example([("Written by", "", 0, False)])
def test_every_paragraph_of_a_word_document_has_a_place(paragraphs):
    body = [
        paragraph(run(text, "b") if bold else text, style=style, list_id=listed)
        for text, style, listed, bold in paragraphs
    ]

    text = " ".join(text for text, *_ in paragraphs)
    try:
        document = read_file("page.docx", docx(*body))
    except Refused:
        document = None

    if document is None:  # a blank page
        assert not any(character.isalnum() for character in text)
        return
    assert set(document.places) == set(range(1, len(document.lines) + 1))
    assert words(text) - words(" ".join(document.lines)) == Counter()


@QUICK
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a"]))
def test_random_bytes_are_read_or_refused(data, name):
    try:
        said = report(read_file(name, data))
    except Refused as refusal:
        said = [issue.message for issue in refusal.issues]

    assert all(said)
