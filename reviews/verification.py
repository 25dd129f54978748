"""What this app adds to the verification of the record: signatures, approvals, states, and pages against them."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from articles.enums import EditionState
from articles.models import Edition, Manifest, PublicPage, PublishedBody
from articles.queries import manifest_of
from articles.words.content import content_from_text
from editorial.record.actions import article_chain
from editorial.record.models import Event
from editorial.record.verification import Failure, check
from editorial.shared.canonical import sha256
from editorial.shared.issues import Refused
from reviews.models import (
    Approval,
    Comment,
    Declaration,
    EditionSet,
    Erratum,
    EvidenceDecision,
    Letter,
    PolicyVersion,
    Retirement,
    ReturnedFile,
    Revocation,
    SetMember,
    Settlement,
    SignOff,
)
from reviews.rules.case import WITHOUT_EXPIRY, case_of
from reviews.rules.eligibility import contributors_to
from reviews.rules.queries import standing_approval
from reviews.rules.sets import joined_in
from reviews.rules.signoffs import questions_for, screen_of

NOTICE = re.compile(r'(<span class="standing" data-standing-for="[^"<>]*">)[^<]*(</span>)')


@check("sign-offs", count=SignOff.objects.count)
def check_sign_offs() -> Iterator[Failure | None]:
    for row in SignOff.objects.select_related("version", "edition__manifest").order_by("at").iterator():
        yield sign_off_failure(row)


def sign_off_failure(row: SignOff) -> Failure | None:
    name = f"sign-off {row.pk}"
    if sha256(row.content) != row.digest:
        return Failure(name, "its digest is not that of its content")
    said = json.loads(row.content)
    columns = {
        "version": str(row.version_id),
        "version_digest": row.version.digest,
        "edition": str(row.edition_id),
        "user": str(row.user_id),
        "verdict": row.verdict,
        "printed_name": row.printed_name,
        "note": row.note,
        "at": row.at.isoformat(),
        "specialties": row.specialties,
    }
    if said["scheme"] >= 3:
        columns |= {"board": str(row.board_id), "follows": str(row.follows_id) if row.follows_id else None}
    wrong = [column for column, value in columns.items() if said.get(column) != value]
    if wrong:
        return Failure(name, f"it differs from what was signed: {', '.join(wrong)}")
    if found := _scheme_2_failure(row, said):
        return Failure(name, found)
    declared = said.get("declaration")
    if declared and not Declaration.objects.filter(user=row.user_id, digest=declared).exists():
        return Failure(name, "the declaration of interests that it names is missing")
    recorded = Event.objects.filter(subject=f"version:{row.version_id}", content__contains=row.digest).exists()
    return None if recorded else Failure(name, "the record has no event for it")


def _scheme_2_failure(row: SignOff, said: dict) -> str:
    """What is wrong with what scheme 2 added; "" if nothing, and for rows of scheme 1."""
    if said["scheme"] < 2:
        return ""
    at = datetime.fromisoformat(said["authentication"]["at"])
    if not said["authentication"]["method"] or at > row.at:
        return "it does not say how its member had proved who they are"
    policy = PolicyVersion.objects.filter(pk=said["policy"]).first()
    if policy is None:
        return "the review policy that it names is missing"
    content = content_from_text(row.version.content)
    screen = screen_of(row.version.digest, content, manifest_of(row.edition), policy, said["standings"])
    if screen.as_dict() != said["screen"]:
        return "what it says was on the screen is not what its edition and policy show"
    asked = [(question.key, question.text) for question in questions_for(policy, content.kind)]
    if [(answer["key"], answer["text"]) for answer in said["checklist"]] != asked:
        return "its checklist is not what the policy asked"
    if not set(said["supports"]) <= content.cited_keys():
        return "it confirms a reference that is not cited"
    return ""


@check("declarations", count=Declaration.objects.count)
def check_declarations() -> Iterator[Failure | None]:
    for row in Declaration.objects.order_by("at").iterator():
        yield _declaration_failure(row)


def _declaration_failure(row: Declaration) -> Failure | None:
    name = f"declaration {row.pk}"
    if sha256(row.content) != row.digest:
        return Failure(name, "its digest is not that of its content")
    columns = {
        "user": str(row.user_id),
        "items": row.items,
        "public_line": row.public_line,
        "declared_on": row.declared_on.isoformat(),
        "at": row.at.isoformat(),
    }
    said = json.loads(row.content)
    wrong = [column for column, value in columns.items() if said.get(column) != value]
    if wrong:
        return Failure(name, f"it differs from what was declared: {', '.join(wrong)}")
    recorded = Event.objects.filter(subject=f"declaration:{row.pk}", content__contains=row.digest).exists()
    return None if recorded else Failure(name, "the record has no event for it")


@check("approvals", count=Approval.objects.count)
def check_approvals() -> Iterator[Failure | None]:
    for row in Approval.objects.order_by("at").iterator():
        yield approval_failure(row)


def approval_failure(row: Approval) -> Failure | None:
    name = f"approval {row.pk}"
    if sha256(row.content) != row.digest:
        return Failure(name, "its digest is not that of its content")
    said = json.loads(row.content)
    told = (said["edition"], said["user"], said.get("basis", "quorum"), said.get("reason", ""))
    if told != (str(row.edition_id), str(row.by_id), row.basis, row.reason):
        return Failure(name, "it differs from what was signed")
    if said["scheme"] >= 2 and not said.get("authentication", {}).get("method"):
        return Failure(name, "it does not say how its chair had proved who they are")
    if not Manifest.objects.filter(edition=row.edition_id, digest=said["manifest"]).exists():
        return Failure(name, "the manifest that it signed is not its edition's")
    if SignOff.objects.filter(digest__in=said["sign_offs"]).count() != len(said["sign_offs"]):
        return Failure(name, "a sign-off that it counted is missing")
    if wrong := _set_failure(row, said.get("set")):
        return Failure(name, wrong)
    for audience, digest in said["bodies"].items():
        if not PublishedBody.objects.filter(edition=row.edition_id, audience=audience, digest=digest).exists():
            return Failure(name, f"the body for “{audience}” that it signed is missing")
    return None


def _set_failure(row: Approval, said: dict[str, str] | None) -> str:
    """What is wrong with the set that an approval names; "" if nothing. While it stands, the set is what it was."""
    if said is None:
        return ""
    members = SetMember.objects.filter(edition_set=said["id"])
    if not members.filter(edition=row.edition_id).exists():
        return "its edition is not in the set that it names" if not _is_revoked(row) else ""
    joined = joined_in(members.values_list("edition_set", flat=True))
    is_same = all(one.digest == said["digest"] for one in joined.values())
    return "" if is_same or _is_revoked(row) else "who is in the set that it names is not who was"


def _is_revoked(row: Approval) -> bool:
    return Revocation.objects.filter(approval=row).exists()


@check("sets", count=EditionSet.objects.filter(published_at__isnull=False).count)
def check_sets() -> Iterator[Failure | None]:
    """What was published as one went live at one moment."""
    for row in EditionSet.objects.filter(published_at__isnull=False).order_by("made_at"):
        editions = Edition.objects.filter(set_members__edition_set=row, set_members__left_out_at__isnull=True)
        apart = editions.exclude(published_at=row.published_at)
        yield Failure(f"set {row.pk}", "an edition of it went live at another moment") if apart.exists() else None


LIVE = Edition.objects.filter(state=EditionState.PUBLISHED)


@check("signers and authors", count=LIVE.count)
def check_signers() -> Iterator[Failure | None]:
    """No live edition rests on the signature of somebody who turned out since to be named on it, or to have had a hand
    in its words, until others have signed instead."""
    for edition in LIVE.select_related("article").order_by("article").iterator():
        yield signer_failure(edition)


def signer_failure(edition: Edition) -> Failure | None:
    """What is wrong with who signed a live edition."""
    approval = standing_approval(edition)
    counted = set(json.loads(approval.content)["sign_offs"]) if approval else set()
    try:
        case = case_of(edition, on=WITHOUT_EXPIRY)
    except Refused:
        return Failure(f"edition {edition.pk}", "it is live, and no policy says which board judges it")
    names = {
        one.name
        for place in case.sections
        if not place.standing.is_reached
        for one in place.sign_offs
        if one.digest in counted and case.eligibility.had_a_hand_in(one.user, one.version)
    }
    if not names:
        return None
    said = f"it counted a signature of {' and '.join(sorted(names))}, who is named on it or had a hand in it"
    return Failure(f"edition {edition.pk}", said)


@check("returned files", count=ReturnedFile.objects.count)
def check_returned_files() -> Iterator[Failure | None]:
    """What a Word file said when it came back is what its row says."""
    for row in ReturnedFile.objects.order_by("at").iterator():
        yield returned_failure(row)


def returned_failure(row: ReturnedFile) -> Failure | None:
    """What is wrong with a file that came back, and with its remarks that were accepted."""
    name = f"returned file {row.pk}"
    if sha256(row.content) != row.digest:
        return Failure(name, "its digest is not that of its content")
    accepted = Comment.objects.filter(returned__file=row, outcome=Comment.Outcome.ACCEPTED).select_related("returned")
    for comment in accepted.select_related("author", "led_to"):
        hands = contributors_to([comment.led_to])[comment.led_to.pk]
        if not {row.by_id, comment.author_id} <= hands:
            return Failure(name, f"who brought remark {comment.returned.number} does not count among the contributors")
    return None


REASONED = (Letter, Settlement, Revocation, Retirement, Erratum, EvidenceDecision)


@check("reasons", count=lambda: sum(model.objects.count() for model in REASONED))
def check_reasons() -> Iterator[Failure | None]:
    """The record knows every letter and reason, with the decision that it was written for."""
    for model in REASONED:
        yield from map(reason_failure, model.objects.order_by("at").iterator())


def reason_failure(row: Any) -> Failure | None:
    """What is wrong with the words of a letter, or with the reason of a decision.

    The event of the decision names the row: the digest there covers the words, and a nonce beside them (that they are
    still the same is "rows and events"). Events from before that say the digest of the words alone."""
    events = Event.objects.filter(subject__in=[_decided(row), *_of_sets(row)])
    words = f'"words":"{sha256(row.text if isinstance(row, Letter) else row.reason)}"'
    if events.filter(content__contains=words).exists():
        return None
    table, key = f'["{row._meta.db_table}",', f'"{row.pk}"'
    if events.filter(content__contains=table).filter(content__contains=key).exists():
        return None
    return Failure(f"{row._meta.verbose_name} {row.pk}", "the record does not know its words")


def _decided(row: Any) -> str:
    """What the record calls that of which a letter or reason speaks."""
    if isinstance(row, Settlement):
        return f"sign_off:{row.sign_off_id}"
    if isinstance(row, EvidenceDecision):
        return f"section:{row.section_id}"
    return f"edition:{row.approval.edition_id if isinstance(row, Revocation) else row.edition_id}"


def _of_sets(row: Any) -> list[str]:
    """The sets to which its edition belongs: what is decided of all of one is one event."""
    if not isinstance(row, (Revocation, Retirement)):
        return []
    edition = row.approval.edition_id if isinstance(row, Revocation) else row.edition_id
    return [f"set:{pk}" for pk in SetMember.objects.filter(edition=edition).values_list("edition_set", flat=True)]


@check("states", count=Edition.objects.count)
def check_states() -> Iterator[Failure | None]:
    """Replaying an edition's events gives the state that it is in."""
    for edition in Edition.objects.order_by("article", "number").iterator():
        state = "draft"
        events = Event.objects.filter(chain=article_chain(edition.article_id), subject=f"edition:{edition.pk}")
        for event in events.order_by("seq"):
            state = json.loads(event.content)["facts"].get("to", state)
        same = state == edition.state
        yield None if same else Failure(f"edition {edition.pk}", f"it is {edition.state}, but the record says {state}")


@check("live pages", count=PublicPage.objects.filter(kind="live").count)
def check_live_pages() -> Iterator[Failure | None]:
    """Every live page contains the words that the standing approval signed for its audience, unchanged."""
    rows = PublicPage.objects.filter(kind="live").select_related("body", "edition").order_by("slug", "audience")
    for page in rows.iterator():
        approval = standing_approval(page.edition)
        signed = json.loads(approval.content)["bodies"].get(page.audience) if approval else None
        shown = NOTICE.sub(r"\1\2", page.content)
        holds = signed == page.body.digest and sha256(page.body.html) == signed and page.body.html in shown
        yield None if holds else Failure(f"page {page.slug} for {page.audience}", "it does not show what was signed")
