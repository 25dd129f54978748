"""The desk: my articles, an article with its open edition, and the editor's moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import confirm_wordings, open_edition, set_statement
from articles.doubts import sources_of
from articles.enums import IN_REVIEW_STATES, WITH_BOARD_STATES, EditionState
from articles.models import Article, Edition, PublicPage
from articles.passages import own_parts
from articles.queries import (
    get_article_for,
    get_draft_for,
    live_edition_of,
    open_edition_of,
    parts_of,
    shown_edition,
    title_of,
)
from articles.templates import lacking_in
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.accounts.roles import is_editor
from editorial.desk.forms.editions import ArticlePolicyForm, StatementForm
from editorial.desk.forms.sections import EVERYONE
from editorial.desk.forms.widgets import ProseTextarea
from editorial.desk.listing import (
    CONFIRMED_BELOW,
    FILTERS,
    articles_for,
    counts,
    filtered,
    letters_waiting,
    next_step,
    what_blocks,
    with_details,
)
from editorial.desk.overview import STEPS, Overview, overview_of, taken_out_of
from editorial.desk.passages import kept_in
from editorial.desk.presence import here_on
from editorial.desk.sets import sets_around
from editorial.desk.translating import languages_of
from editorial.desk.unsaved import unsaved_issues
from editorial.desk.views.articles import DESK, trail
from editorial.desk.warnings import statement_warnings, to_mind
from editorial.shared.canonical import canonical_json
from editorial.shared.issues import Issue, refuse
from editorial.shared.refusals import act
from reviews.actions import discard, schedule, set_article_policy, submit, take_back
from reviews.forms.schedule import ScheduleForm
from reviews.room.alarms import open_alarms_for
from reviews.rules.case import Case, case_of
from reviews.rules.handover import untouched_by_policy
from reviews.rules.permissions import is_board_member
from reviews.rules.policies import chosen_policy
from reviews.rules.submission import to_submit
from reviews.rules.transitions import Move, state_issues
from reviews.rules.urgent import urgent_mark
from reviews.talk.threads import gone_at_the_desk, open_comments
from reviews.views.answering import NOT_NOW, UNREADABLE

PAGE_SIZE = 20


@login_required
def home(request: SignedInRequest) -> HttpResponse:
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
def article(request: SignedInRequest, slug: str) -> HttpResponse:
    """An article's page on the desk."""
    article = get_article_for(request.user, slug)
    here = here_on(article, "", by=request.user)
    return article_page(request, article, here=here)


def article_page(
    request: SignedInRequest, article: Article, *, status: int = 200, here: Sequence[Any] = (), **forms: Any
) -> HttpResponse:
    """The page, with the forms that were refused. Sections are written on it in place, so it brings their editor."""
    context = article_context(article, request.user, **forms)
    context |= {"here": here, "media": ProseTextarea().media.with_nonce(request.csp_nonce)}
    return render(request, "desk/article.html", context, status=status)


def article_context(article: Article, by: User, **forms: Any) -> dict:
    """Everything that the article's page shows to somebody."""
    live = live_edition_of(article)
    edition = shown_edition(article)
    overview = overview_of(edition)
    is_draft = edition.state == EditionState.DRAFT
    own, others = unsaved_issues(article, (row.part for row in overview.rows), by) if is_draft else ([], [])
    issues = own + to_submit(edition) if is_draft else []
    case = case_of(edition) if edition.state in WITH_BOARD_STATES else None
    statement_form = forms.get("statement_form") or StatementForm.of(edition)
    schedule_form = forms.get("schedule_form") or ScheduleForm(edition)
    policy_form = forms.get("policy_form") or ArticlePolicyForm(initial={"policy": chosen_policy(article)})
    for form in (statement_form, schedule_form, policy_form) if is_draft else ():
        _join(form)
    sets, comments = sets_around(edition, by), open_comments(article)
    return {
        "article": article,
        "edition": edition,
        **sets,
        "live": live,
        "overview": overview,
        "lacking": lacking_in(edition) if is_draft else [],
        "taken_out": taken_out_of(edition) if is_draft else [],
        "gone": gone_at_the_desk(by, article, comments, [row.part.section.pk for row in overview.rows]),
        "sections": _sections(overview, case, comments),
        "issues": issues,
        "missing": [placed(issue, article) for issue in issues if not issue.target.startswith(CONFIRMED_BELOW)],
        "submit_issues": state_issues(edition.state, Move.SUBMIT) or issues,
        "what_blocks": what_blocks(issues),
        "warnings": [placed(issue, article) for issue in others + _warnings(overview)] if is_draft else [],
        "case": case,
        "letter": letters_waiting([edition]).get(edition.pk),
        "next_step": next_step(edition, live=live, issues=issues, case=case, together=sets["together"] is not None),
        "is_draft": is_draft,
        "may_take_back": edition.state in IN_REVIEW_STATES,
        "may_open": open_edition_of(article) is None,
        "may_schedule": sets["together"] is None and edition.state in (EditionState.DRAFT, *WITH_BOARD_STATES),
        "may_be_urgent": live is not None and edition.interrupts_id is None and edition.state != EditionState.APPROVED,
        "urgent": urgent_mark(live),
        "step": STEPS.get(edition.state, ""),
        "page": PublicPage.objects.filter(article=article, is_default=True, slug=article.slug).first(),
        "statement_form": statement_form,
        "statement_shown": canonical_json(edition.statement.as_dict()),
        "schedule_form": schedule_form,
        "policy_form": policy_form,
        "sources": [
            {"source": one, "url": reverse("desk:source", args=[article.slug, one.pk])} for one in sources_of(edition)
        ],
        **languages_of(article, by),
        "trail": [DESK],
    }


