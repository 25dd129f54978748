"""A passage stands in articles of its own language."""

import pytest

from articles.actions import set_language
from articles.actions.passages import place_passage, take_out_passage
from articles.models import Article
from articles.queries import latest_edition_of
from editorial.shared.issues import Refused
from reviews.rules.submission import to_submit
from tests.builders import codes, make_board, make_draft, make_editor
from tests.passages import make_live_passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    make_board()
    return make_editor()


@pytest.fixture
def passage(editor):
    return make_live_passage(by=editor)


@pytest.fixture
def host(editor):
    return make_draft(by=editor, sections=1)


@pytest.mark.parametrize(("language", "others"), [("en-US", []), ("de", ["another"]), ("ar", ["another"])])
def test_it_stands_in_articles_of_its_own_language(host, passage, editor, language, others):
    """Asked when it is placed, and at submission: the host's language may change until then."""
    place_passage(edition=host, passage=passage, by=editor)
    set_language(article=host.article, language=language, by=editor)
    host = latest_edition_of(Article.objects.get(pk=host.article_id))
    code = "passage-in-another-language"
    assert [issue.code for issue in to_submit(host) if issue.code == code] == [code] * len(others)
    take_out_passage(edition=host, passage=passage.pk, reason="", by=editor)
    assert code not in [issue.code for issue in to_submit(host)]

    if not others:
        place_passage(edition=host, passage=passage, by=editor)
        return
    with pytest.raises(Refused) as refused:
        place_passage(edition=host, passage=passage, by=editor)
    assert codes(refused) == [code]
