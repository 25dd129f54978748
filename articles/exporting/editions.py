"""An edition, or some of its sections, as what goes out: read in a constant number of queries, and nothing written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext

from articles.exchange.outgoing import Outgoing, OutReference, OutSection, OutWording
from articles.exchange.word_marks import Origin, Scope, digest_of
from articles.exchange.word_out import write_word
from articles.exporting import media_rows
from articles.exporting.media import out_media
from articles.models import Edition, Medium
from articles.passages import own_parts
from articles.queries import Part, audience_labels, manifest_of, parts_of
from articles.site.rendering import article_path
from articles.words.content import BASE, Wording
from references.enums import Kind
from references.enums import Standing as ReferenceStanding
from references.formatting import format_reference
from references.library.queries import answering
from references.models import Reference


@dataclass(frozen=True)
class Chosen:
    """Which sections of an edition go out, and what they are called in a file's name and in its first line."""

    scope: Scope
    parts: list[Part]
    name: str
    about: str


def whole_of(edition: Edition) -> Chosen:
    """All sections of its own, in their order."""
    about = gettext("edition %(number)d, all of it") % {"number": edition.number}
    return Chosen(Scope.EDITION, own_parts(edition.article_id, parts_of(edition)), "", about)


def section_of(edition: Edition, part: Part) -> Chosen:
    """One section."""
    heading = part.content.base.heading or part.section.anchor
    about = gettext("“%(heading)s”, a section of edition %(number)d") % {"heading": heading, "number": edition.number}
    return Chosen(Scope.SECTION, [part], part.section.anchor, about)


def sitting_of(edition: Edition, parts: list[Part]) -> Chosen:
    """The sections that somebody has to sign."""
    about = gettext("the sections of edition %(number)d that wait for you") % {"number": edition.number}
    return Chosen(Scope.SITTING, parts, "for-you", about)


@dataclass(frozen=True)
class WordFile:
    """A file to be saved."""

    name: str
    data: bytes


def word_file(edition: Edition, chosen: Chosen) -> WordFile:
    """The chosen sections as .docx."""
    name = "-".join(filter(None, (edition.article.slug, "edition", str(edition.number), slugify(chosen.name))))
    return WordFile(f"{name}.docx", write_word(outgoing_of(edition, chosen)))


def outgoing_of(edition: Edition, chosen: Chosen) -> Outgoing:
    """The chosen sections with every wording, and the references that they cite as the edition shows them."""
    versions = [(part.version.pk, part.version.digest) for part in chosen.parts]
    digest = digest_of(article=edition.article_id, edition=edition.pk, scope=chosen.scope, versions=versions)
    pins = tuple(version for version, _ in versions)
    labels = _labels(edition)
    media = media_rows(edition.article_id, set().union(*(part.content.files() for part in chosen.parts)))
    return Outgoing(
        origin=Origin(edition.article_id, edition.pk, edition.number, chosen.scope, digest, pins),
        title=_title(edition, chosen.parts),
        state=edition.get_state_display(),
        language=edition.article.language,
        sections=tuple(_section(part, labels, media) for part in chosen.parts),
        references=_references(edition, chosen.parts),
        link_of=lambda article: f"{settings.SITE_ADDRESS}{article_path(article)}",
        about=chosen.about,
    )


def _title(edition: Edition, parts: Iterable[Part]) -> str:
    front = next((part for part in parts if part.content.is_front), None)
    if front is None:
        front = next((part for part in parts_of(edition) if part.content.is_front), None)
    return (front.content.base.heading if front else "") or edition.article.slug


def _labels(edition: Edition) -> Mapping[str, str]:
    """What the audiences are called: as the edition says it once it was submitted."""
    frozen = manifest_of(edition).audiences if edition.submitted_at else ()
    return {**audience_labels(), **{one.key: one.label for one in frozen}}


def _section(part: Part, labels: Mapping[str, str], media: Mapping[str, Medium]) -> OutSection:
    wordings = [_wording(key, wording, labels) for key, wording in part.content.all_wordings()]
    shown = out_media(part.content.media, media, labels)
    return OutSection(part.version.pk, part.content.is_front, tuple(wordings), shown)


def _wording(key: str, wording: Wording, labels: Mapping[str, str]) -> OutWording:
    if key == BASE:
        label = gettext("Text for everyone")
    else:
        label = gettext("Wording for “%(who)s”") % {"who": labels.get(key, key)}
    return OutWording(
        audience=key,
        label=label,
        heading=wording.heading,
        html=wording.html,
        question=wording.question,
        summary=wording.summary,
        left_out=wording.left_out,
    )


def _references(edition: Edition, parts: Iterable[Part]) -> dict[str, OutReference]:
    """As the edition froze them; of a draft, as they are now."""
    keys = set().union(*(part.content.cited_keys() for part in parts))
    if edition.submitted_at:
        frozen = manifest_of(edition).references
        return {key: _reference(**{name: frozen[key][name] for name in _SAID}) for key in keys}
    rows = answering(Reference.objects.filter(key__in=keys))
    return {
        key: _reference(
            formatted=format_reference(row.csl), kind_label=str(Kind(row.kind).label), standing=row.standing
        )
        for key, row in rows.items()
    }


_SAID = ("formatted", "kind_label", "standing")


def _reference(formatted: str, kind_label: str, standing: str) -> OutReference:
    good = standing == ReferenceStanding.GOOD
    return OutReference(formatted, kind_label, "" if good else str(ReferenceStanding(standing).label))
