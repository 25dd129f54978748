"""People who sign in."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.audit import audited
from editorial.shared.outbox import Outgoing


class Photograph(models.Model):
    """A portrait, named by the SHA-256 of its bytes, which PostgreSQL compares: written once, and deleted when nobody
    has it any more. See :mod:`editorial.accounts.photographs` for what it can be."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.sha256


class UserManager(BaseUserManager):
    """Makes accounts; e-mail addresses are kept in lower case, since people type them in any."""

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str):
        return self.get(email__iexact=username.strip())


class User(AbstractBaseUser, PermissionsMixin):
    """An account: mutable, audited; deactivated rather than deleted once the person has signed anything.

    What an account may do: ``is_editor`` opens the desk; ``is_staff`` makes an administrator; who may sign is decided
    by board membership (``reviews``), never by a flag here. See :mod:`editorial.accounts.roles`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(gettext_lazy("e-mail address"), max_length=254, unique=True)
    display_name = models.CharField(
        max_length=200, help_text=gettext_lazy("As it is to be printed, for example on a signature.")
    )
    credentials = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Post-nominals, for example “MD, FRCP”.")
    )
    credentials_expire_on = models.DateField(
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "The last day on which they hold; empty: until further notice. Expired credentials sign nothing."
        ),
    )
    orcid = models.CharField(
        gettext_lazy("ORCID iD"),
        max_length=19,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", gettext_lazy("An ORCID iD looks like 0000-0002-1825-0097.")
            )
        ],
    )
    bio = models.TextField("about", blank=True)
    photograph = models.ForeignKey(
        Photograph, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="people"
    )
    is_editor = models.BooleanField(
        "editor", default=False, help_text=gettext_lazy("May write, import and submit articles.")
    )
    is_staff = models.BooleanField(
        "administrator", default=False, help_text=gettext_lazy("May set up people, board and policies.")
    )
    is_active = models.BooleanField(
        "active", default=True, help_text=gettext_lazy("Deactivate people instead of deleting them.")
    )
    date_joined = models.DateTimeField(auto_now_add=True)
    deactivations = models.PositiveIntegerField(
        default=0, editable=False, help_text=gettext_lazy("Each ends every session so far.")
    )

    objects = UserManager()
    history = audited()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["display_name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self):
        return self.display_name

    @property
    def printed_name(self) -> str:
        """Name with post-nominals, as it stands on a signature: “A. Clinician, MD”."""
        return f"{self.display_name}, {self.credentials}" if self.credentials else self.display_name

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> "User":
        found = super().from_db(db, field_names, values)
        found._was_active = found.__dict__.get("is_active", False)
        return found

    _was_active = False

    def save(self, *args: Any, **options: Any) -> None:
        """Deactivating somebody ends their sessions for good: reactivated, they sign in again."""
        if self._was_active and not self.is_active:
            self.deactivations += 1
            if options.get("update_fields") is not None:
                options["update_fields"] = {*options["update_fields"], "deactivations"}
        self._was_active = self.is_active
        super().save(*args, **options)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must agree with: the password, as Django has it, and how often the account was deactivated."""
        own = super()._get_session_auth_hash(secret)
        return f"{own}.{self.deactivations}" if self.deactivations else own

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name


class AccountMail(Outgoing):
    """A message about an account: a link for a new password, or that one was changed.

    Neither its words nor a secret is kept. Who asks for a new password names an address: whose account it is, is looked
    up when it is sent.
    """

    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="account_mails")
    address = models.EmailField(
        max_length=254, blank=True, help_text=gettext_lazy("To whom; empty once it is finished.")
    )
    template = models.CharField(max_length=100)
    facts = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("What the template prints; empty once it is finished.")
    )

    class Meta(Outgoing.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(was_sent=False) | models.Q(finished_at__isnull=False),
                name="accountmail_sent_is_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(finished_at__isnull=True), name="accountmail_waiting")
        ]

    def __str__(self):
        return gettext("%(rpartition)s to %(what)s") % {
            "rpartition": self.template.rpartition("/")[2],
            "what": self.person or "an address",
        }
