"""Links by which people without an account look at what is not published yet."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions import add_collaborator, open_edition, remove_collaborator
from articles.actions.passages import place_passage
from articles.actions.previews import close_preview_link, make_preview_link
from articles.models import PreviewLink
from articles.previews import LONGEST, MOST_OPEN
from articles.site.rendering import render_body
from editorial.desk import previewing
from editorial.desk.views.preview import MOST_IN_A_MINUTE
from editorial.record.models import Event
from editorial.shared.canonical import sha256
from editorial.shared.issues import Refused
from editorial.shared.secret_paths import WithoutSecrets, without_secret
from editorial.shared.throttle import is_within
from reviews.actions import discard, submit, take_back
from tests.builders import (
    article_of,
    bring_picture,
    codes,
    confirm_all,
    edit,
    illustrate,
    make_board,
    make_draft,
    make_editor,
    make_published,
    placed,
    publish_draft,
)
from tests.passages import make_passage_draft

pytestmark = pytest.mark.django_db
WORDS = "A sentence that nobody has published."


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def draft(editor):
    draft = make_draft(by=editor)
    edit(draft, "part-2", f"<p>{WORDS}</p>", by=editor)
    return draft


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def linked(edition, editor, days: int = 7) -> tuple[PreviewLink, str]:
    link, secret = make_preview_link(edition=edition, until=in_days(days), by=editor)
    return link, reverse("preview", args=[secret])


def timeless(answer) -> dict:
    return {name: value for name, value in answer.headers.items() if name != "Expires"}


def is_dead(url: str) -> bool:
    """Answered as one that never was: byte for byte."""
    never = Client().get(reverse("preview", args=["a" * 43]))
    answer = Client().get(url)
    assert never.status_code == 404
    if answer.status_code != 404:
        return False
    assert answer.content == never.content
    assert timeless(answer) == timeless(never)
    return True


def test_who_has_the_link_reads_the_draft_and_nothing_keeps_or_passes_it_on(draft, editor):
    _, url = linked(draft, editor)

    page = Client().get(url, {"audience": "clinician"})

    assert WORDS in page.text
    assert "Not approved, not published" in page.text
    assert 'content="noindex"' in page.text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert "<form" not in page.text
    assert "/desk/articles/" not in page.text
    assert not page.cookies
    assert Client().post(url).status_code == 405


def test_only_a_digest_is_kept_and_the_record_has_no_secret(draft, editor):
    link, secret = make_preview_link(edition=draft, until=in_days(1), by=editor)

    assert link.link_digest == sha256(secret)
    assert secret not in str(list(PreviewLink.objects.values()) + list(PreviewLink.history.values()))
    assert secret not in str(list(Event.objects.filter(verb="preview.made").values()))
    assert len(secret) >= 43


def test_a_link_that_was_closed_opens_nothing(draft, editor):
    link, url = linked(draft, editor)
    assert not is_dead(url)
    close_preview_link(link=link, by=editor)
    close_preview_link(link=link, by=editor)
    assert is_dead(url)
    assert Event.objects.filter(verb="preview.closed").count() == 1


def test_nor_one_whose_day_has_passed(draft, editor):
    link, url = linked(draft, editor, days=0)
    assert not is_dead(url)
    PreviewLink.objects.filter(pk=link.pk).update(until=in_days(-1))
    assert is_dead(url)


def test_nor_one_of_somebody_who_may_not_see_the_draft_any_more(draft, editor):
    helper = make_editor("Helper")
    add_collaborator(article=draft.article, user=helper, by=editor)
    _, url = linked(draft, helper)
    assert Client().get(url).status_code == 200

    remove_collaborator(article=draft.article, user=helper, by=editor)

    assert is_dead(url)


def test_no_log_has_the_secret(draft, editor, caplog):
    _, url = linked(draft, editor)
    secret = url.split("/")[2]
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Too Many Requests", url), None)

    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Too Many Requests: /preview/…/"
    assert secret not in without_secret(f"Not Found: {url}")
    assert without_secret("/guest/abc/media/def") == "/guest/…/media/def"
    assert without_secret("/articles/preview/") == "/articles/preview/"


def test_nor_one_of_a_draft_that_was_given_up(draft, editor):
    _, url = linked(draft, editor)
    discard(edition=draft, by=editor)
    assert is_dead(url)


def test_it_opens_what_is_with_the_board_and_not_what_came_back(draft, editor):
    make_board()
    confirm_all(draft, by=editor)
    _, url = linked(draft, editor)
    submit(edition=draft, by=editor)
    assert WORDS in Client().get(url).text
    take_back(edition=draft, by=editor)
    open_edition(article=draft.article, by=editor)
    assert is_dead(url)


def test_nor_what_is_published(editor):
    make_board()
    live = make_published(by=editor, sections=1)
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", f"<p>{WORDS}</p>", by=editor)
    _, url = linked(draft, editor)
    assert not is_dead(url)
    publish_draft(draft, by=editor)
    assert is_dead(url)


def test_who_makes_one_until_when_and_how_many(draft, editor):
    with pytest.raises(PermissionDenied):
        make_preview_link(edition=draft, until=in_days(1), by=make_editor("Other"))
    for days, code in ((-1, "past"), (LONGEST.days + 1, "too-far")):
        with pytest.raises(Refused) as refused:
            linked(draft, editor, days)
        assert codes(refused) == [code]
    link, _ = linked(draft, editor, LONGEST.days)
    for _ in range(MOST_OPEN - 1):
        linked(draft, editor)
    with pytest.raises(Refused) as refused:
        linked(draft, editor)
    assert codes(refused) == ["too-many"]
    close_preview_link(link=link, by=editor)
    linked(draft, editor)
    with pytest.raises(PermissionDenied):
        close_preview_link(link=link, by=make_editor("Another"))


def test_looks_are_counted(draft, editor):
    _, url = linked(draft, editor)
    for _ in range(MOST_IN_A_MINUTE - 1):
        assert is_within("preview", url.split("/")[2], limit=MOST_IN_A_MINUTE, seconds=60)
    assert Client().get(url).status_code == 200
    late = Client().get(url)
    assert (late.status_code, late["Retry-After"], WORDS in late.text) == (429, "60", False)
    _, other = linked(draft, editor)
    assert Client().get(other).status_code == 200


def test_a_page_with_its_frame_is_one_look_and_puts_the_words_together_once(draft, editor, monkeypatch):
    made = []
    monkeypatch.setattr(previewing, "render_body", lambda *args: made.append(args) or render_body(*args))
    _, url = linked(draft, editor)
    for _ in range(MOST_IN_A_MINUTE - 1):
        is_within("preview", url.split("/")[2], limit=MOST_IN_A_MINUTE, seconds=60)

    around, framed = Client().get(f"{url}?width=phone"), Client().get(f"{url}?framed=1")

    assert (around.status_code, framed.status_code, WORDS in framed.text, len(made)) == (200, 200, True, 1)
    for _ in range(MOST_IN_A_MINUTE):
        late = Client().get(f"{url}?framed=1")
    assert late.status_code == 429


def test_the_page_makes_shows_once_and_closes(draft, editor, client):
    client.force_login(editor)
    page = f"/desk/articles/{article_of(draft).slug}/preview/links/"
    assert client.post(page, {"until": in_days(-1).isoformat()}).status_code == 409
    assert client.post(page, {"until": "soon"}).status_code == 422

    made = client.post(page, {"until": in_days(3).isoformat()})

    url = "/preview/" + made.context["link"].split("/preview/")[1]
    assert made.context["link"] in made.text
    assert WORDS in Client().get(url).text
    again = client.get(page)
    assert made.context["link"] not in again.text
    link = PreviewLink.objects.get()
    other = make_draft(by=editor)
    wrong = f"/desk/articles/{article_of(other).slug}/preview/links/{link.pk}/close/"
    assert client.post(wrong).status_code == 404
    assert client.post(f"{page}{link.pk}/close/").status_code == 302
    assert is_dead(url)


def test_pictures_of_the_edition_that_it_opens_load_through_the_link_and_no_others(draft, editor):
    shown, other = (bring_picture(draft, by=editor, colour=colour) for colour in ("navy", "red"))
    foreign = bring_picture(make_draft(by=editor), by=editor, colour="green")
    illustrate(draft, "part-2", placed(shown), by=editor)
    link, url = linked(draft, editor)

    page = Client().get(url).text
    sources = set(re.findall(r'(?:src|href)="([^"]*media/[0-9a-f]{64})"', page))
    here = f"{url}media/"
    assert sources == {f"{here}{shown.file_id}"}
    answers = [
        Client().get(source) for source in (f"{here}{shown.file_id}", *re.findall(rf"{here}[0-9a-f]{{64}}", page))
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert {answer["Content-Type"] for answer in answers} == {"image/png"}
    assert all("no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"] for answer in answers)
    smaller = shown.renditions.get().file_id
    assert f"{here}{smaller} 120w" in page
    for file in (other.file_id, foreign.file_id, "a" * 64, "short"):
        assert Client().get(f"{here}{file}").status_code == 404

    close_preview_link(link=link, by=editor)
    assert {Client().get(f"{here}{file}").status_code for file in (shown.file_id, smaller)} == {404}


def test_pictures_of_a_passage_load_through_the_link_of_its_host(draft, editor):
    make_board()
    home = make_passage_draft(by=editor)
    medium = bring_picture(home, by=editor)
    illustrate(home, "emergency", placed(medium), by=editor)
    confirm_all(home, by=editor)
    publish_draft(home, by=editor)
    place_passage(edition=draft, passage=home.article, by=editor)
    _, url = linked(draft, editor)

    assert Client().get(f"{url}media/{medium.file_id}").status_code == 200


def test_an_editor_sees_the_pictures_of_a_draft_in_its_preview(client, draft, editor):
    medium = bring_picture(draft, by=editor)
    illustrate(draft, "part-2", placed(medium), by=editor)
    client.force_login(editor)

    page = client.get(f"/desk/articles/{article_of(draft).slug}/preview/").text

    address = f"/media/{draft.article_id}/{medium.file_id}"
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200
