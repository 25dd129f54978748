"""An edition goes to another board only by being handed over; a policy stays with its board, a person has one term."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.queries import part_of
from editorial.accounts.models import User
from editorial.shared.issues import Refused
from reviews.actions import (
    add_member,
    create_policy,
    declare_interest,
    end_term,
    hand_over,
    promote,
    publish,
    retire,
    schedule,
    set_article_policy,
    set_edition_policy,
)
from reviews.enums import BoardRole, Verdict
from reviews.models import BoardMember, EditionPolicy, Notice, PolicyVersion, ReviewPolicy
from reviews.rules.case import case_of
from reviews.rules.eligibility import term_of
from tests.builders import (
    approve,
    article_of,
    codes,
    make_administrator,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    make_user,
    sign,
    sign_all,
    sit_down,
)

from .test_case import other_board

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def policy_of(board) -> PolicyVersion:
    return PolicyVersion.objects.filter(policy__board=board).latest("number")


@pytest.fixture(scope="module")
def built(before_all):
    """An edition of ours under review, signed by two of us, and another board with a chair."""
    ours = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(ours), make_member(ours))
    theirs = other_board()
    return ours, make_chair(ours), edition, theirs, make_chair(theirs)


@pytest.fixture
def scene(built, own):
    return own(built)


def test_after_the_hand_over_the_other_board_judges_and_signatures_for_the_first_no_longer_count(scene):
    _ours, chair, edition, theirs, their_chair = scene
    assert case_of(edition).is_reached

    hand_over(edition=edition, version=policy_of(theirs), reason="It is about hearts.", by=chair)

    assert (case_of(edition).board, case_of(edition).reached) == (theirs, 0)
    with pytest.raises(PermissionDenied):
        approve(edition=edition, by=chair)
    sign_all(edition, make_member(theirs), make_member(theirs))
    assert approve(edition=edition, by=their_chair).by == their_chair


def test_signatures_count_where_the_new_policy_also_accepts_that_board(scene):
    ours, chair, edition, theirs, their_chair = scene
    accepting = create_policy(board=theirs, name="Accepts", by=make_administrator(), also_accepts=[ours.pk])

    hand_over(edition=edition, version=accepting, reason="It is about hearts.", by=chair)

    assert case_of(edition).is_reached
    assert approve(edition=edition, by=their_chair).by == their_chair


def test_only_who_leads_the_board_hands_over_and_not_with_an_interest(scene):
    ours, chair, edition, theirs, their_chair = scene
    asked = {"edition": edition, "version": policy_of(theirs), "reason": "It is about hearts."}
    for stranger in (their_chair, make_member(ours), make_editor()):
        with pytest.raises(PermissionDenied):
            hand_over(by=stranger, **asked)
    with pytest.raises(Refused) as administrator:
        hand_over(by=make_administrator(), **asked)
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)
    with pytest.raises(Refused) as interested:
        hand_over(by=chair, **asked)

    assert (codes(administrator), codes(interested)) == (["board-decides"], ["conflict"])
    assert hand_over(by=make_administrator(), **asked).handed_from == ours


def test_an_administrator_hands_over_the_live_edition_of_a_board_that_was_dissolved():
    ours, administrator = make_board(), make_administrator()
    live = make_published()
    theirs = other_board()
    make_chair(theirs)
    for term in BoardMember.objects.filter(board=ours):
        end_term(member=term, on=TODAY() - timedelta(days=1), by=administrator)

    row = hand_over(edition=live, version=policy_of(theirs), reason="The board was dissolved.", by=administrator)
    live.refresh_from_db()

    assert (row.handed_from, case_of(live).board, live.state) == (ours, theirs, "published")
    member = make_member(theirs)
    assert sign(version=part_of(live, "part-1").version, verdict=Verdict.APPROVE, by=member).board == theirs


def test_an_administrator_with_a_hand_in_it_or_an_interest_hands_nothing_over():
    make_board()
    writer, member = make_administrator(), make_administrator()
    writer.is_editor = True
    writer.save()
    edition, theirs = make_submitted(by=writer), other_board()
    make_chair(theirs)
    board = ReviewPolicy.objects.get(is_default=True).board
    add_member(board=board, user=member, by=make_administrator())
    declare_interest(article=article_of(edition), statement="Shares.", by=member)

    for person in (writer, member):
        with pytest.raises(Refused) as refused:
            hand_over(edition=edition, version=policy_of(theirs), reason="Nobody leads the board.", by=person)
        assert codes(refused) == ["contributor"]
    assert hand_over(edition=edition, version=policy_of(theirs), reason="Nobody leads it.", by=make_administrator())


def test_it_says_why_goes_to_another_board_that_somebody_leads_and_never_while_it_is_approved(scene):
    ours, chair, edition, theirs, _ = scene
    leaderless, closed = other_board("Nobody's board"), other_board("A board whose chair has left")
    make_member(leaderless)
    User.objects.filter(pk=make_chair(closed).pk).update(is_active=False)
    for version, reason, expected in (
        (policy_of(theirs), "", ["no-reason"]),
        (policy_of(ours), "Why not.", ["same-board"]),
        (policy_of(leaderless), "Why not.", ["no-leader"]),
        (policy_of(closed), "Why not.", ["no-leader"]),
    ):
        with pytest.raises(Refused) as refused:
            hand_over(edition=edition, version=version, reason=reason, by=chair)
        assert codes(refused) == expected
    approve(edition=edition, by=chair)
    with pytest.raises(Refused) as approved:
        hand_over(edition=edition, version=policy_of(theirs), reason="Why not.", by=chair)

    assert codes(approved) == ["wrong-state"]
    assert EditionPolicy.objects.filter(edition=edition).count() == 1


def test_setting_another_policy_stays_with_the_board(scene):
    _, chair, edition, theirs, _ = scene

    with pytest.raises(Refused) as refused:
        set_edition_policy(edition=edition, version=policy_of(theirs), reason="Why not.", by=chair)

    assert codes(refused) == ["other-board"]


@pytest.mark.parametrize("handed", [False, True])
def test_postgresql_lets_an_edition_change_boards_only_as_a_hand_over_that_names_the_first(scene, handed):
    _ours, chair, edition, theirs, _ = scene
    wrong = theirs if handed else None

    with pytest.raises(IntegrityError, match="only by being handed over"), transaction.atomic():
        EditionPolicy.objects.create(
            edition=edition, version=policy_of(theirs), handed_from=wrong, reason="Quietly.", by=chair
        )


def test_a_leader_of_the_next_board_may_retire_what_is_live():
    make_board()
    editor = make_editor()
    live = make_published(by=editor)
    theirs = other_board()
    set_article_policy(article=article_of(live), policy=ReviewPolicy.objects.get(board=theirs), by=editor)

    with pytest.raises(PermissionDenied):
        retire(edition=live, reason="Out of date.", by=make_member(theirs))
    assert retire(edition=live, reason="Out of date.", by=make_chair(theirs)).edition == live


# The page


def test_the_page_offers_other_boards_policies_and_hands_over(client, scene):
    ours, chair, edition, theirs, _ = scene
    url = f"/review/{edition.article.slug}/{edition.number}/hand-over/"
    sit_down(client, chair)

    page = client.get(url).content.decode()
    done = client.post(url, {"version": policy_of(theirs).pk, "reason": "It is about hearts."})

    assert (f"{theirs} –" in page, f"{ours} –" in page) == (True, False)
    assert (done.status_code, case_of(edition).board) == (302, theirs)
    assert client.get(url).status_code == 404


def test_where_there_is_no_other_board_the_page_says_so_and_offers_no_button(client):
    board = make_board()
    edition = make_submitted()
    sit_down(client, make_chair(board))
    url = f"/review/{edition.article.slug}/{edition.number}/hand-over/"

    alone = client.get(url).content.decode()
    other_board()
    beside_another = client.get(url).content.decode()

    said = "No other board has a review policy"
    assert (said in alone, said in beside_another) == (True, False)
    assert ('type="submit">Hand it over' in alone, 'type="submit">Hand it over' in beside_another) == (False, True)


def test_an_administrator_is_told_who_decides_while_somebody_leads_the_board(client, scene):
    _, chair, edition, theirs, _ = scene
    sit_down(client, make_administrator())
    url = f"/review/{edition.article.slug}/{edition.number}/hand-over/"

    shown, sent = client.get(url), client.post(url, {"version": policy_of(theirs).pk, "reason": "Why not."})

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert chair.display_name in sent.content.decode()


# A policy stays with its board


def test_a_policy_is_never_moved_to_another_board():
    ours, theirs = make_board(), other_board()
    name = ReviewPolicy.objects.get(board=ours).name

    with pytest.raises(Refused) as refused:
        create_policy(board=theirs, name=name, by=make_administrator(), is_default=True)
    with pytest.raises(IntegrityError, match="never changes its board"), transaction.atomic():
        ReviewPolicy.objects.filter(board=ours).update(board=theirs)

    assert codes(refused) == ["other-board"]


def test_a_policy_accepts_other_boards_that_there_are():
    ours = make_board()
    for accepted, expected in (([ours.pk], ["own-board"]), ([make_user().pk], ["unknown-board"])):
        with pytest.raises(Refused) as refused:
            create_policy(board=ours, name="New", by=make_administrator(), also_accepts=accepted)
        assert codes(refused) == expected


# One term at a time


def test_overlapping_terms_are_refused_here_and_by_postgresql():
    board, administrator = make_board(), make_administrator()
    member = make_member(board)
    term = BoardMember.objects.get(user=member)

    with pytest.raises(Refused) as refused:
        add_member(board=board, user=member, by=administrator, role=BoardRole.CHAIR)
    with pytest.raises(IntegrityError, match="do not overlap"), transaction.atomic():
        BoardMember.objects.create(board=board, user=member, starts_on=TODAY(), role=BoardRole.CHAIR)
    end_term(member=term, on=TODAY(), by=administrator)
    with pytest.raises(IntegrityError, match="do not overlap"), transaction.atomic():
        BoardMember.objects.create(board=board, user=member, starts_on=TODAY())

    assert codes(refused) == ["terms-overlap"]
    assert add_member(board=board, user=member, by=administrator, starts_on=TODAY() + timedelta(days=1)).pk


def test_a_term_that_is_over_does_not_run_on_into_the_next_one(client):
    board, administrator, person = make_board(), make_administrator(), make_user()
    days = [TODAY() - timedelta(days=count) for count in (30, 10, 5)]
    first = add_member(board=board, user=person, by=administrator, starts_on=days[0], ends_on=days[1])
    add_member(board=board, user=person, by=administrator, starts_on=days[2])
    page = reverse("admin:reviews_boardmember_change", args=[first.pk])
    client.force_login(administrator)

    with pytest.raises(Refused) as refused:
        end_term(member=first, on=TODAY(), by=administrator)
    answer = client.post(page, {"ends_on": TODAY().isoformat()})

    assert [(issue.code, issue.target) for issue in refused.value.issues] == [("terms-overlap", "ends_on")]
    assert "end that term the day before" in answer.content.decode()
    assert end_term(member=first, on=days[2] - timedelta(days=1), by=administrator).ends_on < days[2]


def test_a_promotion_ends_the_old_term_the_day_before_or_amends_today_s():
    board, administrator = make_board(), make_administrator()
    member = make_member(board)
    old = BoardMember.objects.get(user=member)

    chair = promote(member=old, role=BoardRole.CHAIR, by=administrator)
    deputy = promote(member=chair, role=BoardRole.DEPUTY, by=administrator)
    old.refresh_from_db()

    assert (old.ends_on, chair.starts_on) == (TODAY() - timedelta(days=1), TODAY())
    assert (deputy.pk, term_of(member, board.pk).role) == (chair.pk, BoardRole.DEPUTY)


def test_terms_that_overlap_from_before_are_listed_the_highest_role_leads_and_they_may_end():
    board, administrator = make_board(), make_administrator()
    member = make_member(board)
    old = BoardMember.objects.get(user=member)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reviews_boardmember DISABLE TRIGGER reviews_term_alone")
        BoardMember.objects.create(board=board, user=member, starts_on=TODAY(), role=BoardRole.CHAIR)
        cursor.execute("ALTER TABLE reviews_boardmember ENABLE TRIGGER reviews_term_alone")
    listed = StringIO()

    call_command("overlapping_terms", stdout=listed)
    leading = term_of(member, board.pk).role
    end_term(member=old, on=TODAY() - timedelta(days=1), by=administrator)
    after = StringIO()
    call_command("overlapping_terms", stdout=after)

    assert ("1 found." in listed.getvalue(), leading) == (True, BoardRole.CHAIR)
    assert "No terms overlap." in after.getvalue()


def test_a_promoted_chair_approves():
    """Two running terms, of which the lower one won: "only the chair approves"."""
    board = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))
    member = make_member(board)
    promote(member=BoardMember.objects.get(user=member), role=BoardRole.CHAIR, by=make_administrator())

    approve(edition=edition, by=member)

    assert publish(edition_id=edition.pk)


# What an edition waits for when nobody leads its board


def approved_for_later(board):
    """Approved by a chair whose term then ended, so that publication revokes it."""
    edition, chair = make_submitted(), make_chair(board, "The Only Chair")
    sign_all(edition, make_member(board), make_member(board))
    schedule(edition=edition, publish_at=timezone.now() + timedelta(days=1), by=chair)
    approve(edition=edition, by=chair)
    return edition, chair


def revoked(edition) -> None:
    publish(edition_id=edition.pk, now=timezone.now() + timedelta(days=2))
    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_administrators_are_told_that_a_revoked_edition_waits_for_a_board_that_nobody_leads(client):
    board, administrator = make_board(), make_administrator()
    edition, chair = approved_for_later(board)
    term = board.members.get(user=chair)
    end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=administrator)

    revoked(edition)

    notice = Notice.objects.get(person=administrator, kind="revoked")
    assert "hand the edition over" in notice.text
    assert sit_down(client, administrator).get(notice.url).status_code == 200


def test_administrators_hear_nothing_where_somebody_decides():
    board, administrator = make_board(), make_administrator()
    edition, chair = approved_for_later(board)
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)
    make_member(board, "Deputy", role=BoardRole.DEPUTY)

    revoked(edition)

    assert not Notice.objects.filter(person=administrator).exists()
