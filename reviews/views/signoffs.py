"""Signing what was decided on the review page, and keeping it until then."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.models import Edition
from editorial.accounts.requests import SignedInRequest
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from editorial.shared.issues import Issue, Refused
from reviews.actions import Decided, keep_decisions, sign_several
from reviews.enums import Verdict
from reviews.forms.signoffs import Signing, VerdictForm
from reviews.room.page import ReviewPage, review_page
from reviews.room.versions import later_words
from reviews.rules.queries import get_edition_for_review, latest_submitted_of

from .answering import NOT_NOW, UNREADABLE, asks_to_confirm, board_page, confirm_first, edition_url, say_there, trail_of
from .page import show

DIFFERENT = {"version-changed", "screen-changed"}
NOTHING_DECIDED = Issue(
    "nothing-decided", gettext_lazy("You have not decided on any section yet: choose what you say of one first.")
)


@board_page
@require_POST
def sign(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Sign what was decided on this page, each section for itself, all or nothing."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user, compare=request.POST.get("compare", ""))
    signing = Signing(page, request.POST)
    if not signing.is_valid():
        return show(request, page, signing=signing, issues=signing.issues(), status=UNREADABLE)
    chosen = signing.chosen()
    if not chosen:
        return show(request, page, signing=signing, issues=[NOTHING_DECIDED], status=UNREADABLE)
    try:
        sign_several(
            decisions=[_decided(form) for form in chosen], by=request.user, authentication=authentication_of(request)
        )
    except Refused as refused:
        return _not_signed(request, page, signing, refused)
    go_on_with_sitting(request)
    return _signed(request, found, chosen)


def _decided(form: VerdictForm) -> Decided:
    data = form.cleaned_data
    return Decided(
        form.section.version, data["verdict"], data["note"], data["screen"], form.answers(), tuple(data["supports"])
    )


def _signed(request: SignedInRequest, found: Edition, chosen: list[VerdictForm]) -> HttpResponse:
    """Say what was signed, and lead on to what is next."""
    said = [f"“{form.section.heading}”: {Verdict(form.cleaned_data['verdict']).label.lower()}" for form in chosen]
    page = review_page(found, request.user)
    following = next((f"section-{section.anchor}" for section in page.waiting), "")
    left = len(page.waiting)
    waiting = ngettext("%(number)s more waits for you.", "%(number)s more wait for you.", left) % {"number": left}
    rest = waiting if left else gettext("Nothing here waits for you now.")
    say_there(request, gettext("Signed: %(said)s. %(rest)s") % {"said": "; ".join(said), "rest": rest})
    return redirect(edition_url(found, following))


def _not_signed(request: SignedInRequest, page: ReviewPage, signing: Signing, refused: Refused) -> HttpResponse:
    """Nothing was signed: to where they prove who they are; or the page as it was filled in; or the difference."""
    if asks_to_confirm(refused):
        keep_decisions(edition=page.edition, typed=signing.typed(), by=request.user)
        return confirm_first(request, _where_they_were(request, page, signing))
    if all(issue.code not in DIFFERENT for issue in refused.issues):
        return show(request, page, signing=signing, issues=_naming_sections(page, refused), status=NOT_NOW)
    keep_decisions(edition=page.edition, typed=signing.typed(), by=request.user)
    latest = latest_submitted_of(page.edition.article)
    context = {
        "page": page,
        "edition": page.edition,
        "latest": latest,
        "latest_url": edition_url(latest),
        "trail": trail_of(page.edition.article, page.title),
        "rows": [
            {
                "section": form.section,
                "decided": form.cleaned_data,
                "now": now,
                "parts": form.section.screen.changed_since(form.cleaned_data["screen"]),
                "reasons": [one for one in refused.issues if one.target == f"section:{form.section.anchor}"],
            }
            for form, now in later_words([(form, form.section) for form in signing.chosen()], page.manifest, latest)
        ],
    }
    return render(request, "review/words_changed.html", context, status=NOT_NOW)


def _naming_sections(page: ReviewPage, refused: Refused) -> list[Issue]:
    """The reasons, each with the heading of the section of which it is."""
    headings = {f"section:{section.anchor}": section.heading for section in page.sections}
    return [
        replace(one, message=f"“{headings[one.target]}”: {one.message}") if one.target in headings else one
        for one in refused.issues
    ]


def _where_they_were(request: SignedInRequest, page: ReviewPage, signing: Signing) -> str:
    """The review page as it was compared, at the last section that was decided."""
    query = f"?compare={compare}" if (compare := request.POST.get("compare", "")).isalnum() else ""
    url, anchor = edition_url(page.edition), signing.chosen()[-1].section.anchor
    return f"{url}{query}#section-{anchor}"


def _kept(count: int) -> str:
    if not count:
        return gettext("Kept for you: what you ticked and typed so far: nothing. It is not signed.")
    kept = ngettext(
        "Kept for you: what you ticked and typed on %(number)s section. It is not signed.",
        "Kept for you: what you ticked and typed on %(number)s sections. It is not signed.",
        count,
    )
    return kept % {"number": count}


@board_page
@require_POST
def keep(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Keep what was ticked and typed so far: for the page's script, which asks for no page, or for its button."""
    found = get_edition_for_review(request.user, slug, number)
    signing = Signing(review_page(found, request.user), request.POST)
    count = keep_decisions(edition=found, typed=signing.typed(), by=request.user)
    if request.headers.get("Accept", "").startswith("text/html"):
        messages.success(request, _kept(count))
        return redirect(edition_url(found))
    return HttpResponse(status=204)
