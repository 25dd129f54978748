"""Bringing a file or a paste to the preview: reading it, and the list of what waits."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.import_drafts import KEPT_FOR, discard_import, keep_import
from articles.exchange import read_file, read_pasted
from articles.exchange.document import Document
from articles.import_forms import MAX_TEXT, UploadForm
from articles.imports import get_import_for, imports_of
from articles.models import ImportDraft
from articles.permissions import may_write
from articles.queries import active_audiences
from editorial.shared.issues import Issue, Refused
from references.formats.bounded import read_bibliography
from references.models import Reference

DESK = {"label": "Desk", "url": "/desk/"}
MAX_REQUEST = 12 * settings.IMPORT_MAX_BYTES
MEGABYTE = 1024 * 1024


@csrf_exempt  # the inner view is protected: a body that is far too large is refused before anything reads it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_page(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste a page; read, it waits at its preview."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and length.isdigit() and int(length) > MAX_REQUEST:
        return _upload_page(request, UploadForm(), [_too_large("The file", int(length))], status=413)
    try:
        return _import_page(request)
    except RequestDataTooBig:
        issue = Issue("too-large", "The pasted text is too large: save it as a file, and import that.", "text")
        return _upload_page(request, UploadForm(), [issue], status=413)


@csrf_protect
@login_required
def _import_page(request: HttpRequest) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied("Only editors import articles.")
    if request.method != "POST":
        return _upload_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    try:
        draft = _read(request, form)
    except Refused as refused:
        again = _given_back(form)
        field = "#id_text" if again.initial.get("text") else "#id_file"
        issues = [Issue(issue.code, issue.message, field) for issue in refused.issues]
        return _upload_page(request, again, issues, status=422)
    return redirect("import_preview", draft.pk)


def _upload_page(
    request: HttpRequest, form: UploadForm, issues: list[Issue] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "issues": issues or [],
        "waiting": imports_of(request.user),
        "days": KEPT_FOR.days,
        "megabytes": settings.IMPORT_MAX_BYTES // MEGABYTE,
        "trail": [DESK],
    }
    return render(request, "desk/import.html", context, status=status)


# Reading


def _read(request: HttpRequest, form: UploadForm) -> ImportDraft:
    """Read what was sent and keep it. A bibliography that cannot be read does not keep a Word file out, since its
    citations find their references in the file itself; whoever sent it is told."""
    data, items = form.cleaned_data, []
    try:
        items = _bibliography(data.get("bibliography"))
    except Refused as refused:
        if _needs_bibliography(data):
            raise
        for issue in refused.issues:
            messages.warning(request, f"The bibliography was left aside. {issue.message}")
    document = _document(data, items)
    return keep_import(document=document, by=request.user, offered=_not_listed(items, document))


def _document(data: dict, items: list[dict]) -> Document:
    upload = data.get("file")
    if upload or data.get("name"):
        return read_file(
            upload.name if upload else data["name"],
            _bytes(upload) if upload else data["text"].encode(),
            bibliography=items,
            known_keys=Reference.objects.values_list("key", flat=True),
            audiences=[audience.key for audience in active_audiences()],
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
        )
    return read_pasted(data["text"], data.get("html") or "", bibliography=items)


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
    message = f"{name} has {size / MEGABYTE:.1f} MB; at most {most:.0f} MB can be imported."
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
def discard(request: HttpRequest, pk) -> HttpResponse:
    """Throw a pending import away."""
    draft = get_import_for(request.user, pk)
    discard_import(draft=draft, by=request.user)
    messages.success(request, f"“{draft.source or 'The import'}” was discarded. Nothing was imported.")
    return redirect("import")
