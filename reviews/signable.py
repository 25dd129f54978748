"""Where a section version may be signed now, and what its signer sees there. Reads; decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.content import SectionContent, content_from_text
from articles.models import Article, Edition, Pin, SectionVersion
from articles.queries import manifest_of
from references.models import Reference
from reviews.checklist import Question, questions_for
from reviews.models import PolicyVersion
from reviews.policies import policy_versions_for
from reviews.queries import signable_editions
from reviews.screens import Screen, screen_of


@dataclass(frozen=True)
class SigningPlace:
    """The edition in which a version is signed, and all that stands on the screen with it."""

    edition: Edition
    content: SectionContent
    policy: PolicyVersion
    questions: tuple[Question, ...]
    standings: Mapping[str, str]
    screen: Screen


def signing_places(article: Article, versions: Iterable[SectionVersion]) -> dict[Any, SigningPlace]:
    """By version id: the edition submitted last that contains the version, else the live one; no entry if neither does.

    A constant number of queries, however many versions there are.
    """
    versions, editions = list(versions), signable_editions(article)
    pins = Pin.objects.filter(edition__in=editions, version__in=versions)
    pinned, policies = set(pins.values_list("version_id", "edition_id")), policy_versions_for(editions)
    manifests = {edition.pk: manifest_of(edition) for edition in editions}
    contents = {version.pk: content_from_text(version.content) for version in versions}
    standings = standings_of({key for content in contents.values() for key in content.cited_keys()})
    places = {}
    for version in versions:
        edition = next((one for one in editions if (version.pk, one.pk) in pinned), None)
        if edition is not None:
            content, policy = contents[version.pk], policies[edition.pk]
            today = {key: standings.get(key, "") for key in sorted(content.cited_keys())}
            screen = screen_of(version.digest, content, manifests[edition.pk], policy, today)
            questions = questions_for(policy, content.kind)
            places[version.pk] = SigningPlace(edition, content, policy, questions, today, screen)
    return places


def standings_of(keys: Iterable[str]) -> dict[str, str]:
    """Today's standing of these references. One query, none for none."""
    keys = list(keys)
    return dict(Reference.objects.filter(key__in=keys).values_list("key", "standing")) if keys else {}