def _join(form: Form) -> None:
    """Make a form's fields part of the one form of a draft's page, wherever on it they stand."""
    for field in form.fields.values():
        field.widget.attrs["form"] = "edition"


def _warnings(overview: Overview) -> list[Issue]:
    own = own_parts(overview.edition.article_id, (row.part for row in overview.rows))
    return [*statement_warnings(overview.edition), *to_mind(overview.edition, own)]


def placed(issue: Issue, article: Article) -> Issue:
    """The issue with the address of the page where it is mended."""
    here = f"/desk/articles/{article.slug}/"
    match issue.target.split(":", 1):
        case ["section", anchor]:
            return replace(issue, target=f"{here}sections/{anchor}/")
        case ["doubt", place]:
            anchor, _, doubt = place.partition(":")
            return replace(issue, target=f"{here}sections/{anchor}/#doubt-{doubt}")
        case ["medium", place]:
            anchor, _, number = place.partition(":")
            return replace(issue, target=f"{here}sections/{anchor}/media/#medium-{number}")
        case ["finding", place]:
            anchor, audience, fingerprint = place.split(":")
            return replace(issue, target=f"{here}sections/{anchor}/#finding-{audience or EVERYONE}-{fingerprint}")
        case ["reference", key]:
            return replace(issue, target=f"/desk/references/{key}/")
        case ["evidence", key]:
            return replace(issue, target=f"/evidence/{key}/")
        case ["contributors" | "merges" as page]:
            return replace(issue, target=f"{here}{page}/")
        case ["passage", passage]:
            return replace(issue, target=f"/desk/passages/{passage}/")
    return issue


def _sections(overview: Overview, case: Case | None, comments: Any) -> list[dict]:
    """The rows of the list of sections, with signatures and open comments beside them, and whose passage it is."""
    standings = {one.part.section.pk: one.standing for one in case.sections} if case else {}
    kept = kept_in(overview.edition, [row.part for row in overview.rows])
    return [
        {
            "row": row,
            "kept": kept.get(row.part.section.pk),
            "standing": standings.get(row.part.section.pk),
            "comments": comments[row.part.section.pk]["open"],
            "musts": comments[row.part.section.pk]["must"],
        }
        for row in overview.rows
    ]


def _edition(request: SignedInRequest, slug: str) -> Edition:
    """The newest edition of an article that the user may edit."""
    return shown_edition(get_article_for(request.user, slug))


