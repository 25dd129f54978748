"""The same as ``who_may_doing``, of what is done with editions that go live together."""

from typing import Any

from django.urls import reverse

from articles.models import Edition
from reviews.actions import make_set, publish_set
from reviews.models import EditionSet
from reviews.rules.sets import joined_in
from tests.builders import approve, make_draft, make_submitted, sign_all
from tests.reviews.set_scenes import approved_set

from .who_may_doing import Deed, just, later, site
from .who_may_scenes import SIGNERS, Scene, signed


def two_drafts_each(scene: Scene) -> None:
    for role in ("owner", "other_editor"):
        scene.rows[role] = [make_draft(by=scene.people[role]).article_id for _ in range(2)]


def own_two(scene: Scene, role: str) -> dict[str, Any]:
    return {"name": "Two", "reason": "Both at once.", "articles": scene.rows.get(role, scene.rows["owner"])}


def the_set(scene: Scene) -> EditionSet:
    """The scene's edition, and another one of its desk that its board has; and a third that is in none."""
    owner = scene.people["owner"]
    scene.rows["other"] = other = make_submitted(by=owner)
    scene.rows["third"] = make_draft(by=owner)
    articles = [scene.edition.article, other.article]
    scene.rows["set"] = made = make_set(articles=articles, name="Two", reason="Both at once.", by=owner)
    return made


def a_set(scene: Scene) -> None:
    the_set(scene)


def a_signed_set(scene: Scene) -> None:
    if scene.edition.state == "under_review":
        signed(scene)
    the_set(scene)


def a_set_that_stands(scene: Scene) -> None:
    the_set(scene)
    other: Edition = scene.rows["other"]
    sign_all(other, *(scene.people[name] for name in SIGNERS))
    approve(edition=other, by=scene.people["chair"])


def a_published_set(scene: Scene) -> None:
    made, editions = approved_set(by=scene.people["owner"], chair=scene.people["chair"])
    publish_set(set_id=made.pk)
    scene.rows["published"] = editions[0]


def of_set(name: str) -> Any:
    return lambda scene, role: reverse(f"sets:{name}", args=[scene.rows["set"].pk])


def here(scene: Scene, role: str) -> dict[str, Any]:
    made = scene.rows["set"].pk
    return {"editions": [scene.edition.pk], "seen": joined_in([made])[made].digest}


def member(scene: Scene, role: str) -> str:
    return reverse("sets:take_out", args=[scene.rows["set"].members.get(edition=scene.edition).pk])


def withdrawing(scene: Scene, role: str) -> str:
    return reverse("review:withdraw", args=[scene.rows["published"].article.slug, 1])


SET_DEEDS: dict[str, Deed] = {
    "make_set": Deed(site("sets:new"), own_two, "reviews_editionset", two_drafts_each),
    "add_to_set": Deed(
        of_set("add"), lambda scene, role: {"articles": [scene.rows["third"].article_id]}, "reviews_setmember", a_set
    ),
    "take_out_of_set": Deed(member, just(), "reviews_setmember", a_set),
    "submit_set": Deed(of_set("submit"), just(), "articles_edition", a_set),
    "schedule_set": Deed(of_set("time"), later, "reviews_editionset", a_set),
    "approve_set": Deed(of_set("approve"), here, "reviews_approval", a_signed_set),
    "leave_out": Deed(
        lambda scene, role: reverse("review:leave_out", args=[scene.slug, scene.edition.number]),
        just(reason="The others cannot wait."),
        "reviews_setmember",
        a_set_that_stands,
    ),
    "withdraw_set": Deed(withdrawing, just(note="It was wrong."), "articles_edition", a_published_set),
}
