"""The only writers of this app. Each is a recipe: lock, check, change, record."""

from .assigning import answer_assignment, assign, assign_several, end_recusal, recuse
from .boards import add_member, change_board, create_board, create_policy, end_term, set_article_policy
from .comments import add_comment, reopen_comment, resolve_comment
from .deciding import approve, return_to_editor, revoke_approval, set_edition_policy
from .guests import comment_as_guest, invite_guest, revoke_guest
from .interests import accept_review, declare_interest, declare_interests, end_interest
from .keeping import keep_decisions
from .profiles import remove_photograph, save_profile, set_photograph
from .proposals import accept_proposal, decline_proposal
from .publishing import compose_pages, publish, retire, schedule
from .reassigning import claim, reassign, release
from .signing import Decided, settle_request, sign, sign_several
from .submitting import begin_review, discard, submit, take_back
from .urgent import open_urgent_edition

__all__ = [
    "Decided",
    "accept_proposal",
    "accept_review",
    "add_comment",
    "add_member",
    "answer_assignment",
    "approve",
    "assign",
    "assign_several",
    "begin_review",
    "change_board",
    "claim",
    "comment_as_guest",
    "compose_pages",
    "create_board",
    "create_policy",
    "declare_interest",
    "declare_interests",
    "decline_proposal",
    "discard",
    "end_interest",
    "end_recusal",
    "end_term",
    "invite_guest",
    "keep_decisions",
    "open_urgent_edition",
    "publish",
    "reassign",
    "recuse",
    "release",
    "remove_photograph",
    "reopen_comment",
    "resolve_comment",
    "retire",
    "return_to_editor",
    "revoke_approval",
    "revoke_guest",
    "save_profile",
    "schedule",
    "set_article_policy",
    "set_edition_policy",
    "set_photograph",
    "settle_request",
    "sign",
    "sign_several",
    "submit",
    "take_back",
]
