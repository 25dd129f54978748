"""Builds small Word documents for the tests: a zip of the few parts that Word needs."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "ListParagraph": "List Paragraph",
    "Caption": "caption",
}


def run(text: str, *marks: str) -> str:
    """A run; marks are "b", "i", "sup", "sub"."""
    scripts = {"sup": '<w:vertAlign w:val="superscript"/>', "sub": '<w:vertAlign w:val="subscript"/>'}
    properties = "".join(scripts.get(mark, f"<w:{mark}/>") for mark in marks)
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", list_id: int = 0, level: int = 0) -> str:
    """A paragraph of runs; plain strings are runs without marks."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    inner = "".join(one if one.startswith("<w:") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of plain cells."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def footnote_mark(number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def docx(
    *body: str, header: str = "", footnotes: dict[int, str] | None = None, comment: str = "", **extra: str
) -> bytes:
    """A document with this body. List 1 is bulleted, list 2 numbered. ``extra`` are further parts, by name."""
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {W}>{paragraph(header)}</w:hdr>"
    if comment:
        parts["word/comments.xml"] = (
            f'<w:comments {W}><w:comment w:id="1">{paragraph(comment)}</w:comment></w:comments>'
        )
    if footnotes:
        notes = "".join(
            f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>' for number, text in footnotes.items()
        )
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{notes}</w:footnotes>"
    parts |= {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in extra.items()}
    return packed({**parts, **_package(parts)})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _styles() -> str:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    return f"<w:styles {W}>{styles}</w:styles>"


def _numbering() -> str:
    def abstract(number: int, form: str) -> str:
        levels = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(3))
        return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'

    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"<w:numbering {W}>{abstract(1, 'bullet')}{abstract(2, 'decimal')}{nums}</w:numbering>"


def _package(parts: dict[str, str]) -> dict[str, str]:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    kinds |= {"header1": "header", "header2": "header", "comments": "comments"}
    names = [name.removeprefix("word/").removesuffix(".xml") for name in parts if name.startswith("word/")]
    known = [name for name in names if name in kinds]
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_OFFICE}.{kinds[n]}+xml"/>' for n in known)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{n.rstrip("12")}" Target="{n}.xml"/>' for n in known if n != "document"
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{related}</Relationships>',
    }
