"""Bringing a file or a paste to the preview: reading it, and the list of what waits."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.import_drafts import discard_import, keep_import
from articles.exchange.apart import read_file_apart, read_pasted_apart
from articles.exchange.document import Document
from articles.exchange.doubts import doubts_of
from articles.exchange.storage import from_json
from articles.imports import get_import_for, imports_of, went_out_of
from articles.models import ImportDraft
from articles.permissions import may_write
from articles.queries import active_audiences
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.imports import MAX_TEXT, UploadForm
from editorial.desk.import_doubts import waiting_counts
from editorial.shared import retention
from editorial.shared.issues import Issue, Refused
from references.formats.bounded import read_bibliography
from references.models import Reference

DESK = {"label": "Desk", "url": "/desk/"}
MAX_REQUEST = 12 * settings.IMPORT_MAX_BYTES
MEGABYTE = 1024 * 1024
WENT_OUT = "went-out"


@csrf_exempt  # the inner view is protected: a body that is far too large is refused before anything reads it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose a file or paste a page; read, it waits at its preview."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and length.isdigit() and int(length) > MAX_REQUEST:
        return _upload_page(request, UploadForm(), [_too_large(gettext("The file"), int(length))], status=413)
    try:
        return _import_page(request)
    except RequestDataTooBig:
        issue = Issue("too-large", gettext("The pasted text is too large: save it as a file, and import that."), "text")
        return _upload_page(request, UploadForm(), [issue], status=413)


@csrf_protect
@login_required
def _import_page(request: SignedInRequest) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied(gettext("Only editors import articles."))
    if request.method != "POST":
        return _upload_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    if len(form.cleaned_data["files"]) > 1 or _one_of_several(request):
        return _several(request, form)
    try:
        draft = _read(request, form.cleaned_data)
    except Refused as refused:
        again = _given_back(form)
        field = "#id_text" if again.initial.get("text") else "#id_file"
        issues = [one if one.code == WENT_OUT else Issue(one.code, one.message, field) for one in refused.issues]
        return _upload_page(request, again, issues, status=422)
    return redirect("import_preview", draft.pk)


@dataclass(frozen=True)
class Outcome:
    """What became of one file of several."""

    name: str
    draft: ImportDraft | None = None
    issues: list[Issue] = field(default_factory=list)

    @property
    def to_check(self) -> int:
        """How many doubts wait at its preview."""
        return len(doubts_of(from_json(self.draft.document))) if self.draft else 0

    def as_json(self) -> dict[str, object]:
        if self.draft is None:
            return {"name": self.name, "issues": [issue.message for issue in self.issues]}
        url = reverse("import_preview", args=[self.draft.pk])
        return {"name": self.name, "url": url, "check": self.to_check}


def _one_of_several(request: SignedInRequest) -> bool:
    """Whether the page's own script sends several files one after the other, to show how far it is."""
    return request.headers.get("Accept") == "application/json"


def _several(request: SignedInRequest, form: UploadForm) -> HttpResponse:
    """Read each file for itself: one that cannot be read keeps no other out."""
    outcomes = [_outcome(request, form.cleaned_data, upload) for upload in form.cleaned_data["files"]]
    if _one_of_several(request):
        return JsonResponse({"files": [outcome.as_json() for outcome in outcomes]})
    return _upload_page(request, UploadForm(), outcomes=outcomes)


def _outcome(request: SignedInRequest, data: dict, upload: UploadedFile) -> Outcome:
    bibliography = data.get("bibliography")
    if bibliography is not None:
        bibliography.seek(0)
    try:
        return Outcome(upload.name, _read(request, {**data, "file": upload, "name": ""}))
    except Refused as refused:
        return Outcome(upload.name, issues=refused.issues)


def _upload_page(
    request: SignedInRequest,
    form: UploadForm,
    issues: list[Issue] | None = None,
    *,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "outcomes": outcomes or [],
        "form": form,
        "issues": issues or [],
        "offers_new": any(issue.code == WENT_OUT for issue in issues or []),
        "waiting": _waiting(request),
        "days": retention.IMPORTS.days,
        "megabytes": settings.IMPORT_MAX_BYTES // MEGABYTE,
        "trail": [DESK],
    }
    return render(request, "desk/import.html", context, status=status)


def _waiting(request: SignedInRequest) -> list[dict[str, Any]]:
    """The person's imports, each with its undecided doubts by seriousness."""
    drafts = list(imports_of(request.user))
    doubts = waiting_counts(drafts)
    return [{"draft": draft, "doubts": doubts[draft.pk]} for draft in drafts]


