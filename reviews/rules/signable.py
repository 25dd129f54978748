"""Where a section version may be signed now, and what its signer sees there. Reads; decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.enums import EditionState
from articles.models import Article, Edition, SectionVersion
from articles.queries import manifest_of
from articles.words.content import SectionContent
from editorial.accounts.models import User
from references.models import Reference
from reviews.models import PolicyVersion
from reviews.rules.case import Case, cases_of
from reviews.rules.checklist import Question, questions_for
from reviews.rules.quorum import Signed
from reviews.rules.screens import Screen, screen_of


@dataclass(frozen=True)
class SigningPlace:
    """The case of the edition in which a version is signed, and all that stands on the screen with it. ``mine`` is what
    its signer said last of these words."""

    case: Case
    content: SectionContent
    questions: tuple[Question, ...]
    standings: Mapping[str, str]
    screen: Screen
    mine: Signed | None

    @property
    def edition(self) -> Edition:
        return self.case.edition

    @property
    def anchor(self) -> str:
        return self.content.anchor

    @property
    def policy(self) -> PolicyVersion:
        return self.case.policy


def signable_editions(article: Article) -> list[Edition]:
    """What may be signed is any version pinned by the article's latest submitted or live edition. One query."""
    submitted = article.editions.filter(submitted_at__isnull=False).order_by()
    rows = sorted(submitted, key=lambda row: row.number, reverse=True)
    for row in rows:
        row.article = article
    return [row for place, row in enumerate(rows) if place == 0 or row.state == EditionState.PUBLISHED]


def signing_places(article: Article, versions: Iterable[SectionVersion], by: User) -> dict[Any, SigningPlace]:
    """By version id, where this person signs it: in the edition submitted last that contains it, else in the live one;
    in the one that a board of theirs judges, where only one of the two does. No entry if neither contains it.

    A constant number of queries, however many versions there are.
    """
    cases = list(cases_of(signable_editions(article)).values())
    theirs = [case.edition.pk for case in cases if case.relation(by).is_member]
    chosen = {version.pk: _case_for(version.pk, cases, theirs) for version in versions}
    found = {pk: (case, place) for pk, case in chosen.items() if case and (place := case.place_of(pk))}
    standings = standings_of({key for _, place in found.values() for key in place.part.content.cited_keys()})
    manifests = {case.edition.pk: manifest_of(case.edition) for case in cases}
    places = {}
    for pk, (case, place) in found.items():
        content = place.part.content
        today = {key: standings.get(key, "") for key in sorted(content.cited_keys())}
        mine = place.last_of(by)
        screen = screen_of(
            place.part.version.digest, content, manifests[case.edition.pk], case.policy, today, mine and mine.id
        )
        places[pk] = SigningPlace(case, content, questions_for(case.policy, content.kind), today, screen, mine)
    return places


def _case_for(version_id: Any, cases: list[Case], theirs: list[Any]) -> Case | None:
    holding = [case for case in cases if case.place_of(version_id)]
    return next((case for case in holding if case.edition.pk in theirs), next(iter(holding), None))


def standings_of(keys: Iterable[str]) -> dict[str, str]:
    """Today's standing of these references. One query, none for none."""
    keys = list(keys)
    return dict(Reference.objects.filter(key__in=keys).values_list("key", "standing")) if keys else {}
