"""Reads a file or a paste, whatever its format, into a document; refuses what is none, and says why and where."""

import re
from collections.abc import Iterable

from editorial.shared.issues import Issue, Refused
from references.summary import why_thin

from .accounting import accounted
from .blocks import CELL, Block
from .checks import issue_at, refused_at
from .clipboard import body_of
from .commonmark import is_own, known_of, looks_like_markdown, to_page
from .directions import tell_direction
from .document import Document, ReferenceEntry
from .editing import cited_keys
from .found_media import fill, in_package, parted, take_media
from .html_page import read_html
from .html_signs import signs_of_lines
from .markdown_media import look_at_files
from .markdown_package import words_of_package
from .markdown_reader import read_markdown
from .plain import read_plain
from .spots import say_spots
from .structure import build_document
from .unseen import attach, take_unseen, take_unseen_lines
from .word import REJECTED, read_word

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_TEXT = 300_000  # some 50,000 words: a book, no article
MAX_HTML = 4_000_000
_ZIP, _OLD_WORD, _PDF, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"
_KNOWN = {
    _OLD_WORD: "an old Word file (.doc); save it as .docx",
    _PDF: "a PDF; copy its text, or import the document that it was made from",
    _RTF: "rich text (.rtf); save it as .docx",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file; unpack it first",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_LATIN = ("iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "latin-1", "latin1", "l1", "cp819", "us-ascii", "ascii")
_MEANT = {  # what browsers read by these names
    **dict.fromkeys((*_LATIN, "cp1252", "x-cp1252"), "windows-1252"),
    **dict.fromkeys(("iso-8859-9", "latin5", "l5"), "windows-1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "windows-874"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
}
_READ = re.compile(
    r"utf-?8|windows-(?:125\d|874)|iso-8859-(?:[2-8]|1[03456])|koi8-[ru]|big5|euc-jp|gb18030|cp9(?:32|49)"
)
_WORDLESS = frozenset(("picture", "media", "script", "ruled line", "unseen"))
_TYPE_IT = "The text of a scanned page has to be typed, or recognised by another program, first."
PASTED = "What was pasted"
_COPY = "Copy the text itself, and paste it again."
_LOOK = "Open it and look whether it is the right file, and whether it was saved."
_LOOKS_LIKE_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype html|<html|<head|<body)", re.I | re.S
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STRAY_CONTROLS, _FEW_CONTROLS = 5, 50
"""So many controls any text may have, and one in so many characters: programs strew them. What has more is no text."""


def read_file(
    name: str,
    data: bytes,
    *,
    bibliography: Iterable[dict] = (),
    known_keys: Iterable[str] = (),
    audiences: Iterable[str] | None = None,
    max_bytes: int = MAX_BYTES,
    max_unpacked_bytes: int = MAX_UNPACKED_BYTES,
    tracked: str = REJECTED,
) -> Document:
    """The article that a file holds: Word, our own Markdown (its first lines say so), CommonMark or Pandoc's (by its
    name or its signs), a page, or text.

    ``bibliography`` is CSL-JSON; ``known_keys`` are the library's keys, which our Markdown may cite; ``audiences``
    the keys of audiences (None: any). ``tracked`` tells whether a Word file's tracked changes are taken as done
    ("accepted") or as not made ("rejected"). Raises :class:`Refused` with an issue for each fault, naming line and
    field.
    """
    bibliography = list(bibliography)
    if len(data) > max_bytes:
        raise Refused(too_large(name, len(data), max_bytes))
    most = max_unpacked_bytes
    try:
        document = _read(
            name, data, bibliography, known_keys=known_keys, audiences=audiences, most=most, tracked=tracked
        )
    except Refused as refused:
        raise Refused([_naming(name, issue) for issue in refused.issues]) from None
    return _with_words(name, document)


def too_large(name: str, size: int, most: int) -> Issue:
    """What is said of a file that is not read at all."""
    said = f"{size / 1_048_576:.1f} MB; at most {most / 1_048_576:.0f} MB can be imported"
    return Issue("too-large", f"{name} has {said}.", "file")


def _naming(name: str, issue: Issue) -> Issue:
    """The same issue with the file, and the section where that is all that is known of its place."""
    if name in issue.message or issue.target.startswith("line:"):
        return issue
    kind, _, anchor = issue.target.partition(":")
    where = "before its first section" if anchor == "front" else f"section “{anchor}”"
    place = f", {where}" if kind == "section" else ""
    return Issue(issue.code, f"{name}{place}: {issue.message}", issue.target or "file")


