"""Who is named on an edition."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articles.actions import set_bylines
from articles.actions.contributors import save_contributor
from articles.forms import ContributorForm, KnownBylineForm, NewBylineForm, act, typed
from articles.models import Byline, Contributor, Edition
from articles.overview import contributors_to_choose
from articles.queries import get_draft_for

from .article import trail


def bylines_of(edition: Edition) -> list[Byline]:
    return list(edition.bylines.select_related("contributor"))


def _named(edition: Edition) -> list[tuple[Contributor, str]]:
    return [(byline.contributor, byline.role) for byline in bylines_of(edition)]


@login_required
def contributors(request: HttpRequest, slug: str) -> HttpResponse:
    """The people named on the draft; adds a new person."""
    edition = get_draft_for(request.user, slug)
    form = NewBylineForm(typed(request))
    if request.method == "POST" and form.is_valid() and _add_new(form, edition, request.user):
        messages.success(request, f"{form.cleaned_data['name']} is named on this edition.")
        return redirect("desk:contributors", slug)
    choices = Contributor.objects.filter(pk__in=[person.pk for person in contributors_to_choose(edition)])
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
    data = form.cleaned_data

    @transaction.atomic
    def add() -> None:
        person = save_contributor(
            by=by, name=data["name"], credentials=data["credentials"], interests=data["interests"]
        )
        set_bylines(edition=edition, bylines=[*_named(edition), (person, data["role"])], by=by)

    return act(form, add)


@login_required
@require_POST
def name_known(request: HttpRequest, slug: str) -> HttpResponse:
    """Name somebody who is on record already."""
    edition = get_draft_for(request.user, slug)
    form = KnownBylineForm(request.POST, choices=Contributor.objects.all())
    if form.is_valid():
        data = form.cleaned_data
        set_bylines(edition=edition, bylines=[*_named(edition), (data["contributor"], data["role"])], by=request.user)
        messages.success(request, f"{data['contributor'].name} is named on this edition.")
    else:
        messages.error(request, "Choose a person and a role.")
    return redirect("desk:contributors", slug)


@login_required
def edit_contributor(request: HttpRequest, slug: str, person) -> HttpResponse:
    """Change what is known of somebody named on the draft; editions already submitted keep what they said."""
    edition = get_draft_for(request.user, slug)
    row = get_object_or_404(Contributor.objects.filter(bylines__edition=edition).distinct(), pk=person)
    known = {"name": row.name, "credentials": row.credentials, "interests": row.interests}
    form = ContributorForm(typed(request), initial=known)
    if request.method == "POST" and form.is_valid() and _change(form, row, request.user):
        messages.success(request, "Saved.")
        return redirect("desk:contributors", slug)
    context = {"form": form, "article": edition.article, "person": row, "trail": trail(edition.article)}
    return render(request, "desk/contributor.html", context, status=422 if form.errors else 200)


def _change(form: ContributorForm, row: Contributor, by) -> bool:
    return act(form, lambda: save_contributor(by=by, contributor=row, **form.cleaned_data))


@login_required
@require_POST
def arrange(request: HttpRequest, slug: str, person, role: str) -> HttpResponse:
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
