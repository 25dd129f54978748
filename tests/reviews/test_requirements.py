"""What approving and publishing ask, on made-up cases: each reason beside the case that has it not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from articles.enums import EditionState
from reviews.enums import ApprovalBasis, Approvers, BoardRole, Verdict
from reviews.rules import requirements
from reviews.rules.case import Case
from reviews.rules.eligibility import Difference, Eligibility
from reviews.rules.quorum import SectionStanding
from reviews.rules.urgent import Urgent
from tests.reviews.made_up import place, signed, term

WORK = {"title": "One work", "issued": {"date-parts": [[2001]]}, "author": [{"family": "Lane"}]}
RENAMED = {**WORK, "title": "One work."}
OTHER = {"title": "Quite another thing", "issued": {"date-parts": [[1980]]}, "author": [{"family": "Ember"}]}
ROLES = {"chair": BoardRole.CHAIR, "deputy": BoardRole.DEPUTY, "member": BoardRole.MEMBER}


def section(name: str, *sign_offs: Any, heading: str = "", **standing: Any) -> Any:
    """One section called so, whose signatures stand as it is said; with none missing where nothing is."""
    one = place(name, *sign_offs)
    one.part.section.anchor, one.part.key = f"{name}-anchor", name
    one.part.section.article_id = "article"
    one.part.content = SimpleNamespace(base=SimpleNamespace(heading=heading))
    return replace(one, standing=SectionStanding(**{"needed": 0, **standing}))


def people(**parts: Any) -> Eligibility:
    members = dict(term(name, role, display_name=name) for name, role in ROLES.items())
    return Eligibility(members, frozenset(parts.pop("conflicted", ())), parts.pop("contributors", {}), **parts)


def case(*sections: Any, state: str = EditionState.UNDER_REVIEW, based_on: Any = None, **parts: Any) -> Case:
    edition = SimpleNamespace(
        pk="edition",
        article_id="article",
        state=state,
        based_on=based_on,
        article=SimpleNamespace(slug="twitching"),
        number=2,
        submitted_at=1,
    )
    approvers = parts.pop("approvers", Approvers.LEADERS)
    policy = SimpleNamespace(approvers=approvers, policy=SimpleNamespace(board="the board"))
    eligibility = parts.pop("eligibility", None) or people()
    return Case(edition, policy, eligibility, sections, parts.pop("open_comments", ()), **parts)


@pytest.fixture(autouse=True)
def in_no_set(monkeypatch):
    """What a set asks is tried with sets: tests/reviews/test_sets.py."""
    monkeypatch.setattr("reviews.rules.sets.in_sets", lambda editions: {})


def user_of(a_case: Case, name: str) -> Any:
    return a_case.eligibility.members[name].user


def said(issues: list) -> list[tuple[str, str]]:
    return [(issue.code, issue.target) for issue in issues]


def codes(issues: list) -> list[str]:
    return [issue.code for issue in issues]


def comment(name: str) -> Any:
    author = SimpleNamespace(display_name="Dr Ask")
    return SimpleNamespace(author=author, section_id=name, section=SimpleNamespace(anchor=f"{name}-anchor"))


def sentence(decision: Any = None) -> Any:
    """One that rests on a reference at risk."""
    reference = SimpleNamespace(
        pk="r", key="lane", csl=WORK, get_standing_display=lambda: "retracted", standing_changed_at=None
    )
    one = SimpleNamespace(section=SimpleNamespace(pk="s"), heading="Dose", reference=reference, decision=decision)
    one.is_settled = one.is_settled_by_board = decision is not None
    return one


# Signatures


def test_a_section_is_short_of_signatures_until_it_has_as_many_as_are_asked_for():
    short = section("a", needed=2, approvals=[signed("x")], heading="Dose")
    full = section("b", needed=2, approvals=[signed("x"), signed("y")])

    issues = requirements.signature_issues(case(short, full))

    assert [(one.code, one.message, one.target) for one in issues] == [
        ("signatures-missing", "“Dose” has 1 of 2 signatures.", "section:a-anchor")
    ]


def test_a_specialty_and_a_request_are_named_where_they_are_open():
    asked = signed("x", verdict=Verdict.REQUEST_CHANGES, name="Dr X", note="Too sure.")
    open_one = section("a", missing_specialties=["neurology"], requests=[asked])

    issues = requirements.signature_issues(case(open_one, section("b")))

    assert [(one.code, one.message, one.target) for one in issues] == [
        ("specialty-missing", "“a-anchor” still needs a signer from neurology.", "section:a-anchor"),
        ("changes-requested", "Dr X asks for changes in “a-anchor”: Too sure.", "section:a-anchor"),
    ]


# Comments and evidence


def test_a_comment_is_named_by_its_section_s_heading_or_place():
    asked = case(section("a", heading="Dose"), open_comments=(comment("a"), comment("z")))

    issues = requirements.comment_issues(asked)

    assert said(issues) == [("comment-unanswered", "section:a-anchor"), ("comment-unanswered", "section:z-anchor")]
    assert ["“Dose”" in issues[0].message, "“z-anchor”" in issues[1].message] == [True, True]
    assert "Dr Ask" in issues[0].message
    assert requirements.comment_issues(case(section("a"))) == []


def test_a_sentence_at_risk_is_to_be_decided():
    assert codes(requirements.evidence_issues(case(resting=(sentence(),)))) == ["evidence-changed"]
    assert requirements.evidence_issues(case(resting=(sentence(decision="right"),))) == []


# Corrections


def differing(*rows: Difference, short: bool = True) -> Case:
    sign_offs = (signed("x"), signed("y"))
    return case(section("a", *sign_offs, needed=2 if short else 0), eligibility=people(differences=rows))


def difference(user: str = "x", **parts: Any) -> Difference:
    row = {"part": "evidence", "name": "lane", "before": WORK, "after": RENAMED, "is_carried": False, **parts}
    return Difference(sign_off=signed(user).id, **row)


def test_a_corrected_record_of_one_work_is_carried_once_however_many_signed():
    assert requirements.corrections(differing(difference("x"), difference("y"))) == [difference("y")]
    issues = requirements.correction_issues(differing(difference("x"), difference("y")))
    assert said(issues) == [("record-corrected", "/review/twitching/2/corrections/")]
    assert "(lane)" in issues[0].message


def test_two_works_are_two_corrections_and_so_are_two_records_of_one():
    """Somebody signed before the first of two corrections, somebody else between them."""
    for other in ({"name": "ember"}, {"before": {**WORK, "title": "One works"}}):
        assert requirements.corrections(differing(difference(), difference("y", **other))) == [
            difference(),
            difference("y", **other),
        ]


@pytest.mark.parametrize(
    "other",
    [{"after": OTHER}, {"before": None}, {"part": "audiences", "before": "a", "after": "b"}, {"is_carried": True}],
)
def test_nothing_else_is_carried_nor_a_signature_that_something_else_keeps_from_counting(other):
    assert requirements.corrections(differing(difference(**other))) == []
    beside = requirements.corrections(differing(difference(), difference(**other)))
    assert beside == ([difference()] if other.get("is_carried") else [])


def test_where_no_signature_is_wanted_or_it_is_nobody_s_here_nothing_is_carried():
    assert requirements.corrections(differing(difference(), short=False)) == []
    assert requirements.corrections(differing(difference("z"))) == []


# Who approves


@pytest.mark.parametrize(
    ("approvers", "chair", "deputy"),
    [
        (Approvers.LEADERS, [], []),
        (Approvers.CHAIR, [], ["chair-approves"]),
        (Approvers.CHAIR_FIRST, [], ["chair-approves"]),
    ],
)
def test_the_policy_says_which_leader_approves(approvers, chair, deputy):
    asked = case(approvers=approvers)

    assert codes(requirements.approver_issues(asked, user_of(asked, "chair"))) == chair
    assert codes(requirements.approver_issues(asked, user_of(asked, "deputy"))) == deputy
    assert codes(requirements.approver_issues(asked, user_of(asked, "member"))) == ["not-leading"]


@pytest.mark.parametrize(
    ("approvers", "expected"), [(Approvers.CHAIR, ["chair-approves"]), (Approvers.CHAIR_FIRST, [])]
)
def test_a_deputy_stands_in_for_a_chair_with_an_interest_where_the_policy_lets_them(approvers, expected):
    asked = case(approvers=approvers, eligibility=people(conflicted={"chair"}))

    assert codes(requirements.approver_issues(asked, user_of(asked, "deputy"))) == expected
    assert codes(requirements.approver_issues(asked, user_of(asked, "chair"))) == ["conflict"]


# What was live when it was opened


def edition(pk: str, state: str = EditionState.PUBLISHED) -> Any:
    return SimpleNamespace(pk=pk, state=state, number=1)


@pytest.mark.parametrize(
    ("based_on", "live", "words"),
    [
        (None, None, ""),
        (edition("e"), edition("e"), ""),
        (None, edition("e"), "Another edition has gone live"),
        (edition("e"), edition("f"), "Another edition has gone live"),
        (
            edition("e", EditionState.RETIRED),
            None,
            "Edition 1, which was live when this one was opened, has been retired",
        ),
        (edition("e", EditionState.SUPERSEDED), edition("f"), "Another edition has gone live"),
    ],
)
def test_what_an_edition_was_opened_from_is_still_live(based_on, live, words):
    issues = requirements.based_on_issues(case(based_on=based_on, live=live))

    assert codes(issues) == (["based-on-changed"] if words else [])
    assert all(issue.message.startswith(words) for issue in issues)


# Approving and publishing


def everything_open(**parts: Any) -> Case:
    short = section("a", needed=1)
    return case(
        short,
        open_comments=(comment("a"),),
        resting=(sentence(),),
        live=edition("e"),
        approvers=Approvers.CHAIR,
        **parts,
    )


UNMET = ["signatures-missing", "comment-unanswered", "evidence-changed"]


def test_approving_asks_everything_at_once():
    asked = everything_open(state=EditionState.SUBMITTED)

    issues = requirements.to_approve(asked, user_of(asked, "deputy"))

    assert codes(issues) == ["wrong-state", "based-on-changed", "chair-approves", *UNMET]
    fine = case(section("a"))
    assert requirements.to_approve(fine, user_of(fine, "chair")) == []


def test_a_corrected_record_stands_between_signatures_and_comments():
    asked = differing(difference())
    asked = replace(asked, open_comments=(comment("a"),))

    assert codes(requirements.unmet(asked)) == ["signatures-missing", "record-corrected", "comment-unanswered"]


def test_an_urgent_change_asks_other_things(monkeypatch):
    monkeypatch.setattr(requirements, "scope_issues", lambda case, urgent: ["scope of", *urgent.sections])
    monkeypatch.setattr(requirements, "urgent_review_issues", lambda case, approver: [f"review by {approver}"])
    asked = case(section("a", needed=1))

    issues = requirements.to_approve(asked, user_of(asked, "chair"), Urgent(frozenset({"a"}), "Now."))

    assert issues == ["scope of", "a", "review by chair"]


def test_of_an_urgent_change_only_what_differs_is_asked(monkeypatch):
    here = case(open_comments=(comment("a"),), resting=(sentence(),))
    monkeypatch.setattr(requirements, "only_changed", lambda case: here)
    monkeypatch.setattr(
        requirements, "urgent_signature_issues", lambda case, approver: [(len(case.sections), approver)]
    )

    found = requirements.urgent_review_issues(case(section("a"), section("b")), "chair")

    assert found[0] == (2, "chair")
    assert codes(found[1:]) == ["comment-unanswered", "evidence-changed"]


def approved(a_case: Case, name: str, basis: str = ApprovalBasis.QUORUM) -> Case:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    by = user_of(a_case, name)
    return replace(a_case, approval=SimpleNamespace(basis=basis, printed_name="Dr Chair", by=by, by_id=by.pk, at=at))


def test_publishing_asks_all_of_it_again_and_of_who_approved():
    asked = approved(everything_open(state=EditionState.UNDER_REVIEW), "deputy")

    issues = requirements.to_publish(asked)

    assert codes(issues) == ["wrong-state", "based-on-changed", "chair-approves", *UNMET]
    assert issues[2].message == (
        "Dr Chair, who approved it, could not approve it now: the policy leaves that to the chair."
    )
    assert requirements.to_publish(approved(case(section("a"), state=EditionState.APPROVED), "chair")) == []
    assert codes(requirements.to_publish(case(section("a"), state=EditionState.APPROVED))) == ["not-approved"]


def test_an_urgent_approval_is_asked_as_one(monkeypatch):
    monkeypatch.setattr(requirements, "urgent_review_issues", lambda case, approver: [f"review by {approver}"])
    asked = approved(case(section("a", needed=1), state=EditionState.APPROVED), "chair", ApprovalBasis.URGENT)

    assert requirements.to_publish(asked) == ["review by chair"]


@pytest.mark.parametrize(("ended", "expected"), [(date(2026, 5, 2), ["conflict"]), (date(2026, 4, 30), [])])
def test_an_interest_of_the_approver_that_ended_after_the_approval_revives_nothing(ended, expected):
    at = datetime(ended.year, ended.month, ended.day, tzinfo=UTC)
    asked = case(section("a"), state=EditionState.APPROVED, eligibility=people(void_until={"chair": at}))

    assert codes(requirements.to_publish(approved(asked, "chair"))) == expected


def test_every_reason_against_an_approver_has_words_for_others():
    old = date(2020, 1, 1)
    for declared, code in [(None, "not-declared"), (old, "declaration-lapsed")]:
        asked = case(section("a"), state=EditionState.APPROVED)
        asked.eligibility.members["chair"].declared_on = declared
        assert codes(requirements.to_publish(approved(asked, "chair"))) == [code]
    asked = case(section("a"), state=EditionState.APPROVED, eligibility=people(contributors={"a": {"chair"}}))
    assert codes(requirements.to_publish(approved(asked, "chair"))) == ["contributor"]
    asked = case(section("a"), state=EditionState.APPROVED)
    asked.eligibility.members["chair"].user.credentials_expire_on = old
    assert codes(requirements.to_publish(approved(asked, "chair"))) == ["credentials-expired"]
    assert codes(requirements.to_publish(approved(asked, "member"))) == ["not-leading"]
