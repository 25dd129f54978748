"""What goes out as a web page says the same as the Word file, and cannot be broken by the words."""

from uuid import UUID

from hypothesis import given
from lxml import html as lxml_html

from articles.exchange.html_out import write_html
from articles.exchange.outgoing import OutSection, OutWording
from articles.exchange.word_marks import is_ours
from articles.exchange.word_out import write_word
from tests.articles.exchange.strategies import documents
from tests.articles.exchange.word_out.making import SITE, W, body, from_document, from_html, outgoing, words
from tests.properties import examples


def squeezed(text: str) -> str:
    return "".join(text.split())


@examples(40)
@given(documents())
def test_the_page_says_what_the_word_file_says(document):
    """But for the note at the top and the labels of callouts, which the page shows by its look."""
    out = from_document(document)
    page = lxml_html.document_fromstring(write_html(out)).find(".//main")
    paragraphs = body(write_word(out)).iter(f"{W}p")
    written = [words(one) for one in paragraphs if not any(map(is_ours, names(one)))]

    assert squeezed(page.text_content()).replace("·", "") == squeezed("".join(written)).replace("·", "")


def names(paragraph) -> list[str]:
    return [one.get(f"{W}name") for one in paragraph.iter(f"{W}bookmarkStart")]


def test_citations_lead_to_their_entries_and_links_to_articles():
    article = "6f1c2b9e-4c1e-4b7a-9d3e-0a1b2c3d4e5f"
    html = f'<p>A <cite data-ref="a" data-locator="p. 4"></cite> and <a data-article="{article}">b</a>.</p>'
    page = write_html(from_html(html))

    assert '<p>A [<a href="#ref-1">1</a>, p. 4] and' in page
    assert f'<a href="{SITE}/articles/id/{article}/">b</a>' in page
    assert '<li id="ref-1">Author A.' in page


def test_words_cannot_become_markup():
    wordings = (OutWording("", "All", "A <script>", "<p>x &lt; y</p>"), OutWording("carer", "<b>", "", left_out=True))
    page = write_html(outgoing(OutSection(UUID(int=1), False, wordings), title="</title><script>", state="<i>"))

    assert "<script>" not in page
    assert "<b>" not in page
    assert "A &lt;script&gt;" in page
    assert "<p>x &lt; y</p>" in page


def test_equal_words_make_equal_pages():
    assert write_html(from_html("<p>a</p>")) == write_html(from_html("<p>a</p>"))
