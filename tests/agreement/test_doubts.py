"""Whether a doubt of an import stands in an edition's way, whichever way its words came."""

from collections.abc import Iterator
from itertools import count
from random import Random
from uuid import UUID

import pytest
from django.db.models import Model

from articles.doubts import _decisions as decisions_on
from articles.doubts import _standing_in as standing_in
from articles.models import Contribution, Doubt, DoubtDecision, Edition, Manifest, Pin
from editorial.shared.canonical import sha256
from tests.agreement.scenes import HOW_MANY, identity, insert, only, refusals, some, write

pytestmark = pytest.mark.django_db


class Words:
    """Versions of some sections, which of them came from which, the doubts about them, and which an edition pins."""

    def __init__(self, random: Random) -> None:
        self.edition = identity(random)
        self.versions = [identity(random) for _ in range(random.randint(1, 7))]
        self.came = [(one, random.choice([None, *self.versions])) for one in self.versions]  # also in a circle
        self.came += [(random.choice(self.versions), random.choice(self.versions)) for _ in range(random.randint(0, 2))]
        self.doubts = {identity(random): one for one in some(random, self.versions, 3)}
        self.decided = [one for one in self.doubts if random.random() < 0.4]
        self.pinned = some(random, self.versions, 3)

    def open_doubts(self) -> set[UUID]:
        """Of the pinned versions and all that they came from: the doubts that nobody has decided."""
        seen, ahead = set(), list(self.pinned)
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += [source for version, source in self.came if version == one and source]
        return {doubt for doubt, version in self.doubts.items() if version in seen and doubt not in self.decided}


def rows_of(words: Words, random: Random) -> Iterator[Model]:
    numbers = count(1)
    yield Edition(pk=words.edition, article_id=identity(random), number=1, opened_by_id=words.edition)
    for version in words.pinned:
        yield Pin(edition_id=words.edition, section_id=identity(random), version_id=version)
    for version, source in words.came:
        yield Contribution(version_id=version, user_id=identity(random), part="wrote", came_from_id=source)
    for doubt, version in words.doubts.items():
        place = {"section_id": version, "version_id": version, "source_id": words.edition}
        yield Doubt(pk=doubt, position=next(numbers), kind="dose", reason="The dose is struck out.", **place)
    for doubt in words.decided:
        said = {"edition_id": words.edition, "by_id": words.edition, "printed_name": "Somebody"}
        yield DoubtDecision(doubt_id=doubt, verdict=random.choice(DoubtDecision.Verdict.values), **said)


def test_doubts_stand_alike():
    random = Random(29)
    scenes = [Words(random) for _ in range(HOW_MANY)]
    only("articles_manifest_doubts_decided", "articles_manifest")
    write(row for words in scenes for row in rows_of(words, random))

    expected = [words.open_doubts() for words in scenes]
    said = refusals(insert(Manifest(edition_id=words.edition, content="{}", digest=sha256("{}"))) for words in scenes)
    asked = [python_s_answer(words) for words in scenes]

    assert asked == expected
    assert [bool(refusal) for refusal in said] == [bool(some_open) for some_open in expected]
    assert all(
        any(str(one) in refusal for one in some_open)
        for refusal, some_open in zip(said, expected, strict=True)
        if refusal
    )
    assert HOW_MANY / 5 < said.count("") < HOW_MANY * 4 / 5


def python_s_answer(words: Words) -> set[UUID]:
    """What the product says of the pinned versions."""
    standing = standing_in(words.pinned)
    return set(standing) - set(decisions_on(standing))
