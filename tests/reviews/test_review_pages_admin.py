"""Boards, terms and policies in the administration: through the actions, with history, nothing deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.record.models import Event
from reviews.models import Board, BoardMember, PolicyVersion, ReviewPolicy
from tests.builders import make_administrator, make_board, make_editor, make_member, make_user

pytestmark = pytest.mark.django_db
NO_TERMS = {"members-TOTAL_FORMS": "0", "members-INITIAL_FORMS": "0"}
NO_VERSIONS = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}


@pytest.fixture
def administrator(client):
    person = make_administrator("Site Administrator")
    client.force_login(person)
    return person


def address(model, what: str, *ids) -> str:
    return reverse(f"admin:reviews_{model._meta.model_name}_{what}", args=ids)


def policy_data(board, **changes) -> dict:
    return {"board": board.pk, "sign_offs": 2, "months": 36, "approvers": "leaders", **NO_VERSIONS, **changes}


def test_a_board_is_added_and_renamed_with_its_history(client, administrator):
    client.post(address(Board, "add"), {"name": "Skin board", "about": "", **NO_TERMS})
    board = Board.objects.get()
    client.post(address(Board, "change", board.pk), {"name": "Board for the skin", "about": "x", **NO_TERMS})

    board.refresh_from_db()
    assert board.name == "Board for the skin"
    assert list(board.history.values_list("history_user_name", flat=True)) == ["Site Administrator"] * 2
    assert list(Event.objects.filter(subject=f"board:{board.pk}").order_by("seq").values_list("verb", flat=True)) == [
        "board.created",
        "board.changed",
    ]


def test_a_term_begins_and_only_its_end_can_be_changed(client, administrator):
    board, person, today = make_board(), make_user("New Member"), timezone.localdate()
    data = {"board": board.pk, "user": person.pk, "role": "member", "specialties": "neurology, sleep"}
    client.post(address(BoardMember, "add"), {**data, "starts_on": today.isoformat(), "ends_on": ""})
    term = BoardMember.objects.get(user=person)

    without = client.post(address(BoardMember, "change", term.pk), {"ends_on": ""})
    wrong = {"ends_on": (today - timedelta(days=5)).isoformat()}
    before = client.post(address(BoardMember, "change", term.pk), wrong)
    end = today + timedelta(days=30)
    client.post(address(BoardMember, "change", term.pk), {"ends_on": end.isoformat(), "role": "chair"})

    term.refresh_from_db()
    assert (without.status_code, before.status_code) == (200, 200)
    assert (term.ends_on, term.role, term.specialties) == (end, "member", ["neurology", "sleep"])


def test_a_policy_gets_a_version_when_it_asks_something_else(client, administrator):
    board = make_board()
    data = policy_data(
        board, name="Medicines", sign_offs_by_kind="dosing: 3\nrisks: 3", specialties_by_kind="dosing: pharmacology"
    )
    client.post(address(ReviewPolicy, "add"), data)
    policy = ReviewPolicy.objects.get(name="Medicines")
    client.post(address(ReviewPolicy, "change", policy.pk), data)
    client.post(address(ReviewPolicy, "change", policy.pk), {**data, "months": 12, "reason": "New guideline."})

    first, second = policy.versions.order_by("number")
    assert (first.sign_offs_by_kind, first.specialties_by_kind) == (
        {"dosing": 3, "risks": 3},
        {"dosing": ["pharmacology"]},
    )
    assert (second.months, second.reason, second.by) == (12, "New guideline.", administrator)


def test_a_policy_does_not_change_without_a_reason_and_its_page_tells_what_changed(client, administrator):
    board = make_board(months=36)
    policy = ReviewPolicy.objects.get()
    url, data = address(ReviewPolicy, "change", policy.pk), policy_data(board, is_default="on", approvers="chair")

    without = client.post(url, data)
    client.post(url, {**data, "reason": "The chair wants to see all."})

    page = client.get(url).content.decode()
    assert (without.status_code, policy.versions.count()) == (200, 2)
    assert "Say why the policy asks for something else from now on." in without.content.decode()
    assert "No longer: The chair or a deputy approves the page as a whole." in page
    assert "The chair wants to see all." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"sign_offs": 0},
        {"sign_offs_by_kind": "doses: 3"},
        {"sign_offs_by_kind": "dosing: many"},
        {"sign_offs_by_kind": "dosing: 0"},
        {"specialties_by_kind": "astrology"},
        {"months": 0},
        {"checklist": "Is every dose right? [doses]"},
        {"checklist": "Hid\u202eden?"},
        {"name": "Hid\u202eden"},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(client, administrator, wrong):
    board = make_board()

    response = client.post(address(ReviewPolicy, "add"), policy_data(board, name="Medicines") | wrong)

    assert (response.status_code, PolicyVersion.objects.count()) == (200, 1)


def test_a_checklist_is_written_and_read_line_by_line(client, administrator):
    board, lines = make_board(), "Do the sources say so? [required; reason if no]\nIs every dose right? [dosing]"
    data = policy_data(board, name="Medicines", checklist=lines.replace("\n", "\r\n"), independent_opinion="on")

    client.post(address(ReviewPolicy, "add"), data)
    policy = ReviewPolicy.objects.get(name="Medicines")
    client.post(address(ReviewPolicy, "change", policy.pk), data)
    page = client.get(address(ReviewPolicy, "change", policy.pk))

    version = policy.versions.get()
    assert [question["text"] for question in version.checklist] == ["Do the sources say so?", "Is every dose right?"]
    assert version.independent_opinion is True
    assert lines in page.content.decode()


def test_a_new_default_policy_takes_the_place_of_the_old_one(client, administrator):
    board = make_board()
    old = ReviewPolicy.objects.get()
    client.post(address(ReviewPolicy, "add"), policy_data(board, name="Medicines", is_default="on"))
    new = ReviewPolicy.objects.get(name="Medicines")
    response = client.post(address(ReviewPolicy, "change", new.pk), policy_data(board))

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.is_default, new.is_default, response.status_code) == (False, True, 200)
    assert "Make another policy the default one instead." in response.content.decode()


@pytest.mark.parametrize("model", [Board, BoardMember, ReviewPolicy])
def test_nothing_is_deleted_and_nobody_else_gets_in(client, administrator, model):
    board = make_board()
    make_member(board)
    row = model.objects.first()

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.force_login(make_editor())
    assert client.get(address(model, "changelist")).status_code == 302
