"""A comment that must be answered waits for its answer, wherever the words go that it is about."""

import pytest

from articles.actions import open_edition, remove_section
from articles.models import Edition
from editorial.shared.issues import Refused
from reviews.actions import resolve_comment, submit, take_back
from reviews.rules.case import case_of
from tests.articles.dividing import anchors, cut, merge
from tests.builders import approve, codes, confirm_all, edit, make_submitted, sign_all
from tests.reviews.scenes import Scene, comment_on, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    return make_scene()


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def split_and_remove(draft: Edition, by) -> None:
    edit(draft, "part-1", "<p>One.</p><p>Two.</p>", by=by)
    cut(draft, by)
    remove_section(edition=draft, anchor="part-1", reason="", by=by)


@pytest.mark.parametrize(
    ("anchor", "how"),
    [
        ("part-1", split_and_remove),
        ("part-1", lambda draft, by: remove_section(edition=draft, anchor="part-1", reason="", by=by)),
        ("part-2", lambda draft, by: merge(draft, by)),
    ],
    ids=["divided", "taken-out", "merged"],
)
def test_it_waits_after_its_section_is_gone(scene, anchor, how):
    said = comment_on(scene, anchor, must_be_answered=True)
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    how(draft, scene.editor)
    confirm_all(draft, by=scene.editor)
    edition = submit(edition=draft, by=scene.editor)
    sign_all(edition, scene.member, scene.second)

    assert anchor not in anchors(edition)
    assert case_of(edition).open_comments == (said,)
    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=scene.chair)
    assert codes(refused) == ["comment-unanswered"]

    desk = scene.client("editor")
    page = desk.get(f"/desk/articles/{edition.article.slug}/")
    assert f'id="comment-{said.pk}"' in page.text
    answer = {"text": "Its words stand in the other one.", "in_reply_to": said.pk}
    sent = desk.post(f"/desk/articles/{edition.article.slug}/sections/{anchor}/comments/", answer)
    assert sent["Location"] == f"/desk/articles/{edition.article.slug}/#gone-{anchor}"
    assert "Its words stand in the other one." in desk.get(sent["Location"].partition("#")[0]).text
    alone = desk.post(f"/desk/articles/{edition.article.slug}/sections/{anchor}/comments/", {"text": "To nobody."})
    assert alone.status_code == 404

    client = scene.client("member")
    page = client.get(scene.url(edition=edition))
    assert f'id="section-{anchor}"' in page.text
    assert f'id="comment-{said.pk}"' in page.text
    client.post(scene.url("resolve", said.pk, edition=edition))
    assert case_of(edition).open_comments == ()
    assert f'id="comment-{said.pk}"' not in desk.get(f"/desk/articles/{edition.article.slug}/").text
    assert approve(edition=edition, by=scene.chair).edition == edition


def test_what_is_said_of_another_article_waits_there_alone(scene):
    said = comment_on(scene, must_be_answered=True)
    other = make_submitted(by=scene.editor)

    assert case_of(other).open_comments == ()
    resolve_comment(comment=said, by=scene.member)
    assert case_of(scene.edition).open_comments == ()


def test_whoever_takes_a_section_out_is_told_what_waits_there(scene):
    comment_on(scene, "part-2", must_be_answered=True)
    take_back(edition=scene.edition, by=scene.editor)
    open_edition(article=scene.edition.article, by=scene.editor)
    desk, at = scene.client("editor"), f"/desk/articles/{scene.edition.article.slug}/sections/"
    told = "1 comment on this section must be answered"

    assert told in desk.get(f"{at}part-2/remove/").text
    assert told in desk.get(f"{at}part-1/merge/").text
    assert told not in desk.get(f"{at}part-1/remove/").text
