"""A draft as readers would get it."""

import pytest

from articles.actions import open_edition
from editorial.desk.previewing import kept_in_frame
from reviews.actions import discard
from tests.builders import article_of, edit, make_board, make_draft, make_editor, make_published, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


def page_of(edition, **asked):
    return f"/desk/articles/{article_of(edition).slug}/preview/", asked


def test_an_audience_reads_its_own_words_as_they_are_saved(client, editor):
    draft = make_draft(by=editor)
    edit(draft, "part-2", "<p>Newest words.</p>", by=editor)
    for audience, words in (("patient", "Plain words."), ("clinician", "Text of part 1."), ("nobody", "Plain words.")):
        page = client.get(*page_of(draft, audience=audience))
        assert words in page.text
        assert "Newest words." in page.text
        assert "Not approved" in page.text
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]


def test_the_width_of_a_phone_is_a_frame_of_that_width(client, editor):
    draft = make_draft(by=editor)
    assert "<iframe" not in client.get(*page_of(draft, audience="patient")).text
    around = client.get(*page_of(draft, audience="patient", width="phone")).text
    assert 'src="?audience=patient&amp;framed=1"' in around
    assert "Plain words." not in around
    inside = client.get(*page_of(draft, audience="patient", framed="1"))
    assert "Plain words." in inside.text
    assert "not approved, not published" in inside.text
    assert "<form" not in inside.text
    assert "no-store" in inside["Cache-Control"]
    assert "noindex" in inside["X-Robots-Tag"]


def test_the_page_in_the_frame_alone_may_be_framed_and_by_this_site_alone(client, editor):
    draft = make_draft(by=editor)
    for asked, framed_by, option in (({"framed": "1"}, "'self'", "SAMEORIGIN"), ({"width": "phone"}, "'none'", "DENY")):
        page = client.get(*page_of(draft, **asked))
        assert f"frame-ancestors {framed_by}" in page["Content-Security-Policy"]
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == option


def test_links_out_of_the_frame_lead_the_whole_window():
    page = '<a class="x" href="#r1">1</a><a href="/board/">B</a> <a href="https://example.org" target="_blank">E</a>'
    page += '<a href="https://example.org/?target=b">T</a>'
    led = page.replace('<a href="/board/"', '<a target="_top" href="/board/"')
    assert kept_in_frame(page) == led.replace(
        '<a href="https://example.org/?', '<a target="_top" href="https://example.org/?'
    )


def test_it_is_what_an_approved_edition_renders(client, editor):
    make_board()
    make_reference()
    live = make_published(by=editor, sections=1)
    body = live.bodies.get(audience="patient").html
    draft = open_edition(article=live.article, by=editor)
    assert body in client.get(*page_of(draft)).text


def test_an_unfinished_draft_is_shown_too(client, editor):
    draft = make_draft(by=editor, complete=False)
    edit(draft, "part-1", '<p>As found.<cite data-unresolved="Lane 1998"></cite></p>', by=editor)
    page = client.get(*page_of(draft, audience="clinician"))
    assert "Lane 1998" in page.text


def test_others_and_what_is_no_draft_have_none(client, editor):
    draft = make_draft(by=editor)
    client.force_login(make_editor("Other"))
    assert client.get(*page_of(draft)).status_code == 404
    client.force_login(editor)
    discard(edition=draft, by=editor)
    assert client.get(*page_of(draft)).status_code == 409
