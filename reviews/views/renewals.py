"""Reviewing again without change: fresh signatures on what is live, several in one act."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from editorial.accounts.requests import SignedInRequest
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from editorial.shared.issues import Issue, Refused
from reviews.actions import Decided, keep_decisions, sign_several
from reviews.enums import MEANINGS, Verdict
from reviews.forms.signoffs import Signing, VerdictForm
from reviews.room.page import PLAIN, ReviewPage, review_page
from reviews.room.renewals import Renewal, due_first, renewals
from reviews.rules.case import case_of
from reviews.rules.queries import get_edition_for_review

from .answering import NOT_NOW, UNREADABLE, asks_to_confirm, board_page, confirm_first, edition_url, step_url, trail_of

NOT_LIVE = Issue(
    "not-live", gettext_lazy("Only what is live is reviewed again: this edition is not what readers have now.")
)
NOTHING_TICKED = Issue("nothing-ticked", gettext_lazy("Tick the sections that are still right first."))


@board_page
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Every live section with this member's last signature on it; one button signs all that are ticked."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user, compare=PLAIN)
    if request.method != "POST":
        return _show(request, page, Signing(page))
    signing = Signing(page, request.POST)
    if not page.is_live:
        return _show(request, page, signing, [NOT_LIVE], status=NOT_NOW)
    if not signing.is_valid():
        return _show(request, page, signing, signing.issues(), status=UNREADABLE)
    chosen = [form for form in signing.chosen() if form.cleaned_data["verdict"] == Verdict.APPROVE]
    if not chosen:
        return _show(request, page, signing, [NOTHING_TICKED], status=UNREADABLE)
    return _sign(request, page, signing, chosen)


def _sign(request: SignedInRequest, page: ReviewPage, signing: Signing, chosen: list[VerdictForm]) -> HttpResponse:
    try:
        sign_several(
            decisions=[_decided(form) for form in chosen], by=request.user, authentication=authentication_of(request)
        )
    except Refused as refused:
        if asks_to_confirm(refused):
            keep_decisions(edition=page.edition, typed=signing.typed(), by=request.user)
            return confirm_first(request, request.path)
        # What was ticked was about other words, or other evidence, than stand there now: nothing stays ticked.
        return _show(request, page, Signing(page), refused.issues, status=NOT_NOW)
    go_on_with_sitting(request)
    number = len(chosen)
    renewed = ngettext("%(number)s signature renewed.", "%(number)s signatures renewed.", number) % {"number": number}
    messages.success(request, f"{renewed} {_suffices(page)}")
    return redirect(step_url("renew", page.edition))


def _decided(form: VerdictForm) -> Decided:
    return Decided(form.section.version, Verdict.APPROVE, screen=form.cleaned_data["screen"], answers=form.answers())


def _suffices(page: ReviewPage) -> str:
    """What the new signatures mean for the page that readers get."""
    case = case_of(page.edition)
    if not case.is_reached:
        return gettext("Others’ signatures are still missing.")
    return gettext("Together the signatures suffice until %(next_review_due)s.") % {
        "next_review_due": date_format(case.next_review_due, "j F Y")
    }


def _show(
    request: SignedInRequest, page: ReviewPage, signing: Signing, issues: Sequence[Issue] = (), *, status: int = 200
) -> HttpResponse:
    rows = renewals(page)
    due, others = due_first(rows)
    context = {
        "page": page,
        "edition": page.edition,
        "due": _with_forms(due, signing),
        "others": _with_forms(others, signing),
        "kept_out": [row for row in rows if not row.may_sign],
        "issues": [*([] if page.is_live or issues else [NOT_LIVE]), *issues],
        "back": edition_url(page.edition),
        "trail": trail_of(page.edition.article, page.title, page.edition),
        "meaning": MEANINGS[Verdict.APPROVE],
    }
    return render(request, "review/renew.html", context, status=status)


def _with_forms(rows: list[Renewal], signing: Signing) -> list[dict]:
    return [{"row": row, "form": signing.forms[row.section.key]} for row in rows]
