"""The mail that brings a guest their link. The link is kept nowhere: it is made from the site's key, and made again
when the mail is sent."""

from base64 import urlsafe_b64encode
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from editorial.shared.canonical import sha256
from editorial.shared.language import in_site_language
from editorial.shared.outbox import headers_of
from reviews.models import Guest, GuestMail


def secret_of(guest_id: Any) -> str:
    """The secret part of a guest's link: 256 bits that nobody knows who has only the database."""
    digest = salted_hmac("reviews.guest", str(guest_id), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def link_of(secret: str) -> str:
    """The full address that a guest opens."""
    return f"{settings.SITE_ADDRESS}{reverse('guest', args=[secret])}"


@in_site_language()
def invitation_for(mail: GuestMail) -> EmailMessage | None:
    """The message; None if the link opens nothing any more, or is not the one that the chair saw (the site's key was
    changed since)."""
    guest = mail.guest
    secret = secret_of(guest.pk)
    if not guest.is_open or guest.link_digest != sha256(secret):
        return None
    return EmailMessage(
        subject=gettext("%(site_name)s: your opinion on a medical article") % {"site_name": settings.SITE_NAME},
        body=render_to_string("emails/guest_invitation.txt", _said(guest, secret)),
        to=[guest.email],
        headers=headers_of(mail),
    )


def _said(guest: Guest, secret: str) -> dict[str, Any]:
    return {
        "greeting_name": guest.person.display_name,
        "guest": guest,
        "url": link_of(secret),
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
    }
