"""The nouns of review. One file a noun; import them from here."""

from .alarm import Alarm, AlarmChange, EvidenceDecision
from .approval import Approval, Letter, Retirement, Revocation
from .assignment import Assignment, Interest, Recusal
from .board import Board, BoardMember
from .comment import Comment
from .declaration import Declaration
from .guest import Guest
from .notice import Mail, Notice, NoticePreference, ReminderRule
from .policy import ArticlePolicy, EditionPolicy, PolicyVersion, ReviewPolicy
from .signoff import KeptDecision, Settlement, SignOff

__all__ = [
    "Alarm",
    "AlarmChange",
    "Approval",
    "ArticlePolicy",
    "Assignment",
    "Board",
    "BoardMember",
    "Comment",
    "Declaration",
    "EditionPolicy",
    "EvidenceDecision",
    "Guest",
    "Interest",
    "KeptDecision",
    "Letter",
    "Mail",
    "Notice",
    "NoticePreference",
    "PolicyVersion",
    "Recusal",
    "ReminderRule",
    "Retirement",
    "ReviewPolicy",
    "Revocation",
    "Settlement",
    "SignOff",
]
