"""What this app adds to the verification of the record: the stored words and their digests."""

import json
from collections.abc import Iterator

from articles.enums import EditionState
from articles.models import Edition, Manifest, Pin, PublicPage, PublishedBody, SectionVersion, SourceDocument
from articles.queries import frozen_media
from articles.site.manifest import manifest_from_text
from articles.words.citation_index import rows_stored, rows_wanted
from articles.words.content import content_from_text
from editorial.record.models import Event
from editorial.record.verification import Failure, check
from editorial.shared.canonical import sha256

NEVER_SUBMITTED = (EditionState.DRAFT, EditionState.DISCARDED)


@check("section versions", count=SectionVersion.objects.count)
def check_versions() -> Iterator[Failure | None]:
    for version in SectionVersion.objects.order_by("section", "number").iterator():
        yield version_failure(version)


def version_failure(version: SectionVersion) -> Failure | None:
    row = f"section version {version.pk}"
    if sha256(version.content) != version.digest:
        return Failure(row, "its digest is not that of its content")
    if json.loads(version.content)["section"] != str(version.section_id):
        return Failure(row, "it belongs to another section")
    return None


@check("citations", count=SectionVersion.objects.count)
def check_citations() -> Iterator[Failure | None]:
    """The index that says where references are cited says what the texts say (``rebuild_citations`` mends it)."""
    for version in SectionVersion.objects.order_by("section", "number").iterator():
        yield citation_failure(version)


def citation_failure(version: SectionVersion) -> Failure | None:
    same = sorted(rows_stored(version)) == sorted(rows_wanted(content_from_text(version.content)))
    return None if same else Failure(f"section version {version.pk}", "its citations are indexed otherwise")


@check("pictures and sound", count=SectionVersion.objects.count)
def check_media() -> Iterator[Failure | None]:
    """Where versions hold pictures and sound is indexed as their contents say, and each is of the same article.
    (Whether their bytes are what they were is asked of every kept file.)"""
    for version in SectionVersion.objects.select_related("section").order_by("section", "number").iterator():
        yield media_failure(version)


def media_failure(version: SectionVersion) -> Failure | None:
    wanted = [(one.file, one.kind) for one in content_from_text(version.content).media]
    places = version.media_places.filter(medium__article=version.section.article_id).order_by("position")
    same = list(places.values_list("medium__file", "medium__kind")) == wanted
    return None if same else Failure(f"section version {version.pk}", "its pictures and sound are indexed otherwise")


@check("manifests", count=Manifest.objects.count)
def check_manifests() -> Iterator[Failure | None]:
    """Each manifest has its digest, and its edition still contains, and says of itself, exactly what it froze."""
    for manifest in Manifest.objects.select_related("edition").order_by("at").iterator():
        yield manifest_failure(manifest)


def manifest_failure(manifest: Manifest) -> Failure | None:
    row = f"manifest of edition {manifest.edition_id}"
    if sha256(manifest.content) != manifest.digest:
        return Failure(row, "its digest is not that of its content")
    said = manifest_from_text(manifest.content)
    if said.statement.as_dict() and said.statement != manifest.edition.statement:
        return Failure(row, "its edition says other things of itself than when it was submitted")
    frozen = {(pin.section, pin.version, pin.digest) for pin in said.pins}
    columns = ("section_id", "version_id", "version__digest", "version__media_places__medium__file")
    pins = list(Pin.objects.filter(edition=manifest.edition_id).values_list(*columns))
    files = {file for *_, file in pins if file}
    if (files or said.media) and said.media != frozen_media(
        manifest.edition.article_id, files, {section for section, *_ in pins}
    ):
        return Failure(row, "its pictures and sound are not those that it froze")
    now = {(str(section), str(version), digest) for section, version, digest, _ in pins}
    return None if now == frozen else Failure(row, "its edition no longer contains what was submitted")


@check("editions", count=Edition.objects.exclude(state__in=NEVER_SUBMITTED).count)
def check_editions() -> Iterator[Failure | None]:
    """Every edition past Draft has its manifest, but for drafts that were set aside: the record says of which."""
    for edition in Edition.objects.exclude(state__in=NEVER_SUBMITTED).order_by("article", "number").iterator():
        aside = Event.objects.filter(subject=f"edition:{edition.pk}", verb="edition.set_aside")
        has = Manifest.objects.filter(edition=edition).exists() or aside.exists()
        yield None if has else Failure(f"edition {edition.pk}", "it has no manifest")


@check("sources", count=SourceDocument.objects.count)
def check_sources() -> Iterator[Failure | None]:
    """What an edition was imported from has its digest, and names the file that is kept with it."""
    for source in SourceDocument.objects.order_by("at").iterator():
        yield source_failure(source)


def source_failure(source: SourceDocument) -> Failure | None:
    row = f"source {source.pk}"
    if sha256(source.content) != source.digest:
        return Failure(row, "its digest is not that of its content")
    named = json.loads(source.content)["file"]
    return None if named == source.file_id else Failure(row, "it was made from another file")


@check("published bodies", count=PublishedBody.objects.count)
def check_bodies() -> Iterator[Failure | None]:
    for body in PublishedBody.objects.order_by("at").iterator():
        yield body_failure(body)


def body_failure(body: PublishedBody) -> Failure | None:
    holds = sha256(body.html) == body.digest
    return None if holds else Failure(f"published body {body.pk}", "its digest is not that of its words")


@check("public pages", count=PublicPage.objects.count)
def check_pages() -> Iterator[Failure | None]:
    """Every page has its digest. That a live one contains the signed words is checked with the approvals."""
    for page in PublicPage.objects.order_by("slug", "audience").iterator():
        wanted = "" if page.kind == PublicPage.Kind.MOVED and not page.content else sha256(page.content)
        holds = page.etag == wanted
        yield None if holds else Failure(f"page {page.slug} for {page.audience}", "its bytes were changed")
