"""The case: an edition as every rule sees it, in one value that is read at once.

An edition that was submitted is judged by its *own* policy version and the board that keeps it, whatever its article's
policy is today; a draft's case is a prospect. Actions read the case after they have locked the article (and the terms
of whoever acts), so that nothing in it changes before they have written: signatures, comments, interests, recusals,
assignments and policies of an edition are all written under that lock. Pages read cases of several editions in as many
queries as of one.

Everything here reads; nothing decides. What is decided about a case: ``eligibility`` (who may sign, whose signatures
count, each person's relation), ``requirements`` (approving, publishing), ``permissions`` (whose it is to do).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Edition, SectionVersion
from articles.passages import Given, given_to_hosts, placed_in
from articles.queries import Part, parts_of_each
from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from reviews.enums import LEADING_ROLES
from reviews.models import Approval, Board, Comment, PolicyVersion, SignOff
from reviews.rules.coming import coming_to
from reviews.rules.comments import reached
from reviews.rules.eligibility import Eligibility, Relation
from reviews.rules.eligibility_reading import eligibility_of_each
from reviews.rules.evidence import Sentence, sentences_at_risk_in, suspended_since
from reviews.rules.policies import demand_of, policy_versions_for
from reviews.rules.quorum import SectionStanding, Signed, standing_of

WITHOUT_EXPIRY = date.min  # on this day no signature has expired: where things stood, even if it is past


@dataclass(frozen=True)
class SectionProgress:
    """One section of an edition with where its pinned version stands."""

    part: Part
    standing: SectionStanding
    sign_offs: tuple[Signed, ...]

    def last_of(self, user: User) -> Signed | None:
        """What the user said last of these words, also if they withdrew it."""
        return next((one for one in reversed(self.sign_offs) if one.user == user.pk), None)


@dataclass(frozen=True)
class Case:
    """An edition with all by which it is judged. ``live`` is the article's live edition (perhaps itself), ``approval``
    the one that was not revoked, ``on`` the day on which signatures are counted.

    ``resting`` are the sentences that rest on a reference at risk, and ``given`` is what the passages that stand in it
    give it (now, or once they go live together with it), both only while the edition may still be approved or
    published.

    A passage's sections are among ``sections``: the policy counts the signatures that they carry as it counts any.
    Which of them count here, ``eligibility`` says of each; nobody signs them here.
    """

    edition: Edition
    policy: PolicyVersion
    eligibility: Eligibility
    sections: tuple[SectionProgress, ...]
    open_comments: tuple[Comment, ...]
    resting: tuple[Sentence, ...] = ()
    given: Mapping[Any, Given] = field(default_factory=dict)
    live: Edition | None = None
    approval: Approval | None = None
    on: date = field(default_factory=timezone.localdate)

    @property
    def article(self) -> Article:
        return self.edition.article

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its sections with the words that are pinned."""
        return tuple(place.part for place in self.sections)

    @property
    def board(self) -> Board:
        """The board that judges the edition."""
        return self.policy.policy.board

    @property
    def is_prospect(self) -> bool:
        """Whether it is a draft's: what its next submission can expect, binding nobody."""
        return self.edition.submitted_at is None

    def relation(self, user: User) -> Relation:
        """What this person is to the edition."""
        return self.eligibility.relation(user)

    def deciders(self, *roles: str) -> list[Any]:
        """Who leads the board and may decide about this edition today, as every decision asks it; only those with one
        of these roles, if any is named."""
        leading = (term for term in self.eligibility.members.values() if term.role in (roles or LEADING_ROLES))
        return [term.user for term in leading if not self.relation(term.user).deciding_issues()]

    def place_of(self, version_id: Any) -> SectionProgress | None:
        """The section that has this version."""
        return next((place for place in self.sections if place.part.version.pk == version_id), None)

    def is_own(self, place: SectionProgress) -> bool:
        """Whether the section is the article's own, and no passage's."""
        return not self.eligibility.is_of_a_passage(place.part.version.pk)

    @property
    def reached(self) -> int:
        """How many sections have their signatures."""
        return sum(section.standing.is_reached for section in self.sections)

    @property
    def is_reached(self) -> bool:
        """Whether every section has its signatures."""
        return self.reached == len(self.sections)

    @property
    def last_reviewed(self) -> date | None:
        """The oldest day on which a section's version reached its quorum; None while one has not."""
        days = [section.standing.reached_on for section in self.sections if section.standing.reached_on]
        return min(days) if days and len(days) == len(self.sections) else None

    @property
    def next_review_due(self) -> date | None:
        """The earliest day on which a section's signatures no longer suffice."""
        days = [section.standing.expires_on for section in self.sections if section.standing.expires_on]
        return min(days) if days else None

    def as_if_nothing_expired(self) -> "Case":
        """The case counted so that no signature is too old: what is short now is short for another reason."""
        if self.on == WITHOUT_EXPIRY:
            return self
        bare = replace(self, on=WITHOUT_EXPIRY)
        return replace(bare, sections=tuple(_place(place.part, bare, place.sign_offs) for place in self.sections))

    def lost(self) -> tuple[SectionProgress, ...]:
        """The sections that lack signatures though none is too old: of what is live, those of which a signature no
        longer counts (an interest declared since, another board that judges it)."""
        return tuple(place for place in self.as_if_nothing_expired().sections if not place.standing.is_reached)

    def with_signatures(self, signed: Iterable[Signed]) -> "Case":
        """The case as it is once these verdicts were given too."""
        new: dict[Any, tuple[Signed, ...]] = defaultdict(tuple)
        for one in signed:
            new[one.version] += (one,)
        return replace(self, sections=tuple(self._again(place, new[place.part.version.pk]) for place in self.sections))

    def _again(self, place: SectionProgress, new: tuple[Signed, ...]) -> SectionProgress:
        return _place(place.part, self, (*place.sign_offs, *new)) if new else place


