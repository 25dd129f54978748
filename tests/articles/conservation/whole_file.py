"""One small Word file with everything in it that a reader may lose, and the place of each thing in it."""

from tests.articles.exchange.word.files import OFFICE, SPACES, cell, field, p, row, run, table, word

NUMBERING = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""
STYLES = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>"""


def item(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def changed(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="9" w:author="Ann" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>'


def marked(name: str, key: int = 1) -> str:
    return f'<w:r><w:{name} w:id="{key}"/></w:r>'


def equation(above: str, below: str) -> str:
    parts = [f"<m:{name}><m:r><m:t>{said}</m:t></m:r></m:{name}>" for name, said in (("num", above), ("den", below))]
    return f"<m:oMath><m:f>{''.join(parts)}</m:f></m:oMath>"


def picture(alt: str) -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return f'<w:r><w:drawing><wp:inline xmlns:wp="{space}"><wp:docPr id="1" name="P" descr="{alt}"/><a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'  # noqa: E501 - one element


def box(said: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{p(said)}</w:txbxContent></w:pict></w:r>"


def check_box(sign: str) -> str:
    on = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{on}</w:sdtPr><w:sdtContent>{run(sign)}</w:sdtContent></w:sdt>"


def control(said: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(said)}</w:sdtContent></w:sdt>"


SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
RAISED, LOWERED = (f'<w:vertAlign w:val="{name}script"/>' for name in ("super", "sub"))
ADDRESS = "https://example.org/x"
LINK = f'<w:hyperlink r:id="rl1">{run("this page of theirs")}</w:hyperlink>'
TABLE = table(
    row(cell(p("Drug")), cell(p("Usual")), cell(p("Most")), properties="<w:tblHeader/>"),
    row(cell(p("Quinine")), cell(), cell(p("200 mg"))),
    row(cell(p("Aspirin")), cell(p("75 mg")), cell(p("300 mg"))),
    row(cell(p("Heparin")), cell(p("80 IU, 18 IU"), properties='<w:gridSpan w:val="2"/>')),
    row(cell(p("Warfarin"), properties='<w:vMerge w:val="restart"/>'), cell(p("5 mg")), cell(p("10 mg"))),
    row(cell(p(), properties="<w:vMerge/>"), cell(p("6 mg")), cell(p("12 mg"))),
    row(
        cell(p("Inner")),
        cell(table(row(cell(p("left")), cell(p("right")))), p()),
        cell(p("Step", properties=item(0)), p("Other", properties=item(0))),
    ),
)
# Each paragraph with a name; its place is counted.
BODY = {
    "title": p("About tablets of all kinds", properties='<w:pStyle w:val="T"/>'),
    "lead": p("This is a lead of some words to begin with, all right."),
    "heading": p("What they are for", properties='<w:pStyle w:val="H1"/>'),
    "dose": p("Give 2.5 mg, or 25 µg, at −2 °C or ≤ 40 %, not 5–10 ml of Ménière", run(" and inter\u00adaction."), run(" Then it ends at last.")),  # noqa: E501 - one sentence
    "heights": p("It is 10", run("9", RAISED), " per litre of CO", run("2", LOWERED), " in all of it."),
    "symbol": p("Give 30 ", run("m", SYMBOL), "g of it, and ", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 65 of them."),  # noqa: E501 - one sentence
    "struck": p("Strike it: ", run("forty tablets", "<w:strike/>"), " and so it goes on."),
    "hidden": p("Hide it: ", run("fifty tablets", "<w:vanish/>"), " and so it goes along."),
    "tiny": p("Shrink it: ", run("sixty tablets", '<w:sz w:val="1"/>'), " and so it goes away."),
    "white": p("Bleach it: ", run("ninety tablets", '<w:color w:val="FFFFFF"/>'), " and so it goes under."),
    "inserted": p("Insert it: ", changed("ins", run("with milk")), " when it is morning."),
    "deleted": p("Delete it: ", changed("del", run("with water")), " when it is evening."),
    "moved": p("Move it: ", changed("moveTo", run("before sleep")), " when it is night."),
    "parted": p("A tab", "<w:r><w:tab/></w:r>", "parts words, and a break", "<w:r><w:br/></w:r>", "parts lines, and well", "<w:r><w:noBreakHyphen/></w:r>", "known it is."),  # noqa: E501 - one sentence
    "noted": p("A foot", marked("footnoteReference"), " has a note, and an end", marked("endnoteReference"), " has one too."),  # noqa: E501 - one sentence
    "linked": p("See ", LINK, " for more of what they say."),
    "commented": p("Take four of them", marked("commentReference"), " each day of the week."),
    "summed": p("It is ", equation("weight", "height"), " that counts for them."),
    "pictured": p("A picture stands below here.", picture("Two red pills")),
    "boxed": p("A box hangs on this line of words.", box("Never crush them, ever.")),
    "ticked": p("Ticked: ", check_box("☒"), " for those who agree with it."),
    "controlled": p("Chosen: ", control("every morning"), " by those who may choose."),
    "counted": p("See page ", field("PAGEREF a", "77"), " and ", f'<w:fldSimple w:instr=" REF b ">{run("chapter nine")}</w:fldSimple>', " of it."),  # noqa: E501 - one sentence
    "cited": p("It was shown once ", field("CITATION gone1 \\p 44", "(Lane, 1998, p. 44)"), " and is so still."),
    "step": p("Shake the bottle well", properties=item(0)),
    "deep": p("with the left hand", properties=item(1)),
    "other step": p("Pour out what you need", properties=item(0)),
    "first": p("The first of two lines stands right here."),
    "second": p("Another of them comes right behind that one."),
    "quoted": p("They said that nobody knows it.", properties='<w:pStyle w:val="Q"/>'),
    "caption": p("Table 1. Doses by their drug", properties='<w:pStyle w:val="C"/>'),
    "table": TABLE,
    "nearly": p("The words before the last ones stand here."),
    "ending": p("The last words of the file stand here, so it ends."),
}  # fmt: skip


def _places() -> dict[str, str]:
    """The place of each paragraph by its name. A box's words are counted behind its paragraph."""
    found, count = {}, 0
    for name, said in BODY.items():
        found[name] = f"paragraph {count + 1}"
        count += said.count("<w:p>")
    return {**found, "box": f"paragraph {int(found['boxed'].split()[1]) + 1}"}


PLACES = _places()


def _notes(kind: str, name: str, said: str) -> str:
    return f'<w:{kind} {SPACES}><w:{name} w:id="1">{p(said)}</w:{name}></w:{kind}>'


FILE = word(
    *BODY.values(),
    styles=STYLES,
    numbering=NUMBERING,
    relations=f'<Relationship Id="rl1" Type="{OFFICE}/hyperlink" Target="{ADDRESS}" TargetMode="External"/>',
    parts={
        "footnotes": _notes("footnotes", "footnote", "Some people should not take it at all, ever."),
        "endnotes": _notes("endnotes", "endnote", "Children are given half of that, mostly."),
        "comments": _notes("comments", "comment", "Is four the right number for them?"),
        "header": f"<w:hdr {SPACES}>{p('Leaflet of the ward')}</w:hdr>",
        "footer": f"<w:ftr {SPACES}>{p('Printed for the wards')}</w:ftr>",
    },
)
