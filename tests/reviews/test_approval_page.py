"""Everything on one page before the chair signs; the letter; and dissent, which is recorded and not overwritten."""

import pytest

from articles.actions import open_edition, remove_section
from articles.queries import manifest_of
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import add_comment, declare_interest, recuse, settle_request, submit
from reviews.enums import Verdict
from reviews.room.coverage import coverage_of
from reviews.room.letters import draft_letter
from reviews.room.page import review_page
from tests.builders import confirm_all, edit, make_draft, make_editor, make_published, make_reference, sign
from tests.reviews.scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def test_dissent_stands_on_the_page_with_the_reason_and_in_the_history(scene):
    scene.sign_all("second")
    asked = sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="Too sure.", by=scene.member)
    settle_request(sign_off=asked, reason="The guideline agrees.", by=scene.chair)

    page = scene.get("chair", "approve").content.decode()
    history = scene.client("chair").get(f"/review/{scene.edition.article.slug}/history/").content.decode()

    for shown in (page, history):
        assert "Too sure." in shown
        assert "The guideline agrees." in shown
    (dissent,) = coverage_of(review_page(scene.edition, scene.chair)).dissent
    assert (dissent.section.anchor, dissent.line.name) == ("part-1", "First Member, MD")


def test_a_request_that_is_open_is_no_dissent_yet(scene):
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="Too sure.", by=scene.member)

    assert coverage_of(review_page(scene.edition, scene.chair)).dissent == []
    assert "<h2>Dissent</h2>" not in scene.get("chair", "approve").content.decode()


def test_interests_of_authors_and_board_stand_on_the_page(scene):
    declare_interest(article=scene.edition.article, statement="Paid for talks.", by=scene.second)
    recuse(article=scene.edition.article, reason="A friend.", by=scene.member)

    page = scene.get("chair", "approve").content.decode()

    for person in manifest_of(scene.edition).bylines:
        assert f"{person['name']}, author: {person['interests']}" in page
    assert "Second Member, board (does not sign): Paid for talks." in page
    assert "First Member, board: keeps out of this article" in page


def test_quorum_progress_stands_on_the_page(scene):
    scene.sign_all("member")
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.second)

    coverage = coverage_of(review_page(scene.edition, scene.chair))

    assert (coverage.reached, len(coverage.sections)) == (1, 3)
    assert [one.section.standing.signed for one in coverage.sections] == [1, 2, 1]


def test_a_removed_section_stands_on_the_page_with_its_reason(scene):
    live = make_published()
    editor = live.article.owner
    edition = open_edition(article=live.article, by=editor)
    remove_section(edition=edition, anchor="part-2", reason="Out of date.", by=editor)
    confirm_all(edition, by=editor)
    submit(edition=edition, by=editor)

    page = scene.client("chair").get(f"/review/{live.article.slug}/2/approve/").content.decode()

    assert "<s>Part 2</s>" in page
    assert "Out of date." in page


def test_references_are_listed_once_those_in_doubt_first():
    editor = make_editor()
    for key in ("aaa2001", "zzz2001"):
        make_reference(key)
    draft = make_draft(by=editor)
    cited = '<p>So.<cite data-ref="aaa2001"></cite> And so.<cite data-ref="zzz2001"></cite></p>'
    edit(draft, "part-1", cited, by=editor)
    edit(draft, "part-2", cited, by=editor)
    scene = make_scene()
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    last = edition.pins.get(section__anchor="part-1").version.citations.get(reference__key="zzz2001", audience="")
    set_standing(reference=last.reference, standing=Standing.CONCERN, note="Under inquiry.", by=editor)

    found = coverage_of(review_page(edition, scene.chair)).references

    assert [(one.standing, one.sections) for one in found] == [
        ("concern", ("Part 1", "Part 2")),
        ("good", ("Part 1", "Part 2")),
    ]
    assert found[0].note == "Under inquiry."


def test_the_letter_groups_by_section_and_puts_first_what_must_be_answered(scene):
    sign(version=scene.version("part-2"), verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=scene.member)
    add_comment(version=scene.version("part-2"), text="Nicely said.", by=scene.member)
    add_comment(version=scene.version("part-2"), text="Which dose?", by=scene.second, must_be_answered=True)

    letter = draft_letter(review_page(scene.edition, scene.chair))

    assert letter.rstrip().split("\n\n")[2] == (
        "Part 2\n"
        "- First Member, MD asks for changes: Say how often.\n"
        "- Second Member, MD (must be answered): Which dose?\n"
        "- First Member, MD: Nicely said."
    )


def test_a_letter_with_nothing_asked_is_only_begun(scene):
    letter = draft_letter(review_page(scene.edition, scene.chair))

    assert letter.startswith("Dear ")
    assert "The board asks" not in letter
