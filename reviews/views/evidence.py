"""Alarms: what rests on evidence that changed, and what becomes of it. One page for desk and board."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.models import Section
from editorial.accounts.requests import SignedInRequest
from editorial.accounts.roles import is_editor
from editorial.shared.issues import Refused
from editorial.shared.refusals import add_issues
from references.permissions import may_use_library
from references.standing.queries import source_states
from reviews.actions.alarms import decide_sentence
from reviews.forms.evidence import DecisionForm
from reviews.room.alarms import anchor_of, get_evidence_for, open_alarms_for
from reviews.room.evidence import overview_for
from reviews.rules.permissions import is_board_member

from .answering import NOT_NOW, UNREADABLE, board_page


@board_page
@require_safe
def alarms(request: SignedInRequest) -> HttpResponse:
    """The open alarms about what this person edits or reviews."""
    if not (may_use_library(request.user) or is_board_member(request.user)):
        raise PermissionDenied(gettext("Alarms are for the desk and for members of a board."))
    return render(request, "evidence/alarms.html", {"alarms": open_alarms_for(request.user), "trail": _trail(request)})


@board_page
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """How the evidence stands: for the desk."""
    if not may_use_library(request.user):
        raise PermissionDenied(gettext("This page is for the desk."))
    context = {"overview": overview_for(request.user), "sources": source_states(), "trail": _trail(request)}
    return render(request, "evidence/overview.html", context)


@board_page
@require_safe
def evidence(request: SignedInRequest, key: str) -> HttpResponse:
    """Every sentence that rests on one reference, each to be decided."""
    return _show(request, key)


@board_page
@require_POST
def decide(request: SignedInRequest, key: str) -> HttpResponse:
    """What becomes of one sentence."""
    page = get_evidence_for(request.user, key)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, key, form=form, status=UNREADABLE)
    data = form.cleaned_data
    section = get_object_or_404(Section, pk=data.pop("section"))
    try:
        decision = decide_sentence(reference=page.reference, section=section, by=request.user, **data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return _show(request, key, form=form, status=NOT_NOW)
    messages.success(request, gettext("Decided: %(verdict)s.") % {"verdict": decision.get_verdict_display().lower()})
    place = anchor_of(section.pk, data["audience"], data["digest"])
    return redirect(f"{reverse('evidence:reference', args=[page.reference.key])}#{place}")


def _show(request: SignedInRequest, key: str, *, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    page = get_evidence_for(request.user, key)
    context: dict[str, Any] = {"page": page, "trail": [*_trail(request), {"label": "Alarms", "url": "/evidence/"}]}
    context |= {"refused": form, "may_use_library": may_use_library(request.user)}
    context["rows"] = [
        {"group": group, "lines": [{"line": line, "form": _form(line, form)} for line in group.lines]}
        for group in page.groups
    ]
    return render(request, "evidence/reference.html", context, status=status)


def _form(line: Any, sent: DecisionForm | None) -> DecisionForm | None:
    """The form on a sentence: the one that was sent, with what was typed, or an empty one; none for who may not."""
    if line.issues:
        return None
    one = line.sentence
    if sent is not None and sent.is_about(one):
        return sent
    return DecisionForm.about(one)


def _trail(request: SignedInRequest) -> list[dict]:
    return [{"label": "Desk", "url": "/desk/"} if is_editor(request.user) else {"label": "Review", "url": "/review/"}]
