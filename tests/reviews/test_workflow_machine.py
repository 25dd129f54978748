"""Editors, members and chair in random sequences: whatever they do, no promise breaks."""

import json
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.actions import keep_live_words, open_edition, remove_section, take_waiting_words
from articles.enums import OPEN_STATES
from articles.models import Contribution, Edition, PublicPage, SectionVersion
from articles.queries import draft_of, latest_edition_of, live_edition_of, open_edition_of, parts_of
from editorial.record.verification import CHECKS
from editorial.shared.issues import Refused
from reviews.actions import (
    begin_review,
    declare_interest,
    discard,
    open_urgent_edition,
    publish,
    recuse,
    retire,
    return_to_editor,
    revoke_approval,
    submit,
    take_back,
)
from reviews.enums import Verdict
from reviews.models import Approval, SignOff
from reviews.rules.case import case_of
from reviews.rules.queries import latest_submitted_of, standing_approval
from reviews.rules.urgent import Urgent, changed_places, urgent_of
from tests.builders import (
    approve,
    article_of,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    sign,
)
from tests.properties import examples

WORDS = st.sampled_from(["One.", "Two.", "Three."])
ANCHORS = st.sampled_from(["part-1", "part-2"])
WHO = st.integers(0, 3)


class Workflow(RuleBasedStateMachine):
    """One article with its editor, four members and a chair."""

    def __init__(self):
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        board = make_board(show_pending=True)
        self.editor = make_editor()
        self.members = [make_member(board) for _ in range(4)]
        self.chair = make_chair(board)
        self.article = article_of(make_draft(by=self.editor))

    @initialize(start=st.sampled_from(["draft", "submitted", "signed", "approved", "published"]))
    def begin(self, start):
        """Somewhere on the way, so that short sequences see the later states too."""
        steps = ["draft", "submitted", "signed", "approved", "published"].index(start)
        walk = [self.submit, lambda: self.two_members_sign(0, 1), self.approve, self.publish]
        for step in walk[:steps]:
            step()

    def teardown(self):
        assert [failure for check in CHECKS for failure in check.run() if failure] == []
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        """Do it, or be refused; anything else is a fault."""
        with suppress(Refused, PermissionDenied), transaction.atomic():
            return act(*args, **kwargs)
        return None

    @property
    def draft(self):
        return draft_of(self.article)

    @property
    def open(self):
        return open_edition_of(self.article)

    def state(self) -> str:
        return self.open.state if self.open else ""

    def sign_all(self, who, verdict) -> None:
        edition = latest_submitted_of(self.article)
        for part in parts_of(edition) if edition else []:
            self.attempt(sign, version=part.version, verdict=verdict, note="Why?", by=self.members[who])

    @precondition(lambda self: self.state() == "draft")
    @rule(words=WORDS, anchor=ANCHORS)
    def edit(self, words, anchor):
        if anchor in {part.section.anchor for part in parts_of(self.draft)}:
            self.attempt(edit, self.draft, anchor, f"<p>{words}</p>", by=self.editor)

    @precondition(lambda self: self.state() == "draft" and len(parts_of(self.draft)) > 2)
    @rule()
    def remove(self):
        last = parts_of(self.draft)[-1].section.anchor
        self.attempt(remove_section, edition=self.draft, anchor=last, reason="Old.", by=self.editor)

    @precondition(lambda self: self.state() == "draft")
    @rule()
    def submit(self):
        confirm_all(self.draft, by=self.editor)
        self.attempt(submit, edition=self.draft, by=self.editor)

    @precondition(lambda self: latest_submitted_of(self.article) is not None)
    @rule(one=WHO, two=WHO)
    def two_members_sign(self, one, two):
        self.sign_all(one, Verdict.APPROVE)
        self.sign_all(two, Verdict.APPROVE)

    @precondition(lambda self: latest_submitted_of(self.article) is not None)
    @rule(who=WHO, verdict=st.sampled_from([Verdict.REQUEST_CHANGES, Verdict.WITHDRAWN, Verdict.OUTSIDE_FIELD]))
    def a_member_doubts(self, who, verdict):
        self.sign_all(who, verdict)

    @precondition(lambda self: live_edition_of(self.article) is not None)
    @rule(words=WORDS, anchor=ANCHORS)
    def make_room_for_an_urgent_change(self, words, anchor):
        if self.attempt(open_urgent_edition, article=self.article, by=self.editor):
            self.edit(words, anchor)
            self.submit()

    @precondition(lambda self: self.state() in ("submitted", "under_review"))
    @rule(who=WHO)
    def approve_urgently(self, who):
        places = changed_places(case_of(self.open))
        for place in places:
            for person in (self.chair, self.members[who]):
                self.attempt(sign, version=place.part.version, verdict=Verdict.APPROVE, by=person)
        urgent = Urgent(frozenset(place.part.key for place in places), "It may harm somebody.")
        self.attempt(approve, edition=self.open, by=self.chair, urgent=urgent)

    @precondition(lambda self: self.state() == "draft" and self.draft.pending_merges.exists())
    @rule(keep=st.booleans())
    def merge(self, keep):
        merge = self.draft.pending_merges.select_related("section").first()
        anchor, pin = merge.section.anchor, self.draft.pins.filter(section=merge.section).first()
        if keep:
            self.attempt(keep_live_words, edition=self.draft, anchor=anchor, by=self.editor)
        else:
            base = pin.version_id if pin else None
            self.attempt(take_waiting_words, edition=self.draft, anchor=anchor, base_version=base, by=self.editor)

    @precondition(lambda self: self.state() == "under_review")
    @rule()
    def approve(self):
        self.attempt(approve, edition=self.open, by=self.chair)

    @precondition(lambda self: self.state() == "approved")
    @rule()
    def publish(self):
        self.attempt(publish, edition_id=self.open.pk)

    @precondition(lambda self: self.state() == "")
    @rule()
    def open_next(self):
        self.attempt(open_edition, article=self.article, by=self.editor)

    @rule(who=WHO, move=st.integers(0, 9))
    def something_else(self, who, move):
        """Any move at any time: most are refused, and a refusal changes nothing."""
        member, edition, live = self.members[who], self.open, live_edition_of(self.article)
        if edition is not None:
            moves = [
                lambda: take_back(edition=edition, by=self.editor),
                lambda: discard(edition=edition, by=self.editor),
                lambda: begin_review(edition=edition, by=member),
                lambda: return_to_editor(edition=edition, text="Please mend.", by=self.chair),
                lambda: revoke_approval(edition=edition, reason="A slip.", by=self.chair),
                lambda: approve(edition=edition, by=member),
                lambda: publish(edition_id=edition.pk),
            ]
        else:
            moves = [lambda: retire(edition=live, reason="Out of date.", by=self.chair)] if live and move == 9 else []
        moves += [lambda: open_edition(article=self.article, by=member)]
        self.attempt(moves[move % len(moves)])

    @rule(who=st.integers(2, 3), interest=st.booleans())
    def keep_out(self, who, interest):
        if interest:
            self.attempt(declare_interest, article=self.article, statement="Shares.", by=self.members[who])
        else:
            self.attempt(recuse, article=self.article, reason="A friend.", by=self.members[who])

    @invariant()
    def one_open_and_one_live(self):
        states = list(Edition.objects.filter(article=self.article).values_list("state", flat=True))
        assert sum(state in OPEN_STATES for state in states) <= 1
        assert states.count("published") <= 1

    @invariant()
    def what_is_public_was_signed_by_enough_who_may(self):
        live = live_edition_of(self.article)
        pages = PublicPage.objects.filter(article=self.article, kind="live")
        assert bool(live) == pages.exists()
        if live is None:
            return
        approval = standing_approval(live)
        before = live.based_on.pins.values_list("version_id", flat=True) if urgent_of(approval) else []
        for part in parts_of(live):
            if part.version.pk in before:
                continue  # an urgent approval leaves what readers had already to the approval before
            approvers = set(
                SignOff.objects.filter(
                    version=part.version, verdict="approve", at__lte=approval.at, digest__in=_counted(approval)
                ).values_list("user", flat=True)
            )
            wrote = set(Contribution.objects.filter(version=part.version).values_list("user", flat=True))
            assert len(approvers) >= 2
            assert not approvers & wrote
            assert approval.by_id not in wrote

    @invariant()
    def nothing_that_waits_is_submitted_unmerged(self):
        merges = Edition.objects.filter(article=self.article, pending_merges__isnull=False)
        assert set(merges.values_list("state", flat=True)) <= {"draft", "discarded", "taken_back"}
        assert not merges.filter(submitted_at__isnull=False).exists()

    @invariant()
    def the_outline_names_exactly_the_sections(self):
        for edition in Edition.objects.filter(article=self.article):
            front, *rest = parts_of(edition)
            assert [entry.section for entry in front.content.outline] == [part.key for part in rest]

    @invariant()
    def versions_are_counted_without_gaps(self):
        for section in self.article.sections.all():
            numbers = list(section.versions.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def drafts_are_not_public(self):
        pending = PublicPage.objects.filter(article=self.article, kind="pending")
        assert set(pending.values_list("edition__state", flat=True)) <= {"submitted", "under_review", "approved"}

    @invariant()
    def approvals_belong_to_submitted_editions(self):
        assert not Approval.objects.filter(edition__submitted_at=None).exists()
        assert latest_edition_of(self.article).number == Edition.objects.filter(article=self.article).count()
        assert SectionVersion.objects.filter(section__article=self.article).exists()


def _counted(approval: Approval) -> list[str]:
    return json.loads(approval.content)["sign_offs"]


@pytest.mark.django_db
def test_no_sequence_of_actions_breaks_a_promise():
    run_state_machine_as_test(
        Workflow,
        settings=examples(
            15,
            suppress_health_check=list(HealthCheck),
        ),
    )
