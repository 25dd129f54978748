"""One section made into two, two made into one, and a section made another kind."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from articles.actions import change_kind, merge_sections, split_section
from articles.actions.parts import cut_issues, kind_issues, merge_issues, next_of
from articles.models import Edition, Pin, Section
from articles.queries import Part, get_draft_for, part_of
from articles.words.parts import proposed_cuts
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import TEXT_FOR_EVERYONE, standings
from editorial.desk.forms.common import base_version, typed
from editorial.desk.forms.parts import KindForm, MergeNextForm, SplitForm
from editorial.desk.presence import here_on
from editorial.desk.unsaved import others_typing, unsaved_issues
from editorial.scratch.actions import follow
from editorial.shared.issues import Issue, Refused, refuse
from editorial.shared.refusals import act
from reviews.talk.threads import open_comments

from .articles import trail


@login_required
def split(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Divide a section where the cursor was, or where one says."""
    edition = get_draft_for(request.user, slug)
    part = part_of(edition, anchor)
    issues = [*unsaved_issues(edition.article, [part], request.user)[0], *_front(part)]
    cuts = proposed_cuts(part.content, _whole(request, "at"), request.GET.get("in", ""))
    labels = {one.key: one.label if one.key else TEXT_FOR_EVERYONE for one in standings(part)}
    form = SplitForm(part.content, labels, cuts, typed(request))
    made: list[Section] = []
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and act(form, lambda: made.append(_split(edition, part, form, issues, request))):
        messages.success(
            request, gettext("The section is divided; this is the second part. Who had a hand in it has one in both.")
        )
        return redirect("desk:section", slug, made[0].anchor)
    context = _context(request, edition, part, form, issues)
    return render(request, "desk/split_section.html", context, status=422 if form.errors else 200)


def _split(edition: Edition, part: Part, form: SplitForm, issues: list[Issue], request: SignedInRequest) -> Section:
    refuse([*issues, *cut_issues(part.content, form.cuts())])
    return split_section(
        edition=edition,
        anchor=part.section.anchor,
        base_version=base_version(request),
        cuts=form.cuts(),
        by=request.user,
    )[1]


def _front(part: Part) -> list[Issue]:
    return [Issue("front-stays", gettext("The front is not divided."))] if part.content.is_front else []


def _whole(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else -1


@login_required
def merge_next(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Put the next section's words under this one's."""
    edition = get_draft_for(request.user, slug)
    part = part_of(edition, anchor)
    following = next_of(edition, part)
    both = [part, following]
    issues = [
        *merge_issues(part, following),
        *unsaved_issues(edition.article, both, request.user)[0],
        *others_typing(edition.article, [following], request.user),
    ]
    begun = {
        "base_version": part.version.pk,
        "next_version": following.version.pk,
        "reason": gettext("Its words stand in “%(what)s” now.") % {"what": part.content.base.heading or anchor},
    }
    form = MergeNextForm(typed(request), initial=begun)
    if request.method == "POST" and form.is_valid() and act(form, lambda: _merge(edition, part, form, issues, request)):
        messages.success(request, gettext("The two sections are one. Read it, and smooth what now stands together."))
        return redirect("desk:section", slug, anchor)
    context = _context(request, edition, part, form, issues)
    musts = open_comments(edition.article)[following.section.pk]["must"]
    context |= {"following": following, "is_live": _is_live(edition, following), "musts": musts}
    return render(request, "desk/merge_next.html", context, status=422 if form.errors else 200)


def _merge(edition: Edition, part: Part, form: MergeNextForm, issues: list[Issue], request: SignedInRequest) -> None:
    refuse(issues)
    merge_sections(edition=edition, anchor=part.section.anchor, by=request.user, **form.cleaned_data)


def _is_live(edition: Edition, part: Part) -> bool:
    return Pin.objects.filter(edition=edition.based_on_id, section=part.section).exists()


@login_required
def kind(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Say of which kind a section is that the board never had."""
    edition = get_draft_for(request.user, slug)
    part = part_of(edition, anchor)
    issues = kind_issues(part.section)
    form = KindForm(typed(request), initial={"kind": part.section.kind})
    if request.method == "POST" and form.is_valid():
        try:
            section = _change_kind(edition, part, form.cleaned_data["kind"], request)
        except Refused as refused:
            issues = refused.issues
        else:
            messages.success(request, gettext("Saved the kind. The words are as they were."))
            return redirect("desk:section", slug, section.anchor)
    context = _context(request, edition, part, form, issues)
    return render(request, "desk/section_kind.html", context, status=409 if issues and form.is_bound else 200)


def _change_kind(edition: Edition, part: Part, kind: str, request: SignedInRequest) -> Section:
    """With what anybody has typed into the section and not saved, which belongs to the new one."""
    with transaction.atomic():
        section = change_kind(edition=edition, anchor=part.section.anchor, kind=kind, by=request.user)
        if section.pk != part.section.pk:
            slug, version = edition.article.slug, part_of(edition, section.anchor).version
            old, new = (reverse("desk:section", args=[slug, one.anchor]) for one in (part.section, section))
            follow(old=old, new=new, replaced={str(part.version.pk): str(version.pk)})
    return section


def _context(request: SignedInRequest, edition: Edition, part: Part, form: Any, issues: list[Issue]) -> dict:
    return {
        "article": edition.article,
        "part": part,
        "here": here_on(edition.article, part.section.anchor, by=request.user),
        "heading": part.content.base.heading or part.section.anchor,
        "form": form,
        "issues": issues,
        "trail": trail(edition.article),
    }
