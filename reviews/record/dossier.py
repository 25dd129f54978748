"""Everything about one edition in one document: what it says, who signed it, on what evidence, and what was decided.

Reads only. The board and administrators read all of it; the desk, and members who wrote the article, read it without
what only the board may know: that members declared interests, and remarks among the board. What these interests are,
only those read who lead the board, and administrators.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from articles.doubts import SourceShown, StandingDoubt, decided_for, shown_source, sources_of
from articles.enums import EditionState
from articles.findings import StandingFinding, checked_in, references_known
from articles.models import Article, Edition, PublishedBody, SectionVersion
from articles.permissions import may_edit
from articles.queries import Part, contents_of, manifest_of, parts_of, visible_to
from articles.site.manifest import FrozenManifest
from articles.site.presentation import present
from articles.words.content import SectionContent, Wording
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.record.actions import article_chain
from editorial.record.models import Event
from editorial.shared.issues import Issue, Refused
from reviews.models import Approval, Comment, Declaration, EditionPolicy, Erratum, Interest, SignOff
from reviews.publishing.composition import standing_notices
from reviews.publishing.facts import facts_of
from reviews.record.board_timeline import KNOWN_TO_THE_BOARD, entries_for_board
from reviews.record.dossier_figures import DossierFigure, figures_by_section
from reviews.record.dossier_story import EvidenceStory, evidence_stories, requests_answered
from reviews.record.timeline import Entry
from reviews.record.verification import Verified, verify_edition
from reviews.rules.comments import heard_outside_the_desk, kept_at_the_desk
from reviews.rules.independence import Independence, independence_of
from reviews.rules.permissions import hears_the_board, may_review
from reviews.rules.queries import reviewable_by

EVERYONE = gettext_lazy("Text for everyone")
NOTHING_HIDDEN = Independence(None)  # a dossier opens only for those from whom nothing is


def get_edition_for_dossier(user: User, slug: str, number: int) -> tuple[Edition, bool]:
    """A submitted edition, and whether the user reads what is confidential; ``Http404`` for everybody else.

    Refused to a member from whom others' opinions are hidden until their own is given: they are in it.
    """
    theirs = Q(pk__in=reviewable_by(user)) | Q(pk__in=visible_to(user))
    rows = Article.objects.all() if is_administrator(user) else Article.objects.filter(theirs)
    article = (
        rows.select_related("owner").filter(slugs__slug=slug).first()
    )  # one statement, whether there is none or not theirs
    if article is None:
        raise Http404(gettext("No such article."))
    confidential = hears_the_board(user, article) or (is_administrator(user) and not may_edit(user, article))
    edition = article.editions.filter(number=number, submitted_at__isnull=False).select_related("submitted_by").first()
    if edition is None:
        raise Http404(gettext("No such edition."))
    edition.article = article
    if may_review(user, article) and independence_of(user, article).hides_anything:
        message = gettext(
            "This review asks for independent opinions: the dossier opens for you once you have given yours."
        )
        raise Refused(Issue("own-opinion-first", message))
    return edition, confidential


@dataclass(frozen=True)
class WordingDossier:
    """One wording of a section as it is stored, citations by the names of their references; and who reads it."""

    label: str
    readers: tuple[str, ...]
    wording: Wording
    html: SafeString


@dataclass(frozen=True)
class SectionDossier:
    """A section of the edition: its words, who signed exactly these, what was remarked on it, and the requests for
    changes in earlier words that these answer."""

    anchor: str
    kind: str
    version: SectionVersion
    wordings: tuple[WordingDossier, ...]
    signatures: tuple[SignOff, ...]
    comments: tuple[Comment, ...]
    answers: tuple[SignOff, ...]
    doubts: tuple[StandingDoubt, ...] = ()
    dismissed: tuple[StandingFinding, ...] = ()
    figures: tuple[DossierFigure, ...] = ()

    @property
    def heading(self) -> str:
        return self.wordings[0].wording.heading or self.anchor


@dataclass(frozen=True)
class RecordedEvent:
    """A line of the record in words, with its place in the chain."""

    entry: Entry
    seq: int
    hash: str


@dataclass(frozen=True)
class Dossier:
    """The whole document, for one kind of reader."""

    edition: Edition
    confidential: bool
    manifest: FrozenManifest
    sections: tuple[SectionDossier, ...]
    approvals: tuple[Approval, ...]
    policies: tuple[EditionPolicy, ...]
    errata: tuple[Erratum, ...]
    declared: tuple[Declaration, ...]
    interests: tuple[Interest, ...]
    names_interests: bool
    bodies: tuple[PublishedBody, ...]
    evidence: tuple[EvidenceStory, ...]
    renewing: tuple[str, ...]
    notices: tuple[dict, ...]
    events: tuple[RecordedEvent, ...]
    verified: tuple[Verified, ...]
    sources: tuple[SourceShown, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is as it was written."""
        return not any(part.failures for part in self.verified)

    @property
    def title(self) -> str:
        return self.sections[0].heading if self.sections else self.edition.article.slug

    @property
    def references(self) -> list[tuple[str, dict]]:
        return sorted(self.manifest.references.items())


