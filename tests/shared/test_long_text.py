"""Long texts are sent one by one, not as one array in which Python escapes every quotation mark twice."""

import pytest
from django.db import connection
from django.db.models import TextField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import PublicPage
from editorial.shared.long_text import LongTextField
from tests.builders import make_draft, name_raw_rows

WORDS = '<p class="a">It\'s 5 % of "all", \\ and {each}.</p>'


@pytest.mark.django_db
def test_several_long_texts_are_written_in_one_statement_without_an_array():
    article = make_draft().article
    rows = [
        PublicPage(article=article, slug=f"one-{number}", audience="", kind="gone", content=WORDS * 50, composed_at=now)
        for number, now in enumerate([timezone.now()] * 3)
    ]

    with CaptureQueriesContext(connection) as captured:
        PublicPage.objects.bulk_create(rows)

    assert [query["sql"].count("UNNEST") for query in captured] == [0]
    assert set(PublicPage.objects.values_list("content", flat=True)) == {WORDS * 50}
    name_raw_rows()


def test_to_migrations_it_is_a_plain_text_field():
    assert LongTextField(blank=True).deconstruct()[1:] == TextField(blank=True).deconstruct()[1:]
