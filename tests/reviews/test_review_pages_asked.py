"""“You asked → what was done”, the order of reading, and comparing one section with any version of it."""

import pytest

from articles.actions import open_edition, remove_section
from reviews.actions import add_comment, submit, take_back
from reviews.enums import Verdict
from reviews.room.page import review_page
from tests.builders import confirm_all, edit, sign
from tests.reviews.scenes import Scene, comment_on, make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def ask_for_changes(scene: Scene, role: str = "member", anchor: str = "part-1", note: str = "Say how often."):
    return sign(version=scene.version(anchor), verdict=Verdict.REQUEST_CHANGES, note=note, by=scene.people[role])


def mend(scene: Scene, **texts: str) -> None:
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, **texts)


def asked(scene: Scene, role: str = "member"):
    return review_page(scene.edition, scene.people[role]).asked


def test_a_request_stands_beside_the_redline_since(scene):
    ask_for_changes(scene)
    mend(scene, part_1="<p>Text of part 1, once a week.</p>")

    [one] = asked(scene)

    [ask], [wording] = one.asks, one.wordings
    assert (one.heading, one.number, ask.is_request, str(ask.html)) == ("Part 1", 1, True, "<p>Say how often.</p>")
    assert "once a week" in wording.html
    assert "You asked, and this was done" in scene.get("member").content.decode()


def test_others_are_not_shown_what_i_asked(scene):
    ask_for_changes(scene)
    comment_on(scene)
    mend(scene, part_1="<p>Other words.</p>")

    assert asked(scene, "second") == []


def test_once_i_decide_again_or_nothing_changed_there_is_nothing_to_show(scene):
    ask_for_changes(scene)
    unchanged = asked(scene)
    mend(scene, part_1="<p>Other words.</p>")
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    assert (unchanged, asked(scene)) == ([], [])


def test_my_comment_stands_there_with_the_answer_to_it(scene):
    comment = comment_on(scene, quote="Text of part 1", text="Which part?")
    add_comment(version=scene.version("part-1"), text="The first.", by=scene.editor, in_reply_to=comment)
    mend(scene, part_1="<p>The first part.</p>")

    [one] = asked(scene)

    [ask] = one.asks
    assert (ask.is_gone, [answer.comment.text for answer in ask.answers]) == (True, ["The first."])


def test_a_section_that_went_says_so(scene):
    ask_for_changes(scene, anchor="part-2")
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    remove_section(edition=draft, anchor="part-2", reason="", by=scene.editor)
    confirm_all(draft, by=scene.editor)
    scene.edition = submit(edition=draft, by=scene.editor)

    [one] = asked(scene)

    assert (one.heading, one.is_removed, one.wordings) == ("Part 2", True, ())


def test_what_waits_for_me_is_read_first_and_what_i_decided_last(scene):
    sign(version=scene.version("front"), verdict=Verdict.APPROVE, by=scene.member)

    groups = scene.get("member").context["groups"]

    assert [(group["title"], [row["section"].anchor for row in group["rows"]]) for group in groups] == [
        ("For you to decide", ["part-1", "part-2"]),
        ("Carried over, or decided by you", ["front"]),
    ]


# ── One section, any version ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def three(scene):
    """Part 1 in three versions that the board has seen, and one that it has not."""
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)
    mend(scene, part_1="<p>Second words.</p>")
    mend(scene, part_1="<p>Third words.</p>")
    return scene


def test_a_section_is_compared_with_the_version_before_or_any_other(three):
    before = three.get("member", "section", "part-1").context["comparison"]
    first = three.get("member", "section", "part-1", **{"with": "1"}).context["comparison"]

    assert (before.before.version.number, first.before.version.number) == (2, 1)
    assert "Second" in before.wordings[0].html
    assert "Text of part" in first.wordings[0].html
    assert [row.version.number for row in first.seen] == [2, 1]
    assert [one.name for one in first.before.signed] == ["First Member, MD"]


def test_words_that_were_never_submitted_are_not_offered(three):
    take_back(edition=three.edition, by=three.editor)
    draft = open_edition(article=three.edition.article, by=three.editor)
    edit(draft, "part-1", "<p>Secret draft.</p>", by=three.editor)

    page = three.get("member", "section", "part-1", **{"with": "4"})

    assert (page.status_code, "Secret draft" in page.content.decode()) == (200, False)
    assert [row.version.number for row in page.context["comparison"].seen] == [2, 1]


def test_a_section_without_another_version_is_shown_plainly(scene):
    page = scene.get("member", "section", "part-2")

    assert "The board has seen no other version of this section." in page.content.decode()
    assert scene.get("member", "section", "nothing").status_code == 404
