"""Sets as their pages show them: each member, what it lacks and from whom, and what the person may do about it. Reads;
every reason comes from the rule that refuses the act."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Article, Edition
from articles.permissions import may_write
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.desk.listing import what_blocks
from editorial.shared.issues import Issue
from reviews.models import EditionSet, SetMember, SetWithdrawal
from reviews.rules.case import Case, cases_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.permissions import is_board_member
from reviews.rules.requirements import lacking, to_approve_each, to_publish
from reviews.rules.sets import (
    JOINABLE_STATES,
    Joined,
    behind,
    edited_by,
    in_sets,
    joined_in,
    joining_issues,
    leaving_out_issues,
    may_set_time,
    sets_visible_to,
    standing_issues,
    time_issues,
    withdrawal_issues,
    withdrawals_of,
)
from reviews.rules.submission import to_submit_each

State = EditionState
SHOWN = 4
"""So many of the things that a member lacks stand on the set's page; its own page has all."""
JUDGED = (*IN_REVIEW_STATES, State.APPROVED, State.PUBLISHED)


def sees_sets(user: User) -> bool:
    """Whether the person has to do with sets at all: editors, and members of boards."""
    return may_write(user) or is_board_member(user)


@dataclass(frozen=True)
class Listed:
    """A set in the list: how its members are, in words."""

    joined: Joined

    @property
    def set(self) -> EditionSet:
        return self.joined.set

    @property
    def facts(self) -> list[str]:
        found = Counter(one.get_state_display() for one in self.joined.editions)
        said = [
            ngettext("%(number)s edition", "%(number)s editions", len(self.joined.here))
            % {"number": len(self.joined.here)}
        ]
        said += [f"{number} {label}" for label, number in found.items()]
        return said


def listed(sets: Iterable[EditionSet]) -> list[Listed]:
    """One page of the list. One query, however many."""
    sets = list(sets)
    joined = joined_in(row.pk for row in sets)
    return [Listed(joined[row.pk]) for row in sets]


def sets_for(user: User) -> QuerySet[EditionSet]:
    """The sets that the person may see: those that are still to be published first, then the newest."""
    return sets_visible_to(user).order_by(F("published_at").desc(nulls_first=True), "-made_at", "pk")


@dataclass(frozen=True)
class Offered:
    """An article that may join: its title, and why not, if so."""

    article: Article
    title: str
    state: str
    issues: list[Issue]


def offered_to(user: User, joined: Joined | None = None, also: Iterable[str] = ()) -> list[Offered]:
    """The open editions of the user's articles that are not in the set, by title; ``also`` names articles (by their
    ids) whose next edition would be opened. A constant number of queries."""
    articles = list(visible_to(user).select_related("owner"))
    rows = Edition.objects.filter(article__in=articles, state__in=JOINABLE_STATES).select_related("article")
    open_ones = {row.article_id: row for row in rows}
    elsewhere = in_sets(row.pk for row in open_ones.values())
    wanted = {str(one) for one in also}
    others = Edition.objects.filter(article__in=[one.pk for one in articles if str(one.pk) in wanted])
    newest = {row.article_id: row for row in others.order_by("article_id", "-number").distinct("article_id")}
    shown = {one.pk: open_ones.get(one.pk) or newest.get(one.pk) for one in articles}
    titles = titles_of_each(one for one in shown.values() if one is not None)
    here = (
        {one.article_id for one in joined.editions if one.state in JUDGED or one.state == State.DRAFT} if joined else ()
    )
    found = []
    for article in articles:
        edition = shown[article.pk]
        if edition is None or article.pk in here:
            continue
        is_open = article.pk in open_ones
        issues = joining_issues(None, edition, elsewhere.get(edition.pk)) if is_open else []
        state = _said_of(edition) if is_open else gettext("the next edition is opened")
        found.append(Offered(article, titles.get(edition.pk) or article.slug, state, issues))
    return sorted(found, key=lambda one: (one.title.lower(), one.article.slug))


def _said_of(edition: Edition) -> str:
    words = {"number": edition.number, "state": edition.get_state_display()}
    return gettext("edition %(number)s: %(state)s") % words


