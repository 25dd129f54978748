"""What the preview of an import shows: everything that was read, and what creating the article would do."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from articles.actions.articles import slug_issues
from articles.actions.citing import known_works, perhaps_known
from articles.actions.importing import difference, not_now_issues
from articles.enums import SectionKind
from articles.exchange.document import Document, ReferenceEntry, SectionText, SetApart
from articles.exchange.doubts import place_in_source
from articles.exchange.editing import Pending, may_merge, place_of
from articles.exchange.spots import has_no_lines
from articles.exchange.unresolved import sections_of, wordings_of
from articles.models import Article, Audience, ImportDraft
from articles.permissions import may_edit
from articles.site.presentation import present
from articles.text import CitationMark, replace_citations
from editorial.desk.forms.imports import LEAVE_OUT, Marker, PreviewForms
from editorial.desk.import_blocks import Blocks, BlockShown
from editorial.desk.import_doubts import DoubtGroup, DoubtShown, groups_of, shown_doubts
from editorial.desk.import_lines import line_url, note_shown, span
from editorial.shared.issues import Issue, Refused
from references.formatting import format_reference, short_name
from references.library.alike import Differs, differences
from references.models import Reference

KIND_LABELS = {kind.value: kind.label for kind in SectionKind}


@dataclass(frozen=True)
class WordingShown:
    """One audience's words, if the source has them."""

    label: str
    heading: str
    html: SafeString
    left_out: bool


@dataclass(frozen=True)
class SectionShown:
    """A section (or the lead) as the preview shows it."""

    section: SectionText
    blocks: list[BlockShown]
    has_tools: bool
    cited: list[dict]
    form: object = None
    lines: str = ""
    wordings: list[WordingShown] = field(default_factory=list)
    may_merge: bool = False
    previous: str = ""
    stays: bool = False
    kind: str = ""
    doubts: int = 0


@dataclass(frozen=True)
class ReferenceShown:
    """An entry of the reference list. ``known`` is the library's reference for the same work; ``alike`` one that may be
    it, and ``differs`` in what both differ."""

    entry: ReferenceEntry
    html: SafeString
    name: str
    uses: int
    known: Reference | None
    lines: str
    alike: Reference | None = None

    @property
    def alike_html(self) -> SafeString:
        return format_reference(self.alike.csl)

    @property
    def differs(self) -> list[Differs]:
        return differences(self.alike.csl, self.entry.csl) if self.alike else []


