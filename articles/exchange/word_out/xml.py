"""Small pieces of WordprocessingML, as text: every value that goes in is escaped here."""

from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def value(name: str, said: str | int) -> str:
    """An element that says one thing: ``<w:pStyle w:val="Title"/>``."""
    return f"<w:{name} w:val={quoteattr(str(said))}/>"


def run(text: str, properties: str = "") -> str:
    """Words in one type."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


LINE_BREAK = "<w:r><w:br/></w:r>"


def paragraph(style: str, inner: str, *, numbering: str = "", more: str = "") -> str:
    """A paragraph in a named style. ``numbering`` and ``more`` are properties, which have a fixed order."""
    keep = value("pStyle", style) if style else ""
    return f"<w:p><w:pPr>{keep}{numbering}{more}</w:pPr>{inner}</w:p>"


def control(number: int, title: str, tag: str, lock: str, inner: str) -> str:
    """A content control inside a paragraph."""
    properties = value("alias", title) + value("tag", tag) + value("id", number) + value("lock", lock)
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def field(code: str, shown: str) -> str:
    """A field that Word works out, with what it shows until then."""
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{run(shown)}</w:fldSimple>"
