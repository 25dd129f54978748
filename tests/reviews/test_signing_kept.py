"""What was ticked and typed is kept until it is signed: for its member alone."""

import re

import pytest

from articles.actions import open_edition
from reviews.actions import keep_decisions, take_back
from reviews.enums import Verdict
from reviews.models import KeptDecision, SignOff
from tests.builders import make_draft, part_of, sign
from tests.forms import answers_ticked
from tests.reviews.scenes import Scene, make_scene, next_edition

pytestmark = pytest.mark.django_db
NOTICE = "What you ticked and typed is still here, and not signed yet"


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    return make_scene()


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def keep(scene: Scene, role: str = "member", **data):
    return scene.client(role).post(scene.url("keep"), data, headers={"accept": "application/json"})


def test_what_was_typed_is_there_again(scene):
    response = keep(scene, **scene.verdict("part-1", "", "Half a thou"), **scene.verdict("part-2"))

    page = scene.get("member").content.decode()
    assert (response.status_code, response.content) == (204, b"")
    assert (NOTICE in page, "Half a thou" in page, answers_ticked(page)) == (True, True, 1)
    assert SignOff.objects.count() == 0


def test_beside_what_was_typed_when_the_sign_in_ended_it_is_a_line_and_no_second_notice(scene):
    keep(scene, **scene.verdict("part-1", "", "Half a thou"))
    client = scene.client("member")
    form = client.get(scene.url()).content.decode()
    seal = re.search(r'name="form_owner" value="([^"]+)"', form)[1]
    session = client.cookies.pop("sessionid")
    client.post(
        scene.url("sign"),
        {"form_owner": seal, **scene.verdict("part-2", note="More")},
        headers={"referer": scene.url()},
    )
    client.cookies["sessionid"] = session.value

    page = client.get(scene.url()).content.decode()

    assert (page.count("Nothing was sent yet"), NOTICE in page) == (1, False)
    assert "Kept before your sign-in ended, and not signed yet" in page


def test_the_button_does_the_same_without_a_script(scene):
    data = scene.verdict("part-1", note="Mine.")

    response = scene.client("member").post(scene.url("keep"), data, headers={"accept": "text/html,*/*"})

    assert response["Location"] == scene.url()
    assert "Kept for you: what you ticked and typed on 1 section. It is not signed." in scene.get("member").text


def test_nobody_else_sees_it(scene):
    keep(scene, **scene.verdict("part-1", note="My very own words."))

    for role in ("second", "chair", "author_member"):
        assert "My very own words." not in scene.get(role).content.decode()
    assert scene.client("editor").get(f"/desk/articles/{scene.edition.article.slug}/").status_code == 200


def test_what_was_emptied_is_forgotten(scene):
    keep(scene, **scene.verdict("part-1", note="Mine."))
    keep(scene, **scene.verdict("part-1", ""))

    assert KeptDecision.objects.count() == 0
    assert NOTICE not in scene.get("member").content.decode()


def test_signing_takes_it_away_from_its_member_only(scene):
    for role in ("member", "second"):
        keep(scene, role, **scene.verdict("part-1"), **scene.verdict("part-2"))

    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    rows = KeptDecision.objects.order_by("user__display_name", "version__section__anchor")
    assert list(rows.values_list("user__display_name", "version__section__anchor")) == [
        ("First Member", "part-2"),
        ("Second Member", "part-1"),
        ("Second Member", "part-2"),
    ]


def test_it_moves_along_with_the_words_that_stay(scene):
    keep(scene, **scene.verdict("part-1", note="One."), **scene.verdict("part-2", note="Two."))
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, part_1="<p>Other words.</p>")

    page = scene.get("member").content.decode()

    assert ("Two." in page, "One." in page) == (True, False)


def test_a_draft_of_the_editor_keeps_nothing_for_anybody(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    other = part_of(draft, "part-1").version
    foreign = part_of(make_draft(), "part-1").version.pk

    kept = keep_decisions(edition=scene.edition, typed={foreign: {"note": "x"}}, by=scene.member)

    assert (kept, KeptDecision.objects.count(), other.pk == scene.version("part-1").pk) == (0, 0, True)


def test_a_fold_that_holds_something_unsigned_is_open(scene):
    scene.sign_all("member", "second")
    folded = scene.get("member").content.decode()
    keep(scene, **scene.verdict("part-1", Verdict.REQUEST_CHANGES, "On second thought."))

    unfolded = scene.get("member").content.decode()

    closed, opened = '<details class="disclosure review-fold">', '<details class="disclosure review-fold" open>'
    assert (folded.count(closed), folded.count(opened)) == (3, 0)
    assert (unfolded.count(closed), unfolded.count(opened)) == (2, 1)


def test_no_section_is_signed_by_signing_another(scene):
    """A folded section has no verdict unless somebody opens it and chooses one."""
    scene.sign_all("member", "second")

    page = scene.get("member").content.decode()
    scene.post("member", "sign", **scene.verdict("part-1"))

    assert answers_ticked(page) == 0
    assert SignOff.objects.filter(user=scene.member).count() == 4


def test_a_null_character_does_not_stop_the_rest(scene):
    keep(scene, **scene.verdict("part-1", note="Be\x00fore."))

    assert KeptDecision.objects.get().data["note"] == "Before."


def test_a_member_whose_term_ended_keeps_nothing(scene):
    assert keep(scene, "past_member", **scene.verdict("part-1")).status_code == 404
    assert KeptDecision.objects.count() == 0


def test_a_tab_left_open_does_not_bring_back_what_was_signed_in_another(scene):
    left_open = {**scene.verdict("part-1"), **scene.verdict("part-2", note="Of another section.")}
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    keep(scene, **left_open)

    assert [kept.version_id for kept in KeptDecision.objects.all()] == [scene.version("part-2").pk]


@pytest.mark.parametrize(("verdict", "note"), [(Verdict.REQUEST_CHANGES, ""), (Verdict.APPROVE, "One thing more.")])
def test_what_says_something_else_than_was_signed_is_kept_from_there_too(scene, verdict, note):
    left_open = scene.verdict("part-1", verdict, note)
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    keep(scene, **left_open)

    assert KeptDecision.objects.get().data["verdict"] == verdict


def test_what_is_decided_anew_is_kept_although_an_old_tab_says_nothing_new(scene):
    left_open = scene.verdict("part-1")
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)
    keep(scene, **scene.verdict("part-1", Verdict.REQUEST_CHANGES, "Half of it."))

    keep(scene, **left_open)

    assert KeptDecision.objects.get().data["note"] == "Half of it."


def test_who_sends_what_they_signed_in_another_tab_is_told_so_of_each_section(scene):
    left_open = {**scene.verdict("part-1"), **scene.verdict("part-2")}
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    page = scene.client("member").post(scene.url("sign"), left_open)

    assert page.status_code == 409
    assert (
        "“Part 1”: You have signed this section since you opened it: what you sent was not signed again." in page.text
    )
    assert SignOff.objects.filter(user=scene.member).count() == 1
