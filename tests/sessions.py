"""Signing in without the work of it: a test's browser gets a session, and nothing else is written.

What signing in does (Django's signals, the account's last sign-in with its history) costs a test more than most of what
it asks afterwards; tests/accounts signs in through the page.
"""

import secrets
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from editorial.accounts.models import User


def begin_session(client: Client, user: User, **more: Any) -> Client:
    """The browser is the person's from now on, in a session of its own that holds ``more`` too."""
    held = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    key, until = secrets.token_hex(16), timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    words = import_module(settings.SESSION_ENGINE).SessionStore().encode(held | more)
    Session(session_key=key, session_data=words, expire_date=until).save(force_insert=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client
