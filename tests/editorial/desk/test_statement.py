"""What an edition says of itself: one form with a draft's buttons, so none of them eats it; and whom it reaches."""

import pytest
from django.db import IntegrityError, transaction
from lxml import html

from articles.actions import add_section, open_edition, remove_section, set_statement
from articles.models import Edition, Manifest
from articles.queries import draft_of
from articles.verification import manifest_failure
from articles.words.content import Wording
from editorial.shared.issues import Refused
from reviews.actions import submit
from tests.builders import (
    article_of,
    make_administrator,
    make_board,
    make_draft,
    make_editor,
    make_submitted,
    publish_draft,
)
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
    ("statement/", {}),
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

    answer = client.post(page_of(edition, "statement/"), {"note": "Doses are new."})

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
    set_statement(edition=edition, note="Doses are new.", by=editor)
    publish_draft(edition, by=editor)

    assert open_edition(article=article_of(edition), by=editor).change_note == ""


SAID = {"note": "A dose was wrong.", "funding": "None.", "ai_use": "wording", "ai_tool": "A tool, version 2"}


@pytest.fixture
def follower(editor, edition):
    """The draft of the edition after a published one."""
    publish_draft(edition, by=editor)
    return open_edition(article=article_of(edition), by=editor)


def test_what_is_said_reaches_board_readers_and_dossier(client, editor, follower):
    client.post(page_of(follower, "statement/"), {**SAID, "significance": "correction"})
    publish_draft(follower, by=editor)

    page = client.get(f"/articles/{follower.article.slug}/").text
    for words in ("<strong>Correction.</strong> A dose was wrong.", "Funding", "AI (A tool, version 2) was used"):
        assert words in page
    client.force_login(make_administrator())
    assert "AI (A tool, version 2) was used" in client.get(f"/dossiers/{follower.article.slug}/2/").text


def test_who_paid_goes_on_with_the_words_and_what_changed_does_not(editor, follower):
    set_statement(edition=follower, by=editor, significance="update", **SAID)
    publish_draft(follower, by=editor)

    opened = open_edition(article=article_of(follower), by=editor)

    kept = {name: SAID[name] for name in ("funding", "ai_use", "ai_tool")}
    assert opened.statement.as_dict() == kept


def test_the_kind_of_change_is_asked_only_where_readers_have_something(client, editor, edition, follower):
    assert 'name="significance"' in client.get(page_of(follower)).text
    first = make_draft(by=editor)
    assert 'name="significance"' not in client.get(page_of(first)).text

    with pytest.raises(Refused, match="corrects or updates nothing"):
        set_statement(edition=first, by=editor, significance="correction")


def test_a_part_that_was_not_sent_stays(client, editor, edition):
    set_statement(edition=edition, by=editor, **SAID)

    client.post(page_of(edition, "statement/"), {"funding": "A foundation."})

    assert draft_of(article_of(edition)).statement.as_dict() == {**SAID, "funding": "A foundation."}


def test_nothing_is_replaced_that_was_not_seen(client, editor, edition):
    """Every button of the page sends all of its fields: those of a page that was open meanwhile too."""
    shown = client.get(page_of(edition)).context["statement_shown"]
    set_statement(edition=edition, by=editor, funding="A foundation.", ai_use="none")

    client.post(
        page_of(edition, "statement/"), {"note": "Mine.", "funding": "", "ai_use": "", "statement_shown": shown}
    )

    wanted = {"note": "Mine.", "funding": "A foundation.", "ai_use": "none"}
    assert draft_of(article_of(edition)).statement.as_dict() == wanted


def test_what_two_wrote_at_one_place_comes_back_and_may_be_sent_again(client, editor, edition):
    make_board()
    shown = client.get(page_of(edition)).context["statement_shown"]
    set_statement(edition=edition, by=editor, funding="A foundation.")
    mine = {"funding": "A company.", "statement_shown": shown}

    answer = client.post(page_of(edition, "submit/"), mine)

    assert (answer.status_code, state(edition)) == (409, "draft")
    assert "Somebody has changed “Funding” meanwhile, to “A foundation.”" in answer.text
    assert "A company." in answer.text
    client.post(page_of(edition, "submit/"), mine | {"statement_shown": answer.context["statement_shown"]})
    assert (state(edition), draft_of_any(edition).funding) == ("submitted", "A company.")


@pytest.mark.parametrize("shown", ["", "no JSON", "[]", "1", "[" * 5000])
def test_what_was_shown_may_be_nonsense(client, editor, edition, shown):
    client.post(page_of(edition, "statement/"), {"note": "Mine.", "statement_shown": shown})

    assert draft_of(article_of(edition)).change_note == "Mine."


def draft_of_any(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_ai_without_its_tool_comes_back_with_all_that_was_typed(client, editor, edition):
    answer = client.post(page_of(edition, "submit/"), {**SAID, "ai_tool": ""})

    assert answer.status_code == 409
    assert state(edition) == "draft"
    assert "Name the AI tool" in answer.text
    assert "A dose was wrong." in answer.text


def test_what_is_unsaid_is_a_warning_and_keeps_nothing_back(client, editor, edition):
    make_board()
    assert "Who paid for the work is not stated." in client.get(page_of(edition)).text

    client.post(page_of(edition, "submit/"))

    assert state(edition) == "submitted"


@pytest.mark.parametrize("column", ["change_note", "significance", "funding", "ai_use", "ai_tool"])
def test_nothing_of_it_changes_once_the_board_has_it(editor, column):
    edition = make_submitted(by=editor)

    with pytest.raises(IntegrityError, match="what an edition is never changes"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: "update"})


def test_a_statement_changed_behind_the_product_is_found(editor, edition):
    make_board()
    set_statement(edition=edition, by=editor, **SAID)
    edition = submit(edition=edition, by=editor)
    manifest = Manifest.objects.select_related("edition").get(edition=edition)
    assert manifest_failure(manifest) is None

    manifest.edition.funding = "A company."

    assert "says other things of itself" in manifest_failure(manifest).problem
