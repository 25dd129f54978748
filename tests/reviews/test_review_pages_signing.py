"""Signing from the review page: what is sent, what is refused, and what nobody can slip in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape

from articles.enums import EditionState
from editorial.record.models import Denial
from reviews.actions import end_term, publish, recuse, return_to_editor, take_back
from reviews.enums import Verdict
from reviews.models import SignOff
from reviews.rules.eligibility import term_of
from reviews.rules.queries import get_edition_for_review
from tests.builders import approve, sign
from tests.forms import answers_ticked
from tests.reviews.scenes import make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def signed(scene) -> list[tuple[str, str, str]]:
    rows = SignOff.objects.select_related("version__section").order_by("version__section__anchor", "at")
    return [(row.version.section.anchor, row.verdict, row.note) for row in rows]


def test_several_sections_are_signed_in_one_go_each_for_itself(scene):
    data = {
        **scene.verdict("part-1"),
        **scene.verdict("part-2", Verdict.REQUEST_CHANGES, "Say how often."),
        **scene.verdict("front", ""),
    }

    response = scene.post("member", "sign", **data)

    assert signed(scene) == [("part-1", "approve", ""), ("part-2", "request_changes", "Say how often.")]
    assert response["Location"] == f"{scene.url()}#section-front"
    page = scene.get("member").content.decode()
    assert "Signed: “Part 1”: approve; “Part 2”: request changes. 1 more waits for you." in page


def test_the_first_signature_begins_the_review(scene):
    scene.post("member", "sign", **scene.verdict("part-1"))

    scene.edition.refresh_from_db()
    assert scene.edition.state == EditionState.UNDER_REVIEW


def test_nothing_is_signed_when_one_of_several_lacks_its_note(scene):
    data = {**scene.verdict("part-1"), **scene.verdict("part-2", Verdict.REQUEST_CHANGES, "  ")}

    response = scene.post("member", "sign", **data)

    assert response.status_code == 422
    assert signed(scene) == []
    page = response.content.decode()
    assert "“Part 2”: Say what should change." in page
    pk = scene.version("part-1").pk
    assert f'name="{pk}-verdict" value="approve"' in page.replace('form="signing" ', "")
    assert answers_ticked(page) == 2


def test_nothing_is_signed_when_nothing_was_decided(scene):
    response = scene.post("member", "sign")

    assert response.status_code == 422
    assert signed(scene) == []
    assert "You have not decided on any section yet" in response.content.decode()


def test_a_note_without_a_decision_is_not_lost(scene):
    response = scene.post("member", "sign", **scene.verdict("part-1", "", "A thought <b>of mine</b>."))

    assert response.status_code == 422
    assert escape("A thought <b>of mine</b>.") in response.content.decode()


def test_hidden_characters_in_a_note_are_refused_and_what_was_typed_is_kept(scene):
    response = scene.post("member", "sign", **scene.verdict("part-1", Verdict.REQUEST_CHANGES, "Not\u202e so."))

    assert response.status_code == 409
    assert signed(scene) == []
    assert "U+202E" in response.content.decode()


def test_an_unknown_verdict_is_refused(scene):
    response = scene.post("member", "sign", **scene.verdict("part-1", "publish"))

    assert response.status_code == 422
    assert signed(scene) == []


def test_nobody_signs_for_others_or_at_another_time(scene):
    extra = {
        "user": scene.second.pk,
        "by": scene.second.pk,
        "printed_name": "Somebody, MD",
        "at": "2001-01-01T00:00:00Z",
        "digest": "0" * 64,
        "edition": scene.edition.pk,
        "state": "published",
    }

    scene.post("member", "sign", **scene.verdict("part-1"), **extra)

    row = SignOff.objects.get()
    assert (row.user, row.printed_name, row.at.year >= 2026) == (scene.member, "First Member, MD", True)
    scene.edition.refresh_from_db()
    assert scene.edition.state == EditionState.UNDER_REVIEW


def test_who_contributed_is_told_why_and_cannot_sign(scene):
    page = scene.get("author_member").content.decode()
    response = scene.post("author_member", "sign", **scene.verdict("part-1"))

    assert "You contributed to these words: somebody else must judge them." in page
    assert 'name="signing"' not in page
    assert f'name="{scene.version("part-1").pk}-verdict"' not in page
    assert (response.status_code, signed(scene)) == (409, [])
    assert "You contributed to these words" in response.content.decode()


def test_one_section_that_may_not_be_signed_keeps_the_others_from_being_signed(scene):
    recuse(article=scene.edition.article, reason="A friend wrote it.", by=scene.member)

    response = scene.post("member", "sign", **scene.verdict("part-1"), **scene.verdict("part-2"))

    assert (response.status_code, signed(scene)) == (409, [])


def test_who_keeps_out_cannot_sign_but_may_withdraw_a_request(scene):
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=scene.member)
    recuse(article=scene.edition.article, reason="A friend wrote it.", by=scene.member)

    refused = scene.post("member", "sign", **scene.verdict("part-1"))
    withdrawn = scene.post("member", "sign", **scene.verdict("part-1", Verdict.WITHDRAWN))

    assert (refused.status_code, withdrawn.status_code) == (409, 302)
    assert signed(scene) == [("part-1", "request_changes", "No."), ("part-1", "withdrawn", "")]


def test_a_request_is_withdrawn_only_by_who_made_it(scene):
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=scene.member)

    response = scene.post("second", "sign", **scene.verdict("part-1", Verdict.WITHDRAWN))

    assert response.status_code == 409
    assert "You have no open request for changes here." in response.content.decode()
    assert len(signed(scene)) == 1


def test_members_go_on_signing_an_edition_that_was_taken_back(scene):
    take_back(edition=scene.edition, by=scene.editor)

    page = scene.get("member").content.decode()
    response = scene.post("member", "sign", **scene.verdict("part-1"))

    assert "The editor took this edition back" in page
    assert "your signatures count wherever these words are used" in page
    assert (response.status_code, len(signed(scene))) == (302, 1)


def test_members_go_on_signing_an_edition_that_was_returned_and_read_the_letter(scene):
    return_to_editor(edition=scene.edition, text="Please mend.\nAll of it.", by=scene.chair)

    page = scene.get("member").content.decode()
    response = scene.post("member", "sign", **scene.verdict("part-1"))

    assert "This edition was returned to the editor" in page
    assert "Please mend.<br>All of it." in page
    assert (response.status_code, len(signed(scene))) == (302, 1)


def test_words_that_changed_meanwhile_are_not_signed_and_the_difference_is_shown(scene):
    take_back(edition=scene.edition, by=scene.editor)
    later = next_edition(scene, part_1="<p>Text of part one hundred.</p>")

    response = scene.post("member", "sign", **scene.verdict("part-1", note="Fine by me."), **scene.verdict("part-2"))

    page = response.content.decode()
    assert (response.status_code, signed(scene)) == (409, [])
    assert "The words have changed since you opened them" in page
    assert "one hundred" in page
    assert "Fine by me." in page
    assert "The same words" in page
    assert f'href="{scene.url(edition=later)}#section-part-1"' in page


def test_words_that_stayed_are_signed_also_on_the_older_page(scene):
    take_back(edition=scene.edition, by=scene.editor)
    later = next_edition(scene, part_1="<p>Other words.</p>")

    response = scene.post("member", "sign", **scene.verdict("part-2"))

    assert (response.status_code, signed(scene)) == (302, [("part-2", "approve", "")])
    assert SignOff.objects.get().edition == later


def test_the_new_edition_needs_only_what_changed_signed_again(scene):
    scene.sign_all("member", "second")
    take_back(edition=scene.edition, by=scene.editor)
    scene.edition = next_edition(scene, part_1="<p>Other words.</p>")

    page = scene.get("member").content.decode()

    assert "1 section for you" in page
    assert "Compared with edition 1, which was never approved." in page
    assert 'Changed:</strong> <a href="#section-part-1">' in page


def test_signing_again_on_a_live_page_is_a_fresh_signature(published):
    scene = published

    response = scene.post("member", "sign", **scene.verdict("part-1"))

    assert response.status_code == 302
    assert SignOff.objects.filter(user=scene.member, version=scene.version("part-1")).count() == 2


@pytest.fixture
def published(scene):
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)
    publish(edition_id=scene.edition.pk)
    scene.edition.refresh_from_db()
    return scene


def test_an_edition_that_was_superseded_is_read_but_not_signed(published):
    scene = published
    first = scene.edition
    scene.edition = next_edition(scene, part_1="<p>Other words.</p>")
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)
    publish(edition_id=scene.edition.pk)

    page = scene.client("member").get(scene.url(edition=first)).content.decode()
    response = scene.client("member").post(scene.url("sign", edition=first), scene.verdict("part-1", edition=first))

    assert "A later edition is live" in page
    assert "These words are no longer up for review" in page
    assert response.status_code == 409
    assert "The words have changed since you opened them" in response.content.decode()


def test_whose_term_ends_between_opening_and_signing_is_told_so(scene):
    """In the same words for an edition that exists and for one that does not."""
    data = scene.verdict("part-1")
    assert scene.get("member").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    end_term(member=term_of(scene.member, scene.board.pk), on=yesterday, by=scene.administrator)

    response = scene.post("member", "sign", **data)

    assert (response.status_code, signed(scene)) == (404, [])
    assert f"ended on {date_format(yesterday, 'j F Y')}" in response.content.decode()
    assert scene.client("member").post("/review/nothing/1/sign/", data).content == response.content
    assert "Your term has ended" not in scene.get("other_board").content.decode()


def test_whose_term_ends_at_the_moment_of_signing_is_told_so_and_it_is_noted(scene, monkeypatch):
    yesterday = timezone.localdate() - timedelta(days=1)

    def read_then_end(*args):
        found = get_edition_for_review(*args)
        end_term(member=term_of(scene.member, scene.board.pk), on=yesterday, by=scene.administrator)
        return found

    data = scene.verdict("part-1")
    monkeypatch.setattr("reviews.views.signoffs.get_edition_for_review", read_then_end)

    response = scene.post("member", "sign", **data)

    assert (response.status_code, signed(scene), Denial.objects.count()) == (403, [], 1)
    assert f"ended on {date_format(yesterday, 'j F Y')}" in response.content.decode()
