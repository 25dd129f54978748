"""Submitting, taking back, opening the next edition."""

import pytest

from articles.actions import (
    open_edition,
)
from articles.enums import EditionState
from articles.queries import part_of, parts_of
from editorial.shared.issues import Refused
from references.actions import set_standing
from reviews.actions import (
    discard,
    submit,
    take_back,
)
from tests.builders import (
    codes,
    confirm_all,
    edit,
    make_draft,
    make_published,
    make_reference,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def test_an_incomplete_draft_is_not_submitted_and_says_what_is_missing(board, editor):
    draft = make_draft(by=editor, complete=False)

    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)

    assert set(codes(refused)) == {"no-author", "reads-base"}
    draft.refresh_from_db()
    assert draft.state == EditionState.DRAFT


def test_a_wording_goes_stale_when_the_base_changes(board, editor):
    draft = make_draft(by=editor)
    edit(draft, "part-1", "<p>Something else.</p>", by=editor)

    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)
    stale = {issue.target for issue in refused.value.issues if issue.code == "stale-wording"}
    confirm_all(draft, by=editor)

    assert stale == {"wording:part-1:patient"}
    assert submit(edition=draft, by=editor).state == EditionState.SUBMITTED


def test_a_retracted_reference_blocks_submission(board, editor):
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    set_standing(reference=reference, standing="retracted", note="Retracted.", by=editor)

    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)

    assert codes(refused) == ["retracted-reference"]


def test_an_unresolved_citation_can_be_saved_but_not_submitted(board, editor):
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>A claim.<cite data-unresolved="[3]"></cite></p>', by=editor)
    confirm_all(draft, by=editor)

    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)

    assert codes(refused) == ["unresolved-citation"]


def test_a_citation_of_an_unknown_reference_is_not_saved(editor):
    draft = make_draft(by=editor)

    with pytest.raises(Refused) as refused:
        edit(draft, "part-2", '<p>A claim.<cite data-ref="nobody1999"></cite></p>', by=editor)

    assert codes(refused) == ["unknown-reference"]


def test_the_next_draft_after_taking_back_has_the_same_contents(board, editor):
    edition = make_submitted(by=editor)
    taken = take_back(edition=edition, by=editor)

    draft = open_edition(article=edition.article, by=editor)

    assert taken.state == EditionState.TAKEN_BACK
    assert (draft.number, draft.continues) == (2, edition)
    assert {p.version.pk for p in parts_of(draft)} == {p.version.pk for p in parts_of(edition)}


def test_only_one_edition_is_open_at_a_time(board, editor):
    edition = make_submitted(by=editor)

    with pytest.raises(Refused) as refused:
        open_edition(article=edition.article, by=editor)

    assert codes(refused) == ["edition-open"]


def test_after_a_discarded_draft_the_next_begins_with_what_is_live(editor):
    published = make_published(by=editor)
    draft = open_edition(article=published.article, by=editor)
    edit(draft, "part-1", "<p>Given up.</p>", by=editor)
    discard(edition=draft, by=editor)

    again = open_edition(article=published.article, by=editor)

    assert again.continues == published
    assert part_of(again, "part-1").content.base.html == "<p>Text of part 1.</p>"
