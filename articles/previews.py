"""Which preview link opens what, and until when one may be made to open. Reads."""

from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import OPEN_STATES
from articles.models import Edition, PreviewLink
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue

LONGEST = timedelta(days=30)
MOST_OPEN = 20


def edition_behind(secret: str) -> Edition | None:
    """The edition that a preview link opens today. None for one that was closed, whose day has passed, whose edition is
    published or given up, whose maker may not see the draft any more, and for one that never was: all alike, by one
    query."""
    open_ones = PreviewLink.objects.filter(
        link_digest=sha256(secret),
        closed_at__isnull=True,
        until__gte=timezone.localdate(),
        edition__state__in=OPEN_STATES,
        made_by__is_active=True,
    ).filter(Q(edition__article__owner=F("made_by")) | Q(edition__article__collaborators__user=F("made_by")))
    link = open_ones.select_related("edition__article").first()
    return link.edition if link else None


def links_of(edition: Edition) -> list[PreviewLink]:
    """Every link to an edition, the newest first. One query."""
    return list(edition.preview_links.select_related("made_by", "closed_by"))


def link_issues(edition: Edition, until: date) -> list[Issue]:
    """Why no preview link to this edition can be made, or not until this day."""
    today = timezone.localdate()
    issues = []
    if edition.state not in OPEN_STATES:
        issues.append(Issue("not-open", gettext("This edition is published or given up: there is nothing to preview.")))
    if not today <= until <= today + LONGEST:
        message = gettext("Choose a day from today on, at most %(days)s days ahead.") % {"days": LONGEST.days}
        issues.append(Issue("past" if until < today else "too-far", message, "until"))
    if edition.preview_links.filter(closed_at__isnull=True, until__gte=today).count() >= MOST_OPEN:
        message = gettext("%(number)s links are open: close one first.") % {"number": MOST_OPEN}
        issues.append(Issue("too-many", message))
    return issues
