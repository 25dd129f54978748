"""Editions to write out: made from generated documents, or from one text."""

import io
import zipfile
from uuid import UUID

from lxml import etree

from articles.exchange.document import Document, SectionText, WordingText
from articles.exchange.outgoing import Outgoing, OutReference, OutSection, OutWording
from articles.exchange.word_marks import Origin, Scope, digest_of
from articles.text import clean
from tests.articles.exchange.strategies import AUDIENCES, KEYS

SITE = "https://articles.example.org"
ARTICLE, EDITION = UUID(int=9), UUID(int=10)
REFERENCES = {
    key: OutReference(f"Author A. <i>Journal of {number}</i>.", "Research") for number, key in enumerate(KEYS)
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def outgoing(*sections: OutSection, scope: Scope = Scope.EDITION, **more) -> Outgoing:
    """An edition of these sections."""
    versions = [(UUID(str(section.version)), "d" * 64) for section in sections]
    digest = digest_of(article=ARTICLE, edition=EDITION, scope=scope, versions=versions)
    said = {
        "origin": Origin(ARTICLE, EDITION, 3, scope, digest, tuple(version for version, _ in versions)),
        "title": "Twitches",
        "state": "Under Review",
        "language": "en-GB",
        "sections": sections,
        "references": REFERENCES,
        "link_of": lambda article: f"{SITE}/articles/id/{article}/",
        "about": "edition 3",
    }
    return Outgoing(**{**said, **more})


def section(number: int, text: SectionText, *, is_front: bool = False) -> OutSection:
    wordings = [_wording("", text.base), *(_wording(key, one) for key, one in sorted(text.wordings.items()))]
    return OutSection(UUID(int=number), is_front, tuple(wordings))


def _wording(audience: str, text: WordingText) -> OutWording:
    label = f"Wording {AUDIENCES.index(audience)}" if audience else "Text for everyone"
    return OutWording(audience, label, text.heading, text.html, text.question, text.summary, text.left_out)


def from_document(document: Document) -> Outgoing:
    rest = [section(number, text) for number, text in enumerate(document.sections, 2)]
    return outgoing(section(1, document.front, is_front=True), *rest)


def from_html(html: str, heading: str = "Heading", **more) -> Outgoing:
    """One section that says this."""
    return outgoing(
        OutSection(UUID(int=1), False, (OutWording("", "Text for everyone", heading, clean(html).html),)), **more
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"]).find(f"{W}body")


def words(node: etree._Element) -> str:
    return "".join(one.text or "" for one in node.iter(f"{W}t"))
