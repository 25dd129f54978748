"""The page on which anybody checks a code: what was public is explained, everything else is nothing (threat 15)."""

import pytest
from django.core.cache import cache
from django.utils.html import escape

from articles.actions import open_edition
from articles.models import Manifest, PublishedBody
from articles.queries import parts_of
from reviews.actions import publish, retire, revoke_approval
from reviews.models import Approval, ReviewPolicy, SignOff
from reviews.views.check import LIMIT
from tests.builders import (
    approve,
    edit,
    make_approved,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
    publish_draft,
)

pytestmark = pytest.mark.django_db
NOTHING = "No published edition has this code"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def page(client, code: str) -> str:
    response = client.get("/check/", {"code": code})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, max-age=30")
    assert not response.cookies
    return response.content.decode()


@pytest.fixture
def edition():
    return make_published(slug="twitches")


def codes_of(edition) -> dict[str, str]:
    """Every code that an edition has."""
    bodies = PublishedBody.objects.filter(edition=edition).values_list("audience", "digest")
    approvals = Approval.objects.filter(edition=edition).values_list("digest", flat=True)
    manifest = Manifest.objects.get(edition=edition).digest
    return {"manifest": manifest, **dict(bodies), **{f"approval {n}": one for n, one in enumerate(approvals)}}


def test_the_page_that_readers_get_leads_to_the_answer(client, edition):
    code = Approval.objects.get().digest
    link = f'href="/check/?code={code}"'

    assert link in client.get("/articles/twitches/").content.decode()
    shown = page(client, code)
    for words in ("the approval of this edition", "Muscle twitches", "what readers have today", "Board Chair, MD"):
        assert words in shown
    assert [name in shown for name in ("First Member, MD", "Second Member, MD")] == [True, True]


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("manifest", "everything that this edition contains"),
        ("patient", "read under “I am a patient”"),
        ("clinician", "read under “I am a health professional”"),
    ],
)
def test_each_code_of_a_published_edition_says_what_it_is_of(client, edition, which, words):
    assert words in page(client, codes_of(edition)[which])


def test_a_code_is_found_however_it_is_pasted(client, edition):
    code = Approval.objects.get().digest
    spaced = " ".join(code[i : i + 8].upper() for i in range(0, 64, 8)) + "\n"

    assert "This is a code of ours" in page(client, spaced)


@pytest.mark.parametrize("typed", ["abc", "g" * 64, "a" * 63, "a" * 65, "<script>alert(1)</script>", "a" * 5000])
def test_what_is_no_code_is_said_to_be_none(client, typed):
    shown = page(client, typed)

    assert "This is no code" in shown
    assert typed[:400] in shown or escape(typed) in shown
    assert "<script>alert" not in shown


def test_without_a_code_there_is_only_the_form(client):
    shown = client.get("/check/").content.decode()

    assert ('name="code"' in shown, NOTHING in shown, "This is no code" in shown) == (True, False, False)


def secret_codes() -> list[str]:
    """Codes of everything that was never published: submitted, approved, approved and revoked; and of versions."""
    board = ReviewPolicy.objects.get(is_default=True).board
    submitted, approved, revoked = make_submitted(sections=3), make_approved(sections=3), make_approved(sections=3)
    revoke_approval(edition=revoked, reason="A doubt.", by=make_chair(board))
    draft = make_draft()
    found = [one for edition in (submitted, approved, revoked) for one in codes_of(edition).values()]
    found += [part.version.digest for part in parts_of(draft)]
    return found + list(SignOff.objects.values_list("digest", flat=True)[:2])


def test_what_was_never_public_is_answered_exactly_as_nothing(client, edition, django_assert_num_queries):
    codes, unknown = secret_codes(), "0" * 64
    nothing = page(client, unknown)
    assert NOTHING in nothing

    for code in codes:
        with django_assert_num_queries(1):
            shown = page(client, code)
        assert shown.replace(code, unknown) == nothing


def test_a_body_of_a_revoked_approval_is_nothing_even_if_the_edition_was_published_later(client):
    """Words that an approval signed which did not stand were not read under it; the same words are the same code."""
    edition = make_approved(slug="twitches")
    board = ReviewPolicy.objects.get(is_default=True).board
    first = Approval.objects.get(edition=edition)
    chair = make_chair(board)
    revoke_approval(edition=edition, reason="A doubt.", by=chair)
    approve(edition=edition, by=chair)
    publish(edition_id=edition.pk)
    second = Approval.objects.filter(edition=edition).latest("at")

    assert NOTHING in page(client, first.digest)
    assert "This is a code of ours" in page(client, second.digest)


def test_what_was_replaced_or_taken_down_is_still_explained(client, edition):
    editor = edition.opened_by
    code = Approval.objects.get().digest
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-2", "<p>Other words.</p>", by=editor)
    second = publish_draft(draft, by=editor)

    assert "replaced by a later one" in page(client, code)
    retire(edition=second, reason="Out of date.", by=make_chair(ReviewPolicy.objects.get(is_default=True).board))
    assert "taken down since" in page(client, Approval.objects.get(edition=second).digest)


def test_a_stranger_may_ask_only_so_often(client, edition):
    answers = [client.get("/check/", {"code": "0" * 64}).status_code for _ in range(LIMIT + 1)]
    limited = client.get("/check/", {"code": "0" * 64})

    assert answers == [200] * LIMIT + [429]
    assert (limited.headers["Cache-Control"], limited.headers["Retry-After"]) == ("no-store", "60")
    assert client.get("/check/").status_code == 200


def test_names_are_escaped(client):
    editor = make_editor()
    draft = make_draft(by=editor, slug="twitches")
    edit(draft, "front", "<p>The lead.</p>", heading="A <b>bold</b> title", by=editor)
    publish_draft(draft, by=editor)

    shown = page(client, Approval.objects.get().digest)
    assert ("A &lt;b&gt;bold&lt;/b&gt; title" in shown, "<b>bold" in shown) == (True, False)
