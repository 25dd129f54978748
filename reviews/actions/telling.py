"""Making notices, and what people do with theirs. Mail is made from them by :mod:`reviews.actions.mailing`."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from editorial.accounts.models import User
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from reviews.enums import Delivery, NoticeKind
from reviews.models import Notice, NoticePreference
from reviews.models.notice import ADDRESS, LONGEST_TEXT
from reviews.notices import Readers, readers_of


@transaction.atomic
def tell(
    *,
    people: Iterable[Any],
    kind: str,
    text: str,
    url: str,
    by: Any,
    article: Article | None = None,
    urgent: bool = False,
    once: str = "",
) -> int:
    """Tell people what happened, and where to act; returns how many were told.

    Called by other actions, in their transaction: if that is rolled back, nobody is told, and once it is committed the
    row is what makes the mail due. ``by`` (None for the system) is never told of their own doing. If it is about an
    ``article``, only those are told who may see it now. ``text`` names people, sections and days: never words of an
    article or of a remark, since notices leave the site as mail. ``url`` is a path of this site, of exactly the page
    to act on. ``urgent`` mails go at once to whoever takes mail at all. ``once`` is a key: a person is told one thing
    under it, ever.
    """
    kind, text = NoticeKind(kind), _one_line(text)
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("A notice leads to a page of this site.")
    readers = readers_of(article) if article else None
    told = {person.pk: person for person in people if _is_told(person, by, readers)}
    path = url.replace(f"/{article.slug}/", ADDRESS, 1) if article else url
    rows = [
        Notice(person=person, kind=kind, text=text, url=path, article=article, by=by, is_urgent=urgent, once=once)
        for person in told.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=bool(once))
    return Notice.objects.filter(pk__in=[row.pk for row in rows]).count() if once else len(rows)


def _is_told(person: Any, by: Any, readers: Readers | None) -> bool:
    if by is not None and person.pk == by.pk:
        return False
    return person.is_active and (readers is None or readers.may_see(person))


def _one_line(text: str) -> str:
    """Without line breaks, which have no place in a subject; not longer than a notice may be."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


@transaction.atomic
def mark_read(*, notice: Notice, by: Any) -> Notice:
    """A person opened one of their notices. No mail is sent about what was read."""
    row = Notice.objects.select_for_update().get(pk=notice.pk, person=by)
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(*, by: Any, until: Any = None) -> int:
    """A person has seen their notices (up to a moment: not those that came while they were reading)."""
    unread = Notice.objects.filter(person=by, read_at__isnull=True, at__lte=until or timezone.now())
    return unread.update(read_at=timezone.now())


@transaction.atomic
def set_notice_preference(*, delivery: str, hour: int | None, by: Any) -> NoticePreference:
    """A person says how they want to be told; it holds for what was not mailed yet, too."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    row = NoticePreference.objects.filter(person=by).first() or NoticePreference(person=by)
    issues = [] if delivery in Delivery.values else [Issue("unknown-delivery", "Choose how you are told.", "delivery")]
    if hour is not None and hour not in range(24):
        issues.append(Issue("no-hour", "Choose an hour of the day.", "hour"))
    refuse(issues)
    row.delivery, row.hour = delivery, hour
    save_audited(row, by=by, reason="How to be told")
    return row
