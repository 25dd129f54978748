"""What is so of a live page today: readers, queue, chair, the code's page and the dossier say the same of it."""

import pytest
from django.utils import timezone

from articles.models import PublicPage
from articles.queries import manifest_of, parts_of
from reviews.actions import assign, declare_interest, end_interest, release
from reviews.enums import Verdict
from reviews.models import BoardMember
from reviews.publishing.facts import facts_of
from reviews.publishing.to_recompose import articles_to_recompose
from reviews.room.chair import Lead, unassigned_editions
from reviews.room.suggestions import suggestions_for
from reviews.rules.assignments import assignments_on, left_for, left_to_decide, to_ask
from reviews.rules.case import case_of
from reviews.tasks import recompose_stale_pages
from tests.builders import make_member, make_published, sign
from tests.reviews.scenes import make_scene

pytestmark = pytest.mark.django_db
SAID = "Some signatures on these sections are being renewed"


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def edition(built, own):
    return own(built)


@pytest.fixture
def board(edition):
    return edition.policies.get().version.policy.board


@pytest.fixture
def signer(board):
    return BoardMember.objects.get(board=board, user__display_name="First Member").user


def composed_before(edition) -> None:
    """As if the pages were composed some time ago: the sweep finds what has happened since."""
    PublicPage.objects.filter(article=edition.article).update(
        composed_at=timezone.now() - timezone.timedelta(minutes=5), stale_since=None
    )


def page(client) -> str:
    return client.get("/articles/twitches/").content.decode()


def test_readers_are_told_that_signatures_are_being_renewed_and_never_why(client, edition, signer):
    composed_before(edition)
    body = PublicPage.objects.get(article=edition.article, is_default=True).body.html
    assert SAID not in page(client)

    declare_interest(article=edition.article, statement="Paid by the maker.", by=signer)
    assert edition.article in articles_to_recompose()
    recompose_stale_pages()

    shown = page(client)
    assert SAID in shown
    assert "Their words have not changed since the board signed them." in shown
    assert signer.printed_name in shown
    assert body in shown
    assert ("Paid by the maker" in shown, "interest in" in shown) == (False, False)
    assert ("Next review due" in shown, "under way" in shown) == (False, True)
    card = PublicPage.objects.get(article=edition.article, is_default=True).card
    assert card["next_review"] == timezone.localdate().isoformat()


def test_once_another_member_has_signed_nothing_is_said_any_more(client, edition, board, signer):
    declare_interest(article=edition.article, statement="Paid by the maker.", by=signer)
    third = make_member(board, "Third Member")
    for part in parts_of(edition):
        sign(version=part.version, verdict=Verdict.APPROVE, by=third)
    recompose_stale_pages()
    assert SAID not in page(client)
    assert facts_of(edition, manifest_of(edition)).renewing == frozenset()


def test_an_interest_that_has_ended_revives_no_signature(client, edition, signer):
    interest = declare_interest(article=edition.article, statement="Paid by the maker.", by=signer)
    chair = edition.approvals.get().by
    end_interest(interest=interest, by=chair)
    composed_before(edition)
    recompose_stale_pages()
    assert SAID in page(client)


def test_somebody_elses_interest_changes_nothing(client, edition, board):
    declare_interest(article=edition.article, statement="Paid.", by=make_member(board, "Third Member"))
    recompose_stale_pages()
    assert SAID not in page(client)
    assert facts_of(edition, manifest_of(edition)).renewing == frozenset()


def test_nobody_is_waited_for_or_suggested_where_they_may_not_sign():
    scene = make_scene()
    row = assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    case = case_of(scene.edition)
    assert len(left_to_decide(row, case)) == len(case.sections)
    declare_interest(article=scene.edition.article, statement="Paid.", by=scene.member)
    case = case_of(scene.edition)
    assert (len(left_for(row, case)), left_to_decide(row, case)) == (len(case.sections), [])


def test_who_has_signed_everything_is_not_suggested():
    scene = make_scene()
    scene.sign_all("member")
    found = {one.user: one for one in suggestions_for(case_of(scene.edition), [])}
    assert (found[scene.member].may_sign, found[scene.member].is_suggested) == (False, False)
    assert found[scene.second].may_sign


def test_an_edition_short_of_signatures_with_nobody_left_to_ask_stands_under_assign():
    scene = make_scene()
    assert list(unassigned_editions(Lead(scene.chair))) == [scene.edition]
    for person in (scene.member, scene.second):
        assign(article=scene.edition.article, user=person, by=scene.chair)
    assert list(unassigned_editions(Lead(scene.chair))) == []
    scene.sign_all("member")
    assert list(unassigned_editions(Lead(scene.chair))) == []
    sign(version=scene.version("part-1"), verdict=Verdict.OUTSIDE_FIELD, by=scene.second)
    assert list(unassigned_editions(Lead(scene.chair))) == [scene.edition]


def test_whom_the_chair_can_ask_are_those_who_may_sign_and_have_not():
    scene = make_scene()
    scene.sign_all("member")
    assign(article=scene.edition.article, user=scene.chair, by=scene.chair)
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.second)
    other = make_member(scene.board, "Other Member")
    case = case_of(scene.edition)
    assert to_ask(case, assignments_on(scene.edition.article)) == []  # the chair is asked for what is missing

    release(assignment=scene.edition.article.assignments.get(), by=scene.chair)
    found = {
        term.user: len(places) for term, places in to_ask(case_of(scene.edition), assignments_on(scene.edition.article))
    }
    short = len(case.sections) - 1
    assert found == {other: short, scene.second: short, scene.chair: short, scene.deputy: short}
    page = scene.client("chair").get("/chair/").content.decode()
    assert "Can be asked" in page
    assert ("Conflicted Member (" in page, "Author Member (" in page, "First Member (" in page) == (False, False, False)
