"""Dividing and merging sections in tests, and what they say then."""

from articles.actions import (
    merge_sections,
    save_section,
    split_section,
)
from articles.queries import active_audiences, part_of, parts_of
from articles.requirements import confirmed_pairs
from articles.words.audiences import as_mapping
from articles.words.content import Wording
from articles.words.parts import Cut
from articles.words.staleness import stale_audiences, unconfirmed_base_readers
from reviews.rules.eligibility import contributors_to

ONE, TWO = "<p>Take it at night.</p>", '<h3>If you miss it</h3><p>Wait.<cite data-ref="boyer2005"></cite></p>'
PATIENT = Wording(heading="Yours", html="<p>At night.</p><h3>Missed?</h3><p>Just wait.</p>")


def write(draft, anchor, base, wordings, *, by):
    version = part_of(draft, anchor).version.pk
    save_section(edition=draft, anchor=anchor, base_version=version, base=base, wordings=wordings, by=by)


def cut(draft, editor, anchor="part-1", **more):
    cuts = {"": Cut(1, "If you miss it"), "patient": Cut(1, "Missed?")} | more
    return split_section(
        edition=draft, anchor=anchor, base_version=part_of(draft, anchor).version.pk, cuts=cuts, by=editor
    )


def merge(draft, editor, anchor="part-1", reason=""):
    order = [part for part in parts_of(draft) if not part.content.is_front]
    place = [part.section.anchor for part in order].index(anchor)
    return merge_sections(
        edition=draft,
        anchor=anchor,
        base_version=order[place].version.pk,
        next_version=order[place + 1].version.pk,
        reason=reason,
        by=editor,
    )


def anchors(draft) -> list[str]:
    return [part.section.anchor for part in parts_of(draft)]


def waits(draft, anchor) -> set[str]:
    part = part_of(draft, anchor)
    pairs = confirmed_pairs([part])
    readers = unconfirmed_base_readers(part.content, as_mapping(active_audiences()), pairs)
    return {*stale_audiences(part.content, pairs), *readers}


def hands(draft, anchor) -> set:
    version = part_of(draft, anchor).version
    return contributors_to([version])[version.pk]
