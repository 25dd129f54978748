"""Choosing an article's review policy at the desk."""

import pytest

from reviews.actions import create_policy, discard, retire, return_to_editor, submit, take_back
from reviews.models import ReviewPolicy
from reviews.rules.policies import policy_version_for
from tests.builders import (
    make_administrator,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
)

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


def leader(edition):
    return make_chair(edition.policies.latest("id").version.policy.board, "Who Leads")


STATES = {
    "draft": lambda editor: make_draft(by=editor),
    "discarded": lambda editor: discard(edition=make_draft(by=editor), by=editor),
    "submitted": lambda editor: make_submitted(by=editor),
    "taken back": lambda editor: take_back(edition=make_submitted(by=editor), by=editor),
    "returned": lambda editor: returned(make_submitted(by=editor)),
    "published": lambda editor: make_published(by=editor),
    "retired": lambda editor: retired(make_published(by=editor)),
}


def returned(edition):
    return_to_editor(edition=edition, text="Please mend.", by=leader(edition))
    return edition


def retired(edition):
    retire(edition=edition, reason="It is out of date.", by=leader(edition))
    return edition


@pytest.mark.parametrize("state", STATES)
def test_the_page_offers_the_choice_in_every_state_and_says_what_it_leaves_alone(
    client, editor, board, stricter, state
):
    edition = STATES[state](editor)
    address = f"/desk/articles/{edition.article.slug}/"
    client.force_login(editor)

    page = client.get(address).content.decode()
    said = client.post(f"{address}policy/", {"policy": stricter.pk}, follow=True).content.decode()

    assert f'action="{address}policy/"' in page
    assert "The next submission is reviewed under “Stricter”." in said
    stays = {"submitted": f"which is with {board}, stays under", "published": f"which readers have, stays with {board}"}
    assert [words in said for words in stays.values()] == [state == one for one in stays]


def test_nothing_is_said_of_an_edition_that_is_under_the_chosen_policy(client, editor, board):
    edition = make_submitted(by=editor)
    client.force_login(editor)

    chosen = {"policy": ReviewPolicy.objects.get(is_default=True).pk}
    said = client.post(f"/desk/articles/{edition.article.slug}/policy/", chosen, follow=True).content.decode()

    assert "The next submission is reviewed under" in said
    assert "stays under" not in said
