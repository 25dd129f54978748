"""A person's notices, and how they want to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial.accounts.requests import SignedInRequest
from reviews.actions.notices.telling import mark_all_read, mark_read, set_notice_preference
from reviews.forms.notices import PreferenceForm
from reviews.notices.mails import preference_of
from reviews.notices.reading import get_notice_for, notices_for, shown_notices

from .answering import asking_page, board_page, posted

PAGE_SIZE = 30
NOTICES = {"label": "Notices", "url": "/notices/"}


@board_page
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """What happened and what waits: the unread ones, or all."""
    show_all = request.GET.get("show") == "all"
    rows = notices_for(request.user)
    unread = rows.filter(read_at__isnull=True)
    page = Paginator(rows if show_all else unread, PAGE_SIZE).get_page(request.GET.get("page"))
    count = page.paginator.count if not show_all else unread.count()
    tabs = [
        {"label": "Unread", "url": "/notices/", "current": not show_all, "count": count},
        {"label": "All", "url": "/notices/?show=all", "current": show_all},
    ]
    context = {"page": page, "rows": shown_notices(request.user, page.object_list), "show_all": show_all}
    context |= {"tabs": tabs, "unread": count, "now": timezone.now().isoformat()}
    return render(request, "notices/list.html", context)


@board_page
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: SignedInRequest, notice) -> HttpResponse:
    """Go to the page that a notice is about. Sent from the list, it is read from then on; a link in a mail only leads
    there, and goes on doing so when the article's address changes."""
    row = get_notice_for(request.user, notice)
    if request.method == "POST":
        mark_read(notice=row, by=request.user)
        if "stay" in request.POST:
            return redirect("notices")
    return redirect(row.path)


@board_page
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark all as read that were there when the list was opened."""
    count = mark_all_read(by=request.user, until=moment_of(request.POST.get("until", "")))
    messages.success(request, gettext("Marked as read: %(count)s.") % {"count": count})
    return redirect("notices")


def moment_of(text: str):
    """The moment that a form carries; None if it is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


@asking_page
def preferences(request: SignedInRequest) -> HttpResponse:
    """How this person gets mail about their notices."""
    now = preference_of(request.user)
    form = PreferenceForm(posted(request), initial={"delivery": now.delivery, "hour": now.hour})
    if request.method == "POST" and form.is_valid():
        set_notice_preference(by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Saved: this is how you are told from now on."))
        return redirect("notices")
    status = 422 if form.errors else 200
    return render(request, "notices/preferences.html", {"form": form, "trail": [NOTICES]}, status=status)
