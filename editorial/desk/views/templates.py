"""The templates of articles, for administrators; and what a draft lacks of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from articles.actions.templates import add_from_template, save_template
from articles.enums import SectionKind, Subject
from articles.permissions import may_keep_templates
from articles.queries import get_draft_for
from articles.templates import last_change_of_template, lines_of, template_for
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import typed
from editorial.desk.forms.templates import TemplateForm
from editorial.desk.views.editions import with_statement
from editorial.shared.refusals import act

from .articles import DESK


def _require(user: User) -> None:
    if not may_keep_templates(user):
        raise PermissionDenied(gettext("Only administrators keep the templates."))


@login_required
def templates(request: SignedInRequest) -> HttpResponse:
    """With which sections an article of each kind begins."""
    _require(request.user)
    rows = [{"subject": one.value, "label": one.label, "planned": template_for(one)} for one in Subject]
    return render(request, "desk/templates.html", {"rows": rows, "trail": [DESK]})


@login_required
def template(request: SignedInRequest, subject: str) -> HttpResponse:
    """Change the template of one kind of article."""
    _require(request.user)
    if subject not in Subject.values:
        raise Http404(gettext("There is no such template."))
    first = {"lines": lines_of(subject), "base": last_change_of_template(subject)}
    form = TemplateForm(typed(request), initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if act(form, lambda: save_template(by=request.user, subject=subject, **data)):
            messages.success(request, gettext("Saved. Articles that are there already keep their sections."))
            return redirect("desk:templates")
    context = {
        "form": form,
        "label": Subject(subject).label,
        "kinds": [(one.value, one.label) for one in SectionKind if one != SectionKind.FRONT],
        "trail": [DESK, {"label": gettext("Templates"), "url": reverse("desk:templates")}],
    }
    return render(request, "desk/template.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@with_statement
def fill_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add the sections that the template has and the draft lacks."""
    edition = get_draft_for(request.user, slug)
    added = add_from_template(edition=edition, by=request.user)
    number = len(added)
    message = ngettext("%(number)s section is added.", "%(number)s sections are added.", number)
    messages.success(request, message % {"number": number})
    return redirect(f"/desk/articles/{slug}/#sections-title")
