"""Which signatures an approval counts, in PostgreSQL and in Python: each one, and whether they are enough."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import pytest
from django.db.models import Model

from articles.enums import SectionKind
from articles.models import Citation, Contribution, Edition, Manifest, Pin, Section, SectionVersion
from editorial.shared.canonical import canonical_json, sha256
from references.models import Reference
from reviews.enums import ApprovalBasis, Verdict
from reviews.models import Approval, Board, CarriedCorrection, EditionPolicy, PolicyVersion, ReviewPolicy, SignOff
from reviews.rules.case import signed_rows
from reviews.rules.eligibility import Eligibility
from reviews.rules.eligibility_reading import eligibility_of_each
from reviews.rules.policies import demand_of, policy_versions_for
from reviews.rules.quorum import Signed
from tests.agreement.scenes import HOW_MANY, NOW, identity, insert, only, refusals, some, write
from tests.agreement.test_signatures import a_sign_off, a_version, an_approval, an_edition, named_on

pytestmark = pytest.mark.django_db


@dataclass
class Counting:
    """An edition of two sections, signed in it or in one before it, and the approval that counts some of it."""

    edition: Edition
    sections: list[Section]
    versions: list[SectionVersion]
    row: Approval = field(init=False)
    counted: set[str] = field(default_factory=set)

    def expected(self, rules: Eligibility, policy: PolicyVersion, signed: dict[UUID, list[Signed]]) -> bool:
        """Python's answer: every one counts today, and without urgency they are as many as is asked for."""
        found = {one.digest: one for version in self.versions for one in signed[version.pk]}
        if not all(self.is_right(found.get(digest), rules) for digest in self.counted):
            return False
        if self.row.basis == ApprovalBasis.URGENT:
            return True
        return all(
            len({one.user for one in signed[version.pk] if one.digest in self.counted})
            >= demand_of(policy, section.kind).sign_offs
            for version, section in zip(self.versions, self.sections, strict=True)
        )

    def is_right(self, one: Signed | None, rules: Eligibility) -> bool:
        return one is not None and one.verdict == Verdict.APPROVE and not rules.aside(one)


def test_an_approval_counts_alike():
    random, rows = Random(21), []
    only()
    board, reference = (
        another_board(random, rows),
        Reference(pk=identity(random), key="boyer2005", kind="research", csl={}),
    )
    scenes = [scene_of_counting(random, rows, board, reference) for _ in range(HOW_MANY)]
    write([*rows, reference])
    only("reviews_with_signatures", "reviews_approval")
    policies = policy_versions_for(scene.edition for scene in scenes)
    asked = [(scene.edition, policies[scene.edition.pk], scene.versions) for scene in scenes]
    signed = signed_rows(version for scene in scenes for version in scene.versions)

    said = refusals(insert(scene.row) for scene in scenes)

    expected = [
        scene.expected(rules, policy, signed)
        for scene, rules, (_, policy, _) in zip(scenes, eligibility_of_each(asked), asked, strict=True)
    ]
    assert [not refusal for refusal in said] == expected
    assert HOW_MANY / 5 < said.count("") < HOW_MANY * 9 / 10
    for reason in ("for a board that its policy accepts", "saw what readers", "had a hand", "as many signatures"):
        assert sum(reason in refusal for refusal in said) > HOW_MANY / 50, reason


def another_board(random: Random, rows: list[Model]) -> Board:
    pk = identity(random)
    rows.append(board := Board(pk=pk, name=pk.hex, slug=pk.hex))
    return board


def a_policy(random: Random, rows: list[Model], edition: Edition, also: Iterable[UUID]) -> Board:
    """Another policy first, which asks for too much; the last one judges."""
    board = another_board(random, rows)
    for number, sign_offs in ((1, 9), (2, random.choice([1, 2]))):
        policy = ReviewPolicy(pk=identity(random), name=identity(random).hex, board=board)
        by_kind = {"dosing": 3} if number == 2 and random.random() < 0.3 else {}
        version = PolicyVersion(
            pk=identity(random),
            policy=policy,
            number=number,
            sign_offs=sign_offs,
            sign_offs_by_kind=by_kind,
            also_accepts=list(also) if number == 2 else [],
        )
        rows += [policy, version, EditionPolicy(edition=edition, version=version, by_id=edition.pk)]
    return board


