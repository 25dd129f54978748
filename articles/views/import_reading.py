"""What the preview of an import shows: everything that was read, and what creating the article would do."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

from articles.actions.articles import slug_issues
from articles.actions.citing import known_works
from articles.actions.importing import difference, not_now_issues
from articles.exchange.document import Document, ReferenceEntry, SectionText, SetApart
from articles.exchange.editing import Pending, may_merge, place_of
from articles.exchange.unresolved import sections_of, wordings_of
from articles.import_forms import PreviewForms
from articles.models import Article, Audience, ImportDraft
from articles.permissions import may_edit
from articles.presenting import present
from articles.text import CitationMark, replace_citations
from editorial.shared.issues import Issue, Refused
from references.formatting import format_reference, short_name
from references.models import Reference

LINES_A_PAGE = 400


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
    html: SafeString
    cited: list[dict]
    form: object = None
    lines: str = ""
    wordings: list[WordingShown] = field(default_factory=list)
    may_merge: bool = False
    previous: str = ""
    stays: bool = False


@dataclass(frozen=True)
class ReferenceShown:
    """An entry of the reference list. ``known`` is the library's reference for the same work."""

    entry: ReferenceEntry
    html: SafeString
    name: str
    uses: int
    known: Reference | None
    lines: str


@dataclass(frozen=True)
class Apart:
    """The lines that were set apart for one reason, each with its place in ``Document.set_apart``."""

    reason: str
    items: list[tuple[int, SetApart]] = field(default_factory=list)


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

    def __init__(self, draft: ImportDraft, pending: Pending, forms: PreviewForms, user):
        self.draft, self.pending, self.forms = draft, pending, forms
        self.document = pending.document
        self.known = known_works(self.document.references)
        self.names = names_of(self.document)
        self.links = {entry.key: f"#reference-{entry.key}" for entry in self.document.references}
        self.plan = plan_of(self.document, self.known, user)
        forms.front.fields["slug"].widget.attrs["placeholder"] = self.plan.slug
        self.labels = dict(Audience.objects.values_list("key", "label"))

    @cached_property
    def lead(self) -> SectionShown:
        return self._shown(self.document.front, "", False)

    @cached_property
    def sections(self) -> list[SectionShown]:
        shown, previous = [], "the lead"
        for section in self.document.sections:
            shown.append(self._shown(section, previous, may_merge(self.document, section.anchor)))
            previous = f"“{section.base.heading}”"
        return shown

    def _shown(self, section: SectionText, previous: str, mergeable: bool) -> SectionShown:
        here = place_of(section)
        return SectionShown(
            section=section,
            html=present(section.base.html, self.names, self.links),
            cited=self._cited(section),
            form=self.forms.sections.get(section.anchor),
            lines=span([line for line, places in self.document.places.items() if here in places.split(", ")]),
            wordings=[self._wording(key, wording) for key, wording in section.wordings.items()],
            may_merge=mergeable,
            previous=previous,
            stays=section.anchor in self.plan.kinds,
        )

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
                lines=span(entry.lines),
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
                    {"mark": mark, "field": form[f"place-{place}"] if len(marker.places) > 1 else None}
                    for place, mark in zip(marker.places, marker.marks, strict=True)
                ],
            }
            for number, marker in enumerate(form.markers)
        ]

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
            groups.setdefault(item.reason, Apart(item.reason)).items.append((number, item))
        return list(groups.values())

    @cached_property
    def claimed_reviewers(self) -> list:
        return [byline for byline in self.document.bylines if byline.role == "reviewer"]

    @cached_property
    def thin(self) -> list[ReferenceShown]:
        return [shown for shown in self.references if shown.entry.thin and not shown.known]

    @cached_property
    def notes(self) -> list[Issue]:
        """What the reader remarked, each leading to its line."""
        return [
            Issue(issue.code, issue.message, line_url(self.draft.pk, issue.target)) for issue in self.document.issues
        ]

    @cached_property
    def contents(self) -> list[dict]:
        """For the page's own navigation."""
        document = self.document
        entries = [
            ("front", "Front and address", ""),
            ("people", "People", str(len(document.bylines)) if document.bylines else ""),
            ("sections", "Sections", str(len(document.sections))),
            ("citations", "Citations to decide", str(len(document.unresolved))) if document.unresolved else None,
            ("references", "References", str(len(document.references))) if document.references else None,
            ("set-apart", "Set apart", str(len(document.set_apart))) if document.set_apart else None,
            ("notes", "Remarks", str(len(document.issues))) if document.issues else None,
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
        return Plan("", issues=[Issue("no-title", "Give the article a title, or an address.", "#id_front-heading")])
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        issues = [Issue(issue.code, issue.message, "#id_front-slug") for issue in slug_issues(slug)]
        return Plan(slug, issues=issues)
    if not may_edit(user, article):
        message = f"The address “{slug}” is used by somebody else’s article already: choose another."
        return Plan(slug, issues=[Issue("slug-taken", message, "#id_front-slug")])
    return _update_plan(slug, article, document, known)


def _update_plan(slug: str, article: Article, document: Document, known: Mapping[str, Reference | None]) -> Plan:
    keys = {key: row.key for key, row in known.items() if row is not None}
    try:
        found = difference(article, document, keys)
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


# Lines


def span(lines) -> str:
    """ "12" or "12–30" for the lines of something; "" if it has none."""
    lines = sorted(line for line in lines if line)
    if not lines:
        return ""
    return str(lines[0]) if lines[0] == lines[-1] else f"{lines[0]}–{lines[-1]}"


def line_url(pk, target: str) -> str:
    """Where a line stands on the page of all lines; other targets as they are."""
    number = target.removeprefix("line:")
    if target == number or not number.isdigit():
        return target
    page = (int(number) - 1) // LINES_A_PAGE + 1
    return f"{reverse('import_source', args=[pk])}?page={page}#line-{number}"


@dataclass(frozen=True)
class LineShown:
    """A line of the source, and where it went."""

    number: int
    text: str
    places: list[dict]
    is_apart: bool
    is_lost: bool


def show_lines(pending: Pending, pk, numbered: list[tuple[int, str]]) -> list[LineShown]:
    """These lines, each with where it went and a link there."""
    preview = reverse("import_preview", args=[pk])
    headings = {section.anchor: section.base.heading for section in [*pending.document.sections, *pending.dropped]}
    reasons: dict[int, str] = {}
    for item in pending.document.set_apart:
        reasons.setdefault(item.line, item.reason)
    return [
        LineShown(
            number=number,
            text=text,
            places=[
                _place(place, headings, reasons.get(number, ""), preview)
                for place in pending.document.places.get(number, "").split(", ")
                if place
            ],
            is_apart="set apart" in pending.document.places.get(number, ""),
            is_lost=bool(text.strip()) and number not in pending.document.places,
        )
        for number, text in numbered
    ]


def _place(place: str, headings: Mapping[str, str], reason: str, preview: str) -> dict:
    kind, _, name = place.partition(":")
    labels = {
        "front": ("Front", "#front"),
        "section": (headings.get(name) or name, f"#section-{name}"),
        "dropped": (f"Dropped with “{headings.get(name) or name}”", "#sections"),
        "reference": (f"Reference {name}", "#references"),
        "references": ("Heading of the references", "#references"),
        "byline": ("People", "#people"),
        "date": ("Date", "#people"),
        "set apart": (f"Set apart: {reason}" if reason else "Set apart", "#set-apart"),
        "markup": ("Nothing to read", ""),
    }
    label, anchor = labels.get(kind, (place, ""))
    return {"label": label, "url": f"{preview}{anchor}" if anchor else ""}
