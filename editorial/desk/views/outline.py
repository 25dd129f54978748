"""The outline of a draft: a section is added, moved, taken out, brought back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import add_section, move_section, remove_section, restore_section
from articles.models import Pin
from articles.queries import get_draft_for, part_of, parts_of
from articles.words.content import Wording
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import typed
from editorial.desk.forms.sections import NewSectionForm, RemoveSectionForm
from editorial.desk.presence import here_on
from editorial.desk.views.editions import with_statement
from editorial.shared.refusals import act
from reviews.talk.threads import open_comments

from .articles import trail


@login_required
def new_section(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a section at the end."""
    edition = get_draft_for(request.user, slug)
    form = NewSectionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        base = Wording(heading=data["heading"])
        if act(
            form,
            lambda: add_section(edition=edition, anchor=data["anchor"], kind=data["kind"], base=base, by=request.user),
        ):
            return redirect("desk:section", slug, data["anchor"])
    context = {"form": form, "article": edition.article, "trail": trail(edition.article)}
    return render(request, "desk/new_section.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@with_statement
def move(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """One place up or down, or to the place ``to`` (0 is the first after the front)."""
    edition = get_draft_for(request.user, slug)
    anchors = [part.section.anchor for part in parts_of(edition) if not part.content.is_front]
    if anchor in anchors:
        place = _wanted_place(request, anchors.index(anchor))
        move_section(edition=edition, anchor=anchor, to=max(0, place), by=request.user)
    return redirect(f"/desk/articles/{slug}/#section-{anchor}")


def _wanted_place(request: SignedInRequest, now: int) -> int:
    to = request.POST.get("to", "")
    if to.isascii() and to.isdigit() and len(to) < 7:
        return int(to)
    return now + {"up": -1, "down": 1}.get(request.POST.get("direction", ""), 0)


@login_required
def remove(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Take a section out, with a reason if readers have it now."""
    edition = get_draft_for(request.user, slug)
    part = part_of(edition, anchor)
    form = RemoveSectionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if act(form, lambda: remove_section(edition=edition, anchor=anchor, reason=reason, by=request.user)):
            messages.success(
                request,
                gettext("“%(what)s” is no longer in this edition.") % {"what": part.content.base.heading or anchor},
            )
            return redirect("desk:article", slug)
    is_live = Pin.objects.filter(edition=edition.based_on_id, section=part.section).exists()
    context = {"form": form, "article": edition.article, "part": part, "is_live": is_live}
    context |= {"trail": trail(edition.article), "here": here_on(edition.article, anchor, by=request.user)}
    context["musts"] = open_comments(edition.article)[part.section.pk]["must"]
    return render(request, "desk/remove_section.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@with_statement
def restore(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Undo a removal."""
    edition = get_draft_for(request.user, slug)
    section = get_object_or_404(edition.article.sections, anchor=anchor)
    restore_section(edition=edition, section=section, by=request.user)
    messages.success(request, gettext("The section is back, at the end."))
    return redirect(f"/desk/articles/{slug}/#section-{anchor}")
