"""What a draft must fulfil, at two strictnesses: to be saved, and to be submitted. (To publish: ``reviews``.)

Each rule is a small function that returns issues; :func:`draft_issues` asks them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from articles.doubts import StandingDoubt, doubts_in
from articles.findings import StandingFinding, holding_up, language_of
from articles.linked import link_issues, linked_articles, what_readers_have
from articles.models import Byline, Confirmation, Contributor, Edition, PendingMerge, Pin, Removal, Section
from articles.passages import Given, given_to_hosts, own_parts, placed_in, speaking_issues, standing_issues
from articles.queries import Part, active_audiences, parts_of_each
from articles.text import is_empty
from articles.words.audiences import AudiencePlan, as_mapping
from articles.words.content import SectionContent
from articles.words.media_rules import media_issues
from articles.words.namesakes import may_be_one
from articles.words.staleness import Pair, stale_audiences, unconfirmed_base_readers
from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue
from references.models import Reference

MAX_WORDS = 80


def section_target(content: SectionContent) -> str:
    return f"section:{content.anchor}"


def to_save(content: SectionContent, references: Mapping[str, Reference]) -> list[Issue]:
    """Drafts may be incomplete; only a citation of a reference that does not exist is refused."""
    unknown = sorted(content.cited_keys() - set(references))
    return [
        Issue(
            "unknown-reference",
            gettext("There is no reference “%(key)s” in the library.") % {"key": key},
            section_target(content),
        )
        for key in unknown
    ]


@dataclass(frozen=True)
class DraftFacts:
    """One draft as it was read: what the rules look at, and what is frozen when it is submitted. ``live`` are the
    sections of the edition that it is based on; the bylines come with their people and those people's accounts;
    ``given`` is what the passages that stand in it give now."""

    audiences: list[AudiencePlan]
    parts: list[Part] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    live: list[Section] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    unmerged: list[Section] = field(default_factory=list)
    language: str = ""
    given: Mapping[UUID, Given] = field(default_factory=dict)


def draft_issues(edition: Edition) -> list[Issue]:
    """Everything that the draft lacks in itself, in the order in which an editor would mend it. (Whether it can be
    submitted asks more: ``reviews.rules.submission``.)"""
    return draft_issues_each(draft_facts([edition]))[edition.pk]


def draft_issues_each(drafts: Mapping[Any, DraftFacts]) -> dict[Any, list[Issue]]:
    """:func:`draft_issues` for several drafts that were read, by their ids. As many queries as for one."""
    every = [part for facts in drafts.values() for part in facts.parts]
    confirmed = confirmed_pairs(every)
    references = references_cited(part.content for part in every)
    people = namesakes_of(byline.contributor for facts in drafts.values() for byline in facts.bylines)
    doubts = doubts_in(every)
    asked = holding_up({pk: (facts.parts, facts.language) for pk, facts in drafts.items()})
    readers = what_readers_have(linked_articles(part.content for part in every))
    return {
        pk: _issues_of(facts, confirmed, references, people, doubts, asked[pk], readers) for pk, facts in drafts.items()
    }


def _issues_of(
    facts: DraftFacts,
    confirmed: set[Pair],
    references: Mapping[str, Reference],
    people: Mapping[UUID, list[User]],
    doubts: Mapping[UUID, list[StandingDoubt]],
    asked: Iterable[StandingFinding],
    readers: Mapping[str, str],
) -> list[Issue]:
    article = facts.parts[0].section.article_id if facts.parts else UUID(int=0)  # the front is the article's own
    own = own_parts(article, facts.parts)  # a passage is mended where it is kept
    contents = [part.content for part in own]
    return [
        *merge_issues(facts),
        *front_issues(contents),
        *outline_issues([part.content for part in facts.parts]),
        *standing_issues(article, facts.parts, facts.given, {section.pk for section in facts.live}),
        *speaking_issues(facts.language, [one for pk, one in facts.given.items() if pk != article]),
        *text_issues(contents),
        *byline_issues(facts.bylines),
        *person_issues(facts.bylines, people),
        *doubt_issues(own, doubts),
        *finding_issues(own, asked),
        *citation_issues(contents),
        *reference_issues(contents, references),
        *link_issues(contents, str(article), readers),
        *wording_issues(contents, as_mapping(facts.audiences), confirmed),
        *media_issues(contents, {audience.key: audience.label for audience in facts.audiences}),
        *removal_issues(facts),
    ]


def draft_facts(editions: Iterable[Edition]) -> dict[Any, DraftFacts]:
    """Read several drafts, by their ids. Six queries at most."""
    editions, audiences = list(editions), active_audiences()
    parts = dict(zip(editions, parts_of_each(editions), strict=True))
    given = given_to_hosts(one for edition, some in parts.items() for one in placed_in(edition.article_id, some))
    facts = {one.pk: DraftFacts(audiences, some, language=language_of(one), given=given) for one, some in parts.items()}
    bases = {edition.based_on_id: edition.pk for edition in editions if edition.based_on_id}
    for byline in _bylines(facts):
        facts[byline.edition_id].bylines.append(byline)
    for pin in Pin.objects.filter(edition__in=bases).select_related("section").order_by("section__anchor"):
        facts[bases[pin.edition_id]].live.append(pin.section)
    for removal in _removals(facts):
        facts[removal.edition_id].removals.append(removal)
    for row in _unmerged(facts):
        facts[row.edition_id].unmerged.append(row.section)
    return facts


@compiled
def _bylines(editions: Iterable[Any]) -> QuerySet[Byline]:
    return Byline.objects.filter(edition__in=editions).select_related("contributor__user")


@compiled
def _removals(editions: Iterable[Any]) -> QuerySet[Removal]:
    return Removal.objects.filter(edition__in=editions).select_related("section").order_by("section__anchor")


@compiled
def _unmerged(editions: Iterable[Any]) -> QuerySet[PendingMerge]:
    return PendingMerge.objects.filter(edition__in=editions).select_related("section")


def references_cited(contents: Iterable[SectionContent]) -> dict[str, Reference]:
    """The cited references that exist, by key, as far as the rules look at them. One query."""
    keys = set().union(*(content.cited_keys() for content in contents))
    return {row.key: row for row in _thinly_read(keys)}


@compiled
def _thinly_read(keys: Iterable[str]) -> QuerySet[Reference]:
    return Reference.objects.filter(key__in=keys).only("key", "thin", "thin_why").order_by()


def confirmed_pairs(parts: Iterable[Part]) -> set[Pair]:
    """All confirmations of these sections. One query."""
    parts = list(parts)
    found = _confirmed([part.section.pk for part in parts], [part.content.base.digest for part in parts])
    return {Pair(str(section), *rest) for section, *rest in found}


@compiled
def _confirmed(sections: Iterable[Any], digests: Iterable[str]) -> QuerySet[Confirmation, tuple[Any, ...]]:
    rows = Confirmation.objects.filter(section__in=sections, base_digest__in=digests).order_by()
    return rows.values_list("section_id", "audience", "base_digest", "wording_digest")


def merge_issues(facts: DraftFacts) -> list[Issue]:
    """Nothing of an urgent change and of the edition that it interrupted is lost unseen."""
    headings = {part.section.pk: part.content.base.heading for part in facts.parts}
    message = gettext(
        "“%(what)s” was changed in the live edition and in the one that was set aside for it: decide what it says now."
    )
    names = (headings.get(section.pk) or section.anchor for section in facts.unmerged)
    return [Issue("merge-pending", message % {"what": name}, "merges") for name in names]


def front_issues(contents: list[SectionContent]) -> list[Issue]:
    front = next((content for content in contents if content.is_front), None)
    if front is None:
        return [Issue("no-front", gettext("The article has no front."), "section:front")]
    wanted = {"heading": "a title", "summary": "a summary"}
    return [
        Issue(f"no-{name}", gettext("Give the article %(what)s.") % {"what": what}, "section:front")
        for name, what in wanted.items()
        if not getattr(front.base, name).strip()
    ]


def outline_issues(contents: list[SectionContent]) -> list[Issue]:
    """The front's outline and the pinned sections are the same set: what the board reads is what readers get."""
    front = next((content for content in contents if content.is_front), None)
    sections = {content.section for content in contents if not content.is_front}
    if not sections:
        return [Issue("no-sections", gettext("Add at least one section after the front."), "section:front")]
    if front and {entry.section for entry in front.outline} != sections:
        return [
            Issue(
                "outline-differs",
                gettext("The outline does not name exactly the sections there are."),
                "section:front",
            )
        ]
    return []


