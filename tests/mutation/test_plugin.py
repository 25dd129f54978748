"""What is put together once in a process does not hide a mutant from all but the first test."""

import pytest
from django.db.models import QuerySet

from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from tests.mutation.plugin import kept_reads

BUILT: list[str] = []


@compiled
def called(name: str) -> QuerySet[User]:
    BUILT.append(name)
    return User.objects.filter(display_name=name)


@pytest.mark.django_db
def test_what_is_kept_of_reads_is_found_and_forgotten():
    called("A"), called("B")
    for kept in kept_reads():
        kept.clear()
    called("C")

    assert len(BUILT) == 2