def signed_rows(versions: Iterable[SectionVersion]) -> dict[Any, list[Signed]]:
    """All sign-offs on these versions, by version id. One query."""
    found = (_counted(*row) for row in _given([version.pk for version in versions]))
    result = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.at, one.id)):
        result[one.version].append(one)
    return result


@compiled
def _given(versions: Iterable[Any]) -> QuerySet[SignOff, tuple[Any, ...]]:
    rows = SignOff.objects.filter(version__in=versions).order_by()
    return rows.values_list(*_COUNTED, "settlement")  # not the content, which is long


_COUNTED = (
    *("id", "version_id", "user_id", "verdict", "at", "digest"),
    *("printed_name", "note", "specialties", "board_id"),
)
"""What the count sees of a sign-off."""


def signed_of(row: SignOff, *, settled: bool = False) -> Signed:
    """A sign-off as the count sees it."""
    return _counted(*(*(getattr(row, name) for name in _COUNTED), settled))


def _counted(
    pk: Any,
    version: Any,
    user: Any,
    verdict: str,
    at: datetime,
    digest: str,
    name: str,
    note: str,
    specialties: Iterable[str],
    board: Any,
    settled: Any,
) -> Signed:
    return Signed(
        id=pk,
        version=version,
        user=user,
        verdict=verdict,
        at=timezone.localtime(at),  # days are counted in the site's zone
        digest=digest,
        name=name,
        note=note,
        specialties=tuple(specialties),
        settled=bool(settled),
        board=board,
    )


def case_of(edition: Edition, *, on: date | None = None) -> Case:
    """Read an edition's case, in a constant number of queries.

    Raises :class:`Refused` where there is no policy by which it could be judged.
    """
    return cases_of([edition], on=on)[edition.pk]


def cases_of(editions: Iterable[Edition], *, on: date | None = None) -> dict[Any, Case]:
    """:func:`case_of` for several editions, by their ids. As many queries as for one, if they were submitted."""
    editions = list(editions)
    if not editions:
        return {}
    live, approvals = _live_editions(editions), _approvals(editions)
    parts = dict(zip((edition.pk for edition in editions), parts_of_each(editions), strict=True))
    every = [part for some in parts.values() for part in some]
    signed, musts = signed_rows(part.version for part in every), _open_musts(editions, every)
    placed = {edition.pk: placed_in(edition.article_id, parts[edition.pk]) for edition in editions}
    open_ones = [edition for edition in editions if edition.state in OPEN_STATES]
    given = given_to_hosts(passage for edition in open_ones for passage in placed[edition.pk])
    hosts = [edition.pk for edition in open_ones if placed[edition.pk]]
    coming = coming_to(hosts) if hosts else {}
    policies = policy_versions_for(editions)
    asked = [(one, policies[one.pk], [part.version for part in parts[one.pk]]) for one in editions]
    eligibilities = eligibility_of_each(asked)
    resting = sentences_at_risk_in(open_ones)
    bare = {
        edition.pk: Case(
            edition=edition,
            policy=policies[edition.pk],
            eligibility=eligibility,
            sections=(),
            open_comments=waiting_in(edition, parts[edition.pk], musts),
            given={**given, **coming.get(edition.pk, {})},
            resting=tuple(resting.get(edition.pk, ())),
            live=live.get(edition.article_id),
            approval=approvals.get(edition.pk),
            on=on or timezone.localdate(),
        )
        for edition, eligibility in zip(editions, eligibilities, strict=True)
    }
    return {pk: replace(case, sections=_places(parts[pk], case, signed)) for pk, case in bare.items()}


