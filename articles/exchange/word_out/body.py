"""The main part: what the file is, the sections with their wordings, the list of references."""

from django.utils.translation import gettext

from articles.exchange.outgoing import OutReference, OutSection, OutWording
from articles.exchange.word_marks import REFERENCES, Part, Place, WordingTag, bookmark_of, entry_of, tag_of
from articles.exchange.word_out.blocks import SPACER, boxed, written_blocks
from articles.exchange.word_out.figures import written_media
from articles.exchange.word_out.inline import plain_runs
from articles.exchange.word_out.sheet import ENTRIES, Sheet, Spot, numbered
from articles.exchange.word_out.xml import DECLARATION, SPACES, paragraph, run
from articles.text.model import leaves
from articles.text.notes import Notes
from articles.text.reading import read

_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="680" w:footer="624" w:gutter="0"/></w:sectPr>'
)


def written_body(sheet: Sheet) -> str:
    """``document.xml``. Fills the sheet with what the other parts need: links, lists."""
    inner = _about(sheet) + "".join(_section(section, sheet) for section in sheet.out.sections) + _references(sheet)
    return f"{DECLARATION}<w:document {SPACES}><w:body>{inner}{_PAGE}</w:body></w:document>"


def _about(sheet: Sheet) -> str:
    """How to answer in the file, before the article's first word."""
    out = sheet.out
    lines = [
        ("NoteHead", f"{gettext('For your review')}: {out.about}"),
        (
            "NoteText",
            gettext(
                "Change the words as you would have them, and write remarks as comments: changes are tracked. "
                "Citations in brackets and grey labels are locked; a citation goes with its sentence. "
                "Save the file as .docx and send it back: nothing in it is a signature or a verdict."
            ),
        ),
    ]
    inner = "".join(paragraph(style, sheet.ours(gettext("About this file"), words)) for style, words in lines)
    return boxed(inner, "F4F6F8", "5B6B7B") + SPACER


def _section(section: OutSection, sheet: Sheet) -> str:
    version = section.version
    base, *others = section.wordings
    return "".join(
        [
            _base(section, base, Spot(version, 0), sheet, is_alone=not others),
            *(_wording(section, wording, Spot(version, number), sheet) for number, wording in enumerate(others, 1)),
            written_media(section.media, sheet),
        ]
    )


def _base(section: OutSection, base: OutWording, spot: Spot, sheet: Sheet, *, is_alone: bool) -> str:
    """The text for everyone, below the section's own heading; labelled only beside others."""
    heading = sheet.marked(spot.mark(Part.HEADING), run(base.heading))
    heading = sheet.marked(bookmark_of(Place(Part.SECTION, spot.version)), heading)
    label = "" if is_alone else _label(base, spot, sheet, base.label)
    title = paragraph("Title" if section.is_front else "Heading1", heading)
    return title + label + _lines(section, base, spot, sheet) + _text(base, spot, sheet)


def _wording(section: OutSection, wording: OutWording, spot: Spot, sheet: Sheet) -> str:
    """The wording for one audience, below a bar that says for whom."""
    if wording.left_out:
        words = gettext("%(who)s: left out. These readers do not get this section.") % {"who": wording.label}
        return _label(wording, spot, sheet, words)
    heading = sheet.marked(spot.mark(Part.HEADING), run(wording.heading))
    own = paragraph("WordingHeading", heading) if wording.heading else ""
    label = _label(wording, spot, sheet, wording.label)
    return label + own + _lines(section, wording, spot, sheet) + _text(wording, spot, sheet)


def _label(wording: OutWording, spot: Spot, sheet: Sheet, words: str) -> str:
    tag = tag_of(WordingTag(spot.version, wording.audience))
    mark = sheet.marked(spot.mark(Part.WORDING), sheet.locked(gettext("Wording"), tag, run(words)))
    return paragraph("WordingLabel", mark)


def _lines(section: OutSection, wording: OutWording, spot: Spot, sheet: Sheet) -> str:
    """The question and the summary, which only the front has."""
    said = [("Question", Part.QUESTION, wording.question), ("Summary", Part.SUMMARY, wording.summary)]
    return "".join(
        paragraph(style, sheet.marked(spot.mark(part), run(words)))
        for style, part, words in said
        if words and section.is_front
    )


def _text(wording: OutWording, spot: Spot, sheet: Sheet) -> str:
    return written_blocks(read(wording.html, Notes()), sheet, spot)


def _references(sheet: Sheet) -> str:
    """What was cited, in the order of the numbers."""
    if not sheet.numbers.of:
        return ""
    title = paragraph("ReferencesHeading", sheet.marked(REFERENCES, run(gettext("References"))))
    number = sheet.open_list(ENTRIES, 0)
    entries = [_entry(sheet.out.references[key], place, number, sheet) for key, place in list(sheet.numbers.of.items())]
    return title + "".join(entries)


def _entry(reference: OutReference, place: int, number: int, sheet: Sheet) -> str:
    leaf = next(iter(leaves(read(f"<p>{reference.html}</p>", Notes()))), None)
    words = plain_runs(leaf.runs, sheet) if leaf is not None else ""
    kind = run(f"  {reference.kind}", '<w:rStyle w:val="ReferenceKind"/>')
    standing = run(f"  {reference.standing}", '<w:rStyle w:val="ReferenceStanding"/>') if reference.standing else ""
    return paragraph("Reference", sheet.marked(entry_of(place), words + kind + standing), numbering=numbered(number, 0))
