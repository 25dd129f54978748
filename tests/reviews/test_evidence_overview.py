"""How the evidence stands: the page for editors."""

import pytest

from articles.models import Article
from references.actions import merge_references, set_standing
from references.enums import Standing
from references.models import Reference
from reviews.actions.alarms import raise_alarms
from reviews.room.evidence import ages_of, overview_for
from tests.builders import make_editor, make_reference, make_user

from .test_alarms import CITES, cited_draft, retract

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_editor()


def citing(editor, *references: Reference, **draft):
    marks = "".join(f'<p>So it is. <cite data-ref="{row.key}"></cite></p>' for row in references)
    return cited_draft(editor, marks, **draft)


def dated(key: str, year: int | None, **csl) -> Reference:
    return make_reference(key, issued={"date-parts": [[year]]} if year else {}, **csl)


def test_the_articles_with_the_oldest_evidence_come_first(editor):
    citing(editor, dated("a", 2020), dated("b", 1998), dated("c", 2001), slug="older")
    citing(editor, dated("d", 2024), dated("e", None), slug="newer")
    citing(make_editor(), dated("f", 1900), slug="others")

    overview = overview_for(editor)

    shown = [(one.article.slug, one.years, one.median, one.count) for one in overview.timeline.aged]
    assert shown == [("older", (1998, 2001, 2020), 2001, 3), ("newer", (2024,), 2024, 2)]
    assert [row[1:] for row in overview.timeline.rows] == [
        ("3", "1998 (Boyer 1998)", "2001"),
        ("2", "2024 (Boyer 2024)", "2024"),
    ]
    assert overview.timeline.svg.count("<circle") == 4


def test_of_many_articles_those_with_the_oldest_evidence_are_shown(editor):
    for year in (2003, 2001, 2002):
        citing(editor, dated(f"ref{year}", year), slug=f"of-{year}")

    aged, count = ages_of(Article.objects.all(), 2)

    assert ([one.article.slug for one in aged], count) == (["of-2001", "of-2002"], 3)


def test_a_merged_reference_counts_as_the_one_that_answers(editor):
    old, answers = dated("old", 1990), dated("answers", 2020)
    citing(editor, old, answers)
    merge_references(into=answers, duplicate=old, by=editor)

    [aged], _ = ages_of(Article.objects.all())

    assert (aged.years, aged.oldest, aged.count) == ((2020,), answers, 1)


def test_without_years_nothing_is_drawn(editor):
    citing(editor, dated("e", None))

    assert overview_for(editor).timeline.is_empty


def test_the_page_names_what_is_at_risk_and_what_was_never_checked(client, editor):
    bad, fixed = make_reference("bad", DOI="10.1000/b"), make_reference("fixed", DOI="10.1000/f")
    citing(editor, bad, fixed, make_reference("unknown"))
    make_reference("uncited")
    retract(bad)
    set_standing(reference=fixed, standing=Standing.CORRECTED, by=editor)
    client.force_login(editor)

    overview = overview_for(editor)
    page = client.get("/desk/evidence/").content.decode()

    assert [one.reference.key for one in overview.at_risk] == ["bad"]
    assert [one.reference.key for one in overview.corrected] == ["fixed"]
    assert ([one.reference.key for one in overview.unchecked], overview.unchecked_count) == (["unknown"], 1)
    assert [one.reference.key for one in overview.uncited] == ["uncited"]
    assert "/evidence/bad/" in page
    assert "Retraction Watch: never" in page


def test_titles_are_escaped_in_the_drawing(editor):
    edition = citing(editor, dated("a", 2020))
    [aged], _ = ages_of(Article.objects.filter(pk=edition.article_id))
    overview = overview_for(editor)
    object.__setattr__(aged, "title", "<script>alert(1)</script>")
    object.__setattr__(overview.timeline, "aged", (aged,))

    assert "<script>" not in overview.timeline.svg


def test_the_page_is_for_the_desk(client):
    client.force_login(make_user())

    assert client.get("/desk/evidence/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(client, editor, django_assert_num_queries, count):
    for number in range(count):
        citing(editor, dated(f"ref{number}", 2000 + number))
    client.force_login(editor)
    client.get("/desk/evidence/")

    with django_assert_num_queries(13):
        client.get("/desk/evidence/")


def test_the_desk_says_that_an_alarm_waits(client, editor):
    reference = make_reference("boyer2005")
    cited_draft(editor, CITES)
    retract(reference)
    raise_alarms()
    client.force_login(editor)

    assert "The evidence changed: Boyer 2005 (retracted)" in client.get("/desk/").content.decode()
