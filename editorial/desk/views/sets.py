"""Sets: the list of them, making one, its page, and what is done with all of one. Desk and board have the same page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.models import Edition
from articles.permissions import may_edit, may_write
from articles.queries import parts_of
from editorial.accounts.requests import SignedInRequest
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from editorial.desk.forms.sets import ApproveSetForm, JoinForm, NewSetForm
from editorial.desk.sets import SetPage, listed, offered_to, sees_sets, set_page, sets_for
from editorial.desk.unsaved import unsaved_issues
from editorial.shared.issues import Issue, Refused, refuse, require
from editorial.shared.refusals import act, add_issues
from reviews.actions import add_to_set, approve_set, make_set, schedule_set, submit_set, take_out_of_set
from reviews.enums import APPROVAL_MEANING
from reviews.forms.schedule import ScheduleForm
from reviews.models import SetMember
from reviews.rules.sets import Joined, get_set_for, joined_in, may_see, may_take_out, standing_issues, time_issues
from reviews.rules.submission import to_submit_together
from reviews.views.answering import (
    NOT_NOW,
    UNREADABLE,
    asking_page,
    asks_to_confirm,
    board_page,
    confirm_first,
    posted,
    stash,
)

SETS = {"label": gettext_lazy("Sets"), "url": "/sets/"}
PER_PAGE = 20


@board_page
def sets(request: SignedInRequest) -> HttpResponse:
    """The sets that the person may see."""
    if not sees_sets(request.user):
        raise PermissionDenied(gettext("Sets are for editors and boards."))
    page = Paginator(sets_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"sets": listed(page.object_list), "page": page, "may_make": may_write(request.user)}
    return render(request, "sets/list.html", context)


@asking_page
def new_set(request: SignedInRequest) -> HttpResponse:
    """Make a set of open editions of one's own; ``?article=`` names those that are ticked."""
    if not may_write(request.user):
        raise PermissionDenied(gettext("Editors make sets."))
    wanted = request.GET.getlist("article")
    offered = offered_to(request.user, also=[*wanted, *request.POST.getlist("articles")])
    form = NewSetForm(posted(request), offered=offered, chosen=wanted)
    status = 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            status, made = NOT_NOW, []
            said = {name: form.cleaned_data[name] for name in ("name", "reason")}
            if act(form, lambda: made.append(make_set(articles=form.chosen(), by=request.user, **said))):
                messages.success(request, gettext("Made. Now each of them waits for the others."))
                return redirect("sets:set", made[0].pk)
    context = {"form": form, "trail": [SETS], "back": reverse("sets:list")}
    return render(request, "sets/new.html", context, status=status)


def _page_of(request: SignedInRequest, pk: UUID) -> SetPage:
    return set_page(get_set_for(request.user, pk), request.user)


def _trail(joined: Joined) -> list[dict[str, Any]]:
    return [SETS, {"label": joined.set.name, "url": reverse("sets:set", args=[joined.set.pk])}]


@board_page
def one_set(request: SignedInRequest, edition_set: UUID) -> HttpResponse:
    """A set: each member, what it lacks and from whom."""
    page = _page_of(request, edition_set)
    return render(request, "sets/set.html", {"one": page, "trail": [SETS], "publication": _publication(page.joined)})


def _publication(joined: Joined) -> str:
    """When it is or was published, in words."""
    row = joined.set
    if row.published_at:
        return gettext("Published on %(at)s.") % {"at": _clock(row.published_at)}
    if row.publish_at:
        return gettext("To be published on %(at)s, once all are approved.") % {"at": _clock(row.publish_at)}
    return gettext("To be published as soon as all are approved.")


