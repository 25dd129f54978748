"""The references of an imported article come first, some at a time: nobody at the desk waits for all of them."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from articles.actions import citing, import_drafts
from articles.actions.citing import bring_references
from articles.actions.import_drafts import finish_import, keep_import
from articles.exchange.document import Document, ReferenceEntry, SectionText, WordingText
from editorial.shared.issues import Refused
from references.models import Reference
from tests.builders import make_draft, make_editor, make_submitted

COUNT = 45


def entries(count: int = COUNT) -> list[ReferenceEntry]:
    return [
        ReferenceEntry(
            key=f"work{number}", csl={"type": "book", "title": f"The work number {number}", "author": [{"family": "A"}]}
        )
        for number in range(count)
    ]


def document(slug: str = "imported", references: list[ReferenceEntry] | None = None) -> Document:
    front = SectionText("front", "front", WordingText(heading="Imported"))
    html = '<p>It is so. <cite data-ref="work1"></cite></p>'
    body = SectionText("part-1", "body", WordingText(heading="One", html=html))
    references = entries() if references is None else references
    return Document("a file", "html", slug=slug, front=front, sections=[body], references=references)


def kept(by, **said):
    return keep_import(document=document(**said), by=by)


def nothing(pending) -> None:
    """No correction."""


def finished(draft, by):
    return finish_import(draft=draft, revision=draft.revision, change=nothing, by=by)


@pytest.fixture
def together(monkeypatch) -> Counter:
    """How many references were added in each transaction."""
    added: Counter = Counter()
    real = citing.add_reference

    def counted(**said):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            added[cursor.fetchone()[0]] += 1
        return real(**said)

    monkeypatch.setattr(citing, "add_reference", counted)
    return added


@pytest.mark.django_db(transaction=True)
def test_many_references_are_added_in_several_transactions_and_the_article_in_one(together):
    editor = make_editor()

    result = finished(kept(editor), editor)

    assert len(together) >= 3
    assert max(together.values()) <= 20
    assert len(result.references_made) == COUNT
    assert result.references_known == []


@pytest.mark.django_db(transaction=True)
def test_what_stops_half_way_goes_on_from_there(monkeypatch):
    editor = make_editor()
    draft = kept(editor)

    def stop(**said):
        raise Refused([])

    monkeypatch.setattr(import_drafts, "import_document", stop)
    with pytest.raises(Refused):
        finished(draft, editor)
    monkeypatch.undo()
    assert Reference.objects.count() == COUNT

    result = finished(draft, editor)

    assert (Reference.objects.count(), len(result.references_known)) == (COUNT, COUNT)


@pytest.mark.django_db
def test_an_import_that_is_refused_for_what_is_known_brings_nothing():
    editor, other = make_editor(), make_editor("Other Desk")
    make_draft(by=other, slug="theirs")
    with_board = make_submitted(by=editor, slug="with-board")

    with pytest.raises(PermissionDenied):
        finished(kept(editor, slug="theirs"), editor)
    with pytest.raises(Refused):
        finished(kept(editor, slug=with_board.article.slug), editor)

    assert not Reference.objects.exists()


@pytest.mark.django_db
def test_bringing_again_makes_nothing_new():
    editor = make_editor()

    assert [len(bring_references(entries(3), by=editor)), len(bring_references(entries(4), by=editor))] == [3, 1]
