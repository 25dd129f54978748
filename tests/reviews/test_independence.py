"""Independent first opinion: what others decided and wrote stays hidden, wherever a member looks, until they signed."""

import pytest
from django.urls import reverse

from reviews.actions import add_comment, publish, recuse, return_to_editor, settle_request, take_back
from reviews.enums import Verdict
from reviews.models import PolicyVersion
from reviews.rules.independence import independence_of
from tests.builders import approve, make_board, sign
from tests.reviews.scenes import Scene, comment_on, make_scene, next_edition

pytestmark = pytest.mark.django_db
NOTE, REMARK, ANSWER, MINE, DESK = (
    "Too strong by half.",
    "Whence this?",
    "Indeed.",
    "A thought of mine.",
    "See the law.",
)


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    """The second member asked for changes and commented on part 1, signed part 2; the desk commented too."""
    scene = make_scene(board=make_board(independent_opinion=True))
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note=NOTE, by=scene.second)
    sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.second)
    first = comment_on(scene, by=scene.second, text=REMARK)
    comment_on(scene, by=scene.second, text=ANSWER, in_reply_to=first)
    comment_on(scene, by=scene.member, text=MINE)
    comment_on(scene, by=scene.editor, text=DESK)
    scene.remark = first
    return scene


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def history(scene: Scene) -> str:
    return reverse("review:history", args=[scene.edition.article.slug])


def pages_of(scene: Scene) -> list[str]:
    """Every address of the board that tells of the edition."""
    slug = scene.edition.article.slug
    return [
        reverse("review:queue"),
        scene.url(),
        f"{scene.url()}?compare=none",
        history(scene),
        *(reverse("review:section_history", args=[slug, anchor]) for anchor in ("front", "part-1", "part-2")),
        scene.url("preview", "patient"),
        scene.url("recuse"),
        scene.url("declare_interest"),
    ]


def told(scene: Scene, role: str) -> set[str]:
    """Which of others' opinions a person can read somewhere."""
    text = "".join(scene.client(role).get(address).content.decode() for address in pages_of(scene))
    secrets = {NOTE, REMARK, ANSWER, "Second Member, MD", "Changes asked", "asked for changes", "1 of 2", "1/2"}
    return {secret for secret in secrets if secret in text}


def test_a_member_sees_nothing_of_others_opinions_before_their_own(scene):
    assert told(scene, "member") == set()
    page = scene.get("member").content.decode()
    assert (MINE in page, DESK in page) == (True, True)
    assert page.count("The policy asks for your own opinion first") == 3


@pytest.mark.parametrize("role", ["chair", "deputy", "author_member", "second"])
def test_who_leads_contributed_or_has_signed_sees_them(scene, role):
    assert {NOTE, REMARK, ANSWER} <= told(scene, role)


def test_giving_ones_own_opinion_shows_that_sections_only(scene):
    sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.member)
    one = told(scene, "member")
    sign(version=scene.version("part-1"), verdict=Verdict.OUTSIDE_FIELD, by=scene.member)

    assert NOTE not in one
    assert {NOTE, REMARK, ANSWER} <= told(scene, "member")


def test_a_hidden_comment_can_be_neither_answered_nor_resolved(scene):
    pk = scene.remark.pk

    answers = [
        scene.get("member", "reply", pk).status_code,
        scene.post("member", "reply", pk, text="Hm.").status_code,
        scene.post("member", "resolve", pk).status_code,
        scene.post("member", "reopen", pk).status_code,
    ]

    assert answers == [404] * 4
    assert scene.get("chair", "reply", pk).status_code == 200


def test_a_settled_request_and_the_letter_tell_nothing(scene):
    request = scene.version("part-1").sign_offs.get()
    settle_request(sign_off=request, reason="It is not too strong.", by=scene.chair)
    return_to_editor(edition=scene.edition, text=f"Second Member: {NOTE}", by=scene.chair)

    assert told(scene, "member") == set()
    page = scene.client("member").get(history(scene)).content.decode()
    assert ("settled a request" in page, "returned edition 1" in page) == (False, True)


def test_an_earlier_edition_does_not_tell_of_the_next(scene):
    first = scene.edition
    take_back(edition=first, by=scene.editor)
    later = next_edition(scene, part_1="<p>Other words.</p>")
    add_comment(version=scene.version("part-1", later), text="Still whence?", by=scene.second)

    pages = [scene.client("member").get(scene.url(edition=one)).content.decode() for one in (first, later)]

    assert ["Still whence?" in page or REMARK in page or NOTE in page for page in pages] == [False, False]


def test_what_readers_have_had_is_no_secret():
    scene = make_scene(board=make_board(independent_opinion=True))
    scene.sign_all("second", "deputy")
    approve(edition=scene.edition, by=scene.chair)
    publish(edition_id=scene.edition.pk)
    scene.edition = next_edition(scene, part_1="<p>Other words.</p>")
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note=NOTE, by=scene.second)

    independence = independence_of(scene.member, scene.edition.article)
    page = scene.get("member").content.decode()

    assert independence.sections == {scene.version("part-1").section_id}
    assert (NOTE in page, "Signed by Second Member, MD" in page) == (False, True)


def test_nobody_looks_by_declaring_an_interest_or_keeping_out_for_a_while(scene):
    recuse(article=scene.edition.article, reason="A friend.", by=scene.member)

    assert [told(scene, role) for role in ("member", "conflicted")] == [set(), set()]


def test_without_such_a_policy_nothing_is_hidden():
    scene = make_scene()
    sign(version=scene.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note=NOTE, by=scene.second)

    assert PolicyVersion.objects.filter(independent_opinion=True).count() == 0
    assert NOTE in scene.get("member").content.decode()
