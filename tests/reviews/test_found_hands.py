"""Whose hand was in words sometimes comes out after they went live: their page then says that signatures are being
renewed, and every other page stays as it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import add_collaborator, open_edition
from articles.models import Edition, PublicPage
from articles.queries import manifest_of, part_of
from editorial.shared.audit import save_audited
from reviews.actions import (
    accept_proposal,
    comment_as_guest,
    confirm_remark,
    discard,
    invite_guest,
    publish,
    save_contributor,
    say_who,
    submit,
    take_back,
)
from reviews.models import Comment
from reviews.publishing.facts import facts_of
from reviews.publishing.to_recompose import articles_to_recompose, unsettled
from reviews.tasks import recompose_stale_pages
from tests.articles.returned.files import commented, comments, inserted, paragraph
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_submitted,
    sign_all,
)

from .test_file_hands import NEW, TEXT, TYPED, bring

pytestmark = pytest.mark.django_db
GUEST = "Outside.Expert@example.org"


def twice_m_ember(leaf, words):
    """M. Ember begins a paragraph and asks something of the one before."""
    if leaf.text != TEXT:
        return words
    return paragraph(commented(TEXT, 0)) + paragraph(inserted(NEW, "M. Ember"))


class Live:
    """A live article with words that a guest proposed in its first part and words of a file in its second, signed by
    Mary Ember and another; and a second live article, with words of a file that Mark Ember said are his."""

    def __init__(self) -> None:
        self.editor, board = make_editor("Desk Editor"), make_board()
        self.signer, self.chair = make_member(board, "Mary Ember"), make_chair(board)
        first = make_submitted(by=self.editor)
        until = timezone.localdate() + timedelta(days=7)
        guest, _ = invite_guest(edition=first, name="Outside Expert", email=GUEST, until=until, by=self.chair)
        said = {"text": "", "quote": "Text of part 1", "proposal": "Better text of part 1"}
        comment = comment_as_guest(guest=guest, version=part_of(first, "part-1").version, **said)
        invite_guest(edition=first, name="Silent Guest", email="silent@example.org", until=until, by=self.chair)
        take_back(edition=first, by=self.editor)
        draft = open_edition(article=first.article, by=self.editor)
        part = part_of(draft, "part-1").version
        accept_proposal(comment=comment, edition=draft, base_version=part.pk, by=self.editor)
        self.file = bring(draft, self.editor)
        edit(draft, "part-2", TYPED, by=self.editor)
        said = {"file": self.file, "name": "M. Ember", "by": self.editor}
        self.person = say_who(**said, other_than=[self.signer]).person
        self.second = make_member(board, "Second Member")
        self.edition = self.go_live(draft)
        self.other = self.of_mark_ember(make_member(board, "Mark Ember"))

    def of_mark_ember(self, mark) -> Edition:
        first = make_submitted(by=self.editor, slug="other")
        remarks = {"comments": comments(("M. Ember", "Which part?"))}
        file = bring(first, self.editor, twice_m_ember, **remarks)
        self.theirs, his = Comment.objects.filter(returned__file=file).order_by("proposal")
        confirm_remark(comment=his, by=mark)
        take_back(edition=first, by=self.editor)
        draft = open_edition(article=first.article, by=self.editor)
        edit(draft, "part-2", TYPED, by=self.editor)
        return self.go_live(draft)

    def go_live(self, draft: Edition) -> Edition:
        confirm_all(draft, by=self.editor)
        edition = submit(edition=draft, by=self.editor)
        sign_all(edition, self.signer, self.second)
        approve(edition=edition, by=self.chair)
        publish(edition_id=edition.pk)
        return Edition.objects.get(pk=edition.pk)

    def get_address(self, address: str, name: str = "Mary Ember") -> None:
        self.signer.email, self.signer.display_name = address.lower(), name
        save_audited(self.signer, by=None, reason="Another address")

    def renewing(self, edition: Edition | None = None) -> set[str]:
        edition = edition or self.edition
        facts = facts_of(edition, manifest_of(edition))
        return {anchor for anchor in ("part-1", "part-2") if part_of(edition, anchor).key in facts.renewing}


@pytest.fixture(scope="module")
def built(before_all):
    return Live()


@pytest.fixture
def live(built, own, monkeypatch):
    """Pages were composed a while after all of that, and now is a while later: only what happens now is found."""
    built_at = timezone.now()
    PublicPage.objects.update(composed_at=built_at + timedelta(minutes=5), stale_since=None)
    monkeypatch.setattr(timezone, "now", lambda: built_at + timedelta(minutes=10))
    return own(built)


def link(live, user) -> None:
    said = {"name": live.person.name, "credentials": "", "interests": ""}
    save_contributor(by=live.editor, contributor=live.person, user=user, **said)


def restore(live) -> None:
    """The signer, a colleague at the desk too, puts words back in the next draft that somebody had changed."""
    draft = open_edition(article=live.edition.article, by=live.editor)
    html = part_of(draft, "part-1").content.base.html
    live.signer.is_editor = True
    save_audited(live.signer, by=None, reason="A colleague")
    edit(draft, "part-1", "<p>Other words.</p>", by=live.editor)
    add_collaborator(article=live.edition.article, user=live.signer, by=live.editor)
    edit(draft, "part-1", html, by=live.signer)
    discard(edition=draft, by=live.editor)


COME_OUT = {
    "a signer's account gets a guest's address": (lambda live: live.get_address(GUEST), {"part-1"}),
    "who wrote in a file has the signer's account": (lambda live: link(live, live.signer), {"part-2"}),
    "a signer restores the words in a draft": (restore, {"part-1"}),
}


@pytest.mark.parametrize("what", COME_OUT)
def test_a_live_page_says_that_signatures_are_being_renewed(client, live, what):
    happens, sections = COME_OUT[what]
    happens(live)

    assert live.renewing() == sections
    assert live.edition.article in articles_to_recompose()
    assert live.edition in [page.edition for page in unsettled()]
    recompose_stale_pages()
    assert "are being renewed" in client.get(f"/articles/{live.edition.article.slug}/").content.decode()


def test_until_then_nothing_is_composed_anew(live):
    assert (live.renewing(), list(articles_to_recompose()), list(unsettled())) == (set(), [], [])


@pytest.mark.parametrize(
    "happens",
    [
        lambda live: live.get_address("somebody.else@example.org"),
        lambda live: link(live, make_editor("M. Ember of Elsewhere")),
    ],
    ids=["an address that no guest has", "an account of somebody who signed nothing"],
)
def test_what_takes_no_signature_away_says_nothing(client, live, happens):
    happens(live)
    recompose_stale_pages()

    assert live.renewing() == set()
    assert "are being renewed" not in client.get(f"/articles/{live.edition.article.slug}/").content.decode()


def test_who_confirms_a_remark_under_the_name_of_words_that_stand_has_a_hand_in_them(live):
    confirm_remark(comment=live.theirs, by=live.signer)

    assert (live.renewing(live.other), list(articles_to_recompose())) == ({"part-2"}, [live.other.article])


def test_who_is_said_to_have_written_what_somebody_else_confirmed_has_a_hand_in_it(live):
    say_who(file=live.theirs.returned.file, name="M. Ember", by=live.editor, user=live.signer)

    assert (live.renewing(live.other), list(articles_to_recompose())) == ({"part-2"}, [live.other.article])
