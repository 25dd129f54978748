"""What an editor is told before submitting and is not kept from."""

import pytest
from django.urls import reverse

from articles.queries import parts_of
from articles.requirements import draft_issues
from editorial.desk.warnings import to_mind
from references.actions import merge_references
from references.actions.links import keep_check
from references.enums import LinkFinding
from references.links import Seen
from tests.builders import confirm_all, edit, make_board, make_draft, make_editor, make_reference

pytestmark = pytest.mark.django_db
URL = "https://example.org/gone"


def warned(edition) -> list[str]:
    return [issue.target for issue in to_mind(edition, parts_of(edition)) if issue.code == "dead-link"]


@pytest.fixture
def citing(client):
    """A complete draft that cites one reference."""
    make_board()
    editor = make_editor()
    client.force_login(editor)
    draft, reference = make_draft(by=editor), make_reference("gone2005", URL=URL)
    edit(draft, "part-1", '<p>So.<cite data-ref="gone2005"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    return draft, reference, editor


@pytest.mark.parametrize(("finding", "expected"), [("dead", ["reference:gone2005"]), ("moved", []), ("unsure", [])])
def test_a_dead_link_warns_and_blocks_nothing(citing, client, finding, expected):
    draft, reference, _ = citing
    keep_check(reference=reference, url=URL, seen=Seen(LinkFinding(finding), 404))

    html = client.get(reverse("desk:article", args=[draft.article.slug])).content.decode()

    assert (warned(draft), draft_issues(draft)) == (expected, [])
    assert ("is dead: readers cannot follow it" in html) == bool(expected)
    assert client.post(reverse("desk:submit", args=[draft.article.slug])).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_the_link_of_the_one_that_answers_counts(citing):
    draft, reference, editor = citing
    into = make_reference("into2005", URL=f"{URL}/2")
    merge_references(into=into, duplicate=reference, by=editor)
    keep_check(reference=into, url=f"{URL}/2", seen=Seen(LinkFinding.DEAD, 404))

    assert warned(draft) == ["reference:into2005"]


def test_an_uncited_reference_warns_nobody(citing):
    draft, _, _ = citing
    keep_check(reference=make_reference("free2005", URL=URL), url=URL, seen=Seen(LinkFinding.DEAD, 404))

    assert warned(draft) == []
