"""What the section editor knows of each wording beside the words themselves. Reads; decides nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from articles.checks.plain_words import Table
from articles.enums import SectionKind
from articles.models import Audience, Confirmation, Section, SectionVersion
from articles.plain_terms import plain_table
from articles.queries import Part, active_audiences, audience_labels, media_of
from articles.redline import Redline, redline
from articles.requirements import confirmed_pairs
from articles.site.figures import ComparedFigure, figures_of, under
from articles.words.audiences import LEFT_OUT, AudiencePlan, as_mapping, grade_wanted, source_of
from articles.words.comparison import named
from articles.words.content import BASE, SectionContent, Wording, content_from_text
from articles.words.staleness import stale_audiences, unconfirmed_base_readers
from editorial.desk.reading import Read, read_of
from references.formatting import format_reference, short_name
from references.library.picker import as_entry
from references.matching import likely
from references.models import Reference

TEXT_FOR_EVERYONE = "Everyone"
MOST_VERSIONS = 50
MOST_CANDIDATES = 3000


@dataclass(frozen=True)
class WordingStanding:
    """Where one wording stands. ``reads`` is whose words its readers get now; ``change`` what became different in
    the text for everyone since the wording was last right, if that is known; ``grade`` the highest reading grade for
    its readers, where they need plain language, and ``read`` how hard its saved words are."""

    key: str
    label: str
    is_written: bool = False
    is_left_out: bool = False
    is_stale: bool = False
    reads: str = ""
    asks_to_confirm: bool = False
    is_offered: bool = True
    change: Redline | None = None
    grade: int | None = None
    read: Read | None = None

    @property
    def sign(self) -> str:
        """One word for the tab."""
        if self.is_stale:
            return "stale"
        if self.is_left_out:
            return gettext("left out")
        if self.asks_to_confirm:
            return gettext("to confirm")
        return "" if self.is_written or not self.key else gettext("not written")


def standings(part: Part) -> list[WordingStanding]:
    """The text for everyone, then every audience that is offered or has a wording here."""
    audiences = active_audiences()
    offered, confirmed = as_mapping(audiences), confirmed_pairs([part])
    stale = stale_audiences(part.content, confirmed)
    unconfirmed = unconfirmed_base_readers(part.content, offered, confirmed)
    plans = [*audiences, *_no_longer_offered(part.content, offered)]
    found = [
        WordingStanding(BASE, TEXT_FOR_EVERYONE, is_written=True, grade=grade_wanted(part.content, BASE, offered)),
        *(_standing(part, plan, offered, stale, unconfirmed) for plan in plans),
    ]
    title, table = title_of(part), plain_table()
    return [replace(one, read=_read(part, one, title, table)) for one in found]


def title_of(part: Part) -> str:
    """The article's title, as its front was last saved. One query, none for the front."""
    if part.content.is_front:
        return part.content.base.heading
    fronts = SectionVersion.objects.filter(section__article=part.section.article_id, section__kind=SectionKind.FRONT)
    text = fronts.order_by("-number").values_list("content", flat=True).first()
    return content_from_text(text).base.heading if text else ""


def _read(part: Part, standing: WordingStanding, title: str, table: Table) -> Read:
    wording = part.content.wordings.get(standing.key, Wording()) if standing.key else part.content.base
    return read_of(
        wording,
        key=standing.key,
        label=standing.label,
        wanted=standing.grade,
        title=title,
        language=part.section.article.language,
        table=table,
    )


def _no_longer_offered(content: SectionContent, offered: Mapping) -> list[AudiencePlan]:
    keys = sorted(set(content.wordings) - set(offered))
    labels = dict(Audience.objects.filter(key__in=keys).values_list("key", "label")) if keys else {}
    return [AudiencePlan(key=key, label=labels.get(key, key)) for key in keys]


def _standing(
    part: Part, plan: AudiencePlan, offered: Mapping, stale: Collection[str], unconfirmed: Collection[str]
) -> WordingStanding:
    content, own = part.content, part.content.wordings.get(plan.key)
    source = source_of(content, plan.key, offered) if plan.key in offered else plan.key
    return WordingStanding(
        key=plan.key,
        label=plan.label,
        is_written=own is not None and not own.left_out,
        is_left_out=own is not None and own.left_out,
        is_stale=plan.key in stale,
        reads=_reads(source, plan.key, offered),
        asks_to_confirm=plan.key in unconfirmed,
        is_offered=plan.key in offered,
        grade=grade_wanted(content, plan.key, offered) if own is not None else None,
        change=change_since_right(part, plan.key, own) if own is not None and plan.key in stale else None,
    )


