"""Passages on the desk: begun, listed, placed, taken over, taken out; and drafts of them that leak nowhere."""

import psycopg.errors
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import open_edition
from articles.actions.passages import open_with_passage, place_passage
from articles.enums import EditionState
from articles.models import Article, Audience, Edition
from articles.queries import latest_edition_of, parts_of
from editorial.desk.passages import hosts_for
from editorial.shared.patience import Busy
from tests.builders import confirm_all, edit, make_draft, make_editor, make_user, name_raw_rows, publish_draft
from tests.passages import as_committed, make_live_passage, make_passage_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make_editor("Dora Desk")
    client.force_login(editor)
    return editor


@pytest.fixture
def passage(editor) -> Article:
    return make_live_passage(by=editor)


@pytest.fixture
def host(editor) -> Edition:
    return make_draft(by=editor)


def page(client, name: str, *args) -> str:
    response = client.get(reverse(f"desk:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def anchors(edition: Edition) -> list[str]:
    return [part.section.anchor for part in parts_of(edition)]


def test_a_passage_is_begun_with_what_it_is_called(client, editor):
    said = {"heading": "When to call an ambulance", "summary": "Everywhere.", "slug": ""}
    response = client.post(reverse("desk:new_passage"), said)

    article = Article.objects.get(slug="when-to-call-an-ambulance")
    assert article.is_passage
    assert response.url == reverse("desk:article", args=[article.slug])
    assert "Place a passage" not in page(client, "article", article.slug)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, editor):
    response = client.post(reverse("desk:new_passage"), {"heading": "When to call", "summary": " "})

    assert response.status_code == 422
    assert "When to call" in response.content.decode()
    assert not Article.objects.exists()


def test_it_is_placed_after_the_section_that_was_chosen(client, editor, passage, host):
    after = parts_of(host)[1].section.pk
    response = client.post(
        reverse("desk:place_passage", args=[host.article.slug]), {"passage": passage.pk, "after": after}
    )

    assert response.status_code == 302
    assert anchors(host) == ["front", "part-1", "emergency", "numbers", "part-2"]
    shown = page(client, "article", host.article.slug)
    assert "kept by Dora Desk" in shown
    assert reverse("desk:take_out_passage", args=[host.article.slug, passage.pk]) in shown
    assert reverse("desk:remove_section", args=[host.article.slug, "emergency"]) not in shown


def test_its_words_are_read_in_place_and_not_changed_there(client, editor, passage, host):
    place_passage(edition=host, passage=passage, by=editor)
    address = reverse("desk:section", args=[host.article.slug, "emergency"])

    shown = client.get(address).content.decode()

    assert "Call 112 if the pain lasts." in shown
    assert "kept by Dora Desk" in shown
    assert "<textarea" not in shown
    assert client.post(address, {"html": "<p>Wait.</p>"}).status_code == 403


def test_it_is_taken_out_again(client, editor, passage, host):
    place_passage(edition=host, passage=passage, by=editor)

    client.post(reverse("desk:take_out_passage", args=[host.article.slug, passage.pk]), {"reason": ""})

    assert anchors(host) == ["front", "part-1", "part-2"]


def changed(passage: Article, editor, html: str = "<p>Call 112 at once.</p>") -> None:
    draft = open_edition(article=passage, by=editor)
    edit(draft, "emergency", html, by=editor)
    confirm_all(draft, by=editor)
    publish_draft(draft, by=editor)


def test_chosen_hosts_are_opened_with_what_it_says_now(client, editor, passage, host):
    place_passage(edition=host, passage=passage, by=editor)
    live, other = publish_draft(host, by=editor), make_draft(by=editor)
    place_passage(edition=other, passage=passage, by=editor)
    as_committed()
    changed(passage, editor)
    address = reverse("desk:passage", args=[passage.pk])

    shown = client.get(address).content.decode()
    client.post(address, {"host": [str(live.article_id)]})

    assert "live with what it said before" in shown
    assert shown.count('name="host"') == 2
    assert "What would change" in shown
    new = latest_edition_of(live.article)
    assert (new.state, new.number) == (EditionState.DRAFT, 2)
    assert "at once" in next(part for part in parts_of(new) if part.section.anchor == "emergency").content.base.html
    assert "at once" not in next(p for p in parts_of(other) if p.section.anchor == "emergency").content.base.html
    assert client.get(address).content.decode().count('name="host"') == 1


@pytest.mark.parametrize("error", [Busy(), PermissionDenied(), Http404(), "55P03", "40P01"])
def test_an_article_that_cannot_now_keeps_no_other_from_it_and_who_has_it_is_named(
    error, client, editor, passage, host, monkeypatch
):
    place_passage(edition=host, passage=passage, by=editor)
    other = make_draft(by=editor, slug="other-host")
    place_passage(edition=other, passage=passage, by=editor)
    changed(passage, editor)
    first = hosts_for(editor, passage, None)[0].article

    def fails_for_the_first(*, article, **rest):
        if article == first:
            raise database_error(error) if isinstance(error, str) else error
        return open_with_passage(article=article, **rest)

    monkeypatch.setattr("editorial.desk.views.passages.open_with_passage", fails_for_the_first)
    address = reverse("desk:passage", args=[passage.pk])
    said = client.post(address, {"host": [str(host.article_id), str(other.article_id)]}, follow=True)

    shown = [str(message) for message in said.context["messages"]]
    assert len(shown) == 2
    assert shown[1].startswith("A draft of 1 article has it now: “")
    done = other if first == host.article else host
    assert "at once" in next(part for part in parts_of(done) if part.section.anchor == "emergency").content.base.html


def database_error(code: str) -> OperationalError:
    """As psycopg's, within Django's."""
    error = OperationalError(code)
    error.__cause__ = psycopg.errors.lookup(code)(code)
    return error


def test_what_opens_a_host_locks_in_one_order_at_the_beginning(editor, passage, host):
    place_passage(edition=host, passage=passage, by=editor)
    publish_draft(host, by=editor)

    with CaptureQueriesContext(connection) as queries:
        open_with_passage(article=host.article, passage=passage.pk, by=editor)

    said = [query["sql"] for query in queries if "articles_article" in query["sql"]]
    locks = [sql.replace("-", "") for sql in said if " FOR UPDATE" in sql or " FOR SHARE" in sql]
    ids = sorted([host.article_id, passage.pk])
    assert [pk for sql in locks[:2] for pk in ids if pk.hex in sql] == ids


def test_a_draft_with_earlier_words_says_so_and_takes_over_what_it_says_now(client, editor, passage, host):
    place_passage(edition=host, passage=passage, by=editor)
    changed(passage, editor)

    assert "It says something else now" in page(client, "article", host.article.slug)
    client.post(reverse("desk:renew_passage", args=[host.article.slug, passage.pk]))

    assert "It says something else now" not in page(client, "article", host.article.slug)


def test_drafts_of_a_passage_are_nobody_elses(client, editor, passage):
    other = make_editor("Another")
    secret = make_passage_draft(by=other, slug="secret-passage")
    edit(secret, "emergency", "<p>Nobody knows this yet.</p>", by=other)
    draft = open_edition(article=passage, by=editor)
    edit(draft, "emergency", "<p>Being written.</p>", by=editor)
    mine = make_draft(by=editor)

    for shown in (page(client, "passages"), page(client, "place_passage", mine.article.slug), page(client, "home")):
        assert "secret-passage" not in shown
        assert str(secret.article.pk) not in shown
    assert client.get(reverse("desk:passage", args=[secret.article.pk])).status_code == 404
    refused = client.post(reverse("desk:place_passage", args=[mine.article.slug]), {"passage": secret.article.pk})
    assert refused.status_code == 422
    client.force_login(other)
    theirs = page(client, "passage", passage.pk)
    assert "Being written" not in theirs
    assert "Call an ambulance" in theirs


def test_open_editions_of_others_are_neither_named_nor_counted(client, editor, passage):
    other = make_editor("Another")
    place_passage(edition=make_draft(by=other, slug="their-draft"), passage=passage, by=other)

    assert "their-draft" not in page(client, "passage", passage.pk)
    assert "live in 0 articles" in page(client, "passages")


def test_passages_are_for_editors(client, passage):
    client.force_login(make_user())

    assert client.get(reverse("desk:passages")).status_code == 403
    assert client.get(reverse("desk:passage", args=[passage.pk])).status_code == 404


def test_readers_who_came_after_it_was_signed_are_named_on_its_page(client, editor, passage):
    said = "Readers were added after this passage was signed"
    address = reverse("desk:passage", args=[passage.pk])
    assert said not in client.get(address).text
    Audience.objects.create(key="nurse", label="I am a <nurse>", order=9)
    name_raw_rows()

    page = client.get(address).text

    assert said in page
    assert "“I am a &lt;nurse&gt;”: nobody has signed it for them" in page
    Audience.objects.filter(key="nurse").update(is_active=False)
    assert said not in client.get(address).text
