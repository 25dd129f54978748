"""Bringing references in: a file or a paste, and the page on which each entry is accepted, corrected or dropped."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from editorial.accounts.requests import SignedInRequest
from editorial.shared import retention
from editorial.shared.issues import Issue, Refused

from ..actions import (
    correct_entry,
    decide_entries,
    discard_reference_import,
    finish_reference_import,
    keep_reference_import,
)
from ..actions.import_drafts import MOST_ENTRIES, StaleImport
from ..enums import Kind
from ..formats.bounded import read_bounded
from ..formats.detecting import LABELS
from ..formats.reading import too_large
from ..formatting import format_reference, short_name
from ..forms import NewReferenceForm
from ..import_forms import UploadForm
from ..imports import STATES, Judged, get_import_for, imports_of, judge
from ..models import ReferenceImport
from ..permissions import may_edit_library
from ..summary import guess_kind, is_own_page
from .frame import library_trail

PAGE_SIZE = 50
MAX_REQUEST = 2 * settings.IMPORT_MAX_BYTES
PASTED = gettext_lazy("The pasted text")


@csrf_exempt  # the inner view is protected: a body that is far too large is refused before anything reads it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose a file or paste references; read, they wait at their preview."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and length.isdigit() and int(length) > MAX_REQUEST:
        issue = too_large(gettext("The file"), int(length), settings.IMPORT_MAX_BYTES)
        return _upload_page(request, UploadForm(), [issue], status=413)
    try:
        return _import_page(request)
    except RequestDataTooBig:
        issue = Issue("too-large", gettext("The pasted text is too large: save it as a file, and import that."), "text")
        return _upload_page(request, UploadForm(), [issue], status=413)


@csrf_protect
@login_required
def _import_page(request: SignedInRequest) -> HttpResponse:
    if not may_edit_library(request.user):
        raise PermissionDenied(gettext("Only editors and administrators import references."))
    if request.method != "POST":
        return _upload_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    upload = form.cleaned_data.get("file")
    try:
        draft = _read(upload, form.cleaned_data["text"], request.user)
    except Refused as refused:
        again = UploadForm(initial={"text": form.cleaned_data["text"]})
        field = "#id_file" if upload else "#id_text"
        issues = [Issue(issue.code, issue.message, field) for issue in refused.issues]
        return _upload_page(request, again, issues, status=422)
    return redirect("references:import_preview", draft.pk)


def _read(upload, text: str, user) -> ReferenceImport:
    if upload and upload.size > settings.IMPORT_MAX_BYTES:
        raise Refused(too_large(upload.name, upload.size, settings.IMPORT_MAX_BYTES))
    data, name = (upload.read(), upload.name) if upload else (text.encode("utf-8", "replace"), str(PASTED))
    read = read_bounded(data, name=name, max_bytes=settings.IMPORT_MAX_BYTES)
    return keep_reference_import(read=read, source=name, by=user)


def _upload_page(
    request: SignedInRequest, form: UploadForm, issues: list[Issue] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "issues": issues or [],
        "waiting": imports_of(request.user),
        "days": retention.IMPORTS.days,
        "megabytes": settings.IMPORT_MAX_BYTES // 1_048_576,
        "most": MOST_ENTRIES,
        "trail": library_trail(),
    }
    return render(request, "references/import.html", context, status=status)


# The preview


@dataclass(frozen=True)
class Shown:
    """One entry as the page shows it."""

    judged: Judged
    html: str
    existing: str
    name: str
    kinds: list[tuple[str, str]]
    kind: str

    @property
    def state_label(self) -> str:
        return str(STATES[self.judged.state])


def _shown(judged: Judged) -> Shown:
    csl, existing = judged.entry.csl, judged.existing
    guess = guess_kind(csl)
    offered = [
        (c[0], str(c[1])) for c in Kind.choices if c[0] != Kind.GUIDELINE or not is_own_page(csl, settings.SITE_ADDRESS)
    ]
    return Shown(
        judged,
        format_reference(csl) if csl else "",
        format_reference(existing.csl) if existing else "",
        short_name(csl),
        offered,
        judged.entry.kind or (guess if guess in dict(offered) else Kind.WEB_PAGE),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def preview(request: SignedInRequest, pk) -> HttpResponse:
    """Every entry with what is known of it, to accept, correct or drop; nothing is in the library yet."""
    draft = get_import_for(request.user, pk)
    if request.method != "POST":
        return _preview_page(request, draft)
    try:
        draft = _decide(request, draft)
        if request.POST.get("do") != "finish":
            return redirect(_here(request, draft))
        added = finish_reference_import(draft=draft, revision=draft.revision, by=request.user)
    except Refused as refused:
        return _preview_page(request, get_import_for(request.user, pk), refused.issues, status=409)
    messages.success(request, _what_came(len(added.made), len(added.known)))
    return redirect("references:list")


def _decide(request: SignedInRequest, draft: ReferenceImport) -> ReferenceImport:
    """Keep what this page's fields say."""
    decisions, kinds = (dict(_numbered(request, name)) for name in ("decision", "kind"))
    guessed = {judged.number: _shown_kind(judged) for judged in judge(draft.entries) if judged.number in kinds}
    kinds = {number: kind for number, kind in kinds.items() if guessed.get(number) != kind}
    return decide_entries(draft=draft, revision=_revision(request), decisions=decisions, kinds=kinds, by=request.user)


