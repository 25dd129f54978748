"""Comments on the review page."""

import pytest
from django.utils.html import escape

from reviews.actions import take_back
from reviews.models import Comment
from tests.reviews.scenes import comment_on, make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def send(scene, role: str = "member", anchor: str = "part-1", **data):
    return scene.post(role, "comment", version=scene.version(anchor).pk, **data)


def test_a_comment_is_kept_with_its_quotation_and_shown(scene):
    response = send(scene, text="Is <this> so?", quote="Text of part 1.", must_be_answered="on", audience="patient")

    comment = Comment.objects.get()
    assert response["Location"] == f"{scene.url()}#comment-{comment.pk}"
    assert (comment.author, comment.quote, comment.must_be_answered, comment.audience) == (
        scene.member,
        "Text of part 1.",
        True,
        "patient",
    )
    page = scene.get("second").content.decode()
    assert escape("Is <this> so?") in page
    assert "Must be answered" in page
    assert "These words have changed since" not in page


def test_an_empty_comment_is_refused_beside_its_field_and_the_rest_is_kept(scene):
    response = send(scene, text="", quote="Text of part 1.")

    page = response.content.decode()
    assert (response.status_code, Comment.objects.count()) == (422, 0)
    assert 'value="Text of part 1."' in page
    assert 'href="#comment-part-1-text"' in page
    top, _, sections = page.partition('class="review"')
    assert "Your comment was not kept" in top  # the form stands far below, and without a script nothing leads to it
    assert 'href="#comment-part-1-text"' in top
    assert 'id="comment-part-1-text"' in sections


def test_hidden_characters_are_refused_and_what_was_typed_is_kept(scene):
    response = send(scene, text="Good\u200b.", quote="Text of part 1.")

    assert (response.status_code, Comment.objects.count()) == (409, 0)
    assert "U+200B" in response.content.decode()
    assert 'value="Text of part 1."' in response.content.decode()


def test_an_audience_that_the_section_does_not_have_is_refused(scene):
    assert send(scene, text="x", audience="astronaut").status_code == 422


def test_nobody_comments_for_others(scene):
    send(scene, text="Mine.", author=scene.second.pk, by=scene.second.pk, resolved_at="2020-01-01", in_reply_to="x")

    comment = Comment.objects.get()
    assert (comment.author, comment.resolved_at, comment.in_reply_to) == (scene.member, None, None)


def test_who_may_not_sign_may_comment(scene):
    assert send(scene, "conflicted", text="As somebody with an interest.").status_code == 302
    assert send(scene, "author_member", text="As an author.").status_code == 302


def test_answers_stand_under_the_first_comment(scene):
    first = comment_on(scene)
    scene.post("second", "reply", first.pk, text="It is.")
    answer = Comment.objects.get(in_reply_to=first)
    scene.post("member", "reply", answer.pk, text="Thank you.")

    assert list(first.replies.values_list("text", flat=True)) == ["It is.", "Thank you."]
    page = scene.get("member").content.decode()
    assert page.index("Is this so?") < page.index("It is.") < page.index("Thank you.")


def test_an_empty_answer_is_refused(scene):
    first = comment_on(scene)

    assert scene.post("second", "reply", first.pk, text=" ").status_code == 422
    assert Comment.objects.count() == 1


def test_a_comment_is_resolved_and_taken_up_again(scene):
    first = comment_on(scene)

    scene.post("second", "resolve", first.pk)
    first.refresh_from_db()
    resolved = first.resolved_by
    scene.post("member", "reopen", first.pk)
    first.refresh_from_db()

    assert (resolved, first.resolved_by) == (scene.second, None)


def test_what_must_be_answered_is_resolved_only_by_its_author_or_the_chair(scene):
    first, other = comment_on(scene, must_be_answered=True), comment_on(scene, must_be_answered=True)

    by_another = scene.post("second", "resolve", first.pk)
    by_author = scene.post("member", "resolve", first.pk)
    by_chair = scene.post("chair", "resolve", other.pk)

    assert [one.status_code for one in (by_another, by_author, by_chair)] == [403, 302, 302]
    assert Comment.objects.filter(resolved_at__isnull=True).count() == 0


def test_the_page_offers_resolving_only_to_whom_it_is_for(scene):
    comment = comment_on(scene, must_be_answered=True)
    address = scene.url("resolve", comment.pk)

    assert address in scene.get("member").content.decode()
    assert address in scene.get("chair").content.decode()
    assert address not in scene.get("second").content.decode()


def test_a_comment_goes_on_with_its_section_and_says_that_its_words_have_changed(scene):
    comment_on(scene, quote="Text of part 1.")
    comment_on(scene, "part-2", quote="Text of  part 2.")
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, part_1="<p>Other words.</p>")

    page = scene.get("member").content.decode()

    assert page.count("These words have changed since.") == 1
    assert page.count('class="comment-quote">Text of part') == 3  # once more under “You asked”
