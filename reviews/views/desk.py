"""The desk: my articles, an article with its open edition, and the editor's moves."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articles.actions import open_edition
from articles.enums import IN_REVIEW_STATES, WITH_BOARD_STATES, EditionState
from articles.forms import ChangeNoteForm, act
from articles.models import Article, Edition, PublicPage
from articles.overview import Overview, overview_of
from articles.queries import get_article_for, live_edition_of, open_edition_of, shown_edition, title_of
from articles.views.article import DESK, trail
from articles.warnings import to_mind
from editorial.accounts.roles import is_editor
from editorial.shared.issues import Issue
from reviews.actions import discard, schedule, set_article_policy, submit, take_back
from reviews.alarms import open_alarms_for
from reviews.desk import (
    FILTERS,
    articles_for,
    counts,
    filtered,
    letters_waiting,
    next_step,
    open_questions,
    with_details,
)
from reviews.forms_desk import ArticlePolicyForm, ScheduleForm
from reviews.handing_in import to_hand_in
from reviews.permissions import is_board_member
from reviews.policies import chosen_policy
from reviews.progress import EditionProgress, progress_of
from reviews.threads import open_comments
from reviews.transitions import Move, state_issues
from reviews.urgent import urgent_mark

from .answering import NOT_NOW, UNREADABLE

PAGE_SIZE = 20


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """My articles. The board's members are sent to their own queue; who is neither gets a friendly word."""
    if not is_editor(request.user):
        if is_board_member(request.user):
            return redirect("/review/")
        return render(request, "desk/no_desk.html")
    entries = articles_for(request.user)
    state = request.GET.get("state", "")
    page = Paginator(filtered(entries, state), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = with_details(list(page.object_list))
    context = {
        "entries": shown,
        "page": page,
        "query": f"state={state}" if state in FILTERS else "",
        "tabs": _tabs(entries, state),
        "state": state,
        "has_articles": bool(entries),
        "alarms": open_alarms_for(request.user),
        "letters": [entry for entry in shown if entry.letter],
        "questions": sum(open_questions(entry.article for entry in entries).values()),
    }
    return render(request, "desk/home.html", context)


def _tabs(entries: list, state: str) -> list[dict]:
    numbers = counts(entries)
    tabs = [{"label": "All", "url": "/desk/", "current": state not in FILTERS, "count": len(entries)}]
    return tabs + [
        {"label": label, "url": f"/desk/?state={name}", "current": name == state, "count": numbers[name]}
        for name, (label, _) in FILTERS.items()
        if numbers[name] or name == state
    ]


@login_required
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article's page on the desk."""
    return render(request, "desk/article.html", article_context(get_article_for(request.user, slug)))


def article_context(article: Article, **forms: Any) -> dict:
    """Everything that the article's page shows."""
    live = live_edition_of(article)
    edition = shown_edition(article)
    overview = overview_of(edition)
    is_draft = edition.state == EditionState.DRAFT
    issues = to_hand_in(edition) if is_draft else []
    progress = progress_of(edition) if edition.state in WITH_BOARD_STATES else None
    return {
        "article": article,
        "edition": edition,
        "live": live,
        "overview": overview,
        "sections": _sections(overview, progress, open_comments(article)),
        "issues": issues,
        "missing": [placed(issue, article) for issue in issues if not issue.target.startswith("wording:")],
        "submit_issues": state_issues(edition.state, Move.SUBMIT) or issues,
        "warnings": [placed(issue, article) for issue in _warnings(overview)] if is_draft else [],
        "progress": progress,
        "letter": letters_waiting([edition]).get(edition.pk),
        "next_step": next_step(edition, live=live, issues=issues, progress=progress),
        "is_draft": is_draft,
        "may_take_back": edition.state in IN_REVIEW_STATES,
        "may_open": open_edition_of(article) is None,
        "may_schedule": edition.state in (EditionState.DRAFT, *WITH_BOARD_STATES),
        "may_be_urgent": live is not None and edition.interrupts_id is None and edition.state != EditionState.APPROVED,
        "urgent": urgent_mark(live),
        "step": STEPS.get(edition.state, ""),
        "page": PublicPage.objects.filter(article=article, is_default=True, slug=article.slug).first(),
        "note_form": forms.get("note_form") or ChangeNoteForm(initial={"note": edition.change_note}),
        "schedule_form": forms.get("schedule_form") or ScheduleForm(initial={"publish_at": edition.publish_at}),
        "policy_form": forms.get("policy_form") or ArticlePolicyForm(initial={"policy": chosen_policy(article)}),
        "trail": [DESK],
    }


def _warnings(overview: Overview) -> list[Issue]:
    return to_mind(row.part.content for row in overview.rows)


def placed(issue: Issue, article: Article) -> Issue:
    """The issue with the address of the page where it is mended."""
    here = f"/desk/articles/{article.slug}/"
    match issue.target.split(":", 1):
        case ["section", anchor]:
            return replace(issue, target=f"{here}sections/{anchor}/")
        case ["reference", key]:
            return replace(issue, target=f"/desk/references/{key}/")
        case ["evidence", key]:
            return replace(issue, target=f"/evidence/{key}/")
        case ["contributors" | "merges" as page]:
            return replace(issue, target=f"{here}{page}/")
    return issue


STEPS = {
    EditionState.SUBMITTED: "submitted",
    EditionState.UNDER_REVIEW: "under_review",
    EditionState.APPROVED: "approved",
    EditionState.PUBLISHED: "approved",
}


def _sections(overview: Overview, progress: EditionProgress | None, comments: Any) -> list[dict]:
    """The rows of the list of sections, with signatures and open comments beside them."""
    standings = {one.part.section.pk: one.standing for one in progress.sections} if progress else {}
    return [
        {
            "row": row,
            "standing": standings.get(row.part.section.pk),
            "comments": comments[row.part.section.pk]["open"],
            "musts": comments[row.part.section.pk]["must"],
        }
        for row in overview.rows
    ]


def _edition(request: HttpRequest, slug: str) -> Edition:
    """The newest edition of an article that the user may edit."""
    return shown_edition(get_article_for(request.user, slug))


@login_required
@require_POST
def submit_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand the draft to the board."""
    edition = submit(edition=_edition(request, slug), by=request.user)
    messages.success(request, f"Edition {edition.number} is submitted: the board sees it from now on.")
    return redirect("desk:article", slug)


@login_required
def take_back_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw the edition from review to mend it; the next draft opens at once."""
    edition = _edition(request, slug)
    issues = state_issues(edition.state, Move.TAKE_BACK)
    if request.method == "POST":
        with transaction.atomic():
            take_back(edition=edition, by=request.user)
            opened = open_edition(article=edition.article, by=request.user)
        messages.success(request, f"Edition {edition.number} is taken back; edition {opened.number} is open.")
        return redirect("desk:article", slug)
    return _ask(request, edition, "desk/take_back.html", issues)


@login_required
def discard_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the draft up."""
    edition = _edition(request, slug)
    issues = state_issues(edition.state, Move.DISCARD)
    if request.method == "POST":
        discard(edition=edition, by=request.user)
        messages.success(request, f"The draft of edition {edition.number} is discarded.")
        return redirect("desk:article", slug)
    return _ask(request, edition, "desk/discard.html", issues)


def _ask(request: HttpRequest, edition: Edition, template: str, issues: list[Issue]) -> HttpResponse:
    article = edition.article
    context = {"article": article, "edition": edition, "title": title_of(article), "issues": issues}
    context["trail"] = trail(article)
    return render(request, template, context)


@login_required
@require_POST
def choose_policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Say under which policy the next submission is reviewed."""
    article = get_article_for(request.user, slug)
    form = ArticlePolicyForm(request.POST)
    if form.is_valid():
        set_article_policy(article=article, policy=form.cleaned_data["policy"], by=request.user)
        messages.success(request, f"The next submission is reviewed under “{form.cleaned_data['policy']}”.")
        return redirect("desk:article", slug)
    return render(request, "desk/article.html", article_context(article, policy_form=form), status=422)


@login_required
@require_POST
def schedule_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Say when the edition is published once it is approved."""
    edition = _edition(request, slug)
    form, status = ScheduleForm(request.POST), UNREADABLE
    if form.is_valid():
        status = NOT_NOW
        when = form.cleaned_data["publish_at"]
        if act(form, lambda: schedule(edition=edition, publish_at=when, by=request.user)):
            messages.success(request, "Saved when to publish.")
            return redirect("desk:article", slug)
    context = article_context(edition.article, schedule_form=form)
    return render(request, "desk/article.html", context, status=status)