def _read(
    name: str,
    data: bytes,
    bibliography: list[dict],
    *,
    known_keys: Iterable[str],
    audiences: Iterable[str] | None,
    most: int,
    tracked: str,
) -> Document:
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if is_own_package(name, data):
        return _own_package(name, data, bibliography, known_keys, audiences, most)
    if suffix == "docx" or (data.startswith(_ZIP) and suffix not in ("md", "markdown", "html", "htm", "txt")):
        document = _word(name, data, bibliography, most, tracked)
        return accounted(document, data, tracked=tracked)
    text = decode(name, data, is_html=suffix in ("html", "htm", "xhtml"))
    if is_own(text):
        return read_markdown(text, name=name, bibliography=bibliography, known_keys=known_keys, audiences=audiences)
    if suffix in ("md", "markdown") or (suffix not in ("html", "htm", "xhtml") and looks_like_markdown(text)):
        return accounted(_markdown(name, text, bibliography, list(known_keys)), data)
    if suffix in ("html", "htm", "xhtml") or _LOOKS_LIKE_HTML.match(text[:2000]):
        return accounted(_html(name, text, bibliography), data)
    return accounted(_plain(name, text, bibliography), data)


def read_pasted(text: str, html: str = "", *, bibliography: Iterable[dict] = ()) -> Document:
    """The article that was pasted: from the HTML of the clipboard if there is any, else from its text.

    Lines of pasted HTML are counted as paragraphs in reading order, since nobody sees its source.
    """
    if html.strip():
        document_html = body_of(html)
        page, pictures = parted(document_html)
        _check_length("The pasted page", page, MAX_HTML)
        blocks, _, scripts = read_html(page)
        take_media(blocks, pictures.get)
        if any(block.text and not block.apart for block in blocks):
            pasted = _numbered("pasted page", "html", blocks, list(bibliography), scripts)
            return _with_words(PASTED, accounted(pasted, document_html.encode()), _COPY)
    plain = accounted(_plain("pasted text", text, list(bibliography)), text.encode())
    return _with_words(PASTED, plain, _COPY)


def _with_words(name: str, document: Document, hint: str = _LOOK) -> Document:
    """The document, with the direction of its words told, unless there is nothing in it that anybody could read: a
    blank page, or nothing but pictures."""
    front = document.front.base
    stored = (front.heading, front.question, front.summary, front.html, document.sections, document.references)
    facts = (document.bylines, document.dates)
    beside = [item.reason for item in document.set_apart] + [remark.kind for remark in document.remarks]
    tell_direction(document)
    unnamed = {"byline", "date"} & set(document.places.values())  # "Written by", and nobody
    if unnamed or any(stored) or any(facts) or any(one not in _WORDLESS for one in beside):
        return document
    pictures = "picture" in beside
    what = "holds pictures and no words" if pictures else "has no words in it that can be read"
    raise Refused(Issue("no-words", f"{name} {what}. {_TYPE_IT if pictures else hint}", "file"))


def is_own_package(name: str, data: bytes) -> bool:
    """Whether it is what an export of ours packs: words, references and files in one."""
    return data.startswith(_ZIP) and name.lower().endswith(".zip")


def _own_package(
    name: str,
    data: bytes,
    bibliography: list[dict],
    known_keys: Iterable[str],
    audiences: Iterable[str] | None,
    most: int,
) -> Document:
    words, listed = words_of_package(name, data, most=most)
    items = [*bibliography, *listed]
    document = read_markdown(
        decode(name, words), name=name, bibliography=items, known_keys=known_keys, audiences=audiences
    )
    look_at_files(document, in_package(data), fill)
    return document


# Decoding