def with_statement(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the buttons of a draft's page, which is one form: what the edition is to say of itself is kept first.

    What cannot be kept comes back as it was typed, and nothing else is done.
    """

    @wraps(view)
    def answered(request: SignedInRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if any(part in request.POST for part in StatementForm.base_fields):
            edition = _edition(request, slug)
            form = StatementForm.of(edition, request.POST)
            status = UNREADABLE if not form.is_valid() else NOT_NOW
            if status == UNREADABLE or not act(form, lambda: _keep_statement(edition, form, request.user)):
                return article_page(request, edition.article, status=status, statement_form=form)
        return view(request, slug, *args, **kwargs)

    return answered


def _keep_statement(edition: Edition, form: StatementForm, by: User) -> None:
    set_statement(edition=edition, by=by, shown=form.shown(), **form.said())


@login_required
@require_POST
@with_statement
def statement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what changed with this edition, who paid, and what part AI had."""
    get_draft_for(request.user, slug)
    messages.success(request, gettext("Saved what is said of this edition."))
    return redirect("desk:article", slug)


@login_required
@require_POST
@with_statement
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """“Still right”, or “may read the text for everyone”: for one section, or for one audience in all of them."""
    edition = get_draft_for(request.user, slug)
    audience, anchor = (request.POST.get(name) or request.GET.get(name, "") for name in ("audience", "anchor"))
    asked = [
        question.anchor
        for plan, questions in overview_of(edition).questions
        if plan.key == audience
        for question in questions
        if anchor in ("", question.anchor)
    ]
    _confirm_each(edition, asked, audience, request.user)
    messages.success(request, _confirmed(len(asked)))
    return redirect(f"/desk/articles/{slug}/#submit")


@transaction.atomic
def _confirm_each(edition: Edition, anchors: list[str], audience: str, by) -> None:
    for anchor in anchors:
        confirm_wordings(edition=edition, anchor=anchor, audiences=[audience], by=by)


def _confirmed(number: int) -> str:
    if not number:
        return gettext("There was nothing to confirm any more.")
    return gettext("Confirmed.") if number == 1 else gettext("Confirmed in %(number)s sections.") % {"number": number}


@login_required
@require_POST
@with_statement
def submit_edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """Hand the draft to the board: not before one's own words in it are saved or thrown away."""
    edition = _edition(request, slug)
    if edition.state == EditionState.DRAFT:
        refuse(unsaved_issues(edition.article, parts_of(edition), request.user)[0])
    edition = submit(edition=edition, by=request.user)
    messages.success(
        request,
        gettext("Edition %(edition)s is submitted: the board sees it from now on.") % {"edition": edition.number},
    )
    return redirect("desk:article", slug)


@login_required
def take_back_edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """Withdraw the edition from review to mend it; the next draft opens at once."""
    edition = _edition(request, slug)
    issues = state_issues(edition.state, Move.TAKE_BACK)
    if request.method == "POST":
        with transaction.atomic():
            take_back(edition=edition, by=request.user)
            opened = open_edition(article=edition.article, by=request.user)
        messages.success(
            request,
            gettext("Edition %(edition)s is taken back; edition %(opened)s is open.")
            % {"edition": edition.number, "opened": opened.number},
        )
        return redirect("desk:article", slug)
    return _ask(request, edition, "desk/take_back.html", issues)


@login_required
def discard_edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give the draft up."""
    edition = _edition(request, slug)
    issues = state_issues(edition.state, Move.DISCARD)
    if request.method == "POST":
        discard(edition=edition, by=request.user)
        messages.success(
            request, gettext("The draft of edition %(edition)s is discarded.") % {"edition": edition.number}
        )
        return redirect("desk:article", slug)
    return _ask(request, edition, "desk/discard.html", issues)


def _ask(request: SignedInRequest, edition: Edition, template: str, issues: list[Issue]) -> HttpResponse:
    article = edition.article
    context = {"article": article, "edition": edition, "title": title_of(article), "issues": issues}
    context["trail"] = trail(article)
    return render(request, template, context)


@login_required
@require_POST
@with_statement
def choose_policy(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say under which policy the next submission is reviewed."""
    article = get_article_for(request.user, slug)
    form = ArticlePolicyForm(request.POST)
    if form.is_valid():
        set_article_policy(article=article, policy=form.cleaned_data["policy"], by=request.user)
        policy = form.cleaned_data["policy"]
        stays = untouched_by_policy(article, policy)
        messages.success(
            request,
            (
                gettext("The next submission is reviewed under “%(policy)s”. %(stays)s")
                % {"policy": policy, "stays": stays}
            ).strip(),
        )
        return redirect("desk:article", slug)
    return article_page(request, article, status=UNREADABLE, policy_form=form)


@login_required
@require_POST
@with_statement
def schedule_edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say when the edition is published once it is approved."""
    edition = _edition(request, slug)
    form, status = ScheduleForm(edition, request.POST), UNREADABLE
    if form.is_valid():
        status = NOT_NOW
        when = form.cleaned_data["publish_at"]
        if act(form, lambda: schedule(edition=edition, publish_at=when, by=request.user)):
            messages.success(request, gettext("Saved when to publish."))
            return redirect("desk:article", slug)
    return article_page(request, edition.article, status=status, schedule_form=form)
