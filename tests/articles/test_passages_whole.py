"""A passage stands in one piece, in the order that its board signed; and no anchor comes back beside its own."""

import pytest

from articles.actions import (
    add_section,
    move_section,
    open_edition,
    remove_section,
    restore_section,
    take_waiting_words,
)
from articles.actions.drafting import change_outline, own_part_of
from articles.actions.passages import place_passage, renew_passage
from articles.models import Article, Edition, PendingMerge, Pin
from articles.passages import given_to_hosts
from articles.queries import front_of, parts_of
from articles.words.content import Wording
from editorial.desk.passages import hosts_for, kept_in
from editorial.shared.issues import Refused
from reviews.rules.submission import to_submit
from tests.builders import codes, confirm_all, make_complete, make_draft, make_editor, name_raw_rows, publish_draft
from tests.passages import make_live_passage, make_passage_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def passage(editor) -> Article:
    return make_live_passage(by=editor)


@pytest.fixture
def host(editor) -> Edition:
    return make_draft(by=editor)


def anchors(edition: Edition) -> list[str]:
    return [part.section.anchor for part in parts_of(edition)]


def turned_round(edition: Edition, editor) -> None:
    """The passage's two sections in the other order, as nothing of the product would leave them."""
    own = [entry for entry in front_of(edition).content.outline if entry.anchor.startswith("part-")]
    of_it = [entry for entry in front_of(edition).content.outline if entry not in own]
    change_outline(edition, lambda _: [*own, *reversed(of_it)], editor)


def torn(edition: Edition, editor) -> None:
    """A section of the article between the two of the passage."""
    first, second, *others = [entry for entry in front_of(edition).content.outline if entry.anchor != "part-1"]
    between = next(entry for entry in front_of(edition).content.outline if entry.anchor == "part-1")
    change_outline(edition, lambda _: [first, between, second, *others], editor)


@pytest.mark.parametrize(("wrong", "to"), [(turned_round, None), (torn, 0)])
def test_a_passage_in_pieces_or_in_another_order_is_not_submitted_and_is_mended(wrong, to, host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=to)
    make_complete(host, by=editor)
    assert to_submit(host) == []

    wrong(host, editor)

    assert [issue.code for issue in to_submit(host)] == ["passage-apart"]
    assert all(kept.is_behind for kept in kept_in(host, parts_of(host)).values())
    assert renew_passage(edition=host, passage=passage.pk, by=editor)
    assert to_submit(host) == []
    there = anchors(host)
    assert there[there.index("emergency") + 1] == "numbers"


def test_an_edition_of_it_that_only_has_another_order_is_another(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=1)
    make_complete(host, by=editor)
    edition = open_edition(article=passage, by=editor)
    move_section(edition=edition, anchor="numbers", to=0, by=editor)
    publish_draft(edition, by=editor)

    assert [issue.code for issue in to_submit(host)] == ["passage-apart"]
    assert all(row.is_behind(given_to_hosts([passage.pk])[passage.pk]) for row in hosts_for(editor, passage, None))
    assert renew_passage(edition=host, passage=passage.pk, by=editor)
    assert anchors(host) == ["front", "part-1", "numbers", "emergency", "part-2"]
    assert to_submit(host) == []


def test_what_is_new_in_it_stands_where_its_board_put_it(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=1)
    edition = open_edition(article=passage, by=editor)
    new = Wording(heading="At night", html="<p>Call too.</p>")
    add_section(edition=edition, anchor="night", kind="help", base=new, by=editor)
    move_section(edition=edition, anchor="night", to=0, by=editor)
    publish_draft(edition, by=editor)

    renew_passage(edition=host, passage=passage.pk, by=editor)

    assert anchors(host) == ["front", "part-1", "night", "emergency", "numbers", "part-2"]


@pytest.mark.parametrize(
    ("anchor", "to", "then"),
    [
        ("emergency", 0, ["emergency", "numbers", "part-1", "part-2"]),  # up, by its first section
        ("numbers", 3, ["part-1", "part-2", "emergency", "numbers"]),  # down, by its last
        ("numbers", 0, ["emergency", "numbers", "part-1", "part-2"]),
        ("numbers", 1, ["part-1", "emergency", "numbers", "part-2"]),  # not before its own first
        ("part-1", 1, ["emergency", "numbers", "part-1", "part-2"]),  # down, past it
        ("part-2", 2, ["part-1", "part-2", "emergency", "numbers"]),  # up, past it
        ("part-1", 99, ["emergency", "numbers", "part-2", "part-1"]),
    ],
)
def test_it_is_moved_as_a_whole_and_nothing_is_moved_into_it(anchor, to, then, host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=1)

    move_section(edition=host, anchor=anchor, to=to, by=editor)

    assert anchors(host) == ["front", *then]


def test_no_passage_is_placed_within_another(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=0)
    draft = make_passage_draft(by=editor, slug="other")
    for anchor in ("emergency", "numbers"):
        rename_anchor(draft, anchor, f"other-{anchor}", editor)
    other = publish_draft(draft, by=editor).article

    place_passage(edition=host, passage=other, by=editor, to=1)

    assert anchors(host) == [
        "front", "emergency", "numbers", "other-emergency", "other-numbers", "part-1", "part-2",
    ]  # fmt: skip


def rename_anchor(edition: Edition, old: str, new: str, editor) -> None:
    """The section is taken out, and one of another anchor says its words."""
    part = next(part for part in parts_of(edition) if part.section.anchor == old)
    remove_section(edition=edition, anchor=old, reason="", by=editor)
    add_section(edition=edition, anchor=new, kind=part.section.kind, base=part.content.base, by=editor)
    confirm_all(edition, by=editor)


# Anchors that come back


@pytest.fixture
def numbers(host, editor):
    """A section of the host that was taken out, with an anchor that the passage has too."""
    base = Wording(heading="Numbers", html="<p>Text.</p>")
    section = add_section(edition=host, anchor="numbers", kind="body", base=base, by=editor)
    remove_section(edition=host, anchor="numbers", reason="", by=editor)
    return section


def test_a_section_is_not_brought_back_beside_a_passage_with_its_anchor(numbers, host, passage, editor):
    restore_section(edition=host, section=numbers, by=editor)
    remove_section(edition=host, anchor="numbers", reason="", by=editor)
    place_passage(edition=host, passage=passage, by=editor)

    with pytest.raises(Refused) as refused:
        restore_section(edition=host, section=numbers, by=editor)

    assert codes(refused) == ["anchor-twice"]
    assert anchors(host).count("numbers") == 1


def test_nor_by_the_words_that_waited(numbers, host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    waiting = numbers.versions.get()
    PendingMerge.objects.create(edition=host, section=numbers, base=None, waiting=waiting)
    name_raw_rows()

    with pytest.raises(Refused) as refused:
        take_waiting_words(edition=host, anchor="numbers", base_version=None, by=editor)

    assert codes(refused) == ["anchor-twice"]
    assert PendingMerge.objects.filter(edition=host).exists()


def test_of_two_sections_with_one_anchor_the_articles_own_is_meant(numbers, host, passage, editor):
    """As drafts may have them from before: so that the own one can be taken out."""
    place_passage(edition=host, passage=passage, by=editor)
    Pin.objects.create(edition=host, section=numbers, version=numbers.versions.get())
    name_raw_rows()

    assert own_part_of(host, "numbers").section == numbers
    remove_section(edition=host, anchor="numbers", reason="", by=editor)
    assert anchors(host).count("numbers") == 1
