"""Reviewing again what is live: several signatures at once, and the dates that readers see."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions import open_edition
from articles.models import PublicPage
from articles.queries import parts_of
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import declare_interest
from reviews.enums import Verdict
from reviews.models import ReviewPolicy, SignOff
from reviews.room.page import PLAIN, review_page
from reviews.room.renewals import due_first, renewals
from reviews.tasks import recompose_stale_pages
from tests.builders import (
    edit,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    publish_draft,
    sign,
    sit_down,
)
from tests.forms import answers_ticked

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_published()


@pytest.fixture
def live(built, own):
    return own(built)


@pytest.fixture
def board(live):
    return ReviewPolicy.objects.get(is_default=True).board


def signer(live):
    """One of the two members who signed everything."""
    return live.sign_offs.order_by("at").first().user


def url(edition) -> str:
    return reverse("review:renew", args=[edition.article.slug, edition.number])


def opened(edition, user) -> tuple[Client, str]:
    client = sit_down(Client(), user)
    return client, client.get(url(edition)).content.decode()


def tick(edition, user, count: int = 3) -> HttpResponse:
    """What the member gets who ticks the first so many sections of the page and signs."""
    client = sit_down(Client(), user)
    return client.post(url(edition), ticked(client.get(url(edition)), count), follow=True)


def ticked(page, count: int = 3) -> dict[str, str]:
    """What the form of the page sends with the first so many sections ticked."""
    forms = [one["form"] for one in (*page.context["due"], *page.context["others"])]
    sent = {form["screen"].html_name: form["screen"].value() for form in forms}
    return sent | {form["verdict"].html_name: "approve" for form in forms[:count]}


def forged(edition) -> dict[str, str]:
    """A tick on every section, whatever the page offers."""
    return {f"{part.version.pk}-verdict": "approve" for part in parts_of(edition)}


def age_signatures(days: int) -> None:
    """As if everything had been signed so many days earlier: the test's own way round the immutable rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE reviews_signoff SET at = at - make_interval(days => %s)", [days])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_each_section_says_that_nothing_changed_since_one_signed(live):
    _, page = opened(live, signer(live))

    today = timezone.localdate()
    assert page.count(f"Nothing changed since you signed on {today.day} {today:%B %Y}: still right?") == 3
    assert "Nothing here waits for you." in page


def test_what_falls_due_waits_for_those_who_signed_and_stands_first(live):
    age_signatures(days=1060)

    _, page = opened(live, signer(live))

    assert "3 sections to confirm. Not a word has changed" in page
    due, others = due_first(renewals(review_page(live, signer(live), compare=PLAIN)))
    assert (len(due), others) == (3, [])


def test_several_sections_are_signed_at_once_each_with_its_own_signature(live):
    member = signer(live)
    before = SignOff.objects.filter(user=member).count()

    answer = tick(live, member, 2)

    assert "2 signatures renewed." in answer.content.decode()
    fresh = SignOff.objects.filter(user=member).order_by("-at")[:2]
    assert SignOff.objects.filter(user=member).count() == before + 2
    assert {one.version_id for one in fresh} == {part.version.pk for part in parts_of(live)[:2]}
    assert {one.verdict for one in fresh} == {Verdict.APPROVE}


def test_nothing_ticked_signs_nothing(live):
    client, _ = opened(live, signer(live))
    before = SignOff.objects.count()

    answer = client.post(url(live), {})

    assert (answer.status_code, SignOff.objects.count()) == (422, before)
    assert "Tick the sections that are still right first." in answer.content.decode()


def test_only_versions_of_this_edition_can_be_ticked(live):
    client, _ = opened(live, signer(live))
    before = SignOff.objects.count()

    answer = client.post(url(live), {"00000000-0000-0000-0000-000000000000-verdict": "approve"})

    assert (answer.status_code, SignOff.objects.count()) == (404, before)


def test_a_request_for_changes_is_not_made_here(live):
    client, _ = opened(live, signer(live))
    version, before = parts_of(live)[0].version.pk, SignOff.objects.count()

    answer = client.post(url(live), {f"{version}-verdict": "request_changes", f"{version}-note": "No."})

    assert (answer.status_code, SignOff.objects.count()) == (422, before)


def test_what_was_ticked_is_kept_while_one_confirms_who_one_is(live):
    """The sitting is over: to the page that asks for the password, which leads back here, everything as it was."""
    member = signer(live)
    client = Client()
    client.force_login(member)
    before = SignOff.objects.count()

    answer = client.post(url(live), ticked(client.get(url(live)), 2))

    assert (answer.status_code, SignOff.objects.count()) == (302, before)
    assert answer.url.endswith(f"?next={quote(url(live), safe='')}")
    assert answers_ticked(client.get(url(live)).content.decode()) == 2


