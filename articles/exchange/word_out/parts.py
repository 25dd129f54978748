"""The other parts of the file: lists, settings, header and footer, properties, relationships, types of content."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext

from articles.exchange.word_marks import properties_of
from articles.exchange.word_out.sheet import BULLETS, COUNTED, ENTRIES, LEVELS, STEP, OpenList, Sheet
from articles.exchange.word_out.xml import DECLARATION, SPACES, field, paragraph, run, value
from articles.languages import direction

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "header": "header", "footer": "footer"}
_STYLES = Path(__file__).with_name("styles.xml")
_SIGNS = ("•", "–", "▪")


def styles(sheet: Sheet) -> str:
    """The look, which stands in a file of its own; language and direction are the article's."""
    language, look = escape(sheet.out.language, {'"': ""}), _STYLES.read_text(encoding="utf-8")
    if direction(sheet.out.language) == "rtl":
        look = look.replace('<w:lang w:val="LANGUAGE"/>', '<w:lang w:val="en-GB" w:bidi="LANGUAGE"/>')
        look = look.replace("<w:pPrDefault/>", "<w:pPrDefault><w:pPr><w:bidi/></w:pPr></w:pPrDefault>")
    return look.replace("LANGUAGE", language)


def numbering(sheet: Sheet) -> str:
    """Every list as one of its own, so that each begins with its number whatever stood before."""
    kinds = "".join(_abstract(kind) for kind in (BULLETS, COUNTED, ENTRIES))
    lists = "".join(_list(number, one) for number, one in enumerate(sheet.lists, 1))
    return f"{DECLARATION}<w:numbering {SPACES}>{kinds}{lists}</w:numbering>"


def _abstract(kind: int) -> str:
    levels = "".join(_level(kind, level) for level in range(LEVELS))
    return (
        f'<w:abstractNum w:abstractNumId="{kind}">{value("multiLevelType", "hybridMultilevel")}{levels}</w:abstractNum>'
    )


def _level(kind: int, level: int) -> str:
    form = "bullet" if kind == BULLETS else "decimal"
    text = _SIGNS[level % len(_SIGNS)] if kind == BULLETS else f"%{level + 1}."
    place = f'<w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/>'
    said = value("start", 1) + value("numFmt", form) + value("lvlText", text) + value("lvlJc", "left")
    return f'<w:lvl w:ilvl="{level}">{said}<w:pPr>{place}</w:pPr></w:lvl>'


def _list(number: int, one: OpenList) -> str:
    start = f'<w:lvlOverride w:ilvl="{one.level}">{value("startOverride", one.start)}</w:lvlOverride>'
    return f'<w:num w:numId="{number}">{value("abstractNumId", one.kind)}{start}</w:num>'


def settings(sheet: Sheet) -> str:
    """Changes are tracked from the first key on."""
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    inner = f"<w:trackRevisions/>{value('defaultTabStop', 709)}<w:compat>{mode}</w:compat>"
    language = f"<w:themeFontLang w:val={quoteattr(sheet.out.language)}/>"
    return f"{DECLARATION}<w:settings {SPACES}>{inner}{language}</w:settings>"


def header(sheet: Sheet) -> str:
    out = sheet.out
    edition = gettext("Edition %(number)d · %(state)s") % {"number": out.origin.number, "state": out.state}
    inner = run(out.title) + "<w:r><w:tab/></w:r>" + run(edition)
    return f"{DECLARATION}<w:hdr {SPACES}>{paragraph('Header', inner)}</w:hdr>"


def footer(sheet: Sheet) -> str:
    """The page, and the beginning of what identifies the words, by which two prints can be told apart."""
    code = gettext("Words %(code)s") % {"code": sheet.out.origin.digest[:12]}
    page = f"{field('PAGE', '1')}{run(' / ')}{field('NUMPAGES', '1')}"
    inner = f"{run(code)}<w:r><w:tab/></w:r>{page}"
    return f"{DECLARATION}<w:ftr {SPACES}>{paragraph('Footer', inner)}</w:ftr>"


def core(sheet: Sheet) -> str:
    """Title and language. No date and no author: equal words make equal bytes."""
    dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    said = f"<dc:title>{escape(sheet.out.title)}</dc:title><dc:language>{escape(sheet.out.language)}</dc:language>"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" {dublin}>{said}'
        "</cp:coreProperties>"
    )


def custom(sheet: Sheet) -> str:
    """By which the file is known when it comes back."""
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(said)}</vt:lpwstr></property>"
        for pid, (name, said) in enumerate(properties_of(sheet.out.origin).items(), 2)
    )
    spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {spaces}>{rows}</Properties>"


def types(sheet: Sheet) -> str:
    """What each part is."""
    kinds = {f"/word/{name}.xml": f"{_MAIN}.{kind}+xml" for name, kind in _PARTS.items()}
    kinds |= {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    endings = sorted({name.rpartition(".")[2] for name in sheet.pictures})
    xml += "".join(f'<Default Extension="{ending}" ContentType="image/{ending}"/>' for ending in endings)
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{overrides}</Types>'


def package_relations() -> str:
    core_type = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relations(
        [
            ("main", f"{_OFFICE}/relationships/officeDocument", "word/document.xml", ""),
            ("core", core_type, "docProps/core.xml", ""),
            ("custom", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml", ""),
        ]
    )


def main_relations(sheet: Sheet) -> str:
    """The parts beside the main one, and every address that the words lead to."""
    own = [(name, f"{_OFFICE}/relationships/{kind}", f"{name}.xml", "") for name, kind in _PARTS.items()]
    links = [
        (name, f"{_OFFICE}/relationships/hyperlink", address, ' TargetMode="External"')
        for address, name in sheet.links.items()
    ]
    pictures = [(name, f"{_OFFICE}/relationships/image", f"media/{name}", "") for name in sheet.pictures]
    return _relations([*own, *links, *pictures])


def _relations(rows: Iterable[tuple[str, str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for name, kind, target, mode in rows
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
