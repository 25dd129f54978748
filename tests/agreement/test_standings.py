"""What waits in everything in review: counted by ``reviews_standings`` and ``reviews_barred``, or case by case."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Citation,
    Contribution,
    Contributor,
    Edition,
    Manifest,
    NamedHand,
    Pin,
    Section,
    SectionVersion,
)
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from references.models import Reference
from reviews.enums import AssignmentStatus, BoardRole, Verdict
from reviews.models import (
    Assignment,
    Board,
    BoardMember,
    CarriedCorrection,
    Declaration,
    EditionPolicy,
    Guest,
    Interest,
    PolicyVersion,
    Recusal,
    ReviewPolicy,
    Settlement,
    SignOff,
)
from reviews.room.in_review import counted, judged
from tests.agreement.scenes import HOW_MANY, NOW, identity, only, some, write

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
KINDS = ["note", "risks", "dosing"]
KNOWN = ["cardiology", "pharmacology"]
numbers = count(1)


def signed(said: Any) -> dict[str, str]:
    """The columns of a text that must have its digest."""
    content = canonical_json(said)
    return {"content": content, "digest": sha256(content)}


class Boards:
    """Two boards with their policies, and eight people: some sit on them, some are not ready, some are known as guests
    or by name."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.boards = [Board(pk=identity(random), name=f"Board {n}", slug=f"board-{n}") for n in range(2)]
        self.people = [
            User(pk=identity(random), email=f"p{n}@example.org", display_name=f"P{n}", is_active=n != 7)
            for n in range(8)
        ]
        self.people[6].credentials_expire_on = TODAY - timedelta(days=1)
        self.known = [Contributor(pk=identity(random), name="X", user=one) for one in self.people[:2]]
        self.work = Reference(pk=identity(random), key="boyer2005", kind="research", csl={})
        self.guest = User(pk=identity(random), email="guest@invalid", display_name="Guest", is_active=False)
        self.policies = [self.policy(board) for board in self.boards for _ in range(8)]

    def policy(self, board: Board) -> PolicyVersion:
        random = self.random
        policy = ReviewPolicy(pk=identity(random), name=f"Policy {next(numbers)}", board=board)
        return PolicyVersion(
            pk=identity(random),
            policy=policy,
            number=1,
            sign_offs=random.randint(1, 2),
            sign_offs_by_kind={kind: random.randint(1, 3) for kind in some(random, KINDS, 1)},
            specialties_by_kind={kind: some(random, KNOWN, 2) for kind in some(random, KINDS, 1)},
            months=random.choice([1, 13, 36]),
            months_by_kind={kind: random.choice([1, 12]) for kind in some(random, KINDS, 1)},
            also_accepts=[one.pk for one in some(random, self.boards, 1)],
        )

    def rows(self) -> Iterator[Model]:
        yield from [*self.boards, *self.people, self.guest, *self.known, self.work]
        for version in self.policies:
            yield from (version.policy, version)
        for number, person in enumerate(self.people):
            for board in self.boards if number % 3 else self.boards[:1]:
                role = BoardRole.CHAIR if number == 5 else BoardRole.MEMBER
                yield BoardMember(pk=identity(self.random), board=board, user=person, role=role, starts_on=TODAY)
            if number != 4:
                day = TODAY - timedelta(days=400 if number == 3 else 10)
                yield Declaration(pk=identity(self.random), user=person, declared_on=day, at=NOW, **signed(number))
        email = self.people[2].email
        one = {"edition_id": self.guest.pk, "person": self.guest, "invited_by": self.guest}
        yield Guest(pk=identity(self.random), email=email, until=TODAY, **one)


