"""Send the mails that are due, digests among them, as the sweeper does: for when no worker runs."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from reviews.actions.mailing import make_mails, send_mail
from reviews.mails import mails_to_send, people_to_mail
from reviews.models import Mail


class Command(BaseCommand):
    help = "Make mails from the notices that wait, and send what is due. Safe to repeat, and beside running workers."

    def handle(self, *args: object, **options: object) -> None:
        now = timezone.now()
        for pk in tqdm(people_to_mail(now), desc="people", disable=None, leave=False):
            make_mails(person_id=pk, now=now)
        mails = mails_to_send(now)
        sent = sum(send_mail(mail_id=pk, now=now) for pk in tqdm(mails, desc="mails", disable=None, leave=False))
        self.stdout.write(f"Mails sent: {sent}.")
        failed = Mail.objects.filter(pk__in=mails, was_sent=False).exclude(problem="")
        if failed:
            raise CommandError(f"{failed.count()} could not be sent. The last reason: {failed[0].problem}")
