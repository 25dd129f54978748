"""Signature blocks on the history of a section: as things were when it was signed."""

import pytest
from django.urls import reverse

from articles.actions import open_edition
from editorial.shared.audit import save_audited
from reviews.actions import take_back
from reviews.enums import Verdict
from reviews.models import SignOff
from reviews.record.signature_blocks import block_of
from reviews.rules.checklist import checklist_from_lines
from reviews.rules.signoffs import Answer
from tests.builders import edit, make_administrator, make_board, sign
from tests.reviews.scenes import Scene, make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    board = make_board(checklist=checklist_from_lines("Do the sources say so? [required; reason if no]"))
    scene = make_scene(board=board)
    answers = {"do-the-sources-say-so": Answer("no", "One is older.")}
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, note="Fine.", answers=answers, by=scene.deputy)
    return scene


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def on_review(scene: Scene, anchor: str = "part-1") -> str:
    return reverse("review:section_history", args=[scene.edition.article.slug, anchor])


def on_desk(scene: Scene, anchor: str = "part-1") -> str:
    return reverse("desk:section_history", args=[scene.edition.article.slug, anchor])


def said(block) -> list[str]:
    return [block.name, block.role, block.meaning, block.proved, block.fingerprint]


def test_board_and_desk_see_name_role_meaning_proof_and_fingerprint(scene):
    block = block_of(SignOff.objects.get(), {})
    pages = [scene.client("member").get(on_review(scene)), scene.client("editor").get(on_desk(scene))]

    assert said(block) == [
        "Board Deputy, MD",
        "Deputy chair",
        "I have read this section in every wording and approve it for publication.",
        "identity confirmed by password",
        " ".join(SignOff.objects.get().digest[place : place + 4] for place in (0, 4, 8, 12)),
    ]
    for page in pages:
        text = page.content.decode()
        assert [one in text for one in ("Board Deputy, MD", "deputy chair", block.meaning, block.fingerprint)] == [
            True
        ] * 4
        assert "identity confirmed by password" in text
        assert "Do the sources say so?" in text
        assert "No: One is older." in text


def test_a_signature_stays_as_it_was_whatever_becomes_of_the_person(scene):
    scene.deputy.display_name, scene.deputy.credentials = "Another Name", "PhD"
    save_audited(scene.deputy, by=make_administrator(), reason="Married")

    page = scene.client("member").get(on_review(scene)).content.decode()

    assert ("Board Deputy, MD" in page, "Another Name" in page) == (True, False)


def test_the_board_sees_no_version_that_was_not_submitted(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    edit(draft, "part-1", "<p>A draft.</p>", by=scene.editor)

    page = scene.client("member").get(on_review(scene)).content.decode()

    assert ("Version 1" in page, "Version 2" in page) == (True, False)


def test_every_version_has_its_own_signatures(scene):
    take_back(edition=scene.edition, by=scene.editor)
    next_edition(scene, part_1="<p>Other words.</p>")

    page = scene.client("member").get(on_review(scene)).content.decode()

    newest, _, first = page.partition("Version 1")
    assert ("No signature is on these words." in newest, "Board Deputy, MD" in newest) == (True, False)
    assert "Board Deputy, MD" in first


def test_what_the_board_never_saw_is_not_found(scene):
    assert scene.client("member").get(on_review(scene, "nothing")).status_code == 404
    assert scene.client("reader").get(on_review(scene)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_needs_as_many_queries_for_many_signatures(scene, count, django_assert_num_queries):
    for _ in range(count):
        sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)
    client = scene.client("member")

    with django_assert_num_queries(15):
        client.get(on_review(scene))


def test_a_signature_of_the_first_scheme_is_printed_too(scene):
    row = SignOff.objects.get()
    row.content = row.content.replace('"authentication":', '"unknown":').replace('"checklist":', '"other":')

    block = block_of(row, {})

    assert (block.proved, block.answers, block.name) == ("", (), "Board Deputy, MD")
