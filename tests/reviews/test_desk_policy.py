"""Choosing an article's review policy at the desk."""

import pytest

from reviews.actions import create_policy, submit
from reviews.models import ReviewPolicy
from reviews.rules.policies import policy_version_for
from tests.builders import make_administrator, make_draft, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def stricter(board):
    return create_policy(board=board, name="Stricter", by=make_administrator(), sign_offs=3).policy


def test_the_next_submission_is_reviewed_under_the_chosen_policy(client, editor, stricter):
    draft = make_draft(by=editor)
    client.force_login(editor)

    response = client.post(f"/desk/articles/{draft.article.slug}/policy/", {"policy": stricter.pk})

    assert response.status_code == 302
    assert policy_version_for(submit(edition=draft, by=editor)).policy == stricter


def test_an_unknown_policy_is_refused_and_nothing_changes(client, editor, board):
    draft = make_draft(by=editor)
    client.force_login(editor)

    response = client.post(f"/desk/articles/{draft.article.slug}/policy/", {"policy": "nothing"})

    assert response.status_code == 422
    assert policy_version_for(draft).policy == ReviewPolicy.objects.get(is_default=True)


def test_another_editor_finds_no_such_article(client, editor, stricter):
    draft = make_draft(by=editor)
    client.force_login(make_editor())

    assert client.post(f"/desk/articles/{draft.article.slug}/policy/", {"policy": stricter.pk}).status_code == 404
