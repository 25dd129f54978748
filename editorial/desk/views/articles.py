"""An article as a whole, for its editors: beginning it, its address and people, opening its editions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import (
    add_collaborator,
    begin_translation,
    create_article,
    open_edition,
    remove_collaborator,
    rename_article,
    set_language,
    set_topic,
)
from articles.actions.templates import add_from_template, set_subject
from articles.models import Article
from articles.permissions import may_write
from articles.queries import get_article_for, title_of
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.articles import AddressForm, CollaboratorForm, NewArticleForm, TranslationForm
from editorial.desk.forms.common import typed
from editorial.shared.refusals import act

DESK = {"label": "Desk", "url": "/desk/"}


def trail(article: Article) -> list[dict]:
    """The way up from a page below an article's. One query, for its title."""
    return [DESK, {"label": title_of(article), "url": f"/desk/articles/{article.slug}/", "is_article": True}]


@login_required
def new_article(request: SignedInRequest) -> HttpResponse:
    """Begin an article."""
    if not may_write(request.user):
        raise PermissionDenied(gettext("Only editors begin articles."))
    form = NewArticleForm(typed(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if act(form, lambda: _begin(form, request.user)):
            said = gettext("Begun, with the sections of its template.") if data["about"] else ""
            messages.success(request, said or gettext("Begun. Now add its sections."))
            return redirect("desk:article", data["slug"])
    status = 422 if form.errors else 200
    return render(request, "desk/new_article.html", {"form": form, "trail": [DESK]}, status=status)


@transaction.atomic
def _begin(form: NewArticleForm, by: User) -> None:
    """The article, and the sections of its template."""
    data = form.cleaned_data
    about = {name: data[name] for name in ("slug", "topic", "about", "language")}
    article = create_article(**about, front=form.front(), by=by)
    if data["about"]:
        add_from_template(edition=article.editions.get(), by=by)


@login_required
def translate(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin a translation of one's own article."""
    source = get_article_for(request.user, slug)
    form = TranslationForm(typed(request), source=source)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {"language": data["language"], "title": data["heading"], "slug": data["slug"]}
        if act(form, lambda: begin_translation(source=source, by=request.user, **said)):
            messages.success(request, gettext("Begun, with the outline of its source. Now translate its sections."))
            return redirect("desk:article", data["slug"])
    context = {"article": source, "form": form, "trail": trail(source)}
    return render(request, "desk/translate.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def open_next(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open the next edition as a draft."""
    article = get_article_for(request.user, slug)
    edition = open_edition(article=article, by=request.user)
    messages.success(request, gettext("Edition %(edition)s is open.") % {"edition": edition.number})
    return redirect("desk:article", slug)


@login_required
def address(request: SignedInRequest, slug: str) -> HttpResponse:
    """The article's address, topic, language and collaborators."""
    article = get_article_for(request.user, slug)
    form = AddressForm(typed(request), initial=_about(article))
    if request.method == "POST" and form.is_valid() and _change_address(form, article, request.user):
        messages.success(request, "Saved.")
        return redirect("desk:address", form.cleaned_data["slug"])
    return _address_page(request, article, form, CollaboratorForm(article=article))


def _about(article: Article) -> dict[str, str]:
    return {"slug": article.slug, "topic": article.topic, "about": article.about, "language": article.language}


def _change_address(form: AddressForm, article: Article, by) -> bool:
    @transaction.atomic
    def change() -> None:
        set_topic(article=article, topic=form.cleaned_data["topic"], by=by)
        set_subject(article=article, subject=form.cleaned_data["about"], by=by)
        if form.cleaned_data["language"]:
            set_language(article=article, language=form.cleaned_data["language"], by=by)
        rename_article(article=article, slug=form.cleaned_data["slug"], by=by)

    return act(form, change)


def _address_page(
    request: SignedInRequest, article: Article, form: AddressForm, invite: CollaboratorForm
) -> HttpResponse:
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
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let another editor work on the article."""
    article = get_article_for(request.user, slug)
    form = CollaboratorForm(request.POST, article=article)
    if form.is_valid():
        user = form.cleaned_data["user"]
        if act(form, lambda: add_collaborator(article=article, user=user, by=request.user)):
            messages.success(request, gettext("%(name)s may work on this article now.") % {"name": user.display_name})
            return redirect("desk:address", slug)
    unchanged = AddressForm(initial=_about(article))
    return _address_page(request, article, unchanged, form)


@login_required
@require_POST
def uninvite(request: SignedInRequest, slug: str, user) -> HttpResponse:
    """End a collaborator's work on the article."""
    article = get_article_for(request.user, slug)
    row = get_object_or_404(article.collaborators.select_related("user"), user=user)
    remove_collaborator(article=article, user=row.user, by=request.user)
    messages.success(request, gettext("%(name)s no longer works on this article.") % {"name": row.user.display_name})
    if row.user == request.user:
        return redirect("desk:home")
    return redirect("desk:address", slug)