@dataclass(frozen=True)
class Row:
    """A member: what it lacks, and from whom that is to come."""

    member: SetMember
    title: str
    url: str
    lacks: list[Issue]
    of: str
    """Whose it is to do what it lacks."""
    may_take_out: bool
    may_open_next: bool
    leave_out: str
    """The address at which it is left out; "" where that is not this person's."""
    out_issues: list[Issue]

    @property
    def edition(self) -> Edition:
        return self.member.edition

    @property
    def more(self) -> int:
        return max(0, len(self.lacks) - SHOWN)

    @property
    def first(self) -> list[Issue]:
        return self.lacks[:SHOWN]


@dataclass(frozen=True)
class Act:
    """What is done with all of a set: a link, or why not now."""

    label: str
    url: str
    help: str = ""
    kind: str = "secondary"
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class SetPage:
    """A set as one person sees it. ``approvable`` are the editions that they may approve now,
    among those that wait for an approval of who leads their board (``judged``)."""

    joined: Joined
    rows: list[Row]
    left_out: list[tuple[SetMember, str]]
    acts: list[Act]
    approvable: list[Edition]
    judged: list[Edition]
    submittable: list[Edition]
    leads: bool
    edits: bool
    sets_time: bool
    titles: Mapping[Any, str]
    proposals: list[SetWithdrawal]

    @property
    def waits_for(self) -> int:
        """How many of its members are not approved yet."""
        return sum(one.state != State.APPROVED for one in self.joined.editions)


def set_page(joined: Joined, user: User) -> SetPage:
    """Everything on the page of a set that the person may see. As many queries for many members as for one."""
    editions = joined.editions
    own = edited_by(user, editions)
    drafts = [one for one in editions if one.state == State.DRAFT]
    lacks = to_submit_each(drafts) if drafts else {}
    cases = cases_of(one for one in editions if one.state in JUDGED)
    titles = titles_of_each(one.edition for one in joined.members)
    relations = {pk: case.relation(user) for pk, case in cases.items()}
    led = [one for one in editions if one.pk in relations and relations[one.pk].leads]
    to_judge = [cases[one.pk] for one in led if one.state in IN_REVIEW_STATES]
    to_approve = to_approve_each(to_judge, user, joined)
    sets_time = not joined.is_published and may_set_time(user, joined)
    approvable = [case.edition for case in to_judge if not to_approve[case.edition.pk]]
    mine = [one for one in drafts if one.article_id in own]
    acts = [
        *_submitting(joined, mine, lacks, titles),
        *_approving(joined, to_judge, to_approve, titles),
        *_others(joined, user, led, sets_time),
    ]
    return SetPage(
        joined=joined,
        rows=[_row(joined, one, user, cases.get(one.edition_id), lacks, titles, own) for one in joined.here],
        left_out=[(one, titles.get(one.edition_id) or one.edition.article.slug) for one in joined.left_out],
        acts=acts,
        approvable=approvable,
        judged=[case.edition for case in to_judge],
        submittable=mine,
        leads=bool(led),
        edits=bool(own),
        sets_time=sets_time,
        titles=titles,
        proposals=list(withdrawals_of(joined)) if joined.is_published else [],
    )


def _row(
    joined: Joined,
    member: SetMember,
    user: User,
    case: Case | None,
    drafts: Mapping[Any, list[Issue]],
    titles: Mapping[Any, str],
    own: set[Any],
) -> Row:
    edition = member.edition
    is_own = edition.article_id in own
    lacks, of = _lacks(edition, case, drafts.get(edition.pk, []))
    leads = case is not None and case.relation(user).leads
    asked = decision_issues(Decision.LEAVE_OUT, cast(Case, case).relation(user)) if leads else []
    waits = joined.stands and not joined.is_published
    has_ended = edition.state not in (State.DRAFT, *JUDGED)
    return Row(
        member=member,
        title=titles.get(edition.pk) or edition.article.slug,
        url=_url_of(edition, is_own),
        lacks=lacks,
        of=of,
        may_take_out=not standing_issues(joined) and (is_own or joined.set.made_by_id == user.pk),
        may_open_next=has_ended and is_own and not standing_issues(joined),
        leave_out=_step("leave_out", edition) if leads and waits else "",
        out_issues=[*leaving_out_issues(joined, edition), *asked] if leads and waits else [],
    )


def _url_of(edition: Edition, is_own: bool) -> str:
    if is_own:
        return reverse("desk:article", args=[edition.article.slug])
    return reverse("review:edition", args=[edition.article.slug, edition.number])


def _step(name: str, edition: Edition) -> str:
    return reverse(f"review:{name}", args=[edition.article.slug, edition.number])


