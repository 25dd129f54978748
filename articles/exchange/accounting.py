"""Hands what a reader made of a file to the second pair of eyes, as plain values."""

import logging
import re
from collections.abc import Iterable, Iterator

from articles.conservation import Arrived, Cited, Finding, Said, missing_from
from articles.text import keys_cited_in

from .document import Document, ReferenceEntry
from .remarks import BOX_STOOD, Remark
from .tree import element, text

_UNCHECKED = "This file could not be checked a second time: compare it with the text yourself."
_UNCHECKED_PIECE = "What was pasted could not be checked a second time: compare it with the text yourself."
NOWHERE = "from nowhere"  # its words are the article's, not the source's
_QUOTED = re.compile(r"\A“(.*)”\)", re.S)
_log = logging.getLogger(__name__)
_KINDS = {"media": "medium", "form": "tracked change of form"}
_STILL_SAID = frozenset(("unseen",))  # these words are in the text: naming them accounts for nothing
_STAY = frozenset(("formatted", "form", "sign", "checkbox", "equation"))
_LABEL = re.compile(r"[(\[]?(?:[\d.]{1,8}|[a-zA-Z]|[ivxlcdm]{1,8})[.)\]]*|\W*", re.I)
_HEADINGS_OF_LISTS = ("References", "Sources", "Bibliography", "Works cited", "Works Cited", "Literature", "REFERENCES")


def accounted(document: Document, data: bytes, *, tracked: str = "rejected") -> Document:
    """The document, with what a second reading of the file's bytes finds neither stored nor told (``unaccounted``).

    It never fails: a file that cannot be read a second time has not been checked, and that is what is said.
    """
    try:
        document.unaccounted = missing_from(document.format, data, arrived_of(document), tracked=tracked)
    except Exception:
        _log.exception("The second reading of a file failed")
        document.unaccounted = [Finding("unchecked", "", "", _UNCHECKED)]
    return document


def second_reading(kind: str, copied: str, html: str, remarks: Iterable[Remark]) -> list[Remark]:
    """What a second reading of a copied piece (``kind``: "clipboard" or "text") finds neither in its stored form nor
    among what is told of it. As of files, it never fails."""
    keys = {key: Cited(None, key) for key in keys_cited_in(html)}
    arrived = Arrived((("the text", html),), tuple(_said_of(remarks)), keys)
    try:
        found = missing_from(kind, copied.encode("utf-8", "replace"), arrived)
    except Exception:
        _log.exception("The second reading of what was pasted failed")
        found = [Finding("unchecked", "", "", _UNCHECKED_PIECE)]
    told = [(one, "" if one.code == NOWHERE else words_around(one)) for one in found]
    return [Remark(one.code, one.words, one.message, sentence=words, serious=True) for one, words in told]


def words_around(finding: Finding) -> str:
    """The words in which a finding stands."""
    quoted = _QUOTED.search(finding.message.partition(f"({finding.place}: ")[2])
    return quoted[1].strip("… ") if quoted else ""


def arrived_of(document: Document) -> Arrived:
    """All that is stored of a document, and all that is told of the rest."""
    front = document.front.base
    stored = [
        ("title", _heading(front.heading)),
        ("question", _line(front.question)),
        ("summary", _line(front.summary)),
        ("lead", front.html),
    ]
    for section in document.sections:
        stored += [(section.anchor, _heading(section.base.heading)), (section.anchor, section.base.html)]
    return Arrived(tuple((place, html) for place, html in stored if html), tuple(_said(document)), _cited(document))


def _heading(words: str) -> str:
    return element("h3", text(words)) if words else ""


def _line(words: str) -> str:
    return element("p", text(words)) if words else ""


def _said(document: Document) -> list[Said]:
    said = [Said("set apart", item.text) for item in document.set_apart]
    said += [Said("reference", _reference(entry)) for entry in document.references]
    said += _said_of(document.remarks)
    said += _said_with_media(document)
    said += [Said("link", issue.message) for issue in document.issues if issue.code == "citation-link"]
    said += [Said("references", heading) for heading in _HEADINGS_OF_LISTS if document.references]
    return said + [Said("fact", words) for words in document.facts]


def _said_of(remarks: Iterable[Remark]) -> Iterator[Said]:
    for remark in remarks:
        words = "" if remark.kind in _STILL_SAID else remark.words
        yield Said(_KINDS.get(remark.kind, remark.kind), words, _stays(remark))
        yield Said("reason", remark.reason)


def _said_with_media(document: Document) -> Iterator[Said]:
    """What is said of pictures is kept with them."""
    for section in (document.front, *document.sections):
        for medium in section.media:
            yield Said("caption", medium.caption)


def _stays(remark: Remark) -> bool:
    """Whether a remark is about words that are in the text: of a list only its labels may be gone."""
    is_item = remark.kind == "list" and not _LABEL.fullmatch(remark.words)
    return is_item or remark.kind in _STAY or remark.reason == BOX_STOOD


def _reference(entry: ReferenceEntry) -> str:
    return f"{entry.number or ''} {entry.kind} {entry.text} {entry.csl.get('DOI', '')} {entry.csl.get('URL', '')}"


def _cited(document: Document) -> dict[str, Cited]:
    return {entry.key: Cited(entry.number, f"{entry.text} {_names(entry)}") for entry in document.references}


def _names(entry: ReferenceEntry) -> str:
    people = [person for field in ("author", "editor") for person in entry.csl.get(field, [])]
    names = [str(person.get(part, "")) for person in people for part in ("family", "literal")]
    issued = entry.csl.get("issued", {}).get("date-parts", [[""]])
    return " ".join([*names, str(issued[0][0] if issued and issued[0] else "")])
