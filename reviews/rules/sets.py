"""Sets: editions that go live together. Who is in one, what that keeps from being done, and when it is due. Reads.

A set makes no new state: its members go through the same moves, and wait as Approved until all are. What is asked of
one member is asked here, under the lock of that member's article; whoever approves one has locked the articles of all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Article, Edition, Pin
from articles.permissions import may_edit
from articles.queries import visible_to
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue
from reviews.models import EditionSet, SetMember, SetWithdrawal
from reviews.rules.case import cases_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.eligibility import is_leader, terms_of
from reviews.rules.permissions import may_move
from reviews.rules.policies import policy_versions_for
from reviews.rules.queries import reviewable_by
from reviews.rules.transitions import Move, state_issues

JOINABLE_STATES = (EditionState.DRAFT, *IN_REVIEW_STATES)
CLOSING = (Move.DISCARD, Move.TAKE_BACK, Move.SET_ASIDE, Move.RETURN)
"""The moves that end an attempt before its publication."""


@dataclass(frozen=True)
class Joined:
    """A set with its members as they are now; ``members`` in the order in which they go live."""

    set: EditionSet
    members: tuple[SetMember, ...]
    manifests: Mapping[Any, str | None] = field(default_factory=dict)
    """The digests of its members' manifests, by edition; None of one that was never submitted."""

    @property
    def here(self) -> tuple[SetMember, ...]:
        """The members that were not left out."""
        return tuple(one for one in self.members if one.left_out_at is None)

    @property
    def left_out(self) -> tuple[SetMember, ...]:
        """The members that were left out, and did not join again."""
        here = {one.edition_id for one in self.here}
        return tuple(one for one in self.members if one.left_out_at is not None and one.edition_id not in here)

    @property
    def is_published(self) -> bool:
        return self.set.published_at is not None

    @property
    def stands(self) -> bool:
        """Whether nobody joins and nobody goes: one of them is approved, or all are public. (The same as
        ``reviews_set_stands``.)"""
        return self.is_published or any(one.edition.state == EditionState.APPROVED for one in self.here)

    @property
    def editions(self) -> list[Edition]:
        return [one.edition for one in self.here]

    @property
    def waiting(self) -> list[Edition]:
        """The members that were never submitted, or whose attempt has ended: nothing can be approved before."""
        return [one for one in self.editions if one.state not in (*IN_REVIEW_STATES, EditionState.APPROVED)]

    @property
    def all_approved(self) -> bool:
        return bool(self.here) and all(one.state == EditionState.APPROVED for one in self.editions)

    @property
    def digest(self) -> str:
        """Of its members' manifests, as an approval names it (the same as ``reviews_set_digest``); "" while one of them
        was never submitted. Who was left out since the first approval is in it: it says what was approved together."""
        found = self.manifests
        if not found or None in found.values():
            return ""
        return sha256(canonical_json(sorted([str(pk), digest] for pk, digest in found.items())))

    def member_of(self, edition: Edition) -> SetMember | None:
        """As what the edition belongs to the set: left out only if it did not join again."""
        return next((one for one in (*self.here, *self.left_out) if one.edition_id == edition.pk), None)


def passages_first(members: Iterable[SetMember]) -> list[SetMember]:
    """The order in which the members of a set are looked at, composed and made live: what others place before those
    who place it. The one place for it."""
    return sorted(members, key=lambda one: (not one.edition.article.is_passage, one.edition.article_id))


def needed_issues(joined: Joined, member: SetMember) -> list[Issue]:
    """Why others of the set cannot go live without this member: a passage that they place. The one place for it."""
    if not member.edition.article.is_passage:
        return []
    others = [one.edition_id for one in joined.here if one.pk != member.pk]
    given = Pin.objects.filter(edition=member.edition_id).values("version")
    if not Pin.objects.filter(edition__in=others, version__in=given).exists():
        return []
    text = gettext("Others of the set place this passage as it will be: they cannot go live without it.")
    return [Issue("passage-needed", text)]


