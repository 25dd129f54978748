"""The command that composes public pages anew."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from articles.models import PublicPage
from reviews.management.commands import recompose_pages
from tests.builders import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_published().article


@pytest.fixture
def article(built, own):
    return own(built)


def bodies() -> list[str]:
    return [page.body.html for page in PublicPage.objects.order_by("audience")]


def test_a_new_name_of_the_site_reaches_the_pages_and_leaves_the_signed_words(article, settings, capsys):
    before = bodies()
    settings.SITE_NAME = "Another Name"

    call_command("recompose_pages")

    assert capsys.readouterr().out == "Articles with changed pages: 1, as before: 0.\n"
    assert bodies() == before
    assert all("Another Name" in page.content for page in PublicPage.objects.all())


def test_the_same_again_changes_nothing_for_readers(article, capsys):
    call_command("recompose_pages", article.slug)

    assert capsys.readouterr().out == "Articles with changed pages: 0, as before: 1.\n"


def test_an_unknown_address_is_named_and_nothing_is_composed(article, settings):
    settings.SITE_NAME = "Another Name"

    with pytest.raises(CommandError, match="no article at: nothing-here"):
        call_command("recompose_pages", article.slug, "nothing-here")

    assert not any("Another Name" in page.content for page in PublicPage.objects.all())


def test_one_that_fails_is_named_and_keeps_nothing_from_the_others(article, monkeypatch, capsys):
    other = make_published().article
    composed = []

    def compose(one):
        if one == article:
            raise DatabaseError("it fell over")
        composed.append(one)
        return True

    monkeypatch.setattr(recompose_pages, "compose_pages", compose)

    with pytest.raises(CommandError, match="1 could not be composed"):
        call_command("recompose_pages")

    assert composed == [other]
    assert f"{article.slug}: it fell over" in capsys.readouterr().err
