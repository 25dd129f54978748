"""The nouns of review. One file a noun; import them from here."""

from .approval import Approval, Letter, Retirement, Revocation
from .assignment import Assignment, Interest, Recusal
from .board import Board, BoardMember
from .comment import Comment
from .policy import ArticlePolicy, EditionPolicy, PolicyVersion, ReviewPolicy
from .signoff import Settlement, SignOff

__all__ = [
    "Approval",
    "ArticlePolicy",
    "Assignment",
    "Board",
    "BoardMember",
    "Comment",
    "EditionPolicy",
    "Interest",
    "Letter",
    "PolicyVersion",
    "Recusal",
    "Retirement",
    "ReviewPolicy",
    "Revocation",
    "Settlement",
    "SignOff",
]
