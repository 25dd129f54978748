"""Whom the chair might ask: every member with what speaks for and against it, the most fitting first. Reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from articles.enums import IN_REVIEW_STATES
from articles.models import Article
from editorial.accounts.models import User
from reviews.enums import Verdict
from reviews.models import Assignment, BoardMember, SignOff
from reviews.rules.assignments import undecided
from reviews.rules.case import Case
from reviews.rules.readiness import shortcomings, with_declarations


@dataclass(frozen=True)
class Suggestion:
    """A member with what the chair wants to know before asking.

    ``wanted``: specialties of theirs that sections still lack; ``signed_on``: when they last approved a section of this
    article; ``load``: other articles in review that wait for them; ``against``: why they may not sign here (or some of
    it), or what they said before.
    """

    term: BoardMember
    wanted: tuple[str, ...]
    signed_on: date | None
    load: int
    against: tuple[str, ...]
    may_sign: bool
    has_it: bool

    @property
    def user(self) -> Any:
        return self.term.user

    @property
    def reasons(self) -> list[str]:
        """What speaks for and against, in words."""
        known = (
            [gettext("Knows %(specialties)s") % {"specialties": ", ".join(self.term.specialties)}]
            if self.term.specialties
            else []
        )
        wanted = [gettext("%(wanted)s is still needed") % {"wanted": ", ".join(self.wanted)}] if self.wanted else []
        before = (
            [gettext("signed here on %(day)s") % {"day": date_format(self.signed_on, "j F Y")}]
            if self.signed_on
            else []
        )
        more = ngettext("%(number)s other review open", "%(number)s other reviews open", self.load)
        others = more % {"number": self.load} if self.load else gettext("nothing else to review")
        return [*known, *wanted, *before, others, *self.against]

    @property
    def is_suggested(self) -> bool:
        return self.may_sign and not self.has_it and bool(self.wanted or self.signed_on)


def suggestions_for(case: Case, assignments: Iterable[Assignment]) -> list[Suggestion]:
    """Every member of the board: first who may sign, then by what is needed, who signed here before, and the load.

    Three queries, however many members there are.
    """
    article, members = case.edition.article, case.eligibility.members
    load, signed = open_reviews(members, but=article), last_signed(article)
    lacking = _shortcomings(members.values())
    mine = {row.user_id: row for row in assignments}
    missing = {name for place in case.sections for name in place.standing.missing_specialties}
    found = [
        Suggestion(
            term=term,
            wanted=tuple(name for name in term.specialties if name in missing),
            signed_on=signed.get(user),
            load=load[user],
            against=(*_against(term.user, case, mine.get(user)), *lacking[term.pk]),
            may_sign=_may_sign(term.user, case),
            has_it=user in mine and mine[user].stands,
        )
        for user, term in members.items()
    ]
    return sorted(found, key=_fitness)


def _fitness(one: Suggestion) -> tuple:
    return (not one.may_sign, -len(one.wanted), one.signed_on is None, one.load, one.user.display_name)


def _may_sign(user: User, case: Case) -> bool:
    """Whether there is a section that they may judge and have not judged."""
    return any(
        undecided(place, user.pk, case.eligibility) and not case.eligibility.issues(user, place.part.version)
        for place in case.sections
    )


def _against(user: User, case: Case, row: Assignment | None) -> Iterable[str]:
    barred = [place for place in case.sections if case.eligibility.issues(user, place.part.version)]
    codes = {issue.code for place in barred for issue in case.eligibility.issues(user, place.part.version)}
    if "conflict" in codes:
        yield gettext("has an interest or keeps out: may comment, not sign")
    elif barred:
        count = len(barred)
        yield (
            gettext("contributed to all of it")
            if count == len(case.sections)
            else gettext("may not sign %(count)s of the sections") % {"count": count}
        )
    if row is not None and not row.stands:
        said = f" (“{row.reason}”)" if row.reason else ""
        yield gettext("%(status)s before%(said)s") % {"status": row.get_status_display().lower(), "said": said}


def _shortcomings(terms: Iterable[BoardMember]) -> dict[Any, list[str]]:
    """What each member lacks today before they can sign anything, by their terms. One query."""
    terms, today = {term.pk: term for term in terms}, timezone.localdate()
    declared = with_declarations(BoardMember.objects.filter(pk__in=terms)).values_list("pk", "declared_on")
    return {pk: shortcomings(terms[pk].user, day, today) for pk, day in declared}


def open_reviews(members: Iterable[Any], *, but: Article) -> Counter:
    """How many other articles in review wait for each of these people, by their ids. One query."""
    rows = Assignment.objects.standing().filter(user__in=list(members), article__editions__state__in=IN_REVIEW_STATES)
    return Counter(user for user, _ in rows.exclude(article=but).values_list("user", "article").distinct())


def last_signed(article: Article) -> dict[Any, date]:
    """When each person last approved a section of the article, by their ids. One query."""
    rows = SignOff.objects.filter(version__section__article=article, verdict=Verdict.APPROVE)
    return {
        row["user"]: timezone.localdate(row["last"]) for row in rows.order_by().values("user").annotate(last=Max("at"))
    }