def in_sets(editions: Iterable[Any]) -> dict[Any, Joined]:
    """By edition (their ids): the set in which it stands now. One query where there is none, else two."""
    found = dict(
        SetMember.objects.filter(edition__in=list(editions), left_out_at__isnull=True)
        .order_by()
        .values_list("edition_id", "edition_set_id")
    )
    sets = joined_in(found.values()) if found else {}
    return {edition: sets[one] for edition, one in found.items()}


def joined_of(edition: Edition) -> Joined | None:
    """The set to which an edition belongs now, if any."""
    return in_sets([edition.pk]).get(edition.pk)


def joined_in(sets: Iterable[Any]) -> dict[Any, Joined]:
    """Sets (their ids) with their members. One query."""
    rows = SetMember.objects.filter(edition_set__in=set(sets)).select_related(
        "edition_set__made_by", "edition__article__owner", "added_by", "left_out_by"
    )
    members: dict[Any, list[SetMember]] = defaultdict(list)
    manifests: dict[Any, dict[Any, str | None]] = defaultdict(dict)
    for row in rows.annotate(manifest_digest=F("edition__manifest__digest")):
        members[row.edition_set_id].append(row)
        manifests[row.edition_set_id][row.edition_id] = row.manifest_digest
    return {pk: Joined(some[0].edition_set, tuple(passages_first(some)), manifests[pk]) for pk, some in members.items()}


def sets_visible_to(user: User) -> QuerySet[EditionSet]:
    """The sets of which this person may see every member, as its desk or its board: nobody learns from a set, its name
    or how many it has, of an article that is not theirs to see."""
    members = SetMember.objects.filter(edition_set=OuterRef("pk"))
    unseen = members.exclude(edition__in=_seen_by(user))
    return EditionSet.objects.filter(Exists(members), ~Exists(unseen))


def _seen_by(user: User) -> QuerySet[Edition, Any]:
    """The ids of the editions that this person may see, as their desk or their board."""
    submitted = Q(article__in=reviewable_by(user), submitted_at__isnull=False)
    return Edition.objects.filter(Q(article__in=visible_to(user)) | submitted).values("pk")


def get_set_for(user: User, pk: UUID) -> Joined:
    """A set that the person may see; ``Http404`` for any other, so that nobody learns what exists."""
    row = sets_visible_to(user).filter(pk=pk).first()
    if row is None:
        raise Http404(gettext("No such set."))
    return joined_in([row.pk])[row.pk]


def may_see(user: User, joined: Joined) -> bool:
    return sets_visible_to(user).filter(pk=joined.set.pk).exists()


def may_take_out(user: User, joined: Joined, member: SetMember) -> bool:
    """Whose it is to take an edition out while nothing of the set is approved: its own editors', whether they may see
    the rest or not, since it is theirs; and of who made the set, whoever's it is, as long as they may see the set. It
    takes nothing from anybody: the edition goes on alone. The one place for it."""
    if may_edit(user, member.edition.article):
        return True
    return joined.set.made_by_id == user.pk and may_see(user, joined)


def edited_by(user: User, editions: Iterable[Edition]) -> set[UUID]:
    """The articles (their ids) of these editions that the user edits. One query."""
    return set(visible_to(user).filter(pk__in={one.article_id for one in editions}).values_list("pk", flat=True))


def may_set_time(user: User, joined: Joined) -> bool:
    """When a set is published: who edits all of its articles, or leads the boards of all of them."""
    editions = joined.editions
    if {one.article_id for one in editions} == edited_by(user, editions):
        return True
    terms = terms_of(user)
    if not terms or any(one.submitted_at is None for one in editions):
        return False
    return all(is_leader(terms.get(row.policy.board_id)) for row in policy_versions_for(editions).values())


def called(edition: Edition) -> str:
    """How a member is named to who may see it."""
    return gettext("edition %(number)s of “%(article)s”") % {"number": edition.number, "article": edition.article.slug}


