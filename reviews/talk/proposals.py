"""Words that a comment proposes for its quotation: whether they can be proposed, and put in its place. Reads."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Edition
from articles.words.content import BASE, SectionContent, Wording
from articles.words.quotations import (
    Place,
    find_quote,
    keys_named,
    letters_of,
    occurrences,
    spans_blocks,
    texts_of,
    with_words,
)
from editorial.shared.issues import Issue
from references.models import Reference
from reviews.models import Comment
from reviews.rules.returned import person_issues
from reviews.talk.threads import place_of


def proposal_issues(content: SectionContent, audience: str, quote: str, proposal: str) -> list[Issue]:
    """Why these words cannot be proposed: the quotation must stand in the text, once, within one paragraph."""
    if not proposal:
        return []
    if not quote:
        return [Issue("no-quote", gettext("Quote the words that yours should replace."), "quote")]
    place = find_quote(content, quote, audience=audience)
    if place is None:
        message = gettext("These words do not stand in the section as it is now: copy them from its text.")
        return [Issue("quote-not-there", message, "quote")]
    return [*_place_issues(content, quote, place), *_citation_issues(place, proposal)]


def _place_issues(content: SectionContent, quote: str, place: Place) -> list[Issue]:
    letters = letters_of(dict(texts_of(wording_at(content, place)))[place.part])
    if len(occurrences(letters, quote)) > 1:
        message = gettext(
            "These words stand there more than once: quote some more around them, so that it is clear which."
        )
        return [Issue("quote-not-clear", message, "quote")]
    return _one_paragraph(content, place)


def _one_paragraph(content: SectionContent, place: Place) -> list[Issue]:
    if spans_blocks(letters_of(dict(texts_of(wording_at(content, place)))[place.part]), place):
        message = gettext("The quotation reaches over more than one paragraph: propose words for one at a time.")
        return [Issue("quote-too-wide", message, "quote")]
    return []


def _citation_issues(place: Place, proposal: str) -> list[Issue]:
    keys = keys_named(proposal)
    if keys and place.part != "html":
        return [Issue("no-citation-here", gettext("A heading, a question or a summary cites nothing."), "proposal")]
    unknown = sorted(keys - set(Reference.objects.filter(key__in=keys).values_list("key", flat=True)))
    return [
        Issue(
            "unknown-reference",
            gettext("No reference in the library has the key “%(key)s”.") % {"key": key},
            "proposal",
        )
        for key in unknown
    ]


def wording_at(content: SectionContent, place: Place) -> Wording:
    return content.base if place.audience == BASE else content.wordings[place.audience]


def outcome_issues(comment: Comment) -> list[Issue]:
    """Why a proposal can be neither accepted nor declined now."""
    if not comment.proposal:
        return [Issue("no-proposal", gettext("This comment proposes no words."))]
    if comment.outcome:
        return [
            Issue(
                "decided",
                gettext("The proposal was %(outcome)s already.") % {"outcome": comment.get_outcome_display().lower()},
            )
        ]
    if comment.resolved_at is not None:
        return [Issue("resolved", gettext("The comment is resolved: take it up again first."))]
    return []


def accept_issues(comment: Comment, edition: Edition, content: SectionContent) -> list[Issue]:
    """Why the proposal cannot be put into the text now: the list that disables the button and guards the act."""
    if issues := outcome_issues(comment):
        return issues
    if edition.state != EditionState.DRAFT:
        message = gettext(
            "These words no longer change: take the edition back, or open the next one, to accept the proposal."
        )
        return [Issue("not-a-draft", message)]
    place = place_of(comment, content)
    if place is None:
        message = gettext(
            "The quoted words have changed since: mend the text by hand, then decline the proposal and say so."
        )
        return [Issue("quote-gone", message)]
    if comment.returned_id is not None:
        return [*person_issues(comment), *_one_paragraph(content, place)]
    return _place_issues(content, comment.quote, place)


def with_proposal(comment: Comment, content: SectionContent) -> SectionContent:
    """The section with the proposed words in the quotation's place."""
    place = place_of(comment, content)
    wording = wording_at(content, place)
    ends = comment.quote if comment.returned_id is not None else ""
    changed: dict[str, Any] = with_words(wording, place, comment.proposal, quote=ends)
    wording = replace(wording, **changed)
    if place.audience == BASE:
        return replace(content, base=wording)
    return replace(content, wordings={**content.wordings, place.audience: wording})
