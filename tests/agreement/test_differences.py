"""What signers saw and what an edition gives readers: ``reviews_differences``, beside a second way of comparing."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db.models import Model

from articles.models import Citation, Edition, Manifest, Pin, SectionVersion
from editorial.shared.canonical import canonical_json, sha256
from references.models import Reference
from reviews.enums import Verdict
from reviews.models import CarriedCorrection, SignOff
from reviews.rules.eligibility_reading import _differences as differences_of
from tests.agreement.scenes import HOW_MANY, identity, only, some, write
from tests.agreement.test_signatures import a_sign_off, a_version, an_edition

pytestmark = pytest.mark.django_db
AUDIENCES, KEYS = ["carer", "clinician", "patient"], ["boyer2005", "lane1998"]
FILES = [sha256("a picture"), sha256("a sound")]
positions = count(1)


class Scene:
    """Three editions with two sections, of which the last is asked about, and what was signed in each of them."""

    def __init__(self, random: Random, references: list[Reference]) -> None:
        self.random = random
        self.editions = [an_edition(random, "superseded") for _ in range(3)]
        self.shown = [some(random, FILES, 2) for _ in range(3)]
        self.versions = [showing(a_version(random), [*files, *files[:1]]) for files in self.shown]  # one of them twice
        self.pinned = {one.pk: random.sample(self.versions, 2) for one in self.editions}
        self.frozen = {one.pk: self.what_readers_get() for one in self.editions}
        self.cited = {one.pk: some(random, references, 2) for one in self.versions}
        self.signed = [row for one in self.editions for row in self.signatures(one)]
        self.carried = [row for one in self.editions for row in self.corrections(one) if random.random() < 0.6]

    @property
    def asked(self) -> Edition:
        return self.editions[-1]

    def what_readers_get(self) -> dict[str, Any]:
        plan = {
            audience: {str(one.section_id): self.random.choice("aaab") for one in some(self.random, self.versions, 3)}
            for audience in some(self.random, AUDIENCES, 3)
        }
        records = {key: {"csl": {"title": self.random.choice("tttu")}} for key in KEYS if self.random.random() < 0.9}
        media = {file: {"kind": "picture", "width": self.random.choice([1, 1, 2])} for file in FILES}
        held = {file: one for file, one in media.items() if self.random.random() < 0.9}
        return {"plan": plan, "references": records, **({"media": held} if held else {})}

    def signatures(self, edition: Edition) -> Iterator[SignOff]:
        for version in self.pinned[edition.pk]:
            for _ in range(self.random.choice([0, 1, 1])):
                pk, verdict = identity(self.random), self.random.choice(["approve"] * 4 + Verdict.values)
                said = {"version": version, "edition": edition, "user_id": pk, "verdict": verdict}
                yield a_sign_off({"one": str(pk)}, pk=pk, **said)

    def corrections(self, edition: Edition) -> Iterator[CarriedCorrection]:
        """From one record to another, perhaps of another work, or one that nobody saw."""
        for before, after in (("t", "u"), ("u", "t")):
            said = {"edition": edition, "key": self.random.choice(KEYS), "by_id": edition.pk, "reason": "One work."}
            yield CarriedCorrection(before={"title": before}, after={"title": after}, **said)

    def rows(self) -> Iterator[Model]:
        yield from [*self.editions, *self.versions, *self.signed, *self.carried]
        for edition in self.editions:
            for one in self.pinned[edition.pk]:
                yield Pin(edition=edition, section_id=one.section_id, version=one)
            content = canonical_json({**self.frozen[edition.pk], "one": str(edition.pk)})
            yield Manifest(edition=edition, content=content, digest=sha256(content))
        for version, references in self.cited.items():
            for reference in [*references, *references[:1]]:  # and one of them twice
                yield Citation(version_id=version, reference=reference, audience="", position=next(positions))

    def expected(self) -> Iterator[tuple[Any, ...]]:
        here = self.pinned[self.asked.pk]
        for row in self.signed:
            if row.edition is not self.asked and row.version in here and row.verdict == Verdict.APPROVE:
                yield from self.of_audiences(row)
                yield from self.of_records(row)
                yield from self.of_media(row)

    def of_audiences(self, row: SignOff) -> Iterator[tuple[Any, ...]]:
        section = str(row.version.section_id)
        saw, get = (self.frozen[one.pk]["plan"] for one in (row.edition, self.asked))
        for audience in get:
            before, after = (plan.get(audience, {}).get(section) for plan in (saw, get))
            if before != after:
                yield row.pk, "audiences", audience, before, after, False

    def of_records(self, row: SignOff) -> Iterator[tuple[Any, ...]]:
        saw, get = (self.frozen[one.pk]["references"] for one in (row.edition, self.asked))
        for reference in self.cited[row.version.pk]:
            before, after = (records.get(reference.key, {}).get("csl") for records in (saw, get))
            if before != after:
                change = (self.asked, reference.key, before, after)
                carried = any((one.edition, one.key, one.before, one.after) == change for one in self.carried)
                yield row.pk, "evidence", reference.key, before, after, carried

    def of_media(self, row: SignOff) -> Iterator[tuple[Any, ...]]:
        saw, get = (self.frozen[one.pk].get("media", {}) for one in (row.edition, self.asked))
        for file in self.shown[self.versions.index(row.version)]:
            if saw.get(file) != get.get(file):
                yield row.pk, "media", file, saw.get(file), get.get(file), False


def showing(version: SectionVersion, files: list[str]) -> SectionVersion:
    """The version, holding these."""
    if files:
        version.content = canonical_json(
            {"section": str(version.section_id), "media": [{"file": file} for file in files]}
        )
        version.digest = sha256(version.content)
    return version


def test_what_signers_saw_is_compared_alike():
    random = Random(37)
    references = [Reference(pk=identity(random), key=key, kind="research", csl={}) for key in KEYS]
    only()
    scenes = [Scene(random, references) for _ in range(HOW_MANY)]
    write([*references, *(row for scene in scenes for row in scene.rows())])

    found = differences_of([scene.asked.pk for scene in scenes])

    compared = {
        scene.asked.pk: [(r.sign_off, r.part, r.name, r.before, r.after, r.is_carried) for r in found[scene.asked.pk]]
        for scene in scenes
    }
    assert [sorted(compared[scene.asked.pk], key=repr) for scene in scenes] == [
        sorted(scene.expected(), key=repr) for scene in scenes
    ]
    every = [row for some in compared.values() for row in some]
    assert {(row[1], row[5]) for row in every} == {
        ("audiences", False),
        ("evidence", False),
        ("evidence", True),
        ("media", False),
    }