def text_issues(contents: list[SectionContent]) -> list[Issue]:
    issues = []
    for content in contents:
        if not content.is_front and not content.base.heading.strip():
            issues.append(Issue("no-heading", gettext("Give this section a heading."), section_target(content)))
        if not content.is_front and is_empty(content.base.html):
            message = gettext("“%(what)s” has no text for everyone.") % {"what": content.base.heading or content.anchor}
            issues.append(Issue("no-text", message, section_target(content)))
    return issues


def byline_issues(bylines: Iterable[Byline]) -> list[Issue]:
    bylines = list(bylines)
    issues = []
    if not any(byline.role == "author" for byline in bylines):
        issues.append(Issue("no-author", gettext("Name at least one author."), "contributors"))
    for byline in bylines:
        if not byline.contributor.credentials.strip():
            message = gettext("Say which credentials %(name)s has (or “no medical credentials”).") % {
                "name": byline.contributor.name
            }
            issues.append(Issue("no-credentials", message, "contributors"))
        if not byline.contributor.interests.strip():
            message = gettext("Say which interests %(name)s declares; “none” is an answer.") % {
                "name": byline.contributor.name
            }
            issues.append(Issue("no-interests", message, "contributors"))
    return issues


def person_issues(bylines: Iterable[Byline], people: Mapping[UUID, list[User]]) -> list[Issue]:
    """Of everybody named, somebody has said who they are. ``people`` are the accounts of :func:`namesakes_of`."""
    issues = []
    for person in {byline.contributor_id: byline.contributor for byline in bylines}.values():
        if not person.is_known:
            message = gettext("Say who %(name)s is: the account that they have here, or that they have none.") % {
                "name": person.name
            }
            issues.append(Issue("unknown-person", message, "contributors"))
        issues += namesake_issues(person, people.get(person.pk, []), "contributors")
    return issues