def _clock(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y, H:i")


def _answer(
    request: SignedInRequest, joined: Joined, form: Form, does: Callable[..., str], template: str, **context: Any
) -> HttpResponse:
    """Show the form; when it is sent do what it asks, and go back to the set. What is refused is said in the form,
    which keeps all that was typed; who has to prove who they are first comes back to it."""
    status = 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                messages.success(request, does(**form.cleaned_data))
                return redirect("sets:set", joined.set.pk)
            except Refused as refused:
                if asks_to_confirm(refused):
                    stash(request)
                    return confirm_first(request, request.path)
                add_issues(form, refused.issues)
                status = NOT_NOW
    context |= {"form": form, "set": joined.set, "joined": joined, "trail": _trail(joined)}
    context["back"] = reverse("sets:set", args=[joined.set.pk])
    return render(request, template, context, status=status)


@asking_page
def add(request: SignedInRequest, edition_set: UUID) -> HttpResponse:
    """Let more editions of one's own go live with the set."""
    joined = get_set_for(request.user, edition_set)
    require(may_write(request.user), gettext("Editors add editions of theirs."))
    wanted = request.GET.getlist("article")
    offered = offered_to(request.user, joined, [*wanted, *request.POST.getlist("articles")])
    form = JoinForm(posted(request), offered=offered, chosen=wanted)

    def does(articles: list[str]) -> str:
        number = len(add_to_set(edition_set=joined.set, articles=form.chosen(), by=request.user))
        return ngettext("%(n)s edition added.", "%(n)s editions added.", number) % {"n": number}

    return _answer(request, joined, form, does, "sets/add.html", issues=standing_issues(joined))


@board_page
@require_POST
def take_out(request: SignedInRequest, member: UUID) -> HttpResponse:
    """Take an edition out: its editors, also of a set that they may not see, and who made the set."""
    row = SetMember.objects.select_related("edition__article").filter(pk=member).first()
    joined = joined_in([row.edition_set_id])[row.edition_set_id] if row else None
    sees = joined is not None and may_see(request.user, joined)
    if row is None or joined is None or not (sees or may_edit(request.user, row.edition.article)):
        raise Http404(gettext("No such member of a set."))
    require(may_take_out(request.user, joined, row), gettext("Its editors take it out, or who made the set."))
    take_out_of_set(member=row, by=request.user)
    messages.success(request, gettext("Taken out: it goes on alone."))
    if sees and joined_in([joined.set.pk]):
        return redirect("sets:set", joined.set.pk)
    return redirect("desk:article", row.edition.article.slug) if not sees else redirect("sets:list")


@asking_page
def set_time(request: SignedInRequest, edition_set: UUID) -> HttpResponse:
    """Say when the set is published."""
    page = _page_of(request, edition_set)
    joined = page.joined
    issues = time_issues(joined, request.user)
    if not joined.is_published:
        message = gettext("The time of a set is for who edits all of its articles, or leads all of its boards.")
        require(page.sets_time, message)

    def does(publish_at: Any) -> str:
        changed = schedule_set(edition_set=joined.set, publish_at=publish_at, by=request.user)
        return gettext("Saved. %(publication)s") % {"publication": _publication(Joined(changed, joined.members))}

    form = ScheduleForm(joined.set, posted(request))
    return _answer(request, joined, form, does, "sets/time.html", issues=issues)


@asking_page
def submit_all(request: SignedInRequest, edition_set: UUID) -> HttpResponse:
    """Hand all drafts of the set that one edits to their boards."""
    page = _page_of(request, edition_set)
    joined, drafts = page.joined, page.submittable
    require(page.edits, gettext("Who edits its articles submits them."))

    def does() -> str:
        unsaved = [issue for one in drafts for issue in _unsaved(one, request)]
        refuse(unsaved)
        number = len(submit_set(edition_set=joined.set, by=request.user))
        said = ngettext("%(n)s edition is submitted.", "%(n)s editions are submitted.", number)
        return said % {"n": number}

    issues = [] if joined.is_published else to_submit_together(drafts)
    titles = [(page.titles.get(one.pk) or one.article.slug, one) for one in drafts]
    return _answer(request, joined, Form(posted(request)), does, "sets/submit.html", issues=issues, drafts=titles)


def _unsaved(edition: Edition, request: SignedInRequest) -> list[Issue]:
    """What the person typed into this draft and did not save."""
    return unsaved_issues(edition.article, parts_of(edition), request.user)[0]


@asking_page
def approve_all(request: SignedInRequest, edition_set: UUID) -> HttpResponse:
    """Approve the chosen editions of the set, each as it is approved alone."""
    page = _page_of(request, edition_set)
    joined = page.joined
    require(page.leads, gettext("Only the chair or a deputy decides this."))
    form = ApproveSetForm(posted(request), editions=page.judged, titles=page.titles, seen=joined.digest)

    def does(editions: list[str], seen: str) -> str:
        wanted, proof = [UUID(one) for one in editions], authentication_of(request)
        number = len(
            approve_set(edition_set=joined.set, editions=wanted, seen=seen, by=request.user, authentication=proof)
        )
        go_on_with_sitting(request)
        return ngettext("%(n)s edition is approved.", "%(n)s editions are approved.", number) % {"n": number}

    issues = next((one.issues for one in page.acts if one.url == reverse("sets:approve", args=[joined.set.pk])), [])
    if not page.approvable and not issues:
        issues = [Issue("nothing-to-approve", gettext("Nothing of it waits for your approval."))]
    ticked = form.ticked()
    offered = [(one, page.titles.get(one.pk) or one.article.slug, str(one.pk) in ticked) for one in page.approvable]
    context = {
        "issues": issues,
        "one": page,
        "offered": offered,
        "meaning": APPROVAL_MEANING,
        "publication": _publication(joined),
    }
    return _answer(request, joined, form, does, "sets/approve.html", **context)
