"""Who may do what: the one table (role × action × state). ``who_may_document`` prints docs/who-may-do-what.md from it.

A test tries every cell through the addresses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.enums import EditionState

ROLES = {
    "anonymous": "Anybody",
    "reader": "Reader with an account",
    "owner": "Editor",
    "other_editor": "Other editor",
    "member": "Member",
    "interested": "Member with an interest",
    "author_member": "Author and member",
    "past_member": "Past member",
    "guest": "Guest",
    "chair": "Chair",
    "deputy": "Deputy",
    "interested_chair": "Chair with an interest",
    "other_board": "Member of another board",
    "administrator": "Administrator",
}
YES, NO, NOT_NOW = "y", "-", "w"
SHOWN = {YES: "**yes**", NO: "–", NOT_NOW: "*not now*"}
ALWAYS, URGENT = "always", "urgent"
S = EditionState
STATES = {
    **{state: state.label for state in (S.DRAFT, S.SUBMITTED, S.UNDER_REVIEW)},
    URGENT: "Under Review, an urgent change",
    **{state: state.label for state in (S.APPROVED, S.PUBLISHED, S.SUPERSEDED)},
    **{state: state.label for state in (S.RETURNED, S.TAKEN_BACK, S.DISCARDED, S.RETIRED)},
    ALWAYS: "Always",
}

IN_REVIEW = (S.SUBMITTED, S.UNDER_REVIEW)
WITH_BOARD = (*IN_REVIEW, S.APPROVED)
SENT_BACK = (S.RETURNED, S.TAKEN_BACK)
CLOSED = (*SENT_BACK, S.RETIRED)
SINCE_SUBMITTED = (*WITH_BOARD, S.PUBLISHED, *CLOSED)
UNSEEN = (S.DRAFT, S.DISCARDED)
WHATEVER = (*UNSEEN, *SINCE_SUBMITTED)
OLD_TOO = (*SINCE_SUBMITTED, S.SUPERSEDED)

# One letter for each role, in the order of ROLES.
NOBODY = "--------------"
ANYBODY = "yyyyyyyyyyyyyy"
EDITOR, EDITOR_WAITS = "--y-----------", "--w-----------"
MEMBERS, MEMBERS_WAIT = "----yyy--yyy--", "----www--www--"
SEATED = "----yyy--yyyy-"
SIGNERS = "----yww--yyw--"
LEADERS, DECIDERS, LEADERS_WAIT = "---------yyy--", "---------yyw--", "---------www--"
GUEST = "--------y-----"
WRITERS = "--yy----------"
LIBRARY = "--yy---------y"
ADMINISTRATOR = "-------------y"
SIGNED = {UNSEEN: NOBODY, SINCE_SUBMITTED: SIGNERS, (S.SUPERSEDED,): MEMBERS_WAIT}


@dataclass(frozen=True)
class Action:
    """A row of the table for each group of states in which everybody is answered alike. States that are not named
    have nothing that the action could be about."""

    key: str
    label: str
    cells: Mapping[tuple[str, ...], str]
    note: str = ""

    def by_state(self) -> Iterator[tuple[str, str]]:
        """Each state with its line of letters."""
        for states, line in self.cells.items():
            for state in states:
                yield state, line


def of_chair(*states: str, line: str = DECIDERS) -> dict[tuple[str, ...], str]:
    """What the chair does in these states only; with an interest only where the line says so."""
    others = tuple(state for state in SINCE_SUBMITTED if state not in states)
    return {UNSEEN: NOBODY, states: line} | ({others: LEADERS_WAIT} if others else {})


def of_editor(*states: str) -> dict[tuple[str, ...], str]:
    """What an editor of the article does in these states only."""
    others = tuple(state for state in WHATEVER if state not in states)
    return {states: EDITOR} | ({others: EDITOR_WAITS} if others else {})


def of_members(*states: str) -> dict[tuple[str, ...], str]:
    """What everybody on the board does in these states, also with an interest or as an author."""
    return {UNSEEN: NOBODY, states: MEMBERS}


PREVIEWING = of_editor(S.DRAFT, *WITH_BOARD)


PARTS: dict[str, tuple[Action, ...]] = {
    "Reading": (
        Action(
            "public_page",
            "Read the public page",
            {(*UNSEEN, *CLOSED): NOBODY, (*WITH_BOARD, S.PUBLISHED): ANYBODY},
            "Before publication only where the review policy shows pending pages, with the caution, and only while the "
            "article was never approved before; else nobody. After a return too, where the policy says so. A retired "
            "article’s address explains that it was taken down.",
        ),
        Action("desk_page", "Read the article’s page on the desk", of_editor(*WHATEVER)),
        Action("desk_history", "Read the history of the drafts", of_editor(*WHATEVER)),
        Action(
            "review_page",
            "Read the edition on the review page",
            of_members(*OLD_TOO),
            "Nobody on the board sees a draft.",
        ),
        Action("word_desk", "Download the edition for Word, on the desk", of_editor(*WHATEVER)),
        Action(
            "word_board",
            "Download the edition for Word, on the review page",
            of_members(*OLD_TOO),
            "What stands on the page, and no comment, verdict or name of a member. Nobody on the board has a draft.",
        ),
        Action("board_history", "Read the board’s history of the article", of_members(*SINCE_SUBMITTED)),
        Action("source_file", "Save the file that it was imported from, on the desk", of_editor(*WHATEVER)),
        Action(
            "source_file_board",
            "Save the file that it was imported from, on the board",
            of_members(*OLD_TOO),
            "Nobody on the board has the file of a draft. Readers and guests never have it.",
        ),
        Action(
            "dossier",
            "Read the dossier",
            {UNSEEN: NOBODY, OLD_TOO: "--y-yyy--yyy-y"},
            "Editors, and members who wrote the article, read it without what only the board may know.",
        ),
        Action(
            "guest_page",
            "Read the edition by a guest’s link",
            {UNSEEN: NOBODY, OLD_TOO: GUEST},
            "The one edition that the guest was invited to, until the link's day or until the chair closes it.",
        ),
        Action("word_guest", "Download the edition for Word by a guest’s link", {UNSEEN: NOBODY, OLD_TOO: GUEST}),
    ),
    "Writing": (
        Action("begin_article", "Begin an article", {(ALWAYS,): "--yy----------"}),
        Action("edit_section", "Edit a section", of_editor(S.DRAFT)),
        Action("bring_media", "Bring a picture or sound to a section", of_editor(S.DRAFT)),
        Action("reshape", "Divide a section, merge it with the next, change its kind", of_editor(S.DRAFT)),
        Action("preview_link", "Make a preview link for somebody without an account", PREVIEWING),
        Action("decide_doubt", "Decide what an import left doubtful", of_editor(S.DRAFT)),
        Action("dismiss_finding", "Say why words stay at which a check points", of_editor(S.DRAFT)),
        Action("check", "Have words that are not saved checked", of_editor(S.DRAFT)),
        Action("paste", "Have what was pasted into a section read", of_editor(S.DRAFT)),
        Action("reading", "Be told how hard what is typed is to read", of_editor(S.DRAFT)),
        Action("add_collaborator", "Add a collaborator", of_editor(*WHATEVER)),
        Action("begin_translation", "Begin a translation of the article", of_editor(*WHATEVER)),
        Action("change_address", "Change the article’s address", of_editor(*WHATEVER), "The old one leads to it."),
        Action(
            "article_policy",
            "Choose the review policy",
            of_editor(*WHATEVER),
            "For the next submission. What the board has keeps the policy it was submitted under.",
        ),
        Action("submit", "Submit", of_editor(S.DRAFT)),
        Action("take_back", "Take back", of_editor(*IN_REVIEW)),
        Action("discard", "Discard the draft", of_editor(S.DRAFT)),
        Action(
            "open_next",
            "Open the next edition",
            of_editor(S.PUBLISHED, *CLOSED, S.DISCARDED),
            "There is one open edition at a time. The editor’s page opens it by itself on taking back.",
        ),
        Action(
            "open_urgent",
            "Open an urgent edition",
            of_editor(S.PUBLISHED),
            "Needs something that readers have. A later edition that is open is then taken back or set aside for it, "
            "as long as it is not approved.",
        ),
        Action("desk_schedule", "Set the time of publication, on the desk", of_editor(S.DRAFT, *WITH_BOARD)),
        Action("desk_comment", "Comment, on the desk", of_editor(*WHATEVER)),
        Action(
            "bring_file",
            "Bring a Word file back",
            {UNSEEN: EDITOR, OLD_TOO: "--y-yyy--yyy--"},
            "Members see it against the words that the board has.",
        ),
        Action(
            "confirm_remark",
            "Say that a remark of a Word file is one’s own",
            {UNSEEN: EDITOR, OLD_TOO: "--y-yyy--yyy--"},
        ),
        Action("say_who", "Say who a name in a Word file is", of_editor(*WHATEVER)),
    ),
    "Being asked to review": (
        Action(
            "begin_review",
            "Begin the review",
            of_members(S.SUBMITTED) | {(S.UNDER_REVIEW, S.APPROVED, S.PUBLISHED, *CLOSED): MEMBERS_WAIT},
            "Happens by itself with the first assignment or signature.",
        ),
        Action("assign", "Assign a member", of_chair(*SINCE_SUBMITTED, line=LEADERS)),
        Action("reassign", "Give a review to somebody else", of_chair(*SINCE_SUBMITTED, line=LEADERS)),
        Action("release", "Take a review from a member", of_chair(*SINCE_SUBMITTED, line=LEADERS)),
        Action(
            "take",
            "Take a review that nobody has",
            {
                UNSEEN: NOBODY,
                (*IN_REVIEW, *SENT_BACK): "----yww--www--",
                (S.APPROVED, S.PUBLISHED, S.RETIRED): MEMBERS_WAIT,
            },
            "Not by who may not sign there. The chair assigns, also themselves.",
        ),
        Action(
            "accept",
            "Accept a review when asked",
            of_members(*SINCE_SUBMITTED),
            "Whoever says that an interest bears on the article comments, and does not sign.",
        ),
        Action("decline", "Decline a review when asked", of_members(*SINCE_SUBMITTED)),
        Action(
            "answer_by_link",
            "Answer by the link in the mail, when asked",
            {
                (*UNSEEN, S.APPROVED, S.RETIRED): NOBODY,
                (*IN_REVIEW, S.PUBLISHED, *SENT_BACK): MEMBERS,
            },
            "Accept, decline, ask for time: whoever has the mail, until the day, without a sign-in; nothing else. What "
            "is done so is recorded as done by the link.",
        ),
        Action("ask_for_time", "Ask for more time", of_members(*SINCE_SUBMITTED), "Where a day was set."),
        Action("answer_time", "Give a member more time, or none", of_chair(*SINCE_SUBMITTED, line=LEADERS)),
        Action("invite_guest", "Invite a guest", of_chair(*WITH_BOARD, line=LEADERS)),
        Action("close_guest", "Close a guest’s link", {SINCE_SUBMITTED: LEADERS}),
    ),
    "Reviewing": (
        Action(
            "sign",
            "Sign a section",
            SIGNED,
            "Needs the words to stand in the edition submitted last or in the live one, a declaration of interests "
            "that holds, and credentials that have not expired. The person proves at the first signature of a sitting "
            "who they are.",
        ),
        Action("request_changes", "Request changes", SIGNED),
        Action(
            "renew",
            "Sign again what is live",
            {UNSEEN: NOBODY, (*WITH_BOARD, *CLOSED, S.SUPERSEDED): MEMBERS_WAIT, (S.PUBLISHED,): SIGNERS},
        ),
        Action("comment", "Comment", of_members(*OLD_TOO)),
        Action(
            "board_comment",
            "Comment for the board only",
            {UNSEEN: NOBODY, OLD_TOO: "----yy---yyy--"},
            "Whose own work the article is neither writes nor reads such remarks.",
        ),
        Action(
            "resolve",
            "Resolve a comment",
            {SINCE_SUBMITTED: MEMBERS},
            "One that must be answered: its author or the chair.",
        ),
        Action("guest_comment", "Comment by a guest’s link", {UNSEEN: NOBODY, OLD_TOO: GUEST}),
        Action("declare_interest", "Declare an interest in the article", of_members(*SINCE_SUBMITTED)),
        Action(
            "end_interest",
            "Say that an interest has ended",
            {UNSEEN: NOBODY, SINCE_SUBMITTED: "-----y---yyw--"},
            "Its own member or the chair. What was signed before does not count again.",
        ),
        Action("recuse", "Keep out of an article", of_members(*SINCE_SUBMITTED)),
        Action("end_recusal", "End a member’s keeping out", of_chair(*SINCE_SUBMITTED)),
    ),
    "Deciding": (
        Action(
            "settle", "Settle a request for changes", {(S.UNDER_REVIEW, S.APPROVED, S.PUBLISHED, *CLOSED): DECIDERS}
        ),
        Action("return", "Return to the editor", of_chair(*IN_REVIEW)),
        Action(
            "approve",
            "Approve",
            of_chair(S.UNDER_REVIEW) | {(S.SUPERSEDED,): LEADERS_WAIT},
            "Only what has all its signatures, and not by who contributed to it or has an interest.",
        ),
        Action(
            "approve_urgently",
            "Approve as an urgent change",
            of_chair(URGENT) | {(URGENT,): "---------yww--"},
            "Only by who has signed every section that differs; here the chair has.",
        ),
        Action(
            "revoke",
            "Revoke an approval",
            of_chair(S.APPROVED, line=LEADERS),
            "Until it is published. Also with an interest: it only holds words back.",
        ),
        Action("schedule", "Set the time of publication", of_chair(*WITH_BOARD)),
        Action("edition_policy", "Judge the edition by another policy", of_chair(*IN_REVIEW)),
        Action(
            "hand_over",
            "Hand the edition over to another board",
            {
                UNSEEN: NOBODY,
                (*IN_REVIEW, S.PUBLISHED): "---------yyw-w",
                (S.APPROVED, S.SUPERSEDED, *CLOSED): "---------www-w",
            },
            "An administrator does it where nobody leads the board who may decide.",
        ),
        Action(
            "correct_told",
            "Correct a misprint in what changed",
            of_chair(S.PUBLISHED, S.RETIRED) | {(S.SUPERSEDED,): DECIDERS},
            "Once readers were told it; they see both. So with the reason why a page is gone.",
        ),
        Action(
            "retire",
            "Retire the article",
            of_chair(S.PUBLISHED, line=LEADERS) | {(S.SUPERSEDED,): LEADERS_WAIT},
            "Also by who leads the board to which the article's next edition will go, and with an interest: it only "
            "takes words away. Who has one names no article to read instead.",
        ),
    ),
    "Going live together": (
        Action("make_set", "Make a set", {(ALWAYS,): WRITERS}, "Of articles that one edits."),
        Action(
            "add_to_set",
            "Add an edition to a set",
            {(S.DRAFT, *IN_REVIEW): EDITOR},
            "One of one’s own, to a set that one may see, until something of it is approved.",
        ),
        Action(
            "take_out_of_set",
            "Take an edition out of a set",
            {(S.DRAFT, *IN_REVIEW): EDITOR},
            "Until something of the set is approved. Its own editors, and who made the set.",
        ),
        Action("submit_set", "Submit all of one’s drafts in a set", {(S.DRAFT,): EDITOR, IN_REVIEW: EDITOR_WAITS}),
        Action(
            "schedule_set",
            "Set the time of a set",
            {(S.DRAFT,): EDITOR, IN_REVIEW: "--y------yyw--"},
            "Who edits all of its articles, or leads all of its boards. No edition in it has a time of its own.",
        ),
        Action(
            "approve_set",
            "Approve editions of a set together",
            {(S.DRAFT,): NOBODY, (S.SUBMITTED,): LEADERS_WAIT, (S.UNDER_REVIEW,): DECIDERS},
            "Each as it is approved alone, once all of the set is submitted.",
        ),
        Action(
            "leave_out",
            "Leave an edition out of a set",
            {IN_REVIEW: DECIDERS},
            "Once something of the set is approved. To hold all of a set back, one of its approvals is revoked.",
        ),
        Action(
            "withdraw_set",
            "Withdraw all of a set",
            {(S.PUBLISHED,): LEADERS},
            "It goes once somebody of each board has agreed. Also with an interest: it only takes words away.",
        ),
    ),
    "Evidence": (
        Action(
            "decide_alarm",
            "Decide a sentence that rests on doubted evidence",
            {(S.DRAFT,): EDITOR, (*WITH_BOARD, S.PUBLISHED, *SENT_BACK): SIGNERS},
            "What the board or readers have, members decide who may sign those words; a draft’s, its editors.",
        ),
        Action("evidence", "Read how the evidence stands", {(ALWAYS,): LIBRARY}),
        Action("library", "Add to the library of references", {(ALWAYS,): LIBRARY}),
        Action("templates", "Change with which sections an article begins", {(ALWAYS,): ADMINISTRATOR}),
        Action("plain_words", "Change the table of plain words", {(ALWAYS,): LIBRARY}),
        Action("new_passage", "Begin a passage", {(ALWAYS,): WRITERS}),
    ),
    "Around it": (
        Action("declare_interests", "Declare one’s interests for a year", {(ALWAYS,): SEATED}),
        Action("queue", "Open the board’s queue", {(ALWAYS,): SEATED}),
        Action("dashboard", "Open the chair’s dashboard", {(ALWAYS,): LEADERS}),
        Action("policies", "Set up review policies", {(ALWAYS,): ADMINISTRATOR}),
        Action("terms", "Set up boards and terms of office", {(ALWAYS,): ADMINISTRATOR}),
    ),
}
ACTIONS = {action.key: action for actions in PARTS.values() for action in actions}
CELLS = [(key, state, line) for key, action in ACTIONS.items() for state, line in action.by_state()]
