"""The preview of an import: everything that was read, to accept, correct or drop; then the article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions.import_drafts import AfterImport, StaleImport, change_import, finish_import
from articles.actions.importing import ImportResult
from articles.exchange import editing
from articles.exchange.deciding import entry_named
from articles.exchange.editing import Pending, section_named
from articles.exchange.said_in import is_said_in
from articles.imports import get_import_for, pending_of
from articles.models import ImportDraft
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.imports import PreviewForms, TextForm
from editorial.desk.import_lines import LINES_A_PAGE, line_url, show_lines
from editorial.desk.import_steps import QUIET, STEPS, UNDONE, Place, section_place
from editorial.desk.importing import Preview, names_of
from editorial.desk.pasted import SPOILT, opened
from editorial.shared.issues import Issue, Refused
from references.forms import ReferenceForm
from references.summary import guess_kind, why_thin

from .imports import DESK


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def preview(request: SignedInRequest, pk, *, after_import: AfterImport | None = None) -> HttpResponse:
    """Everything that was read. One form: each of its buttons saves all that was typed, and then does its own.

    ``after_import`` is what the workflow, which this app does not know, reads in the document besides.
    """
    draft = get_import_for(request.user, pk)
    pending = pending_of(draft)
    forms = PreviewForms(pending, _offered(draft), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, draft, pending, forms)
    if not _is_current(request, draft):
        return _page(request, draft, pending, forms, StaleImport().issues, status=409)
    if not forms.is_valid():
        return _page(request, draft, pending, forms, status=422)
    step, _, name = request.POST.get("do", "save").partition(":")
    if step == "create":
        return _create(request, draft, forms, after_import)
    return _step(request, draft, forms, step, name)


def _is_current(request: SignedInRequest, draft: ImportDraft) -> bool:
    return request.POST.get("revision", "") == str(draft.revision)


def _offered(draft: ImportDraft) -> dict[str, dict]:
    return {item["id"]: {name: value for name, value in item.items() if name != "id"} for item in draft.offered}


def _page(
    request: SignedInRequest,
    draft: ImportDraft,
    pending: Pending,
    forms: PreviewForms,
    issues: list[Issue] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    opened = request.GET.get("open", "")
    shown = Preview(draft, pending, forms, request.user, opened=opened, block=request.GET.get("block", ""))
    problems = [
        Issue("field", f"{label}: {message}" if label else message, f"#{where}" if where else "")
        for label, where, message in forms.errors()
    ]
    context = {
        "draft": draft,
        "pending": pending,
        "document": pending.document,
        "forms": forms,
        "preview": shown,
        "issues": [*issues, *problems],
        "trail": [DESK, {"label": "Import", "url": reverse("import")}],
        "tabs": tabs(draft, "preview"),
        "opened": opened,
        "all_open": bool(problems),
    }
    return render(request, "desk/import_preview.html", context, status=status)


def tabs(draft: ImportDraft, current: str) -> list[dict]:
    """The two pages of an import."""
    return [
        {
            "label": gettext("What was read"),
            "url": reverse("import_preview", args=[draft.pk]),
            "current": current == "preview",
        },
        {
            "label": gettext("Every line of the source"),
            "url": reverse("import_source", args=[draft.pk]),
            "current": current == "source",
        },
    ]


def _step(request: SignedInRequest, draft: ImportDraft, forms: PreviewForms, name: str, argument: str) -> HttpResponse:
    """Save what was typed, do one step, and go on where it was asked for."""
    do, places = STEPS.get(name, STEPS["save"]), list[Place | None]()

    def change(pending: Pending) -> None:
        forms.apply(pending)
        places.append(do(pending, argument, request.POST))
        if name in STEPS and name not in QUIET:
            pending.steps.append({"do": name, "what": argument})

    try:
        changed = change_import(draft=draft, revision=draft.revision, change=change, by=request.user)
    except Refused as refused:
        return _page(request, draft, pending_of(draft), forms, refused.issues, status=409)
    if name == "text":
        return redirect("import_text", draft.pk, argument)
    if name == "reference":
        return redirect("import_reference", draft.pk, argument)
    if name == "save":
        saved = changed.revision != draft.revision
        messages.success(request, gettext("Saved.") if saved else gettext("Nothing had changed."))
    if name in UNDONE and changed.revision == draft.revision:
        messages.warning(request, UNDONE[name])
    place = places[-1] or Place()
    return redirect(reverse("import_preview", args=[draft.pk]) + place.query())


def _create(
    request: SignedInRequest, draft: ImportDraft, forms: PreviewForms, after_import: AfterImport | None
) -> HttpResponse:
    """Make or update the article; when that is refused, everything typed is kept and the reasons are shown."""
    try:
        result = finish_import(
            draft=draft, revision=draft.revision, change=forms.apply, by=request.user, after=after_import
        )
    except (Refused, PermissionDenied) as refused:
        issues = _why_not(refused)
        change_import(draft=draft, revision=draft.revision, change=forms.apply, by=request.user)
        draft.refresh_from_db()
        pending = pending_of(draft)
        return _page(request, draft, pending, PreviewForms(pending, _offered(draft)), issues, status=409)
    messages.success(request, said_of(result))
    return redirect(f"/desk/articles/{result.article.slug}/")


def _why_not(refused: Refused | PermissionDenied) -> list[Issue]:
    """The reasons, each leading to its place on the page. Only the address can be somebody else's here."""
    if isinstance(refused, StaleImport):
        raise refused
    if isinstance(refused, PermissionDenied):
        message = gettext("This address is used by somebody else’s article already: choose another.")
        return [Issue("slug-taken", message, "#id_front-slug")]
    return [Issue(i.code, i.message, "#id_front-slug" if i.target == "slug" else i.target) for i in refused.issues]


