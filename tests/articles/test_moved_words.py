"""Moved words keep their hands: pasted, restored, copied or merged, who wrote them still wrote them."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.actions import add_collaborator, add_section
from articles.actions.importing import import_document
from articles.exchange import read_file
from articles.exchange.document import Document
from articles.models import SectionVersion
from articles.queries import part_of
from articles.words import moved
from articles.words.content import SectionContent, Wording
from articles.words.moved import Earlier, moved_from
from reviews.actions import publish
from reviews.rules.eligibility import contributors_to
from tests.builders import edit, make_approved, make_audiences, make_draft, make_editor

WORDS = "<p>Never take more than four tablets in one day without asking a doctor first.</p>"
ALMOST = WORDS.replace("tablets", "tabletss")


@pytest.fixture(scope="module")
def built(before_all):
    """A draft of one editor's, and another editor who wrote the first section's words for a while."""
    owner, writer = make_editor("The Owner"), make_editor("The Writer")
    draft = make_draft(by=owner)
    add_collaborator(article=draft.article, user=writer, by=owner)
    return draft, owner, writer


@pytest.fixture
def desk(built, own):
    return own(built)


def hands(version) -> set:
    return contributors_to([version])[version.pk]


@pytest.mark.parametrize("pasted", [WORDS, ALMOST, f"<p>Before.</p>{ALMOST}<p>After.</p>"])
def test_words_pasted_after_an_older_version_was_restored_are_their_writers(desk, pasted):
    draft, owner, writer = desk
    before = part_of(draft, "part-1").content.base.html
    edit(draft, "part-1", WORDS, by=writer)
    edit(draft, "part-1", before, by=owner)
    assert writer.pk not in hands(part_of(draft, "part-1").version)

    edit(draft, "part-1", pasted, by=owner)

    assert writer.pk in hands(part_of(draft, "part-1").version)


@pytest.mark.parametrize("copied", [WORDS, ALMOST])
def test_words_copied_into_a_new_section_are_their_writers(desk, copied):
    draft, owner, writer = desk
    edit(draft, "part-1", WORDS, by=writer)

    add_section(edition=draft, anchor="new", kind="body", base=Wording(heading="New", html=copied), by=owner)
    add_section(edition=draft, anchor="other", kind="body", base=Wording(heading="X", html="<p>Else.</p>"), by=owner)

    assert hands(part_of(draft, "new").version) == {owner.pk, writer.pk}
    assert hands(part_of(draft, "other").version) == {owner.pk}


def test_words_that_readers_have_had_are_nobodys_any_more(db):
    owner = make_editor("The Owner")
    first = make_approved(by=owner, sections=1)
    publish(edition_id=first.pk)
    version = part_of(first, "part-1").version
    content = part_of(first, "part-1").content
    other = replace(content, section="another", base=Wording(heading="New", html=WORDS))

    assert moved_from(replace(content, base=Wording(html=WORDS)), None, [Earlier(version, other, True)]) == []
    assert moved_from(replace(content, base=Wording(html=WORDS)), None, [Earlier(version, other, False)]) == [version]


PARAGRAPHS = st.lists(st.sampled_from("abcdefgh"), min_size=10, max_size=10).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("abc"), PARAGRAPHS), min_size=1, max_size=8), st.data())
def test_no_order_of_restoring_and_copying_frees_a_writer(steps, data):
    """Whoever had a hand in words before has one in them wherever they are put, from whatever a save started."""
    earlier: list[Earlier[int]] = []
    hands: dict[int, set[int]] = {}
    for writer, (section, words) in enumerate(steps):
        if earlier and data.draw(st.booleans()):
            words = data.draw(st.sampled_from(earlier)).content.base.html[3:-4]
        content = SectionContent(section, section, "body", Wording(html=f"<p>{words}</p>"), {})
        same = [one for one in earlier if one.content.base.html == content.base.html]
        hands[writer] = {writer}.union(*(hands[key] for key in moved_from(content, None, earlier)))
        assert not same or any(hands[one.key] <= hands[writer] for one in same)
        assert not same or hands[same[0].key] <= hands[writer]
        earlier.append(Earlier(writer, content, False))


def sections(number: int, ending: str) -> Document:
    """A document in our own format, read."""
    texts = (f"## About thing {at}\n\nSome words on thing {at}, which end {ending}.\n\n" for at in range(number))
    head = "---\nformat: imprimatur/1\nslug: things\ntitle: Things\nsummary: Many.\n---\n"
    return read_file("things.md", (head + "".join(texts)).encode(), audiences=["patient"])


def test_each_version_is_looked_through_once_however_many_sections_are_saved_with_it(db, monkeypatch):
    make_audiences()
    by, looked = make_editor(), Counter()
    monkeypatch.setattr(moved, "_lines", lambda content, lines=moved._lines: [looked.update("."), *lines(content)][1:])

    for ending in ("here", "there"):
        import_document(document=sections(30, ending), by=by)

    versions = SectionVersion.objects.count()
    assert versions == 2 * 30 + 2  # the front too: with no section, and with all
    assert looked.total() < 10 * versions
