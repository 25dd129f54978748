"""Who is named on an edition."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import set_bylines
from articles.models import Byline, Contributor, Edition
from articles.queries import get_draft_for
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import typed
from editorial.desk.forms.contributors import NO_ACCOUNT, ContributorForm, KnownBylineForm, NewBylineForm
from editorial.desk.overview import contributors_to_choose
from editorial.shared.refusals import act
from reviews.actions import save_contributor

from .articles import trail


def bylines_of(edition: Edition) -> list[Byline]:
    return list(edition.bylines.select_related("contributor__user"))


def _named(edition: Edition) -> list[tuple[Contributor, str]]:
    return [(byline.contributor, byline.role) for byline in bylines_of(edition)]


@login_required
def contributors(request: SignedInRequest, slug: str) -> HttpResponse:
    """The people named on the draft; adds a new person."""
    edition = get_draft_for(request.user, slug)
    form = NewBylineForm(typed(request))
    if request.method == "POST" and form.is_valid() and _add_new(form, edition, request.user):
        messages.success(
            request, gettext("%(cleaned_data)s is named on this edition.") % {"cleaned_data": form.cleaned_data["name"]}
        )
        return redirect("desk:contributors", slug)
    choices = contributors_to_choose(edition, request.user)
    context = {
        "article": edition.article,
        "edition": edition,
        "bylines": bylines_of(edition),
        "form": form,
        "known": KnownBylineForm(choices=choices),
        "trail": trail(edition.article),
    }
    return render(request, "desk/contributors.html", context, status=422 if form.errors else 200)


def _add_new(form: NewBylineForm, edition: Edition, by) -> bool:
    @transaction.atomic
    def add() -> None:
        person = save_contributor(by=by, **form.said())
        set_bylines(edition=edition, bylines=[*_named(edition), (person, form.cleaned_data["role"])], by=by)

    return act(form, add)


@login_required
@require_POST
def name_known(request: SignedInRequest, slug: str) -> HttpResponse:
    """Name somebody who is on record already."""
    edition = get_draft_for(request.user, slug)
    form = KnownBylineForm(request.POST, choices=contributors_to_choose(edition, request.user))
    if form.is_valid():
        data = form.cleaned_data
        set_bylines(edition=edition, bylines=[*_named(edition), (data["contributor"], data["role"])], by=request.user)
        messages.success(request, gettext("%(name)s is named on this edition.") % {"name": data["contributor"].name})
    else:
        messages.error(request, "Choose a person and a role.")
    return redirect("desk:contributors", slug)


@login_required
def edit_contributor(request: SignedInRequest, slug: str, person) -> HttpResponse:
    """Change what is known of somebody named on the draft; editions already submitted keep what they said."""
    edition = get_draft_for(request.user, slug)
    row = get_object_or_404(Contributor.objects.filter(bylines__edition=edition).distinct(), pk=person)
    known = {"name": row.name, "credentials": row.credentials, "interests": row.interests}
    known["account"] = NO_ACCOUNT if row.is_outsider else ""
    form = ContributorForm(typed(request), initial=known, person=row)
    if request.method == "POST" and form.is_valid() and _change(form, row, request.user):
        messages.success(request, "Saved.")
        return redirect("desk:contributors", slug)
    context = {"form": form, "article": edition.article, "person": row, "trail": trail(edition.article)}
    return render(request, "desk/contributor.html", context, status=422 if form.errors else 200)


def _change(form: ContributorForm, row: Contributor, by) -> bool:
    return act(form, lambda: save_contributor(by=by, contributor=row, **form.said()))


@login_required
@require_POST
def arrange(request: SignedInRequest, slug: str, person, role: str) -> HttpResponse:
    """Move a person up, give another role, or name them no longer."""
    edition = get_draft_for(request.user, slug)
    rows = bylines_of(edition)
    place = next((i for i, row in enumerate(rows) if (row.contributor_id, row.role) == (person, role)), None)
    if place is not None:
        set_bylines(edition=edition, bylines=arranged(rows, place, request.POST.get("do", "")), by=request.user)
    return redirect("desk:contributors", slug)


def arranged(rows: list[Byline], place: int, what: str) -> list[tuple[Contributor, str]]:
    """The bylines after one of them was moved, changed or taken away."""
    named = [(row.contributor, row.role) for row in rows]
    match what:
        case "up" if place:
            named[place - 1], named[place] = named[place], named[place - 1]
        case "remove":
            named.pop(place)
        case "author" | "editor":
            named[place] = (named[place][0], what)
    return named
