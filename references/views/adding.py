"""Adding a reference: looked up, or by hand; on its page, or while writing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused
from references.library.entries import at_a_glance
from references.library.picker import as_entry
from references.library.queries import find_existing, get_lookup_for

from ..actions import add_reference
from ..actions.lookups import ask_for
from ..enums import Identifier, Progress
from ..formatting import format_reference, short_name
from ..forms import LookUpForm, NewReferenceForm, ReferenceForm
from ..models import Lookup, Reference
from ..requirements import duplicate_issues
from .frame import library_only, library_trail, posted

FIELD_OF = {Identifier.DOI: "DOI", Identifier.PMID: "PMID", Identifier.PMCID: "PMCID", Identifier.URL: "URL"}


def wants_json(request: SignedInRequest) -> bool:
    """Whether it is the picker that asks."""
    return not request.accepts("text/html")


@require_POST
@never_cache
@login_required
def look_up(request: SignedInRequest) -> HttpResponse:
    """Begin to look a work up."""
    library_only(request)
    form = LookUpForm(request.POST)
    if form.is_valid():
        try:
            lookup = ask_for(text=form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            url = reverse("references:lookup", args=[lookup.pk])
            return JsonResponse({"url": url}) if wants_json(request) else redirect(url)
    if wants_json(request):
        return JsonResponse({"issues": [error for errors in form.errors.values() for error in errors]}, status=422)
    return _new_page(request, NewReferenceForm(), look_up_form=form, status=422)


@require_safe
@never_cache
@login_required
def lookup_page(request: SignedInRequest, lookup: Any) -> HttpResponse:
    """How far a look-up is; when the work is found and new here, the form that its record fills in."""
    found = get_lookup_for(request.user, lookup)
    existing = find_existing(found.csl) if found.csl else None
    if wants_json(request):
        return JsonResponse(_as_json(found, existing))
    if found.progress == Progress.FOUND and existing is None:
        return redirect(f"{reverse('references:new')}?lookup={found.pk}")
    context = {
        "lookup": found,
        "existing": existing,
        "existing_html": format_reference(existing.csl) if existing else "",
        "form": LookUpForm(initial={"text": found.value}),
        "by_hand": f"{reverse('references:new')}?lookup={found.pk}",
        "trail": library_trail(),
    }
    return render(request, "references/lookup.html", context)


def _as_json(lookup: Lookup, existing: Reference | None) -> dict:
    shown = at_a_glance(lookup.csl) if lookup.csl else None
    return {
        "id": str(lookup.pk),
        "progress": lookup.progress,
        "message": lookup.message,
        "source": lookup.source,
        "found": {"title": shown.title, "people": shown.people, "source": shown.source} if shown else None,
        "existing": as_entry(existing) if existing else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new_reference(request: SignedInRequest) -> HttpResponse:
    """Add a reference by hand, or confirm what was looked up."""
    library_only(request)
    lookup = _lookup_named(request)
    form = NewReferenceForm(posted(request), csl=_begun_with(lookup))
    alike = _alike(request, form)
    if form.is_valid() and not alike:
        data = form.cleaned_data
        made = _added(request, form, key=data["key"] or None, kind=data["kind"] or None, **form.said)
        if made:
            messages.success(
                request,
                gettext("“%(short_name)s” is in the library, with the key “%(key)s”.")
                % {"short_name": short_name(made.csl), "key": made.key},
            )
            return redirect("references:detail", made.key)
    return _new_page(request, form, lookup=lookup, alike=alike, status=422 if form.errors or alike else 200)


def _new_page(request: SignedInRequest, form: NewReferenceForm, *, status: int, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "look_up_form": LookUpForm(),
        "trail": library_trail(),
        "heading": gettext("Add a reference"),
        "cancel": reverse("references:list"),
    }
    return render(request, "references/form.html", context | more, status=status)


def _lookup_named(request: SignedInRequest) -> Lookup | None:
    """The look-up that a form begins with; one that is gone is none."""
    named = request.POST.get("lookup") or request.GET.get("lookup", "")
    return Lookup.objects.filter(pk=named).first() if _is_uuid(named) else None


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdef-" for c in text) and text.count("-") == 4


def _begun_with(lookup: Lookup | None) -> dict:
    """The record that was found; what is known of one that was not is its identifier."""
    if lookup is None:
        return {}
    kind = "webpage" if lookup.sort == Identifier.URL else "article-journal"
    return lookup.csl or {"type": kind, FIELD_OF[Identifier(lookup.sort)]: lookup.value}


def _alike(request: SignedInRequest, form: ReferenceForm) -> Reference | None:
    """The work that is probably the same, unless the person has said that it is another. The same identifier is no
    guess: the action refuses it, whatever anybody says."""
    if not form.is_bound or not form.is_valid() or request.POST.get("another") or duplicate_issues(form.record):
        return None
    return find_existing(form.record)


def _added(request: SignedInRequest, form: ReferenceForm, **chosen: Any) -> Reference | None:
    try:
        return add_reference(csl=form.record, by=request.user, **chosen)
    except Refused as refusal:
        form.add_issues(refusal)
        return None


@require_POST
@never_cache
@login_required
def quick_add(request: SignedInRequest) -> JsonResponse:
    """Add a reference while writing: what was looked up, or a few fields. Answers with it as the picker shows it, or
    with the one that is here already."""
    library_only(request)
    lookup = _lookup_named(request)
    if lookup is not None and lookup.csl:
        form = ReferenceForm(_as_posted(lookup.csl), csl=lookup.csl)
    else:
        form = ReferenceForm(request.POST)
    existing = find_existing(form.record) if form.is_valid() else None
    if existing:
        return JsonResponse({"existing": as_entry(existing)}, status=409)
    made = _added(request, form) if form.is_valid() else None
    if made is None:
        return JsonResponse({"issues": _issues(form)}, status=422)
    return JsonResponse({"added": as_entry(made)}, status=201)


def _issues(form: ReferenceForm) -> list[str]:
    return [
        f"{form[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def _as_posted(csl: dict) -> dict:
    """A record as its form would send it unchanged."""
    initial = ReferenceForm(csl=csl).initial
    return {name: "" if value is None else value for name, value in initial.items()}
