"""What stands around the signed words of a page: people, dates, changes, notices, neighbours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.actions import open_edition, save_section, set_statement, set_topic
from articles.actions.contributors import save_contributor
from articles.models import PublicPage
from articles.queries import contents_of, manifest_of, part_of, parts_of
from articles.words.content import Wording
from references.actions import set_standing
from reviews import tasks
from reviews.actions import declare_interest, declare_interests, publish, retire, submit
from reviews.actions.publication import compose_pages
from reviews.enums import Verdict
from reviews.models import ReviewPolicy
from reviews.publishing.facts import PageFacts, facts_of
from reviews.publishing.to_recompose import articles_to_recompose
from tests.builders import (
    approve,
    article_of,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    publish_draft,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def edition(built, own):
    """A published edition of two sections, without references."""
    return own(built)


def page_of(client, address: str = "/articles/twitches/"):
    return html.fromstring(client.get(address).text)


def words(page, xpath: str) -> str:
    return " ".join(page.xpath(f"string({xpath})").split())


def board():
    return ReviewPolicy.objects.get(is_default=True).board


def publish_again(article, *, by, change: str = "<p>Mended.</p>", note: str = "") -> None:
    """A second edition in which one section changed, signed by two new members."""
    edition = open_edition(article=article, by=by)
    edit(edition, "part-2", change, by=by)
    if note:
        set_statement(edition=edition, note=note, by=by)
    confirm_all(edition, by=by)
    edition = submit(edition=edition, by=by)
    [part] = [part for part in parts_of(edition) if part.section.anchor == "part-2"]
    for name in ("Third Member", "Fourth Member"):
        sign(version=part.version, verdict=Verdict.APPROVE, by=make_member(board(), name))
    approve(edition=edition, by=make_chair(board()))
    publish(edition_id=edition.pk)


def test_the_byline_names_who_signed_with_credentials_as_they_were(client, edition):
    signer = edition.sign_offs.order_by("at").first().user
    signer.display_name, signer.credentials = "Married Name", "MD, PhD"
    signer.save()
    compose_pages(article_of(edition))

    day = f"{timezone.localdate():%-d %B %Y}"
    assert words(page_of(client), "//*[@class='byline']/p[2]") == (
        "Medically reviewed by First Member, MD and Second Member, MD. "
        f"These are the words that they signed on {day}. Approved by Board Chair, MD."
    )
    assert words(page_of(client), "//*[@class='byline']/p[1]") == "Written by A. Writer, BSc"


def test_signatures_that_carried_over_keep_their_names_beside_the_new_ones(client):
    editor = make_editor()
    article = article_of(make_published(slug="twitches", by=editor))

    publish_again(article, by=editor)

    names = page_of(client).xpath("//*[@class='byline']/p[2]//*[@class='person-name']/text()")
    assert names == ["First Member, MD", "Second Member, MD", "Third Member, MD", "Fourth Member, MD"]


def test_what_changed_and_when_is_listed_newest_first(client):
    editor = make_editor()
    article = article_of(make_published(slug="twitches", by=editor))

    publish_again(article, by=editor, note="The warning says more.")

    entries = page_of(client).xpath("//section[@aria-labelledby='changes-title']//li/span/text()")
    assert entries == ["The warning says more.", "First published."]


def test_a_page_signed_and_published_today_has_todays_dates(edition):
    facts = facts_of(edition, manifest_of(edition))

    today = timezone.localdate()
    assert (facts.last_updated, facts.last_reviewed) == (today, today)
    assert facts.next_review == today.replace(year=today.year + 3)
    assert (facts.overdue, facts.first_signed, facts.last_signed) == (False, today, today)


def test_a_page_whose_review_is_overdue_says_so_and_keeps_its_dates(client, monkeypatch, edition):
    due = facts_of(edition, manifest_of(edition)).next_review
    assert "Review overdue" not in client.get("/articles/twitches/").text

    monkeypatch.setattr(timezone, "localdate", lambda value=None, **zone: due if value is None else value.date())
    composed = tasks.recompose_stale_pages()

    page = page_of(client)
    assert composed == 1
    assert f"due to be reviewed again by {due:%-d %B %Y}" in words(page, "//*[contains(@class, 'notice-warning')]")
    assert words(page, "//dl[@class='dates']/div[3]/dd") == f"{due:%-d %B %Y}"


def test_an_interest_declared_later_makes_the_page_look_no_fresher(client, edition):
    before = facts_of(edition, manifest_of(edition))

    signer = edition.sign_offs.first().user
    declare_interest(article=edition.article, statement="A grant.", by=signer)

    after = facts_of(edition, manifest_of(edition))
    assert (after.last_reviewed, after.next_review) == (before.last_reviewed, timezone.localdate())
    assert (after.overdue, bool(after.renewing), before.renewing) == (False, True, frozenset())
    assert [person["name"] for person in after.reviewers] == [person["name"] for person in before.reviewers]


def test_declared_interests_of_authors_are_shown(client):
    editor = make_editor()
    draft = make_draft(by=editor, slug="twitches")
    save_contributor(by=editor, name="A. Writer", credentials="BSc", interests="Shares in Acme <Ltd>.")
    publish_draft(draft, by=editor)

    assert "none" in words(page_of(client), "//section[@aria-labelledby='interests-title']//li")


def test_reviewers_interests_are_shown_as_they_were_when_they_signed(client):
    editor = make_editor()
    board = make_board()
    members = make_member(board, "First Reader"), make_member(board, "Second Reader")
    item = {"kind": "grants", "entity": "A Maker <Ltd>", "to": "self", "details": "In confidence."}
    declare_interests(items=[item], by=members[0])
    edition = make_submitted(by=editor, slug="twitches")
    sign_all(edition, *members)
    declare_interests(items=[], by=members[0])
    approve(edition=edition, by=make_chair(board))
    publish(edition_id=edition.pk)

    page = page_of(client)

    lines = page.xpath("//section[@aria-labelledby='interests-title']//li")
    assert [" ".join(line.text_content().split()) for line in lines][-2:] == [
        "First Reader, MDGrants or contracts: A Maker <Ltd>.",
        "Second Reader, MDNothing to declare.",
    ]
    assert "In confidence." not in page.text_content()


def test_articles_on_the_same_topic_name_each_other_soon(client):
    editor = make_editor()
    first = article_of(make_published(slug="twitches", by=editor))
    set_topic(article=first, topic="Nerves", by=editor)
    second = make_draft(by=editor, slug="tremor")
    set_topic(article=second.article, topic="Nerves", by=editor)
    publish_draft(second, by=editor)
    other = article_of(make_published(slug="colds", by=editor))
    set_topic(article=other, topic="Colds", by=editor)

    tasks.recompose_stale_pages()

    links = "//section[@aria-labelledby='related-title']//a/@href"
    assert page_of(client).xpath(links) == ["/articles/tremor/"]
    assert page_of(client, "/articles/tremor/for/clinician/").xpath(links) == ["/articles/twitches/for/clinician/"]
    assert page_of(client, "/articles/colds/").xpath(links) == []


def test_a_retired_neighbour_is_named_no_more(client):
    editor = make_editor()
    for slug in ("twitches", "tremor"):
        draft = make_draft(by=editor, slug=slug)
        set_topic(article=draft.article, topic="Nerves", by=editor)
        edition = publish_draft(draft, by=editor)
    tasks.recompose_stale_pages()
    assert "Related articles" in client.get("/articles/twitches/").text

    retire(edition=edition, reason="Out of date.", by=make_chair(board()))
    tasks.recompose_stale_pages()

    assert "Related articles" not in client.get("/articles/twitches/").text


def test_the_sweeper_rests_when_nothing_has_changed(edition):
    PublicPage.objects.update(composed_at=timezone.now() + timedelta(minutes=5))

    assert list(articles_to_recompose()) == []


@pytest.mark.parametrize(
    ("standing", "at_the_top"),
    [
        ("retracted", ["notice notice-warning"]),
        ("concern", ["notice notice-warning"]),
        ("superseded", ["notice notice-info"]),
        ("corrected", []),
    ],
)
def test_a_notice_stands_at_the_reference_and_a_grave_one_at_the_top_too(client, standing, at_the_top):
    editor = make_editor()
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor, slug="twitches")
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    edition = publish_draft(draft, by=editor)
    before = edition.bodies.get(audience="clinician").html

    set_standing(reference=reference, standing=standing, note="Read <the> notice.", by=editor)
    compose_pages(article_of(edition))

    page = page_of(client, "/articles/twitches/for/clinician/")
    assert words(page, "//li[@id='ref-1']/span[@class='standing']").endswith("Read <the> notice.")
    assert page.xpath("//*[@class='reader-head']/*[contains(@class, 'notice')]/@class") == at_the_top
    assert edition.bodies.get(audience="clinician").html == before


def test_a_pending_page_tells_of_a_retraction_too(client):
    make_board(show_pending=True)
    editor = make_editor()
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor, slug="twitches")
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    submit(edition=draft, by=editor)

    set_standing(reference=reference, standing="retracted", note="", by=editor)

    assert tasks.recompose_stale_pages() == 1
    assert "About the evidence on this page" in client.get("/articles/twitches/for/clinician/").text


def leave_out_for_patients(draft, anchor: str, *, by, text: str = "<p>For some only.</p>") -> None:
    part = part_of(draft, anchor)
    save_section(
        edition=draft,
        anchor=anchor,
        base_version=part.version.pk,
        base=replace(part.content.base, html=text),
        wordings={"patient": Wording(left_out=True)},
        by=by,
    )


def test_a_notice_about_a_reference_that_this_audience_does_not_see_is_not_at_its_top(client):
    editor = make_editor()
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor, slug="twitches")
    text = '<p>A claim.<cite data-ref="boyer2005"></cite></p>'
    leave_out_for_patients(draft, "part-2", by=editor, text=text)
    edition = publish_draft(draft, by=editor)
    set_standing(reference=reference, standing="retracted", note="", by=editor)
    compose_pages(article_of(edition))

    top = "//*[@class='reader-head']/*[contains(@class, 'notice-warning')]"
    assert len(page_of(client).xpath(top)) == 0
    assert len(page_of(client, "/articles/twitches/for/clinician/").xpath(top)) == 1


def test_a_part_left_out_is_named_with_a_link_to_where_it_is(client):
    editor = make_editor()
    draft = make_draft(by=editor, slug="twitches")
    leave_out_for_patients(draft, "part-2", by=editor)
    article = article_of(publish_draft(draft, by=editor))

    page = page_of(client)
    link = page.xpath("//aside[@class='left-out']//a/@href")
    assert link == [f"/articles/id/{article.pk}/for/clinician/#part-2"]
    assert page.xpath("//nav[@class='contents']//a/@href") == ["#part-1"]
    assert client.get(link[0]).url == "/articles/twitches/for/clinician/"


def test_the_choice_of_audience_is_links_that_keep_the_choice(client, edition):
    links = "//*[@data-audience-choice]//a"
    page = page_of(client, "/articles/twitches/for/clinician/")
    assert page.xpath(f"{links}/@href") == [
        "/articles/twitches/",
        "/articles/twitches/for/carer/",
        "/articles/twitches/for/clinician/",
    ]
    assert page.xpath(f"{links}[@aria-current='true']/@data-audience") == ["clinician"]
    assert page.xpath("//*[@class='after ask']//a/@href") == ["/articles/twitches/ask/?audience=clinician"]


def test_how_to_cite_the_page(client, settings):
    settings.SITE_ADDRESS = "https://health.example"
    edition = make_published(slug="twitches")

    day = f"{edition.published_at:%Y %b %-d}"
    assert words(page_of(client), "//*[@id='cite-text']") == (
        f"A. Writer. Muscle twitches. Imprimatur [Internet]. Edition 1, updated {day}, reviewed {day}. "
        "Available from: https://health.example/articles/twitches/"
    )


def test_days_are_those_of_the_sites_zone(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with timezone.override("Pacific/Auckland"):
        edition = make_published(slug="twitches")
        edition.published_at = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)

        facts = PageFacts("approved", pending=False, authors=[], words_changed=edition.published_at)
        assert facts.last_updated == date(2026, 3, 2)


def test_approving_changes_nothing_that_readers_get(client):
    """To them what is approved is under review until it is published: so the pages are not composed for it."""
    board = make_board(show_pending=True, sign_offs=1)
    edition = make_submitted(slug="twitches")
    sign_all(edition, make_member(board))
    compose_pages(edition.article)
    before = list(edition.article.pages.order_by("pk").values("kind", "content", "etag"))

    approve(edition=edition, by=make_chair(board))

    assert compose_pages(edition.article) is False
    assert list(edition.article.pages.order_by("pk").values("kind", "content", "etag")) == before
    assert {page["kind"] for page in before} == {"pending"}


def test_contents_that_were_read_already_are_not_read_again_and_only_those_that_the_manifest_names(
    django_assert_num_queries,
):
    edition = make_submitted(slug="twitches")
    manifest, parts = manifest_of(edition), parts_of(edition)

    with django_assert_num_queries(0):
        read = contents_of(manifest, parts)

    assert read == contents_of(manifest) == contents_of(manifest, parts[1:])
    with django_assert_num_queries(1):
        assert contents_of(manifest, []) == read
