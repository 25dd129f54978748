"""A Word document to blocks: mammoth makes HTML of it, the HTML reader blocks; what mammoth leaves out is added."""

import io
import re
import zipfile
import zlib

import mammoth
from lxml import etree

from editorial.shared.issues import Issue, Refused

from .blocks import HEADING, PARAGRAPH, SUBTITLE, Block, Run
from .html_page import read_html

MAX_ENTRIES = 5_000
MAX_XML_BYTES = 12 * 1024 * 1024
MAX_XML_DEPTH = 150
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ASIDE = [
    (re.compile(r"word/header\d*\.xml"), "page header"),
    (re.compile(r"word/footer\d*\.xml"), "page footer"),
    (re.compile(r"word/comments\.xml"), "comment in Word"),
]
_STYLES = """
p[style-name='Title'] => h1.imprimatur-title:fresh
p[style-name='Subtitle'] => h6.imprimatur-subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
"""
_NOT_WORD = "is not a Word document (.docx)"


def read_word(name: str, data: bytes, *, max_unpacked_bytes: int) -> tuple[list[Block], list[Issue]]:
    """The blocks of a .docx, and what could not be kept. Raises :class:`Refused` if it is none, or too large."""
    parts = _unpacked(name, data, max_unpacked_bytes)
    result = _converted(name, data)
    blocks, _, _ = read_html(f"<body>{result.value}</body>")
    notes = [Issue("word", f"Word: {message.message}") for message in result.messages if message.type != "info"]
    notes += _tracked(parts[_DOCUMENT])
    return [*_titled(blocks, result.value), *_left_out(parts)], list(dict.fromkeys(notes))


def _refuse(name: str, code: str, why: str) -> Refused:
    return Refused(Issue(code, f"{name} {why}.", "file"))


def _unpacked(name: str, data: bytes, most: int) -> dict[str, bytes]:
    """The XML parts, unpacked within limits: first by what the directory says, then by what really comes out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > most:
                raise _refuse(name, "zip-bomb", f"unpacks to more than {most / 1_048_576:.0f} MB")
            if _DOCUMENT not in archive.namelist():
                raise _refuse(name, "not-word", _NOT_WORD)
            if len({entry.filename for entry in entries}) != len(entries):
                raise _refuse(name, "not-word", "holds a part twice")
            return {
                entry.filename: _part(name, archive, entry)
                for entry in entries
                if entry.filename.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _refuse(name, "not-word", _NOT_WORD) from None


def _part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        content = stream.read(MAX_XML_BYTES + 1)
    if len(content) > MAX_XML_BYTES:
        raise _refuse(name, "zip-bomb", f"has a part of more than {MAX_XML_BYTES / 1_048_576:.0f} MB")
    _check_xml(name, content)
    return content


def _check_xml(name: str, content: bytes) -> None:
    """No document type (entities that multiply or fetch files), nothing nested too deeply, and well formed."""
    depth = 0
    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for start in range(0, len(content), 65_536):
            parser.feed(content[start : start + 65_536])
            for event, node in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MAX_XML_DEPTH:
                    raise _refuse(name, "not-word", "is nested too deeply")
                if event == "start" and depth == 1 and node.getroottree().docinfo.doctype:
                    raise _refuse(name, "xml-entities", "declares XML entities, which no Word document needs")
        parser.close()
    except etree.XMLSyntaxError:
        raise _refuse(name, "not-word", _NOT_WORD) from None


def _converted(name: str, data: bytes):
    try:
        return mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {"src": "picture"}),
        )
    except Exception:  # mammoth has no error of its own: a part may be missing or be another thing in countless ways
        raise _refuse(name, "not-word", _NOT_WORD) from None


def _titled(blocks: list[Block], html: str) -> list[Block]:
    """The paragraph in Word's title style stands above all headings; the one in its subtitle style is none."""
    subtitle = re.search(r'<h6 class="imprimatur-subtitle">(.*?)</h6>', html, re.S)
    for block in _headings(blocks, 6, subtitle)[:1]:
        block.kind, block.level, block.ids = PARAGRAPH, 0, (SUBTITLE, *block.ids)
    match = re.search(r'<h1 class="imprimatur-title">(.*?)</h1>', html, re.S)
    for block in _headings(blocks, 1, match)[:1]:
        block.level = 0
    return blocks


def _headings(blocks: list[Block], level: int, match: re.Match | None) -> list[Block]:
    """The headings of this level that say what was found in the HTML."""
    if match is None or not match[1].strip():
        return []
    words = " ".join("".join(etree.HTML(f"<p>{match[1]}</p>").itertext()).split())
    return [block for block in blocks if block.kind == HEADING and block.level == level and block.text == words]


def _left_out(parts: dict[str, bytes]) -> list[Block]:
    """Headers, footers and comments, which are on the page but not in its text: each paragraph apart."""
    blocks = []
    for filename, content in sorted(parts.items()):
        reason = next((reason for pattern, reason in _ASIDE if pattern.fullmatch(filename)), "")
        for paragraph in etree.fromstring(content, _safe()).iter(f"{_W}p") if reason else ():
            words = " ".join("".join(node.text or "" for node in paragraph.iter(f"{_W}t")).split())
            if words:
                blocks.append(Block(PARAGRAPH, [Run(words)], (0,), apart=reason, certain=True))
    return blocks


def _safe() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _tracked(document: bytes) -> list[Issue]:
    """Deletions that Word still shows are taken as done; the person is told."""
    root = etree.fromstring(document, _safe())
    deleted = ["".join(text.itertext()) for text in root.iter(f"{_W}delText")]
    if not deleted:
        return []
    words = " ".join("".join(deleted).split())[:80]
    return [Issue("tracked-changes", f"Word: {len(deleted)} tracked deletions were taken as done (“{words}…”).")]
