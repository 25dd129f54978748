"""Passages: the list of them, where one is used, and placing one in an article."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.actions.passages import (
    create_passage,
    open_with_passage,
    place_passage,
    take_out_passage,
)
from articles.models import Edition, Pin, SectionVersion
from articles.passages import Given
from articles.queries import Part, get_draft_for, parts_of
from articles.site.presentation import present
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import references_of
from editorial.desk.forms.common import typed
from editorial.desk.forms.passages import NewPassageForm, PlacePassageForm
from editorial.desk.forms.sections import RemoveSectionForm
from editorial.desk.passages import (
    Host,
    Kept,
    Listed,
    begins_passages,
    get_passage_for,
    hosts_for,
    kept_in,
    passages_for,
    unknown_to,
)
from editorial.desk.views.articles import DESK, trail
from editorial.desk.views.history import shown_changes
from editorial.shared.issues import Refused
from editorial.shared.patience import or_busy
from editorial.shared.refusals import act
from reviews.actions import renew_passage_here

PASSAGES = {"label": gettext_lazy("Passages"), "url": "/desk/passages/"}


@login_required
def passages(request: SignedInRequest) -> HttpResponse:
    """The passages that there are, with where they are used."""
    if not begins_passages(request.user):
        raise PermissionDenied(gettext("Passages are for editors."))
    words = request.GET.get("q", "")[:200]
    context = {"passages": passages_for(request.user, words), "words": words, "trail": [DESK]}
    return render(request, "desk/passages.html", context)


@login_required
def new_passage(request: SignedInRequest) -> HttpResponse:
    """Begin a passage."""
    if not begins_passages(request.user):
        raise PermissionDenied(gettext("Only editors begin passages."))
    form = NewPassageForm(typed(request))
    if request.method == "POST" and form.is_valid():
        slug = form.cleaned_data["slug"]
        if act(form, lambda: create_passage(slug=slug, front=form.front(), by=request.user)):
            messages.success(request, gettext("Begun. Now add its sections: they are what stands in articles."))
            return redirect("desk:article", slug)
    context = {"form": form, "trail": [DESK, PASSAGES]}
    return render(request, "desk/new_passage.html", context, status=422 if form.errors else 200)


@login_required
def passage(request: SignedInRequest, passage: UUID) -> HttpResponse:
    """Where a passage is used; the next editions of chosen articles are opened with what it says now."""
    listed = get_passage_for(request.user, passage)
    hosts = hosts_for(request.user, listed.article, listed.given)
    if request.method == "POST":
        return _take_over(request, listed, hosts)
    changes = _Changes()
    rows = [(host, changes.of(host, listed.given) if host.is_own else []) for host in hosts]
    offered = {host.article.pk for host in hosts if listed.given and host.may_take_over(listed.given)}
    context = {"one": listed, "rows": rows, "offered": offered, "trail": [DESK, PASSAGES]}
    opened = [("article", str(host.article.pk)) for host in hosts if host.is_own and host.open is not None]
    context["together"] = f"{reverse('sets:new')}?{urlencode(opened)}" if len(opened) > 1 else ""
    context["new_readers"] = unknown_to(listed.given) if listed.given else []
    context |= {"places": {host.article.pk: host.after(listed.given) for host in hosts if listed.given}}
    return render(request, "desk/passage.html", context)


def _take_over(request: SignedInRequest, listed: Listed, hosts: list[Host]) -> HttpResponse:
    """Each article by itself: one that cannot now keeps no other from it, and what was done is said with its names."""
    chosen, given = set(request.POST.getlist("host")), listed.given
    done, together = [], []
    for host in hosts:
        if str(host.article.pk) not in chosen or given is None or not host.may_take_over(given):
            continue
        said = _taken_over(request, host, listed)
        if said is None:
            done.append(host.title)
            together.append(("article", str(host.article.pk)))
        else:
            messages.error(request, gettext("“%(title)s”: %(said)s") % {"title": host.title, "said": said})
    if done:
        message = ngettext(
            "A draft of %(n)s article has it now: %(titles)s.",
            "Drafts of %(n)s articles have it now: %(titles)s.",
            len(done),
        )
        titles = gettext(", ").join(gettext("“%(title)s”") % {"title": title} for title in done)
        messages.success(request, message % {"n": len(done), "titles": titles})
    elif not chosen:
        messages.error(request, gettext("Choose at least one article."))
    if together and "set" in request.POST:
        return redirect(f"{reverse('sets:new')}?{urlencode(together)}")
    return redirect("desk:passage", listed.article.pk)


def _taken_over(request: SignedInRequest, host: Host, listed: Listed) -> str | None:
    """Nothing if a draft of the host has the passage as it is now; else why not."""
    try:
        with or_busy(gettext("this article")):
            open_with_passage(article=host.article, passage=listed.article.pk, by=request.user)
    except Refused as refused:  # also Busy
        return " ".join(str(issue.message) for issue in refused.issues)
    except (PermissionDenied, Http404):  # taken from the person, or taken out, since the page was read
        return gettext("It is no longer yours to change, or no longer there.")
    return None


class _Changes:
    """What would become different where a passage stands; the same for two articles that have the same of it is
    compared once."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, Any], list[Any]] = {}

    def of(self, host: Host, given: Given | None) -> list[tuple[str, str, list[Any]]]:
        """Heading, what is said of it, and the changed wordings, of each section that would be another."""
        if given is None:
            return []
        there = {part.section.pk: part for part in host.of(given)}
        found = [self._one(there.pop(part.section.pk, None), part) for part in given.parts]
        said = gettext("It would no longer stand here.")
        changed: list[tuple[str, str, list[Any]]] = [one for one in found if one is not None]
        return [*changed, *((part.content.base.heading, said, []) for part in there.values())]

    def _one(self, old: Part | None, new: Part) -> tuple[str, str, list[Any]] | None:
        heading = new.content.base.heading
        if old is None:
            return heading, gettext("It would be new here."), []
        if old.version.pk == new.version.pk:
            return None
        key = (old.version.pk, new.version.pk)
        if key not in self.known:
            self.known[key] = shown_changes(old.version, new.version)
        return heading, "", self.known[key]


