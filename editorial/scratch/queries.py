"""Who had typed what. Only their own words are ever given to anybody; of others' it is said that there are some."""

from collections.abc import Collection

from django.db.models import QuerySet

from editorial.accounts.models import User

from .models import ScratchCopy


def copies_of(owner: User, *, page: str | None = None) -> QuerySet[ScratchCopy]:
    """What somebody typed and did not save, newest first; ``page`` asks for one page's forms only."""
    kept = ScratchCopy.objects.filter(owner=owner).exclude(sent="")
    return kept if page is None else kept.filter(page=page)


def copies_for(actions: Collection[str]) -> QuerySet[ScratchCopy]:
    """Whose unsaved words there are in the forms that are sent to these paths: with their owners, without the words."""
    kept = ScratchCopy.objects.filter(action__in=actions).exclude(sent="")
    return kept.defer("sent").select_related("owner").order_by("action", "owner__display_name", "-saved_at")
