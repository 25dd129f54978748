"""What the draft after an urgent edition takes from it and from the one set aside for it: pure rules, then rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.actions import (
    add_section,
    keep_live_words,
    move_section,
    open_edition,
    remove_section,
    save_section,
    take_waiting_words,
)
from articles.actions.drafting import StaleBase
from articles.models import Contribution, Edition, PendingMerge
from articles.queries import part_of, parts_of
from articles.requirements import draft_issues
from articles.words.content import OutlineEntry, SectionContent, Wording
from articles.words.interruption import Choice, choose, merge_fronts, merge_outlines
from editorial.shared.issues import Refused
from reviews.actions import open_urgent_edition
from reviews.rules.eligibility import contributors_to
from tests.builders import codes, confirm_all, edit, make_published, publish_draft

VERSIONS = st.sampled_from([None, "a", "b", "c"])


@pytest.mark.parametrize(
    ("was", "live", "waiting", "choice"),
    [
        ("a", "a", "a", Choice("a")),
        ("a", "b", "a", Choice("b")),
        ("a", "a", "b", Choice("b")),
        ("a", "b", "b", Choice("b")),
        ("a", "b", "c", Choice("b", must_merge=True, waiting="c")),
        ("a", None, "a", Choice(None)),
        ("a", "a", None, Choice(None)),
        ("a", None, "b", Choice(None, must_merge=True, waiting="b")),
        ("a", "b", None, Choice("b", must_merge=True, waiting=None)),
        (None, None, "a", Choice("a")),
        (None, "a", None, Choice("a")),
    ],
)
def test_every_way_in_which_one_section_can_have_changed(was, live, waiting, choice):
    sides = [{"s": version} if version else {} for version in (was, live, waiting)]

    assert choose(*sides) == {"s": choice}


@given(VERSIONS, VERSIONS, VERSIONS)
def test_nothing_is_dropped_unseen_and_the_live_words_are_never_replaced_unseen(was, live, waiting):
    """Whichever side changed the section is in the draft, or a person is asked."""
    choice = choose({"s": was}, {"s": live}, {"s": waiting})["s"]

    if live != was and not choice.must_merge:
        assert choice.version == live
    if waiting != was and not choice.must_merge:
        assert choice.version == waiting
    assert choice.must_merge == (live != was and waiting != was and live != waiting)


def entry(key: str) -> OutlineEntry:
    return OutlineEntry(key, f"anchor-{key}", "body")


def front(title: str, *keys: str) -> SectionContent:
    return SectionContent("f", "front", "front", Wording(heading=title), outline=tuple(map(entry, keys)))


@given(st.permutations("abc"), st.permutations("abcd"), st.sets(st.sampled_from("abcd")))
def test_a_merged_outline_has_exactly_the_kept_sections_once(first, second, kept):
    merged = merge_outlines([entry(key) for key in first], [entry(key) for key in second], kept)

    assert sorted(one.section for one in merged) == sorted(kept)
    common = [one.section for one in merged if one.section in first]
    assert common == [key for key in first if key in kept]


def test_a_section_of_the_other_side_stands_after_what_it_followed_there():
    merged = merge_outlines([entry("a"), entry("b")], [entry("x"), entry("a"), entry("y"), entry("b")], set("abxy"))

    assert [one.section for one in merged] == ["x", "a", "y", "b"]


@pytest.mark.parametrize(
    ("live", "waiting", "title", "order", "must_merge"),
    [
        (front("Old", "a", "b"), front("New", "a", "b"), "New", "ab", False),
        (front("New", "a", "b"), front("Old", "a", "b"), "New", "ab", False),
        (front("Urgent", "a", "b"), front("New", "a", "b"), "Urgent", "ab", True),
        (front("Old", "a", "b"), front("Old", "b", "a"), "Old", "ba", False),
        (front("Old", "b", "a"), front("New", "a", "b"), "New", "ba", False),
    ],
)
def test_titles_and_order_of_the_front_are_merged_apart(live, waiting, title, order, must_merge):
    merged = merge_fronts(front("Old", "a", "b"), live, waiting, ["a", "b"])

    assert merged.content.base.heading == title
    assert "".join(one.section for one in merged.content.outline) == order
    assert merged.must_merge is must_merge


# ── With rows ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    return make_published(sections=3)


@pytest.fixture
def live(built, own) -> Edition:
    return own(built)


def after_urgent(live: Edition, urgently, leisurely) -> Edition:
    """The draft that follows an urgent edition (changed by ``urgently``) which interrupted one changed by
    ``leisurely``."""
    editor, article = live.article.owner, live.article
    leisurely(open_edition(article=article, by=editor), editor)
    urgent = open_urgent_edition(article=article, by=editor)
    urgently(urgent, editor)
    publish_draft(urgent, by=editor)
    return open_edition(article=article, by=editor)


def says(anchor: str, words: str):
    return lambda edition, editor: edit(edition, anchor, f"<p>{words}</p>", by=editor)


def removes(anchor: str):
    return lambda edition, editor: remove_section(edition=edition, anchor=anchor, reason="Out of date.", by=editor)


def texts(edition: Edition) -> dict[str, str]:
    return {part.section.anchor: part.content.base.html for part in parts_of(edition)}


def waiting_anchors(edition: Edition) -> list[str]:
    return list(edition.pending_merges.values_list("section__anchor", flat=True))


def merge_codes(edition: Edition) -> list[str]:
    return [issue.code for issue in draft_issues(edition) if issue.code == "merge-pending"]


def test_what_both_changed_keeps_the_urgent_words_and_blocks_submission(live):
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))

    assert texts(draft)["part-2"] == "<p>Urgent.</p>"
    assert waiting_anchors(draft) == ["part-2"]
    assert merge_codes(draft) == ["merge-pending"]


def test_keeping_the_live_words_ends_the_merge(live):
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))

    keep_live_words(edition=draft, anchor="part-2", by=live.article.owner)

    assert (texts(draft)["part-2"], merge_codes(draft)) == ("<p>Urgent.</p>", [])
    with pytest.raises(Refused) as refused:
        keep_live_words(edition=draft, anchor="part-2", by=live.article.owner)
    assert codes(refused) == ["no-merge"]


def test_taking_the_words_that_waited_ends_the_merge(live):
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))
    base = part_of(draft, "part-2").version.pk

    take_waiting_words(edition=draft, anchor="part-2", base_version=base, by=live.article.owner)

    assert (texts(draft)["part-2"], merge_codes(draft)) == ("<p>Leisurely.</p>", [])


def test_taking_them_never_overwrites_what_was_written_meanwhile(live):
    editor = live.article.owner
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))
    base = part_of(draft, "part-2").version.pk
    edit(draft, "part-2", "<p>Better.</p>", by=editor)

    with pytest.raises(StaleBase):
        take_waiting_words(edition=draft, anchor="part-2", base_version=base, by=editor)

    assert (texts(draft)["part-2"], merge_codes(draft)) == ("<p>Better.</p>", ["merge-pending"])


def test_merging_by_hand_makes_both_sides_contributors(live):
    """Whoever wrote what waited has a hand in the merged words; the urgent ones were approved, and count no more."""
    editor = live.article.owner
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))
    part, merge = part_of(draft, "part-2"), draft.pending_merges.get()

    version, changed = save_section(
        edition=draft,
        anchor="part-2",
        base_version=part.version.pk,
        base=replace(part.content.base, html="<p>Urgent and leisurely.</p>"),
        wordings=part.content.wordings,
        by=editor,
        merges=merge,
    )

    assert (changed, merge_codes(draft)) == (True, [])
    came_from = set(Contribution.objects.filter(version=version).values_list("came_from", flat=True))
    assert came_from == {part.version.pk, merge.waiting_id}
    assert contributors_to([version])[version.pk] == {editor.pk}


def test_an_ordinary_save_does_not_end_a_merge(live):
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))

    edit(draft, "part-2", "<p>Better.</p>", by=live.article.owner)

    assert merge_codes(draft) == ["merge-pending"]


def test_a_section_removed_urgently_and_changed_at_leisure(live):
    editor = live.article.owner
    draft = after_urgent(live, removes("part-2"), says("part-2", "Leisurely."))
    assert "part-2" not in texts(draft)
    assert waiting_anchors(draft) == ["part-2"]

    take_waiting_words(edition=draft, anchor="part-2", base_version=None, by=editor)

    assert texts(draft)["part-2"] == "<p>Leisurely.</p>"
    assert [one.anchor for one in parts_of(draft)[0].content.outline] == ["part-1", "part-3", "part-2"]
    assert [issue.code for issue in draft_issues(draft) if issue.code == "outline-differs"] == []


def test_a_section_changed_urgently_and_removed_at_leisure(live):
    draft = after_urgent(live, says("part-2", "Urgent."), removes("part-2"))
    assert texts(draft)["part-2"] == "<p>Urgent.</p>"

    take_waiting_words(edition=draft, anchor="part-2", base_version=None, by=live.article.owner)

    assert "part-2" not in texts(draft)
    assert list(draft.removals.values_list("section__anchor", "reason")) == [("part-2", "Out of date.")]
    assert merge_codes(draft) == []


def test_a_removal_that_nothing_touched_comes_along_with_its_reason(live):
    draft = after_urgent(live, says("part-1", "Urgent."), removes("part-2"))

    assert list(draft.removals.values_list("section__anchor", "reason")) == [("part-2", "Out of date.")]
    assert texts(draft) == {
        "front": "<p>The lead.</p>",
        "part-1": "<p>Urgent.</p>",
        "part-3": "<p>Text of part 3.</p>",
    }
    assert waiting_anchors(draft) == []


def test_a_section_added_at_leisure_and_one_added_urgently_are_both_there(live):
    def adds(anchor: str):
        base = Wording(heading=anchor, html=f"<p>{anchor}</p>")
        return lambda edition, editor: add_section(edition=edition, anchor=anchor, kind="body", base=base, by=editor)

    draft = after_urgent(live, adds("warning"), adds("more"))

    assert [one.anchor for one in parts_of(draft)[0].content.outline] == [
        "part-1",
        "part-2",
        "part-3",
        "more",
        "warning",
    ]
    confirm_all(draft, by=live.article.owner)
    assert draft_issues(draft) == []


def test_the_order_that_was_changed_at_leisure_stays(live):
    draft = after_urgent(
        live,
        says("part-1", "Urgent."),
        lambda edition, editor: move_section(edition=edition, anchor="part-3", to=0, by=editor),
    )

    assert list(texts(draft)) == ["front", "part-3", "part-1", "part-2"]
    assert waiting_anchors(draft) == []


def test_a_merge_that_was_not_made_is_carried_through_another_urgent_change(live):
    editor = live.article.owner
    draft = after_urgent(live, says("part-2", "Urgent."), says("part-2", "Leisurely."))
    urgent = open_urgent_edition(article=live.article, by=editor)
    says("part-3", "Urgent too.")(urgent, editor)
    publish_draft(urgent, by=editor)

    again = open_edition(article=live.article, by=editor)

    draft.refresh_from_db()
    assert (draft.state, waiting_anchors(again)) == ("taken_back", ["part-2"])
    assert texts(again)["part-3"] == "<p>Urgent too.</p>"
    assert PendingMerge.objects.get(edition=again).waiting == PendingMerge.objects.get(edition=draft).waiting
