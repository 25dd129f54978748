import json

from hypothesis import example, given

from articles.exchange import write_bibliography, write_markdown
from articles.exchange.document import Document
from articles.exchange.markdown_reader import read_fragment, read_markdown
from articles.exchange.markdown_writer import html_to_markdown
from articles.exchange.unresolved import wordings_of
from tests.properties import examples

from .strategies import AUDIENCES, HTML, all_references, documents


def said(document: Document) -> dict:
    """What a document says, without where its source said it."""
    return {
        "slug": document.slug,
        "topic": document.topic,
        "policy": document.policy,
        "dates": document.dates,
        "sections": [
            (section.anchor, section.kind, dict(wordings_of(section)))
            for section in (document.front, *document.sections)
        ],
        "bylines": [(one.name, one.role, one.credentials, one.interests) for one in document.bylines],
    }


def read_back(document: Document) -> Document:
    bibliography = json.loads(write_bibliography(all_references()))
    return read_markdown(write_markdown(document), bibliography=bibliography, audiences=AUDIENCES)


@examples(60)
@given(documents())
def test_read_of_written_document_is_the_document(document):
    again = read_back(document)

    assert said(again) == said(document)
    assert again.issues == []


@examples(30)
@given(documents())
def test_writing_again_gives_the_same_file(document):
    written = write_markdown(document)

    assert write_markdown(read_back(document)) == written


@examples(80)
@given(HTML)
@example("<p>a</p>")
@example('<ol start="3"><li>x<ol start="3"><li>a</li></ol><ol><li>b</li></ol><ol><li>c</li></ol></li></ol>')
@example("<blockquote><ul><li>x<ul><li>a</li></ul><ul><li>b</li></ul></li></ul></blockquote>")
def test_fragment_reads_back_as_the_same_html(html):
    assert read_fragment(html_to_markdown(html)) == html