def decode(name: str, data: bytes, *, is_html: bool = False) -> str:
    """The text of some bytes: UTF-8, UTF-16 with its mark, or what an HTML page says of itself. Names the line that
    is not text. A few control characters are left for :mod:`.unseen`, which puts each before a person."""
    for start, what in _KNOWN.items():
        if data.startswith(start):
            raise Refused(Issue("not-text", f"{name} is {what}.", "file"))
    if data.startswith(_ZIP):
        raise Refused(Issue("not-text", f"{name} is a packed file; a Word document has to be named .docx.", "file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decoded(name, data, "utf-16")
    else:
        text = _decoded(name, data.removeprefix(b"\xef\xbb\xbf"), _charset(data) if is_html else "utf-8")
    text = text.removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control and len(_CONTROL.findall(text)) > max(_STRAY_CONTROLS, len(text) // _FEW_CONTROLS):
        line = text.count("\n", 0, control.start()) + 1
        raise refused_at(
            line, "not-text", f"{name} is not text: it is full of control characters (U+{ord(control.group()):04X})."
        )
    return text


def _charset(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    meant = _MEANT.get(declared, declared)
    return {"windows-874": "cp874"}.get(meant, meant) if _READ.fullmatch(meant) else "utf-8"


def _decoded(name: str, data: bytes, encoding: str) -> str:
    if encoding != "utf-16" and b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise refused_at(line, "not-text", f"{name} is not text: it holds bytes that no text has.")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        message = f"{name} is not {encoding.upper()} text (byte 0x{byte:02X}). Save it as UTF-8 and try again."
        raise refused_at(line, "wrong-encoding", message) from None


def _check_length(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Refused(Issue("too-large", f"{name} is longer than {most:,} characters.", "file"))


# Pages


def _plain(name: str, text: str, bibliography: list[dict]) -> Document:
    _check_length(name, text, MAX_TEXT)
    text = text.removeprefix("\ufeff").replace("\x0b", " ").replace("\x0c", " ")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen, told = take_unseen_lines(text.split("\n"))
    seen, signs = signs_of_lines(seen)
    blocks, lines = read_plain("\n".join(seen))
    for remarks in (told, signs):
        attach(blocks, remarks)
    return build_document(blocks, source=name, format="text", lines=lines, bibliography=bibliography)


def _html(name: str, text: str, bibliography: list[dict]) -> Document:
    text, pictures = parted(text)
    _check_length(name, text, MAX_HTML)
    blocks, lines, scripts = read_html(text)
    take_media(blocks, pictures.get)
    document = build_document(blocks, source=name, format="html", lines=lines, bibliography=bibliography)
    _report_scripts(document, scripts)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            document.places.setdefault(number, "markup")
    return document


def _markdown(name: str, text: str, bibliography: list[dict], known_keys: list[str]) -> Document:
    """CommonMark or Pandoc's: what it cites by key is of the bibliography, or of the library, or unresolved."""
    _check_length(name, text, MAX_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines, told = take_unseen_lines(text.split("\n"))
    blocks, _, scripts = read_html(to_page("\n".join(lines)))
    attach([block for block in blocks if not block.apart], told)
    known = known_of(bibliography, known_keys)
    document = build_document(
        blocks, source=name, format="markdown", lines=lines, bibliography=bibliography, known_keys=known
    )
    listed = {entry.key for entry in document.references}
    for key in sorted(cited_keys(document) - listed):
        if record := known.get(key):
            why = why_thin(record)
            document.references.append(ReferenceEntry(key, {**record, "id": key}, thin=bool(why), why_thin=why))
    _report_scripts(document, scripts)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            document.places.setdefault(number, "markup")
    return document


def _word(name: str, data: bytes, bibliography: list[dict], max_unpacked_bytes: int, tracked: str) -> Document:
    blocks = read_word(name, data, max_unpacked_bytes=max_unpacked_bytes, tracked=tracked)
    return _numbered(name, "docx", blocks, bibliography, [])


def _numbered(name: str, format: str, blocks: list[Block], bibliography: list[dict], scripts: list[int]) -> Document:
    """A source whose lines nobody sees: its paragraphs are counted in reading order instead."""
    take_unseen(blocks)
    shown = [block for block in blocks if block.text or block.kind == CELL]
    lines = [block.text for block in shown if block.text]
    numbers = iter(range(1, len(lines) + 1))
    for block in shown:
        block.lines = (next(numbers),) if block.text else ()
    looks = {block.line: block.plain for block in shown if block.text and block.plain != block.text}
    document = build_document(shown, source=name, format=format, lines=lines, bibliography=bibliography)
    _report_scripts(document, [item.line for item in document.set_apart if item.reason == "script"] if scripts else [])
    document.looks = looks
    say_spots(document)
    return document


def _report_scripts(document: Document, lines: list[int]) -> None:
    for line in lines:
        document.issues.append(issue_at(line, "script", "a script was left out."))
