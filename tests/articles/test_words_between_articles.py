"""Words that move to another article keep their hands: copied, imported, proposed; whoever was barred stays barred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions import add_collaborator, add_section, open_edition, set_bylines
from articles.actions import contributors as authoring
from articles.actions.importing import import_document
from articles.exchange.document import Document, SectionText, WordingText
from articles.models import BroughtWords, PublicPage
from articles.queries import part_of
from articles.words.content import Wording, content_from_text
from articles.words.moved import marks_of
from editorial.shared.issues import Refused
from reviews.actions import accept_proposal, add_comment, publish, save_contributor, submit, take_back
from reviews.enums import Verdict
from reviews.rules.eligibility import contributors_to
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sign,
    sign_all,
)

WORDS = "<p>Never take more than four tablets in one day without asking a doctor first.</p>"
ALMOST = WORDS.replace("tablets", "tabletss")
OTHERS = "<p>Drink a glass of water with every meal and walk for half an hour each day.</p>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def writer(board):
    """Sits on the board, and writes at one desk."""
    member = make_member(board, "Writing Member")
    member.is_editor = True
    member.save()
    return member


@pytest.fixture
def owner():
    return make_editor("Other Desk")


def written_elsewhere(writer, html=WORDS):
    """A draft of the writer's own desk with their words."""
    draft = make_draft(by=writer, slug="elsewhere")
    edit(draft, "part-1", html, by=writer)
    return draft


def hands(version) -> set:
    return contributors_to([version])[version.pk]


@pytest.mark.parametrize("pasted", [WORDS, ALMOST, f"<p>Before.</p>{ALMOST}<p>After.</p>"], ids=["all", "typo", "more"])
def test_words_pasted_from_another_article_are_their_writers(board, writer, owner, pasted):
    written_elsewhere(writer)
    here = make_draft(by=owner, slug="here")
    edit(here, "part-1", pasted, by=owner)
    edit(here, "part-2", OTHERS, by=owner)

    assert hands(part_of(here, "part-1").version) == {owner.pk, writer.pk}
    assert hands(part_of(here, "part-2").version) == {owner.pk}


def test_who_was_barred_from_words_may_not_sign_them_in_another_article(board, writer, owner):
    written_elsewhere(writer)
    here = make_draft(by=owner, slug="here")
    edit(here, "part-1", WORDS, by=owner)
    confirm_all(here, by=owner)
    submit(edition=here, by=owner)

    with pytest.raises(Refused) as refused:
        sign(version=part_of(here, "part-1").version, verdict=Verdict.APPROVE, by=writer)

    assert codes(refused) == ["contributor"]
    assert sign(version=part_of(here, "part-2").version, verdict=Verdict.APPROVE, by=writer).user == writer


def test_words_that_were_approved_elsewhere_are_not_nobodys_here(board, writer, owner):
    there = written_elsewhere(writer)
    confirm_all(there, by=writer)
    submit(edition=there, by=writer)
    sign_all(there, make_member(board), make_member(board))
    approve(edition=there, by=make_chair(board))
    publish(edition_id=there.pk)
    here = make_draft(by=owner, slug="here")
    edit(here, "part-1", WORDS, by=owner)

    assert writer.pk in hands(part_of(here, "part-1").version)


def test_words_copied_on_from_a_copy_are_still_their_first_writers(board, writer, owner):
    written_elsewhere(writer)
    between = make_draft(by=owner, slug="between")
    edit(between, "part-1", WORDS, by=owner)
    third = make_editor("Third Desk")
    here = make_draft(by=third, slug="here")

    add_section(edition=here, anchor="new", kind="body", base=Wording(heading="New", html=WORDS), by=third)

    assert hands(part_of(here, "new").version) == {third.pk, owner.pk, writer.pk}


def test_an_imported_file_brings_its_words_hands(board, writer, owner):
    written_elsewhere(writer)
    front = SectionText("front", "front", WordingText(heading="Imported"))
    body = SectionText("part-1", "body", WordingText(heading="One", html=WORDS))
    other = SectionText("part-2", "body", WordingText(heading="Two", html=OTHERS))

    result = import_document(
        document=Document("a file", "html", slug="imported", front=front, sections=[body, other]), by=owner
    )

    assert writer.pk in hands(part_of(result.edition, "part-1").version)
    assert writer.pk not in hands(part_of(result.edition, "part-2").version)


def test_a_proposal_taken_from_another_article_brings_its_hands(board, writer, owner):
    written_elsewhere(writer)
    edition = make_submitted(by=owner, slug="here")
    part, member = part_of(edition, "part-1"), make_member(board, "Who Proposes")
    quote = part.content.base.heading
    proposal = "Never take more than four tablets in one day without asking a doctor first."
    comment = add_comment(version=part.version, text="Say this.", quote=quote, by=member, proposal=proposal)
    take_back(edition=edition, by=owner)
    draft = open_edition(article=edition.article, by=owner)

    version = accept_proposal(comment=comment, edition=draft, base_version=part.version.pk, by=owner)

    assert hands(version) >= {owner.pk, member.pk, writer.pk}


def test_who_is_named_there_without_account_is_kept_out_here_once_they_have_one(board, owner):
    there = make_draft(by=owner, slug="elsewhere")
    person = authoring.save_contributor(by=owner, name="Dr T", credentials="MD", interests="none", outsider=True)
    set_bylines(edition=there, bylines=[(person, "author")], by=owner)
    edit(there, "part-1", WORDS, by=owner)
    confirm_all(there, by=owner)
    submit(edition=there, by=owner)
    other = make_editor("Other Desk")
    here = make_approved(by=other, slug="here", sections=1)
    publish(edition_id=here.pk)
    second = open_edition(article=here.article, by=other)
    edit(second, "part-1", WORDS, by=other)
    member = make_member(board, "Tess Miller")
    assert member.pk not in hands(part_of(second, "part-1").version)

    said = {"name": person.name, "credentials": "MD", "interests": "none"}
    save_contributor(by=owner, contributor=person, user=member, **said)

    assert member.pk in hands(part_of(second, "part-1").version)
    assert PublicPage.objects.filter(article=here.article, stale_since__isnull=False).exists()


def test_a_collaborator_there_who_wrote_other_sections_has_no_hand_here(board, writer, owner):
    there = written_elsewhere(writer)
    friend = make_editor("A Friend")
    add_collaborator(article=there.article, user=friend, by=writer)
    edit(there, "part-2", OTHERS, by=friend)
    here = make_draft(by=owner, slug="here")

    edit(here, "part-1", WORDS, by=owner)

    assert friend.pk not in hands(part_of(here, "part-1").version)


def test_every_version_keeps_the_marks_of_what_it_brought(writer):
    draft = written_elsewhere(writer)
    version = part_of(draft, "part-1").version
    content = content_from_text(version.content)
    before = content_from_text(version.section.versions.order_by("number").first().content)

    assert BroughtWords.objects.get(version=version).marks == marks_of(content, before)
    assert marks_of(content, content) == []
    assert len(marks_of(content, None)) >= 7


def test_saving_asks_as_much_however_many_other_articles_there_are(writer, owner):
    here = make_draft(by=owner, slug="here")
    asked = []
    for count, html in ((1, "<p>One of the words.</p>"), (4, "<p>Another of the words.</p>")):
        for number in range(count):
            other = make_draft(by=writer, slug=f"other-{count}-{number}")
            edit(other, "part-1", WORDS, by=writer)
        with CaptureQueriesContext(connection) as queries:
            edit(here, "part-1", html, by=owner)
        asked.append(len(queries))

    assert asked[0] == asked[1]