class Scene:
    """One article with an earlier edition and one in review, and whatever may have happened around it."""

    def __init__(self, random: Random, boards: Boards) -> None:
        self.random, self.all = random, boards
        self.article = Article(pk=identity(random), slug=f"a-{next(numbers)}", owner=boards.guest)
        self.before, self.edition = (self.an_edition(number) for number in (1, 2))
        self.passage = Article(pk=identity(random), slug=f"p-{next(numbers)}", owner=boards.guest, kind="passage")
        self.home = self.an_edition(1)
        self.home.article, self.home.state = self.passage, "published"
        self.sections = [
            Section(pk=identity(random), article=article, anchor=f"part-{n}", kind=random.choice(KINDS))
            for n, article in enumerate(
                random.choice([[self.article], [self.article], [self.article] * 2, self.both()])
            )
        ]
        self.versions = [self.a_version(section) for section in self.sections]
        self.policy = random.choice(boards.policies)
        records = [None, *[{"title": "One work"}] * 3, {"title": "One work."}]
        self.records = {one.pk: random.choice(records) for one in (self.before, self.edition, self.home)}

    def both(self) -> list[Article]:
        """A section of its own, and one of a passage that stands in it."""
        return [self.article, self.passage]

    def is_own(self, section: Section) -> bool:
        return section.article is self.article

    def an_edition(self, number: int) -> Edition:
        state = "superseded" if number == 1 else self.random.choice(["submitted", "under_review"])
        said = {"opened_by": self.all.guest, "submitted_by": self.all.guest, "submitted_at": NOW}
        said |= {"published_at": NOW} if number == 1 else {}
        return Edition(pk=identity(self.random), article=self.article, number=number, state=state, **said)

    def a_version(self, section: Section) -> SectionVersion:
        said = {"section": str(section.pk), "anchor": section.anchor, "kind": section.kind, "base": {}, "wordings": {}}
        by = self.all.guest
        return SectionVersion(
            pk=identity(self.random), section=section, number=1, created_by=by, **signed({"scheme": 1, **said})
        )

    def rows(self) -> Iterator[Model]:
        yield from [self.article, self.before, self.edition, *self.sections, *self.versions, self.passage, self.home]
        if self.random.random() < 0.2:
            yield EditionPolicy(edition=self.edition, version=self.random.choice(self.all.policies), by=self.all.guest)
        yield EditionPolicy(edition=self.edition, version=self.policy, by=self.all.guest)
        yield from (Pin(edition=self.edition, section=one.section, version=one) for one in self.versions)
        given = [one for one in self.versions if not self.is_own(one.section)]
        yield from (Pin(edition=self.home, section=one.section, version=one) for one in given)
        for edition in (self.before, self.edition, self.home):
            plan = {"public": {str(one.pk): self.random.choice("aab") for one in self.sections}}
            record = self.records[edition.pk]
            cited = {"boyer2005": {"csl": record}} if record else {}
            yield Manifest(edition=edition, **signed({"plan": plan, "references": cited, "one": str(edition.pk)}))
        yield from self.corrections()
        yield from self.keeping_out()
        yield from self.hands()
        yield from self.assignments()
        for version in self.versions:
            for person in some(self.random, self.all.people, 4):
                yield from self.opinions(version, person)

    def corrections(self) -> Iterator[Model]:
        """What cites a work whose record was corrected, which the chair perhaps carried."""
        for version in self.versions:
            if self.random.random() < 0.3:
                yield Citation(version=version, reference=self.all.work, audience="", position=0)
        before, after = (self.records[edition.pk] for edition in (self.before, self.edition))
        if before and after and self.random.random() < 0.5:
            said = {"by": self.all.guest, "reason": "One work."}
            yield CarriedCorrection(edition=self.edition, key="boyer2005", before=before, after=after, **said)

    def keeping_out(self) -> Iterator[Model]:
        for model in (Interest, Recusal):
            for person in some(self.random, self.all.people, 1) if self.random.random() < 0.5 else ():
                ended = self.random.choice([None, NOW - timedelta(days=self.random.choice([0, 20, 500]))])
                where = self.random.choice([self.article, self.article, self.passage])
                yield model(pk=identity(self.random), article=where, user=person, ended_at=ended)

    def hands(self) -> Iterator[Model]:
        if self.random.random() < 0.3:
            where = self.random.choice([self.edition, self.edition, self.home])
            yield Byline(edition=where, contributor=self.random.choice(self.all.known), role="author")
        version, person = self.random.choice(self.versions), self.random.choice([self.all.people[3], self.all.guest])
        if self.random.random() < 0.3:
            yield Contribution(version=version, user=person, part="wrote")
        if self.random.random() < 0.2:
            yield NamedHand(version=version, person=self.random.choice(self.all.known))

    def assignments(self) -> Iterator[Model]:
        for person in some(self.random, self.all.people, 3):
            yield Assignment(
                pk=identity(self.random),
                article=self.article,
                user=person,
                assigned_by=self.all.guest,
                status=self.random.choice([*AssignmentStatus.values, "asked", "asked"]),
                due_on=self.random.choice([None, TODAY - timedelta(days=1), TODAY]),
                sections=[one.pk for one in some(self.random, self.sections, 1)],
            )

    def opinions(self, version: SectionVersion, person: User) -> Iterator[Model]:
        board = self.policy.policy.board if self.random.random() < 0.85 else self.random.choice(self.all.boards)
        for _ in range(self.random.choice([1, 1, 2])):
            # Around the day on which it expires, and around midnight.
            days = self.random.choice([0, 1, 27, 28, 29, 30, 31, 32, 33, 366, 1096])
            row = self.opinion(version, person, board, NOW - timedelta(days=days, hours=self.random.randint(0, 23)))
            yield row
            if row.verdict == Verdict.REQUEST_CHANGES and self.random.random() < 0.3:
                yield Settlement(sign_off=row, by=person, reason="So.")

    def signed_in(self, version: SectionVersion) -> Edition:
        """A passage's words are signed in the passage."""
        here = self.before if self.random.random() < 0.2 else self.edition
        return here if self.is_own(version.section) else self.home

    def opinion(self, version: SectionVersion, person: User, board: Board, at: Any) -> SignOff:
        pk = identity(self.random)
        return SignOff(
            pk=pk,
            version=version,
            edition=self.signed_in(version),
            user=person,
            board=board,
            follows_id=pk,
            verdict=self.random.choice(["approve"] * 8 + Verdict.values),
            note="Why.",
            printed_name="X",
            specialties=some(self.random, KNOWN, 2),
            at=at,
            **signed(str(pk)),
        )


def test_what_waits_in_review_is_counted_alike():
    random = Random(41)
    boards = Boards(random)
    scenes = [Scene(random, boards) for _ in range(HOW_MANY)]
    only()
    write([*boards.rows(), *(row for scene in scenes for row in scene.rows())])
    editions = [scene.edition.pk for scene in scenes]

    found = counted(editions, [board.pk for board in boards.boards], TODAY)
    expected = judged(editions, TODAY)

    assert found.signed == expected.signed
    assert found.short == expected.short
    assert found.requests == expected.requests
    assert found.awaited == expected.awaited
    assert found.late == expected.late
    assert HOW_MANY / 10 < len(found.signed) < HOW_MANY / 2
    assert HOW_MANY / 10 < len(found.short) < HOW_MANY * 9 / 10
    assert min(len(found.late), len(found.requests)) > HOW_MANY / 20
