"""Putting pictures and sound into a section of a draft, and saying what they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from articles.models import Contribution, Edition, SectionVersion
from articles.queries import Part
from articles.text import clean_line
from articles.words.content import content_from_text
from articles.words.media import MediumWords, PlacedMedium, same_media
from articles.words.media_rules import placing_issues
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused, refuse

from .drafting import lock_draft, own_part_of, put_content, require_base, started_from


@transaction.atomic
def set_media(
    *,
    edition: Edition,
    anchor: str,
    base_version: Any,
    media: Sequence[PlacedMedium],
    by: User,
    part: str = Contribution.Part.WROTE,
) -> tuple[SectionVersion, bool]:
    """Say which pictures and sound a section holds, in which order, and what is said of them. Returns its version and
    whether it changed; saving the same makes nothing new.

    The words stay as they are now. If somebody else changed the pictures since ``base_version``, :class:`Refused`.
    """
    edition = lock_draft(edition, by)
    now = own_part_of(edition, anchor)
    require_media(now, base_version)
    content = replace(now.content, media=tuple(_cleaned(one) for one in media))
    refuse(placing_issues(content))
    return put_content(edition, now, content, by=by, part=part)


@transaction.atomic
def restore_version(
    *, edition: Edition, version: SectionVersion, base_version: Any, by: User
) -> tuple[SectionVersion, bool]:
    """Let a section of a draft say again what it said in an earlier version, pictures and all: that same version, with
    its signatures, unless the outline is another one. As :func:`save_section` if somebody else saved it meanwhile."""
    edition = lock_draft(edition, by)
    content = content_from_text(version.content)
    now = own_part_of(edition, content.anchor)
    require_base(now, base_version)
    require_media(now, base_version)
    return put_content(edition, now, content.with_outline(now.content.outline), by=by)


def require_media(now: Part, base_version: Any) -> None:
    """Nobody has changed the pictures since this version."""
    started = started_from(now, base_version)
    if started is None or not same_media(started.media, now.content.media):
        message = gettext(
            "Somebody else has changed the pictures of this section since you opened it. Look at them, then save again."
        )
        raise Refused(Issue("stale-media", message, f"section:{now.content.anchor}"))


def _cleaned(one: PlacedMedium) -> PlacedMedium:
    """With plain lines: nothing hidden, no white space at the edges."""
    words = {
        key: MediumWords(
            clean_line(said.alt, where=gettext("the description")),
            clean_line(said.caption, where=gettext("the caption")),
        )
        for key, said in one.words.items()
    }
    return replace(
        one,
        credit=clean_line(one.credit, where=gettext("the credit")),
        licence=clean_line(one.licence, where=gettext("the licence")),
        words={key: said for key, said in words.items() if said.as_dict()},
    )
