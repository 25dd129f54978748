"""A field of a reference manager whose printed words somebody changed by hand, or changed under tracking: both are
shown, and no printed word is lost."""

import base64
import json
from xml.sax.saxutils import escape

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from articles.exchange.document import Document
from articles.exchange.doubts import doubts_of
from tests.articles.exchange.word.files import field, p, word

BOYER = {
    "type": "article-journal",
    "title": "The serotonin syndrome",
    "author": [{"family": "Boyer", "given": "E. W."}, {"family": "Shannon", "given": "M."}],
    "issued": {"date-parts": [[2005]]},
}
LANE = {
    "type": "book",
    "title": "Akathisia of the many",
    "author": [{"family": "Lane", "given": "R."}],
    "issued": {"date-parts": [[1998]]},
}
CHANGE = 'w:author="Ann" w:date="2026-01-01T00:00:00Z"'


def zotero(printed: str, *works: dict, plain: str = "", **more: str) -> str:
    said = {"citationItems": [{"id": at, "itemData": work, **more} for at, work in enumerate(works)]}
    said |= {"properties": {"plainCitation": plain}} if plain else {}
    return field("ADDIN ZOTERO_ITEM CSL_CITATION " + escape(json.dumps(said)), printed)


def file(*inner: str) -> bytes:
    lead = (p("A title of words"), p("This is a lead of some words to begin with, all right."))
    return word(*lead, p("It is so ", *inner, ". More words."), p("The last words stand here, so that it ends."))


def read(*inner: str, tracked: str = "rejected") -> Document:
    return read_file("a.docx", file(*inner), tracked=tracked)


def by_hand(document: Document) -> list[str]:
    return [one.remark.words for one in doubts_of(document) if one.remark.kind == "citation"]


ENDNOTE = (
    "<EndNote><Cite><Author>Lane</Author><DisplayText>(Lane)</DisplayText><record><contributors><authors><author>Lane"
    "</author></authors></contributors><titles><title>Akathisia</title></titles></record></Cite></EndNote>"
)
OTHER = {
    "words beside it": zotero("(but see Boyer, 2005 for doses not above 20 mg)", BOYER),
    "another work": zotero("(Smith, 2011)", LANE),
    "another year": zotero("(Lane, 1999)", LANE),
    "one number too many": zotero("[1,9]", BOYER),
    "one work too few": zotero("(Boyer and Shannon, 2005)", BOYER, LANE),
    "other than the manager printed": zotero("[9]", BOYER, plain="[1]"),
    "a page by hand": zotero("(Boyer and Shannon, 2005: 7)", BOYER, plain="(Boyer and Shannon, 2005)"),
    "EndNote": field(f"ADDIN EN.CITE {escape(ENDNOTE)}", "(Lane, not above 20 mg)"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_what_was_written_over_a_citation_is_a_doubt_with_all_its_words(name):
    printed = OTHER[name].rsplit('<w:t xml:space="preserve">', 1)[1].split("<")[0]
    document = read(OTHER[name])

    assert printed in by_hand(document)
    assert document.unaccounted == []

    document.remarks = [remark for remark in document.remarks if remark.kind != "citation"]
    assert [found.code for found in accounted(document, file(OTHER[name])).unaccounted] == ["untold printed otherwise"]


@pytest.mark.parametrize(
    "mark",
    [
        zotero("[1]", BOYER),
        zotero("1–2", BOYER, LANE),
        zotero("(Boyer &amp; Shannon, 2005)", BOYER),
        zotero("(Boyer et al., 2005a; Lane, 1998)", BOYER, LANE),
        zotero("(see Boyer and Shannon, 2005, p. 1115)", BOYER, locator="1115", label="page", prefix="see "),
        zotero("[1, p. 1115]", BOYER, locator="1115", label="page"),
        zotero("(2005)", BOYER, **{"suppress-author": "1"}),
        zotero("E. W. Boyer and M. Shannon, “The Serotonin Syndrome,” 2005", BOYER),
        zotero("[1]", BOYER, plain="[1]"),
        zotero("(Boyer  and Shannon 2005)", BOYER, plain="(Boyer and Shannon, 2005)"),
    ],
)
def test_what_the_record_says_is_no_doubt(mark):
    document = read(mark)

    assert (by_hand(document), document.unaccounted) == ([], [])


def test_a_citation_in_a_control_is_compared_with_what_its_name_holds():
    said = {"citationItems": [{"id": "1", "itemData": BOYER}], "manualOverride": {"citeprocText": "(Boyer, 2005)"}}
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps(said).encode()).decode()
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>(Boyer, 2005, but not 5 mg)</w:t></w:r></w:sdtContent></w:sdt>"
    )
    document = read(control)

    assert (by_hand(document), document.unaccounted) == (["(Boyer, 2005, but not 5 mg)"], [])


# Tracked, and struck out

PRINTED = "(Boyer and Shannon, 2005)"
DELETED = zotero(PRINTED, BOYER).replace("instrText", "delInstrText").replace("<w:t ", "<w:delText ")
DELETED = f'<w:del w:id="1" {CHANGE}>{DELETED.replace("</w:t>", "</w:delText>")}</w:del>'
INSERTED = f'<w:ins w:id="1" {CHANGE}>{zotero(PRINTED, BOYER)}</w:ins>'
STRUCK = zotero(PRINTED, BOYER).replace("<w:rPr></w:rPr>", "<w:rPr><w:strike/></w:rPr>")


@pytest.mark.parametrize(
    ("mark", "tracked", "kind", "cites"),
    [
        (DELETED, "rejected", "deleted", True),
        (DELETED, "accepted", "deleted", False),
        (INSERTED, "accepted", "inserted", True),
        (INSERTED, "rejected", "inserted", False),
        (STRUCK, "rejected", "struck", False),
    ],
)
def test_a_citation_that_is_changed_or_struck_is_named_and_as_the_file_is_taken(mark, tracked, kind, cites):
    document = read(mark, tracked=tracked)

    assert [one.remark.words for one in doubts_of(document) if one.remark.kind == kind] == [PRINTED]
    assert ("<cite data-ref" in document.front.base.html) == cites
    assert document.unaccounted == []

    document.remarks = [remark for remark in document.remarks if remark.kind != kind]
    assert f"untold {kind}" in {one.code for one in accounted(document, file(mark), tracked=tracked).unaccounted}
