"""Word files as they come back, written for these tests: the leaves of versions in their marks, and what people did."""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from uuid import uuid4

from articles.exchange.word.strip import read_strip
from articles.exchange.word_marks import CitesTag, Origin, Scope, bookmark_of, digest_of, properties_of, tag_of
from articles.models import Article, Edition
from articles.queries import parts_of
from articles.returned.base import CITED, Base, Leaf
from articles.returned.found import Found
from articles.returned.matching import match
from articles.words.content import SectionContent, Wording
from editorial.accounts.models import User
from reviews.actions import bring_file
from reviews.models import ReturnedFile
from reviews.talk.returned import read_returned
from tests.articles.exchange.docx import packed
from tests.articles.exchange.word.files import SPACES, run
from tests.articles.exchange.word.files import parts_of as package

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_numbers = count(1)

Edits = Mapping[int, str | Callable[[str], str]]


def base(html: str, *, heading: str = "", wordings: Mapping[str, Wording] | None = None) -> Base:
    content = SectionContent(str(uuid4()), "part-1", "body", Wording(heading=heading, html=html), dict(wordings or {}))
    return Base(uuid4(), content)


def inserted(words: str, who: str = "A. Reviewer", when: str = "2026-03-04T05:06:00Z") -> str:
    return f'<w:ins w:id="{next(_numbers)}" w:author="{who}" w:date="{when}">{_as_run(words)}</w:ins>'


def deleted(words: str, who: str = "A. Reviewer", when: str = "2026-03-04T05:06:00Z") -> str:
    inner = _as_run(words).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="{next(_numbers)}" w:author="{who}" w:date="{when}">{inner}</w:del>'


def commented(words: str, key: int) -> str:
    start, end = f'<w:commentRangeStart w:id="{key}"/>', f'<w:commentRangeEnd w:id="{key}"/>'
    return f'{start}{_as_run(words)}{end}<w:r><w:commentReference w:id="{key}"/></w:r>'


def _as_run(words: str) -> str:
    return words if words.startswith("<") else run(words)


def comments(*said: tuple[str, str]) -> str:
    """The part of comments: (author, words), their ids from 0."""
    each = "".join(
        f'<w:comment w:id="{key}" w:author="{who}" w:date="2026-03-04T05:06:00Z"><w:p>{run(words)}</w:p></w:comment>'
        for key, (who, words) in enumerate(said)
    )
    return f"<w:comments {SPACES}>{each}</w:comments>"


def written(leaf: Leaf) -> str:
    """A leaf's words as they go out."""
    groups = iter(leaf.groups)
    out = ""
    for piece in _pieces(leaf.text):
        if piece == CITED:
            tag = tag_of(CitesTag(next(groups).marks))
            out += f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run("[1]")}</w:sdtContent></w:sdt>'
        else:
            out += "<w:r><w:br/></w:r>" if piece == "\n" else run(piece)
    return out


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for letter in text:
        if letter in (CITED, "\n"):
            yield from ([piece] if piece else [])
            yield letter
            piece = ""
        else:
            piece += letter
    yield from ([piece] if piece else [])


def marked(leaf: Leaf, inner: str) -> str:
    number = next(_numbers)
    name = bookmark_of(leaf.place)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(inner: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{inner}</w:p>"


def body_of(bases: Iterable[Base], edits: Edits | None = None) -> str:
    """All leaves, one paragraph each; ``edits`` says by the leaf's number what stands instead of its words, or of the
    whole paragraph where that begins with one."""
    out, number = "", 0
    for one in bases:
        for leaf in one.leaves:
            inner = (edits or {}).get(number, written(leaf))
            inner = inner(written(leaf)) if callable(inner) else inner
            whole = inner == "" or inner.startswith(("<w:p>", "<w:tbl>"))
            out += inner if whole else paragraph(marked(leaf, inner))
            number += 1
    return out


def file_of(body: str, *, properties: Mapping[str, str] | None = None, comments: str = "") -> bytes:
    """The file. Its custom properties say where it comes from."""
    parts = package(body, parts={"comments": comments} if comments else {})
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate((properties or {}).items(), 2)
    )
    parts["docProps/custom.xml"] = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{TYPES}">{rows}</Properties>'
    return packed(parts)


def found(bases: list[Base], edits: Edits | None = None, *, body: str = "", comments: str = "") -> list[Found]:
    """What is found in a file of these versions."""
    data = file_of(body or body_of(bases, edits), comments=comments)
    return match(read_strip("back.docx", data, max_unpacked_bytes=50_000_000), bases).found


def bases_of(edition: Edition) -> list[Base]:
    return [Base(part.version.pk, part.content) for part in parts_of(edition)]


def origin_of(edition: Edition) -> Origin:
    parts = parts_of(edition)
    versions = [(part.version.pk, part.version.digest) for part in parts]
    digest = digest_of(article=edition.article_id, edition=edition.pk, scope=Scope.EDITION, versions=versions)
    ids = tuple(pk for pk, _ in versions)
    return Origin(edition.article_id, edition.pk, edition.number, Scope.EDITION, digest, ids)


def returned(edition: Edition, change: Callable[[Leaf, str], str], *, comments: str = "", **origin) -> bytes:
    """The edition as it went out; ``change`` is given each leaf and its words as XML, and says what came back."""
    body = "".join(
        inner if (inner := change(leaf, written(leaf))).startswith("<w:p>") else paragraph(marked(leaf, inner))
        for one in bases_of(edition)
        for leaf in one.leaves
    )
    return file_of(body, properties=properties_of(origin_of(edition)), comments=comments)


def brought(edition: Edition, *, by: User, name: str = "A. Reviewer") -> ReturnedFile:
    """A file of this edition that was brought back: words put into its first part, and a comment that fits nowhere."""

    def change(leaf: Leaf, words: str) -> str:
        return words + inserted(" In small steps.", name) if leaf.place.part == "l" and leaf.audience == "" else words

    data = returned(edition, change, comments=comments((name, "Is this all?")))
    article = Article.objects.get(pk=edition.article_id)
    seen = read_returned(article, "back.docx", data, by=by).digest
    return bring_file(article=article, name="back.docx", data=data, seen=seen, by=by)
