"""An article's page on the desk, and the editor's moves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import add_section, open_edition, remove_section, save_section
from articles.models import Article, Collaborator, Edition
from articles.queries import draft_of, part_of, parts_of
from articles.requirements import draft_issues
from articles.words.content import Wording
from editorial.desk.views.editions import placed
from editorial.shared.issues import Issue
from reviews.actions import return_to_editor
from reviews.models import ReviewPolicy
from tests.builders import article_of, make_board, make_chair, make_draft, make_editor, make_published, make_submitted

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


def page_of(edition: Edition, below: str = "") -> str:
    return f"/desk/articles/{article_of(edition).slug}/{below}"


def anchors(edition: Edition) -> list[str]:
    return [part.section.anchor for part in parts_of(edition)]


def state(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


# Beginning


def test_a_new_article_gets_its_address_from_its_title(client, editor):
    answer = client.post(
        "/desk/articles/new/", {"heading": "  Why muscles twitch? ", "question": "Why?", "topic": "Nerves"}
    )

    assert (answer.status_code, answer.url) == (302, "/desk/articles/why-muscles-twitch/")
    article = Article.objects.get(slug="why-muscles-twitch")
    assert (article.owner, article.topic) == (editor, "Nerves")
    assert part_of(draft_of(article), "front").content.base == Wording("Why muscles twitch?", question="Why?")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"heading": ""}, "heading"),
        ({"heading": "Twitches", "slug": "taken"}, "slug"),
        ({"heading": "Twitches", "slug": "Not An Address"}, "slug"),
        ({"heading": "Twitches", "slug": "new"}, "slug"),
        ({"heading": "Hid\u200bden"}, "heading"),
    ],
)
def test_a_new_article_that_cannot_be_begun_keeps_what_was_typed(client, editor, typed, field):
    make_draft(by=editor, slug="taken")
    before = Article.objects.count()

    answer = client.post("/desk/articles/new/", {**typed, "summary": "My summary."})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "My summary." in answer.text
    assert Article.objects.count() == before


# What is missing, and confirming


def test_each_missing_thing_links_to_its_place(client, editor):
    edition = make_draft(by=editor, complete=False)

    text = client.get(page_of(edition)).text

    assert f'href="{page_of(edition, "contributors/")}"' in text
    assert 'id="wording-part-2:clinician"' in text


def test_what_is_missing_in_a_section_or_a_reference_links_there(client, editor, edition):
    add_section(edition=edition, anchor="empty", kind="body", base=Wording("Empty"), by=editor)
    article = article_of(edition)

    assert placed(Issue("x", "y", "section:empty"), article).target == page_of(edition, "sections/empty/")
    assert placed(Issue("x", "y", "reference:lane1998"), article).target == "/desk/references/lane1998/"
    assert placed(Issue("x", "y", "removed:gone"), article).target == "removed:gone"
    assert f'href="{page_of(edition, "sections/empty/")}"' in client.get(page_of(edition)).text


def test_confirming_one_section_for_one_audience_leaves_the_others(client, editor):
    edition = make_draft(by=editor, complete=False)

    client.post(page_of(edition, "confirm/"), {"anchor": "part-2", "audience": "clinician"})

    left = [issue.target for issue in draft_issues(edition) if issue.code == "reads-base"]
    assert "wording:part-2:clinician" not in left
    assert "wording:part-1:clinician" in left


def test_confirming_all_for_one_audience_leaves_the_other_audiences(client, editor):
    edition = make_draft(by=editor, complete=False)

    client.post(page_of(edition, "confirm/"), {"audience": "clinician"})

    left = {issue.target.split(":")[2] for issue in draft_issues(edition) if issue.code == "reads-base"}
    assert left == {"patient", "carer"}


def test_confirming_something_that_asks_for_nothing_writes_nothing(client, editor, edition):
    before = edition.article.sections.values_list("confirmations", flat=True).count()

    answer = client.post(page_of(edition, "confirm/"), {"anchor": "part-1", "audience": "nobody"}, follow=True)

    assert "nothing to confirm" in answer.text
    assert edition.article.sections.values_list("confirmations", flat=True).count() == before


def test_a_stale_wording_is_marked_and_can_be_confirmed(client, editor, edition):
    part = part_of(edition, "part-1")
    changed = Wording(part.content.base.heading, "<p>Other words.</p>")
    save_section(
        edition=edition,
        anchor="part-1",
        base_version=part.version.pk,
        base=changed,
        wordings=part.content.wordings,
        by=editor,
    )
    assert "Stale: I am a patient" in client.get(page_of(edition)).text

    client.post(page_of(edition, "confirm/"), {"anchor": "part-1", "audience": "patient"})

    assert "Stale: I am a patient" not in client.get(page_of(edition)).text


# The moves


def test_submit_is_disabled_with_its_reasons_and_refused_with_the_same(client, editor):
    make_board()
    edition = make_draft(by=editor, complete=False)
    shown = client.get(page_of(edition)).context["submit_issues"]

    answer = client.post(page_of(edition, "submit/"))

    assert answer.status_code == 409
    assert [issue.message for issue in answer.context["issues"]] == [issue.message for issue in shown]
    assert state(edition) == "draft"


def test_submit_hands_a_complete_draft_to_the_board(client, editor, edition):
    make_board()

    client.post(page_of(edition, "submit/"))

    assert state(edition) == "submitted"


def test_taking_back_opens_the_next_draft_with_the_same_sections(client, editor):
    edition = make_submitted(by=editor)
    assert client.get(page_of(edition, "take-back/")).context["issues"] == []

    client.post(page_of(edition, "take-back/"))

    assert state(edition) == "taken_back"
    assert anchors(draft_of(edition.article)) == anchors(edition)


def test_a_draft_cannot_be_taken_back_and_says_why(client, editor, edition):
    assert "Not possible now" in client.get(page_of(edition, "take-back/")).text
    assert client.post(page_of(edition, "take-back/")).status_code == 409
    assert state(edition) == "draft"


def test_discarding_closes_the_draft_only(client, editor):
    live = make_published(by=editor)
    draft = open_edition(article=article_of(live), by=editor)

    client.post(page_of(draft, "discard/"))

    assert (state(draft), state(live)) == ("discarded", "published")
    assert client.post(page_of(draft, "discard/")).status_code == 409


def test_opening_the_next_edition_is_offered_only_when_none_is_open(client, editor):
    live = make_published(by=editor)
    assert client.get(page_of(live)).context["may_open"] is True

    client.post(page_of(live, "open/"))

    assert client.get(page_of(live)).context["may_open"] is False
    assert client.post(page_of(live, "open/")).status_code == 409


def test_the_chairs_letter_is_shown_also_in_the_draft_that_answers_it(client, editor):
    edition = make_submitted(by=editor)
    return_to_editor(edition=edition, text="Say how often.", by=make_chair(ReviewPolicy.objects.get().board))
    assert "Say how often." in client.get(page_of(edition)).text

    client.post(page_of(edition, "open/"))

    assert "Say how often." in client.get(page_of(edition)).text


def test_schedule_takes_a_later_time_and_refuses_one_that_has_passed(client, editor, edition):
    later = (timezone.localtime() + timedelta(days=3)).replace(second=0, microsecond=0)

    client.post(page_of(edition, "schedule/"), {"publish_at": later.strftime("%Y-%m-%dT%H:%M")})
    answer = client.post(page_of(edition, "schedule/"), {"publish_at": "2020-01-01T10:00"})

    assert Edition.objects.get(pk=edition.pk).publish_at == later
    assert answer.status_code == 409
    assert "has passed" in answer.text


def test_the_change_note_is_kept(client, editor, edition):
    client.post(page_of(edition, "statement/"), {"note": "Doses  are new."})

    assert Edition.objects.get(pk=edition.pk).change_note == "Doses are new."


def test_nothing_of_a_submitted_edition_can_be_changed(client, editor):
    edition = make_submitted(by=editor)
    posts = ["statement/", "confirm/", "new-section/", "contributors/", "sections/part-1/move/", "sections/part-1/"]

    answers = {below: client.post(page_of(edition, below), {"note": "x"}).status_code for below in posts}

    assert answers == dict.fromkeys(posts, 409)


# Sections


def test_moving_a_section_up_and_down_changes_the_order(client, editor):
    edition = make_draft(by=editor, sections=3)

    client.post(page_of(edition, "sections/part-3/move/"), {"direction": "up"})
    assert anchors(edition) == ["front", "part-1", "part-3", "part-2"]
    client.post(page_of(edition, "sections/part-1/move/"), {"direction": "down"})
    assert anchors(edition) == ["front", "part-3", "part-1", "part-2"]
    client.post(page_of(edition, "sections/part-3/move/"), {"direction": "up"})
    assert anchors(edition) == ["front", "part-3", "part-1", "part-2"]


def test_a_new_section_comes_last_with_an_anchor_from_its_heading(client, editor, edition):
    answer = client.post(page_of(edition, "new-section/"), {"heading": "2 Risks & harms", "kind": "risks"})

    assert answer.url == page_of(edition, "sections/part-2-risks-harms/")
    assert anchors(edition)[-1] == "part-2-risks-harms"


@pytest.mark.parametrize(
    "typed",
    [
        {"heading": "Again", "kind": "body", "anchor": "part-1"},
        {"heading": "Front", "kind": "front"},
        {"heading": "x", "kind": "body", "anchor": "9x"},
    ],
)
def test_a_section_that_cannot_be_added_is_not(client, editor, edition, typed):
    assert client.post(page_of(edition, "new-section/"), typed).status_code == 422
    assert anchors(edition) == ["front", "part-1", "part-2"]


def test_removing_what_readers_have_needs_a_reason_and_can_be_undone(client, editor):
    live = make_published(by=editor)
    draft = open_edition(article=article_of(live), by=editor)

    assert client.post(page_of(draft, "sections/part-2/remove/"), {"reason": ""}).status_code == 422
    client.post(page_of(draft, "sections/part-2/remove/"), {"reason": "Said elsewhere."})
    assert anchors(draft) == ["front", "part-1"]
    assert "Because: Said elsewhere." in client.get(page_of(draft)).text

    client.post(page_of(draft, "sections/part-2/restore/"))
    assert anchors(draft) == ["front", "part-1", "part-2"]


def test_removing_what_readers_never_had_needs_no_reason(client, editor, edition):
    assert client.post(page_of(edition, "sections/part-2/remove/")).status_code == 302
    assert anchors(edition) == ["front", "part-1"]


def test_sections_that_differ_from_what_readers_have_are_marked(client, editor):
    live = make_published(by=editor)
    draft = open_edition(article=article_of(live), by=editor)
    add_section(edition=draft, anchor="new", kind="note", base=Wording("New", "<p>x</p>"), by=editor)
    remove_section(edition=draft, anchor="part-1", reason="Wrong.", by=editor)

    overview = client.get(page_of(draft)).context["overview"]

    assert {row.anchor: row.changed for row in overview.rows} == {"front": "changed", "part-2": "", "new": "new"}
    assert [gone.section.anchor for gone in overview.removed] == ["part-1"]


# People and address


def test_people_are_named_moved_changed_and_taken_off(client, editor, edition):
    people = page_of(edition, "contributors/")
    client.post(people, {"name": "B. Second", "credentials": "MD", "interests": "none", "role": "editor"})
    second = edition.bylines.get(contributor__name="B. Second").contributor

    client.post(f"{people}{second.pk}/editor/", {"do": "up"})
    named = edition.bylines.values_list("contributor__name", "role")
    assert list(named) == [("B. Second", "editor"), ("A. Writer", "author")]
    client.post(f"{people}{second.pk}/editor/", {"do": "author"})
    client.post(f"{people}{second.pk}/", {"name": "B. Second", "credentials": "MD, PhD", "interests": "none"})
    second.refresh_from_db()
    assert (second.credentials, edition.bylines.get(contributor=second).role) == ("MD, PhD", "author")
    client.post(f"{people}{second.pk}/author/", {"do": "remove"})

    assert [row.contributor.name for row in edition.bylines.all()] == ["A. Writer"]


def test_somebody_on_record_can_be_named(client, editor):
    edition = make_draft(by=editor, complete=False)  # the author of the other draft is on record
    person = client.get(page_of(edition, "contributors/")).context["known"].fields["contributor"].queryset.get()

    client.post(page_of(edition, "contributors/known/"), {"contributor": person.pk, "role": "editor"})

    assert [(row.contributor, row.role) for row in edition.bylines.all()] == [(person, "editor")]


def test_a_contributor_of_another_article_cannot_be_changed_here(client, editor):
    theirs = make_draft(by=make_editor())
    mine = make_draft(by=editor)
    person = theirs.bylines.get().contributor

    assert client.post(page_of(mine, f"contributors/{person.pk}/"), {"name": "Mallory"}).status_code == 404


def test_a_new_address_is_followed_and_one_in_use_refused(client, editor, edition):
    make_draft(by=editor, slug="taken")

    refused = client.post(page_of(edition, "address/"), {"slug": "taken", "topic": "Other"})
    assert article_of(edition).topic == ""
    moved = client.post(page_of(edition, "address/"), {"slug": "better", "topic": "Nerves"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["slug"])
    assert moved.url == "/desk/articles/better/address/"
    assert article_of(edition).topic == "Nerves"


def test_a_collaborator_is_invited_and_ended(client, editor):
    edition, friend = make_draft(by=editor), make_editor("Friend")

    client.post(page_of(edition, "collaborators/"), {"user": friend.pk})
    assert Collaborator.objects.get().user == friend
    client.post(page_of(edition, f"collaborators/{friend.pk}/end/"))

    assert Collaborator.objects.count() == 0
