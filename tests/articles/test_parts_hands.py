"""Whoever could not sign words before they were moved cannot sign them after."""

import pytest

from articles.actions import (
    add_collaborator,
    change_kind,
    open_edition,
    split_section,
)
from articles.actions.contributors import save_contributor
from articles.queries import part_of
from articles.words.content import Wording
from articles.words.parts import Cut
from reviews.actions.hands import count_hands
from tests.articles.dividing import ONE, PATIENT, TWO, cut, hands, merge, write
from tests.builders import (
    edit,
    make_board,
    make_draft,
    make_editor,
    make_published,
    make_reference,
    make_user,
    publish_draft,
)


@pytest.fixture(scope="module")
def shared(before_all):
    """A draft, its owner, and two others who work on it."""
    make_reference()
    owner, writer, other = make_editor("The Owner"), make_editor("Second Pen"), make_editor("Third Hand")
    draft = make_draft(by=owner, sections=2)
    for person in (writer, other):
        add_collaborator(article=draft.article, user=person, by=owner)
    return draft, owner, writer, other


def acted(draft, how, by):
    if how == "split":
        return ["part-1", cut(draft, by)[1].anchor]
    if how == "merge":
        return [merge(draft, by, reason="One now.").section.anchor]
    return [change_kind(edition=draft, anchor="part-1", kind="risks", by=by).anchor]


@pytest.mark.parametrize("how", ["split", "merge", "kind"])
def test_nobody_who_could_not_sign_before_may_sign_after(shared, own, how):
    draft, owner, writer, other = own(shared)
    write(draft, "part-1", Wording(heading="Part 1", html=ONE + TWO), {"patient": PATIENT}, by=writer)
    edit(draft, "part-2", "<p>Others wrote this.</p>", by=other)
    before = hands(draft, "part-1") | (hands(draft, "part-2") if how == "merge" else set())

    for anchor in acted(draft, how, owner):
        assert hands(draft, anchor) >= before | {owner.pk}


@pytest.mark.parametrize("how", ["split", "merge"])
def test_nor_where_readers_have_the_words(db, how):
    """An approved version is nobody's in a later version of its section; in another section it is still theirs."""
    make_board()
    owner, writer = make_editor("The Owner"), make_editor("Second Pen")
    make_reference()
    live = make_published(by=owner, sections=2)
    draft = open_edition(article=live.article, by=owner)
    add_collaborator(article=live.article, user=writer, by=owner)
    edit(draft, "part-2", "<p>A sentence that nobody else has written.</p>", by=writer)
    live = publish_draft(draft, by=owner)
    draft = open_edition(article=live.article, by=owner)
    if how == "split":
        edit(draft, "part-2", "<p>A sentence that nobody else has written.</p><p>And one more.</p>", by=writer)
        moved = split_section(
            edition=draft,
            anchor="part-2",
            base_version=part_of(draft, "part-2").version.pk,
            cuts={"": Cut(1, "More")},
            by=owner,
        )[1].anchor
    else:
        moved = merge(draft, owner, reason="One now.").section.anchor

    assert writer.pk in hands(draft, moved)


def test_people_without_an_account_keep_their_hands(shared, own):
    draft, owner, writer, _other = own(shared)
    write(draft, "part-1", Wording(heading="Part 1", html=ONE + TWO), {"patient": PATIENT}, by=writer)
    person = save_contributor(by=owner, name="Known By Name", credentials="MD", interests="none", outsider=True)
    count_hands(part_of(draft, "part-1").version, users=[], people=[person])

    _, second = cut(draft, owner)
    guest = make_user("An account that came later")
    said = {"name": person.name, "credentials": "MD", "interests": "none"}
    save_contributor(by=owner, contributor=person, user=guest, **said)

    assert guest.pk in hands(draft, second.anchor)
