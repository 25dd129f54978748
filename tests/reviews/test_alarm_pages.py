"""The pages of alarms: what desk and board see and decide there, and what they do not see."""

import pytest
from django.urls import reverse

from references.models import Reference
from reviews.actions import submit
from reviews.actions.alarms import raise_alarms
from reviews.alarms import open_alarms_for
from reviews.resting import sentences_on
from tests.builders import make_editor, make_member, make_reference, publish_draft

from .test_alarms import CITES, cited_draft, retract

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference(db) -> Reference:
    return make_reference("boyer2005")


def test_the_page_leads_desk_and_board_to_a_decision(client, reference, editor, board):
    edition = publish_draft(cited_draft(editor, slug="twitching"), by=editor)
    member = make_member(board, "Careful Member")
    retract(reference)
    raise_alarms()
    client.force_login(editor)
    page = client.get("/evidence/boyer2005/").content.decode()
    assert "Serotonin does it." in page
    assert "The board decides what it has" in page
    client.force_login(member)
    assert "Serotonin does it." in client.get("/evidence/boyer2005/").content.decode()
    [sentence] = sentences_on([reference])
    data = {"section": sentence.section.pk, "audience": "", "digest": sentence.digest, "verdict": "rewrite"}

    refused = client.post("/evidence/boyer2005/decide/", data)
    taken = client.post("/evidence/boyer2005/decide/", data | {"reason": "Say what is known without it."})

    assert (refused.status_code, taken.status_code) == (422, 302)
    client.force_login(editor)
    page = client.get("/evidence/boyer2005/").content.decode()
    assert "Say what is known without it." in page
    assert reverse("desk:section", args=[edition.article.slug, "part-2"]) in page


def test_drafts_do_not_leak_to_the_board_or_to_other_desks(client, reference, editor, board):
    cited_draft(editor, CITES.replace("Serotonin", "Secretly serotonin"))
    retract(reference)
    raise_alarms()
    client.force_login(make_member(board))
    assert client.get("/evidence/boyer2005/").status_code == 404
    assert open_alarms_for(make_member(board)) == []
    client.force_login(make_editor())

    page = client.get("/evidence/boyer2005/").content.decode()

    assert "Secretly" not in page
    assert "1 sentence in articles or drafts that others decide" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(client, editor, board, django_assert_num_queries, count):
    for number in range(count):
        key = f"ref{number}"
        row = make_reference(key)
        cited_draft(editor, CITES.replace("boyer2005", key))
        retract(row)
    raise_alarms()
    client.force_login(editor)
    client.get("/evidence/")

    with django_assert_num_queries(9):
        page = client.get("/evidence/").content.decode()

    assert page.count("1 to decide") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many_sentences(client, reference, editor, board, django_assert_num_queries, count):
    for _ in range(count):
        submit(edition=cited_draft(editor), by=editor)
    retract(reference)
    client.force_login(make_member(board))

    with django_assert_num_queries(20):
        page = client.get("/evidence/boyer2005/").content.decode()

    assert page.count("Save the decision") == count
