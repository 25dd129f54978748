"""A translation beside its source in the section editor: what the two do not say alike."""

import pytest

from articles.actions import begin_translation, open_edition
from articles.queries import latest_edition_of, part_of
from editorial.desk.translating import source_beside
from tests.builders import confirm_all, edit, make_editor, make_published, make_reference, publish_draft

pytestmark = pytest.mark.django_db
DOSE = "<p>Take 5 mg twice a day. Do not take more than 10 mg a day.</p>"
SAME = "<p>Nehmen Sie zweimal täglich 5 mg. Nehmen Sie nicht mehr als 10 mg am Tag.</p>"
WRONG = "<p>Nehmen Sie zweimal täglich 50 mg. Nehmen Sie nicht mehr als 10 mg am Tag.</p>"


@pytest.fixture
def editor():
    return make_editor("Owner")


@pytest.fixture
def translation(editor):
    """Begins a translation, and says of its first part what stands beside it."""
    first = make_published(by=editor, slug="doses")
    second = open_edition(article=first.article, by=editor)
    edit(second, "part-1", DOSE, by=editor)
    confirm_all(second, by=editor)
    live = publish_draft(second, by=editor)

    def begun(language: str):
        slug = f"doses-{language}"
        return latest_edition_of(
            begin_translation(source=live.article, language=language, title="T", slug=slug, by=editor)
        )

    return begun


def said(draft, text: str, *, by) -> list[str]:
    edit(draft, "part-1", text, by=by, heading="Teil")
    words = source_beside(draft, part_of(draft, "part-1"), by).words[""]
    return [told for told, _ in words.differences]


def test_another_amount_is_named_and_the_same_is_not(translation, editor):
    german = translation("de")
    assert said(german, SAME, by=editor) == []
    assert said(german, WRONG, by=editor) == ["“50 mg” here, “5 mg” in the source."]


def test_a_citation_that_is_missing_or_added_is_named(translation, editor):
    german = translation("de")
    make_reference("lane1998")
    told = said(german, SAME.replace("</p>", '<cite data-ref="lane1998"></cite></p>'), by=editor)
    assert told == ["The source does not cite [lane1998] for this."]


def test_nothing_is_compared_with_what_is_not_written(translation, editor):
    german = translation("de")
    words = source_beside(german, part_of(german, "part-1"), editor).words
    assert {one.parity for one in words.values()} == {None}


def test_the_page_says_it_and_what_is_not_checked(client, translation, editor):
    client.force_login(editor)
    german, latin = translation("de"), translation("la")
    said(german, WRONG, by=editor)
    said(latin, "<p>Sume 5 mg bis in die.</p>", by=editor)

    page = client.get("/desk/articles/doses-de/sections/part-1/").text
    assert "“50 mg” here, “5 mg” in the source." in page
    assert "Not checked in this language: only numbers" not in page
    page = client.get("/desk/articles/doses-la/sections/part-1/").text
    assert "Not checked in this language: only numbers" in page
    assert "agree with the source" not in page
