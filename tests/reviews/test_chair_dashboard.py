"""The chair's dashboard: what stands in which group, what it costs, and what the charts count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.queries import part_of
from reviews.actions import add_comment, answer_assignment, assign, declare_interest, publish, release, settle_request
from reviews.enums import BoardRole, Verdict
from reviews.models import Assignment
from reviews.room.chair import GROUPS, Lead, groups_for, led_articles, urgent_rows
from reviews.room.workload import days_said, due_pages, falling_due, loads, months_from, turnaround, workload
from tests.builders import approve, make_board, make_chair, make_editor, make_member, make_submitted, sign, sign_all

pytestmark = pytest.mark.django_db
DASHBOARD = reverse("chair:dashboard")


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def chair(board):
    return make_chair(board)


@pytest.fixture
def member(board):
    return make_member(board, "First Member")


@pytest.fixture
def second(board):
    return make_member(board, "Second Member")


def submitted(slug: str):
    return make_submitted(by=make_editor(), slug=slug)


def request_changes(edition, member, anchor: str = "part-1"):
    return sign(version=part_of(edition, anchor).version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=member)


def items(user) -> dict[str, list[str]]:
    """By group: the slugs of what stands in it."""
    return {group.key: [one.edition.article.slug for one in group.items] for group in groups_for(Lead(user))}


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def test_each_edition_stands_where_only_the_chair_can_help(board, chair, member, second):
    ready, asked, late = submitted("ready"), submitted("asked"), submitted("late")
    submitted("lonely")
    sign_all(ready, member, second)
    assign(article=ready.article, user=member, by=chair)
    request_changes(asked, member)
    for person in (second, make_member(board, "Third Member")):
        assign(article=asked.article, user=person, by=chair)
        assign(article=late.article, user=person, by=chair, due_on=yesterday() if person == second else None)

    assert items(chair) == {"settle": ["asked"], "approve": ["ready"], "assign": ["lonely"], "chase": ["late"]}


def test_a_deputy_leads_and_a_member_does_not(board, chair, member):
    submitted("lonely")

    assert items(make_member(board, "Deputy", role=BoardRole.DEPUTY)) == {"assign": ["lonely"]}
    assert items(member) == {}
    assert list(led_articles(member)) == []


def test_another_boards_editions_are_not_mine(board, chair):
    submitted("ours")
    other = make_board(name="Another board")

    assert items(make_chair(other)) == {}


def test_a_request_leaves_the_list_when_it_no_longer_blocks(board, chair, member, second):
    settled, approved, withdrawn, interested = (submitted(slug) for slug in ("a", "b", "c", "d"))
    for edition in (settled, approved, withdrawn, interested):
        for person in (second, make_chair(board, "Another Chair"), make_member(board, "Third Member")):
            assign(article=edition.article, user=person, by=chair)
    settle_request(sign_off=request_changes(settled, member), reason="It is so.", by=chair)
    request_changes(approved, member)
    sign(version=part_of(approved, "part-1").version, verdict=Verdict.APPROVE, by=member)
    request_changes(withdrawn, member)
    sign(version=part_of(withdrawn, "part-1").version, verdict=Verdict.WITHDRAWN, by=member)
    request_changes(interested, member)
    declare_interest(article=interested.article, statement="Shares.", by=member)

    assert items(chair) == {}


def test_what_is_signed_but_held_up_is_listed_with_the_reason(chair, member, second):
    edition = submitted("held-up")
    sign_all(edition, member, second)
    assign(article=edition.article, user=member, by=chair)
    add_comment(version=part_of(edition, "part-1").version, text="Dose?", by=member, must_be_answered=True)

    (group,) = groups_for(Lead(chair))

    assert (group.key, [issue.code for issue in group.items[0].blockers]) == ("approve", ["comment-unanswered"])
    assert group.items[0].is_ready is False


def test_who_decided_everything_asked_is_not_late(board, chair, member, second):
    whole, part = submitted("whole"), submitted("part")
    for person in (second, make_member(board, "Third Member")):  # there is no lack of people who are asked
        assign(article=whole.article, user=person, by=chair)
        assign(article=part.article, user=person, by=chair)
    assign(article=whole.article, user=member, by=chair, due_on=yesterday())
    section = part_of(part, "part-1").section
    assign(article=part.article, user=member, by=chair, due_on=yesterday(), sections=[section])
    assert items(chair) == {"chase": ["whole", "part"]}

    sign(version=part_of(part, "part-1").version, verdict=Verdict.APPROVE, by=member)
    sign(version=part_of(whole, "part-1").version, verdict=Verdict.APPROVE, by=member)

    assert items(chair) == {"chase": ["whole"]}


def test_whoever_declined_is_not_late_and_leaves_it_unassigned(chair, member):
    edition = submitted("declined")
    asked = assign(article=edition.article, user=member, by=chair, due_on=yesterday())

    answer_assignment(assignment=asked, accept=False, reason="On leave.", by=member)

    assert items(chair) == {"assign": ["declined"]}


def test_the_page_says_how_many_and_links_to_all_of_a_group(client, chair):
    for number in range(7):
        submitted(f"lonely-{number}")
    client.force_login(chair)

    page = client.get(DASHBOARD).content.decode()
    everything = client.get(reverse("chair:group", args=["assign"])).content.decode()

    assert '<a href="/chair/assign/">All 7</a>' in page
    assert [f"/review/lonely-{number}/1/assign/" in everything for number in range(7)] == [True] * 7


def test_an_empty_dashboard_says_so(client, chair):
    client.force_login(chair)

    page = client.get(DASHBOARD).content.decode()

    assert "Nothing waits for you as chair" in page
    assert "Nothing is in review" in page
    assert "Nothing was approved in the last twelve months." in page
    assert "No member has anything left to decide now." in page
    assert "No review falls due in the next twelve months." in page
    answers = [client.get(reverse("chair:group", args=[key])).status_code for key in (*GROUPS, "nonsense")]
    assert answers == [*(200 for _ in GROUPS), 404]
    assert "Nothing is published yet" in client.get(reverse("chair:due")).content.decode()


def queries_of(user, address: str) -> int:
    client = Client()
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_dashboard_costs_the_same_for_one_of_each_and_for_three(chair, member, second):
    addresses = [DASHBOARD, reverse("chair:due"), *(reverse("chair:group", args=[key]) for key in GROUPS)]

    def one_of_each(name: str) -> None:
        ready, asked, late = submitted(f"ready-{name}"), submitted(f"asked-{name}"), submitted(f"late-{name}")
        submitted(f"lonely-{name}")
        sign_all(ready, member, second)
        request_changes(asked, member)
        for edition in (ready, asked):
            assign(article=edition.article, user=second, by=chair)
        assign(article=late.article, user=second, by=chair, due_on=yesterday())
        live(f"live-{name}", chair, member, second)

    one_of_each("one")
    one = [queries_of(chair, address) for address in addresses]
    one_of_each("two")
    one_of_each("three")

    assert [queries_of(chair, address) for address in addresses] == one
    assert max(one) <= 90


def live(slug: str, chair, *members):
    edition = submitted(slug)
    sign_all(edition, *members)
    approve(edition=edition, by=chair)
    publish(edition_id=edition.pk)
    return edition


# ── Charts ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_turnaround_counts_this_months_approvals(chair, member, second):
    live("one", chair, member, second)
    live("two", chair, member, second)
    today = timezone.localdate()

    chart = turnaround(led_articles(chair), today)

    assert len(chart.rows) == 12
    assert chart.rows[-1] == (f"{today:%B %Y}", "under a day", "2")
    assert chart.rows[0][1:] == ("none", "0")
    assert chart.bars[-1].value > 0


@pytest.mark.parametrize(
    ("days", "said"), [(0, "under a day"), (0.9, "under a day"), (1.2, "1 day"), (12.4, "12 days")]
)
def test_days_in_words(days, said):
    assert days_said(days) == said


def test_workload_counts_what_is_asked_late_and_signed(board, chair, member, second):
    one, two = submitted("one"), submitted("two")
    assign(article=one.article, user=member, by=chair)
    assign(article=two.article, user=member, by=chair, due_on=yesterday())
    sign(version=part_of(one, "part-1").version, verdict=Verdict.APPROVE, by=second)
    live("done", chair, make_member(board, "Third Member"), second)
    rows = loads(Lead(chair))

    found = {row.name: (row.asked, row.late, row.signed) for row in rows}

    assert found == {
        "First Member": (2, 1, 0),
        "Second Member": (0, 0, 4),
        "Third Member": (0, 0, 3),
        "Board Chair": (0, 0, 0),
    }
    assert rows[0].name == "First Member"
    assert workload(rows).rows[0] == ("First Member", "2", "1", "0")
    assert [bar.said for bar in workload(rows).bars] == ["2, 1 late"]

    release(assignment=Assignment.objects.get(article=two.article, user=member), by=chair, reason="On leave.")
    again = {row.name: (row.asked, row.late) for row in loads(Lead(chair))}
    assert again["First Member"] == (1, 0)


def test_workload_counts_no_review_in_which_nothing_is_left_to_decide(chair, member, second):
    edition = submitted("one")
    assign(article=edition.article, user=member, by=chair, due_on=yesterday())
    assert [(row.asked, row.late) for row in loads(Lead(chair)) if row.name == "First Member"] == [(1, 1)]

    sign_all(edition, member)

    assert [(row.asked, row.late) for row in loads(Lead(chair)) if row.name == "First Member"] == [(0, 0)]
    assert [group.key for group in groups_for(Lead(chair)) if group.key == "chase"] == []


def test_reviews_that_fall_due_are_counted_by_month_and_the_overdue_first(chair, member, second):
    live("one", chair, member, second)
    (page,) = due_pages(led_articles(chair))
    ahead, month = page.due - timedelta(days=40), page.due

    assert [row[1] for row in falling_due(led_articles(chair), ahead).rows].count("1") == 1
    assert falling_due(led_articles(chair), ahead).rows[0] == ("Overdue", "0")
    assert (f"{month:%B %Y}", "1") in falling_due(led_articles(chair), ahead).rows
    assert falling_due(led_articles(chair), page.due).rows[0] == ("Overdue", "1")


def test_twelve_months_begin_with_this_one():
    today = timezone.localdate().replace(month=11, day=25, year=2026)

    assert [month.isoformat() for month in months_from(today, 3)] == ["2026-11-01", "2026-12-01", "2027-01-01"]


def test_urgent_rows_are_empty_without_an_urgent_change(chair, member, second):
    live("one", chair, member, second)

    assert urgent_rows(chair) == []
