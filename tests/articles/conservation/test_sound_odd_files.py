"""Kinds of sound files with which the second reading once found fault, or of which the first lost something: pages
moved whole, links around pictures, lines broken twice, Markdown with badges and tags of its own, lists by styles."""

import pytest

from articles.exchange import read_file
from tests.articles.conservation.losing import findings_without
from tests.articles.exchange.word.files import OFFICE, p, run, word

PAGE = "<html><body{}><h1>A title of words</h1><p>A lead of some words.</p>{}<p>The end of it.</p></body></html>"


def page(inner: str, body: str = ""):
    data = PAGE.format(body, inner).encode()
    return data, read_file("page.html", data)


def stored(document) -> str:
    return "".join(section.base.html for section in (document.front, *document.sections))


def said(document) -> str:
    return "\n".join(remark.message for remark in document.remarks)


@pytest.mark.parametrize(
    ("inner", "body"),
    [
        ("<p>Give 5 mg of it.</p>", ' style="position: relative; top: 40px"'),
        ('<p>See <a href="https://example.org/x"><img src="a.png" alt="map"></a> and more.</p>', ""),
        ('<p>See it. <a href="https://example.org/x"> </a></p>', ""),
        (f"<ol><li></li></ol><p>{' ' * 70}Give 5 mg of it.</p>", ""),
        ("<title>A name of it</title><p>Give 5 mg of it.</p>", ""),
        ("<ol><li>Shake it<br><br>Long before you take 5 mg of it, not after.</li><li>Wait</li></ol>", ""),
        ("<p><span>1. </span>\n <b>Shake</b>\n <br/>\n <br/>\n Long before you take 5 mg, not after.</p>", ""),
    ],
)
def test_a_sound_page_is_not_found_fault_with(inner, body):
    assert [one.message for one in page(inner, body)[1].unaccounted] == []


def test_where_a_link_around_a_picture_led_is_told():
    document = page('<p>See <a href="https://example.org/x"><img src="a.png" alt="map"></a> and more.</p>')[1]

    assert "it led to this address: “https://example.org/x”" in said(document)


def test_a_title_outside_the_head_is_no_text():
    document = page("<title>A name of it</title><p>Give 5 mg of it.</p>")[1]

    assert "A name of it" not in stored(document)
    assert ("A name of it", "page title") in [(one.text, one.reason) for one in document.set_apart]


@pytest.mark.parametrize(
    "inner",
    [
        "See [![Build](a.png)](https://example.org/b) · [![Licence](c.png)](https://example.org/c) of it.",
        "It comes back in 20% <multicite>Goodgame et al. 2009</multicite>.",
        "@boyer2005 [p. 7] found one, and @lane1998 too.",
    ],
)
def test_sound_markdown_is_not_found_fault_with(inner):
    data = f"# A title of words\n\nA lead of some words.\n\n{inner}\n\nThe end of it.\n".encode()

    assert [one.message for one in read_file("page.md", data).unaccounted] == []


@pytest.mark.parametrize("lost", [' href="https://example.org/x"', "Long before"])
def test_what_is_lost_of_such_a_page_is_still_named(lost):
    data, document = page(
        '<ol><li>Shake <a href="https://example.org/x">it</a><br><br>Long before you take 5 mg.</li></ol>'
    )

    assert findings_without(lost, data, document) != []


# Word


def style(name: str, numbered: str, based_on: str = "") -> str:
    on = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    named = f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}'
    return f"{named}<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr></w:style>"


STYLES = style("One", '<w:numId w:val="1"/>') + style("Two", '<w:ilvl w:val="1"/>', based_on="One")
NUMBERS = '<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{at + 1}."/></w:lvl>'
    for at in (0, 1)
)


def test_a_style_that_says_the_level_alone_keeps_the_list_of_the_style_it_is_based_on():
    body = [p("A title of words"), p("A lead of some words.")]
    body += [
        p(words, properties=f'<w:pStyle w:val="{style}"/>')
        for words, style in (("First", "One"), ("Inner", "Two"), ("Second", "One"))
    ]

    document = read_file("page.docx", word(*body, styles=STYLES, numbering=NUMBERS.format(LEVELS)))

    assert document.unaccounted == []
    assert "<ol><li>First<ol><li>Inner</li></ol></li><li>Second</li></ol>" in stored(document)


def test_the_place_in_another_page_belongs_to_its_address():
    link = f'<w:hyperlink r:id="rl1" w:anchor="part">{run("this page")}</w:hyperlink>'
    leads = f'<Relationship Id="rl1" Type="{OFFICE}/hyperlink" Target="https://e.org/a" TargetMode="External"/>'
    data = word(p("A title of words"), p("A lead."), p("See ", link, " for more of it."), relations=leads)

    document = read_file("page.docx", data)

    assert document.unaccounted == []
    assert 'href="https://e.org/a#part"' in stored(document)
    assert findings_without(' href="https://e.org/a#part"', data, document) != []
