"""What happened to an article, in words: its chain of the record, read for people. Reads only.

Events hold ids and digests; the words (headings, names, reasons) are looked up here, so that erasing them changes no
event. Every verb that the code writes has a sentence in :data:`SENTENCES`; a test compares.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition, SectionVersion
from articles.words.content import content_from_text
from editorial.accounts.models import User
from editorial.record.models import Event
from reviews.enums import ApprovalBasis, Verdict
from reviews.models import Approval, Erratum, EvidenceDecision, Letter, Retirement, Revocation, Settlement, SignOff

THE_SYSTEM = gettext_lazy("The system")

# Verb -> what the person named before it did. {edition}, {section}, {person} are looked up from the event's ids.
SENTENCES = {
    "article.created": gettext_lazy("began the article."),
    "article.renamed": gettext_lazy("gave the article another address."),
    "article.old_path_kept": gettext_lazy("had an old address lead to the article."),
    "article.given": gettext_lazy("gave the article to {person}."),
    "article.topic_set": gettext_lazy("filed the article under another topic."),
    "article.subject_set": gettext_lazy("said what kind of thing the article is about."),
    "article.translation_begun": gettext_lazy("began the translation."),
    "section.translated": gettext_lazy("said from which words of the source a section was made."),
    "section.translation_confirmed": gettext_lazy("said that a section is still right beside its source."),
    "article.language_set": gettext_lazy("said that the article is in another language."),
    "article.collaborator_added": gettext_lazy("invited {person} to work on the article."),
    "article.collaborator_removed": gettext_lazy("ended the work of {person} on the article."),
    "article.policy_set": gettext_lazy("set another review policy for the article."),
    "section.saved": gettext_lazy("changed “{section}”."),
    "section.added": gettext_lazy("added the section “{section}”."),
    "section.removed": gettext_lazy("removed the section “{section}”."),
    "section.merged": gettext_lazy("decided what “{section}” says after an urgent change."),
    "section.split": gettext_lazy("divided the section “{section}” into two."),
    "section.joined": gettext_lazy("put the words of the next section into “{section}”."),
    "section.kind_changed": gettext_lazy("let the section “{section}” be of another kind."),
    "section.restored": gettext_lazy("brought the section “{section}” back."),
    "section.signed": "{verdict} “{section}”.",
    "passage.placed": gettext_lazy("placed a passage in {edition}."),
    "passage.renewed": gettext_lazy("took over what a passage in {edition} says now."),
    "passage.taken_out": gettext_lazy("took a passage out of {edition}."),
    "wording.confirmed": gettext_lazy("confirmed who reads what in “{section}”."),
    "edition.open": "opened {edition}.",
    "edition.note_set": gettext_lazy("wrote what changes with {edition}."),
    "contributor.linked": gettext_lazy("said which account somebody named has: it counts from the start."),
    "medium.kept": gettext_lazy("brought a picture or a sound."),
    "source.kept": gettext_lazy("imported {edition} from a file."),
    "finding.dismissed": gettext_lazy("let words stand in “{section}” at which a check points, and said why."),
    "doubt.decided": gettext_lazy("decided a doubt of the import in “{section}”."),
    "edition.bylines_set": gettext_lazy("changed who is named on {edition}."),
    "edition.scheduled": gettext_lazy("set when {edition} is published."),
    "edition.policy_set": gettext_lazy("had {edition} reviewed under another policy."),
    "preview.made": gettext_lazy("made a preview link for somebody without an account."),
    "preview.closed": gettext_lazy("closed a preview link."),
    "edition.handed_over": gettext_lazy("handed {edition} over to another board."),
    "corrections.carried": gettext_lazy("found corrected records of {edition} to be of the same works."),
    "edition.discard": "discarded {edition}.",
    "edition.submit": "submitted {edition}.",
    "edition.begin_review": gettext_lazy("began the review of {edition}."),
    "edition.take_back": "took {edition} back.",
    "edition.set_aside": gettext_lazy("set {edition} aside for an urgent change."),
    "edition.return": gettext_lazy("returned {edition} with a letter."),
    "edition.approve": "approved {edition}.",
    "edition.revoke_approval": gettext_lazy("took back the approval of {edition}."),
    "edition.publish": "published {edition}.",
    "edition.supersede": gettext_lazy("replaced {edition} by a newer one."),
    "edition.retire": "retired {edition}.",
    "told.corrected": gettext_lazy("corrected what readers are told of {edition}."),
    "pages.composed": gettext_lazy("had what stands around the words of {edition} composed anew."),
    "pages.placed": gettext_lazy("had pages of {edition} put in place, moved or taken away."),
    "request.settled": gettext_lazy("settled a request for changes."),
    "review.assigned": gettext_lazy("asked {person} to review."),
    "review.accepted": gettext_lazy("agreed to review."),
    "review.declined": gettext_lazy("declined to review."),
    "review.accepted_by_link": gettext_lazy("agreed to review, by the link in the mail."),
    "review.declined_by_link": gettext_lazy("declined to review, by the link in the mail."),
    "review.time_asked": gettext_lazy("asked for more time to review."),
    "review.time_asked_by_link": gettext_lazy("asked for more time to review, by the link in the mail."),
    "review.time_given": gettext_lazy("gave {person} more time to review."),
    "review.time_refused": gettext_lazy("gave {person} no more time to review, with a reason."),
    "review.released": gettext_lazy("took a review back from {person}."),
    "guest.invited": gettext_lazy("asked an expert without an account to read and comment."),
    "guest.commented": gettext_lazy("commented on “{section}”, as a guest."),
    "guest.revoked": gettext_lazy("closed a guest’s link."),
    "interest.declared": gettext_lazy("declared an interest in the article."),
    "interest.ended": gettext_lazy("recorded that an interest has ended."),
    "interest.considered": gettext_lazy("looked at their declared interests for this article."),
    "member.recused": gettext_lazy("will not sign this article."),
    "recusal.ended": gettext_lazy("ended a recusal."),
    "comment.added": gettext_lazy("commented on “{section}”."),
    "comment.resolved": gettext_lazy("marked a comment on “{section}” as resolved."),
    "comment.reopened": gettext_lazy("took a comment on “{section}” up again."),
    "comment.accepted": gettext_lazy("accepted the words that a comment on “{section}” proposed."),
    "comment.declined": gettext_lazy("declined the words that a comment on “{section}” proposed."),
    "comment.confirmed": gettext_lazy("said that a remark of a Word file on “{section}” is theirs."),
    "returned.brought": gettext_lazy("brought a Word file back."),
    "returned.named": gettext_lazy("said who a name in a Word file is."),
    # What the board says among itself: not for who wrote the article (see BOARD_TALK).
    "board_comment.added": gettext_lazy("commented on “{section}”, for the board only."),
    "board_comment.resolved": gettext_lazy("marked a comment of the board on “{section}” as resolved."),
    "board_comment.reopened": gettext_lazy("took a comment of the board on “{section}” up again."),
    "evidence.decided": gettext_lazy("decided what becomes of a sentence in “{section}” whose evidence changed."),
    "question.answered": gettext_lazy("answered a reader’s question."),
    "question.reopened": gettext_lazy("took a reader’s question up again."),
    # These stand on the site's own chain.
    "citations.rebuilt": gettext_lazy("brought the index of citations up to a section’s text."),
    "contributor.saved": gettext_lazy("changed a contributor."),
    "audience.saved": gettext_lazy("changed an audience."),
    "template.saved": gettext_lazy("changed the template of a kind of article."),
    "plain-term.saved": gettext_lazy("changed the table of plain words."),
    "profile.changed": gettext_lazy("changed a profile."),
    "alarm.opened": gettext_lazy("raised an alarm: evidence changed that articles rest on."),
    "alarm.joined": gettext_lazy("added a change of evidence to an alarm."),
    "alarm.closed": gettext_lazy("closed an alarm: nothing was left to decide or to mend."),
    "declaration.made": gettext_lazy("declared their interests."),
    "set.made": gettext_lazy("made a set of editions that go live together."),
    "set.joined": gettext_lazy("added an edition to a set."),
    "set.taken_out": gettext_lazy("took an edition out of a set."),
    "set.scheduled": gettext_lazy("set when a set is published."),
    "set.left_out": gettext_lazy("left an edition out of a set, with a reason."),
    "set.revoked": gettext_lazy("took back all approvals of a set."),
    "set.published": gettext_lazy("published all editions of a set."),
    "set.withdrawal_agreed": gettext_lazy("agreed to take down all that was published with a set."),
    "set.withdrawn": gettext_lazy("took down all that was published with a set."),
    "board.created": gettext_lazy("added a board."),
    "board.changed": gettext_lazy("changed a board’s name or description."),
    "board.member_added": gettext_lazy("began a term on a board."),
    "board.role_changed": gettext_lazy("changed the role of a term that began that day."),
    "board.term_ended": gettext_lazy("set the end of a term on a board."),
    "policy.version_added": gettext_lazy("wrote a review policy."),
    "reminders.rule_set": gettext_lazy("set a rule of reminding."),
    "reminders.rule_removed": gettext_lazy("took a rule of reminding away."),
}
BOARD_TALK = "board_comment."  # how the verbs begin that only the board may read
VERDICTS = {
    Verdict.APPROVE: "signed",
    Verdict.REQUEST_CHANGES: gettext_lazy("asked for changes in"),
    Verdict.OUTSIDE_FIELD: gettext_lazy("read, as outside their field,"),
    Verdict.WITHDRAWN: gettext_lazy("withdrew the request for changes in"),
}
KINDS = {
    "edition.approve": "success",
    "edition.publish": "success",
    "edition.return": "warning",
    "edition.revoke_approval": "warning",
    "edition.take_back": "warning",
    "edition.set_aside": "warning",
    "edition.retire": "danger",
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    who: str
    text: str
    note: str = ""
    kind: str = ""


def entries_of(events: Iterable[Event]) -> list[Entry]:
    """Events of articles' chains as sentences, in the same order, in a constant number of queries."""
    events = list(events)
    facts = {event.pk: json.loads(event.content)["facts"] for event in events}
    words = Words(events, facts)
    return [words.entry(event, facts[event.pk]) for event in events]


