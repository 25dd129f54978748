"""What keeps a draft from being submitted: what it lacks in itself, and what it rests on. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from articles.models import Edition, Pin
from articles.requirements import DraftFacts, draft_facts, draft_issues_each
from editorial.shared.issues import Issue
from reviews.models import ReturnedFile
from reviews.rules.coming import coming_to
from reviews.rules.evidence import Sentence, sentences_at_risk_in, submission_issues
from reviews.rules.returned import hand_issues, unknown_hands
from reviews.rules.sets import of_member


def to_submit(edition: Edition, draft: DraftFacts | None = None) -> list[Issue]:
    """Everything that keeps this draft from being submitted. ``draft``: where it was read already."""
    return to_submit_each([edition], {edition.pk: draft} if draft else None)[edition.pk]


def to_submit_each(
    editions: Iterable[Edition], drafts: Mapping[Any, DraftFacts] | None = None
) -> dict[Any, list[Issue]]:
    """:func:`to_submit` for several drafts, by their ids. As many queries as for one."""
    editions = list(editions)
    drafts = drafts or drafts_of(editions)
    own, resting, hands = draft_issues_each(drafts), asked_about(editions), hands_asked_about(drafts)
    return {
        edition.pk: [*own[edition.pk], *submission_issues(resting[edition.pk]), *hand_issues(hands[edition.pk])]
        for edition in editions
    }


def drafts_of(editions: Iterable[Edition]) -> dict[Any, DraftFacts]:
    """Several drafts as they were read, by their ids, each with what the passages that stand in it give it: now, or
    once they go live together with it."""
    drafts = draft_facts(editions)
    hosts = [pk for pk, facts in drafts.items() if _places_any(facts)]
    coming = coming_to(hosts) if hosts else {}
    return {
        pk: replace(facts, given={**facts.given, **coming[pk]}) if coming.get(pk) else facts
        for pk, facts in drafts.items()
    }


def _places_any(facts: DraftFacts) -> bool:
    """Whether a passage stands in it: a section that is not of the article of its first."""
    return len({part.section.article_id for part in facts.parts}) > 1


def to_submit_together(drafts: Iterable[Edition]) -> list[Issue]:
    """Everything that keeps these drafts of a set from being submitted, each with its edition's name."""
    drafts = list(drafts)
    if not drafts:
        return [Issue("nothing-to-submit", gettext("Nothing in it that you edit is a draft."))]
    found = to_submit_each(drafts)
    return [issue for one in drafts for issue in of_member(one, found[one.pk])]


def hands_asked_about(drafts: Mapping[Any, DraftFacts]) -> dict[Any, list[tuple[ReturnedFile, str]]]:
    """Of each draft, the names in Word files whose words stand in it, and whose they are is not known yet."""
    unknown = unknown_hands({part.version.pk for facts in drafts.values() for part in facts.parts})
    return {
        pk: [hand for part in facts.parts for hand in unknown.get(part.version.pk, ())] for pk, facts in drafts.items()
    }


def asked_about(editions: Iterable[Edition]) -> dict[Any, list[Sentence]]:
    """Of each draft, the sentences at risk about which it is asked: those of the sections that it changes.

    What readers have already is the board's to decide, and no reason to keep them from words that cannot wait;
    approving asks about all of it, unless it is urgent. A draft that changes nothing is asked about everything."""
    editions = list(editions)
    found = sentences_at_risk_in(editions)
    if not any(found.values()):
        return found
    pinned: dict[Any, set[Any]] = defaultdict(set)
    wanted = {pk for edition in editions for pk in (edition.pk, edition.based_on_id) if pk}
    for edition_id, version in Pin.objects.filter(edition__in=wanted).values_list("edition_id", "version_id"):
        pinned[edition_id].add(version)
    changed = {edition.pk: pinned[edition.pk] - pinned[edition.based_on_id] for edition in editions}
    return {pk: [one for one in some if one.version.pk in changed[pk] or not changed[pk]] for pk, some in found.items()}
