"""How this site uses django-allauth: accounts are made by administrators, never by visitors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from editorial.shared.audit import save_audited

from .actions import keep_account_mail
from .models import User


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody makes their own account. Failed sign-ins are counted per account and address together, so that a
    stranger's guesses never lock a board member out. Links in mails have the site's own address, whatever
    host the request named.

    Where people land after signing in is ``LOGIN_REDIRECT_URL``: what waits for them, in every role.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user) -> None:
        """Sign in; the time of it is kept on the account, but is no change worth a line in its history."""
        user.skip_history_when_saving = True
        try:
            super().login(request, user)
        finally:
            del user.skip_history_when_saving

    def set_password(self, user, password: str) -> None:
        """Set a new password, with a line in the account's history. ``user`` may be a request's lazy one."""
        user.set_password(password)
        with transaction.atomic():
            stored = User.objects.select_for_update().get(pk=user.pk)
            stored.password = user.password
            save_audited(stored, by=stored, reason="Password changed")

    def is_safe_url(self, url: str) -> bool:
        """Whether people may be sent there after signing in or out; never to what is no address at all."""
        try:
            return super().is_safe_url(url)
        except ValueError:  # brackets with something else than an IPv6 address
            return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_ADDRESS + path.replace("UID-KEY", key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Keep a mail for the worker that sends them: no request waits for the mail server."""
        keep_account_mail(template=template_prefix, address=email, person=context.get("user"), facts=context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the account's person what was done to it, when and from where."""
        facts = {
            "timestamp": timezone.now(),
            "ip": self.get_client_ip(self.request),
            "user_agent": self.get_http_user_agent(self.request)[:300],
            **(context or {}),
        }
        person = User.objects.get(pk=user.pk)  # a request's may be a lazy one
        keep_account_mail(template=template_prefix, address=email or person.email, person=person, facts=facts)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        login = credentials.get("email", "").strip().lower()
        return f"{self.get_client_ip(request)} {login}"
