"""A scene that is built once for a module: every test finds it as it was built, and who asks for none finds nothing."""

import pytest
from django.core.cache import cache
from django.db import transaction

from editorial.accounts.models import User
from tests.builders import make_editor

pytestmark = pytest.mark.django_db
BUILT: list[str] = []


@pytest.fixture(scope="module")
def built(before_all):
    BUILT.append("once more")
    owner = make_editor("Owner")
    return {"owner": owner, "again": owner}


@pytest.fixture
def owner(built, own):
    return own(built)["owner"]


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_may_change_rows_objects_and_the_cache(owner, time):
    assert (owner.display_name, User.objects.get().display_name, cache.get("seen")) == ("Owner", "Owner", None)

    owner.display_name = "Somebody Else"
    owner.save()
    make_editor("One More")
    cache.set("seen", time)


def test_a_test_may_break_its_own_transaction(owner):
    User.objects.all().delete()
    transaction.set_rollback(True)


def test_the_scene_is_there_after_all_of_that(owner):
    assert (BUILT, User.objects.get().display_name) == (["once more"], "Owner")


def test_what_was_one_object_is_one_in_the_copy(built, own):
    first, second = own(built), own(built["owner"])

    assert first["owner"] is first["again"] is second
    assert second is not built["owner"]


def test_who_asks_for_no_scene_finds_none_whoever_came_before(request):
    assert not User.objects.exists()


def test_the_order_is_such_that_nothing_is_built_twice(request):
    here = [item for item in request.session.items if item.path == request.path]
    asks = ["before_all" in item.fixturenames for item in here]

    assert asks == sorted(asks)
