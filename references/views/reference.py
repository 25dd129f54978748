"""The pages of one reference."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused
from editorial.shared.refusals import add_issues
from references.library.queries import get_reference_for, history_of
from references.standing.queries import findings_about, source_states

from ..actions import merge_references, set_standing, update_reference
from ..formatting import format_reference, short_name
from ..forms import LibraryForm, MergeForm, StandingForm, form_values
from ..identifiers import doi_url, pmcid_url, pmid_url
from ..merging import merge_fields
from ..models import Reference
from ..usage import places
from .frame import library_trail, posted


@require_safe
@never_cache
@login_required
def reference_page(request: SignedInRequest, key: str) -> HttpResponse:
    """One reference: its entry, identifiers, standing and history."""
    reference = get_reference_for(request.user, key)
    context = {
        "reference": reference,
        "name": short_name(reference.csl),
        "html": format_reference(reference.csl),
        "identifiers": _identifiers(reference.csl),
        "note": reference.csl.get("note", ""),
        "history": history_of(reference),
        "findings": findings_about(reference),
        "sources": source_states(),
        "cited": places(reference, request.user),
        "link": getattr(reference, "link", None),
        "stands_for": reference.duplicates.order_by("key"),
        "trail": library_trail(),
    }
    return render(request, "references/detail.html", context)


def _identifiers(csl: dict) -> list[dict]:
    links: list[tuple[str, Callable[[str], str]]] = [
        ("DOI", doi_url),
        ("PMID", pmid_url),
        ("PMCID", pmcid_url),
        ("URL", str),
    ]
    found = [{"label": name, "text": csl[name], "url": to_url(csl[name])} for name, to_url in links if csl.get(name)]
    isbn = [{"label": "ISBN", "text": csl["ISBN"], "url": ""}] if csl.get("ISBN") else []
    return found + isbn


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit_reference(request: SignedInRequest, key: str) -> HttpResponse:
    """Change a reference's record; a record that somebody changed meanwhile is shown beside one's own words."""
    reference = get_reference_for(request.user, key)
    form = LibraryForm(posted(request), csl=reference.csl, kind=reference.kind, said=_said(reference))
    conflicts: list[dict[str, Any]] = []
    base, status = reference.revision, 422 if form.errors else 200
    if form.is_valid():
        try:
            update_reference(
                reference=reference,
                base=_posted_base(request),
                csl=form.record,
                kind=form.cleaned_data["kind"] or None,
                **form.said,
                by=request.user,
            )
        except Refused as refusal:
            if refusal.issues[0].code == "stale":
                form, conflicts = _merged_form(request, reference)
            form.add_issues(refusal)
            status = 409
        else:
            messages.success(request, "Saved.")
            return redirect("references:detail", key)
    context = {
        "form": form,
        "reference": reference,
        "base": base,
        "conflicts": conflicts,
        "trail": [*library_trail(), {"label": key, "url": reverse("references:detail", args=[key])}],
        "heading": gettext("Change “%(short_name)s”") % {"short_name": short_name(reference.csl)},
        "cancel": reverse("references:detail", args=[key]),
    }
    return render(request, "references/form.html", context, status=status)


def _posted_base(request: SignedInRequest) -> int:
    base = request.POST.get("base", "")
    return int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0


def _said(row) -> tuple[str, str]:
    """What a reference, or a row of its history, says of the evidence."""
    return row.study_type, row.evidence_level


def _merged_form(request: SignedInRequest, reference: Reference) -> tuple[LibraryForm, list[dict]]:
    """The form with both people's changes, and the fields that both changed."""
    was = reference.history.filter(revision=_posted_base(request)).order_by("-history_id").first()
    base = form_values(was.csl, was.kind, *_said(was)) if was else {}
    now = form_values(reference.csl, reference.kind, *_said(reference))
    yours = {name: request.POST.get(name, "") for name in LibraryForm.base_fields}
    merged, conflicts = merge_fields(base, now, yours, LibraryForm.base_fields)
    merged = {name: "" if value is None else value for name, value in merged.items()}
    form = LibraryForm(merged, csl=reference.csl, kind=reference.kind, said=_said(reference))
    form.is_valid()
    labels = {name: form[name].label for name in form.fields}
    return form, [{"label": labels[c.field], "now": c.now, "yours": c.yours} for c in conflicts]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def change_standing(request: SignedInRequest, key: str) -> HttpResponse:
    """Say how far a reference can be relied on."""
    reference = get_reference_for(request.user, key)
    successor = reference.replaced_by.key if reference.replaced_by else ""
    initial = {"standing": reference.standing, "note": reference.standing_note, "replaced_by": successor}
    form = StandingForm(posted(request), initial=initial)
    if form.is_valid() and _done(form, lambda data: set_standing(reference=reference, by=request.user, **data)):
        messages.success(request, gettext("The standing is saved."))
        return redirect("references:detail", key)
    return _act_page(request, reference, form, heading=gettext("Standing"), label=gettext("Save the standing"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def merge_reference(request: SignedInRequest, key: str) -> HttpResponse:
    """Let another reference answer for this one."""
    reference = get_reference_for(request.user, key)
    form = MergeForm(posted(request), initial={"into": request.GET.get("into", "")[:80]})
    if form.is_valid() and _done(form, lambda data: merge_references(duplicate=reference, by=request.user, **data)):
        messages.success(
            request,
            gettext("“%(key)s” is answered by “%(key_2)s” from now on.")
            % {"key": key, "key_2": form.cleaned_data["into"].key},
        )
        return redirect("references:detail", form.cleaned_data["into"].key)
    text = gettext("Citations keep this key, and signed words stay as they are. This cannot be undone here.")
    return _act_page(request, reference, form, heading=gettext("Merge"), label=gettext("Merge"), text=text)


def _done(form: StandingForm | MergeForm, act) -> bool:
    """Run the action with the form's data; its refusal is shown at the form's fields."""
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        add_issues(form, refusal.issues)
        return False
    return True


def _act_page(request: SignedInRequest, reference: Reference, form, *, heading: str, label: str, text: str = ""):
    url = reverse("references:detail", args=[reference.key])
    context = {
        "reference": reference,
        "form": form,
        "heading": heading,
        "label": label,
        "text": text,
        "cancel": url,
        "html": format_reference(reference.csl),
        "trail": [*library_trail(), {"label": reference.key, "url": url}],
    }
    return render(request, "references/act.html", context, status=422 if form.errors else 200)
