"""What a policy may ask besides numbers of signatures: who approves, and how long signatures hold by kind."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.queries import parts_of
from editorial.shared.issues import Refused
from reviews.actions import create_policy, declare_interest, set_edition_policy
from reviews.enums import Approvers, BoardRole
from reviews.models import PolicyVersion, ReviewPolicy
from reviews.rules import policies
from reviews.rules.case import case_of
from reviews.rules.policies import demand_of, shown_before_approval
from reviews.rules.quorum import add_months
from reviews.rules.requirements import approver_issues
from tests.builders import (
    approve,
    article_of,
    codes,
    make_administrator,
    make_board,
    make_chair,
    make_member,
    make_submitted,
    sign_all,
)

pytestmark = pytest.mark.django_db


def scene(approvers: str):
    """A board under such a policy, an edition with its signatures, a chair and a deputy."""
    board = make_board(approvers=approvers)
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))
    return edition, make_chair(board), make_member(board, "Deputy", role=BoardRole.DEPUTY)


def reasons(edition, user) -> list[str]:
    return [issue.code for issue in approver_issues(case_of(edition), user)]


@pytest.mark.parametrize(
    ("approvers", "deputy"),
    [(Approvers.LEADERS, []), (Approvers.CHAIR_FIRST, ["chair-approves"]), (Approvers.CHAIR, ["chair-approves"])],
)
def test_the_policy_says_whether_a_deputy_approves(approvers, deputy):
    edition, chair, second = scene(approvers)

    assert (reasons(edition, chair), reasons(edition, second)) == ([], deputy)


@pytest.mark.parametrize(("approvers", "deputy"), [(Approvers.CHAIR_FIRST, []), (Approvers.CHAIR, ["chair-approves"])])
def test_where_the_chair_has_an_interest_a_deputy_may_stand_in(approvers, deputy):
    edition, chair, second = scene(approvers)
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)

    assert reasons(edition, second) == deputy


def test_a_deputy_whom_the_policy_does_not_let_approve_is_refused_and_the_chair_is_not():
    edition, chair, second = scene(Approvers.CHAIR)

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=second)
    approve(edition=edition, by=chair)

    assert codes(refused) == ["chair-approves"]


def test_postgresql_takes_no_approval_of_a_deputy_where_only_the_chair_approves(monkeypatch):
    edition, _, second = scene(Approvers.CHAIR)
    monkeypatch.setattr("reviews.rules.requirements.approver_issues", lambda *asked: [])

    with pytest.raises(IntegrityError, match="only the chair approves"):
        approve(edition=edition, by=second)


def test_another_policy_set_for_the_edition_decides():
    edition, chair, second = scene(Approvers.CHAIR)
    board = ReviewPolicy.objects.get().board
    lenient = create_policy(board=board, name="Lenient", by=make_administrator())
    set_edition_policy(edition=edition, version=lenient, reason="The chair is ill.", by=chair)

    approve(edition=edition, by=second)


def test_a_policy_set_for_the_edition_decides_at_once_whether_its_pending_page_is_shown(client):
    board = make_board(show_pending=True)
    edition, chair = make_submitted(slug="twitches"), make_chair(board)
    hides = create_policy(board=board, name="Hides", by=make_administrator(), show_pending=False)
    shows = create_policy(board=board, name="Shows", by=make_administrator(), show_pending=True)
    answers = [client.get("/articles/twitches/").status_code]

    for version in (hides, shows):
        set_edition_policy(edition=edition, version=version, reason="Nobody is to rely on it.", by=chair)
        answers.append(client.get("/articles/twitches/").status_code)

    assert answers == [200, 404, 200]


def test_signatures_on_some_kinds_of_section_hold_for_another_time():
    version = PolicyVersion(months=36, months_by_kind={"dosing": 12})

    assert (demand_of(version, "dosing").months, demand_of(version, "body").months) == (12, 36)


def test_a_page_is_due_with_its_earliest_section():
    board = make_board(months_by_kind={"body": 12})
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))

    today = timezone.localdate()
    kinds = {part.section.kind for part in parts_of(edition)}
    assert kinds == {"front", "body"}
    assert case_of(edition).next_review_due == add_months(today, 12)


def test_changing_a_policy_rewrites_nothing():
    edition, _, second = scene(Approvers.LEADERS)
    policy = ReviewPolicy.objects.get()
    create_policy(
        board=policy.board, name=policy.name, by=make_administrator(), is_default=True, approvers=Approvers.CHAIR
    )

    approve(edition=edition, by=second)

    assert list(policy.versions.order_by("number").values_list("approvers", flat=True)) == ["leaders", "chair"]


@pytest.mark.parametrize(
    ("asks", "field"),
    [
        ({"sign_offs": 0}, "sign_offs"),
        ({"months": 0}, "months"),
        ({"sign_offs_by_kind": {"body": 0}}, "sign_offs_by_kind"),
        ({"sign_offs_by_kind": {"body": "2"}}, "sign_offs_by_kind"),
        ({"sign_offs_by_kind": {"body": 21}}, "sign_offs_by_kind"),
        ({"months_by_kind": {"dosing": -1}}, "months_by_kind"),
        ({"specialties_by_kind": {"doses": ["pharmacology"]}}, "specialties_by_kind"),
    ],
)
def test_a_policy_asks_for_a_signature_on_every_kind_there_is(asks, field):
    board = make_board()

    with pytest.raises(Refused) as refused:
        create_policy(board=board, name="Another", by=make_administrator(), **asks)

    assert [issue.target for issue in refused.value.issues] == [field]
    assert not ReviewPolicy.objects.filter(name="Another").exists()


@pytest.mark.parametrize("asks", [{"sign_offs_by_kind": {"body": 0}}, {"months_by_kind": {"body": None}}])
def test_postgresql_takes_no_policy_under_which_nobody_need_sign(asks):
    policy = ReviewPolicy.objects.get(board=make_board())

    with pytest.raises(IntegrityError, match="at least one signature"), transaction.atomic():
        PolicyVersion.objects.create(policy=policy, number=2, **asks)


@pytest.mark.parametrize(
    ("state", "shows", "stays", "seen"),
    [
        ("submitted", True, False, True),
        ("under_review", True, False, True),
        ("approved", True, False, True),
        ("under_review", False, True, False),
        ("returned", True, True, True),
        ("returned", True, False, False),
        ("returned", False, True, False),
        ("taken_back", True, True, False),
        ("discarded", True, True, False),
    ],
)
def test_what_readers_see_before_an_approval_is_what_the_policy_says(monkeypatch, state, shows, stays, seen):
    """Of the edition submitted last, and never of an article that was published."""
    policy = SimpleNamespace(show_pending=shows, show_returned=stays)
    monkeypatch.setattr(policies, "policy_version_for", lambda edition: policy)
    latest = SimpleNamespace(state=state, published_at=None)
    earlier = SimpleNamespace(state="under_review", published_at=None)
    published = SimpleNamespace(state="retired", published_at=timezone.now())

    assert shown_before_approval([latest, earlier]) == (latest if seen else None)
    assert shown_before_approval([latest, published]) is None
    assert shown_before_approval([]) is None