def _shown_kind(judged: Judged) -> str:
    return judged.entry.kind or guess_kind(judged.entry.csl)


def _numbered(request: SignedInRequest, name: str) -> list[tuple[int, str]]:
    """The fields "decision-3" by their numbers."""
    found = [(field.rpartition("-"), str(value)) for field, value in request.POST.items()]
    return [
        (int(end), value)
        for (start, _, end), value in found
        if start == name and end.isascii() and end.isdigit() and len(end) < 6
    ]


def _revision(request: SignedInRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _here(request: SignedInRequest, draft: ReferenceImport) -> str:
    """Where saving leads: the entry to correct, the page asked for, or the same page."""
    step, _, number = request.POST.get("do", "").partition(":")
    if step == "correct" and number.isascii() and number.isdigit() and len(number) < 6:
        return reverse("references:import_entry", args=[draft.pk, int(number)])
    query = request.GET.urlencode()
    address = reverse("references:import_preview", args=[draft.pk])
    return f"{address}?{query}" if query else address


def _what_came(made: int, known: int) -> str:
    added = ngettext("%(number)s reference added to the library.", "%(number)s references added to the library.", made)
    here = ngettext("%(number)s was here already.", "%(number)s were here already.", known)
    return " ".join(
        words % {"number": number} for words, number in ((added, made), (here, known)) if number or words == added
    )


def _preview_page(
    request: SignedInRequest, draft: ReferenceImport, issues: list[Issue] | None = None, *, status: int = 200
) -> HttpResponse:
    judged = judge(draft.entries)
    state = request.GET.get("state", "")
    wanted = [one for one in judged if one.state == state] if state in STATES else judged
    page = Paginator(wanted, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "draft": draft,
        "format": LABELS.get(draft.format, draft.format),
        "page": page,
        "rows": [_shown(one) for one in page.object_list],
        "tabs": _tabs(draft, judged, state),
        "adding": sum(one.is_added for one in judged),
        "total": len(judged),
        "failed": sum(one.state == "failed" for one in judged),
        "notes": [Issue(**note) for note in draft.notes],
        "issues": issues or [],
        "days": retention.IMPORTS.days,
        "query": query.urlencode(),
        "trail": [*library_trail(), {"label": "Import", "url": reverse("references:import")}],
    }
    return render(request, "references/import_preview.html", context, status=status)


def _tabs(draft: ReferenceImport, judged: list[Judged], current: str) -> list[dict]:
    """All entries, and those of each state that there are."""
    address = reverse("references:import_preview", args=[draft.pk])
    tabs = [{"label": "All", "url": address, "current": current not in STATES, "count": len(judged)}]
    for state, label in STATES.items():
        count = sum(one.state == state for one in judged)
        if count:
            url = f"{address}?state={state}"
            tabs.append({"label": label, "url": url, "current": state == current, "count": count})
    return tabs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def correct(request: SignedInRequest, pk, number: int) -> HttpResponse:
    """One entry as a form, beside its own words."""
    draft = get_import_for(request.user, pk)
    judged = judge(draft.entries)
    if not 1 <= number <= len(judged):
        raise Http404(gettext("No such entry."))
    one = judged[number - 1]
    form = _correcting(request, one)
    status = 200 if not form.errors else 422
    if form.is_valid():
        try:
            _correct(request, draft, number, form)
        except Refused as refusal:
            form.add_issues(refusal)
            status = 409 if isinstance(refusal, StaleImport) else 422
        else:
            return redirect(f"{reverse('references:import_preview', args=[pk])}#entry-{number}")
    back = reverse("references:import_preview", args=[pk])
    trail = [
        *library_trail(),
        {"label": "Import", "url": reverse("references:import")},
        {"label": draft.source, "url": back},
    ]
    context = {"draft": draft, "one": one, "form": form, "cancel": f"{back}#entry-{number}", "trail": trail}
    return render(request, "references/import_entry.html", context, status=status)


def _correcting(request: SignedInRequest, one: Judged) -> NewReferenceForm:
    entry = one.entry
    record = {name: value for name, value in entry.csl.items() if name != "id"}
    form = NewReferenceForm(
        request.POST if request.method == "POST" else None, csl=record, kind=entry.kind, said=(entry.study_type, "")
    )
    form.initial["key"] = one.key or entry.csl.get("id", "")
    return form


def _correct(request: SignedInRequest, draft: ReferenceImport, number: int, form: NewReferenceForm) -> None:
    data = form.cleaned_data
    said = {"kind": data["kind"], **form.said}
    correct_entry(
        draft=draft,
        revision=_revision(request),
        number=number,
        csl=form.record,
        said=said,
        key=data["key"].lower(),
        by=request.user,
    )


@require_POST
@never_cache
@login_required
def discard(request: SignedInRequest, pk) -> HttpResponse:
    """Throw a pending import away."""
    draft = get_import_for(request.user, pk)
    discard_reference_import(draft=draft, by=request.user)
    messages.success(
        request, gettext("“%(source)s” was discarded. Nothing of it is in the library.") % {"source": draft.source}
    )
    return redirect("references:import")