def dossier_of(edition: Edition, *, confidential: bool, names_interests: bool = False) -> Dossier:
    """Read and verify everything about a submitted edition: a constant number of queries, and one for each signature
    that is verified."""
    manifest = manifest_of(edition)
    sections = _sections(edition, manifest, confidential)
    facts = facts_of(edition, manifest) if edition.state == EditionState.PUBLISHED else None
    return Dossier(
        edition=edition,
        confidential=confidential,
        manifest=manifest,
        sections=sections,
        approvals=tuple(edition.approvals.select_related("by", "revocation__by").order_by("at")),
        errata=tuple(edition.errata.select_related("by")),
        policies=tuple(edition.policies.select_related("version__policy__board", "by").order_by("id")),
        declared=_declared(sections),
        interests=_interests(edition) if confidential else (),
        names_interests=confidential and names_interests,
        bodies=tuple(edition.bodies.defer("html").order_by("audience", "at")),
        evidence=evidence_stories(manifest),
        renewing=tuple(one.heading for one in sections if facts and str(one.version.section_id) in facts.renewing),
        notices=tuple(standing_notices(facts) if facts else ()),
        events=_events(edition),
        verified=tuple(verify_edition(edition)),
        sources=tuple(map(shown_source, sources_of(edition))),
    )


def _declared(sections: Iterable[SectionDossier]) -> tuple[Declaration, ...]:
    """What those who signed had declared of their interests when they did, as readers may know it. One query."""
    digests = {row.said["declaration"] for section in sections for row in section.signatures}
    rows = Declaration.objects.filter(digest__in=digests - {None}).select_related("user")
    return tuple(rows.order_by("user__display_name", "at"))


def _interests(edition: Edition) -> tuple[Interest, ...]:
    rows = Interest.objects.filter(article=edition.article_id).select_related("user")
    return tuple(rows.order_by("declared_at"))


def _sections(edition: Edition, manifest: FrozenManifest, confidential: bool) -> tuple[SectionDossier, ...]:
    ids = [pin.version for pin in manifest.pins]
    versions = {str(row.pk): row for row in SectionVersion.objects.filter(pk__in=ids).select_related("section")}
    contents = contents_of(manifest)
    signed, remarked = _signatures(ids), _comments(edition, manifest, confidential)
    asked, figures = requests_answered(edition, manifest), figures_by_section(manifest, contents)
    parts = parts_of(edition)
    doubts, dismissed = decided_for(edition, parts), _dismissed(edition, parts, manifest.language)
    return tuple(
        SectionDossier(
            anchor=pin.anchor,
            kind=versions[pin.version].section.get_kind_display(),
            version=versions[pin.version],
            wordings=tuple(_wordings(contents[pin.section], manifest)),
            signatures=tuple(signed[pin.version]),
            comments=tuple(remarked[pin.section]),
            answers=tuple(asked[pin.section]),
            doubts=tuple(doubts.get(versions[pin.version].pk, ())),
            dismissed=tuple(dismissed[pin.section]),
            figures=figures.get(pin.section, ()),
        )
        for pin in manifest.pins
    )


def _dismissed(edition: Edition, parts: list[Part], language: str) -> dict[str, list[StandingFinding]]:
    """By section, what the checks point at and the desk let stand, with its reasons."""
    found = defaultdict(list)
    known = references_known(set().union(*(part.content.cited_keys() for part in parts)))
    for text in checked_in(parts, language=language, known=known, up_to=edition.number):
        found[text.part.key] += [one for one in text.standing if not one.is_open]
    return found


def _wordings(content: SectionContent, manifest: FrozenManifest) -> Iterable[WordingDossier]:
    """The text for everyone first, then in the order of the audiences; what an edition has, whoever reads it."""
    names = {key: entry["name"] for key, entry in manifest.references.items()}
    labels = {audience.key: audience.label for audience in manifest.audiences}
    readers = defaultdict(list)
    for audience in manifest.audiences:
        readers[manifest.plan[audience.key][content.section]].append(audience.label)
    keys = ["", *[key for key in labels if key in content.wordings], *sorted(set(content.wordings) - set(labels))]
    for key in keys:
        wording = content.base if key == "" else content.wordings[key]
        shown = present(wording.html, names)
        yield WordingDossier(labels.get(key, key) or EVERYONE, tuple(readers[key]), wording, shown)


def _signatures(versions: list[str]) -> dict[str, list[SignOff]]:
    """Every verdict on exactly these versions, with what it meant; also those given in another edition. One query."""
    found = defaultdict(list)
    rows = SignOff.objects.filter(version__in=versions).select_related("edition", "settlement__by").order_by("at", "id")
    for row in rows:
        row.said = json.loads(row.content)
        found[str(row.version_id)].append(row)
    return found


def _comments(edition: Edition, manifest: FrozenManifest, confidential: bool) -> dict[str, list[Comment]]:
    """What was remarked on the edition's sections, threads together; among the board only for the board. One query."""
    rows = heard_outside_the_desk(edition.article_id).filter(section__in=[pin.section for pin in manifest.pins])
    if not confidential:
        rows = without_confidential(rows)
    found = defaultdict(list)
    threads = defaultdict(list)
    for row in rows.select_related("author", "resolved_by").order_by("at"):
        threads[row.in_reply_to_id or row.pk].append(row)
    for thread in threads.values():
        found[str(thread[0].section_id)] += thread
    return found


def without_confidential(rows: Any) -> Any:
    """Remarks without those that only the board reads."""
    return rows.filter(board_only=False)


def _events(edition: Edition) -> tuple[RecordedEvent, ...]:
    """What the record holds from the edition's beginning to its last change of state, as the board may know it."""
    chain = Event.objects.filter(chain=article_chain(edition.article_id))
    own = chain.filter(subject=f"edition:{edition.pk}").order_by("seq").values_list("seq", flat=True)
    first, last = min(own, default=0), max(own, default=0)
    rows = chain.filter(seq__gte=first, seq__lte=last, verb__in=KNOWN_TO_THE_BOARD).select_related("actor")
    rows = rows.exclude(subject__in=kept_at_the_desk(edition.article))
    events = list(rows.order_by("seq"))
    entries = entries_for_board(edition.article, events, NOTHING_HIDDEN)
    return tuple(RecordedEvent(entry, event.seq, event.hash) for entry, event in zip(entries, events, strict=True))
