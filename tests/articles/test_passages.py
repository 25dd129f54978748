"""Passages: begun, placed in articles, renewed there, taken out; what PostgreSQL refuses of them."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from articles.actions import (
    add_section,
    confirm_wordings,
    leave_pasted,
    open_edition,
    remove_section,
    restore_section,
    set_media,
)
from articles.actions.passages import (
    create_passage,
    open_with_passage,
    place_passage,
    renew_passage,
    take_out_passage,
)
from articles.enums import ArticleKind, EditionState
from articles.models import Article, Contribution, Edition, Pin, PublicPage, Section
from articles.passages import Used, live_hosts_of, placeable_by, used
from articles.queries import front_of, latest_edition_of, manifest_of, parts_of
from articles.words.content import Wording
from editorial.shared.issues import Refused
from reviews.actions import publish, retire, submit
from reviews.models import ReviewPolicy
from reviews.rules.submission import to_submit
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_complete,
    make_draft,
    make_editor,
    make_member,
    name_raw_rows,
    publish_draft,
    sign_all,
)
from tests.passages import as_committed, make_live_passage, make_passage_draft

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


def publish_host(edition: Edition, *, by) -> Edition:
    """By other members than those who signed before."""
    live = publish_draft(edition, by=by)
    as_committed()
    return live


def anchors(edition: Edition) -> list[str]:
    return [part.section.anchor for part in parts_of(edition)]


# Beginning one


def test_a_passage_goes_live_without_a_page_of_any_kind(passage):
    live = passage.editions.get(state=EditionState.PUBLISHED)

    assert passage.kind == ArticleKind.PASSAGE
    assert not PublicPage.objects.filter(article=passage).exists()
    assert live.published_at <= timezone.now()


def test_only_editors_begin_one(editor):
    with pytest.raises(PermissionDenied):
        create_passage(slug="chest-pain", by=make_member(make_board()), front=Wording(heading="Chest pain"))

    assert create_passage(slug="chest-pain", by=editor, front=Wording(heading="Chest pain")).is_passage


def test_postgresql_refuses_it_a_page_and_another_kind(passage, editor):
    other = make_draft(by=editor).article
    page = PublicPage(article=passage, slug="x", audience="patient", kind="pending", composed_at=timezone.now())

    with pytest.raises(IntegrityError, match="no page of its own"), transaction.atomic():
        page.save()
    for article in (passage, other):
        kind = "article" if article.is_passage else "passage"
        with pytest.raises(IntegrityError, match="stays what it began as"), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(kind=kind)

    page.article = other
    page.save()
    name_raw_rows()


# Placing it


def test_what_is_placed_is_pinned_in_the_outline_and_not_copied(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=1)

    assert anchors(host) == ["front", "part-1", "emergency", "numbers", "part-2"]
    placed = [part for part in parts_of(host) if part.section.article_id == passage.pk]
    live = parts_of(passage.editions.get(state=EditionState.PUBLISHED))[1:]
    assert [part.version.pk for part in placed] == [part.version.pk for part in live]
    assert used([passage.pk]) == {passage.pk: Used(live=0, open=1)}


def test_a_draft_of_a_passage_can_be_placed_by_nobody(host, editor):
    draft = make_passage_draft(by=editor)

    assert not placeable_by(editor).exists()
    with pytest.raises(Http404):
        place_passage(edition=host, passage=draft.article, by=editor)
    assert anchors(host) == ["front", "part-1", "part-2"]


def test_a_live_one_may_be_placed_by_any_editor_but_in_drafts_of_their_own(host, passage):
    other = make_editor("Another")
    theirs = make_draft(by=other)

    place_passage(edition=theirs, passage=passage, by=other)

    assert "emergency" in anchors(theirs)
    with pytest.raises(PermissionDenied):
        place_passage(edition=host, passage=passage, by=other)


def test_it_stands_once_in_an_article_and_in_no_passage(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)

    with pytest.raises(Refused) as again:
        place_passage(edition=host, passage=passage, by=editor)
    with pytest.raises(Refused) as nested:
        place_passage(edition=make_passage_draft(by=editor, slug="other"), passage=passage, by=editor)

    assert codes(again) == ["passage-placed"]
    assert codes(nested) == ["passage-in-passage"]


def test_anchors_stand_once_whoever_comes_first(host, passage, editor):
    new = {"kind": "body", "base": Wording(heading="Numbers", html="<p>Text.</p>"), "by": editor}
    add_section(edition=host, anchor="numbers", **new)
    with pytest.raises(Refused) as placed:
        place_passage(edition=host, passage=passage, by=editor)
    remove_section(edition=host, anchor="numbers", reason="", by=editor)
    place_passage(edition=host, passage=passage, by=editor)
    with pytest.raises(Refused) as added:
        add_section(edition=host, anchor="emergency", **new)

    assert codes(placed) == ["anchor-twice"]
    assert codes(added) == ["anchor-taken"]


@pytest.mark.parametrize("anchor", ["references", "ref-1", "cite-1-2", "left-out"])
def test_no_section_has_an_anchor_of_the_page(anchor, host, editor):
    with pytest.raises(Refused) as refused:
        add_section(edition=host, anchor=anchor, kind="body", base=Wording(heading="X"), by=editor)

    assert codes(refused) == ["anchor-of-the-page"]


def test_its_words_are_not_changed_in_a_host(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    part = next(part for part in parts_of(host) if part.section.anchor == "emergency")

    for act in (
        lambda: edit(host, "emergency", "<p>Wait a day.</p>", by=editor),
        lambda: remove_section(edition=host, anchor="emergency", reason="Not needed.", by=editor),
        lambda: set_media(edition=host, anchor="emergency", base_version=part.version.pk, media=[], by=editor),
        lambda: leave_pasted(edition=host, anchor="emergency", text="Wait.", remarks=[], by=editor),
        lambda: confirm_wordings(edition=host, anchor="emergency", audiences=["patient"], by=editor),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["of-a-passage"]
    assert Section.objects.get(pk=part.section.pk).versions.count() == 1


def test_a_section_of_another_article_is_no_passage(host, editor):
    other = parts_of(make_draft(by=editor))[1]

    with pytest.raises(IntegrityError, match="another article"), transaction.atomic():
        Pin.objects.create(edition=host, section=other.section, version=other.version)


def test_the_front_of_a_passage_is_not_pinned(host, passage, editor):
    front = parts_of(passage.editions.get(state=EditionState.PUBLISHED))[0]

    with pytest.raises(IntegrityError, match="another article"), transaction.atomic():
        Pin.objects.create(edition=host, section=front.section, version=front.version)


# Submitting and going live


def test_a_host_goes_live_with_it_and_nobody_gets_a_hand_in_it(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    before = Contribution.objects.filter(version__section__article=passage).count()

    live = publish_host(host, by=editor)

    assert live.state == EditionState.PUBLISHED
    page = PublicPage.objects.get(slug=live.article.slug, is_default=True)
    assert '<section class="section kind-help" id="emergency">' in page.content
    assert Contribution.objects.filter(version__section__article=passage).count() == before
    frozen = manifest_of(live)
    home = passage.editions.get(state=EditionState.PUBLISHED)
    there = sorted(str(part.section.pk) for part in parts_of(home)[1:])
    assert frozen.passages == ({"article": str(passage.pk), "edition": str(home.pk), "sections": there},)
    assert json.loads(live.manifest.content)["scheme"] == 2
    assert list(live_hosts_of(passage)) == [live]
    assert used([passage.pk]) == {passage.pk: Used(live=1, open=0)}


def test_the_manifest_of_an_edition_without_passages_is_what_it_was(host, editor):
    edition = submitted(host, editor)

    said = json.loads(edition.manifest.content)
    assert said["scheme"] == 1
    assert "passages" not in said


def submitted(edition: Edition, editor) -> Edition:
    if not ReviewPolicy.objects.exists():
        make_board()
    make_complete(edition, by=editor)
    return submit(edition=edition, by=editor)


def next_of_passage(passage: Article, editor, html: str = "<p>Call 112 at once.</p>") -> Edition:
    """A new live edition with other words in its first section."""
    edition = open_edition(article=passage, by=editor)
    edit(edition, "emergency", html, by=editor)
    confirm_all(edition, by=editor)
    return publish_draft(edition, by=editor)


def test_a_new_edition_of_it_changes_no_host_and_is_taken_over_by_choice(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    live = publish_host(host, by=editor)
    before = [part.version.pk for part in parts_of(live)]

    next_of_passage(passage, editor)

    assert [part.version.pk for part in parts_of(live)] == before
    assert "Call 112 at once" not in PublicPage.objects.get(slug=live.article.slug, is_default=True).content
    new = open_with_passage(article=live.article, passage=passage.pk, by=editor)
    after = [part.version.pk for part in parts_of(new)]
    changed = [old.section.anchor for old, now in zip(parts_of(live), after, strict=True) if old.version.pk != now]
    assert changed == ["emergency"]
    assert not renew_passage(edition=new, passage=passage.pk, by=editor)


def test_a_host_with_an_earlier_version_is_not_submitted(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    make_complete(host, by=editor)
    assert to_submit(host) == []

    next_of_passage(passage, editor)

    assert [issue.code for issue in to_submit(host)] == ["passage-behind"]
    renew_passage(edition=host, passage=passage.pk, by=editor)
    assert to_submit(host) == []


def test_a_renewed_passage_brings_sections_and_loses_others(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor, to=0)
    edition = open_edition(article=passage, by=editor)
    new = Wording(heading="At night", html="<p>Call too.</p>")
    add_section(edition=edition, anchor="night", kind="help", base=new, by=editor)
    remove_section(edition=edition, anchor="numbers", reason="They differ.", by=editor)
    publish_draft(edition, by=editor)

    assert renew_passage(edition=host, passage=passage.pk, by=editor)

    assert anchors(host) == ["front", "emergency", "night", "part-1", "part-2"]
    assert [entry.anchor for entry in front_of(host).content.outline] == anchors(host)[1:]


def test_taking_it_out_of_what_is_live_needs_a_reason_and_is_a_removal(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    live = publish_host(host, by=editor)
    draft = open_edition(article=live.article, by=editor)

    with pytest.raises(Refused) as refused:
        take_out_passage(edition=draft, passage=passage.pk, reason=" ", by=editor)
    take_out_passage(edition=draft, passage=passage.pk, reason="It stands elsewhere.", by=editor)

    assert codes(refused) == ["no-reason"]
    assert anchors(draft) == ["front", "part-1", "part-2"]
    assert {row.section.anchor for row in draft.removals.all()} == {"emergency", "numbers"}
    with pytest.raises(Refused):
        restore_section(edition=draft, section=parts_of(live)[-1].section, by=editor)
    place_passage(edition=draft, passage=passage, by=editor)
    assert not draft.removals.exists()


def test_a_passage_in_use_is_not_retired_and_the_hosts_are_named(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    live = publish_host(host, by=editor)
    home = passage.editions.get(state=EditionState.PUBLISHED)
    chair = make_chair(ReviewPolicy.objects.get().board)

    with pytest.raises(Refused) as refused:
        retire(edition=home, reason="Superseded.", by=chair)
    retire(edition=live, reason="Superseded.", by=chair)
    retire(edition=home, reason="Superseded.", by=chair)

    assert codes(refused) == ["passage-in-use"]
    assert live.article.slug in str(refused.value.issues[0].message)
    assert latest_edition_of(passage).state == EditionState.RETIRED
    assert not PublicPage.objects.filter(article=passage).exists()


# What PostgreSQL asks at the commit


def put(edition: Edition, **fields) -> None:
    """Around the product, as if committed."""
    with transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**fields)
        as_committed()


def test_postgresql_lets_no_host_live_with_words_that_are_not_live(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    edition = submitted(host, editor)
    board = ReviewPolicy.objects.get().board
    sign_all(edition, make_member(board, "Third"), make_member(board, "Fourth"))
    approve(edition=edition, by=make_chair(board))
    next_of_passage(passage, editor)

    with pytest.raises(IntegrityError, match="passages that are live"):
        put(edition, state="published", published_at=timezone.now())
    assert not publish(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.state == EditionState.UNDER_REVIEW


def test_postgresql_retires_no_passage_in_use(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    live = publish_host(host, by=editor)
    home = passage.editions.get(state=EditionState.PUBLISHED)

    with pytest.raises(IntegrityError, match="not retired"):
        put(home, state="retired")
    with transaction.atomic():  # together, in whatever order
        Edition.objects.filter(pk=home.pk).update(state="retired")
        Edition.objects.filter(pk=live.pk).update(state="retired")
        as_committed()
        name_raw_rows()


def test_postgresql_takes_no_anchor_twice(host, passage, editor):
    place_passage(edition=host, passage=passage, by=editor)
    make_complete(host, by=editor)
    other = make_live_passage(by=editor, slug="another-emergency")
    part = parts_of(other.editions.get(state=EditionState.PUBLISHED))[1]
    Pin.objects.create(edition=host, section=part.section, version=part.version)
    name_raw_rows()

    with pytest.raises(IntegrityError, match="one anchor"), transaction.atomic():
        Edition.objects.filter(pk=host.pk).update(state="submitted")