class Words:
    """Looks up what the ids in some events mean, all of them at once."""

    def __init__(self, events: list[Event], facts: dict[Any, dict]):
        subjects = defaultdict(set)
        for event in events:
            kind, _, pk = event.subject.partition(":")
            subjects[kind].add(pk)
        everything = list(facts.values())
        users = {fact["user"] for fact in everything if "user" in fact}
        versions = subjects["version"] | {fact["version"] for fact in everything if "version" in fact}
        sections = subjects["section"] | {fact["section"] for fact in everything if "section" in fact}
        self.people = {
            str(pk): name for pk, name in User.objects.filter(pk__in=users).values_list("pk", "display_name")
        }
        self.editions = dict(_numbers(subjects["edition"]))
        self.section_of, self.headings = _headings(versions, sections)
        self.notes = _notes(subjects["edition"], subjects["sign_off"], everything)

    def entry(self, event: Event, facts: dict) -> Entry:
        """One event as a sentence. A verb that is not known (a later program wrote it) is shown as it stands."""
        pk = event.subject.partition(":")[2]
        section = facts.get("section") or self.section_of.get(pk, pk)
        text = SENTENCES.get(event.verb, event.verb).format(
            edition=gettext("edition %(what)s") % {"what": facts.get("number") or self.editions.get(pk, "?")},
            section=self.headings.get(section, "a section"),
            person=self.people.get(facts.get("user", ""), "somebody"),
            verdict=VERDICTS.get(facts.get("verdict"), "judged"),
        )
        who = event.actor.display_name if event.actor else THE_SYSTEM
        return Entry(event.at, who, text, self._note(event, pk, facts), _kind(event, facts))

    def _note(self, event: Event, pk: str, facts: dict) -> str:
        about = {"edition.return": pk, "edition.retire": pk, "edition.revoke_approval": facts.get("approval")}
        about |= {
            "section.signed": facts.get("sign_off"),
            "request.settled": pk,
            "edition.approve": facts.get("approval"),
            "evidence.decided": facts.get("decision"),
            "told.corrected": facts.get("erratum"),
        }
        return self.notes.get((event.verb, about.get(event.verb)), "")


