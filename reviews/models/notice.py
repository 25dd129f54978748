"""Telling people what happened and what waits for them."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy, ngettext

from articles.models import Article
from editorial.shared.audit import audited
from editorial.shared.outbox import Outgoing
from reviews.enums import Delivery, Recipient

LONGEST_TEXT = 500
ARTICLE = "{article}"


class Mail(Outgoing):
    """One message to one person, made from their notices.

    Nothing of its words is kept: they are written at the moment of sending, for what the person may see then.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails")
    digest_on = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The day, if it is the message of a day.")
    )

    class Meta(Outgoing.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "digest_on"], name="mail_one_digest_a_day"),
            models.CheckConstraint(
                condition=Q(was_sent=False) | Q(finished_at__isnull=False), name="mail_sent_is_finished"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(finished_at__isnull=True), name="mail_waiting")]

    def __str__(self):
        return gettext("mail to %(person)s") % {"person": self.person}


class Notice(models.Model):
    """What one person is told: mutable in whether it was read and mailed, never in what it says; not audited, since it
    is nobody's decision but a copy of what the record holds.

    ``text`` names people, sections and days, never words of an article: those are seen where ``path`` leads, by whoever
    may see them then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=LONGEST_TEXT)
    url = models.CharField(
        max_length=400, help_text=gettext_lazy("A path; “{article}” stands for the article's address.")
    )
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_urgent = models.BooleanField(default=False)
    once = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("A person is told the same thing once."))
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_mail = models.BooleanField(default=True)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], condition=~Q(once=""), name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["person", "at"], condition=Q(waits_for_mail=True), name="notice_to_be_mailed"),
        ]

    def __str__(self):
        return self.text

    @property
    def path(self) -> str:
        """Where to act, with the address that the article has today."""
        return self.url.replace(ARTICLE, self.article.slug, 1) if self.article else self.url


class NoticePreference(models.Model):
    """How a person wants to be told: mutable, audited. Who has none gets one message a day at the site's hour."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="notice_preference"
    )
    delivery = models.CharField("mail", max_length=10, choices=Delivery, default=Delivery.DAILY)
    hour = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(23)],
        help_text=gettext_lazy("The hour of the daily message, in the site's time zone; empty: the site's usual one."),
    )

    history = audited()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__isnull=True) | Q(hour__lte=23), name="preference_hour_of_a_day")
        ]

    def __str__(self):
        return f"{self.person}: {self.get_delivery_display().lower()}"


class ReminderRule(models.Model):
    """When somebody is reminded of a review that was asked for by a day: mutable, audited.

    Each rule reminds once for each assignment and day; when the day changes, it begins anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    days = models.SmallIntegerField(
        gettext_lazy("days after the due date"),
        validators=[MinValueValidator(-365), MaxValueValidator(365)],
        help_text=gettext_lazy("Negative: before it. −2 reminds two days before, 0 on the day, 3 three days after."),
    )
    recipient = models.CharField(
        gettext_lazy("who is told"), max_length=10, choices=Recipient, default=Recipient.MEMBER
    )
    is_active = models.BooleanField(gettext_lazy("in use"), default=True)

    history = audited()

    class Meta:
        ordering = ["days", "recipient"]
        constraints = [models.UniqueConstraint(fields=["days", "recipient"], name="reminder_rule_once")]

    def __str__(self):
        number = abs(self.days)
        if self.days < 0:
            when = ngettext("%(number)s day before", "%(number)s days before", number)
        else:
            when = ngettext("%(number)s day after", "%(number)s days after", number)
        return f"{self.get_recipient_display()}, {when % {'number': number} if number else gettext('on the day')}"
