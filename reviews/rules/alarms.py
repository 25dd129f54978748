"""Who decides what becomes of a sentence that rests on changed evidence. Reads."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Edition, SectionVersion
from articles.queries import visible_to
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from reviews.rules.eligibility import Eligibility, terms_of
from reviews.rules.eligibility_reading import eligibility_of_each
from reviews.rules.evidence import Sentence
from reviews.rules.policies import policy_versions_for


class Deciders:
    """Which of some sentences a person decides. What a board has, a member of it decides who may sign those words in
    the edition that it judges; a sentence that stands in a draft only, its editors decide. As many queries for many
    sentences as for one."""

    def __init__(self, user: User, sentences: Iterable[Sentence]):
        sentences = list(sentences)
        self.user = user
        articles = {one.article.pk for one in sentences}
        self.edited = set(visible_to(user).filter(pk__in=articles).values_list("pk", flat=True))
        self.eligibility = _eligibility_in_boards(user, sentences)

    def issues(self, sentence: Sentence) -> list[Issue]:
        """Why this person does not decide this sentence: empty if they do."""
        if not sentence.is_boards:
            yes = sentence.article.pk in self.edited
            return (
                [] if yes else [Issue("not-yours", gettext("The article's editors decide what stands in their draft."))]
            )
        theirs = [self.eligibility[one.pk] for one in sentence.editions if one.pk in self.eligibility]
        if not theirs:
            message = gettext("The board decides what it has or readers have. You can change it in a draft.")
            return [Issue("not-yours", message)]
        found = [eligibility.issues(self.user, sentence.version) for eligibility in theirs]
        return min(found, key=len)


def _eligibility_in_boards(user: User, sentences: Iterable[Sentence]) -> dict[Any, Eligibility]:
    """By edition: who may sign the sentences' words there, for the editions that a board of the user's judges."""
    editions: dict[Any, Edition] = {}
    versions: dict[Any, list[SectionVersion]] = {}
    for one in sentences:
        for edition in one.editions:
            if edition.state != EditionState.DRAFT:
                editions[edition.pk] = edition
                versions.setdefault(edition.pk, []).append(one.version)
    boards, policies = terms_of(user).keys(), policy_versions_for(editions.values())
    theirs = [pk for pk in editions if policies[pk].policy.board_id in boards]
    asked = [(editions[pk], policies[pk], versions[pk]) for pk in theirs]
    return dict(zip(theirs, eligibility_of_each(asked), strict=True))