def _kind(event: Event, facts: dict) -> str:
    if event.verb == "section.signed":
        return {Verdict.APPROVE: "success", Verdict.REQUEST_CHANGES: "warning"}.get(facts.get("verdict"), "")
    return KINDS.get(event.verb, "")


def _numbers(editions: set[str]) -> Iterable[tuple[str, int]]:
    rows = Edition.objects.filter(pk__in=editions).values_list("pk", "number")
    return ((str(pk), number) for pk, number in rows)


def _headings(versions: set[str], sections: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The section of each version, and each section's newest heading. Two queries."""
    section_of = {
        str(pk): str(section)
        for pk, section in SectionVersion.objects.filter(pk__in=versions).values_list("pk", "section_id")
    }
    wanted = sections | set(section_of.values())
    newest = SectionVersion.objects.filter(section__in=wanted).order_by("section_id", "-number").distinct("section_id")
    return section_of, {str(row.section_id): _heading(row) for row in newest}


def _heading(version: SectionVersion) -> str:
    content = content_from_text(version.content)
    return "Front" if content.is_front else content.base.heading or content.anchor


def _notes(editions: set[str], settled: set[str], facts: list[dict]) -> dict[tuple[str, Any], str]:
    """The reasons given, by verb and what they are about. At most eight queries."""
    signed = {fact["sign_off"] for fact in facts if "sign_off" in fact}
    approvals = {fact["approval"] for fact in facts if "approval" in fact}
    decisions = {fact["decision"] for fact in facts if "decision" in fact}
    notes = {}
    for verb, rows in (
        ("edition.return", Letter.objects.filter(pk__in=editions).values_list("pk", "text")),
        ("edition.retire", Retirement.objects.filter(pk__in=editions).values_list("pk", "reason")),
        ("edition.revoke_approval", Revocation.objects.filter(pk__in=approvals).values_list("pk", "reason")),
        ("section.signed", SignOff.objects.filter(pk__in=signed).values_list("pk", "note")),
        ("edition.approve", _urgent_reasons(approvals)),
        ("request.settled", _dissent(settled)),
        ("evidence.decided", _decided(decisions)),
        ("told.corrected", _corrected(facts)),
    ):
        notes |= {(verb, str(pk)): text for pk, text in rows}
    return notes


def _urgent_reasons(approvals: set[str]) -> Iterable[tuple[Any, str]]:
    rows = Approval.objects.filter(pk__in=approvals, basis=ApprovalBasis.URGENT).values_list("pk", "reason")
    return ((pk, gettext("As an urgent safety change: %(reason)s") % {"reason": reason}) for pk, reason in rows)


def _decided(decisions: set[str]) -> Iterable[tuple[Any, str]]:
    for row in EvidenceDecision.objects.filter(pk__in=decisions):
        yield row.pk, f"{row.get_verdict_display()}: {row.reason}"


def _corrected(facts: list[dict]) -> Iterable[tuple[Any, str]]:
    rows = Erratum.objects.filter(pk__in={fact["erratum"] for fact in facts if "erratum" in fact})
    for row in rows:
        yield (
            row.pk,
            gettext("It said: “%(before)s” It says now: “%(text)s” Because: %(why)s")
            % {"before": row.before, "text": row.text, "why": row.reason},
        )


def _dissent(settled: set[str]) -> Iterable[tuple[Any, str]]:
    """What a member had asked for stays beside why the chair did not follow it."""
    rows = Settlement.objects.filter(pk__in=settled).select_related("sign_off")
    for row in rows:
        yield (
            row.pk,
            gettext("%(sign_off)s had asked: “%(note)s” Settled because: %(reason)s")
            % {"sign_off": row.sign_off.printed_name, "note": row.sign_off.note, "reason": row.reason},
        )
