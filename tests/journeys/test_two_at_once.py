"""Two editors in one section, each in a browser of their own: neither loses a word."""

import pytest
from playwright.sync_api import expect

from articles.actions import add_collaborator
from articles.queries import part_of
from tests.builders import article_of, make_draft, make_editor
from tests.editorial.desk.test_two_editors import save
from tests.journeys.people import Editor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DOSE, WATER, VISIT, STOP = (
    "Take 5 mg daily with food.",
    "Drink enough water every day.",
    "See your doctor in a week.",
    "Stop it at once if your throat swells.",
)
ROWS = "<tr><td>Under 12</td><td>1 mg</td></tr><tr><td>From 12</td><td>2 mg</td></tr>"
BEGAN = "".join(f"<p>{text}</p>" for text in (DOSE, WATER, VISIT, STOP)) + f"<table><tbody>{ROWS}</tbody></table>"


@pytest.fixture
def two(open_as):
    """Both have the section open."""
    owner, other = make_editor("Owner"), make_editor("Editor Two")
    edition = make_draft(by=owner)
    add_collaborator(article=article_of(edition), user=other, by=owner)
    save(edition, BEGAN, by=owner)
    one, two = open_as(Editor, owner), open_as(Editor, other)
    address = f"/desk/articles/{article_of(edition).slug}/sections/part-1/"
    for person in (one, two):
        person.go(address)
    return one, two, edition


def write(person: Editor, words: str, more: str) -> None:
    """At the end of the paragraph or cell with these words."""
    person.page.locator("#wording-everyone .ProseMirror").get_by_text(words, exact=True).click()
    person.page.keyboard.press("End")
    person.page.keyboard.type(more)


def take_out(person: Editor, words: str) -> None:
    person.page.locator("#wording-everyone .ProseMirror").get_by_text(words, exact=True).click(click_count=3)
    person.page.keyboard.press("Delete")


def test_different_paragraphs_and_rows_are_joined_and_each_is_told_of_the_other(two):
    one, two, edition = two
    expect(one.page.get_by_text("Editor Two is in this section.")).to_be_visible()
    expect(two.page.get_by_text("Owner is in this section.")).to_be_visible()
    write(one, VISIT, " Or call.")
    write(one, "2 mg", " twice")

    write(two, DOSE, " Never more.")
    write(two, "1 mg", " once")
    two.press("Save")
    expect(one.page.get_by_text("Editor Two saved this section at")).to_be_visible()
    expect(one.page.get_by_role("link", name="What changed")).to_be_visible()
    one.press("Save")

    one.sees("Joined with what Editor Two saved at")
    html = part_of(edition, "part-1").content.base.html
    for words in (f"{DOSE} Never more.", f"{VISIT} Or call.", "1 mg once", "2 mg twice"):
        assert words in html


def test_what_both_changed_is_asked_and_nothing_of_either_is_gone(two):
    one, two, edition = two
    write(one, DOSE, " Not at night.")
    take_out(one, STOP)
    take_out(two, DOSE)
    two.page.keyboard.type("Take 50 mg daily with food.")
    write(two, STOP, " Call 112.")
    two.press("Save")
    one.press("Save")

    one.sees("Nothing is lost, and nothing is saved yet")
    expect(one.page.get_by_role("main").get_by_role("group")).to_have_count(2)
    one.page.get_by_role("main").get_by_role("group").nth(0).get_by_label("Both changes together").check()
    one.page.get_by_role("main").get_by_role("group").nth(1).get_by_label("As Editor Two has it").check()
    one.press("Save these words")

    one.sees("You had typed this, and it is not saved")
    html = part_of(edition, "part-1").content.base.html
    assert "<p>Take 50 mg daily with food. Not at night.</p>" in html
    assert f"{STOP} Call 112." in html


def test_what_they_saved_is_brought_into_the_form_before_anybody_saves(two):
    one, two, edition = two
    write(one, VISIT, " Or call.")
    write(two, DOSE, " Never more.")
    two.press("Save")

    expect(one.page.get_by_role("button", name="Bring it into the form")).to_be_visible()
    one.press("Bring it into the form")

    one.sees("The form below has their words and yours")
    editor = one.page.locator("#wording-everyone .ProseMirror")
    expect(editor).to_contain_text("Never more.")
    expect(editor).to_contain_text("Or call.")
    assert "Or call." not in part_of(edition, "part-1").content.base.html
    editor.click()
    with one.page.expect_navigation():
        one.page.keyboard.press("Control+s")
    one.sees("Saved as version")
    assert "Or call." in part_of(edition, "part-1").content.base.html
