"""What a mail says, and who gets one now. Reads.

The words are written at the moment of sending: of what its person may see then, still wants, and has not read.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared.language import in_site_language
from editorial.shared.outbox import headers_of
from reviews.enums import Delivery
from reviews.models import Mail, Notice, NoticePreference
from reviews.notices.reading import notices_for, titles_for
from reviews.notices.request_links import links_in_mail

LONGEST_SUBJECT = 150


def preference_of(person: User) -> NoticePreference:
    """How a person wants to be told; not saved, for who never chose."""
    return NoticePreference.objects.filter(person=person).first() or NoticePreference(person=person)


def digest_moment(hour: int, now: datetime) -> datetime:
    """The last time that this hour struck, in the site's zone."""
    local = timezone.localtime(now)
    moment = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return moment if moment <= local else moment - timedelta(days=1)


def hour_of(preference: NoticePreference) -> int:
    return settings.DIGEST_HOUR if preference.hour is None else preference.hour


def people_to_mail(now: datetime) -> list:
    """The ids of those with notices of which a mail is to be made now. One query."""
    ready = Q(is_urgent=True) | Q(person__notice_preference__delivery__in=[Delivery.AT_ONCE, Delivery.NEVER])
    for hour in range(24):
        own = Q(person__notice_preference__hour=hour)
        if hour == settings.DIGEST_HOUR:
            own |= Q(person__notice_preference__hour__isnull=True)
        ready |= own & Q(at__lte=digest_moment(hour, now))
    waiting = Notice.objects.filter(ready, waits_for_mail=True)
    return list(waiting.order_by("person").values_list("person", flat=True).distinct())


@in_site_language()
def message_for(mail: Mail) -> EmailMessage | None:
    """The message; None if there is nothing left to say to this person."""
    person = mail.person
    if not person.is_active or preference_of(person).delivery == Delivery.NEVER:
        return None
    notices = list(_unread_of(mail, person))
    if not notices:
        return None
    titles = titles_for(person, [notice.article_id for notice in notices])
    return EmailMessage(
        subject=_subject(notices, titles),
        body=_body(mail, notices, titles),
        to=[person.email],
        headers={**headers_of(mail), "List-Unsubscribe": f"<{address_of('notice_preferences')}>"},
    )


def _unread_of(mail: Mail, person: User) -> QuerySet[Notice]:
    return notices_for(person).filter(mail=mail, read_at__isnull=True).order_by("at", "id")


def _subject(notices: list[Notice], titles: dict[Any, str]) -> str:
    """Of one notice what it says, of several how many there are; and about what."""
    about = list(dict.fromkeys(titles[one.article_id] for one in notices if one.article_id))
    first = f" – {about[0]}" if about else ""
    more = gettext(" and %(number)s more") % {"number": len(about) - 1} if len(about) > 1 else ""
    what = notices[0].text if len(notices) == 1 else gettext("%(number)s notices") % {"number": len(notices)}
    subject = " ".join(f"{settings.SITE_NAME}: {what.rstrip('.')}{first}{more}".split())
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _body(mail: Mail, notices: list[Notice], titles: dict[Any, str]) -> str:
    groups: dict[Any, dict] = {}
    links = links_in_mail(mail.person, notices)
    for notice in notices:
        title = titles.get(notice.article_id, "")
        group = groups.setdefault(notice.article_id, {"title": title, "notices": []})
        said = {"text": notice.text, "url": address_of("notice", notice.pk), "answer_url": links.get(notice.pk, "")}
        group["notices"].append(said)
    context = {
        "greeting_name": mail.person.display_name,
        "groups": groups.values(),
        "is_digest": mail.digest_on is not None,
        "all_url": address_of("notices"),
        "preferences_url": address_of("notice_preferences"),
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
    }
    return render_to_string("emails/notices.txt", context).rstrip() + "\n"


def address_of(name: str, *args: Any) -> str:
    return settings.SITE_ADDRESS + reverse(name, args=args)