def scene_of_counting(random: Random, rows: list[Model], other: Board, reference: Reference) -> Counting:
    edition, before = an_edition(random, "under_review"), an_edition(random, "taken_back")
    board = a_policy(random, rows, edition, [other.pk] if random.random() < 0.3 else [])
    versions = [a_version(random) for _ in range(2)]
    kinds = [SectionKind.BODY, random.choice([SectionKind.BODY, "dosing"])]
    home = a_home(random, rows, versions[1]) if random.random() < 0.3 else None
    articles = (edition.article_id, home.article_id if home else edition.article_id)
    sections = [
        Section(pk=one.section_id, article_id=article, anchor=f"s-{one.section_id.hex}", kind=kind)
        for one, kind, article in zip(versions, kinds, articles, strict=True)
    ]
    rows += [edition, before, *sections, *versions]
    rows += [
        Pin(edition=edition, section=section, version=one) for section, one in zip(sections, versions, strict=True)
    ]
    rows += what_readers_get(random, (edition, before), versions[0], reference)
    scene = Counting(edition, sections, versions)
    people = [identity(random) for _ in range(4)]
    rows += [Contribution(version=versions[0], user_id=people[0], part="wrote")] if random.random() < 0.15 else []
    rows += named_on(random, edition, people[1] if random.random() < 0.1 else None)
    rows += named_on(random, before, people[2])
    rows += named_on(random, home, people[3] if random.random() < 0.3 else None) if home else []
    given = [
        one
        for version in versions
        for one in signatures(random, version, people, (edition, before), (board.pk, other.pk))
    ]
    rows += given
    scene.counted = {
        one.digest for one in given if random.random() < (0.93 if one.verdict == Verdict.APPROVE else 0.05)
    }
    scene.counted |= counted_too_much(random, rows, edition, board, scene.counted)
    basis = random.choice([ApprovalBasis.QUORUM] * 4 + [ApprovalBasis.URGENT])
    said = {"sign_offs": sorted(scene.counted), "one": str(edition.pk)}
    scene.row = an_approval(said, pk=edition.pk, edition=edition, by_id=edition.pk, basis=basis)
    scene.row.reason = "The dose was wrong." if basis == ApprovalBasis.URGENT else ""
    return scene


def a_home(random: Random, rows: list[Model], version: SectionVersion) -> Edition:
    """The live edition of a passage that gives this version (``articles_passage_home``), and a later one that does
    too; who is named there has no say over the words in a host (``reviews_named_elsewhere``)."""
    given = {"submitted_at": NOW, "submitted_by_id": identity(random)}
    home, later = (
        an_edition(random, "published", published_at=NOW, **given),
        an_edition(random, "under_review", **given),
    )
    later.article_id, later.number = home.article_id, 2
    rows += [home, later, *(Pin(edition=one, section_id=version.section_id, version=version) for one in (home, later))]
    rows += named_on(random, later, identity(random))
    return home


def signatures(random: Random, version, people, editions, boards) -> list[SignOff]:
    """Of one to four people, some twice; as a rule here and for the board of the edition."""
    signers = some(random, people, 4) or people[:1]
    signers += signers[:1] if random.random() < 0.3 else []
    return [
        a_sign_off(
            {"one": str(pk)},
            pk=pk,
            edition=random.choice([editions[0]] * 9 + [editions[1]]),
            version=version,
            user_id=user,
            verdict=random.choice([Verdict.APPROVE] * 12 + [Verdict.REQUEST_CHANGES]),
            board_id=random.choice([boards[0]] * 14 + [boards[1]]),
        )
        for user in signers
        for pk in [identity(random)]
    ]


def counted_too_much(random: Random, rows: list[Model], edition: Edition, board: Board, counted: set[str]) -> set[str]:
    """Sometimes one that is on other words, or none at all."""
    if random.random() > 0.1:
        return set()
    version, pk = a_version(random), identity(random)
    elsewhere = a_sign_off(
        {"one": str(pk)}, pk=pk, edition=edition, version=version, user_id=pk, verdict="approve", board_id=board.pk
    )
    another = an_edition(random, "under_review")
    rows += [version, elsewhere, another, Pin(edition=another, section_id=version.section_id, version=version)]
    return {random.choice([elsewhere.digest, sha256(str(pk))])}


def what_readers_get(random: Random, editions, version: SectionVersion, reference: Reference) -> list[Model]:
    """What both editions froze of words that cite a reference: now and then another plan, or a corrected record, which
    may be carried."""
    here, _ = editions
    plans = [random.choice(["base"] * 4 + ["patient"]) for _ in editions]
    pages = [random.choice(["1-9"] * 4 + ["1-10"]) for _ in editions]
    rows: list[Model] = [Citation(version=version, audience="", position=1, reference=reference)]
    for edition, source, page in zip(editions, plans, pages, strict=True):
        said = {
            "plan": {"patient": {str(version.section_id): source}},
            "references": {reference.key: {"csl": {"page": page}}},
            "one": str(edition.pk),
        }
        content = canonical_json(said)
        rows.append(Manifest(edition=edition, content=content, digest=sha256(content)))
    if random.random() < 0.5:
        now, then = ({"page": page} for page in pages)
        then, now = random.choice([(then, now), (then, now), ({"page": "7"}, now), (then, {"page": "7"})])
        fields = {"edition": here, "by_id": here.pk, "key": reference.key, "reason": "The same work."}
        rows.append(CarriedCorrection(pk=identity(random), before=then, after=now, **fields))
    return rows
