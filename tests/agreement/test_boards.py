"""Terms, the board that judges an edition, and who may sign or approve for it, in PostgreSQL and in Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.db.models import Model

from articles.enums import EditionState
from articles.models import Edition
from reviews.enums import LEADING_ROLES, Approvers, BoardRole
from reviews.models import Board, BoardMember, EditionPolicy, PolicyVersion, ReviewPolicy
from reviews.rules.eligibility import overlapping
from reviews.rules.policies import policy_versions_for
from tests.agreement.scenes import HOW_MANY, identity, insert, only, refusals, write
from tests.agreement.test_signatures import a_sign_off, a_version, an_approval, an_edition

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def a_term(random: Random, board, user, **fields) -> BoardMember:
    starts_on = DAY + timedelta(days=random.randint(0, 12))
    ends_on = random.choice([None, *[starts_on + timedelta(days=random.randint(0, 4))] * 3])
    return BoardMember(
        **{
            "pk": identity(random),
            "board": board,
            "user_id": user,
            "starts_on": starts_on,
            "ends_on": ends_on,
            **fields,
        }
    )


def a_board(random: Random) -> Board:
    pk = identity(random)
    return Board(pk=pk, name=pk.hex, slug=pk.hex)


def a_policy_version(random: Random, rows: list[Model], board: Board) -> PolicyVersion:
    """The only version of a policy of that board; all three are written."""
    policy = ReviewPolicy(pk=identity(random), name=identity(random).hex, board=board)
    approvers = random.choice(Approvers.values)
    version = PolicyVersion(pk=identity(random), policy=policy, number=1, sign_offs=1, months=12, approvers=approvers)
    rows += [board, policy, version]
    return version


# Terms


def test_terms_overlap_alike():
    random, rows, terms = Random(11), [], []
    for _ in range(HOW_MANY):
        board, user = a_board(random), identity(random)
        others = [a_term(random, board, user), a_term(random, a_board(random), user), a_term(random, board, board.pk)]
        rows += [board, *others[: random.choice([1, 3, 3])]]
        terms.append(a_term(random, board, user))
    only("reviews_term_alone", "reviews_boardmember")
    only_written_apart(rows)

    said = refusals(insert(term) for term in terms)

    assert [bool(refusal) for refusal in said] == [overlapping(term).exists() for term in terms]
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def test_terms_are_changed_alike():
    """What covers no day more, for the same person on the same board, is taken whatever stood beside it before;
    anything else is looked at as a new term is."""
    random, rows, changes = Random(36), [], []
    for _ in range(HOW_MANY):
        board, elsewhere, user, other = a_board(random), a_board(random), identity(random), identity(random)
        before = a_term(random, board, user)
        beside = [a_term(random, one, who) for one in (board, elsewhere) for who in (user, other)]
        beside = [one for one in random.sample(beside, random.randint(1, 4)) if begun(one) != begun(before)]
        rows += [board, elsewhere, before, *beside]
        place, who = random.choice([board, board, elsewhere]), random.choice([user, user, other])
        same_days = {"starts_on": before.starts_on, "ends_on": before.ends_on}
        days = random.choice([same_days, {}, {"ends_on": before.ends_on, "starts_on": DAY}])
        after = a_term(random, place, who, pk=before.pk, **days)
        changes += [(before, after)] if begun(after) not in map(begun, beside) else []  # which is refused anyway
    only("reviews_term_alone", "reviews_boardmember")
    only_written_apart(rows)

    said = refusals(
        (
            "UPDATE reviews_boardmember SET board_id = %s, user_id = %s, starts_on = %s, ends_on = %s WHERE id = %s",
            (after.board_id, after.user_id, after.starts_on, after.ends_on, after.pk),
        )
        for _before, after in changes
    )

    expected = [not is_within(after, before) and overlapping(after).exists() for before, after in changes]
    assert [bool(refusal) for refusal in said] == expected
    assert HOW_MANY / 10 < said.count("") < HOW_MANY * 9 / 10


def begun(term: BoardMember) -> tuple[object, ...]:
    """Two terms of one person on one board do not begin on one day, whatever the trigger says."""
    return term.board_id, term.user_id, term.starts_on


def is_within(after: BoardMember, before: BoardMember) -> bool:
    ends = [one.ends_on or date.max for one in (after, before)]
    same = (after.board_id, after.user_id) == (before.board_id, before.user_id)
    return same and after.starts_on >= before.starts_on and ends[0] <= ends[1]


def only_written_apart(rows: list[Model]) -> None:
    """Written while the trigger is off: what stood before the rule."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_boardmember DISABLE TRIGGER reviews_term_alone")
    write(rows)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_boardmember ENABLE REPLICA TRIGGER reviews_term_alone")


# The board of an edition


@dataclass
class Judged:
    """An edition with the policy versions that judged it, up to three; the last one counts."""

    edition: Edition
    versions: list[PolicyVersion]

    @property
    def board(self) -> Board | None:
        return self.versions[-1].policy.board if self.versions else None


def judged_editions(random: Random, rows: list[Model]) -> list[Judged]:
    scenes = []
    for _ in range(HOW_MANY):
        edition = an_edition(random, random.choice(EditionState.values))
        rows.append(edition)
        versions = [a_policy_version(random, rows, a_board(random)) for _ in range(random.randint(0, 3))]
        rows += [EditionPolicy(edition=edition, version=version, by_id=edition.pk) for version in versions]
        scenes.append(Judged(edition, versions))
    return scenes


