"""The package of a Word file: its parts, unpacked within limits, and how they lead to each other.

Nothing in it is run, and no address in it is followed.
"""

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from editorial.shared.issues import Issue, Refused

from .names import STRICT

MAX_ENTRIES = 5_000
MAX_XML_BYTES = 12 * 1024 * 1024
MAX_PART_BYTES = 1_048_576  # of a part that is read alone
MAX_XML_DEPTH = 150
_NOT_WORD = "is not a Word document (.docx)"
_OLE = b"\xd0\xcf\x11\xe0"
_END_OF_DIRECTORY = b"PK\x05\x06"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%PDF", "is a PDF; copy its text, or import the document that it was made from"),
    (b"{\\rtf", "is rich text (.rtf); save it as .docx"),
)
_OTHER_OFFICE = {"xl": "is an Excel workbook; copy its table into a Word document", "ppt": "is a PowerPoint file"}
_REFUSED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True)
class Relation:
    """How one part leads to another: the last word of its kind ("footnotes"), the part's name or outside address."""

    kind: str
    target: str
    external: bool = False


@dataclass
class Package:
    """The parts of a file. ``name`` is the file's own, for what is said of it; ``damaged`` are parts that are no
    XML."""

    name: str
    names: list[str]
    parts: dict[str, etree._Element] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    main: str = ""
    digests: dict[str, str] = field(default_factory=dict)  # of the pictures, by their parts

    def relations(self, part: str) -> dict[str, Relation]:
        """Where a part leads, by the ids that it uses."""
        folder, name = posixpath.split(part)
        root = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for node in root if root is not None else ():
            if isinstance(node.tag, str) and node.get("Target"):
                external = node.get("TargetMode") == "External"
                target = node.get("Target", "")
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[node.get("Id", "")] = Relation(node.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found

    def related(self, kind: str, part: str = "") -> list[str]:
        """The parts of one kind that a part (the main one) leads to, in the order of their names."""
        relations = self.relations(part or self.main).values()
        return sorted({one.target for one in relations if one.kind == kind and not one.external})

    def root(self, kind: str) -> etree._Element | None:
        """The content of the one part of this kind; refused if it is there and damaged."""
        for part in self.related(kind):
            if part in self.damaged:
                raise refusal(self.name, "not-word", f"is damaged: its part {part} cannot be read")
            if part in self.parts:
                return self.parts[part]
        return None


def refusal(name: str, code: str, why: str) -> Refused:
    """A refusal that names the file."""
    return Refused(Issue(code, f"{name} {why}.", "file"))


def open_package(name: str, data: bytes, max_unpacked_bytes: int) -> Package:
    """The parts of a file. Raises :class:`Refused`, saying what the file is instead, or which part is damaged."""
    _refuse_other_kinds(name, data)
    _refuse_many_names(name, data, max_unpacked_bytes)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package(name, archive.namelist())
            _check_directory(name, archive, max_unpacked_bytes)
            _read_parts(package, archive)
    except _REFUSED:
        why = "is damaged or cut off: it cannot be unpacked" if data.startswith(b"PK\x03\x04") else _NOT_WORD
        raise refusal(name, "not-word", why) from None
    package.main = _main_part(package)
    return package


def read_part(name: str, data: bytes, part: str) -> etree._Element | None:
    """One part alone, without looking at the others; None where there is none that can be read. Refusing is for whoever
    opens the whole file."""
    try:
        _refuse_many_names(name, data, 0)
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
            content = stream.read(MAX_PART_BYTES + 1)
        return parse_xml(name, content) if len(content) <= MAX_PART_BYTES else None
    except (*_REFUSED, KeyError, Refused):
        return None


def _refuse_other_kinds(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise refusal(name, "protected", "is protected with a password; take the password off in Word, and save it")
        raise refusal(name, "not-word", "is an old Word file (.doc); save it as .docx")
    for start, why in _OTHER_KINDS:
        if data.startswith(start):
            raise refusal(name, "not-word", why)


def _refuse_many_names(name: str, data: bytes, most: int) -> None:
    """Before the directory is read: its own count tells, and costs nothing."""
    end = data.rfind(_END_OF_DIRECTORY)
    if end >= 0 and int.from_bytes(data[end + 10 : end + 12], "little") > MAX_ENTRIES:
        raise refusal(name, "zip-bomb", f"holds more than {MAX_ENTRIES:,} parts")


def _check_directory(name: str, archive: zipfile.ZipFile, most: int) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refusal(name, "zip-bomb", f"holds more than {MAX_ENTRIES:,} parts")
    if sum(entry.file_size for entry in entries) > most:
        raise refusal(name, "zip-bomb", f"unpacks to more than {most / 1_048_576:.0f} MB")
    if len({entry.filename for entry in entries}) != len(entries):
        raise refusal(name, "not-word", "holds a part twice")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusal(name, "protected", "is protected with a password; take the password off, and save it again")
    if "mimetype" in archive.namelist() and archive.read("mimetype")[:80].startswith(b"application/vnd.oasis"):
        raise refusal(name, "not-word", "is an OpenDocument text (.odt); save it as .docx")


def _read_parts(package: Package, archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if "/media/" in entry.filename:
            package.digests[entry.filename] = hashlib.sha256(archive.read(entry)).hexdigest()
        elif entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as stream:
                content = stream.read(MAX_XML_BYTES + 1)
            if len(content) > MAX_XML_BYTES:
                why = f"has a part of more than {MAX_XML_BYTES / 1_048_576:.0f} MB ({entry.filename})"
                raise refusal(package.name, "zip-bomb", why)
            root = parse_xml(package.name, content)
            if root is None:
                package.damaged.append(entry.filename)
            else:
                package.parts[entry.filename] = root


def parse_xml(name: str, content: bytes) -> etree._Element | None:
    """A part's tree: no document type (entities that multiply or fetch files), nothing nested too deeply. None if it
    is not well formed."""
    for address, usual in STRICT.items():
        content = content.replace(address, usual) if address in content else content
    depth = 0
    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for start in range(0, len(content), 65_536):
            parser.feed(content[start : start + 65_536])
            for event, node in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > MAX_XML_DEPTH:
                    raise refusal(name, "not-word", "is nested too deeply")
                if event == "start" and depth == 1 and node.getroottree().docinfo.doctype:
                    raise refusal(name, "xml-entities", "declares XML entities, which no Word document needs")
        root: etree._Element = parser.close()
    except etree.XMLSyntaxError as error:
        if re.search(r"entit", str(error), re.I):
            raise refusal(name, "xml-entities", "declares XML entities, which no Word document needs") from None
        if "depth" in str(error):
            raise refusal(name, "not-word", "is nested too deeply") from None
        if re.search(r"huge|resource limit", str(error), re.I):
            raise refusal(name, "too-large", "holds a text of more than 10 million characters in one piece") from None
        return None
    return root


def _main_part(package: Package) -> str:
    """The part that the package itself names as its document, whatever it is called."""
    main = next((part for part in package.related("officeDocument", "") if part), "")
    if not main and ("word/document.xml" in package.parts or "word/document.xml" in package.damaged):
        main = "word/document.xml"
    for folder, why in _OTHER_OFFICE.items():
        if main.startswith(f"{folder}/"):
            raise refusal(package.name, "not-word", why)
    if main in package.damaged:
        raise refusal(package.name, "not-word", f"is damaged: its part {main} cannot be read")
    root = package.parts.get(main)
    if root is None or not str(root.tag).endswith("}document"):
        raise refusal(package.name, "not-word", _NOT_WORD)
    return main