@dataclass(frozen=True)
class Apart:
    """The lines that were set apart for one reason, each with its place in ``Document.set_apart`` and in the source."""

    reason: str
    items: list[tuple[int, SetApart, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What creating the article would do: ``issues`` keep it from being done; ``article`` is the one updated."""

    slug: str
    article: Article | None = None
    issues: list[Issue] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    people: bool = False
    changes_nothing: bool = False
    kinds: list[str] = field(default_factory=list)


class Preview:
    """Everything on the page, read once."""

    def __init__(
        self, draft: ImportDraft, pending: Pending, forms: PreviewForms, user, *, opened: str = "", block: str = ""
    ):
        self.draft, self.pending, self.forms = draft, pending, forms
        self.document = pending.document
        self.known = known_works(self.document.references)
        self.alike = perhaps_known(self.document.references, self.known)
        self.names = names_of(self.document)
        self.links = {entry.key: f"#reference-{entry.key}" for entry in self.document.references}
        self.blocks = Blocks(self.document, self.names, self.links, opened=opened, at=block)
        self.plan = plan_of(self.document, self.known, user)
        forms.front.fields["slug"].widget.attrs["placeholder"] = self.plan.slug
        self.labels = dict(Audience.objects.values_list("key", "label"))

    @cached_property
    def lead(self) -> SectionShown:
        return self._shown(self.document.front, "", False)

    @cached_property
    def sections(self) -> list[SectionShown]:
        shown, previous = [], gettext("the lead")
        for section in self.document.sections:
            shown.append(self._shown(section, previous, may_merge(self.document, section.anchor)))
            previous = f"“{section.base.heading}”"
        return shown

    def _shown(self, section: SectionText, previous: str, mergeable: bool) -> SectionShown:
        here = place_of(section)
        return SectionShown(
            section=section,
            blocks=self.blocks.of(section),
            has_tools=self.blocks.has_tools(section),
            cited=self._cited(section),
            form=self.forms.sections.get(section.anchor),
            lines=self._lines(line for line, places in self.document.places.items() if here in places.split(", ")),
            wordings=[self._wording(key, wording) for key, wording in section.wordings.items()],
            may_merge=mergeable,
            previous=previous,
            stays=section.anchor in self.plan.kinds,
            kind=KIND_LABELS.get(section.kind, section.kind),
            doubts=sum(one.doubt.anchor == section.anchor and not one.decided for one in self.doubts),
        )

    def _lines(self, lines: Iterable[int]) -> str:
        """The lines of something, if its source has lines that people see."""
        return "" if has_no_lines(self.document) else span(lines)

    def _cited(self, section: SectionText) -> list[dict]:
        """The references that the section cites, by name, each once; and how many citations are unresolved."""
        marks = [mark for _, wording in wordings_of(section) for mark in marks_in(wording.html)]
        counts = Counter(mark.key for mark in marks if mark.key)
        return [
            {"key": key, "name": self.names.get(key, key), "times": number, "link": self.links.get(key, "")}
            for key, number in counts.items()
        ] + [{"unresolved": mark.unresolved} for mark in marks if mark.key is None]

    def _wording(self, key: str, wording) -> WordingShown:
        html = present(wording.html, self.names, self.links)
        return WordingShown(self.labels.get(key, key), wording.heading, html, wording.left_out)

    @cached_property
    def references(self) -> list[ReferenceShown]:
        uses = Counter(
            mark.key
            for section in sections_of(self.document)
            for _, wording in wordings_of(section)
            for mark in marks_in(wording.html)
        )
        return [
            ReferenceShown(
                entry=entry,
                html=_formatted(json.dumps(entry.csl, sort_keys=True)),
                name=short_name(entry.csl),
                uses=uses[entry.key],
                known=self.known[entry.key],
                lines=self._lines(entry.lines),
                alike=self.alike.get(entry.key),
            )
            for entry in self.document.references
        ]

    @cached_property
    def markers(self) -> list[dict]:
        """The unresolved citations by what they say, with the form's fields for them."""
        form = self.forms.citations
        return [
            {
                "marker": marker,
                "field": form[f"marker-{number}"],
                "key_field": form[f"key-{number}"],
                "places": [
                    {
                        "mark": mark,
                        "where": place_in_source(self.document, mark.line),
                        "field": self._own(marker, place),
                    }
                    for place, mark in zip(marker.places, marker.marks, strict=True)
                ],
            }
            for number, marker in enumerate(form.markers)
        ]

    def _own(self, marker: Marker, place: int) -> BoundField | None:
        """The field of one place of a citation that stands in several."""
        return self.forms.citations[f"place-{place}"] if len(marker.places) > 1 else None

    @cached_property
    def proposed(self) -> list[dict]:
        """The proposal, number by number: what is cited, and the entry at that position."""
        proposal = self.document.proposal
        if proposal is None:
            return []
        entries = {entry.key: entry for entry in self.document.references}
        sentences: dict[str, list[str]] = {}
        for mark in self.document.unresolved:
            sentences.setdefault(mark.marker, []).append(mark.sentence)
        return [
            {
                "number": number,
                "name": self.names.get(key, key),
                "title": (entries[key].csl.get("title") or entries[key].text) if key in entries else "",
                "sentence": sentences.get(f"[{number}]", [""])[0],
            }
            for number, key in sorted(proposal.numbers.items())
        ]

    @cached_property
    def apart(self) -> list[Apart]:
        groups: dict[str, Apart] = {}
        for number, item in enumerate(self.document.set_apart):
            where = self.document.spots.get(item.line, "") or str(item.line or "")
            groups.setdefault(item.reason, Apart(item.reason)).items.append((number, item, where))
        return list(groups.values())

    @cached_property
    def people_lacking(self) -> list[str]:
        """What is missing of the people who are named, as the closed fold says it."""
        named = [form for form in self.forms.people if form["role"].value() != LEAVE_OUT]
        credentials = sum(not form["credentials"].value() for form in named)
        interests = sum(not form["interests"].value() for form in named)
        said = [
            ngettext("%(number)s without credentials", "%(number)s without credentials", credentials),
            ngettext("%(number)s without declared interests", "%(number)s without declared interests", interests),
        ]
        return [text % {"number": n} for text, n in zip(said, (credentials, interests), strict=True) if n]

    @cached_property
    def claimed_reviewers(self) -> list:
        return [byline for byline in self.document.bylines if byline.role == "reviewer"]

    @cached_property
    def thin(self) -> list[ReferenceShown]:
        return [shown for shown in self.references if shown.entry.thin and not shown.known]

    @property
    def doubtful_references(self) -> int:
        """How many entries have something to look at, besides those that are in the library or too thin anyway."""
        return sum(bool(one.entry.doubts) and not one.known and not one.entry.thin for one in self.references)

    @cached_property
    def doubts(self) -> list[DoubtShown]:
        return shown_doubts(self.pending)

    @cached_property
    def open_doubts(self) -> list[DoubtGroup]:
        return groups_of(self.doubts)

    @cached_property
    def decided_doubts(self) -> list[DoubtShown]:
        return [one for one in self.doubts if one.decided]

    @property
    def doubts_left(self) -> int:
        return len(self.doubts) - len(self.decided_doubts)

    @cached_property
    def light_remarks(self) -> list[Issue]:
        """What the reader noticed and nobody has to decide, each leading to its line."""
        light = [remark for remark in self.document.remarks if not remark.serious]
        return [Issue("remark", one.message, line_url(self.draft.pk, f"line:{one.line}")) for one in light]

    @property
    def light_remarks_number(self) -> int:
        return len(self.light_remarks)

    @cached_property
    def notes(self) -> list[Issue]:
        """What the reader remarked, each with its line and leading there."""
        return [note_shown(self.document, self.draft.pk, issue) for issue in self.document.issues]

    @cached_property
    def contents(self) -> list[dict]:
        """For the page's own navigation."""
        document = self.document
        entries = [
            ("check", gettext("To check"), str(self.doubts_left)) if self.doubts else None,
            ("citations", gettext("Citations to decide"), str(len(document.unresolved)))
            if document.unresolved
            else None,
            ("thin", gettext("References to complete"), str(len(self.thin))) if self.thin else None,
            ("set-apart", gettext("Set apart"), str(len(document.set_apart))) if document.set_apart else None,
            ("front", gettext("Front and address"), ""),
            ("people", gettext("People"), str(len(document.bylines)) if document.bylines else ""),
            ("sections", gettext("Sections"), str(len(document.sections))),
            ("references", "References", str(len(document.references))) if document.references else None,
            ("notes", "Remarks", str(len(self.notes) + len(self.light_remarks)))
            if self.notes or self.light_remarks
            else None,
        ]
        return [{"anchor": a, "heading": h, "note": n} for a, h, n in filter(None, entries)]


@lru_cache(maxsize=4096)
def _formatted(csl: str) -> SafeString:
    """A page is looked at many times while it is corrected, and formatting is the slowest thing on it."""
    return format_reference(json.loads(csl))


def marks_in(html: str) -> list[CitationMark]:
    """The citations of a text without their sentences, which take longer."""
    marks: list[CitationMark] = []
    replace_citations(html, lambda mark: marks.append(mark) or "")
    return marks


def names_of(document: Document) -> dict[str, str]:
    """Short names of everything that the texts cite, from the document's list or from the library."""
    names = {entry.key: short_name(entry.csl) for entry in document.references}
    cited = {
        mark.key
        for section in sections_of(document)
        for _, wording in wordings_of(section)
        for mark in marks_in(wording.html)
        if mark.key
    }
    rows = Reference.objects.filter(key__in=cited - set(names))
    return names | {row.key: short_name(row.csl) for row in rows}


# What creating the article would do


def plan_of(document: Document, known: Mapping[str, Reference | None], user) -> Plan:
    """Whether a new article would be made or one of the user's be changed, and what is in the way."""
    slug = document.slug or slugify(document.front.base.heading)[:100].strip("-")
    if not slug:
        return Plan(
            "", issues=[Issue("no-title", gettext("Give the article a title, or an address."), "#id_front-heading")]
        )
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        issues = [Issue(issue.code, issue.message, "#id_front-slug") for issue in slug_issues(slug)]
        return Plan(slug, issues=issues)
    if not may_edit(user, article):
        message = gettext("The address “%(slug)s” is used by somebody else’s article already: choose another.") % {
            "slug": slug
        }
        return Plan(slug, issues=[Issue("slug-taken", message, "#id_front-slug")])
    return _update_plan(slug, article, document, known, user)


def _update_plan(slug: str, article: Article, document: Document, known: Mapping[str, Reference | None], user) -> Plan:
    keys = {key: row.key for key, row in known.items() if row is not None}
    try:
        found = difference(article, document, keys, by=user)
    except Refused as refused:
        return Plan(slug, article, issues=refused.issues)
    headings = {section.anchor: section.base.heading for section in sections_of(document)}
    kinds = dict(article.sections.values_list("anchor", "kind"))
    return Plan(
        slug,
        article,
        issues=not_now_issues(article) if found.changed_anything else [],
        added=[headings[anchor] for anchor in found.added],
        changed=[headings[anchor] for anchor in found.changed],
        removed=found.removed,
        unchanged=len(found.unchanged),
        people=found.people,
        changes_nothing=not found.changed_anything,
        kinds=[section.anchor for section in document.sections if section.anchor in kinds],
    )
