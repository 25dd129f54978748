"""The sample content is in order: everything that the record verifies of it holds."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F

from articles.actions import open_edition
from articles.actions.articles import rename_article
from articles.models import Article, Edition, PublicPage
from reviews.models import Approval

pytestmark = pytest.mark.django_db


def test_the_record_holds_on_the_sample_content(capsys):
    call_command("load_samples")
    call_command("verify_record")

    assert capsys.readouterr().out.splitlines()[-1] == "The record holds."
    assert Approval.objects.exists()
    assert PublicPage.objects.filter(kind=PublicPage.Kind.LIVE).exists()


def test_loading_them_again_touches_nothing_that_people_made_of_them():
    """A new address is no reason to load the article anew, and a draft that somebody began is not published."""
    call_command("load_samples")
    article = Article.objects.get(slug="muscle-twitches-ssris")
    rename_article(article=article, slug="twitches-on-ssris", by=article.owner)
    draft = open_edition(article=article, by=article.owner)
    before = [(one.slug, one.number, one.state) for one in every_edition()]

    call_command("load_samples")

    assert [(one.slug, one.number, one.state) for one in every_edition()] == before
    assert ("twitches-on-ssris", draft.number, "draft") in before


def every_edition() -> Iterable[Any]:
    return Edition.objects.annotate(slug=F("article__slug")).order_by("slug", "number")
