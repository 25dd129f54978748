"""Scenes of urgent changes: a board that asks for three signatures, so that two leave a mark."""

from articles.queries import part_of
from reviews.actions import open_urgent_edition, publish, submit
from reviews.enums import Verdict
from reviews.models import Approval
from reviews.rules.urgent import Urgent
from tests.builders import approve, confirm_all, edit, make_chair, make_draft, make_editor, make_member, sign, sign_all

REASON = "The dose stood here ten times too high."


def publish_with_three(board, **draft):
    editor = make_editor()
    return published_by_three(board, submit(edition=make_draft(by=editor, **draft), by=editor))


def published_by_three(board, edition):
    """Signed by three members, approved and published."""
    sign_all(edition, *(make_member(board) for _ in range(3)))
    approve(edition=edition, by=make_chair(board))
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition


def changed(live, *anchors: str, html: str = "<p>Take 5 mg.</p>"):
    """An urgent edition that changes these sections, submitted."""
    editor = live.article.owner
    edition = open_urgent_edition(article=live.article, by=editor)
    for anchor in anchors:
        edit(edition, anchor, html, by=editor)
    confirm_all(edition, by=editor)
    return submit(edition=edition, by=editor)


def keys(edition, *anchors: str) -> frozenset[str]:
    return frozenset(part_of(edition, anchor).key for anchor in anchors)


def sign_one(edition, anchor: str, *members) -> None:
    for member in members:
        sign(version=part_of(edition, anchor).version, verdict=Verdict.APPROVE, by=member)


def urgently(edition, chair, *anchors: str, reason: str = REASON) -> Approval:
    return approve(edition=edition, by=chair, urgent=Urgent(keys(edition, *anchors), reason))