def test_evidence_that_changed_while_the_page_was_open_is_refused(live_citing):
    live, reference = live_citing
    member = signer(live)
    client = sit_down(Client(), member)
    sent, before = ticked(client.get(url(live))), SignOff.objects.count()
    set_standing(reference=reference, standing=Standing.CORRECTED, note="Table 2 was wrong.", by=make_editor())

    answer = client.post(url(live), sent)

    assert (answer.status_code, SignOff.objects.count()) == (409, before)
    assert "The standing of a reference cited here has changed" in answer.content.decode()
    assert answers_ticked(answer.content.decode()) == 0


def test_the_public_dates_move_within_a_minute_when_a_whole_quorum_has_signed_again(live):
    """One member's signatures move nothing; the second one's do, with the next sweep."""
    age_signatures(days=1060)
    one, two = {row.user for row in live.sign_offs.all()}
    recompose_stale_pages()
    PublicPage.objects.update(stale_since=timezone.now())
    recompose_stale_pages()
    old = card(live)

    tick(live, one)
    recompose_stale_pages()
    assert (card(live)["last_reviewed"], card(live)["next_review"]) == (old["last_reviewed"], old["next_review"])
    tick(live, two)
    assert PublicPage.objects.filter(article=live.article, stale_since__isnull=False).exists()
    recompose_stale_pages()

    assert card(live)["last_reviewed"] == timezone.localdate().isoformat()
    assert card(live)["next_review"] > old["next_review"]
    assert settings.CELERY_BEAT_SCHEDULE["reviews.tasks.recompose_stale_pages"]["schedule"] <= 60


def card(live) -> dict:
    return PublicPage.objects.get(article=live.article, kind="live", is_default=True).card


def test_the_dates_are_those_of_the_oldest_section(live):
    """Two of three sections signed again by all: the page is still as old as the third."""
    age_signatures(days=1060)
    old = timezone.localdate() - timedelta(days=1060)
    for person in {row.user for row in live.sign_offs.all()}:
        tick(live, person, 2)
    recompose_stale_pages()

    assert card(live)["last_reviewed"] == old.isoformat()


@pytest.fixture
def live_citing():
    """A live edition of which one section cites a reference; and the reference."""
    editor, reference = make_editor(), make_reference("lane1998")
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>So it is.<cite data-ref="lane1998"></cite></p>', by=editor)
    return publish_draft(draft, by=editor), reference


def test_what_happened_to_the_evidence_since_is_said(live_citing):
    live, reference = live_citing
    member = signer(live)
    assert "Since then:" not in opened(live, member)[1]

    set_standing(reference=reference, standing=Standing.CORRECTED, note="Table 2 was wrong.", by=make_editor())

    _, page = opened(live, member)
    assert page.count("Since then:") == 1
    assert "corrected. Table 2 was wrong." in page


def test_who_may_not_sign_is_told_why_and_a_forged_tick_signs_nothing(live, board):
    member = make_member(board, "Interested")
    declare_interest(article=live.article, statement="Shares.", by=member)
    client, page = opened(live, member)
    before = SignOff.objects.count()

    answer = client.post(url(live), forged(live))

    assert "Not yours to sign" in page
    assert 'value="approve"' not in page
    assert (answer.status_code, SignOff.objects.count()) == (409, before)


def test_an_edition_that_is_not_live_is_not_reviewed_again(live, board):
    following = make_published_again(live)
    client, page = opened(live, make_member(board))
    before = SignOff.objects.count()

    answer = client.post(url(live), forged(live))

    assert "Only what is live is reviewed again" in page
    assert (answer.status_code, SignOff.objects.count()) == (409, before)
    assert following.state == "published"


def make_published_again(live):
    return publish_draft(open_edition(article=live.article, by=live.article.owner), by=live.article.owner)


def test_a_member_with_a_request_is_told_that_signing_closes_it(live, board):
    member = make_member(board, "Critic")
    sign(version=parts_of(live)[1].version, verdict=Verdict.REQUEST_CHANGES, note="Outdated.", by=member)

    _, page = opened(live, member)

    assert page.count("Signing approves these words and closes your request.") == 1
    assert page.count("1 member asks for changes here.") == 1


def test_the_page_costs_the_same_for_one_section_and_for_three(board):
    member = make_member(board, "Reader")
    make_chair(board)

    counts = [queries_of(make_published(sections=number), member) for number in (1, 3)]

    assert counts[0] == counts[1]
    assert counts[0] <= 40


def queries_of(live, member) -> int:
    client = Client()
    client.force_login(member)
    client.get(url(live))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url(live)).status_code == 200
    return len(captured)