def _reads(source: str, key: str, offered: Mapping) -> str:
    if source == key:
        return ""
    if source == LEFT_OUT:
        return gettext("nothing: the section is left out")
    return (
        gettext("the text for everyone")
        if source == BASE
        else gettext("the text for “%(label)s”") % {"label": offered[source].label}
    )


def change_since_right(part: Part, audience: str, wording: Wording) -> Redline | None:
    """What changed in the text for everyone since this wording was last written or confirmed beside it; None if that
    was too long ago to tell."""
    rows = Confirmation.objects.filter(section=part.section, audience=audience, wording_digest=wording.digest)
    digest = rows.order_by("-id").values_list("base_digest", flat=True).first()
    before = _base_with(part.section, digest) if digest else None
    if before is None:
        return None
    names = names_of([part.content])
    return redline(before.html, part.content.base.html, name_citation=named(names))


def _base_with(section: Section, digest: str) -> Wording | None:
    texts = section.versions.order_by("-number").values_list("content", flat=True)[:MOST_VERSIONS]
    bases = (content_from_text(text).base for text in texts)
    return next((base for base in bases if base.digest == digest), None)


@dataclass(frozen=True)
class CitedReference:
    """A reference of the section, for the list under the editor and for the names of citations in it."""

    row: Reference
    name: str
    html: str

    @property
    def as_found(self) -> dict:
        """The same that the library's search answers, for the picker."""
        return as_entry(self.row)

    @property
    def notice(self) -> str:
        return self.row.standing_note or (self.row.thin_why if self.row.thin else "")


def references_of(contents: Iterable[SectionContent]) -> list[CitedReference]:
    """The references that these texts cite, by name. One query."""
    keys = set().union(*(content.cited_keys() for content in contents))
    return sorted(cited_references(keys).values(), key=lambda one: one.name.lower())


def cited_references(keys: set[str]) -> dict[str, CitedReference]:
    """References by key, as pages of the desk show them. One query."""
    rows = Reference.objects.filter(key__in=keys)
    return {row.key: CitedReference(row, short_name(row.csl), format_reference(row.csl)) for row in rows}


@dataclass(frozen=True)
class Unresolved:
    """A citation without a reference: what it said, the sentence it stands in, and which references are likely."""

    said: str
    sentence: str
    likely: list[CitedReference]


def unresolved_in(content: SectionContent) -> list[Unresolved]:
    """The section's citations that wait for a reference, each offered the likely ones: never chosen for anybody.
    No query if there is none; else two.
    """
    marks = {(mark.unresolved, mark.sentence): mark for _, _, mark in content.citations() if mark.key is None}
    if not marks:
        return []
    candidates = list(Reference.objects.filter(merged_into__isnull=True).values_list("key", "csl")[:MOST_CANDIDATES])
    found = {place: likely(mark.sentence, candidates) for place, mark in marks.items()}
    rows = cited_references(set().union(*found.values()))
    return [Unresolved(*place, [rows[key] for key in keys if key in rows]) for place, keys in found.items()]


def names_of(contents: Iterable[SectionContent]) -> dict[str, str]:
    """The short names of the cited references by key, for :func:`articles.site.presentation.present`."""
    return {one.row.key: one.name for one in references_of(contents)}


def figures_in(part: Part) -> list[ComparedFigure]:
    """The section's pictures and sound. Three queries where there are any."""
    article = part.section.article_id
    labels = audience_labels() if part.content.media else {}
    return figures_of(part.content, media_of(article, [part.content]), labels, under(article))


def neighbours(parts: list[Part], part: Part) -> dict[str, SectionContent | None]:
    """The sections before and after this one."""
    contents = [one.content for one in parts]
    place = next(i for i, content in enumerate(contents) if content.section == part.key)
    return {
        "previous": contents[place - 1] if place else None,
        "next": contents[place + 1] if place + 1 < len(contents) else None,
    }
