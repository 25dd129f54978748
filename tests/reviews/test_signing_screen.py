"""What is signed is what was on the screen: everything else is refused, with the difference."""

import json

import pytest

from articles.actions import open_edition
from articles.models import Manifest
from articles.queries import part_of
from articles.site.manifest import manifest_from_text
from editorial.record.verification import CHECKS
from editorial.shared.issues import Refused
from references.actions import set_standing
from references.enums import Standing
from references.models import Reference
from reviews.actions import create_policy, return_to_editor, set_edition_policy, submit
from reviews.enums import Verdict
from reviews.models import KeptDecision, SignOff
from reviews.rules.signoffs import screen_of, signing_places
from tests.builders import codes, confirm_all, edit, make_administrator, make_draft, make_reference, sign
from tests.reviews.scenes import Scene, make_scene

pytestmark = pytest.mark.django_db
CITING = '<p>Text.<cite data-ref="boyer2005"></cite></p>'


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    """An edition whose first part cites a reference."""
    make_reference("boyer2005")
    scene = make_scene()
    return_to_editor(edition=scene.edition, text="Cite.", by=scene.chair)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    edit(draft, "part-1", CITING, by=scene.editor)
    confirm_all(draft, by=scene.editor)
    scene.edition = submit(edition=draft, by=scene.editor)
    return scene


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def screen(scene: Scene, anchor: str = "part-1", by=None):
    version = scene.version(anchor)
    return signing_places(scene.edition.article, [version], by or scene.member)[version.pk].screen


def retract(scene: Scene) -> None:
    set_standing(
        reference=Reference.objects.get(key="boyer2005"),
        standing=Standing.RETRACTED,
        note="Retracted by the journal.",
        by=make_administrator(),
    )


def ask_more(scene: Scene, **asks) -> None:
    """The chair puts the edition under another policy."""
    version = create_policy(board=scene.board, name="Another", by=make_administrator(), **asks)
    set_edition_policy(edition=scene.edition, version=version, reason="Dosing.", by=scene.chair)


def test_the_page_carries_what_it_shows(scene):
    page = scene.get("member").content.decode()

    for anchor in ("front", "part-1", "part-2"):
        assert f'name="{scene.version(anchor).pk}-screen" value="{screen(scene, anchor).token}"' in page.replace(
            'form="signing" ', ""
        )


@pytest.mark.parametrize("token", ["", "x", "a.b.c.d.e"])
def test_without_what_was_shown_nothing_is_signed(scene, token):
    with pytest.raises(Refused) as refused:
        sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, screen=token)

    assert set(codes(refused)) == {"screen-changed"}
    assert SignOff.objects.count() == 0


def test_a_reference_retracted_while_it_was_read_is_not_signed_unseen(scene):
    data = scene.verdict("part-1", note="Fine.") | scene.verdict("part-2")
    retract(scene)

    response = scene.post("member", "sign", **data)

    page = response.content.decode()
    assert (response.status_code, SignOff.objects.count()) == (409, 0)
    assert "The standing of a reference cited here has changed since you opened the section." in page
    assert "Retracted by the journal." in page
    assert "The same words" in page
    assert KeptDecision.objects.count() == 2
    assert scene.post("member", "sign", **scene.verdict("part-1")).status_code == 302


def test_a_policy_that_asks_something_else_meanwhile_is_seen_first(scene):
    data = scene.verdict("part-1")
    ask_more(scene, checklist=[{"key": "dose", "text": "Is the dose right?", "required": True}])

    response = scene.post("member", "sign", **data)

    page = response.content.decode()
    assert (response.status_code, SignOff.objects.count()) == (422, 0)
    assert "Answer this question before you approve: “Is the dose right?”" in page


def test_another_policy_that_asks_nothing_more_is_seen_first_too(scene):
    data = scene.verdict("part-1")
    ask_more(scene, months=6)

    response = scene.post("member", "sign", **data)

    assert (response.status_code, SignOff.objects.count()) == (409, 0)
    assert "The review policy, or what it asks of you here, has changed" in response.content.decode()


def test_every_part_of_the_screen_has_its_own_digest(scene):
    part = part_of(scene.edition, "part-1")
    manifest = Manifest.objects.get(edition=scene.edition)
    frozen = manifest_from_text(manifest.content)
    policy = scene.edition.policies.get().version
    now = screen_of(part.version.digest, part.content, frozen, policy, {"boyer2005": "good"})
    others = {
        "words": screen_of("0" * 64, part.content, frozen, policy, {"boyer2005": "good"}),
        "standings": screen_of(part.version.digest, part.content, frozen, policy, {"boyer2005": "retracted"}),
    }

    assert {name: other.changed_since(now.token) for name, other in others.items()} == {
        "words": ["words"],
        "standings": ["standings"],
    }
    assert now.changed_since(now.token) == []


def test_the_signature_keeps_it_and_the_record_is_verified_by_it(scene):
    now = screen(scene)

    signed = sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, supports=["boyer2005"])

    said = json.loads(signed.content)
    assert (said["scheme"], said["screen"], said["standings"]) == (3, now.as_dict(), {"boyer2005": "good"})
    assert said["supports"] == ["boyer2005"]
    assert [failure for check in CHECKS for failure in check.run() if failure] == []


def test_a_tick_for_what_is_not_cited_is_refused(scene):
    make_reference("lane1998")

    with pytest.raises(Refused) as refused:
        sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, supports=["lane1998"])

    assert (codes(refused), SignOff.objects.count()) == (["not-cited"], 0)


def test_only_citations_that_are_new_to_the_member_are_offered_for_a_tick(scene):
    before = scene.get("member").content.decode()
    scene.post("member", "sign", **scene.verdict("part-1"))

    after, other = scene.get("member").content.decode(), scene.get("second").content.decode()

    assert [page.count("Supports what is said") for page in (before, after, other)] == [1, 0, 1]


def test_a_draft_of_another_article_has_no_screen(scene):
    version = part_of(make_draft(by=scene.editor), "part-1").version

    assert signing_places(version.section.article, [version], scene.member) == {}
