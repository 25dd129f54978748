"""Where an edition may go (transitions, the approval that stands, the live base), in PostgreSQL and in Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from django.db.models import Model

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Edition, Manifest, Pin
from editorial.shared.canonical import sha256
from reviews.models import (
    Approval,
    Board,
    EditionPolicy,
    FileHand,
    PolicyVersion,
    ReturnedFile,
    ReturnedName,
    ReviewPolicy,
    Revocation,
)
from reviews.rules.case import Case
from reviews.rules.queries import standing_approval
from reviews.rules.requirements import based_on_issues
from reviews.rules.transitions import pairs
from tests.agreement.scenes import HOW_MANY, NOW, identity, only, refusals, write
from tests.agreement.test_signatures import a_version

pytestmark = pytest.mark.django_db
OPENED_AT = NOW - timedelta(days=10)
OTHERS = [state for state in EditionState.values if state not in OPEN_STATES]


@dataclass
class Scene:
    """An edition, where it wants to go, and the other editions of its article."""

    edition: Edition
    to: str
    others: list[Edition]
    has_manifest: bool
    has_policy: bool
    approvals: list[bool]  # whether each was revoked
    published_at: object
    is_unknown: bool  # whether words of a file stand in it, and nobody has said who wrote them

    @property
    def base(self) -> Edition | None:
        return next((other for other in self.others if other.pk == self.edition.based_on_id), None)

    def expected(self) -> bool:
        """Whether Python lets it go there. Publishing supersedes the base first, in the same transaction."""
        if self.to == self.edition.state:
            return True
        if (self.edition.state, self.to) not in pairs():
            return False
        if self.to == EditionState.SUBMITTED:
            return self.has_manifest and self.has_policy and not self.is_unknown
        if self.to not in (EditionState.APPROVED, EditionState.PUBLISHED):
            return True
        if standing_approval(self.edition) is None:
            return False
        if self.to == EditionState.APPROVED:
            live = next((other for other in self.others if other.state == EditionState.PUBLISHED), None)
            return not based_on_issues(Case(self.edition, None, None, (), (), live=live))
        return self.published_at is not None and self.was_based_on_the_last_live_one()

    def was_based_on_the_last_live_one(self) -> bool:
        """Its base was superseded, nothing is live, and nothing else went live since it was opened."""
        since = [other for other in self.others if other.published_at and other.published_at > OPENED_AT]
        return (
            (self.base is None or self.base.state == EditionState.SUPERSEDED)
            and all(other is self.base for other in since)
            and all(other.state != EditionState.PUBLISHED for other in self.others)
        )


def make_scene(random: Random) -> Scene:
    article = identity(random)
    states = random.sample(OTHERS, random.randint(0, 3))
    others = [an_edition(random, article, number, state) for number, state in enumerate(states, 1)]
    for other in others:
        if other.state in (EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETIRED):
            other.published_at = OPENED_AT + timedelta(days=random.choice([-5, -1, 1]))
    state = random.choice([*OPEN_STATES, *OPEN_STATES, "approved", "under_review", *OTHERS])
    if state in states:
        state = EditionState.DRAFT
    edition = an_edition(random, article, 9, state)
    live = [other for other in others if other.state == EditionState.PUBLISHED]
    edition.based_on = random.choice([None, *others, *live, *live])
    targets = [to for before, to in pairs() if before == state]
    to = random.choice([*targets, *targets, *EditionState.values]) if targets else random.choice(EditionState.values)
    approvals = [random.random() < 0.4 for _ in range(random.choice([0, 1, 1, 2]))]
    published_at = random.choice([None, NOW, NOW])
    if random.random() < 0.2:
        edition.state, to, approvals, published_at = "approved", "published", [False], NOW
        edition.based_on = random.choice([None, *(one for one in others if one.state == EditionState.SUPERSEDED)])
    known = random.random() < 0.8
    return Scene(edition, to, others, random.random() < 0.6, random.random() < 0.7, approvals, published_at, not known)


def an_edition(random: Random, article: UUID, number: int, state: str) -> Edition:
    return Edition(pk=identity(random), article_id=article, number=number, state=state, opened_by_id=identity(random))


def rows_of(scene: Scene, random: Random) -> Iterator[Model]:
    article = scene.edition.article_id
    yield Article(pk=article, slug=article.hex, owner_id=article)
    yield from (*scene.others, scene.edition)
    if scene.has_manifest:
        yield Manifest(edition=scene.edition, content="{}", digest=sha256("{}"))
    if scene.has_policy:
        board = Board(pk=identity(random), name=article.hex, slug=article.hex)
        policy = ReviewPolicy(pk=identity(random), board=board, name=article.hex)
        version = PolicyVersion(pk=identity(random), policy=policy, number=1, by_id=article)
        yield from (board, policy, version, EditionPolicy(edition=scene.edition, version=version, by_id=article))
    yield from words_of_a_file(scene, random)
    for revoked in scene.approvals:
        approval = an_approval(random, scene.edition)
        yield approval
        if revoked:
            yield Revocation(approval=approval, reason="A mistake.")


def words_of_a_file(scene: Scene, random: Random) -> Iterator[Model]:
    """Under a name of which it is said, or is not said, whose it is; elsewhere somebody else's stand."""
    version, article = a_version(random), scene.edition.article_id
    file = ReturnedFile(pk=identity(random), article_id=article, name="x.docx", content="{}", digest=sha256("{}"))
    file.file_id, file.by_id = sha256("x"), article
    yield from (file, version, Pin(edition=scene.edition, section_id=version.section_id, version=version))
    yield FileHand(version=version, file=file, name="A. Reviewer", at=NOW)
    if not scene.is_unknown:
        yield ReturnedName(file=file, name="A. Reviewer", person_id=article, by_id=article)


def an_approval(random: Random, edition: Edition) -> Approval:
    content = f'{{"one": "{identity(random)}"}}'
    return Approval(
        pk=identity(random),
        edition=edition,
        by_id=identity(random),
        printed_name="Somebody",
        at=NOW,
        content=content,
        digest=sha256(content),
    )


def test_an_edition_goes_where_python_lets_it_go():
    random = Random(3)
    scenes = [make_scene(random) for _ in range(HOW_MANY)]
    only("reviews_edition_moves", "articles_edition")
    write(row for scene in scenes for row in rows_of(scene, random))
    Edition.objects.update(opened_at=OPENED_AT)

    said = refusals(
        (
            "UPDATE articles_edition SET state = %s, published_at = %s WHERE id = %s",
            (scene.to, scene.published_at, scene.edition.pk),
        )
        for scene in scenes
    )

    assert [not refusal for refusal in said] == [scene.expected() for scene in scenes]
    moved = {(scene.edition.state, scene.to) for scene, refusal in zip(scenes, said, strict=True) if not refusal}
    assert pairs() <= moved
