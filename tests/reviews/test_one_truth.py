"""One truth about a live page: whatever takes its signatures away, everything that speaks of it says the same."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions import set_bylines
from articles.models import Edition, PublicPage
from articles.queries import manifest_of, parts_of
from editorial.shared.audit import save_audited
from reviews.actions import declare_interest, end_term, hand_over, publish, recuse, submit
from reviews.actions.contributors import save_contributor
from reviews.enums import Verdict
from reviews.models import Approval, BoardMember, PolicyVersion
from reviews.notices.reminders import lapsing_editions
from reviews.publishing.facts import facts_of
from reviews.record.dossier import dossier_of
from reviews.room.chair import Lead, groups_for
from reviews.room.queue import queue_for
from reviews.room.suggestions import suggestions_for
from reviews.rules.case import case_of
from reviews.tasks import recompose_stale_pages
from tests.builders import (
    approve,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    sign,
    sign_all,
)

from .test_case import other_board

pytestmark = pytest.mark.django_db
SAID = "Some signatures on these sections are being renewed"
AUTHOR = {"name": "Dr T", "credentials": "MD", "interests": "none"}


class Live:
    """A live article and the people around it. ``leads`` is who leads the board that judges it, ``other`` a member of
    that board who has not signed."""

    def __init__(self) -> None:
        self.board = make_board()
        self.chair, self.signer, second = make_chair(self.board), make_member(self.board), make_member(self.board)
        self.editor = make_editor()
        draft = make_draft(by=self.editor, slug="live")
        self.author = save_contributor(by=self.editor, outsider=True, **AUTHOR)
        set_bylines(edition=draft, bylines=[(self.author, "author")], by=self.editor)
        edition = submit(edition=draft, by=self.editor)
        sign_all(edition, self.signer, second)
        approve(edition=edition, by=self.chair)
        publish(edition_id=edition.pk)
        self.edition = Edition.objects.get(pk=edition.pk)
        self.theirs = other_board()
        self.leads, self.other = self.chair, make_member(self.board, "Other Member")
        self.their_chair, self.their_member = make_chair(self.theirs, "Their Chair"), make_member(self.theirs, "Theirs")

    def say(self, *verdicts: str) -> None:
        for part in parts_of(self.edition):
            for verdict in verdicts:
                sign(version=part.version, verdict=verdict, note="Why?", by=self.signer)

    def give_away(self) -> None:
        version = PolicyVersion.objects.get(policy__board=self.theirs)
        hand_over(edition=self.edition, version=version, reason="It is about hearts.", by=self.chair)
        self.leads, self.other = self.their_chair, self.their_member


HAPPENINGS = {
    "interest": lambda one: declare_interest(article=one.edition.article, statement="Paid.", by=one.signer),
    "recusal": lambda one: recuse(article=one.edition.article, reason="A friend’s words.", by=one.signer),
    "named author": lambda one: save_contributor(by=one.editor, contributor=one.author, user=one.signer, **AUTHOR),
    "changes requested": lambda one: one.say(Verdict.REQUEST_CHANGES),
    "a request that was withdrawn": lambda one: one.say(Verdict.REQUEST_CHANGES, Verdict.WITHDRAWN),
    "another board": lambda one: one.give_away(),
}


@pytest.fixture(scope="module")
def built(before_all):
    return Live()


@pytest.fixture
def live(built, own):
    return own(built)


def text_of(client, address: str, **query: str) -> str:
    return " ".join(client.get(address, query).content.decode().split())


def dashboard(client, user) -> str:
    client.force_login(user)
    return text_of(client, reverse("chair:dashboard"))


def composed_long_ago() -> None:
    """As if the pages were composed some time ago: only what has happened since makes them be composed anew."""
    PublicPage.objects.update(composed_at=timezone.now() - timedelta(minutes=5), stale_since=None)


def say_the_same(client, live: Live, *, renewing: bool) -> None:
    """Everything that speaks of the live page, asked one by one."""
    facts = facts_of(live.edition, manifest_of(live.edition))
    sections = {part.key: part.content.base.heading for part in parts_of(live.edition)}
    lost = set(sections) if renewing else set()
    assert (facts.renewing, facts.overdue) == (lost, not renewing)

    page = text_of(client, "/articles/live/")
    card = PublicPage.objects.get(article=live.edition.article, is_default=True).card
    assert (SAID in page) == renewing
    assert card["next_review"] == facts.next_review.isoformat()
    machines = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page)[1])
    assert machines["lastReviewed"] == facts.last_reviewed.isoformat()
    assert [one["name"] for one in machines["reviewedBy"]] == [one["name"] for one in facts.reviewers]

    code = Approval.objects.get().digest
    assert (SAID in text_of(client, "/check/", code=code)) == renewing
    assert set(dossier_of(live.edition, confidential=True).renewing) == {sections[key] for key in lost}

    for user in (live.other, live.leads):
        [row] = queue_for(user).lapsing
        assert {place.part.key for place in row.lost} == lost
        assert (row.lapses_on, row.has_lapsed) == (facts.next_review, True)
    groups = {group.key: group for group in groups_for(Lead(live.leads))}
    [item] = groups["renew"].items
    assert (item.edition, {place.part.key for place in item.lost}) == (live.edition, lost)
    shown = dashboard(client, live.leads)
    assert ("signatures are to be renewed on" in shown, "signatures have not sufficed since" in shown) == (
        renewing,
        not renewing,
    )
    assert [one.due_on for one in lapsing_editions()] == [facts.next_review]


def whom_to_ask(live: Live) -> set:
    found = suggestions_for(case_of(live.edition), [])
    asked = {one.user for one in found if one.may_sign}
    [item] = next(group for group in groups_for(Lead(live.leads)) if group.key == "renew").items
    assert {term.user for term, _ in item.to_ask} == asked
    return asked


def test_nothing_is_said_while_the_signatures_suffice(client, live):
    facts = facts_of(live.edition, manifest_of(live.edition))

    assert (facts.renewing, facts.overdue) == (frozenset(), False)
    assert SAID not in text_of(client, "/articles/live/")
    assert [queue_for(user).lapsing for user in (live.other, live.leads)] == [[], []]
    assert groups_for(Lead(live.leads)) == []
    assert "Nothing waits for you as chair" in dashboard(client, live.leads)


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_all_say_the_same_of_it(client, live, happening):
    composed_long_ago()
    HAPPENINGS[happening](live)
    recompose_stale_pages()

    say_the_same(client, live, renewing=True)
    assert live.other in whom_to_ask(live)
    assert live.signer not in whom_to_ask(live) or happening == "a request that was withdrawn"


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_queue_and_dashboard_know_before_the_page_is_composed_anew(live, happening):
    composed_long_ago()
    HAPPENINGS[happening](live)

    assert [len(queue_for(user).lapsing) for user in (live.other, live.leads)] == [1, 1]
    assert [group.key for group in groups_for(Lead(live.leads))] == ["renew"]


def test_all_say_the_same_of_what_has_expired(client, live, monkeypatch):
    composed_long_ago()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=4 * 366))
    recompose_stale_pages()

    say_the_same(client, live, renewing=False)


def test_who_signed_before_is_asked_again_once_it_has_expired(live):
    later = timezone.localdate() + timedelta(days=4 * 366)
    case = case_of(live.edition, on=later)

    found = {one.user: one.may_sign for one in suggestions_for(case, [])}

    assert (found[live.signer], found[live.other]) == (True, True)


def test_an_end_of_term_leaves_a_live_section_its_signatures(client, live):
    composed_long_ago()
    yesterday = timezone.localdate() - timedelta(days=1)
    BoardMember.objects.filter(user=live.signer).update(starts_on=yesterday)
    end_term(member=live.signer.board_terms.get(), on=yesterday, by=make_administrator())
    live.signer.is_active = False
    save_audited(live.signer, by=make_administrator(), reason="Left")
    recompose_stale_pages()

    case = case_of(live.edition)
    assert (case.is_reached, case.relation(live.signer).is_member) == (True, False)
    assert facts_of(live.edition, manifest_of(live.edition)).renewing == frozenset()
    assert SAID not in text_of(client, "/articles/live/")
    assert (queue_for(live.leads).lapsing, groups_for(Lead(live.leads))) == ([], [])


def test_once_others_have_signed_it_is_nobodys_to_renew(live):
    declare_interest(article=live.edition.article, statement="Paid.", by=live.signer)
    assert [group.key for group in groups_for(Lead(live.chair))] == ["renew"]

    sign_all(live.edition, live.other)

    assert groups_for(Lead(live.chair)) == []
    assert queue_for(live.chair).lapsing == []
