"""Remind people of what is due, as the sweeper does: for when no worker runs."""

from collections.abc import Callable, Iterable

from django.core.management.base import BaseCommand
from tqdm import tqdm

from reviews.actions.notices.reminders import remind, tell_review_due
from reviews.actions.notices.sentences import tell_question
from reviews.notices.reminders import due_reminders, lapsing_editions, untold_questions


class Command(BaseCommand):
    help = "Make the notices of what is due: reminders, reviews that lapse, readers' questions. Safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        told = self._each("reminders", due_reminders(), lambda one: remind(reminder=one))
        told += self._each("reviews due", lapsing_editions(), lambda one: tell_review_due(lapse=one))
        told += self._each("questions", untold_questions(), lambda one: tell_question(*one))
        self.stdout.write(f"Notices made: {told}. Their mails go out with `manage.py send_mails`, or by the workers.")

    def _each(self, what: str, items: Iterable, act: Callable[..., int]) -> int:
        return sum(act(one) for one in tqdm(list(items), desc=what, disable=None, leave=False))
