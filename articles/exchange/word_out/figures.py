"""The pictures of a section in a Word file: below its words, with all that is said of them, locked."""

from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext

from articles.exchange.outgoing import OutMedium
from articles.exchange.word_marks import OURS, ours_of_picture
from articles.exchange.word_out.sheet import Sheet
from articles.exchange.word_out.xml import paragraph

_A = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 9_525  # of a pixel
_WIDEST = 5_700_000  # as wide as the words are
_HIGHEST = 7_000_000


def written_media(media: tuple[OutMedium, ...], sheet: Sheet) -> str:
    return "".join(_medium(one, sheet) for one in media)


def _medium(one: OutMedium, sheet: Sheet) -> str:
    shown = paragraph("Spacer", sheet.locked(gettext("Picture"), OURS, _drawing(one, sheet))) if one.data else ""
    said = [paragraph("NoteText", sheet.ours(gettext("About this picture"), line)) for line in one.said]
    return shown + "".join(said)


def _drawing(one: OutMedium, sheet: Sheet) -> str:
    name = sheet.picture(one)
    number = [*sheet.pictures].index(name) + 1
    scale = min(1.0, _WIDEST / (one.width * _EMU), _HIGHEST / (one.height * _EMU))
    wide, high = round(one.width * _EMU * scale), round(one.height * _EMU * scale)
    described = f"name={quoteattr(ours_of_picture(one.data))} descr={quoteattr(one.alt)}"
    fill = f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    form = (
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    )
    picture = f'<pic:nvPicPr><pic:cNvPr id="{number}" {described}/><pic:cNvPicPr/></pic:nvPicPr>{fill}{form}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_A}/wordprocessingDrawing"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" {described}/><a:graphic xmlns:a="{_A}/main"><a:graphicData uri="{_A}/picture">'
        f'<pic:pic xmlns:pic="{_A}/picture">{picture}</pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
