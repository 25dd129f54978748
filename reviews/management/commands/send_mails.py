"""Send the mails that are due, digests among them, as the sweeper does: for when no worker runs."""

import math

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from editorial.accounts.actions import send_account_mails
from editorial.accounts.models import AccountMail
from editorial.shared.outbox import Outgoing, due
from reviews.actions.notices.mails import make_mails, send_due
from reviews.models import Mail
from reviews.notices.mails import people_to_mail


class Command(BaseCommand):
    help = "Make mails from the notices that wait, and send what is due. Safe to repeat, and beside running workers."

    def handle(self, *args: object, **options: object) -> None:
        now = timezone.now()
        for pk in tqdm(people_to_mail(now), desc="people", disable=None, leave=False):
            make_mails(person_id=pk, now=now)
        mails = {model: due(model.objects.all(), now) for model in (AccountMail, Mail)}
        sent = send_account_mails(now=now, seconds=math.inf) + send_due(now=now, seconds=math.inf)
        self.stdout.write(f"Mails sent: {sent}.")
        problems = [problem for model, some in mails.items() for problem in self._problems(model, some)]
        if problems:
            raise CommandError(f"{len(problems)} could not be sent. The last reason: {problems[-1]}")

    def _problems(self, model: type[Outgoing], mails: list) -> list[str]:
        failed = model._default_manager.filter(pk__in=mails, was_sent=False).exclude(problem="")
        return list(failed.order_by("made_at").values_list("problem", flat=True))
