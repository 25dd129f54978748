"""What a member and the chair may do on the review page, each with the reasons why not now: the rules that guard it."""

from dataclasses import dataclass, field

from articles.enums import IN_REVIEW_STATES, OPEN_STATES, EditionState
from editorial.shared.issues import Issue
from reviews.reading import ReviewPage
from reviews.transitions import Move, state_issues

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
        help_text = "You may go on commenting; your signatures here do not count."
        choices.append(Choice("Declare an interest", step_url("declare_interest", edition), help_text))
    if page.my_recusal is None:
        help_text = "You keep out of signing this article until the chair ends it."
        choices.append(Choice("Keep out of this article", step_url("recuse", edition), help_text))
    return choices


def chair_choices(page: ReviewPage) -> list[Choice]:
    """What the chair (or a deputy) may decide, the most decisive first."""
    edition, state = page.edition, page.edition.state
    choices = []
    if state in IN_REVIEW_STATES:
        choices += [
            Choice(
                "Approve",
                step_url("approve", edition),
                "You see everything that it covers first.",
                "",
                issues=short(page.approve_issues),
            ),
            Choice(
                "Return to the editor",
                step_url("return", edition),
                "With a letter, begun from what was asked.",
                issues=state_issues(state, Move.RETURN),
            ),
        ]
        if edition.based_on_id is not None:
            help_text = "For words that cannot wait: two signatures on what differs, and a public reason."
            choices.append(Choice("Approve as an urgent change", step_url("approve_urgently", edition), help_text))
    if state == EditionState.APPROVED:
        choices.append(
            Choice("Revoke the approval", step_url("revoke", edition), "Possible until it is published.", "danger")
        )
    choices.append(Choice("Assign members", step_url("assign", edition), "Ask members to review, by a day."))
    if state in OPEN_STATES:
        choices.append(Choice("Set the time of publication", step_url("schedule", edition), _when(page)))
    if state in IN_REVIEW_STATES:
        choices.append(
            Choice("Judge by another policy", step_url("policy", edition), f"Now: {page.policy.policy.name}.")
        )
    if state == EditionState.PUBLISHED:
        choices.append(
            Choice(
                "Retire this article",
                step_url("retire", edition),
                "Takes the page down; its address explains why.",
                "danger",
            )
        )
    return choices


def _when(page: ReviewPage) -> str:
    at = page.edition.publish_at
    return f"Now: on {at:%d %B %Y}." if at else "Now: as soon as it is approved."


def short(issues: list[Issue]) -> list[Issue]:
    """The first reasons, and how many more there are."""
    if len(issues) <= SHOWN + 1:
        return issues
    more = Issue("more", f"And {len(issues) - SHOWN} more: see what is missing.", "#missing")
    return [*issues[:SHOWN], more]
