"""Words that were typed into an edition's sections and not saved: what submitting it would leave behind."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.models import Article
from articles.permissions import may_edit
from articles.queries import Part
from editorial.accounts.models import User
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_for
from editorial.shared.issues import Issue


def unsaved_issues(article: Article, parts: Iterable[Part], by: User) -> tuple[list[Issue], list[Issue]]:
    """Whose words are not saved, section by section: one's own, which are saved or dropped before submitting, and those
    of others, who are named if they may write here. Nobody's words are read."""
    pages = {reverse("desk:section", args=[article.slug, part.section.anchor]): part for part in parts}
    newest: dict[tuple[UUID, str], ScratchCopy] = {}
    for copy in copies_for(pages):
        newest.setdefault((copy.owner_id, copy.action), copy)
    own = [_issue(copy, pages[copy.action], by) for copy in newest.values() if copy.owner_id == by.pk]
    others = [copy for copy in newest.values() if copy.owner_id != by.pk and may_edit(copy.owner, article)]
    return own, [_issue(copy, pages[copy.action], by) for copy in others]


def others_typing(article: Article, parts: Iterable[Part], by: User) -> list[Issue]:
    """Why sections cannot go: somebody else has typed something into them that is not saved."""
    pages = {reverse("desk:section", args=[article.slug, part.section.anchor]): part for part in parts}
    found = {(copy.owner, copy.action) for copy in copies_for(pages) if copy.owner_id != by.pk}
    message = gettext(
        "%(name)s typed something into “%(section)s” that is not saved: ask them to save or drop it first."
    )
    return [
        Issue(
            "typed-by-another",
            message % {"name": owner.display_name, "section": pages[action].content.base.heading},
            f"section:{pages[action].section.anchor}",
        )
        for owner, action in sorted(found, key=lambda one: (one[0].display_name, one[1]))
        if may_edit(owner, article)
    ]


def _issue(copy: ScratchCopy, part: Part, by: User) -> Issue:
    said = {
        "section": part.content.base.heading,
        "at": date_format(localtime(copy.saved_at), "j F Y, H:i"),
        "name": copy.owner.display_name,
    }
    if copy.owner_id == by.pk:
        text = gettext("You typed something into “%(section)s” (%(at)s) that is not saved: save it, or throw it away.")
    else:
        text = gettext("%(name)s typed something into “%(section)s” (%(at)s) that is not saved. Without it you submit.")
    return Issue("unsaved", text % said, f"section:{part.section.anchor}")