def of_member(edition: Edition, issues: Iterable[Issue]) -> list[Issue]:
    """The same reasons where several members are spoken of: each names its own."""
    said = gettext("%(edition)s: %(message)s")
    return [Issue(one.code, said % {"edition": _begins(edition), "message": one.message}) for one in issues]


def _begins(edition: Edition) -> str:
    """:func:`called`, at the beginning of a sentence; the article's name stays as it is."""
    name = called(edition)
    return name[:1].upper() + name[1:]


def joining_issues(joined: Joined | None, edition: Edition, elsewhere: Joined | None) -> list[Issue]:
    """Why an edition does not join a set (None: one that is being made) now. ``elsewhere``: the set in which it is."""
    issues = standing_issues(joined) if joined else []
    if edition.state not in JOINABLE_STATES:
        text = gettext("%(edition)s is “%(state)s”: only one that may still be approved joins a set.")
        words = {"edition": _begins(edition), "state": edition.get_state_display()}
        issues.append(Issue("wrong-state", text % words, "articles"))
    if elsewhere is not None and not (joined and elsewhere.set.pk == joined.set.pk):
        text = gettext("%(edition)s belongs to another set already.") % {"edition": _begins(edition)}
        issues.append(Issue("in-another-set", text, "articles"))
    if edition.publish_at is not None:
        text = gettext("%(edition)s has a time of publication of its own: take that away first, the set has one.")
        issues.append(Issue("own-time", text % {"edition": _begins(edition)}, "articles"))
    if edition.interrupts_id is not None:
        text = gettext("%(edition)s is an urgent one: it waits for nobody.") % {"edition": _begins(edition)}
        issues.append(Issue("urgent", text, "articles"))
    return issues


def unseen_issues(joined: Joined, editions: Iterable[Edition]) -> list[Issue]:
    """Why these do not join although they could: who made the set, and sees it, would lose sight of it."""
    editions, maker = list(editions), joined.set.made_by
    seen = {row["pk"] for row in _seen_by(maker).filter(pk__in=[one.pk for one in editions])}
    hidden = [one for one in editions if one.pk not in seen]
    if not hidden or not may_see(maker, joined):
        return []
    text = gettext("%(name)s made the set and may not see “%(article)s”: let them work on it first, on its page.")
    return [
        Issue("unseen", text % {"name": maker.display_name, "article": one.article.slug}, "articles") for one in hidden
    ]


def standing_issues(joined: Joined) -> list[Issue]:
    """Why nobody joins the set, and nobody is taken out, now."""
    if joined.is_published:
        return [Issue("set-published", gettext("The set is published: what is in it stays as it is."))]
    if joined.stands:
        text = gettext("One of the set is approved: from then on all of it stands still.")
        return [Issue("set-stands", text)]
    return []


def approving_issues(joined: Joined | None, *, urgent: bool = False, names: bool = True) -> list[Issue]:
    """Why an edition that belongs to a set is not approved now: the approval names every member as it was submitted.

    ``names``: whether the members are named, to who may see them all."""
    if joined is None:
        return []
    issues = []
    if urgent:
        text = gettext("It goes live together with others, and what cannot wait waits for nobody: take it out first.")
        issues.append(Issue("urgent-in-set", text))
    if waiting := joined.waiting:
        text = gettext("It goes live together with others, of which some were not submitted yet.")
        if names:
            text = gettext("It goes live together with others, which must be submitted first: %(names)s.") % {
                "names": "; ".join(called(one) for one in waiting)
            }
        issues.append(Issue("set-incomplete", text))
    return issues


def closing_issues(edition: Edition, joined: Joined | None = None) -> list[Issue]:
    """Why an attempt is not ended (taken back, returned, discarded, set aside) now: others of its set were approved
    together with it. Who leads its board leaves it out first, or revokes what was approved."""
    joined = joined or joined_of(edition)
    if joined is None or not joined.stands:
        return []
    text = gettext(
        "It goes live together with others, and one of them is approved already: the chair leaves this one out first, "
        "with a reason, or revokes that approval."
    )
    return [Issue("set-stands", text)]


