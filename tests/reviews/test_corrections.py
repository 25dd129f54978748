"""A sign-off counts only where what its member saw of what readers get is what the edition holds."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from articles.actions import open_edition
from articles.models import Audience
from articles.queries import part_of
from editorial.shared.issues import Refused
from references.actions import update_reference
from references.models import Reference
from reviews.actions import begin_review, carry_corrections, declare_interest, submit, take_back
from reviews.models import CarriedCorrection
from reviews.rules.case import case_of
from reviews.rules.requirements import corrections, unmet
from tests.builders import (
    approve,
    article_of,
    codes,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    sign_all,
    sit_down,
)

pytestmark = pytest.mark.django_db
CITING = '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>'


@pytest.fixture(scope="module")
def built(before_all):
    """An edition that cites a work, signed by two members; its editor and its board's chair."""
    board, editor = make_board(), make_editor()
    make_reference("boyer2005", page="1112-1120")
    draft = make_draft(by=editor)
    edit(draft, "part-2", CITING, by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    sign_all(edition, make_member(board), make_member(board))
    return edition, editor, make_chair(board)


@pytest.fixture
def scene(built, own):
    return own(built)


def again(edition, editor):
    """Taken back and submitted anew with the same words."""
    take_back(edition=edition, by=editor)
    draft = open_edition(article=article_of(edition), by=editor)
    confirm_all(draft, by=editor)
    return submit(edition=draft, by=editor)


def correct(**csl) -> None:
    row = Reference.objects.get(key="boyer2005")
    fields = {"kind": row.kind, "csl": {**row.csl, **csl}, "base": row.revision}
    update_reference(reference=row, by=make_editor(), **fields)


def reached(edition) -> list[str]:
    return [place.part.section.anchor for place in case_of(edition).sections if place.standing.is_reached]


def test_the_same_words_for_the_same_readers_on_the_same_works_need_no_new_signature(scene):
    edition, editor, _ = scene

    assert reached(again(edition, editor)) == ["front", "part-1", "part-2"]


def test_another_fallback_voids_signatures_where_other_readers_get_other_words(scene):
    edition, editor, chair = scene
    Audience.objects.filter(key="carer").update(fallback=Audience.objects.get(key="clinician"))

    second = again(edition, editor)

    assert reached(second) == ["front", "part-2"]
    asides = {case_of(second).eligibility.aside(one) for one in case_of(second).sections[1].sign_offs}
    assert asides == {"Does not count: other readers get these words now than the member was shown."}
    begin(second)
    with pytest.raises(Refused) as refused:
        approve(edition=second, by=chair)
    assert "signatures-missing" in codes(refused)


def test_an_audience_that_nobody_was_shown_reads_no_signed_words(scene):
    edition, editor, _ = scene
    Audience.objects.create(key="student", label="I study medicine", order=4)

    assert reached(again(edition, editor)) == []


def test_another_label_leaves_signatures_alone(scene):
    edition, editor, _ = scene
    Audience.objects.filter(key="carer").update(label="I am a carer")

    assert len(reached(again(edition, editor))) == 3


def test_another_work_under_the_same_key_is_signed_again(scene):
    edition, editor, _ = scene
    correct(title="Tramadol and seizures", author=[{"family": "Smith", "given": "A."}])

    second = again(edition, editor)

    assert (reached(second), corrections(case_of(second))) == (["front", "part-1"], [])


def test_a_correction_is_shown_and_carried_by_the_chair_with_a_reason(client, scene):
    edition, editor, chair = scene
    correct(page="1112-1121")
    second = again(edition, editor)
    begin(second)

    assert reached(second) == ["front", "part-1"]
    assert "record-corrected" in [issue.code for issue in unmet(case_of(second))]
    url = f"/review/{second.article.slug}/{second.number}/corrections/"
    sit_down(client, chair)
    page = client.get(url).content.decode()
    assert ("1112-1120" in page, "1112-1121" in page) == (True, True)
    assert client.post(url, {"reason": "Only the last page."}).status_code == 302
    assert reached(second) == ["front", "part-1", "part-2"]
    assert approve(edition=second, by=chair).edition == second
    assert CarriedCorrection.objects.get().reason == "Only the last page."


def begin(edition) -> None:
    """The board begins, and signs nothing."""
    begin_review(edition=edition, by=make_chair(case_of(edition).board))


def test_nothing_is_carried_without_a_reason_a_correction_or_by_a_chair_with_an_interest(scene):
    edition, editor, chair = scene
    with pytest.raises(Refused) as nothing:
        carry_corrections(edition=edition, reason="Why not.", by=chair)
    correct(page="1112-1121")
    second = again(edition, editor)
    begin(second)
    with pytest.raises(Refused) as unsaid:
        carry_corrections(edition=second, reason=" ", by=chair)
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)
    with pytest.raises(Refused) as interested:
        carry_corrections(edition=second, reason="Only a page.", by=chair)

    assert (codes(nothing), codes(unsaid), codes(interested)) == (["nothing-to-carry"], ["no-reason"], ["conflict"])


def test_postgresql_carries_nothing_before_the_review_has_begun(scene, monkeypatch):
    edition, editor, chair = scene
    correct(page="1112-1121")
    second = again(edition, editor)
    monkeypatch.setattr("reviews.actions.decisions.carrying_state_issues", lambda case: [])

    with pytest.raises(IntegrityError), transaction.atomic():
        carry_corrections(edition=second, reason="Only the pages differ.", by=chair)


def test_nothing_is_carried_before_the_review_has_begun(scene):
    edition, editor, chair = scene
    correct(page="1112-1121")
    second = again(edition, editor)

    with pytest.raises(Refused) as refused:
        carry_corrections(edition=second, reason="Only the pages differ.", by=chair)
    begin(second)

    assert codes(refused) == ["wrong-state"]
    assert carry_corrections(edition=second, reason="Only the pages differ.", by=chair)


def test_postgresql_counts_no_signature_of_who_saw_something_else(scene, monkeypatch):
    edition, editor, chair = scene
    Audience.objects.filter(key="carer").update(fallback=Audience.objects.get(key="clinician"))
    second = again(edition, editor)
    begin(second)

    def blind(edition):
        """The case of a program that does not look at what was seen."""
        case = case_of(edition)
        bare = replace(case, eligibility=replace(case.eligibility, differences=()))
        every = [one for place in case.sections for one in place.sign_offs]
        return replace(bare, sections=tuple(replace(place, sign_offs=()) for place in case.sections)).with_signatures(
            every
        )

    monkeypatch.setattr("reviews.actions.decisions.case_of", blind)

    with pytest.raises(IntegrityError, match="who saw what readers will get"), transaction.atomic():
        approve(edition=second, by=chair)


def test_postgresql_takes_no_correction_to_a_record_that_the_edition_does_not_hold(scene):
    edition, _, chair = scene

    with pytest.raises(IntegrityError, match="as the edition holds it"), transaction.atomic():
        CarriedCorrection.objects.create(
            edition=edition, key="boyer2005", before={}, after={"title": "Another"}, reason="Quietly.", by=chair
        )


def test_a_signature_counts_again_where_the_record_is_what_it_was(scene):
    edition, editor, _ = scene
    before = Reference.objects.get(key="boyer2005").csl["page"]
    correct(page="1")
    changed = again(edition, editor)
    lost = reached(changed)
    correct(page=before)

    assert ("part-2" in lost, "part-2" in reached(again(changed, editor))) == (False, True)
    assert part_of(changed, "part-2").version == part_of(edition, "part-2").version
