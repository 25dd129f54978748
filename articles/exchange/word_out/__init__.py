"""Writes what goes out of an edition as a Word file, to be read, changed and commented on, and brought back.

- :func:`write_word` makes the file. Equal words make equal bytes: there is no clock and no name of a program in it.

What the article's text can say is all in it: headings, lists with their numbers, tables with their spans, types,
links, citations, quotations, callouts, every wording under a label, and the references as the page prints them. The
marks by which it is known when it comes back are those of :mod:`articles.exchange.word_marks`.
"""

import io
import zipfile

from articles.exchange.outgoing import Outgoing
from articles.exchange.word_out import parts
from articles.exchange.word_out.body import written_body
from articles.exchange.word_out.sheet import Sheet

__all__ = ["WORD_TYPE", "write_word"]

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def write_word(out: Outgoing) -> bytes:
    """The .docx."""
    sheet = Sheet(out)
    document = written_body(sheet)  # first: the other parts say what it needed
    files = {
        "[Content_Types].xml": parts.types(sheet),
        "_rels/.rels": parts.package_relations(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": parts.main_relations(sheet),
        "word/styles.xml": parts.styles(sheet),
        "word/numbering.xml": parts.numbering(sheet),
        "word/settings.xml": parts.settings(sheet),
        "word/header.xml": parts.header(sheet),
        "word/footer.xml": parts.footer(sheet),
        "docProps/core.xml": parts.core(sheet),
        "docProps/custom.xml": parts.custom(sheet),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
        for name, one in sheet.pictures.items():
            archive.writestr(zipfile.ZipInfo(f"word/media/{name}", _FIRST_DAY), one.data)
    return packed.getvalue()