def _lacks(edition: Edition, case: Case | None, to_submit: list[Issue]) -> tuple[list[Issue], str]:
    """What a member lacks, and from whom: its editors until it is submitted, then its board."""
    desk = gettext("its editors (%(name)s)") % {"name": edition.article.owner.display_name}
    if edition.state == State.DRAFT:
        waits = Issue("not-submitted", gettext("It is to be submitted."))
        return [_bare(one) for one in to_submit] or [waits], desk
    if case is None:
        text = gettext("This attempt has ended: its next edition takes its place here, or it is taken out.")
        return [Issue("ended", text)], desk
    if edition.state in IN_REVIEW_STATES:
        waits = Issue("not-approved", gettext("Nothing but its approval."))
        return [_bare(one) for one in lacking(case)] or [waits], str(case.board)
    if edition.state == State.APPROVED:
        return [_bare(one) for one in to_publish(case)], str(case.board)
    return [], ""


def _bare(issue: Issue) -> Issue:
    """Its target is a place on another page."""
    return Issue(issue.code, issue.message)


def _submitting(
    joined: Joined, mine: list[Edition], lacks: Mapping[Any, list[Issue]], titles: Mapping[Any, str]
) -> list[Act]:
    if not mine or joined.is_published:
        return []
    issues = [
        Issue("lacks", f"{titles.get(one.pk) or one.article.slug}: {what_blocks(lacks[one.pk])}", f"#member-{one.pk}")
        for one in mine
        if lacks[one.pk]
    ]
    label = ngettext("Submit %(number)s draft", "Submit %(number)s drafts together", len(mine)) % {"number": len(mine)}
    help_text = gettext("All of yours, or none.")
    return [Act(label, reverse("sets:submit", args=[joined.set.pk]), help_text, "", issues)]


def _approving(
    joined: Joined, cases: list[Case], issues: Mapping[Any, list[Issue]], titles: Mapping[Any, str]
) -> list[Act]:
    if not cases:
        return []
    can = [case for case in cases if not issues[case.edition.pk]]
    why = [
        Issue(some[0].code, f"{titles.get(pk) or ''}: {some[0].message}", f"#member-{pk}")
        for pk, some in issues.items()
        if some
    ]
    said = gettext("You see each of them first, and choose: %(number)s can be approved now.")
    url = reverse("sets:approve", args=[joined.set.pk])
    return [Act(gettext("Approve together"), url, said % {"number": len(can)}, "", [] if can else why)]


def _others(joined: Joined, user: User, led: list[Edition], sets_time: bool) -> list[Act]:
    acts = []
    if sets_time:
        url, issues = reverse("sets:time", args=[joined.set.pk]), time_issues(joined, user)
        acts.append(Act(gettext("Set the time of publication"), url, "", "secondary", issues))
    if may_write(user) and not standing_issues(joined):
        acts.append(Act(gettext("Add editions"), reverse("sets:add", args=[joined.set.pk])))
    held = next((one for one in led if one.state == State.APPROVED), None)
    if held is not None:
        help_text = gettext("Revokes every approval in it: all of it is under review again.")
        acts.append(Act(gettext("Hold all of it back"), _step("revoke", held), help_text, "danger"))
    live = next((one for one in led if one.state == State.PUBLISHED), None)
    if live is not None and joined.is_published:
        help_text = gettext("Every page of it goes at once, with one note for readers, when each board has agreed.")
        issues = withdrawal_issues(joined, live, user, "-")
        acts.append(Act(gettext("Withdraw all of it"), _step("withdraw", live), help_text, "danger", issues))
    return acts


@dataclass(frozen=True)
class Together:
    """That an edition goes live with others, as its own page says it. ``joined`` only for who may see all of it."""

    joined: Joined | None
    member: SetMember
    may_take_out: bool


def sets_around(edition: Edition, user: User) -> dict[str, Any]:
    """For the desk's page of an article that the user edits: the set in which its open edition is (``together``, or
    None), and where the article was left ``behind``. Two queries where there is neither."""
    is_open = edition.state in (*JOINABLE_STATES, State.APPROVED)
    return {"together": _together(edition, user) if is_open else None, "behind": behind(edition.article)}


def _together(edition: Edition, user: User) -> Together | None:
    joined = in_sets([edition.pk]).get(edition.pk)
    member = joined.member_of(edition) if joined else None
    if joined is None or member is None:
        return None
    sees = sets_visible_to(user).filter(pk=joined.set.pk).exists()
    return Together(joined if sees else None, member, not standing_issues(joined))
