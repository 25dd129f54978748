"""Names and numbers that PostgreSQL and Python judge: whether two may be one person's, and what a policy asks for."""

from random import Random

import pytest
from django.db import connection
from django.db.models import Model

from articles.enums import SectionKind
from articles.models import Byline, Contributor, Edition, Manifest
from articles.requirements import person_issues
from articles.words.namesakes import may_be_one
from editorial.shared.canonical import sha256
from reviews.models import PolicyVersion, ReviewPolicy
from reviews.rules.policies import asks_issues
from tests.agreement.scenes import HOW_MANY, identity, insert, only, refusals, write
from tests.agreement.test_boards import a_board
from tests.agreement.test_signatures import an_edition

pytestmark = pytest.mark.django_db

PLAIN = ["Anna", "Anna", "Ann", "A.", "A", "Lee", "L", "Smith", "S.", "Smith-Lee", "Bea", "b"]
ODD = ["Dr", "Dr.", "Prof.", "Doctor", "M.D.", "MD", "Ph. D.", "M.", "D", "P", "O'Brien", "O", "Brien", "José", "Jose"]
ODD += ["Jos", "Łukasz", "Lukasz", "ß", "II", "Junior", "J", "1", "", "m. d", "Marie", "Dora"]


def a_name(random: Random, words: list[str]) -> str:
    return " ".join(random.choices(words, k=random.choice([1, 2, 2, 3, 3, 4])))


def sql_answers(pairs: list[tuple[str, str]]) -> list[bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reviews_may_be_one(a, b) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY u(a, b, n) ORDER BY n",
            [[a for a, _ in pairs], [b for _, b in pairs]],
        )
        return [said for (said,) in cursor.fetchall()]


def test_names_without_titles_and_accents_may_be_one_persons_alike():
    """But for two that are one and the same initials: nobody is known by these."""
    random = Random(31)
    pairs = [(a_name(random, PLAIN), a_name(random, PLAIN)) for _ in range(HOW_MANY)]

    said = sql_answers(pairs)

    wanted = [may_be_one(*pair) and any(len(word) > 2 for word in " ".join(pair).split()) for pair in pairs]
    assert [(pair, is_one) for pair, is_one, want in zip(pairs, said, wanted, strict=True) if is_one != want] == []
    assert HOW_MANY / 10 < said.count(True) < HOW_MANY * 9 / 10


def test_postgresql_never_takes_two_names_for_one_persons_where_python_does_not():
    """It decides that nobody is asked, so it says no more often than Python, which decides that somebody is."""
    random = Random(32)
    pairs = [(a_name(random, ODD + PLAIN), a_name(random, ODD + PLAIN)) for _ in range(4 * HOW_MANY)]
    pairs += [("A A Smith", "Anna Smith Lee"), ("M. Smith", "Jane Smith M.D."), ("O Brien", "O'Brien")]
    pairs += [("Doctor J", "Doctor Jones"), ("Jos Lee", "José Lee"), ("Ann Ann", "Ann Lee")]

    said = sql_answers(pairs)

    assert [pair for pair, is_one in zip(pairs, said, strict=True) if is_one and not may_be_one(*pair)] == []
    assert said.count(True) > HOW_MANY / 20


# What a policy asks for


def test_a_policy_asks_enough_alike():
    random, rows = Random(33), []
    board = a_board(random)
    scenes = [asked(random) for _ in range(HOW_MANY)]
    policies = [ReviewPolicy(pk=identity(random), name=identity(random).hex, board=board) for _ in scenes]
    only()
    write([*rows, board, *policies])
    only("reviews_policy_asks_enough", "reviews_policyversion")
    tried = [
        PolicyVersion(pk=policy.pk, policy=policy, number=1, **asks)
        for policy, asks in zip(policies, scenes, strict=True)
    ]

    said = refusals(insert(row) for row in tried)

    wrong = [
        (asks, refusal) for asks, refusal in zip(scenes, said, strict=True) if bool(refusal) != bool(asks_issues(asks))
    ]
    assert wrong == []
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def asked(random: Random) -> dict:
    """Within what Python alone limits: known kinds, and not too many."""
    numbers = [1, 2, 3] * 8 + [0, -1, "2", "x", None, True, 1.5, 2.0]
    kinds = random.sample(SectionKind.values, 3)
    return {
        "sign_offs": random.choice([1, 2, 3] * 4 + [0]),
        "months": random.choice([12, 24, 36] * 4 + [0]),
        "sign_offs_by_kind": {kind: random.choice(numbers) for kind in kinds[: random.randint(0, 3)]},
        "months_by_kind": {kind: random.choice(numbers) for kind in kinds[: random.randint(0, 2)]},
    }


# Who is named


def test_an_edition_names_only_people_of_whom_it_is_said_who_they_are_alike():
    random, rows = Random(34), []
    only()
    scenes = [named_people(random, rows) for _ in range(HOW_MANY)]
    write(rows)
    only("articles_manifest_names_known", "articles_manifest")
    manifests = [
        Manifest(edition=edition, content=str(edition.pk), digest=sha256(str(edition.pk))) for edition, _ in scenes
    ]

    said = refusals(insert(row) for row in manifests)

    expected = [not person_issues(bylines, {}) for _, bylines in scenes]
    assert [not refusal for refusal in said] == expected
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def named_people(random: Random, rows: list[Model]) -> tuple[Edition, list[Byline]]:
    """An edition with up to three bylines; on another edition somebody is named of whom nothing is said."""
    edition, other = an_edition(random, "draft"), an_edition(random, "draft")
    people = [
        Contributor(pk=identity(random), name="X", user_id=user, is_outsider=outsider)
        for user, outsider in random.choices(
            [(None, True), (None, True), (identity(random), False), (identity(random), False), (None, False)],
            k=random.randint(0, 3),
        )
    ]
    bylines = [Byline(edition=edition, contributor=one, role="author") for one in people]
    unknown = Contributor(pk=identity(random), name="Y")
    rows += [edition, other, *people, unknown, *bylines, Byline(edition=other, contributor=unknown, role="author")]
    return edition, bylines
