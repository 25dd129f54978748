"""Who contributed to a version, and whose latest opinion approves it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model

from articles.enums import EditionState
from articles.models import Article, Byline, Contribution, Contributor, Edition, Pin, Section, SectionVersion
from editorial.shared.canonical import canonical_json, sha256
from reviews.enums import Verdict
from reviews.models import SignOff
from reviews.rules.case import signed_rows
from reviews.rules.eligibility import contributors_to
from reviews.rules.eligibility_reading import _named as named_on
from reviews.rules.quorum import latest_verdicts
from tests.agreement.scenes import HOW_MANY, NOW, identity, only, some, write

pytestmark = pytest.mark.django_db
APPROVED = {EditionState.APPROVED, EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETIRED}


class Lineage:
    """One section's versions: who had a hand in which, from which others they came, and which were approved."""

    def __init__(self, random: Random) -> None:
        self.versions = [identity(random) for _ in range(random.randint(1, 8))]
        people = [identity(random) for _ in range(random.randint(1, 5))]
        self.hands = [
            # also from itself, or from a later one
            (version, person, random.choice([None, *self.versions]), random.choice(("wrote", "named", "moved")))
            for version in self.versions
            for person in some(random, people, 3)
        ]
        self.articles = [identity(random) for _ in range(2)]  # words may have come from the other one
        self.home = {version: random.choice(self.articles) for version in self.versions}
        self.is_translated = (
            random.random() < 0.3
        )  # the second article says in another language what the first one says
        self.anchor = {version: random.choice(("one", "two", "three")) for version in self.versions}
        self.at = {version: NOW + timedelta(minutes=random.randint(0, 3)) for version in self.versions}
        self.states = {identity(random): random.choice(EditionState.values) for _ in self.articles}
        self.of = dict(zip(self.states, self.articles, strict=True))
        self.pins = [(edition, version) for edition in self.states for version in some(random, self.versions, 1)]

    def contributors(self, version) -> set:
        """Promise 4 in Python: back to, and not including, the last version that was approved in the same article; from
        where words were moved, approved or not."""
        approved = {(self.of[edition], one) for edition, one in self.pins if self.states[edition] in APPROVED}
        seen, ahead = set(), [version]
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += self.translated_by(one)
                ahead += [
                    source
                    for version, _person, source, part in self.hands
                    if version == one and source and (part == "moved" or (self.home[one], source) not in approved)
                ]
        return {person for version, person, _source, _part in self.hands if version in seen}

    def translated_by(self, version) -> list:
        """From what words of a translation may have been made, whatever anybody said: what the source's section of that
        anchor said until then, and what any section said where the source had no such anchor until then."""
        source, translation = self.articles
        if not self.is_translated or self.home[version] != translation:
            return []
        there = [one for one in self.versions if self.home[one] == source and self.at[one] <= self.at[version]]
        return [one for one in there if self.anchor[one] == self.anchor[version]] or there


def version_of(section: Section, pk: UUID, *, number: int) -> SectionVersion:
    content = canonical_json({"section": str(section.pk), "number": number})
    return SectionVersion(
        pk=pk, section=section, number=number, content=content, digest=sha256(content), created_by_id=section.pk
    )


def rows_of(lineage: Lineage, random: Random) -> Iterator[Model]:
    numbers, sections = count(1), {}
    source, translation = lineage.articles
    for pk, of in ((source, None), (translation, source if lineage.is_translated else None)):
        yield Article(pk=pk, slug=str(pk), owner_id=pk, translation_of_id=of)
    for version, article in lineage.home.items():
        anchor = lineage.anchor[version]
        section = sections.setdefault(
            (article, anchor), Section(pk=identity(random), article_id=article, anchor=anchor, kind="note")
        )
        yield section
        yield version_of(section, version, number=next(numbers))
    for edition, state in lineage.states.items():
        article = lineage.of[edition]
        yield Edition(pk=edition, article_id=article, number=next(numbers), state=state, opened_by_id=article)
    for edition, version in lineage.pins:
        yield Pin(edition_id=edition, section_id=identity(random), version_id=version)
    for version, person, source, part in lineage.hands:
        yield Contribution(version_id=version, user_id=person, part=part, came_from_id=source)


def set_times(times: dict[UUID, datetime]) -> None:
    """Give versions the times of a scene: a new row has the time at which it is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_sectionversion v SET created_at = t.at"
            " FROM unnest(%s::uuid[], %s::timestamptz[]) AS t(id, at) WHERE v.id = t.id",
            [list(times), list(times.values())],
        )


def test_contributors_are_counted_alike():
    """``reviews_contributors``, which Python asks, beside a second way of counting."""
    random = Random(1)
    lineages = [Lineage(random) for _ in range(HOW_MANY)]
    only()
    write(row for lineage in lineages for row in rows_of(lineage, random))
    set_times({version: at for lineage in lineages for version, at in lineage.at.items()})

    expected = {one: lineage.contributors(one) for lineage in lineages for one in lineage.versions[-2:]}
    found = contributors_to([SectionVersion(pk=version) for version in expected])

    assert found == expected
    assert {len(people) for people in expected.values()} == {0, 1, 2, 3, 4, 5}


def test_those_named_on_an_edition_are_read_alike():
    random, rows, editions = Random(16), [], []
    for _ in range(HOW_MANY):
        edition, account = identity(random), identity(random)
        editions.append(edition)
        for position in range(random.randint(0, 3)):
            user = random.choice([None, account, identity(random)])
            person = Contributor(pk=identity(random), name="Somebody", user_id=user)
            rows += [person, Byline(edition_id=edition, contributor=person, role="author", position=position)]
    only()
    write(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT e.id, n FROM unnest(%s::uuid[]) AS e(id), reviews_named(e.id) AS n", [editions])
        found = cursor.fetchall()

    named = named_on(editions)
    assert sorted(found) == sorted((edition, user) for edition, users in named.items() for user in users)
    assert HOW_MANY / 2 < len(found) < HOW_MANY * 3


def test_latest_opinions_are_read_alike():
    """Several of one member at the same moment too."""
    random = Random(2)
    versions = [SectionVersion(pk=identity(random)) for _ in range(HOW_MANY)]
    only()
    write(
        a_sign_off(random, version, random.choice(people))
        for version in versions
        for people in [[identity(random) for _ in range(3)]]
        for _ in range(random.randint(1, 7))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.id, u.id FROM unnest(%s::uuid[]) AS v(id), reviews_latest_approvers(v.id) AS u(id)",
            [[version.pk for version in versions]],
        )
        found = set(cursor.fetchall())

    assert found == {
        (version, user)
        for version, signed in signed_rows(versions).items()
        for user, one in latest_verdicts(signed).items()
        if one.verdict == Verdict.APPROVE
    }
    assert HOW_MANY / 2 < len(found) < HOW_MANY * 2


def a_sign_off(random: Random, version: SectionVersion, user: UUID) -> SignOff:
    content, pk = canonical_json({"one": str(identity(random))}), identity(random)
    return SignOff(
        pk=pk,
        board_id=pk,
        follows_id=pk,
        edition_id=identity(random),
        version=version,
        user_id=user,
        verdict=random.choice(Verdict.values),
        note="The dose is missing.",
        printed_name="Somebody",
        at=NOW - timedelta(days=random.randint(0, 3)),
        content=content,
        digest=sha256(content),
    )
