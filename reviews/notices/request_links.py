"""The links in mails about requests to review. They are kept nowhere: each is made from the site's key, and made again
whenever a mail is sent. Reads."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from editorial.accounts.models import User
from editorial.shared.canonical import sha256
from reviews.enums import NoticeKind
from reviews.models import Notice, RequestLink
from reviews.rules.request_links import request_of

ASKING = (NoticeKind.ASSIGNED, NoticeKind.REMINDER)
"""The notices that ask a member for something which they can answer by the link."""


def secret_of(link_id: Any) -> str:
    """The secret part of a link: 256 bits that nobody knows who has only the database."""
    digest = salted_hmac("reviews.request", str(link_id), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def links_in_mail(person: User, notices: Iterable[Notice]) -> dict[Any, str]:
    """By notice: the address at which its person answers without signing in, where there is something to answer.

    Left out is a link that opens nothing today, and one that the site's key, changed since, does not make any more.
    """
    asking = [notice for notice in notices if notice.kind in ASKING and notice.article_id]
    newest = RequestLink.objects.filter(
        assignment__user=person, assignment__article__in={notice.article_id for notice in asking}
    )
    rows = newest.select_related("assignment__article", "assignment__user").order_by("made_at") if asking else []
    links = {row.assignment.article_id: row for row in rows}
    today = timezone.localdate()
    opened: dict[Any, str] = {}
    for article, link in links.items():
        secret = secret_of(link.pk)
        if link.link_digest == sha256(secret) and request_of(link, today).ending is None:
            opened[article] = settings.SITE_ADDRESS + reverse("request", args=[secret])
    return {notice.pk: opened[notice.article_id] for notice in asking if notice.article_id in opened}
