"""Word files for these tests, written out by hand: whole paragraphs and parts, so that every trap can be set."""

from articles.exchange.word import read_word
from tests.articles.exchange.docx import W as W_SPACE
from tests.articles.exchange.docx import docx, packed, paragraph

SPACES = (
    f"{W_SPACE} "
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
__all__ = ["docx", "packed", "paragraph"]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    """A paragraph; what is no XML is a run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def field(code: str, result: str | None = None) -> str:
    """A complex field; a result of paragraphs goes on over them."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    shown = "" if result is None else mark("separate") + (result if result.startswith("<") else run(result))
    return mark("begin") + inner + shown + mark("end")


def cell(*inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner) or p()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def parts_of(
    *body: str,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, str] | None = None,
    relations: str = "",
    main: str = "word/document.xml",
) -> dict[str, str | bytes]:
    """The parts of a file. ``parts`` are further ones, by kind ("comments"): related to the main part."""
    folder, _, name = main.rpartition("/")
    kinds = {"styles": f"<w:styles {SPACES}>{styles}</w:styles>"}
    kinds["numbering"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    kinds |= parts or {}
    related = "".join(f'<Relationship Id="id{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
        main: f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}">{related}{relations}</Relationships>',
        **{f"{folder}/{kind}.xml": content for kind, content in kinds.items()},
    }


def word(*body: str, **more) -> bytes:
    return packed(parts_of(*body, **more))


def blocks_of(*body: str, tracked: str = "rejected", **more):
    return read_word("a.docx", word(*body, **more), max_unpacked_bytes=60_000_000, tracked=tracked)


def noticed(blocks) -> list[tuple[str, str]]:
    return [(remark.kind, remark.words) for block in blocks for remark in block.remarks]
