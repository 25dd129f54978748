"""Which words of passages may stand in what is live: asked by PostgreSQL at the commit, and by Python before."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from django.db import connection
from django.db.models import Model

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Edition, Pin, Section, SectionVersion
from articles.passages import anchor_issues, given_to_hosts, live_hosts_of, passage_issues
from articles.queries import Part, parts_of_each
from articles.words.content import SectionContent, Wording
from reviews.rules.requirements import retiring_issues
from tests.agreement.scenes import HOW_MANY, NOW, identity, insert, only, refusals, write
from tests.agreement.test_signatures import a_sign_off

pytestmark = pytest.mark.django_db
STATES = [EditionState.PUBLISHED, EditionState.PUBLISHED, *EditionState.values]


def immediately() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Scene:
    """A host of one section and a passage of one section, each in some editions; the host pins what the passage gave in
    one of its own, or something that it never gave."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.by = identity(random)
        self.host, self.passage = (
            Article(pk=identity(random), slug=identity(random).hex, owner_id=self.by, kind=kind)
            for kind in ("article", "passage")
        )
        anchors = random.choice([("own", "given"), ("own", "given"), ("same", "same")])
        self.own, self.given = (
            Section(pk=identity(random), article=article, anchor=anchor, kind="help")
            for article, anchor in zip((self.host, self.passage), anchors, strict=True)
        )
        self.said = [self.a_version(self.given, number) for number in (1, 2, 3)]
        self.own_version = self.a_version(self.own, 1)
        states = [random.choice(STATES), random.choice([*EditionState.values, "superseded"])]
        states[1] = "superseded" if states[0] == states[1] or {*states} <= {*OPEN_STATES} else states[1]
        self.of_passage = [self.an_edition(self.passage, number, state) for number, state in enumerate(states, 1)]
        self.edition = self.an_edition(self.host, 1, random.choice(["approved", "published", "draft"]))
        self.placed = random.choice([*self.said[:2], *self.said]) if random.random() < 0.9 else None

    def a_version(self, section: Section, number: int) -> SectionVersion:
        content = SectionContent(str(section.pk), section.anchor, "help", Wording(heading=f"Said {number}"))
        said = {"content": content.as_text(), "digest": content.digest}
        return SectionVersion(pk=identity(self.random), section=section, number=number, created_by_id=self.by, **said)

    def an_edition(self, article: Article, number: int, state: str) -> Edition:
        said = {"opened_by_id": self.by, "submitted_by_id": self.by, "submitted_at": NOW, "published_at": NOW}
        return Edition(pk=identity(self.random), article=article, number=number, state=state, **said)

    def rows(self) -> Iterator[Model]:
        yield from [self.host, self.passage, self.own, self.given, *self.said, self.own_version]
        yield from [*self.of_passage, self.edition]
        for edition, version in zip(self.of_passage, self.said, strict=False):
            yield Pin(edition=edition, section=self.given, version=version)
        yield Pin(edition=self.edition, section=self.own, version=self.own_version)
        if self.placed:
            yield Pin(edition=self.edition, section=self.given, version=self.placed)


@dataclass
class Scenes:
    scenes: list[Scene]
    parts: list[list[Part]]

    @property
    def editions(self) -> list[Edition]:
        return [scene.edition for scene in self.scenes]


def written(seed: int, trigger: str, table: str) -> Scenes:
    random = Random(seed)
    scenes = [Scene(random) for _ in range(HOW_MANY)]
    only(trigger, table)
    write(row for scene in scenes for row in scene.rows())
    return Scenes(scenes, parts_of_each([scene.edition for scene in scenes]))


def moved(editions: list[Edition], state: str) -> list[str]:
    return refusals(("UPDATE articles_edition SET state = %s WHERE id = %s", (state, one.pk)) for one in editions)


def agree(said: list[str], expected: list[bool]) -> None:
    assert [not refusal for refusal in said] == expected
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def test_what_goes_live_has_only_what_its_passages_give_now():
    """``articles_passages_live``, of a host."""
    found = written(3, "articles_passages_live", "articles_edition")
    immediately()
    given = given_to_hosts(scene.passage.pk for scene in found.scenes)

    said = moved(found.editions, "published")

    expected = [
        scene.edition.state == "published" or not passage_issues(scene.host.pk, parts, given)
        for scene, parts in zip(found.scenes, found.parts, strict=True)
    ]
    agree(said, expected)


def test_a_passage_is_not_retired_from_under_its_hosts():
    """``articles_passages_live``, of a passage."""
    found = written(4, "articles_passages_live", "articles_edition")
    immediately()
    live = [scene for scene in found.scenes if scene.of_passage[0].state == "published"]

    said = moved([scene.of_passage[0] for scene in live], "retired")

    assert [not refusal for refusal in said] == [not retiring_issues(scene.of_passage[0]) for scene in live]
    assert len(live) / 10 < said.count("") < len(live) * 9 / 10
    assert all(live_hosts_of(scene.host).count() == 0 for scene in live[:20])


def test_every_anchor_stands_once():
    """``articles_anchors_once``."""
    found = written(5, "articles_anchors_once", "articles_edition")

    said = moved(found.editions, "submitted")

    agree(said, [not anchor_issues(parts) for parts in found.parts])


def test_words_are_signed_in_their_own_article():
    """``reviews_signoff_at_home``: by Python, in what ``signing_places`` finds, which is always the article's own."""
    found = written(6, "reviews_signoff_at_home", "reviews_signoff")
    rows, expected = [], []
    for scene in found.scenes:
        version = scene.random.choice([scene.own_version, *scene.said])
        edition = scene.random.choice([scene.edition, scene.of_passage[0]])
        pk = identity(scene.random)
        said = {"pk": pk, "edition": edition, "version": version, "user_id": pk, "verdict": "approve"}
        rows.append(a_sign_off({"one": str(pk)}, **said))
        expected.append(edition.article_id == version.section.article_id)

    agree(refusals(insert(row) for row in rows), expected)


def test_which_pins_reach_into_another_article():
    """``articles_pin_same_article``: sections of passages stand in articles."""
    found = written(7, "articles_pin_same_article", "articles_pin")
    rows, expected = [], []
    for scene in found.scenes:
        other = found.scenes[scene.random.randrange(HOW_MANY)]
        version = scene.random.choice([*other.said, other.own_version])
        section = version.section
        edition = scene.random.choice([scene.edition, scene.edition, scene.of_passage[0]])
        rows.append(Pin(edition=edition, section=section, version=version))
        own = section.article_id == edition.article_id
        placed = section is other.given and edition is scene.edition
        expected.append(own or placed)

    agree(refusals(insert(row) for row in rows), expected)
