"""A misprint in what readers are told beside the signed words is corrected by an added row, and readers see both."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from articles.actions import open_edition, set_statement
from articles.models import PublicPage
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import correct_told, declare_interest, retire
from reviews.enums import ToldReaders
from reviews.models import Erratum
from reviews.publishing.told import correctable
from tests.builders import (
    article_of,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_published,
    publish_draft,
)
from tests.record.test_verification import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(db):
    return make_board()


@pytest.fixture
def chair(board):
    return make_chair(board, "Chair")


@pytest.fixture
def edition(board, chair):
    """The second edition of an article, with a misprint in what changed."""
    editor = make_editor("Owner")
    first = make_published(by=editor)
    second = open_edition(article=first.article, by=editor)
    edit(second, "part-1", "<p>Other words.</p>", by=editor)
    set_statement(edition=second, note="Doses are nwe.", by=editor)
    confirm_all(second, by=editor)
    return publish_draft(second, by=editor)


def correct(edition, by, *, of=ToldReaders.NOTE, text="Doses are new.", reason="A misprint.", shown="Doses are nwe."):
    return correct_told(edition=edition, of=of, text=text, reason=reason, shown=shown, by=by)


def page_of(edition) -> str:
    return PublicPage.objects.filter(article=edition.article, is_default=True).get().content


def refused(*args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as caught:
        correct(*args, **kwargs)
    return [issue.code for issue in caught.value.issues]


def test_readers_get_the_corrected_note_with_what_it_said_before(edition, chair):
    correct(edition, chair)

    page = page_of(edition)
    assert "Doses are new. <span" in page
    assert "before: “Doses are nwe.”" in page
    edition.refresh_from_db()
    assert edition.change_note == "Doses are nwe."


def test_a_second_correction_stands_over_the_first_and_readers_see_what_was_told_first(edition, chair):
    correct(edition, chair)
    correct(edition, chair, text="All doses are new.", shown="Doses are new.")

    now = correctable(edition)[ToldReaders.NOTE]
    assert (now.text, now.before) == ("All doses are new.", "Doses are nwe.")


def test_the_reason_of_a_retired_page_is_corrected_where_it_stands(edition, chair):
    retire(edition=edition, reason="Out of dat.", by=chair)
    correct(edition, chair, of=ToldReaders.REASON, text="Out of date.", shown="Out of dat.")

    page = page_of(edition)
    assert "<p>Out of date.</p>" in page
    assert "Before, it read: “Out of dat.”" in page


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"text": "  "}, "no-words"),
        ({"text": "Doses are nwe."}, "same-words"),
        ({"reason": ""}, "no-reason"),
        ({"shown": "Something else."}, "told-changed"),
        ({"of": ToldReaders.REASON}, "nothing-told"),
        ({"of": "heading"}, "nothing-told"),
    ],
)
def test_what_is_no_correction_is_refused_with_its_reason(edition, chair, but, code):
    assert refused(edition, chair, **but) == [code]
    assert not Erratum.objects.exists()


def test_a_chair_with_an_interest_corrects_nothing_and_a_member_may_not(edition, board, chair):
    with pytest.raises(Exception, match="chair or a deputy"):
        correct(edition, make_member(board, "Member"))
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)

    assert refused(edition, chair) == ["conflict"]


def test_the_page_asks_keeps_what_was_typed_and_corrects(client, edition, chair):
    client.force_login(chair)
    address = reverse("review:correct", args=[article_of(edition).slug, edition.number, "note"])
    assert "Doses are nwe." in client.get(address).content.decode()

    again = client.post(address, {"text": "Doses are new.", "reason": "A misprint.", "shown": "Other"})
    assert again.status_code == 409
    assert "A misprint." in again.content.decode()
    done = client.post(address, {"text": "Doses are new.", "reason": "A misprint.", "shown": "Doses are nwe."})

    assert done.status_code == 302
    assert Erratum.objects.get().text == "Doses are new."
    assert client.get(address.replace("/note/", "/heading/")).status_code == 404
    assert "told nothing of that" in client.get(address.replace("/note/", "/reason/")).content.decode()


def test_the_record_and_the_dossier_tell_it(client, edition, chair):
    row = correct(edition, chair)

    assert found() == []
    assert Event.objects.filter(verb="told.corrected", content__contains=str(row.pk)).exists()
    client.force_login(chair)
    dossier = client.get(reverse("dossier", args=[article_of(edition).slug, edition.number])).content.decode()
    assert "“Doses are nwe.” now reads “Doses are new.”" in dossier


@pytest.mark.parametrize(
    ("of", "before"), [("note", "Doses are old."), ("reason", "Doses are nwe."), ("note", "")], ids=str
)
def test_postgresql_takes_no_correction_of_what_was_not_told(edition, chair, of, before):
    with pytest.raises(IntegrityError), transaction.atomic():
        Erratum.objects.create(edition=edition, of=of, before=before, text="New.", reason="So.", by=chair)


def test_postgresql_takes_none_of_an_edition_that_readers_never_got(edition, chair):
    draft = open_edition(article=article_of(edition), by=edition.article.owner)
    set_statement(edition=draft, note="Not yet.", by=edition.article.owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        Erratum.objects.create(edition=draft, of="note", before="Not yet.", text="New.", reason="So.", by=chair)
    assert connection.is_usable()
