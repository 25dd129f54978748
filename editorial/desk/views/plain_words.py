"""The table of plain words: looked through, added to, changed, taken from, and given out as a file."""

import csv
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from articles.actions.plain_terms import save_plain_term, take_out_plain_term
from articles.models import PlainTerm
from articles.permissions import may_keep_plain_words
from articles.plain_terms import OUT, Row, last_change_of_term, plain_rows
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import typed
from editorial.desk.forms.plain_words import KnownPlainTermForm, PlainTermForm
from editorial.shared.refusals import act

from .articles import DESK

PAGE_SIZE = 50
LONGEST_NUMBER = 16
COLUMNS = ("term", "kind", "plain", "note", "source")


def _require(user: User) -> None:
    if not may_keep_plain_words(user):
        raise PermissionDenied(gettext("Only editors and administrators keep the table of plain words."))


def _chosen(request: SignedInRequest) -> tuple[list[Row], dict[str, str]]:
    """The rows that the filter leaves, and the filter."""
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "kind", "state")}
    words = asked["q"].lower()
    rows = [
        row
        for row in plain_rows()
        if (words in row.entry.term.lower() or words in row.entry.plain.lower())
        and asked["kind"] in ("", row.entry.kind)
        and (asked["state"] == row.state or (not asked["state"] and row.state != OUT))
    ]
    return rows, asked


@login_required
def plain_words(request: SignedInRequest) -> HttpResponse:
    """The table, or what of it a filter leaves."""
    _require(request.user)
    rows, asked = _chosen(request)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "page": page,
        "count": len(rows),
        "asked": asked,
        "query": query,
        "kinds": PlainTerm.Kind.choices,
        "trail": [DESK],
    }
    return render(request, "desk/plain_words.html", context)


@login_required
def plain_words_csv(request: SignedInRequest) -> HttpResponse:
    """The same as a file of commas."""
    _require(request.user)
    rows, _ = _chosen(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plain-words.csv"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row.entry, name) for name in COLUMNS] for row in rows)
    return answer


def _row(word: UUID) -> Row:
    found = next((row for row in plain_rows() if row.id == word), None)
    if found is None:
        raise Http404(gettext("This term is not in the table."))
    return found


def _trail() -> list[dict]:
    return [DESK, {"label": gettext("Plain words"), "url": reverse("desk:plain_words")}]


@login_required
def add_plain_word(request: SignedInRequest) -> HttpResponse:
    """Add a term, or one again that was taken out."""
    _require(request.user)
    form = PlainTermForm(typed(request))
    form.fields.pop("base")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if act(form, lambda: save_plain_term(by=request.user, is_new=True, **data)):
            messages.success(request, gettext("“%(term)s” is in the table.") % {"term": data["term"]})
            return redirect("desk:plain_words")
    return _form_page(request, form, None)


@login_required
def change_plain_word(request: SignedInRequest, word: UUID) -> HttpResponse:
    """Change what is said instead of a term."""
    _require(request.user)
    row = _row(word)
    first = {name: getattr(row.entry, name) for name in COLUMNS[1:]} | {"base": last_change_of_term(word)}
    form = KnownPlainTermForm(typed(request), initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if act(form, lambda: save_plain_term(by=request.user, term=row.entry.term, **data)):
            messages.success(request, gettext("Saved."))
            return redirect("desk:plain_words")
    return _form_page(request, form, row)


def _form_page(request: SignedInRequest, form: KnownPlainTermForm, row: Row | None) -> HttpResponse:
    context = {"form": form, "row": row, "trail": _trail()}
    return render(request, "desk/plain_word.html", context, status=422 if form.errors else 200)


@login_required
def take_out_plain_word(request: SignedInRequest, word: UUID) -> HttpResponse:
    """Take a term out of the table, after a look."""
    _require(request.user)
    row = _row(word)
    if request.method == "POST":
        base = request.POST.get("base", "")
        started = int(base) if base.isdecimal() and len(base) < LONGEST_NUMBER else None
        take_out_plain_term(by=request.user, term=row.entry.term, base=started)
        messages.success(request, gettext("“%(term)s” is no longer in the table.") % {"term": row.entry.term})
        return redirect("desk:plain_words")
    context = {"row": row, "base": str(last_change_of_term(word)), "trail": _trail()}
    return render(request, "desk/take_out_plain_word.html", context)
