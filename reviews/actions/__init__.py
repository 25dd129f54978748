"""The only writers of this app. Each is a recipe: lock, check, change, record."""

from .assignments import (
    answer_assignment,
    answer_time,
    ask_for_time,
    assign,
    assign_several,
    claim,
    end_recusal,
    reassign,
    recuse,
    release,
)
from .boards import add_member, change_board, create_board, create_policy, end_term, promote, set_article_policy
from .comments import add_comment, reopen_comment, resolve_comment
from .contributors import save_contributor
from .decisions import (
    approve,
    carry_corrections,
    hand_over,
    return_to_editor,
    revoke_approval,
    schedule,
    set_edition_policy,
)
from .errata import correct_told
from .guests import comment_as_guest, invite_guest, revoke_guest
from .interests import accept_review, declare_interest, declare_interests, end_interest
from .profiles import remove_photograph, save_profile, set_photograph
from .proposals import accept_proposal, decline_proposal
from .publication import compose_pages, publish, retire
from .request_links import answer_by_link, ask_for_time_by_link
from .returned import bring_file, confirm_remark, say_who
from .sets import (
    add_to_set,
    approve_set,
    leave_out,
    make_set,
    renew_passage_here,
    schedule_set,
    submit_set,
    take_out_of_set,
)
from .signoffs import Decided, keep_decisions, settle_request, sign, sign_several
from .submission import begin_review, discard, submit, take_back
from .together import publish_set, tell_set_published, withdraw_set
from .urgent import open_urgent_edition

__all__ = [
    "Decided",
    "accept_proposal",
    "accept_review",
    "add_comment",
    "add_member",
    "add_to_set",
    "answer_assignment",
    "answer_by_link",
    "answer_time",
    "approve",
    "approve_set",
    "ask_for_time",
    "ask_for_time_by_link",
    "assign",
    "assign_several",
    "begin_review",
    "bring_file",
    "carry_corrections",
    "change_board",
    "claim",
    "comment_as_guest",
    "compose_pages",
    "confirm_remark",
    "correct_told",
    "create_board",
    "create_policy",
    "declare_interest",
    "declare_interests",
    "decline_proposal",
    "discard",
    "end_interest",
    "end_recusal",
    "end_term",
    "hand_over",
    "invite_guest",
    "keep_decisions",
    "leave_out",
    "make_set",
    "open_urgent_edition",
    "promote",
    "publish",
    "publish_set",
    "reassign",
    "recuse",
    "release",
    "remove_photograph",
    "renew_passage_here",
    "reopen_comment",
    "resolve_comment",
    "retire",
    "return_to_editor",
    "revoke_approval",
    "revoke_guest",
    "save_contributor",
    "save_profile",
    "say_who",
    "schedule",
    "schedule_set",
    "set_article_policy",
    "set_edition_policy",
    "set_photograph",
    "settle_request",
    "sign",
    "sign_several",
    "submit",
    "submit_set",
    "take_back",
    "take_out_of_set",
    "tell_set_published",
    "withdraw_set",
]