def _places(parts: list[Part], case: Case, signed: dict[Any, list[Signed]]) -> tuple[SectionProgress, ...]:
    return tuple(_place(part, case, tuple(signed[part.version.pk])) for part in parts)


def _place(part: Part, case: Case, signed: tuple[Signed, ...]) -> SectionProgress:
    """Where one section's pinned version stands, from sign-offs already read: the one place where it is decided which
    verdicts count. Each that ``Eligibility.aside`` does not name counts (board, interests, hands, what was seen); of
    these ``quorum.standing_of`` takes the latest of each member, until it expires, and since the evidence last changed;
    what of it an approval may still be given with, is ``requirements.signature_issues``.
    """
    demand = demand_of(case.policy, part.section.kind)
    since = suspended_since(case.resting).get(part.version.pk)
    aside = [one for one in signed if not case.eligibility.counts(one)]
    standing = standing_of(signed, demand, on=case.on, aside=aside, since=since)
    return SectionProgress(part, standing, signed)


def concerns(comment: Comment, part: Part, edition: Edition) -> bool:
    """Whether a comment on a section blocks this edition: what is said of a passage in a host, that host and the
    passage; what is said in the passage, the passage."""
    return edition.article_id in (comment.article_id, part.section.article_id)


def waiting_in(edition: Edition, parts: Iterable[Part], musts: Iterable[Comment]) -> tuple[Comment, ...]:
    """Which comments that must be answered hold an edition up: those on its sections, in their order, and those on
    sections of its article that it has no more. Divided, merged, of another kind or taken out: a question to the words
    is answered by who asked it or by who leads the board, and not by the words' going elsewhere."""
    here, gone = defaultdict(list), []
    parts = list(parts)
    places = {part.section.pk: part for part in parts}
    for one in musts:
        part = places.get(one.section_id)
        if part is not None and concerns(one, part, edition):
            here[one.section_id].append(one)
        elif part is None and one.article_id == edition.article_id:
            gone.append(one)
    return (*(one for part in parts for one in here[part.section.pk]), *gone)


def _open_musts(editions: Iterable[Edition], parts: Iterable[Part]) -> list[Comment]:
    """Unresolved comments that must be answered before approval, on these sections or in these editions' articles. One
    query where there are none, else two."""
    articles = {edition.article_id for edition in editions}
    found = list(_unresolved_musts({part.section.pk for part in parts}, articles))
    if not found:
        return []
    return list(Comment.objects.filter(reached(), pk__in=found).select_related("section", "author").order_by("at"))


@compiled
def _unresolved_musts(sections: Iterable[Any], articles: Iterable[Any]) -> QuerySet[Comment, Any]:
    places = Q(section__in=sections) | Q(article__in=articles)
    rows = Comment.objects.filter(places, must_be_answered=True, resolved_at__isnull=True)
    return rows.order_by().values_list("pk", flat=True)


def _live_editions(editions: Iterable[Edition]) -> dict[Any, Edition]:
    """By article: what readers have. One query."""
    rows = _published({edition.article_id for edition in editions})
    return {row.article_id: row for row in rows}  # one at most of each


@compiled
def _published(articles: Iterable[Any]) -> QuerySet[Edition]:
    return Edition.objects.filter(article__in=articles, state=EditionState.PUBLISHED).order_by()


def _approvals(editions: Iterable[Edition]) -> dict[Any, Approval]:
    """By edition: the approval that was not revoked. One query."""
    rows = _unrevoked([edition.pk for edition in editions])
    return {row.edition_id: row for row in sorted(rows, key=lambda row: row.at)}


@compiled
def _unrevoked(editions: Iterable[Any]) -> QuerySet[Approval]:
    rows = Approval.objects.filter(edition__in=editions, revocation__isnull=True)
    return rows.select_related("by").order_by()
