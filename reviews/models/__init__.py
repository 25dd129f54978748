"""The nouns of review. One file a noun; import them from here."""

from .alarm import Alarm, AlarmChange, EvidenceDecision
from .approval import Approval, CarriedCorrection, Letter, Retirement, Revocation
from .assignment import Assignment, Interest, Recusal, RequestLink
from .board import Board, BoardMember
from .comment import Comment
from .declaration import Declaration
from .erratum import Erratum
from .guest import Guest, GuestMail
from .notice import Mail, Notice, NoticePreference, ReminderRule
from .policy import ArticlePolicy, EditionPolicy, PolicyVersion, ReviewPolicy
from .returned import FileHand, RemarkConfirmation, ReturnedFile, ReturnedName, ReturnedRemark
from .sets import EditionSet, ReadyPage, SetMember, SetWithdrawal
from .signoff import KeptDecision, Settlement, SignOff

__all__ = [
    "Alarm",
    "AlarmChange",
    "Approval",
    "ArticlePolicy",
    "Assignment",
    "Board",
    "BoardMember",
    "CarriedCorrection",
    "Comment",
    "Declaration",
    "EditionPolicy",
    "EditionSet",
    "Erratum",
    "EvidenceDecision",
    "FileHand",
    "Guest",
    "GuestMail",
    "Interest",
    "KeptDecision",
    "Letter",
    "Mail",
    "Notice",
    "NoticePreference",
    "PolicyVersion",
    "ReadyPage",
    "Recusal",
    "RemarkConfirmation",
    "ReminderRule",
    "RequestLink",
    "Retirement",
    "ReturnedFile",
    "ReturnedName",
    "ReturnedRemark",
    "ReviewPolicy",
    "Revocation",
    "SetMember",
    "SetWithdrawal",
    "Settlement",
    "SignOff",
]
