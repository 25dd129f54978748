"""Changing a draft: promises 5 (no lost edits) and 6 (no change, no version)."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import (
    add_section,
    create_article,
    move_section,
    open_edition,
    remove_section,
    save_section,
)
from articles.actions.drafting import StaleBase
from articles.models import SectionVersion
from articles.queries import latest_edition_of, part_of, parts_of
from articles.words.content import Wording
from editorial.shared.issues import Refused
from tests.builders import (
    codes,
    edit,
    make_board,
    make_draft,
    make_editor,
    make_published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def editor():
    return make_editor()


def test_saving_the_same_words_makes_no_version(editor):
    draft = make_draft(by=editor)
    before = SectionVersion.objects.count()

    version, changed = edit(draft, "part-1", "<p>Text of  part 1.</p>\n", by=editor)

    assert (changed, SectionVersion.objects.count()) == (False, before)
    assert version == part_of(draft, "part-1").version


def test_saving_other_words_makes_one_version(editor):
    draft = make_draft(by=editor)
    before = SectionVersion.objects.count()

    version, changed = edit(draft, "part-1", "<p>Other words.</p>", by=editor)

    assert (changed, version.number, SectionVersion.objects.count()) == (True, 2, before + 1)


def test_restoring_old_words_finds_the_old_version(editor):
    draft = make_draft(by=editor)
    old = part_of(draft, "part-1").version
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)

    version, changed = edit(draft, "part-1", "<p>Text of part 1.</p>", by=editor)

    assert (version, changed) == (old, True)


def test_a_stale_base_is_refused_with_what_it_says_now(editor):
    draft = make_draft(by=editor)
    opened = part_of(draft, "part-1")
    edit(draft, "part-1", "<p>Their words.</p>", by=editor)

    with pytest.raises(StaleBase) as stale:
        save_section(
            edition=draft,
            anchor="part-1",
            base_version=opened.version.pk,
            base=Wording(heading="Part 1", html="<p>My words.</p>"),
            wordings={},
            by=editor,
        )

    assert stale.value.current.content.base.html == "<p>Their words.</p>"
    assert part_of(draft, "part-1").content.base.html == "<p>Their words.</p>"


def test_the_front_can_be_saved_after_only_its_outline_changed(editor):
    draft = make_draft(by=editor)
    opened = part_of(draft, "front")
    move_section(edition=draft, anchor="part-2", to=0, by=editor)

    save_section(
        edition=draft,
        anchor="front",
        base_version=opened.version.pk,
        base=replace(opened.content.base, heading="A new title"),
        wordings={},
        by=editor,
    )

    assert [part.section.anchor for part in parts_of(draft)] == ["front", "part-2", "part-1"]
    assert part_of(draft, "front").content.base.heading == "A new title"


def test_an_anchor_is_never_used_again(editor):
    draft = make_draft(by=editor)
    remove_section(edition=draft, anchor="part-2", reason="", by=editor)

    with pytest.raises(Refused) as refused:
        add_section(edition=draft, anchor="part-2", kind="body", base=Wording(heading="New"), by=editor)

    assert codes(refused) == ["anchor-taken"]


def test_a_section_that_readers_have_is_removed_only_with_a_reason(editor):
    published = make_published(by=editor)
    draft = open_edition(article=published.article, by=editor)

    with pytest.raises(Refused) as refused:
        remove_section(edition=draft, anchor="part-2", reason="", by=editor)
    remove_section(edition=draft, anchor="part-2", reason="Out of date.", by=editor)

    assert codes(refused) == ["no-reason"]
    assert [row.reason for row in draft.removals.all()] == ["Out of date."]


def test_another_editor_may_not_edit(editor):
    draft = make_draft(by=editor)

    with pytest.raises(PermissionDenied):
        edit(draft, "part-1", "<p>Mine.</p>", by=make_editor())


def test_the_first_words_of_an_article_are_cleaned_like_any_other():
    front = Wording(heading="A  title", html="<p onclick=x()>One</p><script>x()</script>", summary="A  summary")

    article = create_article(slug="cleaned", by=make_editor(), front=front, front_wordings={"patient": front})

    content = part_of(latest_edition_of(article), "front").content
    assert content.base == Wording(heading="A title", html="<p>One</p>", summary="A summary")
    assert content.wordings == {"patient": content.base}