@login_required
def place(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose a passage and its place in the outline."""
    edition = get_draft_for(request.user, slug)
    parts = parts_of(edition)
    here = {kept.article.pk for kept in kept_in(edition, parts).values()}
    offered = [one for one in passages_for(request.user) if one.given and one.article.pk not in here]
    form = PlacePassageForm(typed(request), offered=offered, parts=parts)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        passage, to = chosen.article, form.place()
        if act(form, lambda: place_passage(edition=edition, passage=passage, to=to, by=request.user)):
            messages.success(request, gettext("“%(title)s” stands in the draft now.") % {"title": chosen.title})
            return redirect("desk:article", slug)
    context = {"form": form, "article": edition.article, "offered": offered, "trail": trail(edition.article)}
    return render(request, "desk/place_passage.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def renew(request: SignedInRequest, slug: str, passage: UUID) -> HttpResponse:
    """Have a passage say in the draft what it gives now."""
    edition = get_draft_for(request.user, slug)
    kept = _kept(edition, passage)
    if renew_passage_here(edition=edition, passage=passage, by=request.user):
        messages.success(request, gettext("“%(title)s” says here what it says now.") % {"title": kept.title})
    return redirect(f"/desk/articles/{slug}/#section-{kept.parts[0].section.anchor}")


@login_required
def take_out(request: SignedInRequest, slug: str, passage: UUID) -> HttpResponse:
    """Take a passage out of the draft, with a reason if readers have it here now."""
    edition = get_draft_for(request.user, slug)
    kept = _kept(edition, passage)
    form = RemoveSectionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if act(form, lambda: take_out_passage(edition=edition, passage=passage, reason=reason, by=request.user)):
            messages.success(request, gettext("“%(title)s” is no longer in this edition.") % {"title": kept.title})
            return redirect("desk:article", slug)
    sections = [part.section for part in kept.parts]
    is_live = Pin.objects.filter(edition=edition.based_on_id, section__in=sections).exists()
    context = {"form": form, "article": edition.article, "kept": kept, "is_live": is_live}
    context["trail"] = trail(edition.article)
    return render(request, "desk/take_out_passage.html", context, status=422 if form.errors else 200)


def _kept(edition: Edition, passage: UUID) -> Kept:
    kept = next((one for one in kept_in(edition, parts_of(edition)).values() if one.article.pk == passage), None)
    if kept is None:
        raise Http404(gettext("This passage does not stand in the draft."))
    return kept


def passage_section(request: SignedInRequest, edition: Edition, part: Part) -> HttpResponse:
    """A section of a passage where it stands: every wording, to read, and who keeps it."""
    if request.method == "POST":
        message = gettext("These words are kept as a passage: they are changed there.")
        raise PermissionDenied(message)
    kept = kept_in(edition, parts_of(edition))[part.section.pk]
    names = {one.row.key: one.name for one in references_of([part.content])}
    wordings = [(key, wording, present(wording.html, names)) for key, wording in part.content.all_wordings()]
    version: SectionVersion = part.version
    context = {"article": edition.article, "edition": edition, "part": part, "kept": kept, "wordings": wordings}
    context |= {"version": version, "trail": trail(edition.article)}
    return render(request, "desk/passage_section.html", context)
