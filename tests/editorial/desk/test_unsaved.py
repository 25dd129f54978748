"""Submitting while words are typed and not saved: one's own come first, those of others are named."""

import pytest

from articles.actions import add_collaborator
from articles.enums import EditionState
from articles.models import Edition
from editorial.scratch.actions import Pause, Place, has_arrived, keep_typed
from tests.builders import article_of, make_board, make_draft, make_editor
from tests.editorial.desk.test_article import page_of, state

pytestmark = pytest.mark.django_db
NOT_SAVED = "that is not saved"


@pytest.fixture
def editor(client):
    person = make_editor("Owner")
    client.force_login(person)
    return person


@pytest.fixture
def edition(editor) -> Edition:
    make_board()
    return make_draft(by=editor)


def typed(edition: Edition, by, below: str = "sections/part-1/", writer: str = "page.0") -> Pause:
    pause, page = Pause(writer, 1), page_of(edition, "sections/part-1/")
    keep_typed(pause=pause, place=Place(page, page_of(edition, below)), sent="everyone-html=Secret+words", by=by)
    return pause


def test_ones_own_words_are_saved_or_thrown_away_first(client, editor, edition):
    pause = typed(edition, editor)

    shown = client.get(page_of(edition)).text
    answer = client.post(page_of(edition, "submit/"), {"note": ""})

    assert NOT_SAVED in shown
    assert (answer.status_code, NOT_SAVED in answer.text) == (409, True)
    assert state(edition) == EditionState.DRAFT

    has_arrived([pause], by=editor)
    assert NOT_SAVED not in client.get(page_of(edition)).text
    client.post(page_of(edition, "submit/"), {"note": ""})
    assert state(edition) == EditionState.SUBMITTED


def test_others_are_named_and_keep_nothing_back_and_their_words_are_not_shown(client, editor, edition):
    other = make_editor("Second Editor")
    add_collaborator(article=article_of(edition), user=other, by=editor)
    typed(edition, other)

    shown = client.get(page_of(edition)).text
    client.post(page_of(edition, "submit/"), {"note": ""})

    assert "Second Editor typed something into “Part 1”" in " ".join(shown.split())
    assert "Secret" not in shown
    assert state(edition) == EditionState.SUBMITTED


def test_who_may_not_write_here_is_not_named_and_one_person_is_named_once(client, editor, edition):
    """Anybody with an account can send words for any form; and a window that was opened twice has two copies."""
    other = make_editor("Second Editor")
    add_collaborator(article=article_of(edition), user=other, by=editor)
    typed(edition, other)
    typed(edition, other, writer="page.1")
    typed(edition, make_editor("Stranger"))

    shown = client.get(page_of(edition)).text

    assert (shown.count("Second Editor typed"), "Stranger" in shown) == (1, False)


def test_words_in_another_article_or_another_form_keep_nothing_back(client, editor, edition):
    typed(make_draft(by=editor), editor)
    typed(edition, editor, "sections/part-1/comments/", "page.1")

    client.post(page_of(edition, "submit/"), {"note": ""})

    assert state(edition) == EditionState.SUBMITTED
