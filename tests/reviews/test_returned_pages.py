"""The pages of Word files that come back: looked at before anything is kept, brought, asked about, accepted."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.actions import open_edition
from articles.queries import part_of
from editorial.accounts.models import User
from reviews.actions import accept_proposal, invite_guest, take_back
from reviews.models import Comment, ReturnedFile
from reviews.rules.eligibility import contributors_to
from tests.articles.returned.files import brought, comments, deleted, inserted, returned
from tests.builders import (
    article_of,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sit_down,
)

pytestmark = pytest.mark.django_db
TEXT = "Text of part 2."


def test_a_section_comes_back_and_its_proposal_is_accepted(client):
    editor, member = make_editor("Desk Editor"), make_member(make_board(), "Mary Ember")
    draft = make_draft(by=editor)
    slug = draft.article.slug
    tail = '<w:r><w:t xml:space="preserve"> of part 2.</w:t></w:r>'
    data = returned(
        draft,
        lambda leaf, words: (
            deleted("Text", "M. Ember") + inserted("Words", "M. Ember") + tail if leaf.text == TEXT else words
        ),
        comments=comments(("M. Ember", "Nowhere.")),
    )
    sit_down(client, editor)

    sent = client.post(reverse("review:bring_file", args=[slug]), {"file": SimpleUploadedFile("back.docx", data)})
    look = client.get(sent.url)

    assert not ReturnedFile.objects.exists()
    page = look.content.decode()
    assert page.index("Fits nowhere") < page.index("<h2", page.index("Fits nowhere") + 10)
    brought = client.post(sent.url, {"seen": look.context["look"].returning.digest}, follow=True)
    assert "named M. Ember in the file, brought by Desk Editor" in brought.content.decode()
    comment = Comment.objects.get(proposal="Words")
    section = client.get(reverse("desk:section", args=[slug, "part-2"])).content.decode()
    assert "Who is “<bdi>M. Ember</bdi>”?" in section
    assert 'Reply<span class="visually-hidden"> to M. Ember (so named in a file)</span>' in section
    assert "the words that M. Ember (so named in a file) proposes" in section
    row = ReturnedFile.objects.get()
    client.post(
        reverse("review:who_wrote", args=[slug, row.pk]),
        {"name": "M. Ember", "who": str(member.pk), "anchor": "part-2"},
    )
    version = part_of(draft, "part-2").version
    client.post(reverse("desk:accept_proposal", args=[slug, "part-2", comment.pk]), {"base_version": str(version.pk)})
    assert part_of(draft, "part-2").content.base.html == "<p>Words of part 2.</p>"


def test_a_guest_can_be_who_wrote_and_so_can_the_account_that_they_get(client):
    editor, board = make_editor("Desk Editor"), make_board()
    edition = make_submitted(by=editor)
    until, chair = timezone.localdate() + timedelta(days=7), make_chair(board)
    guest, _ = invite_guest(edition=edition, name="Gil Guest", email="gil@example.org", until=until, by=chair)
    row = brought(edition, by=editor, name="G. Guest")
    take_back(edition=edition, by=editor)
    draft = open_edition(article=article_of(edition), by=editor)
    sit_down(client, editor)

    page = client.get(reverse("review:returned_file", args=[draft.article.slug, row.pk])).content.decode()
    assert f'<option value="{guest.person_id}">' in page
    answer = {"name": "G. Guest", "who": str(guest.person_id)}
    client.post(reverse("review:who_wrote", args=[draft.article.slug, row.pk]), answer)
    comment = Comment.objects.filter(returned__file=row, proposal__gt="").first()
    part = part_of(draft, comment.section.anchor)
    version = accept_proposal(comment=comment, edition=draft, base_version=part.version.pk, by=editor)

    later = User.objects.create_user(email="gil@example.org", display_name="Gil Later")
    assert contributors_to([version])[version.pk] == {editor.pk, guest.person_id, later.pk}


def test_of_too_many_files_that_were_chosen_the_first_are_let_go(client, settings):
    settings.RETURNED_FILES_WAITING = 2
    editor = make_editor("Desk Editor")
    draft, other = make_draft(by=editor), make_editor("Other Editor")
    slug = draft.article.slug

    def choose() -> str:
        data = returned(draft, lambda leaf, words: words, comments=comments(("M. Ember", "Nowhere.")))
        start = reverse("review:bring_file", args=[slug])
        return client.post(start, {"file": SimpleUploadedFile("back.docx", data)}).url

    def is_here(url: str) -> bool:
        return client.get(url).status_code == 200

    sit_down(client, other)
    theirs = make_draft(by=other)
    data = returned(theirs, lambda leaf, words: words, comments=comments(("M. Ember", "Nowhere.")))
    start = reverse("review:bring_file", args=[theirs.article.slug])
    kept = client.post(start, {"file": SimpleUploadedFile("back.docx", data)}).url
    sit_down(client, editor)
    first, second, third = choose(), choose(), choose()

    assert [is_here(url) for url in (first, second, third)] == [False, True, True]
    gone = client.get(first, follow=True).content.decode()
    assert "The file is no longer here: choose it again. Nothing of it was brought." in gone
    sit_down(client, other)
    assert is_here(kept)