def namesake_issues(person: Contributor, accounts: Iterable[User], target: str) -> list[Issue]:
    """Somebody said to have no account is not passed over where an account may be theirs: an editor says which."""
    return [
        Issue(
            "same-name",
            gettext(
                "%(name)s is said to have no account, but there is one of %(account)s: choose it, or say "
                "that this is another person."
            )
            % {"name": person.name, "account": account.printed_name},
            target,
        )
        for account in accounts
    ]


def namesakes_of(people: Iterable[Contributor]) -> dict[UUID, list[User]]:
    """By the ids of those who are said to have no account: the accounts that may be theirs by the name, and were not
    said to be another person's. One query, and one more where there are any; none where nobody is said to have
    none."""
    outsiders = {person.pk: person for person in people if person.is_outsider}
    names = list(User.objects.order_by().values_list("pk", "display_name")) if outsiders else []
    alike = {pk: {one for one, name in names if _may_be(person, one, name)} for pk, person in outsiders.items()}
    wanted = set().union(*alike.values())
    accounts = list(User.objects.filter(pk__in=wanted).order_by("display_name", "email")) if wanted else []
    return {pk: [one for one in accounts if one.pk in some] for pk, some in alike.items()}


def _may_be(person: Contributor, account: UUID, name: str) -> bool:
    return account not in person.other_than and may_be_one(person.name, name)


def doubt_issues(parts: Iterable[Part], doubts: Mapping[UUID, list[StandingDoubt]]) -> list[Issue]:
    """What an import left doubtful has been decided by a person."""
    return [
        Issue(
            "doubt-undecided",
            gettext("Decide the doubt in “%(what)s”: %(said)s")
            % {"what": part.content.base.heading or part.content.anchor, "said": _said(one)},
            f"doubt:{part.content.anchor}:{one.doubt.pk}",
        )
        for part in parts
        for one in doubts.get(part.version.pk, ())
        if one.is_open
    ]


