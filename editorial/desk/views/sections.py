"""The section editor, and what can be done to a section as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from articles.actions import (
    save_section,
)
from articles.actions.drafting import StaleBase
from articles.doubts import StandingDoubt, doubts_in
from articles.linked import link_issues, linked_articles, what_readers_have
from articles.models import Edition, PendingMerge, SectionVersion
from articles.queries import (
    Part,
    draft_of,
    get_article_for,
    part_of,
    parts_of,
    pending_merge_of,
    shown_edition,
)
from articles.site.presentation import present
from articles.templates import prompt_for, template_for
from articles.text import is_empty
from articles.words.content import SectionContent, Wording, content_from_text
from editorial.accounts.requests import SignedInRequest
from editorial.desk.checked import ShownChecks, checks_of
from editorial.desk.editing import (
    CitedReference,
    WordingStanding,
    figures_in,
    neighbours,
    references_of,
    standings,
    unresolved_in,
)
from editorial.desk.forms.common import base_version
from editorial.desk.forms.sections import SectionForms, WordingForm
from editorial.desk.overview import may_change
from editorial.desk.presence import here_on
from editorial.desk.translating import source_beside
from editorial.desk.views.passages import passage_section
from editorial.shared.issues import Issue, Refused
from editorial.shared.refusals import add_issues

from .articles import trail
from .beside_saving import PRESSED, keep_what_was_pressed
from .merging import Meeting, Words, of_editions, of_pending, of_people, tell_of

Beside = Callable[[Any, Part], dict]
MOST_SAVES_MEANWHILE = 4
NO_DRAFT = Issue(
    "not-a-draft", gettext_lazy("This edition’s contents no longer change: take it back, or open the next one.")
)


@dataclass(frozen=True)
class Panel:
    """One wording in the section editor. ``base`` is the text for everyone, to read beside it; ``checks`` what the
    checks find in it."""

    standing: WordingStanding
    form: WordingForm
    base: SafeString | None = None
    change: SafeString | None = None
    checks: ShownChecks | None = None

    @property
    def anchor(self) -> str:
        return f"wording-{self.standing.key or 'everyone'}"


@login_required
def edit_section(request: SignedInRequest, slug: str, anchor: str, *, beside: Beside | None = None) -> HttpResponse:
    """A section's words for everyone and for each audience: read, or changed while there is a draft. ``beside`` gives
    more context for the page; the workflow puts its comments there."""
    article = get_article_for(request.user, slug)
    edition = draft_of(article) or shown_edition(article)
    edition.article = article
    part = part_of(edition, anchor)
    if part.section.article_id != article.pk:
        return passage_section(request, edition, part)
    extra = beside(request.user, part) if beside else {}
    if not may_change(edition):
        return _read_page(request, edition, part, extra)
    merge_here = pending_merge_of(edition, part)
    extra |= {"merge_here": merge_here, "here": here_on(article, anchor, by=request.user)}
    if request.method == "POST":
        return _save(request, edition, part, extra)
    meeting = of_pending(request, merge_here, part)
    if meeting:
        return _meeting_page(request, edition, meeting, extra, status=200)
    forms = SectionForms(part.content, standings(part), language=article.language)
    return _editor_page(request, edition, part, forms, extra)


def _save(request: SignedInRequest, edition: Edition, part: Part, extra: dict) -> HttpResponse:
    forms = SectionForms(part.content, standings(part), request.POST, language=edition.article.language)
    if not forms.is_valid():
        return _editor_page(request, edition, part, forms, extra, status=422)
    words = Words(base_version(request), forms.base(), forms.wordings())
    meeting = of_editions(request, extra["merge_here"], words, part)
    if request.POST.get("then") == "edit" and meeting is None:
        if str(words.started) == str(part.version.pk):  # nobody saved: there is nothing to bring into the form
            return _editor_page(request, edition, part, forms, extra, status=409)
        meeting = of_people(request, words, part)
    met: list[Meeting] = []
    try:
        for _ in range(MOST_SAVES_MEANWHILE):
            if meeting and meeting.needs_a_person(request):
                return _meeting_page(request, edition, meeting, extra)
            words = meeting.words() if meeting else words
            met += [meeting] if meeting else []
            try:
                version, changed = _write(request, edition, part, words, met, extra["merge_here"])
            except StaleBase as stale:
                meeting = of_people(request, words, stale.current)
            else:
                return _saved(request, edition, part, forms, version, changed, meeting)
    except Refused as refused:
        add_issues(forms.forms[""], refused.issues)
        return _editor_page(request, edition, part, forms, extra, status=409)
    return _meeting_page(request, edition, meeting, extra)


def _saved(
    request: SignedInRequest,
    edition: Edition,
    part: Part,
    forms: SectionForms,
    version: SectionVersion,
    changed: bool,
    meeting: Meeting | None,
) -> HttpResponse:
    if changed or meeting is None:
        _tell(request, forms, version, changed)
    if meeting:
        tell_of(request, meeting, version, edition.article.slug)
    url = reverse("desk:section", args=[edition.article.slug, part.section.anchor])
    if "split" in request.POST:  # the button in the text: saved first, then divided where the cursor is
        at, _, audience = request.POST["split"].partition(":")
        return redirect(f"{url}split/?{urlencode({'at': at, 'in': audience})}")
    panel = request.POST.get("panel", "")
    return redirect(f"{url}#{panel}" if panel.startswith("wording-") else url)


def _meeting_page(
    request: SignedInRequest, edition: Edition, meeting: Meeting, extra: dict, *, status: int = 409
) -> HttpResponse:
    """Two texts that need a person: questions to answer, or both in the form, to be read or written on."""
    part, shown = meeting.part, meeting.page(request)
    if meeting.is_asking(request):
        context = {**_frame(edition, part, []), **shown, **extra}
        return render(request, "desk/section_merge.html", context, status=status)
    words = meeting.words()
    content = replace(part.content, base=words.base, wordings=dict(words.wordings))
    forms = SectionForms(content, standings(replace(part, content=content)), language=edition.article.language)
    return _editor_page(request, edition, part, forms, {**extra, **shown}, status=status)


def _write(
    request: SignedInRequest,
    edition: Edition,
    part: Part,
    words: Words,
    met: list[Meeting],
    merge_here: PendingMerge | None,
) -> tuple[SectionVersion, bool]:
    """Save, which makes the merge that the form was for; and confirm the wording whose “still right” button was
    pressed, decide the doubt or answer the finding whose button was, in the same transaction."""
    with transaction.atomic():
        version, changed = save_section(
            edition=edition,
            anchor=part.section.anchor,
            base_version=words.started,
            base=words.base,
            wordings=words.wordings,
            by=request.user,
            merges=merge_here if merge_here and request.POST.get("merges") == str(merge_here.pk) else None,
        )
        for meeting in met:
            meeting.keep_what_was_not_taken(request)
        keep_what_was_pressed(request, edition, part, version, changed)
    return version, changed


def _tell(request: SignedInRequest, forms: SectionForms, version: SectionVersion, changed: bool) -> None:
    if changed:
        messages.success(request, gettext("Saved as version %(version)s.") % {"version": version.number})
    elif not any(request.POST.get(name) for name in PRESSED):
        messages.info(request, "Nothing had changed, so there is no new version.")
    for note in forms.notes()[:8]:
        messages.warning(request, note)
    content = content_from_text(version.content)
    readers = what_readers_have(linked_articles([content]))
    for issue in link_issues([content], str(version.section.article_id), readers)[:8]:
        messages.warning(request, issue.message)


def _editor_page(
    request: SignedInRequest, edition: Edition, part: Part, forms: SectionForms, extra: dict, *, status: int = 200
) -> HttpResponse:
    cited, unresolved = references_of([part.content]), unresolved_in(part.content)
    frame = _frame(edition, part, cited)
    typed = _typed(part, forms) if request.method == "POST" else part.content
    checks = checks_of(edition, frame["parts"], part, typed, request.POST)
    context = {
        **frame,
        "panels": panels(part, forms, cited, checks),
        "unresolved": unresolved,
        "likely": {one.said: [reference.as_found for reference in one.likely] for one in unresolved},
        "forms": forms,
        "may_illustrate": True,
        "prompt": _prompt(edition, part),
        "media": forms.media.with_nonce(request.csp_nonce),
        "has_errors": any(form.errors for form in forms.forms.values()),
        "pasted": request.POST.getlist("pasted"),
        "source": source_beside(edition, part, request.user),
        **extra,
    }
    return render(request, "desk/section.html", context, status=status)


def _prompt(edition: Edition, part: Part) -> str:
    """What the template of the article says to write here, as long as nothing is written."""
    if part.content.is_front or not is_empty(part.content.base.html) or not edition.article.about:
        return ""
    return prompt_for(template_for(edition.article.about), part.section.anchor, part.content.base.heading)


def _typed(part: Part, forms: SectionForms) -> SectionContent:
    """What the forms say, as far as it can be stored."""
    if not forms.is_bound or not forms.is_valid():
        return part.content
    return replace(part.content, base=forms.base(), wordings=forms.wordings())


def panels(
    part: Part, forms: SectionForms, cited: list[CitedReference], checks: Mapping[str, ShownChecks]
) -> list[Panel]:
    """The wordings with their forms and what the checks find, the text for everyone first."""
    names = {one.row.key: one.name for one in cited}
    base = present(part.content.base.html, names)
    return [
        Panel(
            standing,
            forms.forms[standing.key],
            base if standing.key else None,
            present(standing.change.html, names) if standing.change else None,
            checks.get(standing.key),
        )
        for standing in forms.standings
    ]


def _read_page(request: SignedInRequest, edition: Edition, part: Part, extra: dict) -> HttpResponse:
    if request.method == "POST":
        raise Refused(NO_DRAFT)
    cited = references_of([part.content])
    names = {one.row.key: one.name for one in cited}
    wordings = [
        (standing, part.content.wordings.get(standing.key, Wording()) if standing.key else part.content.base)
        for standing in standings(part)
    ]
    shown = [(standing, wording, present(wording.html, names)) for standing, wording in wordings]
    context = {**_frame(edition, part, cited), "wordings": shown, **extra}
    return render(request, "desk/section_read.html", context)


def _frame(edition: Edition, part: Part, cited: list[CitedReference]) -> dict:
    parts = parts_of(edition)
    return {
        "article": edition.article,
        "edition": edition,
        "parts": parts,
        "part": part,
        "doubts": _doubts(parts, part),
        "heading": part.content.base.heading or part.section.anchor,
        "cited": cited,
        "citation_names": {one.row.key: {"name": one.name, "standing": one.row.standing} for one in cited},
        "figures": figures_in(part),
        "neighbours": neighbours(parts, part),
        "trail": trail(edition.article),
    }


def _doubts(parts: list[Part], part: Part) -> list[StandingDoubt]:
    """What an import left doubtful here, the undecided first."""
    standing = doubts_in(parts).get(part.version.pk, [])
    return sorted(standing, key=lambda one: not one.is_open)
