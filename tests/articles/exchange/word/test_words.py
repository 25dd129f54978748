"""How a run really looks, and so what it says: signs, hidden and struck words, fields, notes, comments, controls."""

import pytest

from articles.exchange.blocks import ITEM
from articles.exchange.word import read_word

from .files import OFFICE, SPACES, blocks_of, field, noticed, p, packed, parts_of, run

SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
STYLES = f"""
<w:style w:type="paragraph" w:styleId="Greek"><w:name w:val="Greek"/><w:rPr>{SYMBOL}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="GreekChild"><w:name w:val="Greek child"/><w:basedOn w:val="Greek"/></w:style>
<w:style w:type="character" w:styleId="Sign"><w:name w:val="Sign"/><w:rPr>{SYMBOL}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Turned"><w:name w:val="Turned"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Off"><w:name w:val="Off"/><w:rPr><w:strike/></w:rPr></w:style>
"""
THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>
<a:majorFont><a:latin typeface="Symbol"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>
</a:fontScheme></a:themeElements></a:theme>"""


@pytest.mark.parametrize(
    ("properties", "inner"),
    [
        ("", run("m", SYMBOL)),
        ("", run("m", '<w:rStyle w:val="Sign"/>')),
        ('<w:pStyle w:val="Greek"/>', run("m")),
        ('<w:pStyle w:val="GreekChild"/>', run("m")),
        ("", run("m", '<w:rFonts w:asciiTheme="majorAscii" w:hAnsiTheme="majorHAnsi"/>')),
        ("", run("\uf06d", SYMBOL)),
        ("", '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>'),
        ("", field('SYMBOL 109 \\f "Symbol"')),
    ],
    ids=["run", "character-style", "paragraph-style", "based-on", "theme", "private-use", "element", "field"],
)
def test_a_sign_is_translated_wherever_its_font_comes_from(properties, inner):
    (block,) = blocks_of(p(inner, properties=properties), styles=STYLES, parts={"theme": THEME})

    assert block.text == "μ"
    assert [words for _, words in noticed([block])] == ["μ"]


def test_the_words_of_the_file_are_kept_beside_translated_ones():
    (block,) = blocks_of(p("25 ", run("m", SYMBOL), "g"))

    assert (block.text, block.source) == ("25 μg", "25 mg")
    assert block.remarks[0].serious


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run("\ue123"), "[unknown sign E123]"),
        (run("q", '<w:rFonts w:ascii="ZapfDingbats"/>'), "[unknown sign 71 of the font ZapfDingbats]"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0FF"/></w:r>', "[unknown sign FF of the font Wingdings 2]"),
    ],
    ids=["no-font", "no-table", "not-in-table"],
)
def test_a_sign_that_is_not_known_stands_visibly_in_the_text(inner, shown):
    (block,) = blocks_of(p("Take ", inner, " daily."))

    assert block.text == f"Take {shown} daily."
    assert [(one.kind, one.words, one.serious) for one in block.remarks] == [("sign", shown, True)]


def test_a_font_that_the_file_calls_coded_hides_no_letters():
    fonts = f'<w:fonts {SPACES}><w:font w:name="House Signs"><w:charset w:val="02"/></w:font></w:fonts>'

    (block,) = blocks_of(p(run("A", '<w:rFonts w:ascii="House Signs"/>')), parts={"fontTable": fonts})

    assert block.text == "[unknown sign 41 of the font House Signs]"


@pytest.mark.parametrize(
    ("properties", "inner", "kind"),
    [
        ("", run("50", "<w:vanish/>"), "hidden"),
        ('<w:pStyle w:val="Secret"/>', run("50"), "hidden"),
        ("", run("50", '<w:color w:val="FFFFFF"/>'), "hidden"),
        ("", run("50", '<w:sz w:val="2"/>'), "hidden"),
        ("", run("50", "<w:strike/>"), "struck"),
        ("", run("50", "<w:dstrike/>"), "struck"),
        ("", run("50", '<w:rStyle w:val="Off"/>'), "struck"),
    ],
    ids=["vanish", "vanish-by-style", "white", "tiny", "strike", "double-strike", "strike-by-style"],
)
def test_what_nobody_sees_or_is_struck_is_left_out_and_named(properties, inner, kind):
    blocks = blocks_of(p("Before."), p(inner, properties=properties), p("After."), styles=STYLES)

    assert [block.text for block in blocks] == ["Before.", "After."]
    assert noticed(blocks) == [(kind, "50")]
    assert blocks[1].remarks[0].serious


@pytest.mark.parametrize(
    ("properties", "inner"),
    [
        ('<w:pStyle w:val="Secret"/>', run("50", '<w:rStyle w:val="Turned"/>')),
        ('<w:pStyle w:val="Secret"/>', run("50", '<w:vanish w:val="0"/>')),
        ("", run("50", "<w:webHidden/>")),
        ("", run("50", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>')),
        ('<w:shd w:val="clear" w:fill="003366"/>', run("50", '<w:color w:val="FFFFFF"/>')),
        ("", run("50", '<w:strike w:val="false"/>')),
    ],
    ids=["two-styles-undo", "turned-off", "hidden-on-the-web", "white-on-blue", "white-in-blue", "not-struck"],
)
def test_what_is_seen_stays(properties, inner):
    (block,) = blocks_of(p(inner, properties=properties), styles=STYLES)

    assert (block.text, block.remarks) == ("50", [])


def test_a_citation_may_go_on_over_paragraphs_and_hold_other_fields():
    item = '{"citationItems": [{"id": 1, "itemData": {"type": "book", "title": "Doses"}, "locator": "4"}]}'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    pieces = (" ADDIN ZOTERO_ITEM CSL_CIT", f"ATION {item} ")
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))

    blocks = blocks_of(
        p("As said ", begin, code, separate, field("REF x", "(Doses"), ","), p(" 4)", end, ". So it is.")
    )

    cited = [run for block in blocks for run in block.runs if run.cites]
    assert [(one.text, one.cites[0].csl["title"], one.cites[0].locator) for one in cited] == [
        ("(Doses, 4)", "Doses", "4")
    ]
    assert [block.text for block in blocks] == ["As said", "(Doses, 4). So it is."]


def test_zotero_may_keep_its_records_in_the_properties():
    pieces = [
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"itemData": ',
        '{"title": "Doses", "type": "book"}}]}',
    ]
    properties = "".join(
        f'<property name="ZOTERO_BREF_a_{number}"><vt:lpwstr xmlns:vt="v">{piece}</vt:lpwstr></property>'
        for number, piece in enumerate(pieces, start=1)
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    parts = parts_of(
        p('<w:bookmarkStart w:id="7" w:name="ZOTERO_BREF_a"/>', run("[1]"), '<w:bookmarkEnd w:id="7"/>', ".")
    )
    parts["docProps/custom.xml"] = f'<Properties xmlns="{space}">{properties}</Properties>'
    (block,) = read_word("a.docx", packed(parts), max_unpacked_bytes=10**7, tracked="rejected")

    assert [item.csl["title"] for one in block.runs for item in one.cites] == ["Doses"]


def test_fields_that_print_nothing_are_named_where_they_stood():
    blocks = blocks_of(
        p("Half is ", field("EQ \\f(1,2)"), "."), p("Step ", field("LISTNUM"), "."), p(field('XE "dose"'), "x")
    )

    assert [block.text for block in blocks] == ["Half is [equation: \\f(1,2)].", "Step [number].", "x"]
    assert [kind for kind, _ in noticed(blocks)] == ["field", "field"]


def test_a_field_that_never_ends_loses_no_words():
    item = '{"citationItems": [{"id": 1, "itemData": {"type": "book", "title": "Doses"}}]}'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = f"<w:r><w:instrText>ADDIN CSL_CITATION {item}</w:instrText></w:r>"

    blocks = blocks_of(
        p("Take 5 mg. ", begin, code, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "(Doses) 9 mg.")
    )

    assert noticed(blocks) == [("field", "(Doses) 9 mg.")]


def test_links_lead_where_they_led():
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>a page</w:t></w:r></w:hyperlink>'
    relations = (
        f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="https://example.org/x" TargetMode="External"/>'
    )

    blocks = blocks_of(p(link, " and ", field('HYPERLINK "https://example.org/y"', "another")), relations=relations)

    assert [(one.text, one.href) for one in blocks[0].runs if one.href] == [
        ("a page", "https://example.org/x"),
        ("another", "https://example.org/y"),
    ]


def test_comments_keep_author_place_and_replies():
    def comment(number: int, who: str, words: str) -> str:
        return (
            f'<w:comment w:id="{number}" w:author="{who}" w:date="2026-01-02T00:00:00Z">'
            f'<w:p w14:paraId="0000000{number}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        )

    comments = f"<w:comments {SPACES}>{comment(1, 'Ann', 'Is 5 mg right?')}{comment(2, 'Bo', 'Ask Cy')}</w:comments>"
    extended = (
        f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/></w15:commentsEx>'
    )
    marked = '<w:commentRangeStart w:id="1"/>' + run("5 mg") + '<w:commentRangeEnd w:id="1"/>'
    marks = '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="2"/></w:r>'

    blocks = blocks_of(
        p("It helps. Take ", marked, marks, " daily."), parts={"comments": comments, "commentsExtended": extended}
    )

    first, reply = blocks[0].remarks
    assert (first.words, first.who, first.sentence, first.serious) == (
        "Is 5 mg right?",
        "Ann",
        "Take 5 mg daily.",
        True,
    )
    assert (reply.words, reply.who) == ("Ask Cy", "Bo")
    assert "“Is 5 mg right?”" in reply.reason
    assert "dealt with" in reply.reason
    assert [(block.text, block.apart) for block in blocks[1:]] == [
        ("Is 5 mg right?", "comment in Word"),
        ("Ask Cy", "comment in Word"),
    ]


def test_check_boxes_and_unfilled_fields_are_named():
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    )
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('Click here to enter a dose.')}</w:sdtContent></w:sdt>"
    )

    (block,) = blocks_of(p(box, " Checked. Dose: ", prompt))

    assert block.text == "☒ Checked. Dose:"
    assert [remark.kind for remark in block.remarks] == ["checkbox", "field"]
    assert block.remarks[0].reason == "A check box that is ticked"
    assert block.remarks[1].words == "Click here to enter a dose."


def test_a_drop_capital_joins_its_word():
    blocks = blocks_of(
        p("T", properties='<w:framePr w:dropCap="drop" w:lines="3"/>'), p("ake one tablet at night, not two.")
    )

    assert [block.text for block in blocks] == ["Take one tablet at night, not two."]


def test_a_typed_o_is_a_bullet_one_level_deeper():
    blocks = blocks_of(p("•\tPacking"), p("o\ttablets"), p("o inhalers"), p("Text."), p("o clock is no bullet"))

    assert [(block.kind, block.level, block.text) for block in blocks[:3]] == [
        (ITEM, 0, "Packing"),
        (ITEM, 1, "tablets"),
        (ITEM, 1, "inhalers"),
    ]
    assert blocks[4].text == "o clock is no bullet"


FORMATTED = (
    '<w:r><w:rPr><w:strike/><w:rPrChange w:author="Ann" w:date="2026-01-01T00:00:00Z"><w:rPr/></w:rPrChange></w:rPr>'
    "<w:t>not</w:t></w:r>"
)


@pytest.mark.parametrize(
    ("tracked", "text", "kinds"),
    [("rejected", "Do not stop.", ["formatted"]), ("accepted", "Do stop.", ["struck", "formatted"])],
    ids=["rejected", "accepted"],
)
def test_a_tracked_change_of_form_is_told_where_it_changes_what_is_said(tracked, text, kinds):
    (block,) = blocks_of(p("Do ", FORMATTED, " stop."), tracked=tracked)

    assert block.text == text
    assert sorted(remark.kind for remark in block.remarks) == sorted(kinds)
    assert all(remark.serious for remark in block.remarks)


def test_nested_changes_are_both_named():
    inner = f'<w:del w:author="Bo">{run("75 mg").replace("w:t", "w:delText")}</w:del>'

    (block,) = blocks_of(p("Take ", f'<w:ins w:author="Ann">{inner}</w:ins>', "it."))

    assert block.text == "Take it."
    assert [(remark.kind, remark.who) for remark in block.remarks] == [("inserted", "Ann"), ("deleted", "Bo")]
