"""Who reviews: the chair asks members, gives a review to somebody else or takes it back; a member takes one."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.models import Edition
from editorial.accounts.requests import SignedInRequest
from reviews.actions import answer_time, assign_several, reassign, release
from reviews.forms.assignments import AssignForm, ReassignForm, ReleaseForm
from reviews.forms.request_links import TimeForm
from reviews.models import Assignment
from reviews.room.page import review_page
from reviews.room.profiles import declared_by
from reviews.room.suggestions import suggestions_for
from reviews.rules.assignments import answering_time_issues, giving_issues, left_for, left_to_decide

from .answering import Asking, ask, asking_page, posted, step_url
from .decisions import led_edition


@asking_page
def assign_members(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Ask members to review the article, or some of its sections."""
    found = led_edition(request, slug, number)
    page = review_page(found, request.user)
    sections = [(section.key, section.heading) for section in page.sections]
    form = AssignForm(suggestions_for(page.case, page.assignments), sections, posted(request))

    def act(members: Any, due_on: Any, sections: Any) -> str:
        users = [term.user for term in members]
        assign_several(
            article=found.article, users=users, due_on=due_on, sections=form.asked_sections(), by=request.user
        )
        return gettext("Asked: %(names)s.") % {"names": ", ".join(user.display_name for user in users)}

    asking = Asking(found, gettext("Assign members"), gettext("Ask them to review"))
    rows = [_standing(row, page) for row in page.assignments]
    declared = declared_by(page.case.eligibility.members)
    context = {"page": page, "rows": rows, "declared": declared, "guests_url": step_url("guests", found)}
    return ask(request, asking, form, act, template="review/assign.html", **context)


def _standing(row: Assignment, page: Any) -> dict[str, Any]:
    """An assignment with what the chair can do about it."""
    return {
        "row": row,
        "left": len(left_to_decide(row, page.case)),
        "reassign_url": step_url("reassign", page.edition, row.pk) if row.stands and left_for(row, page.case) else "",
        "release_url": step_url("release", page.edition, row.pk) if row.stands else "",
        "time_url": step_url("answer_time", page.edition, row.pk) if not answering_time_issues(row) else "",
    }


@asking_page
def give_to_another(request: SignedInRequest, slug: str, number: int, assignment: Any) -> HttpResponse:
    """Give what a member has not decided to another one."""
    found = led_edition(request, slug, number)
    row, page = _assignment(found, assignment), review_page(found, request.user)
    others = [one for one in suggestions_for(page.case, page.assignments) if one.user.pk != row.user_id]
    left = [place.part.content.base.heading for place in left_for(row, page.case)]

    def act(to: Any, reason: str) -> str:
        reassign(assignment=row, to=to.user, reason=reason, by=request.user)
        return gettext("%(name)s is asked now; %(name_2)s is told.") % {
            "name": to.user.display_name,
            "name_2": row.user.display_name,
        }

    asking = Asking(
        found,
        gettext("Give the review of %(name)s to somebody else") % {"name": row.user.display_name},
        gettext("Give it to this member"),
        text=gettext("Not decided yet: %(left)s.") % {"left": ", ".join(left)} if left else "",
        consequences=[gettext("What was signed stays signed."), gettext("Both members are told.")],
        issues=giving_issues(row, page.case),
    )
    return ask(request, asking, ReassignForm(others, posted(request)), act)


@asking_page
def take_back_review(request: SignedInRequest, slug: str, number: int, assignment: Any) -> HttpResponse:
    """Take a review back without asking another member."""
    found = led_edition(request, slug, number)
    row = _assignment(found, assignment)

    def act(reason: str) -> str:
        release(assignment=row, reason=reason, by=request.user)
        return gettext("%(name)s is no longer asked.") % {"name": row.user.display_name}

    asking = Asking(
        found,
        gettext("Take the review back from %(name)s") % {"name": row.user.display_name},
        gettext("Take it back"),
        consequences=[
            gettext("What was signed stays signed."),
            gettext("The member is told, and may still read, comment and sign."),
        ],
        issues=giving_issues(row, None),
    )
    return ask(request, asking, ReleaseForm(posted(request)), act)


@asking_page
def answer_more_time(request: SignedInRequest, slug: str, number: int, assignment: Any) -> HttpResponse:
    """Give a member who asks for it a later day, or say why not."""
    found = led_edition(request, slug, number)
    row = _assignment(found, assignment)

    def act(until: date | None, reason: str) -> str:
        answer_time(assignment=row, until=until, reason=reason, by=request.user)
        return gettext("%(name)s is told.") % {"name": row.user.display_name}

    asking = Asking(
        found,
        gettext("%(name)s asks for more time") % {"name": row.user.display_name},
        gettext("Answer"),
        text=_time_wanted(row),
        issues=answering_time_issues(row),
    )
    return ask(request, asking, TimeForm(row.wanted_until, posted(request)), act)


def _time_wanted(row: Assignment) -> str:
    if row.due_on is None or row.wanted_until is None:
        return ""
    said = gettext("Due on %(due)s; asked for until %(until)s: “%(reason)s”")
    days = {"due": date_format(row.due_on, "j F Y"), "until": date_format(row.wanted_until, "j F Y")}
    return said % {**days, "reason": row.wanted_because}


def _assignment(found: Edition, pk: Any) -> Assignment:
    row = found.article.assignments.filter(pk=pk).select_related("user").first()
    if row is None:
        raise Http404(gettext("Nobody of that name was asked here."))
    return row
