"""Deciding what a section says that was changed twice: in the live edition, and in the one set aside before it.

Merging by hand is saving the section (``save_section``, with ``merges``); here one of the two texts is taken whole.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from articles.models import Edition, PendingMerge, Pin, Removal, SectionVersion
from articles.words.content import content_from_text
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused

from .drafting import WROTE, bring_back, end_merge, lock_draft, own_part_of, remove_section, require_base
from .versions import pin, store_version


@transaction.atomic
def keep_live_words(*, edition: Edition, anchor: str, by: User) -> None:
    """The section stays as the draft has it now: what was set aside is dropped for this section."""
    edition = lock_draft(edition, by)
    end_merge(edition, merge_of(edition, anchor), None, by=by)


@transaction.atomic
def take_waiting_words(*, edition: Edition, anchor: str, base_version: Any, by: User) -> None:
    """The section becomes what the edition that was set aside made of it: its words, or its removal, or its return.

    ``base_version`` is the version that the person saw beside it; if another is pinned by now, nothing is changed.
    """
    edition = lock_draft(edition, by)
    merge = merge_of(edition, anchor)
    if merge.waiting is None:
        reason = Removal.objects.filter(edition=edition.continues_id, section=merge.section).values_list(
            "reason", flat=True
        )
        remove_section(edition=edition, anchor=anchor, reason=reason.first() or "", by=by)
    elif not Pin.objects.filter(edition=edition, section=merge.section).exists():
        bring_back(edition, merge.section, merge.waiting, by=by)
    else:
        _replace(edition, merge, merge.waiting, base_version, by)
    end_merge(edition, merge, None, by=by)


def merge_of(edition: Edition, anchor: str) -> PendingMerge:
    """The merge that is still to be made of this section of the draft; :class:`Refused` if somebody has made it."""
    row = PendingMerge.objects.filter(edition=edition, section__anchor=anchor).select_related("section", "waiting")
    merge = row.first()
    if merge is None:
        raise Refused(Issue("no-merge", gettext("This section has been decided already."), f"section:{anchor}"))
    return merge


def _replace(edition: Edition, merge: PendingMerge, waiting: SectionVersion, base_version: Any, by: User) -> None:
    now = own_part_of(edition, merge.section.anchor)
    require_base(now, base_version)
    content = content_from_text(waiting.content)
    if content.is_front:
        content = content.with_outline(now.content.outline)
    version, _ = store_version(merge.section, content, by=by, part=WROTE, came_from=waiting)
    pin(edition, merge.section, version)
