"""What an edition must fulfil to be approved and published. Each rule is a function of the case; it returns issues."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from articles.enums import EditionState
from articles.models import Edition
from articles.passages import live_hosts_of, passage_issues, speaking_issues
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json
from editorial.shared.issues import Issue
from references.sameness import same_work
from reviews.enums import ApprovalBasis, Approvers, BoardRole
from reviews.models import Approval
from reviews.rules.case import Case, SectionProgress
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.eligibility import Difference
from reviews.rules.evidence import approval_issues
from reviews.rules.quorum import latest_verdicts
from reviews.rules.sets import Joined, approving_issues, joined_of, may_see
from reviews.rules.transitions import Move, state_issues
from reviews.rules.urgent import Urgent, only_changed, scope_issues, unsigned_places, urgent_signature_issues


def to_approve(case: Case, user: User, urgent: Urgent | None = None) -> list[Issue]:
    """Everything that keeps this user from approving the edition now; ``urgent``: as an urgent safety change."""
    joined = joined_of(case.edition)
    names = joined is not None and may_see(user, joined)
    return _to_approve(case, user, urgent, approving_issues(joined, urgent=urgent is not None, names=names))


def to_approve_each(cases: Iterable[Case], user: User, joined: Joined) -> dict[Any, list[Issue]]:
    """:func:`to_approve` for several members of a set that the user may see, by their editions. No query."""
    together = approving_issues(joined)
    return {case.edition.pk: _to_approve(case, user, None, together) for case in cases}


def _to_approve(case: Case, user: User, urgent: Urgent | None, together: list[Issue]) -> list[Issue]:
    return [
        *state_issues(case.edition.state, Move.APPROVE),
        *together,
        *based_on_issues(case),
        *approver_issues(case, user),
        *passages_issues(case),
        *(unmet(case) if urgent is None else [*scope_issues(case, urgent), *urgent_review_issues(case, user.pk)]),
    ]


def lacking(case: Case) -> list[Issue]:
    """What keeps an edition in review from being approved, whoever approves it: what its board and desk see to."""
    return [*based_on_issues(case), *passages_issues(case), *unmet(case)]


def unmet(case: Case) -> list[Issue]:
    """What an edition lacks before it can be approved, whoever approves it."""
    return [
        *signature_issues(case),
        *passage_edition_issues(case),
        *correction_issues(case),
        *comment_issues(case),
        *evidence_issues(case),
    ]


def to_publish(case: Case) -> list[Issue]:
    """What must still be true at the moment of publication; otherwise the approval is revoked and the chair told.

    All that the approval asked is asked again, of the edition and of who approved it: an interest, an end of term or a
    comment that must be answered may have come in between.
    """
    approval = case.approval
    if approval is None:
        return [Issue("not-approved", gettext("There is no approval that stands."))]
    urgent = approval.basis == ApprovalBasis.URGENT
    return [
        *state_issues(case.edition.state, Move.PUBLISH),
        *based_on_issues(case),
        *(_of_approver(issue, approval.printed_name) for issue in _since_approval(case, approval)),
        *passages_issues(case),
        *(urgent_review_issues(case, approval.by_id) if urgent else unmet(case)),
    ]


def _since_approval(case: Case, approval: Approval) -> list[Issue]:
    """Whether its approver could approve it now, and could all along: that an interest or a recusal of
    theirs has ended since revives nothing."""
    if case.eligibility.is_void(approval.by_id, approval.at):
        return [Issue("conflict", gettext("You declared an interest or recused yourself after you had approved it."))]
    return approver_issues(case, approval.by)


def _of_approver(issue: Issue, name: str) -> Issue:
    """A reason that was written to the approver, told to others."""
    return Issue(
        issue.code,
        gettext("%(name)s, who approved it, could not approve it now: %(against_approver)s.")
        % {"name": name, "against_approver": AGAINST_APPROVER[issue.code]},
    )


AGAINST_APPROVER = {
    "not-leading": gettext_lazy("they no longer lead the board"),
    "conflict": gettext_lazy("they declared an interest, or keep out of the article"),
    "contributor": gettext_lazy("they had a hand in it"),
    "not-declared": gettext_lazy("they have not declared their interests"),
    "declaration-lapsed": gettext_lazy("their declaration of interests ran out"),
    "credentials-expired": gettext_lazy("their credentials expired"),
    "chair-approves": gettext_lazy("the policy leaves that to the chair"),
}


def urgent_review_issues(case: Case, approver: UUID) -> list[Issue]:
    """What an urgent change needs in the sections that differ: two signatures, no open question, sound evidence."""
    here = only_changed(case)
    unsigned = unsigned_places(case, approver) if case.eligibility.differences else []
    return [
        *urgent_signature_issues(case, approver),
        *passage_edition_issues(case, unsigned),
        *comment_issues(here),
        *evidence_issues(here),
    ]


def based_on_issues(case: Case) -> list[Issue]:
    """Nothing restores old text by accident: what this edition was opened from must still be live."""
    base = case.edition.based_on
    if (case.live.pk if case.live else None) == (base.pk if base else None):
        return []
    if base is not None and base.state == EditionState.RETIRED:
        message = gettext(
            "Edition %(base)s, which was live when this one was opened, has been retired since: "
            "return this one, and open another."
        ) % {"base": base.number}
        return [Issue("based-on-changed", message)]
    message = gettext(
        "Another edition has gone live since this one was opened: return it, and open one from what is live."
    )
    return [Issue("based-on-changed", message)]


def approver_issues(case: Case, user: User) -> list[Issue]:
    """Whether this person may approve the edition: as every decision on it asks (approving is signing too), and whether
    the policy lets this leader of the board."""
    relation = case.relation(user)
    return decision_issues(Decision.APPROVE, relation) or _policy_issues(case, relation.role)


def _policy_issues(case: Case, role: str) -> list[Issue]:
    rule = case.policy.approvers
    if role == BoardRole.CHAIR or rule == Approvers.LEADERS:
        return []
    if rule == Approvers.CHAIR:
        message = gettext(
            "Under this policy only the chair approves. If the chair may not, set another policy, with a reason."
        )
        return [Issue("chair-approves", message)]
    if case.deciders(BoardRole.CHAIR):
        return [
            Issue(
                "chair-approves",
                gettext("Under this policy the chair approves; a deputy only where the chair may not."),
            )
        ]
    return []


def signature_issues(case: Case) -> list[Issue]:
    """Every pinned version has its signatures, and no open request for changes."""
    issues = []
    for section in case.sections:
        name = section.part.content.base.heading or section.part.section.anchor
        target = f"section:{section.part.section.anchor}"
        standing = section.standing
        if standing.signed < standing.needed:
            message = gettext("“%(name)s” has %(signed)s of %(needed)s signatures.") % {
                "name": name,
                "signed": standing.signed,
                "needed": standing.needed,
            }
            issues.append(Issue("signatures-missing", message, target))
        for specialty in standing.missing_specialties:
            issues.append(
                Issue(
                    "specialty-missing",
                    gettext("“%(name)s” still needs a signer from %(specialty)s.")
                    % {"name": name, "specialty": specialty},
                    target,
                )
            )
        for request in standing.requests:
            message = gettext("%(name)s asks for changes in “%(name_2)s”: %(note)s") % {
                "name": request.name,
                "name_2": name,
                "note": request.note,
            }
            issues.append(Issue("changes-requested", message, target))
    return issues


def corrections(case: Case) -> list[Difference]:
    """The corrected records that the chair may carry: what signers of sections short of signatures saw and what the
    edition holds are of one work, and nothing else keeps their signatures from counting. Each change once."""
    open_ones = [one for one in case.eligibility.differences if not one.is_carried]
    beyond = {one.sign_off for one in open_ones if not _is_correction(one)}
    wanted = _signatures_wanted(case) - beyond
    found = {(one.name, canonical_json(one.before)): one for one in open_ones if one.sign_off in wanted}
    return list(found.values())


def _is_correction(one: Difference) -> bool:
    return one.part == "evidence" and bool(one.before) and same_work(one.before, one.after)


def _signatures_wanted(case: Case) -> set[Any]:
    """The latest verdicts on sections that are short of signatures."""
    short = (place for place in case.sections if not place.standing.is_reached)
    return {one.id for place in short for one in latest_verdicts(place.sign_offs).values()}


def correction_issues(case: Case) -> list[Issue]:
    """A record was corrected since somebody signed what cites it: the chair looks, or the section is signed again. Each
    leads to the page where both are seen."""
    where = reverse("review:corrections", args=[case.article.slug, case.edition.number])
    return [
        Issue(
            "record-corrected",
            gettext(
                "What is known of a cited work (%(name)s) was corrected after somebody had signed: carry "
                "the signatures, with a reason, or have the section signed again."
            )
            % {"name": name},
            where,
        )
        for name in sorted({one.name for one in corrections(case)})
    ]


def passage_edition_issues(case: Case, short: Iterable[SectionProgress] | None = None) -> list[Issue]:
    """A passage is short of signatures that were given for other audiences, works or pictures than the host's readers
    get: no signature over what its edition froze then can count here. The next edition of it has what there is now.
    ``short`` are the sections that lack signatures; as a rule those that have not reached what the policy asks."""
    short = [place for place in case.sections if not place.standing.is_reached] if short is None else short
    open_ones = [one for one in case.eligibility.differences if not one.is_carried and not _is_correction(one)]
    lost = {one.sign_off for one in open_ones}
    wanting = {
        place.part.section.article_id
        for place in short
        if not case.is_own(place) and any(one.id in lost for one in latest_verdicts(place.sign_offs).values())
    }
    message = gettext(
        "Signatures on the passage “%(title)s” were given for other audiences, works or pictures than this "
        "edition has: sign it again in the passage, which needs a new edition if its live one is as old as they are."
    )
    return [
        Issue("passage-signed-otherwise", message % {"title": given.title}, f"passage:{passage}")
        for passage, given in case.given.items()
        if passage in wanting
    ]


def comment_issues(case: Case) -> list[Issue]:
    """Comments that must be answered first, each on its section."""
    headings = {place.part.section.pk: place.part.content.base.heading for place in case.sections}
    return [
        Issue(
            "comment-unanswered",
            gettext("A comment by %(author)s on “%(what)s” must be answered first.")
            % {
                "author": comment.author.display_name,
                "what": headings.get(comment.section_id) or comment.section.anchor,
            },
            f"section:{comment.section.anchor}",
        )
        for comment in case.open_comments
    ]


def passages_issues(case: Case) -> list[Issue]:
    """Every passage that stands in it is live, in its language, and says there what it says now. (Or what it says in
    the edition that goes live together with it: ``coming``. PostgreSQL asks at the commit.)"""
    own = case.edition.article_id
    given = [one for passage, one in case.given.items() if passage != own]
    speaking = speaking_issues(case.article.language, given) if given else []
    return [*passage_issues(own, case.parts, case.given), *speaking]


def retiring_issues(edition: Edition, together: Iterable[Edition] = ()) -> list[Issue]:
    """A passage that readers have in articles is not retired from under them, but in a set with these: ``together``.
    One query, and only of passages."""
    hosts = live_hosts_of(edition.article) if edition.article.is_passage else ()
    gone = {one.pk for one in together}
    names = ", ".join(host.article.slug for host in hosts if host.pk not in gone)
    if not names:
        return []
    message = gettext("Readers have this passage in other articles: %(names)s. Take it out of these first.")
    return [Issue("passage-in-use", message % {"names": names})]


def evidence_issues(case: Case) -> list[Issue]:
    """Every sentence that rests on a reference at risk was decided, and none is left that was to be mended."""
    return approval_issues(case.resting)
