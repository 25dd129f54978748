"""An article as a whole, for its editors: beginning it, its address and people, opening its editions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articles.actions import (
    add_collaborator,
    confirm_wordings,
    create_article,
    open_edition,
    remove_collaborator,
    rename_article,
    set_change_note,
    set_topic,
)
from articles.forms import AddressForm, ChangeNoteForm, CollaboratorForm, NewArticleForm, act, typed
from articles.models import Article, Edition
from articles.overview import overview_of
from articles.permissions import may_write
from articles.queries import get_article_for, get_draft_for, title_of

DESK = {"label": "Desk", "url": "/desk/"}


def trail(article: Article) -> list[dict]:
    """The way up from a page below an article's. One query, for its title."""
    return [DESK, {"label": title_of(article), "url": f"/desk/articles/{article.slug}/"}]


@login_required
def new_article(request: HttpRequest) -> HttpResponse:
    """Begin an article."""
    if not may_write(request.user):
        raise PermissionDenied("Only editors begin articles.")
    form = NewArticleForm(typed(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = act(
            form,
            lambda: create_article(slug=data["slug"], topic=data["topic"], front=form.front(), by=request.user),
        )
        if made:
            messages.success(request, "Begun. Now add its sections.")
            return redirect("desk:article", data["slug"])
    status = 422 if form.errors else 200
    return render(request, "desk/new_article.html", {"form": form, "trail": [DESK]}, status=status)


@login_required
@require_POST
def open_next(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the next edition as a draft."""
    article = get_article_for(request.user, slug)
    edition = open_edition(article=article, by=request.user)
    messages.success(request, f"Edition {edition.number} is open.")
    return redirect("desk:article", slug)


@login_required
@require_POST
def change_note(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what changes with this edition."""
    edition = get_draft_for(request.user, slug)
    form = ChangeNoteForm(request.POST)
    if form.is_valid():
        set_change_note(edition=edition, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, "Saved what changed.")
    else:
        messages.error(request, " ".join(form.errors.get("note", [])))
    return redirect("desk:article", slug)


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """“Still right”, or “may read the text for everyone”: for one section, or for one audience in all of them."""
    edition = get_draft_for(request.user, slug)
    audience, anchor = request.POST.get("audience", ""), request.POST.get("anchor", "")
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
        return "There was nothing to confirm any more."
    return "Confirmed." if number == 1 else f"Confirmed in {number} sections."


@login_required
def address(request: HttpRequest, slug: str) -> HttpResponse:
    """The article's address, topic and collaborators."""
    article = get_article_for(request.user, slug)
    form = AddressForm(typed(request), initial={"slug": article.slug, "topic": article.topic})
    if request.method == "POST" and form.is_valid() and _change_address(form, article, request.user):
        messages.success(request, "Saved.")
        return redirect("desk:address", form.cleaned_data["slug"])
    return _address_page(request, article, form, CollaboratorForm(article=article))


def _change_address(form: AddressForm, article: Article, by) -> bool:
    @transaction.atomic
    def change() -> None:
        set_topic(article=article, topic=form.cleaned_data["topic"], by=by)
        rename_article(article=article, slug=form.cleaned_data["slug"], by=by)

    return act(form, change)


def _address_page(request: HttpRequest, article: Article, form: AddressForm, invite: CollaboratorForm) -> HttpResponse:
    collaborators = article.collaborators.select_related("user")
    context = {
        "article": article,
        "form": form,
        "invite": invite,
        "collaborators": collaborators,
        "trail": trail(article),
        "old_slugs": article.slugs.exclude(slug=article.slug),
    }
    status = 422 if form.errors or invite.errors else 200
    return render(request, "desk/address.html", context, status=status)


@login_required
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Let another editor work on the article."""
    article = get_article_for(request.user, slug)
    form = CollaboratorForm(request.POST, article=article)
    if form.is_valid():
        user = form.cleaned_data["user"]
        if act(form, lambda: add_collaborator(article=article, user=user, by=request.user)):
            messages.success(request, f"{user.display_name} may work on this article now.")
            return redirect("desk:address", slug)
    unchanged = AddressForm(initial={"slug": article.slug, "topic": article.topic})
    return _address_page(request, article, unchanged, form)


@login_required
@require_POST
def uninvite(request: HttpRequest, slug: str, user) -> HttpResponse:
    """End a collaborator's work on the article."""
    article = get_article_for(request.user, slug)
    row = get_object_or_404(article.collaborators.select_related("user"), user=user)
    remove_collaborator(article=article, user=row.user, by=request.user)
    messages.success(request, f"{row.user.display_name} no longer works on this article.")
    if row.user == request.user:
        return redirect("desk:home")
    return redirect("desk:address", slug)
