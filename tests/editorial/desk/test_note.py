"""What is written under “What changed”: one form with the buttons of a draft's page, so that none of them eats it."""

import pytest
from lxml import html

from articles.actions import add_section, open_edition, remove_section, set_change_note
from articles.models import Edition
from articles.queries import draft_of
from articles.words.content import Wording
from tests.builders import article_of, make_board, make_draft, make_editor, make_submitted, publish_draft
from tests.editorial.desk.test_article import page_of, state

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    owner = make_editor("Owner")
    return owner, make_draft(by=owner)


@pytest.fixture
def editor(client, built, own):
    person = own(built)[0]
    client.force_login(person)
    return person


@pytest.fixture
def edition(built, own):
    """A draft of the editor's, complete."""
    return own(built)[1]


BUTTONS = [
    ("submit/", {}),
    ("confirm/?audience=clinician&anchor=part-2", {}),
    ("confirm/?audience=clinician", {}),
    ("sections/part-1/move/", {"direction": "down"}),
    ("schedule/", {"publish_at": ""}),
    ("schedule/", {"publish_at": "2020-01-01T10:00"}),
    ("policy/", {"policy": "no such"}),
    ("note/", {}),
]


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(("below", "sent"), BUTTONS)
def test_what_changed_is_kept_whichever_button_is_pressed(client, editor, below, sent, complete):
    """Also when what the button does is refused."""
    make_board()
    edition = make_draft(by=editor, complete=complete)

    client.post(page_of(edition, below), {**sent, "note": "Doses are new."})

    assert Edition.objects.get(pk=edition.pk).change_note == "Doses are new."


def test_a_note_that_cannot_be_kept_comes_back_and_nothing_else_is_done(client, editor, edition):
    make_board()

    answer = client.post(page_of(edition, "submit/"), {"note": "Hid\u200bden doses."})

    assert (answer.status_code, state(edition)) == (422, "draft")
    assert "den doses." in answer.text


def test_a_note_written_while_the_draft_was_submitted_comes_back(client, editor):
    edition = make_submitted(by=editor)

    answer = client.post(page_of(edition, "note/"), {"note": "Doses are new."})

    assert answer.status_code == 409
    assert "Doses are new." in answer.text


def test_every_button_of_a_draft_belongs_to_the_form_of_its_note(client, editor):
    """So that no other form's button can eat it, with JavaScript or without."""
    make_board()
    draft = make_draft(by=editor, complete=False)
    add_section(edition=draft, anchor="new", kind="note", base=Wording("New", "<p>x</p>"), by=editor)
    remove_section(edition=draft, anchor="new", reason="", by=editor)

    page = html.fromstring(client.get(page_of(draft)).text).get_element_by_id("main")

    assert [form.get("id") for form in page.iter("form")] == ["edition"]
    buttons = [one for one in page.iter("button") if one.get("type") == "submit"]
    assert {one.get("form") for one in buttons if next(one.iterancestors("form"), None) is None} == {"edition"}
    assert {one.get("form") for one in page.iter("textarea", "select", "input") if one.get("type") != "hidden"} == {
        "edition"
    }
    acts = {one.get("formaction").split("?")[0].rsplit("/", 2)[1] for one in buttons if one.get("formaction")}
    assert acts >= {"confirm", "move", "schedule"}


def test_taking_back_keeps_what_was_said_to_have_changed(client, editor, edition):
    make_board()
    client.post(page_of(edition, "submit/"), {"note": "Doses are new."})

    client.post(page_of(edition, "take-back/"))

    opened = draft_of(article_of(edition))
    assert (opened.number, opened.change_note) == (2, "Doses are new.")


def test_the_edition_after_a_published_one_has_its_own_note(editor, edition):
    set_change_note(edition=edition, note="Doses are new.", by=editor)
    publish_draft(edition, by=editor)

    assert open_edition(article=article_of(edition), by=editor).change_note == ""