def test_the_judging_board_is_found_alike():
    random, rows = Random(12), []
    only()
    scenes = judged_editions(random, rows)
    write(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, reviews_judging_board(e.id) FROM unnest(%s::uuid[]) AS e(id)",
            [[scene.edition.pk for scene in scenes]],
        )
        found = dict(cursor.fetchall())

    in_force = policy_versions_for(scene.edition for scene in scenes if scene.versions)
    assert {pk: board for pk, board in found.items() if board} == {
        pk: version.policy.board_id for pk, version in in_force.items()
    }
    assert [found[scene.edition.pk] for scene in scenes] == [scene.board and scene.board.pk for scene in scenes]


def test_another_policy_is_set_alike():
    """First by submitting; then in review, or to another board also when live; with a reason, and saying from whom."""
    random, rows, expected, tried = Random(13), [], [], []
    only()
    for scene in judged_editions(random, rows):
        state, before = scene.edition.state, scene.board
        after = random.choice([before or a_board(random), a_board(random)])
        version = a_policy_version(random, rows, after)
        handed, reason = (
            random.choice([None, before or after, before]),
            random.choice(["", "They asked.", "They asked."]),
        )
        tried.append(
            EditionPolicy(edition=scene.edition, version=version, handed_from=handed, by_id=after.pk, reason=reason)
        )
        expected.append(may_be_set(state, before, after, handed, reason))
    write(rows)
    only("reviews_edition_policy_guard", "reviews_editionpolicy")

    said = refusals(insert(row) for row in tried)

    assert [not refusal for refusal in said] == expected
    assert said.count("") > HOW_MANY / 20


def may_be_set(state: str, before: Board | None, after: Board, handed: Board | None, reason: str) -> bool:
    if before is None:
        return state == EditionState.DRAFT and handed is None
    goes = after is not before
    in_time = state in (EditionState.SUBMITTED, EditionState.UNDER_REVIEW) or (state == EditionState.PUBLISHED and goes)
    return in_time and bool(reason) and handed is (before if goes else None)


def test_a_sign_off_is_for_the_board_of_its_edition_and_follows_the_last_alike():
    """That of the same member on the same words; the first of a member follows none."""
    random, rows, expected, tried = Random(14), [], [], []
    only()
    for scene in judged_editions(random, rows):
        board, user, version = scene.board or a_board(random), identity(random), a_version(random)
        named = random.choice([board, board, board, a_board(random)])
        sits = random.random() < 0.8
        signed = {"edition": scene.edition, "version": version, "verdict": "approve"}
        other = random.choice([user, user, identity(random)])
        is_same = other == user and random.random() < 0.8
        on = version if is_same or other != user else a_version(random)
        earlier, decoy = (
            a_sign_off({"one": str(pk)}, pk=pk, follows_id=None, **{**signed, "user_id": who, "version": words})
            for pk, who, words in ((identity(random), other, on), (identity(random), identity(random), version))
        )
        sitting = [a_term(random, board, user)] if sits else [a_term(random, a_board(random), user)]
        rows += [version, earlier, decoy, *sitting, a_term(random, board, identity(random))]
        follows = random.choice([None, None, earlier.pk, earlier.pk, decoy.pk])
        right = {"scheme": 3, "board": str(named.pk), "follows": str(follows) if follows else None}
        said = {**right, **random.choice([{}, {}, {}, {"scheme": 2}, {"board": str(user)}, {"follows": str(user)}])}
        content = {**said, "one": str(user)}
        tried.append(a_sign_off(content, pk=user, user_id=user, board_id=named.pk, follows_id=follows, **signed))
        in_turn = follows == (earlier.pk if is_same else None)
        expected.append(said == right and scene.board is named and sits and in_turn)
    write(rows)
    only("reviews_signoff_to_board", "reviews_signoff")

    said = refusals(insert(row) for row in tried)

    assert [not refusal for refusal in said] == expected
    assert said.count("") > HOW_MANY / 20


# Approving


def test_who_approves_leads_the_board_alike():
    """Where the policy lets the chair alone approve, a deputy does not."""
    random, rows, expected, tried = Random(15), [], [], []
    only()
    for scene in judged_editions(random, rows):
        user, role = identity(random), random.choice([*BoardRole.values, None])
        board = random.choice([version.policy.board for version in scene.versions] or [a_board(random)])
        rows += [a_term(random, board, user, role=role)] if role else []
        rows += [a_term(random, board, identity(random), role=one) for one in BoardRole.values]
        rows += [a_term(random, a_board(random), user, role=BoardRole.CHAIR)]  # of another board
        tried.append(an_approval({"one": str(user)}, pk=user, edition=scene.edition, by_id=user))
        chair_only = bool(scene.versions) and scene.versions[-1].approvers == Approvers.CHAIR
        expected.append(scene.board is board and role in ([BoardRole.CHAIR] if chair_only else LEADING_ROLES))
    write(rows)
    only("reviews_approval_has_approver", "reviews_approval")

    said = refusals(insert(row) for row in tried)

    assert [not refusal for refusal in said] == expected
    assert said.count("") > HOW_MANY / 20
