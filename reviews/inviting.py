"""The mail that brings a guest their link. It is sent at once or not at all, since the link is kept nowhere."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from reviews.models import Guest

logger = logging.getLogger(__name__)


def link_of(secret: str) -> str:
    """The full address that a guest opens."""
    return f"{settings.SITE_ADDRESS}{reverse('guest', args=[secret])}"


def send_invitation(guest: Guest, secret: str) -> bool:
    """Mail the link; False if no mail server took it, so that whoever invited passes it on."""
    context = {
        "greeting_name": guest.person.display_name,
        "guest": guest,
        "url": link_of(secret),
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
    }
    subject = f"{settings.SITE_NAME}: your opinion on a medical article"
    message = EmailMessage(subject, render_to_string("emails/guest_invitation.txt", context), to=[guest.email])
    try:
        return message.send() == 1
    except (SMTPException, OSError):
        logger.warning("The invitation of guest %s could not be mailed.", guest.pk)
        return False
