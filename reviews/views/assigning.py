"""Who reviews: the chair asks members, gives a review to somebody else or takes it back; a member takes one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from articles.models import Edition
from reviews.actions import assign_several, reassign, release
from reviews.assigning import giving_issues, left_for
from reviews.forms_assigning import AssignForm, ReassignForm, ReleaseForm
from reviews.models import Assignment
from reviews.profiles import declared_by
from reviews.reading import review_page
from reviews.suggesting import suggestions_for

from .answering import Asking, ask, asking_page, posted, step_url
from .decisions import led_edition


@asking_page
def assign_members(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask members to review the article, or some of its sections."""
    found = led_edition(request, slug, number)
    page = review_page(found, request.user)
    sections = [(section.key, section.heading) for section in page.sections]
    form = AssignForm(suggestions_for(page.progress, page.assignments), sections, posted(request))

    def act(members: Any, due_on: Any, sections: Any) -> str:
        users = [term.user for term in members]
        assign_several(
            article=found.article, users=users, due_on=due_on, sections=form.asked_sections(), by=request.user
        )
        return f"Asked: {', '.join(user.display_name for user in users)}."

    asking = Asking(found, "Assign members", "Ask them to review")
    rows = [_standing(row, page) for row in page.assignments]
    declared = declared_by(page.progress.eligibility.members)
    context = {"page": page, "rows": rows, "declared": declared, "guests_url": step_url("guests", found)}
    return ask(request, asking, form, act, template="review/assign.html", **context)


def _standing(row: Assignment, page: Any) -> dict[str, Any]:
    """An assignment with what the chair can do about it."""
    left = len(left_for(row, page.progress))
    return {
        "row": row,
        "left": left,
        "reassign_url": step_url("reassign", page.edition, row.pk) if row.stands and left else "",
        "release_url": step_url("release", page.edition, row.pk) if row.stands else "",
    }


@asking_page
def give_to_another(request: HttpRequest, slug: str, number: int, assignment: Any) -> HttpResponse:
    """Give what a member has not decided to another one."""
    found = led_edition(request, slug, number)
    row, page = _assignment(found, assignment), review_page(found, request.user)
    others = [one for one in suggestions_for(page.progress, page.assignments) if one.user.pk != row.user_id]
    left = [place.part.content.base.heading for place in left_for(row, page.progress)]

    def act(to: Any, reason: str) -> str:
        reassign(assignment=row, to=to.user, reason=reason, by=request.user)
        return f"{to.user.display_name} is asked now; {row.user.display_name} is told."

    asking = Asking(
        found,
        f"Give the review of {row.user.display_name} to somebody else",
        "Give it to this member",
        text=f"Not decided yet: {', '.join(left)}." if left else "",
        consequences=["What was signed stays signed.", "Both members are told."],
        issues=giving_issues(row, page.progress),
    )
    return ask(request, asking, ReassignForm(others, posted(request)), act)


@asking_page
def take_back_review(request: HttpRequest, slug: str, number: int, assignment: Any) -> HttpResponse:
    """Take a review back without asking another member."""
    found = led_edition(request, slug, number)
    row = _assignment(found, assignment)

    def act(reason: str) -> str:
        release(assignment=row, reason=reason, by=request.user)
        return f"{row.user.display_name} is no longer asked."

    asking = Asking(
        found,
        f"Take the review back from {row.user.display_name}",
        "Take it back",
        consequences=["What was signed stays signed.", "The member is told, and may still read, comment and sign."],
        issues=giving_issues(row, None),
    )
    return ask(request, asking, ReleaseForm(posted(request)), act)


def _assignment(found: Edition, pk: Any) -> Assignment:
    row = found.article.assignments.filter(pk=pk).select_related("user").first()
    if row is None:
        raise Http404("Nobody of that name was asked here.")
    return row
