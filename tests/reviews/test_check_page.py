"""The page on which anybody checks a code: what was public is explained, everything else is nothing (threat 15)."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import escape

from articles.actions import open_edition
from articles.models import Manifest, PublishedBody
from articles.queries import parts_of
from editorial.record.models import Event
from reviews.actions import publish, retire, revoke_approval
from reviews.enums import Verdict
from reviews.models import Approval, ReviewPolicy, SignOff
from reviews.publishing.check import readable_code
from reviews.record.dossier import dossier_of
from reviews.views.check import LIMIT
from tests.builders import (
    approve,
    edit,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    publish_draft,
    sign,
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


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def edition(built, own):
    return own(built)


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


GROUPS = " ".join(["0a1b"] * 16)


@pytest.mark.parametrize(
    "typed",
    [
        GROUPS,
        GROUPS.upper(),
        GROUPS.replace(" ", "\n"),
        GROUPS.replace(" ", "\u00ad"),
        f"“{GROUPS}”.",
        f"SHA-256: {GROUPS}",
    ],
)
def test_a_code_is_read_as_it_is_printed_typed_and_quoted(typed):
    assert readable_code(typed) == "0a1b" * 16


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (GROUPS[:-1], "It has 63 characters."),
        (f"{GROUPS} 0a1b", "It has 68 characters."),
        (GROUPS.replace("0", "O"), "These cannot stand in a code: “O”. A zero looks like O, and a one like l or I."),
        (GROUPS.replace("b", "l").replace("1", "ß"), "These cannot stand in a code: “ß”, “l”. A zero looks like O"),
    ],
)
def test_what_is_wrong_with_a_code_is_said_so_that_it_can_be_found(client, typed, said):
    assert said in page(client, typed)


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
    never = SignOff.objects.exclude(version__pins__edition__published_at__isnull=False)
    events = Event.objects.filter(chain=f"article:{submitted.article_id}")
    return [*found, *never.values_list("digest", flat=True)[:2], *events.values_list("hash", flat=True)]


def test_what_was_never_public_is_answered_exactly_as_nothing(client, edition, django_assert_num_queries):
    codes, unknown = secret_codes(), "0" * 64
    nothing = page(client, unknown)
    assert NOTHING in nothing

    for code in codes:
        with django_assert_num_queries(1):
            shown = page(client, code)
        assert shown.replace(code, unknown) == nothing


def test_an_approval_that_was_taken_back_is_said_to_be_that(client):
    edition = make_approved(slug="twitches")
    chair = make_chair(ReviewPolicy.objects.get(is_default=True).board)
    first = Approval.objects.get(edition=edition)
    revoke_approval(edition=edition, reason="A doubt.", by=chair)
    approve(edition=edition, by=chair)
    publish(edition_id=edition.pk)
    second = Approval.objects.filter(edition=edition).latest("at")

    shown = page(client, first.digest)
    assert ("taken back before it was published" in shown, "A doubt" in shown) == (True, False)
    assert "the approval of this edition as a whole" in page(client, second.digest)


def printed_in(dossier) -> set[str]:
    html = render_to_string("dossier/document.html", {"dossier": dossier, "edition": dossier.edition})
    return set(re.findall(r"[0-9a-f]{64}", html))


def test_every_code_that_the_dossier_of_a_published_edition_prints_is_answered(client, settings):
    board = make_board()
    chair, first, second = make_chair(board), make_member(board, "First"), make_member(board, "Second")
    edition = make_submitted()
    parts = [part.version for part in parts_of(edition)]
    sign(version=parts[1], verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=first)
    for member in (first, second):
        for version in parts:
            sign(version=version, verdict=Verdict.APPROVE, by=member)
    approve(edition=edition, by=chair)
    revoke_approval(edition=edition, reason="A doubt.", by=chair)
    approve(edition=edition, by=chair)
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    codes = printed_in(dossier_of(edition, confidential=True))
    assert codes >= {version.digest for version in parts} | set(SignOff.objects.values_list("digest", flat=True))

    answers = {code: page(client, code) for code in codes}
    assert [code for code, shown in answers.items() if "This is a code of ours" not in shown] == []
    asked = SignOff.objects.get(verdict=Verdict.REQUEST_CHANGES)
    assert "does not rest on it" in answers[asked.digest]
    said = answers[asked.digest].split("<dl", 1)[0]
    assert ("Say how often" in said, first.display_name in said) == (False, False)
    signed = SignOff.objects.filter(version=parts[1], user=second).get()
    assert f"the signature of {signed.printed_name} on the section “Part 1”" in unescape(answers[signed.digest])


def test_a_version_that_two_editions_have_belongs_to_the_one_that_readers_have(client, edition):
    version = parts_of(edition)[1].version
    draft = open_edition(article=edition.article, by=edition.opened_by)
    edit(draft, "part-2", "<p>Other words.</p>", by=edition.opened_by)
    second = publish_draft(draft, by=edition.opened_by)
    shown = page(client, version.digest)
    assert "in every wording" in shown
    assert re.search(rf"<dt>Edition</dt><dd>{second.number},", shown)


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
