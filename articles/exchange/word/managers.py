"""Records that reference managers keep in a Word file: Zotero, Mendeley (both forms), EndNote, and Word itself."""

import base64
import binascii
import json
import re
from typing import Any

from lxml import etree

from references.formats.csl import clean_partly

from ..blocks import FieldItem
from .package import parse_xml

MENDELEY_TAG = "MENDELEY_CITATION_v3_"
_CITED = re.compile(r"CSL_CITATION", re.I)
_DECODER = json.JSONDecoder()
MAX_ITEMS = 60  # works in one mark
_ENDNOTE_TYPES = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "web page": "webpage",
    "report": "report",
    "thesis": "thesis",
    "conference proceedings": "paper-conference",
    "conference paper": "paper-conference",
    "newspaper article": "article-newspaper",
    "magazine article": "article-magazine",
    "statute": "legislation",
    "dataset": "dataset",
}
_WORD_TYPES = {
    "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "webpage",
    "Case": "legal_case",
    "Patent": "patent",
}
_WORD_FIELDS = {
    "Title": "title",
    "JournalName": "container-title",
    "BookTitle": "container-title",
    "PeriodicalTitle": "container-title",
    "InternetSiteTitle": "container-title",
    "ConferenceName": "event-title",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "Publisher": "publisher",
    "Institution": "publisher",
    "City": "publisher-place",
    "Edition": "edition",
    "URL": "URL",
    "DOI": "DOI",
    "StandardNumber": "ISBN",
}
_ENDNOTE_FIELDS = {
    "titles/title": "title",
    "titles/secondary-title": "container-title",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "publisher": "publisher",
    "pub-location": "publisher-place",
    "edition": "edition",
    "electronic-resource-num": "DOI",
    "isbn": "ISBN",
    "urls/related-urls/url": "URL",
}


def cleaned(raw: dict[str, Any]) -> dict[str, Any]:
    """A record as references are stored; fields that cannot be used are left off."""
    csl, _ = clean_partly({name: field for name, field in raw.items() if name != "id" and field not in ("", None)})
    return csl if csl.get("title") or csl.get("DOI") or csl.get("author") else {}


# CSL-JSON: Zotero, Mendeley


def items_of_code(code: str) -> tuple[FieldItem, ...]:
    """The works that a field's code cites as CSL-JSON; () if it holds none."""
    match = _CITED.search(code)
    start = code.find("{", match.end()) if match else -1
    return _items_of_json(code[start:]) if start >= 0 else ()


