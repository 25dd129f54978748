"""What a member and the chair may do on the review page, each with the reasons why not now: the rules that guard it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from articles.enums import IN_REVIEW_STATES, OPEN_STATES, EditionState
from editorial.shared.issues import Issue
from reviews.enums import ToldReaders
from reviews.publishing.told import correctable
from reviews.room.page import ReviewPage
from reviews.rules.decisions import Decision, decision_issues, scheduling_issues
from reviews.rules.handover import OWN_STATES, handing_issues
from reviews.rules.requirements import corrections
from reviews.rules.sets import joined_of, leaving_out_issues, withdrawal_issues
from reviews.rules.transitions import Move, state_issues

from .answering import step_url

SHOWN = 3  # so many reasons stand beside a button; the page lists all of them


@dataclass(frozen=True)
class Choice:
    """A button or link; ``post`` makes it a form of its own."""

    label: str
    url: str
    help: str = ""
    kind: str = "secondary"
    post: bool = False
    issues: list[Issue] = field(default_factory=list)


def member_choices(page: ReviewPage) -> list[Choice]:
    """What any member may do beside signing and commenting."""
    edition, choices = page.edition, []
    if page.my_interest is None:
        help_text = gettext("You may go on commenting; your signatures here do not count.")
        choices.append(Choice(gettext("Declare an interest"), step_url("declare_interest", edition), help_text))
    if page.my_recusal is None:
        help_text = gettext("You keep out of signing this article until the chair ends it.")
        choices.append(Choice(gettext("Keep out of this article"), step_url("recuse", edition), help_text))
    return choices


def chair_choices(page: ReviewPage) -> list[Choice]:
    """What the chair (or a deputy) may decide, the most decisive first."""
    edition, state = page.edition, page.edition.state
    choices = []
    if state in IN_REVIEW_STATES:
        choices += [
            Choice(
                gettext("Approve"),
                step_url("approve", edition),
                gettext("You see everything that it covers first."),
                "",
                issues=short(page.approve_issues),
            ),
            Choice(
                gettext("Return to the editor"),
                step_url("return", edition),
                gettext("With a letter, begun from what was asked."),
                issues=[*state_issues(state, Move.RETURN), *decision_issues(Decision.RETURN, page.relation)],
            ),
        ]
        if edition.based_on_id is not None:
            help_text = gettext("For words that cannot wait: two signatures on what differs, and a public reason.")
            choices.append(
                Choice(gettext("Approve as an urgent change"), step_url("approve_urgently", edition), help_text)
            )
    if state == EditionState.APPROVED:
        choices.append(
            Choice(
                gettext("Revoke the approval"),
                step_url("revoke", edition),
                gettext("Possible until it is published."),
                "danger",
            )
        )
    choices.append(
        Choice(gettext("Assign members"), step_url("assign", edition), gettext("Ask members to review, by a day."))
    )
    if state in OPEN_STATES:
        issues = scheduling_issues(edition, page.user, page.case)
        choices.append(
            Choice(gettext("Set the time of publication"), step_url("schedule", edition), _when(page), issues=issues)
        )
    choices += _set_choices(page)
    choices += _policy_choices(page)
    choices += _errata_choices(page)
    if state == EditionState.PUBLISHED:
        choices.append(
            Choice(
                gettext("Retire this article"),
                step_url("retire", edition),
                gettext("Takes the page down; its address explains why."),
                "danger",
            )
        )
    return choices


def _set_choices(page: ReviewPage) -> list[Choice]:
    """What is decided of an edition that goes, or went, live together with others, whoever may see them."""
    edition, joined = page.edition, joined_of(page.edition)
    if joined is None:
        return []
    if joined.is_published:
        help_text = gettext("It went live together with others: every page of them goes when each board has agreed.")
        return [
            Choice(
                gettext("Withdraw all that was published together"),
                step_url("withdraw", edition),
                help_text,
                "danger",
                issues=withdrawal_issues(joined, edition, page.user, "-"),
            )
        ]
    if not joined.stands:
        return []
    help_text = gettext("It goes live together with others: let them go live without it.")
    issues = [*leaving_out_issues(joined, edition), *decision_issues(Decision.LEAVE_OUT, page.relation)]
    return [Choice(gettext("Leave it out of its set"), step_url("leave_out", edition), help_text, issues=issues)]


def _errata_choices(page: ReviewPage) -> list[Choice]:
    """What readers are told of an edition that they have or had: a misprint in it is no new edition."""
    return [
        Choice(
            gettext("Correct “%(what)s”") % {"what": ToldReaders(of).label},
            step_url("correct", page.edition, of),
            gettext("A misprint in what readers are told; they see both."),
            issues=decision_issues(Decision.CORRECT, page.relation),
        )
        for of in correctable(page.edition)
    ]


def _policy_choices(page: ReviewPage) -> list[Choice]:
    """By which policy, and which board, the edition is judged; and corrections of what it cites."""
    edition, state, choices = page.edition, page.edition.state, []
    if state in IN_REVIEW_STATES:
        choices.append(
            Choice(
                gettext("Judge by another policy"),
                step_url("policy", edition),
                gettext("Now: %(name)s.") % {"name": page.policy.policy.name},
                issues=decision_issues(Decision.SET_POLICY, page.relation),
            )
        )
    if corrections(page.case):
        help_text = gettext(
            "Cited records were corrected since members signed: compare them, and let the signatures count."
        )
        choices.append(Choice(gettext("Carry corrections"), step_url("corrections", edition), help_text))
    if state in OWN_STATES:
        help_text = gettext("%(board)s judges it; another board can take it over.") % {"board": page.case.board}
        choices.append(
            Choice(
                gettext("Hand over to another board"),
                step_url("hand_over", edition),
                help_text,
                issues=handing_issues(page.case, page.user),
            )
        )
    return choices


def _when(page: ReviewPage) -> str:
    at = page.edition.publish_at
    return gettext("Now: on %(at)s.") % {"at": f"{at:%d %B %Y}"} if at else gettext("Now: as soon as it is approved.")


def short(issues: list[Issue]) -> list[Issue]:
    """The first reasons, and how many more there are."""
    if len(issues) <= SHOWN + 1:
        return issues
    more = Issue(
        "more", gettext("And %(number)s more: see what is missing.") % {"number": len(issues) - SHOWN}, "#missing"
    )
    return [*issues[:SHOWN], more]