def own_time_issues(edition: Edition) -> list[Issue]:
    """A member has no time of publication of its own."""
    if joined_of(edition) is None:
        return []
    return [Issue("set-time", gettext("It goes live together with others: the time of publication is the set’s."))]


def leaving_out_issues(joined: Joined | None, edition: Edition) -> list[Issue]:
    """Why a member is not left out now."""
    member = joined.member_of(edition) if joined else None
    if joined is None or member is None or member.left_out_at is not None:
        return [Issue("not-in-set", gettext("It belongs to no set that is still to be published."))]
    if joined.is_published:
        return [Issue("set-published", gettext("The set is published: what is in it stays as it is."))]
    if not joined.stands:
        text = gettext("Nothing of the set is approved yet: an editor takes it out, and nothing is left behind.")
        return [Issue("set-does-not-stand", text)]
    return needed_issues(joined, member)


def time_issues(joined: Joined, by: User) -> list[Issue]:
    """Why this person does not change the time of a set now. Each member is asked as when it is published alone."""
    if joined.is_published:
        return [Issue("set-published", gettext("The set is published already."))]
    theirs = edited_by(by, joined.editions)
    cases = cases_of(one for one in joined.editions if one.article_id not in theirs)
    asked = (issue for case in cases.values() for issue in decision_issues(Decision.SCHEDULE, case.relation(by)))
    return list({issue.code: issue for issue in asked}.values())


def withdrawal_issues(joined: Joined | None, edition: Edition, by: User, note: str) -> list[Issue]:
    """Why this leader does not agree now to withdraw all of the set with which a live edition was published."""
    if joined is None or not joined.is_published:
        return [Issue("not-in-set", gettext("It was not published together with others: retire it alone."))]
    issues = state_issues(edition.state, Move.RETIRE)
    agreed = list(SetWithdrawal.objects.filter(edition_set=joined.set).values_list("by", flat=True))
    if by.pk in agreed:
        issues.append(Issue("agreed-already", gettext("You have agreed already: other boards have not yet.")))
    if not agreed and not note:
        issues.append(Issue("no-reason", gettext("Tell readers why the pages are gone."), "note"))
    return issues


def withdrawals_of(joined: Joined) -> QuerySet[SetWithdrawal]:
    """Who agreed to withdraw it, in their order: the first one's note is for readers."""
    return SetWithdrawal.objects.filter(edition_set=joined.set).select_related("by")


def withdrawn_by(agreed: Iterable[SetWithdrawal], edition: Edition) -> bool:
    """Whether one of those who agreed may take this page down."""
    return any(may_move(row.by, edition, Move.RETIRE) for row in agreed)


def due_sets() -> list[UUID]:
    """The ids of the sets whose members are all approved and whose moment has come, by the database's clock."""
    here = SetMember.objects.filter(edition_set=OuterRef("pk"), left_out_at__isnull=True)
    due = Q(publish_at__isnull=True) | Q(publish_at__lte=Now())
    rows = EditionSet.objects.filter(
        due,
        Exists(here.filter(edition__state=EditionState.APPROVED)),
        ~Exists(here.exclude(edition__state=EditionState.APPROVED)),
        published_at__isnull=True,
    )
    return list(rows.order_by("made_at").values_list("pk", flat=True))


def untold_sets() -> list[UUID]:
    """The sets that were published, and of which nobody has been told yet."""
    rows = EditionSet.objects.filter(published_at__isnull=False, told_at__isnull=True)
    return list(rows.order_by("published_at").values_list("pk", flat=True))


def behind(article: Article) -> list[SetMember]:
    """Where the article was left out of sets that were published, and nothing of it went live with them or since."""
    rows = SetMember.objects.filter(
        edition__article=article, left_out_at__isnull=False, edition_set__published_at__isnull=False
    )
    newer = Edition.objects.filter(article=article, published_at__gte=OuterRef("edition_set__published_at"))
    return list(rows.exclude(Exists(newer)).select_related("edition_set", "edition"))