def said_of(result: ImportResult) -> str:
    """One sentence about what an import did."""
    if result.created:
        number = len(result.added) - 1
        made = ngettext(
            "Imported: a new draft with %(number)s section.", "Imported: a new draft with %(number)s sections.", number
        )
        return made % {"number": number}
    if not result.changed_anything:
        return gettext("Nothing had changed: the article says all of this already.")
    parts = [
        (result.added, gettext("%(number)s added")),
        (result.changed, gettext("%(number)s changed")),
        (result.removed, gettext("%(number)s removed")),
    ]
    said = ", ".join(words % {"number": len(anchors)} for anchors, words in parts if anchors)
    return gettext("Imported into the draft of edition %(edition)s: %(what)s.") % {
        "edition": result.edition.number,
        "what": said or gettext("order or people changed"),
    }


# Correcting one thing


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def text(request: SignedInRequest, pk, anchor: str) -> HttpResponse:
    """Correct the text of a section, or the lead, before it is in any article."""
    draft = get_import_for(request.user, pk)
    pending = pending_of(draft)
    section = section_named(pending.document, anchor)
    if section is None:
        raise Http404(gettext("No such section."))
    data = request.POST if request.method == "POST" else None
    form = TextForm(data, document=pending.document, initial={"html": section.base.html})
    form.fields["html"].label = "Lead" if anchor == "front" else "Text"
    if data is not None and not _is_current(request, draft):
        form.add_error(None, StaleImport().issues[0].message)
    elif form.is_valid():
        _correct(request, draft, anchor, form)
        return redirect(reverse("import_preview", args=[pk]) + section_place(anchor).query())
    context = {
        "draft": draft,
        "form": form,
        "section": section,
        "media": form.media.with_nonce(request.csp_nonce),
        "citation_names": names_of(pending.document),
        "pasted": request.POST.getlist("pasted"),
        "trail": _trail(draft),
    }
    return render(request, "desk/import_text.html", context, status=422 if form.errors else 200)


def _correct(request: SignedInRequest, draft: ImportDraft, anchor: str, form: TextForm) -> None:
    """Write the corrected text; what was doubtful in words that were pasted into it is a doubt of the import now."""
    pasted, spoilt = opened(request.POST.getlist("pasted"), place=str(draft.pk))

    def change(pending: Pending) -> None:
        section = section_named(pending.document, anchor)
        section.base.html = form.cleaned_data["html"]
        editing.relist(pending.document)
        noticed = [remark for one in pasted for remark in one.remarks if is_said_in(section, remark)]
        editing.add_remarks(pending, anchor, noticed)
        pending.steps.append({"do": "text", "what": anchor})

    change_import(draft=draft, revision=draft.revision, change=change, by=request.user)
    for note in form.fields["html"].notes[:8]:
        messages.warning(request, note.message)
    if spoilt:
        messages.warning(request, SPOILT)


def _trail(draft: ImportDraft) -> list[dict]:
    return [
        DESK,
        {"label": "Import", "url": reverse("import")},
        {"label": draft.source or "Preview", "url": reverse("import_preview", args=[draft.pk])},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def reference(request: SignedInRequest, pk, key: str) -> HttpResponse:
    """Complete or correct an entry of the reference list."""
    draft = get_import_for(request.user, pk)
    pending = pending_of(draft)
    entry = entry_named(pending.document, key)
    if entry is None:
        raise Http404(gettext("No such reference."))
    data = request.POST if request.method == "POST" else None
    form = ReferenceForm(data, csl=entry.csl, kind="")
    form.fields.pop("kind")
    if data is not None and not _is_current(request, draft):
        form.add_error(None, StaleImport().issues[0].message)
    elif form.is_valid():

        def change(pending: Pending) -> None:
            found = entry_named(pending.document, key)
            found.csl, found.why_thin = form.record, why_thin(form.record)
            found.thin, found.doubts = bool(found.why_thin), []

        draft = change_import(draft=draft, revision=draft.revision, change=change, by=request.user)
        return _next_reference(draft, key)
    context = {"draft": draft, "form": form, "entry": entry, "guess": guess_kind(entry.csl), "trail": _trail(draft)}
    return render(request, "desk/import_reference.html", context, status=422 if form.errors else 200)


def _next_reference(draft: ImportDraft, key: str) -> HttpResponse:
    """On to the next entry that is too thin, else back."""
    entries = pending_of(draft).document.references
    place = [entry.key for entry in entries].index(key)
    thin = next((entry.key for entry in entries[place + 1 :] if entry.thin), None)
    if thin is not None:
        return redirect("import_reference", draft.pk, thin)
    return redirect(f"{reverse('import_preview', args=[draft.pk])}?open=references#reference-{key}")


@require_safe
@never_cache
@login_required
def source(request: SignedInRequest, pk) -> HttpResponse:
    """Every line of the source beside where it went: nothing is dropped in silence."""
    draft = get_import_for(request.user, pk)
    pending = pending_of(draft)
    page = Paginator(list(enumerate(pending.document.lines, start=1)), LINES_A_PAGE).get_page(request.GET.get("page"))
    said = [number for number, line in enumerate(pending.document.lines, start=1) if line.strip()]
    context = {
        "draft": draft,
        "page": page,
        "rows": show_lines(pending, draft.pk, page.object_list),
        "said": len(said),
        "unaccounted": pending.document.unaccounted,
        "is_read_twice": pending.document.is_read_twice,
        "lost": [(n, line_url(draft.pk, f"line:{n}")) for n in said if n not in pending.document.places],
        "trail": [DESK, {"label": "Import", "url": reverse("import")}],
        "tabs": tabs(draft, "source"),
    }
    return render(request, "desk/import_source.html", context)
