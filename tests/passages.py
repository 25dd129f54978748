"""Passages for tests: an emergency text of two sections, as a draft and live."""

from django.db import connection

from articles.actions import add_section
from articles.actions.passages import create_passage
from articles.models import Article, Edition
from articles.queries import latest_edition_of
from articles.words.content import Wording
from editorial.accounts.models import User
from tests.builders import confirm_all, make_audiences, make_complete, make_editor, publish_draft


def as_committed() -> None:
    """What PostgreSQL asks at the commit it asks now: a test is one transaction, in which more would follow."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS articles_passages_live IMMEDIATE")
        cursor.execute("SET CONSTRAINTS articles_passages_live DEFERRED")


def make_passage_draft(*, by: User | None = None, slug: str = "emergency-text") -> Edition:
    """A first edition as a draft that can be submitted."""
    by = by or make_editor()
    make_audiences()
    front = Wording(heading="When to call an ambulance", summary="For every article about chest pain.")
    edition = latest_edition_of(create_passage(slug=slug, by=by, front=front))
    emergency = Wording(heading="Call an ambulance", html="<p>Call 112 if the pain lasts.</p>")
    numbers = Wording(heading="Numbers", html="<p>In Europe it is 112.</p>")
    add_section(edition=edition, anchor="emergency", kind="help", base=emergency, by=by)
    add_section(edition=edition, anchor="numbers", kind="note", base=numbers, by=by)
    make_complete(edition, by=by)
    confirm_all(edition, by=by)
    return edition


def make_live_passage(*, by: User | None = None, slug: str = "emergency-text") -> Article:
    """Signed by two members of the default board, approved and live."""
    by = by or make_editor()
    edition = publish_draft(make_passage_draft(by=by, slug=slug), by=by)
    return Article.objects.get(pk=edition.article_id)
