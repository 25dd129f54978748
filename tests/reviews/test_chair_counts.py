"""The chair's lists count as the case does: whatever makes signatures count no longer, or requests block no longer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions import set_bylines
from articles.queries import parts_of
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import assign, create_policy, declare_interest, hand_over, recuse, set_edition_policy, submit
from reviews.actions.contributors import save_contributor
from reviews.enums import Verdict
from reviews.models import PolicyVersion
from reviews.room.chair import Lead, group_of, groups_for
from reviews.rules.case import case_of
from tests.builders import (
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    sign,
    sign_all,
    sit_down,
)

from .test_case import other_board

pytestmark = pytest.mark.django_db
EVERY = "Every section has its signatures"
AUTHOR = {"name": "Dr T", "credentials": "MD", "interests": "none"}


class Signed:
    """An edition with all its signatures, and the people around it. ``leads`` is who leads the board that judges it."""

    def __init__(self) -> None:
        self.board = make_board()
        self.chair, self.member, self.second = make_chair(self.board), *(make_member(self.board) for _ in range(2))
        self.editor = make_editor()
        self.draft = make_draft(by=self.editor, slug="signed")
        self.reference = make_reference("boyer2005")
        edit(self.draft, "part-2", '<p>It helps. <cite data-ref="boyer2005"></cite></p>', by=self.editor)
        confirm_all(self.draft, by=self.editor)
        self.author = save_contributor(by=self.editor, outsider=True, **AUTHOR)
        set_bylines(edition=self.draft, bylines=[(self.author, "author")], by=self.editor)
        self.edition = submit(edition=self.draft, by=self.editor)
        sign_all(self.edition, self.member, self.second)
        self.theirs = other_board()
        self.their_chair = make_chair(self.theirs, "Their Chair")
        self.leads = self.chair

    def say(self, verdict: str, note: str = "") -> None:
        for part in parts_of(self.edition):
            sign(version=part.version, verdict=verdict, note=note, by=self.member)

    def policy(self, **asks) -> PolicyVersion:
        return create_policy(board=self.board, name="Stricter", by=make_administrator(), **asks)

    def give_away(self) -> None:
        version = PolicyVersion.objects.get(policy__board=self.theirs)
        hand_over(edition=self.edition, version=version, reason="It is about hearts.", by=self.chair)
        self.leads = self.their_chair


def doubt(signed: Signed, standing: str) -> None:
    set_standing(reference=signed.reference, standing=standing, by=None, source="crossref")


def stricter(signed: Signed, **asks) -> None:
    set_edition_policy(edition=signed.edition, version=signed.policy(**asks), reason="It is risky.", by=signed.chair)


HAPPENINGS = {
    "interest": lambda one: declare_interest(article=one.edition.article, statement="Paid.", by=one.member),
    "recusal": lambda one: recuse(article=one.edition.article, reason="A friend’s words.", by=one.member),
    "changes requested": lambda one: one.say(Verdict.REQUEST_CHANGES, "Why?"),
    "a request that was withdrawn": lambda one: one.say(Verdict.REQUEST_CHANGES, "Why?") or one.say(Verdict.WITHDRAWN),
    "outside their field": lambda one: one.say(Verdict.OUTSIDE_FIELD),
    "named author": lambda one: save_contributor(by=one.editor, contributor=one.author, user=one.member, **AUTHOR),
    "another board": lambda one: one.give_away(),
    "evidence retracted": lambda one: doubt(one, Standing.RETRACTED),
    "more signatures": lambda one: stricter(one, sign_offs=3),
    "a specialty": lambda one: stricter(one, specialties_by_kind={"front": ["cardiology"]}),
}


@pytest.fixture(scope="module")
def built(before_all):
    return Signed()


@pytest.fixture
def signed(built, own):
    return own(built)


def standing(user) -> dict[str, list[str]]:
    return {group.key: [one.edition.article.slug for one in group.items] for group in groups_for(Lead(user))}


def page(client, user) -> str:
    sit_down(client, user)
    return client.get(reverse("chair:dashboard")).content.decode()


def test_with_all_signatures_it_is_to_approve(client, signed):
    assert standing(signed.chair) == {"approve": ["signed"]}
    assert EVERY in page(client, signed.chair)


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_where_signatures_count_no_longer_it_is_to_assign(client, signed, happening):
    HAPPENINGS[happening](signed)

    case = case_of(signed.edition)
    requests = {one.id for place in case.sections for one in place.standing.requests}
    found = standing(signed.leads)
    shown = page(client, signed.leads)

    assert not case.is_reached
    assert (found.get("approve"), found["assign"]) == (None, ["signed"])
    assert len(found.get("settle", [])) == len(requests)
    assert EVERY not in shown
    assert f"{case.reached} of {len(case.sections)} sections signed" in " ".join(shown.split())


def test_signatures_that_have_expired_are_missing(signed):
    later = timezone.localdate() + timedelta(days=4 * 366)

    assert case_of(signed.edition, on=later).reached == 0
    assert group_of("approve", Lead(signed.chair, later)).total == 0
    assert group_of("assign", Lead(signed.chair, later)).total == 1


def test_a_request_made_for_the_board_that_had_it_is_nobodys_to_settle(signed):
    signed.say(Verdict.REQUEST_CHANGES, "Why?")
    assert len(standing(signed.chair)["settle"]) == len(parts_of(signed.edition))

    signed.give_away()

    assert [one.standing.requests for one in case_of(signed.edition).sections] == [[]] * len(parts_of(signed.edition))
    assert "settle" not in standing(signed.their_chair)
    assert standing(signed.chair) == {}


def test_who_may_no_longer_sign_is_not_chased(signed):
    late = make_member(signed.board, "Late Member")
    day = timezone.localdate() - timedelta(days=1)
    assign(article=signed.edition.article, user=late, by=signed.chair, due_on=day)
    assert standing(signed.chair)["chase"] == ["signed"]

    declare_interest(article=signed.edition.article, statement="Paid.", by=late)

    assert "chase" not in standing(signed.chair)