# Reading


def _read(request: SignedInRequest, data: dict) -> ImportDraft:
    """Read what was sent and keep it. A bibliography that cannot be read does not keep a Word file out, since its
    citations find their references in the file itself; whoever sent it is told."""
    items: list[dict] = []
    try:
        items = _bibliography(data.get("bibliography"))
    except Refused as refused:
        if _needs_bibliography(data):
            raise
        for issue in refused.issues:
            messages.warning(request, f"The bibliography was left aside. {issue.message}")
    source = _source(data)
    if data.get("file") and not data.get("as_new"):
        _refuse_what_went_out(request, data["file"].name, source)
    document = _document(data, source, items)
    return keep_import(document=document, by=request.user, offered=_not_listed(items, document), data=source)


def _refuse_what_went_out(request: SignedInRequest, name: str, source: bytes) -> None:
    """A file that went out of an article here says what its readers would change, and not a new article."""
    if (found := went_out_of(name, source, request.user)) is None:
        return
    article, origin = found
    message = gettext(
        "%(name)s went out of “%(article)s” (edition %(number)s). Bring it back there: its changes become proposals, "
        "its comments comments."
    ) % {"name": name, "article": article.slug, "number": origin.number}
    raise Refused(Issue(WENT_OUT, message, reverse("review:bring_file", args=[article.slug])))


def _source(data: dict) -> bytes:
    """What was sent, as it came: the file, or what was pasted."""
    if data.get("file"):
        return _bytes(data["file"])
    return (data["text"] if data.get("name") else data.get("html") or data["text"]).encode()


def _document(data: dict, source: bytes, items: list[dict]) -> Document:
    upload = data.get("file")
    if upload or data.get("name"):
        return read_file_apart(
            upload.name if upload else data["name"],
            source,
            bibliography=items,
            known_keys=Reference.objects.values_list("key", flat=True),
            audiences=[audience.key for audience in active_audiences()],
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
            tracked=data.get("tracked") or "rejected",
        )
    return read_pasted_apart(data["text"], data.get("html") or "", bibliography=items)


def _needs_bibliography(data: dict) -> bool:
    name = data["file"].name if data.get("file") else data.get("name") or ""
    return name.lower().endswith((".md", ".markdown"))


def _bibliography(upload: UploadedFile | None) -> list[dict]:
    """The items of a bibliography in any format. Refused, naming line and field, if one cannot be used."""
    if upload is None:
        return []
    try:
        return read_bibliography(_bytes(upload), name=upload.name, max_bytes=settings.IMPORT_MAX_BYTES)
    except Refused as refused:
        raise Refused([Issue(i.code, i.message, "bibliography") for i in refused.issues]) from None


def _not_listed(items: list[dict], document: Document) -> list[dict]:
    """What the bibliography holds besides the document's own references: offered for citations left unresolved."""
    listed = {entry.key for entry in document.references}
    return [item for item in items if item.get("id") and item["id"] not in listed]


def _bytes(upload: UploadedFile) -> bytes:
    if upload.size > settings.IMPORT_MAX_BYTES:
        raise Refused(_too_large(upload.name, upload.size))
    return upload.read()


def _too_large(name: str, size: int) -> Issue:
    most = settings.IMPORT_MAX_BYTES / MEGABYTE
    message = gettext("%(name)s has %(number)s MB; at most %(most)s MB can be imported.") % {
        "name": name,
        "number": f"{size / MEGABYTE:.1f}",
        "most": f"{most:.0f}",
    }
    return Issue("too-large", message, "file")


def _given_back(form: UploadForm) -> UploadForm:
    """The form again with everything that was sent: a file that is text comes back as text, to be mended here."""
    sent = {name: form.cleaned_data.get(name) or "" for name in ("text", "html", "name")}
    upload = form.cleaned_data.get("file")
    if upload is not None and upload.size <= MAX_TEXT:
        upload.seek(0)
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        if text and "\x00" not in text:
            sent = {"text": text, "name": upload.name, "html": ""}
    return UploadForm(initial=sent)


@require_POST
@never_cache
@login_required
def discard(request: SignedInRequest, pk) -> HttpResponse:
    """Throw a pending import away."""
    draft = get_import_for(request.user, pk)
    discard_import(draft=draft, by=request.user)
    messages.success(
        request,
        gettext("“%(what)s” was discarded. Nothing was imported.") % {"what": draft.source or gettext("The import")},
    )
    return redirect("import")
