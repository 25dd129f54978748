"""Who changed a mutable row, why and when: the one door to django-simple-history.

Models declare ``history = audited()``; actions write with :func:`save_audited`. The library is used for mutable rows
only; words that are signed are explicit immutable versions (see docs/adr/0001-explicit-versions.md).
"""

from functools import cache
from typing import Any

from django.db import models
from django.dispatch import receiver
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class ActorName(models.Model):
    """Keeps the actor's name beside the link to the account, so that it survives whatever happens to the account."""

    history_user_name = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class _Manager(HistoryManager):  # type: ignore[misc]  # of a library that says nothing of its types
    """The library's own, whose class is made once; the library makes it anew with every row that it writes."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def audited() -> HistoricalRecords:
    """The history manager every audited model declares."""
    return HistoricalRecords(
        bases=[ActorName],
        history_manager=_Manager,
        history_id_field=models.BigAutoField(primary_key=True),
        history_change_reason_field=models.TextField(default="", blank=True),
    )


@receiver(pre_create_historical_record)
def keep_actor_name(
    sender: type[models.Model], history_instance: Any = None, history_user: models.Model | None = None, **kwargs: object
) -> None:
    """Fill :attr:`ActorName.history_user_name` whatever path the save took (an action, the admin)."""
    history_instance.history_user_name = getattr(history_user, "display_name", "") or ""
    if history_instance.history_change_reason is None:
        history_instance.history_change_reason = ""


def save_audited(instance: Any, *, by: models.Model | None, reason: str) -> bool:
    """Save a new or freshly locked instance with its history row; returns False, writing nothing, if nothing changed.

    ``by`` is the acting user, or None for the system. All fields are saved: the history row copies what is in memory,
    so saving only some would record values that were never stored.
    """
    if not instance._state.adding and not _differs_from_stored(instance):
        return False
    instance._history_user = by
    instance._change_reason = reason
    instance.save()
    return True


def delete_audited(instance: Any, *, by: models.Model | None, reason: str) -> None:
    """Delete a mutable row, leaving its last state in the history."""
    instance._history_user = by
    instance._change_reason = reason
    instance.delete()


def _differs_from_stored(instance: models.Model) -> bool:
    names = [field.attname for field in instance._meta.concrete_fields]
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names).first()
    return stored != {name: getattr(instance, name) for name in names}
