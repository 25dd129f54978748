"""What pages show of people: their declarations, their terms, their portrait. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import Photograph, User
from reviews.models import BoardMember, Declaration
from reviews.rules.interests import item_words, public_words
from reviews.rules.permissions import may_keep_profile
from reviews.rules.readiness import holds, runs_until


@dataclass(frozen=True)
class Declared:
    """A declaration as its member and those who lead their boards read it."""

    row: Declaration

    @property
    def items(self) -> list[dict]:
        return self.row.items

    @property
    def words(self) -> list[str]:
        return [item_words(item) for item in self.row.items]

    @property
    def public_line(self) -> str:
        return self.row.public_line

    @property
    def own_public_line(self) -> str:
        """The public line if it was written, not made from the items."""
        return "" if self.row.public_line == public_words(self.row.items) else self.row.public_line

    @property
    def declared_on(self) -> date:
        return self.row.declared_on

    @property
    def until(self) -> date:
        return runs_until(self.row.declared_on)

    @property
    def holds(self) -> bool:
        return holds(self.row.declared_on, timezone.localdate())


def get_profile_for(user: User, person: Any) -> User:
    """Somebody's account, for themselves and for administrators; ``Http404`` for everybody else."""
    found = User.objects.filter(pk=person).first()
    if found is None or not may_keep_profile(user, found):
        raise Http404(gettext("No such profile."))
    return found


def terms_of(person: User) -> list[BoardMember]:
    """A person's terms on all boards, the latest first."""
    return list(person.board_terms.select_related("board").order_by("-starts_on"))


def shown_photograph(sha256: str) -> Photograph | None:
    """A photograph that readers may see: that of somebody who sits on a board, or did."""
    shown = BoardMember.objects.filter(user__photograph=sha256, starts_on__lte=timezone.localdate())
    return Photograph.objects.filter(pk=sha256).first() if shown.exists() else None


def declared_by(users: Iterable[Any]) -> list[Declared]:
    """The latest declaration of each of these people, by name. One query."""
    rows = Declaration.objects.filter(user__in=list(users)).select_related("user")
    latest = rows.order_by("user_id", "-at", "-id").distinct("user_id")
    return sorted((Declared(row) for row in latest), key=lambda one: one.row.user.display_name)


def declarations_of(user: User) -> list[Declared]:
    """Everything that a member ever declared, the latest first."""
    return [Declared(row) for row in Declaration.objects.filter(user=user).order_by("-at", "-id")]
