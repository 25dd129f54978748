"""By which a file is known when it comes back: every place has its mark, and every mark names its place."""

import re
from collections import Counter
from uuid import UUID

from hypothesis import given
from lxml import etree

from articles.exchange.outgoing import Outgoing, OutSection, OutWording
from articles.exchange.word_marks import (
    OURS,
    REFERENCES,
    CitesTag,
    Part,
    Place,
    WordingTag,
    is_ours,
    origin_of,
    parse_tag,
    place_of,
)
from articles.exchange.word_out import write_word
from articles.text import citations_in
from articles.text.model import leaves
from articles.text.notes import Notes
from articles.text.reading import read
from tests.articles.exchange.strategies import documents
from tests.properties import examples

from .making import W, body, from_document, from_html, outgoing, parts, words


def bookmarks(data: bytes) -> list[str]:
    return [one.get(f"{W}name") for one in body(data).iter(f"{W}bookmarkStart")]


def places(data: bytes) -> list[Place]:
    return [place for name in bookmarks(data) if (place := place_of(name)) is not None]


def expected(out: Outgoing) -> set[Place]:
    """Every place that has a mark of its own."""
    found = set()
    for section in out.sections:
        version = UUID(str(section.version))
        found.add(Place(Part.SECTION, version))
        for number, one in enumerate(section.wordings):
            found |= _of_wording(section, one, version, number)
    return found


def _of_wording(section: OutSection, one: OutWording, version: UUID, number: int) -> set[Place]:
    leaf_count = len(leaves(read(one.html, Notes())))
    said = {Part.HEADING: one.heading or not number, Part.QUESTION: one.question, Part.SUMMARY: one.summary}
    said[Part.WORDING] = len(section.wordings) > 1
    return {Place(part, version, number) for part, words in said.items() if words} | {
        Place(Part.LEAF, version, number, place) for place in range(leaf_count)
    }


@examples(40)
@given(documents())
def test_every_place_has_its_bookmark_and_no_other_has(document):
    out = from_document(document)
    found = Counter(places(write_word(out)))

    assert max(found.values()) == 1
    assert {place for place in found if place.part != Part.CITATION} == expected(out)


@examples(40)
@given(documents())
def test_every_citation_is_locked_and_named(document):
    """The tags of the controls say every citation of the text, in order, also one without a reference."""
    out = from_document(document)
    root = body(write_word(out))

    tags = [parse_tag(one.get(f"{W}val")) for one in root.iter(f"{W}tag")]
    found = [
        (mark.key, mark.locator, mark.unresolved) for tag in tags if isinstance(tag, CitesTag) for mark in tag.marks
    ]

    assert found == [
        (mark.key, mark.locator, mark.unresolved)
        for section in out.sections
        for one in section.wordings
        for mark in citations_in(one.html)
    ]
    assert {one.get(f"{W}val") for one in root.iter(f"{W}lock")} <= {"contentLocked", "sdtContentLocked"}
    assert len(list(root.iter(f"{W}lock"))) == len(list(root.iter(f"{W}sdt")))


@examples(40)
@given(documents())
def test_bookmarks_and_controls_are_numbered_once(document):
    root = body(write_word(from_document(document)))
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    starts = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]

    assert len(set(names)) == len(names)
    assert sorted(starts) == sorted(one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd"))
    controls = [one.get(f"{W}val") for one in root.iter(f"{W}id") if one.getparent().tag == f"{W}sdtPr"]
    assert len(set(controls)) == len(controls)


def test_a_citation_may_go_with_its_sentence_and_a_label_may_not():
    wording = OutWording("patient", "For patients", html="<p>Words.</p>")
    text = OutWording("", "For everyone", "Heading", '<p>Rare <cite data-ref="lane1998"></cite>.</p>')
    root = body(write_word(outgoing(OutSection(UUID(int=1), False, (text, wording)))))

    locks = {
        one.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): one.find(f"{W}sdtPr/{W}lock").get(f"{W}val")
        for one in root.iter(f"{W}sdt")
    }

    assert locks == {
        OURS: "sdtContentLocked",
        "imprimatur:cite:lane1998": "contentLocked",
        f"imprimatur:wording:{UUID(int=1)}:": "sdtContentLocked",
        f"imprimatur:wording:{UUID(int=1)}:patient": "sdtContentLocked",
    }
    assert [parse_tag(tag).audience for tag in locks if isinstance(parse_tag(tag), WordingTag)] == ["", "patient"]