def items_of_tag(tag: str) -> tuple[FieldItem, ...]:
    """The works of Mendeley's newer form, which packs them into the name of a content control."""
    try:
        words = base64.b64decode(tag.removeprefix(MENDELEY_TAG) + "==", validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        return ()
    return _items_of_json(words)


def _items_of_json(words: str) -> tuple[FieldItem, ...]:
    try:
        read, _ = _DECODER.raw_decode(words.strip())
    except (ValueError, RecursionError):
        return ()
    items = read.get("citationItems") if isinstance(read, dict) else None
    named = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return tuple(_csl_item(item) for item in named[:MAX_ITEMS])


def _csl_item(item: dict[str, Any]) -> FieldItem:
    data = item.get("itemData")
    return FieldItem(
        csl=cleaned(data) if isinstance(data, dict) else {},
        locator=_word(item.get("locator")),
        label=_word(item.get("label")),
        prefix=_word(item.get("prefix")),
        suffix=_word(item.get("suffix")),
        suppress_author=bool(item.get("suppress-author")),
        name=_word(item.get("id")),
    )


def _word(said: Any) -> str:
    return str(said)[:300] if isinstance(said, str | int) else ""


# EndNote


def endnote_items(code: str, data: str) -> tuple[FieldItem, ...]:
    """The works of an EndNote field: its XML stands in the code, or packed in the field's data."""
    start = code.find("<EndNote")
    words = code[start:].encode() if start >= 0 else _endnote_of(data)
    root = parse_xml("EndNote", words) if words else None
    cites = [] if root is None else list(root.iter("Cite"))
    return tuple(_endnote_item(cite) for cite in cites[:MAX_ITEMS])


def _endnote_of(data: str) -> bytes:
    words = _bytes_of(data)
    end = words.rfind(b"</EndNote>")
    start = words.find(b"<EndNote")
    return words[start : end + len(b"</EndNote>")] if 0 <= start < end else b""


def _bytes_of(data: str) -> bytes:
    try:
        return base64.b64decode("".join(data.split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return b""


def unpacked(data: str) -> str:
    """The words that a field carries packed."""
    return _bytes_of(data).decode("utf-8", "replace")


def _endnote_item(cite: etree._Element) -> FieldItem:
    record = cite.find("record")
    year, author = _text(cite, "Year"), _text(cite, "Author")
    return FieldItem(
        csl={} if record is None else cleaned(_endnote_record(record)),
        locator=_text(cite, "Pages"),
        prefix=_text(cite, "Prefix"),
        suffix=_text(cite, "Suffix"),
        suppress_author=cite.get("ExcludeAuth") == "1",
        name=" ".join(filter(None, (author, year))),
    )


def _endnote_record(record: etree._Element) -> dict[str, Any]:
    kind = record.find("ref-type")
    name = (kind.get("name") or "").lower() if kind is not None else ""
    raw: dict[str, Any] = {"type": _ENDNOTE_TYPES.get(name, "document")}
    raw |= {field: _text(record, path) for path, field in _ENDNOTE_FIELDS.items()}
    for role, field in (("authors", "author"), ("secondary-authors", "editor")):
        people = [_said(node) for node in record.iterfind(f"contributors/{role}/author")]
        raw[field] = [_person(name) for name in people if name]
    year = re.search(r"\d{4}", _text(record, "dates/year"))
    if year:
        raw["issued"] = {"date-parts": [[int(year[0])]]}
    if raw["type"] == "article-journal":
        raw.pop("ISBN", None)
    return raw


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma or not given.strip():
        return {"literal": name.strip(" ,")}
    return {"family": family.strip(), "given": given.strip()}


def _text(node: etree._Element, path: str) -> str:
    return _said(node.find(path))


def _said(node: etree._Element | None) -> str:
    return "" if node is None else " ".join("".join(node.itertext()).split())


# Word's own sources


def word_sources(root: etree._Element) -> dict[str, dict[str, Any]]:
    """The records of Word's source store, by their tags."""
    found = {}
    for source in root:
        if isinstance(source.tag, str) and source.tag.endswith("}Source"):
            found[_part(source, "Tag").lower()] = cleaned(_source_record(source))
    return found


def _source_record(source: etree._Element) -> dict[str, Any]:
    raw: dict[str, Any] = {"type": _WORD_TYPES.get(_part(source, "SourceType"), "document")}
    for name, field in _WORD_FIELDS.items():
        if words := _part(source, name):
            raw.setdefault(field, words)
    for role, field in (("Author", "author"), ("Editor", "editor")):
        raw[field] = _people(source, role)
    raw |= _date(source, "issued", "Year", "Month", "Day")
    raw |= _date(source, "accessed", "YearAccessed", "MonthAccessed", "DayAccessed")
    return raw


def _part(source: etree._Element, name: str) -> str:
    return _said(source.find(f"{{*}}{name}"))


def _people(source: etree._Element, role: str) -> list[dict[str, str]]:
    node = source.find(f"{{*}}Author/{{*}}{role}")
    if node is None:
        return []
    corporate = _part(node, "Corporate")
    people = [
        {
            "family": _part(person, "Last"),
            "given": " ".join(filter(None, (_part(person, "First"), _part(person, "Middle")))),
        }
        for person in node.iterfind("{*}NameList/{*}Person")
    ]
    return [{"literal": corporate}] if corporate else [person for person in people if person["family"]]


def _date(source: etree._Element, field: str, *names: str) -> dict[str, Any]:
    parts = []
    for name in names:
        words = _part(source, name)
        if not words.isdigit():
            break
        parts.append(int(words))
    return {field: {"date-parts": [parts]}} if parts else {}


_SWITCH = re.compile(r'\\([a-z])(?:\s+("[^"]*"|[^\s\\"]+))?', re.I)


def citation_items(code: str, sources: dict[str, dict[str, Any]]) -> tuple[FieldItem, ...]:
    """The works of a field of Word's own: ``CITATION Boy05 \\p 1115 \\m Lan98``."""
    words = code.split()
    if len(words) < 2:
        return ()
    found: list[dict[str, str]] = [{"tag": words[1].strip('"')}]
    for switch, said in _SWITCH.findall(code):
        if switch == "m":
            found.append({"tag": said.strip('"')})
        else:
            found[-1][switch] = said.strip('"')
    return tuple(_word_item(one, sources) for one in found[:MAX_ITEMS])


def _word_item(said: dict[str, str], sources: dict[str, dict[str, Any]]) -> FieldItem:
    return FieldItem(
        csl=sources.get(said["tag"].lower(), {}),
        locator=said.get("p", "") or said.get("v", ""),
        label="page" if said.get("p") else "volume",
        prefix=said.get("f", ""),
        suffix=said.get("s", ""),
        suppress_author="n" in said,
        name=said["tag"],
    )