def finding_issues(parts: Iterable[Part], findings: Iterable[StandingFinding]) -> list[Issue]:
    """What a check asks about has been mended, or somebody has said why it stays."""
    headings = {part.section.pk: part.content.base.heading or part.content.anchor for part in parts}
    return [
        Issue(
            "finding-unanswered",
            gettext("“%(what)s”, %(check)s: mend “%(words)s”, or say why it stays.")
            % {"what": headings[one.section], "check": one.finding.label, "words": one.finding.pointed_at},
            f"finding:{one.finding.anchor}:{one.finding.audience}:{one.finding.fingerprint}",
        )
        for one in findings
        if one.section in headings
    ]


def _said(one: StandingDoubt) -> str:
    """The doubt in one line: why, and the source's words."""
    reason = one.doubt.reason.rstrip(".:")
    words = " ".join(one.doubt.words.split())
    shown = words if len(words) <= MAX_WORDS else f"{words[: MAX_WORDS - 1].rstrip()}…"
    return f"{reason}: “{shown}”." if shown else f"{reason}."


def citation_issues(contents: list[SectionContent]) -> list[Issue]:
    issues = []
    for content in contents:
        for _, _, mark in content.citations():
            if mark.key is None:
                message = gettext("The citation “%(unresolved)s” in “%(heading)s” has no reference yet.") % {
                    "unresolved": mark.unresolved,
                    "heading": content.base.heading,
                }
                issues.append(Issue("unresolved-citation", message, section_target(content)))
    return issues


def reference_issues(contents: list[SectionContent], found: Mapping[str, Reference]) -> list[Issue]:
    """Cited references must be identifiable. ``found`` are the cited ones that exist. (Whether they can still be relied
    on is a question for ``reviews.rules.evidence``.)"""
    keys = set().union(*(content.cited_keys() for content in contents))
    issues = [
        Issue(
            "unknown-reference",
            gettext("There is no reference “%(key)s” in the library.") % {"key": key},
            f"reference:{key}",
        )
        for key in sorted(keys - set(found))
    ]
    for key in sorted(keys & set(found)):
        row = found[key]
        if row.thin:
            message = gettext("The reference “%(key)s” cannot be identified: %(what)s") % {
                "key": key,
                "what": row.thin_why or gettext("Too little is known of it."),
            }
            issues.append(Issue("thin-reference", message, f"reference:{key}"))
    return issues


def wording_issues(
    contents: list[SectionContent], audiences: Mapping[str, AudiencePlan], confirmed: set[Pair]
) -> list[Issue]:
    """Wordings written beside an older base text, and audiences that would read the base text unasked."""
    issues = []
    for content in contents:
        name = content.base.heading or content.anchor
        for key in stale_audiences(content, confirmed):
            label = audiences[key].label if key in audiences else key
            message = gettext(
                "The text of “%(name)s” changed after the wording for “%(label)s” was written: is it still right?"
            ) % {"name": name, "label": label}
            issues.append(Issue("stale-wording", message, f"wording:{content.anchor}:{key}"))
        for key in unconfirmed_base_readers(content, audiences, confirmed):
            message = gettext(
                "“%(label)s” would read the text for everyone in “%(name)s”: confirm it, or write theirs."
            ) % {"label": audiences[key].label, "name": name}
            issues.append(Issue("reads-base", message, f"wording:{content.anchor}:{key}"))
    return issues


def removal_issues(facts: DraftFacts) -> list[Issue]:
    """Every section that the live edition has and this one lacks was removed with a reason."""
    explained = {row.section_id for row in facts.removals if row.reason}
    here = {part.section.pk for part in facts.parts} | explained
    return [
        Issue(
            "removal-unexplained",
            gettext("Say why the section “%(anchor)s” was removed.") % {"anchor": section.anchor},
            f"removed:{section.anchor}",
        )
        for section in facts.live
        if section.pk not in here
    ]
