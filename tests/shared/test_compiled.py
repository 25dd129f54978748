"""Reads whose SQL is put together once answer as Django would, and hold on to nothing that may change."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Edition, Pin
from editorial.shared.compiled import compiled
from reviews.models import BoardMember
from tests.builders import make_board, make_draft, make_member

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_query_for_values_of_every_shape():
    drafts = [make_draft() for _ in range(3)]

    @compiled
    def pinned(editions, least):
        rows = Pin.objects.filter(edition__in=editions, edition__number__gte=least)
        return rows.select_related("section", "edition__article").order_by("pk")

    for some in ([], drafts[:1], drafts[1:2], drafts, drafts[::-1], [drafts[0], drafts[0]]):
        ids = [one.pk for one in some]
        for least in (1, 2, 1):
            found = pinned(ids, least)
            assert found == list(pinned.__wrapped__(ids, least))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert [row.edition.article.pk for row in found] == [
                    row.edition.article_id for row in pinned.__wrapped__(ids, least)
                ]
            assert len(asked) == bool(ids)
    assert pinned({drafts[0].pk}, 1) == pinned((one for one in [drafts[0].pk]), 1) != []


def test_a_query_is_put_together_once_for_one_shape():
    built = []

    @compiled
    def of_numbers(numbers):
        built.append(numbers)
        return Edition.objects.filter(number__in=numbers).values_list("number", flat=True)

    make_draft()
    assert of_numbers([1]) == [1]
    assert of_numbers([2]) == []
    assert of_numbers([1, 2]) == [1]
    assert of_numbers([2, 1]) == [1]
    assert [len(numbers) for numbers in built] == [1, 2]
    assert all(number > 1_000_000 for numbers in built for number in numbers)


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1, 10**30])
def test_a_number_that_no_row_can_have_is_found_nowhere(number):
    @compiled
    def numbered(number):
        return Edition.objects.filter(number=number)

    @compiled
    def of_numbers(numbers):
        return Edition.objects.filter(number__in=numbers)

    draft = make_draft()

    assert numbered(draft.number) == of_numbers([draft.number]) == [draft]
    assert numbered(number) == of_numbers([number]) == []
    assert of_numbers([draft.number, number]) == [draft]


def test_little_is_kept_of_reads_of_many_shapes_or_values(monkeypatch):
    built = []

    @compiled
    def of_numbers(numbers):
        built.append(numbers)
        return Edition.objects.filter(number__in=numbers).values_list("number", flat=True)

    make_draft()
    many = list(range(1, 202))
    assert of_numbers(many) == of_numbers(many) == [1]
    assert built == [many, many]
    monkeypatch.setattr("editorial.shared.compiled._MOST_SHAPES", 2)
    for _ in range(2):
        assert [of_numbers(many[:count]) for count in (1, 2, 3)] == [[1], [1], [1]]
    assert [numbers for numbers in built[2:] if numbers == many[:3]] == [many[:3], many[:3]]


@pytest.mark.parametrize("first", [(2028, 2, 29), (2026, 12, 1)])
def test_moments_take_their_places_also_those_of_a_leap_day(first):
    @compiled
    def opened(since):
        return Edition.objects.filter(opened_at__gte=since).order_by()

    draft, moment = make_draft(), datetime(*first, tzinfo=UTC)

    assert opened(moment) == list(opened.__wrapped__(moment))
    assert opened(draft.opened_at) == [draft]
    assert opened(draft.opened_at + timedelta(microseconds=1)) == []


def test_days_and_texts_take_their_places():
    member = make_member(make_board())

    @compiled
    def running(day, names):
        return BoardMember.objects.running(day).filter(user__display_name__in=names)

    name, today = member.display_name, timezone.localdate()
    for day in (today, date(1999, 1, 1), today):
        assert running(day, [name, "nobody"]) == list(running.__wrapped__(day, [name, "nobody"]))
    assert running(today, [name]) != [] == running(date(1999, 1, 1), [name])


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda value: BoardMember.objects.running().filter(pk=value), uuid4()),
        (lambda value: Article.objects.filter(pk=value, owner=uuid4()), uuid4()),
        (lambda value: Article.objects.filter(slug__contains=value), "twitch"),
        (lambda value: Article.objects.all(), "twitch"),
        (lambda value: Edition.objects.filter(article=value), Article()),
        (lambda value: Edition.objects.filter(article=value).prefetch_related("pins"), uuid4()),
        (lambda value: Edition.objects.filter(article=value), None),
    ],
    ids=["today", "another id", "changed", "unused", "instance", "prefetched", "none"],
)
def test_what_would_hold_on_is_refused(build, value):
    with pytest.raises(TypeError):
        compiled(build)(value)


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_refused_outside_a_transaction_and_each_thread_asks_its_own_connection():
    @compiled
    def locked(pk):
        return Article.objects.select_for_update().filter(pk=pk)

    @compiled
    def articles() -> QuerySet[Article]:
        return Article.objects.order_by("pk")

    with pytest.raises(TransactionManagementError):
        locked(uuid4())
    with connection.cursor():
        pass
    assert articles() == []
    asked: list[object] = []

    def other() -> None:
        asked.append(articles())
        asked.append(connection.connection)
        connection.close()

    thread = Thread(target=other)
    thread.start()
    thread.join()
    assert asked[0] == []
    assert asked[1] is not connection.connection


def test_a_lock_kept_from_a_transaction_is_refused_outside_one():
    @compiled
    def locked(pk):
        return Article.objects.select_for_update().filter(pk=pk)

    draft = make_draft()
    assert [one.pk for one in locked(draft.article_id)] == [draft.article_id]
    closed: list[type[BaseException]] = []

    def outside() -> None:
        try:
            locked(draft.article_id)
        except TransactionManagementError as refusal:
            closed.append(type(refusal))
        connection.close()

    thread = Thread(target=outside)
    thread.start()
    thread.join()
    assert closed == [TransactionManagementError]