def test_words_that_are_not_the_articles_say_so():
    """The note at the top and the label of a callout; after the heading of the references nothing is the article's."""
    root = body(write_word(from_html('<aside data-callout="danger"><p>Call <cite data-ref="a"></cite>.</p></aside>')))
    paragraphs = {words(one): _names(one) for one in root.iter(f"{W}p") if words(one)}
    ours = [text for text, names in paragraphs.items() if any(is_ours(name) for name in names)]

    assert ours[0].startswith("For your review")
    assert ours[2:] == ["Danger"]
    assert paragraphs["References"] == [REFERENCES]
    assert not any(is_ours(name) for name in ("_ImOurs_", "_ImOurs_x", "ImOurs_1", "_ImOurs_1\n"))


def _names(node: etree._Element) -> list[str]:
    return [one.get(f"{W}name") for one in node.iter(f"{W}bookmarkStart")]


def test_every_number_leads_to_its_entry():
    root = body(write_word(from_html('<p>A <cite data-ref="lane1998"></cite> and B <cite data-ref="a"></cite>.</p>')))
    leads = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")]

    assert leads == ["_ImEntry_1", "_ImEntry_2"]
    assert set(leads) <= {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}


def test_the_properties_say_where_the_file_comes_from():
    out = from_html("<p>Words.</p>")
    rows = etree.fromstring(parts(write_word(out))["docProps/custom.xml"])

    assert origin_of({row.get("name"): row[0].text for row in rows}) == out.origin


def test_changes_are_tracked_from_the_first_key_on():
    settings = parts(write_word(from_html("<p>Words.</p>")))["word/settings.xml"].decode()

    assert "<w:trackRevisions/>" in settings


def test_the_language_is_the_articles():
    files = parts(write_word(from_html("<p>Worte.</p>", language="de-DE")))

    assert b'<w:lang w:val="de-DE"/>' in files["word/styles.xml"]
    assert b"LANGUAGE" not in files["word/styles.xml"]
    assert b"<dc:language>de-DE</dc:language>" in files["docProps/core.xml"]


def test_equal_words_make_equal_bytes():
    one, other = from_html("<p>Words.</p>"), from_html("<p>Other words.</p>")

    assert write_word(one) == write_word(from_html("<p>Words.</p>"))
    assert write_word(one) != write_word(other)


@examples(40)
@given(documents())
def test_every_part_is_sound_and_every_link_leads_somewhere(document):
    files = {name: etree.fromstring(text) for name, text in parts(write_word(from_document(document))).items()}
    related = {one.get("Id") for one in files["word/_rels/document.xml.rels"]}
    used = set(re.findall(r'r:id="([^"]+)"', etree.tostring(files["word/document.xml"]).decode()))
    styles = {one.get(f"{W}styleId") for one in files["word/styles.xml"].iter(f"{W}style")}
    kinds = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")

    assert used <= related
    assert {
        one.get(f"{W}val") for file in files.values() for kind in kinds for one in file.iter(f"{W}{kind}")
    } <= styles
    lists = {one.get(f"{W}numId") for one in files["word/numbering.xml"].iter(f"{W}num")}
    assert {one.get(f"{W}val") for one in files["word/document.xml"].iter(f"{W}numId")} <= lists


def test_words_that_look_like_markup_stay_words():
    root = body(write_word(from_html('<p>if a &lt; b &amp; c: &lt;w:t&gt; "quoted"</p>', "A & B <i>")))

    assert [words(one) for one in root.iter(f"{W}p")][-2:] == ["A & B <i>", 'if a < b & c: <w:t> "quoted"']


def test_a_wording_left_out_is_only_named():
    left_out = OutWording("patient", "For patients", left_out=True)
    text = OutWording("", "For everyone", "Heading", "<p>Words.</p>")
    root = body(write_word(outgoing(OutSection(UUID(int=1), False, (text, left_out)))))

    assert words(list(root.iter(f"{W}p"))[-1]) == "For patients: left out. These readers do not get this section."
