"""The pages of an urgent change: opening it, approving it, its mark everywhere, and merging afterwards."""

import pytest
from django.urls import reverse

from articles.actions import open_edition
from articles.queries import live_edition_of, part_of, parts_of
from reviews.actions import open_urgent_edition, publish, submit
from reviews.rules.urgent import urgent_mark
from tests.builders import approve, confirm_all, edit, make_board, make_chair, make_member, sign_all, sit_down
from tests.reviews.urgent_scenes import REASON, changed, keys, publish_with_three, sign_one, urgently

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    board = make_board(sign_offs=3)
    return board, publish_with_three(board)


@pytest.fixture
def three(built, own):
    """A board that asks for three signatures a section."""
    return own(built)[0]


@pytest.fixture
def live(built, own):
    """A live edition with three signatures on every section."""
    return own(built)[1]


def url(name: str, edition) -> str:
    return reverse(f"review:{name}", args=[edition.article.slug, edition.number])


def desk(name: str, article, *more) -> str:
    return reverse(f"desk:{name}", args=[article.slug, *more])


def marked(live, board):
    """An urgent edition of the article that is live and lacks signatures."""
    chair = make_chair(board)
    edition = changed(live, "part-2")
    sign_one(edition, "part-2", chair, make_member(board))
    urgently(edition, chair, "part-2")
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    return edition


def test_the_desk_asks_first_and_says_what_becomes_of_the_draft(client, live):
    article, editor = live.article, live.article.owner
    draft = open_edition(article=article, by=editor)
    client.force_login(editor)

    page = client.get(desk("urgent", article)).content.decode()
    answer = client.post(desk("urgent", article), follow=True)

    assert "Edition 2 (draft) is set aside" in page
    assert "Edition 3 is open with the words that readers have now. Edition 2 waits" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "taken_back"


def test_the_desk_says_why_it_is_not_possible(client, live):
    article, editor = live.article, live.article.owner
    open_edition(article=article, by=editor)
    open_urgent_edition(article=article, by=editor)
    client.force_login(editor)

    page = client.get(desk("urgent", article)).content.decode()

    assert "Edition 3 is an urgent one already" in page
    assert client.post(desk("urgent", article)).status_code == 409


def test_the_chair_names_the_sections_and_gives_a_reason(client, three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    sit_down(client, chair)
    page = client.get(url("approve_urgently", edition)).content.decode()
    assert "I have read what changes in" in page

    answer = client.post(
        url("approve_urgently", edition), {"sections": list(keys(edition, "part-2")), "reason": REASON}, follow=True
    )

    assert "Approved as an urgent safety change." in answer.content.decode()
    edition.refresh_from_db()
    assert (edition.state, edition.approvals.get().reason) == ("approved", REASON)


def test_what_is_missing_is_said_on_the_page_and_nothing_is_done(client, three, live):
    edition, chair = changed(live, "part-1", "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    sit_down(client, chair)

    page = client.get(url("approve_urgently", edition)).content.decode()
    answer = client.post(
        url("approve_urgently", edition), {"sections": list(keys(edition, "part-2")), "reason": REASON}
    )

    assert "“Part 1” is not signed by you" in page
    assert answer.status_code == 409
    assert "“Part 1” differs from what is live too" in answer.content.decode()
    assert REASON in answer.content.decode()  # nothing typed is lost
    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_without_a_named_section_nothing_is_approved(client, three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    sit_down(client, chair)

    answer = client.post(url("approve_urgently", edition), {"reason": REASON})

    assert answer.status_code == 422
    assert "Name every section that differs." in answer.content.decode()


def test_the_mark_is_on_every_dashboard_until_the_quorum_is_reached(client, three, live):
    edition, third = marked(live, three), make_member(three, "Third Member")
    people = {"/review/": third, url("edition", edition): third, "/desk/": live.article.owner}
    people[desk("article", live.article)] = live.article.owner

    def marks() -> list[bool]:
        pages = []
        for address, person in people.items():
            client.force_login(person)
            pages.append(client.get(address).content.decode())
        return ["not yet fully reviewed" in page or "review not complete" in page for page in pages]

    assert marks() == [True] * 4
    sign_one(edition, "part-2", third)
    assert urgent_mark(edition) is None
    assert marks() == [False] * 4


def test_a_live_edition_that_lacks_signatures_is_not_said_to_have_them(client, three, live):
    edition, member = marked(live, three), make_member(three)
    client.force_login(member)

    before = client.get(url("edition", edition)).content.decode()
    sign_one(edition, "part-2", member)
    after = client.get(url("edition", edition)).content.decode()

    assert ["Its signatures suffice until" in page for page in (before, after)] == [False, True]
    assert "Some sections do not have enough signatures." in before


def test_a_member_finds_the_urgent_change_among_what_waits(client, three, live):
    edition = marked(live, three)
    client.force_login(make_member(three))

    page = client.get("/review/").content.decode()

    assert "Still to be signed: Part 2 (2 of 3)" in page
    assert f'1 section to decide: <a href="{url("renew", edition)}#section-part-2">Part 2</a>' in page


def test_both_texts_are_shown_and_one_is_taken(client, live):
    draft = both_changed(live)
    client.force_login(live.article.owner)

    article_page = client.get(desk("article", live.article)).content.decode()
    page = client.get(desk("merges", live.article)).content.decode()
    part = part_of(draft, "part-2")
    answer = client.post(
        desk("decide_merge", live.article, "part-2"), {"take": "waiting", "base_version": part.version.pk}, follow=True
    )

    assert "was changed in the live edition and in the one that was set aside" in article_page
    assert "What readers have now" in page
    assert "What edition 2 made of it" in page
    assert "Urgent." in page
    assert "Leisurely." in page
    assert answer.redirect_chain == [(desk("article", live.article), 302)]
    assert texts(draft)[2] == "<p>Leisurely.</p>"


@pytest.mark.parametrize(
    ("choice", "text"),
    [("mine", "<p>Urgent.</p>"), ("theirs", "<p>Leisurely.</p>"), ("base", "<p>Text of part 2.</p>")],
)
def test_merging_by_hand_asks_where_both_changed_the_same_and_ends_the_merge(client, live, choice, text):
    draft = both_changed(live)
    client.force_login(live.article.owner)
    address = desk("section", live.article, "part-2")

    page = client.get(address)
    [asking] = page.context["asked"]
    fields = answers_of(page)
    unanswered = client.post(address, fields)
    assert (page.status_code, unanswered.status_code, draft.pending_merges.count()) == (200, 409, 1)
    assert [option.label for option in asking.options[:2]] == ["What readers have", "As it was set aside"]
    client.post(address, {**fields, asking.name: choice})

    assert texts(draft)[2] == text
    assert draft.pending_merges.count() == 0


def test_what_is_merged_by_hand_can_be_written_on_first(client, live):
    draft = both_changed(live)
    client.force_login(live.article.owner)
    address = desk("section", live.article, "part-2")
    page = client.get(address)

    answers = {**answers_of(page), page.context["asked"][0].name: "mine", "then": "edit"}
    fields = form_fields(client.post(address, answers))
    assert (fields["everyone-html"], draft.pending_merges.count()) == ("<p>Urgent.</p>", 1)
    client.post(address, {**fields, "everyone-html": "<p>Urgent and leisurely.</p>"})

    assert texts(draft)[2] == "<p>Urgent and leisurely.</p>"
    assert draft.pending_merges.count() == 0


def test_somebody_else_saves_while_two_editions_are_merged(client, live):
    draft = both_changed(live)
    client.force_login(live.article.owner)
    address = desk("section", live.article, "part-2")
    page = client.get(address)
    edit(draft, "part-2", "<p>Saved meanwhile.</p>", by=live.article.owner)

    answers = {**answers_of(page), page.context["asked"][0].name: "theirs"}
    asked = client.post(address, answers)
    assert asked.status_code == 409
    assert texts(draft)[2] == "<p>Saved meanwhile.</p>"
    client.post(address, {**answers_of(asked), asked.context["asked"][0].name: "mine"})

    assert texts(draft)[2] == "<p>Leisurely.</p>"
    assert draft.pending_merges.count() == 0


def both_changed(live):
    """The draft after an urgent edition, with “Part 2” changed by both."""
    editor, article = live.article.owner, live.article
    edit(open_edition(article=article, by=editor), "part-2", "<p>Leisurely.</p>", by=editor)
    urgent = open_urgent_edition(article=article, by=editor)
    edit(urgent, "part-2", "<p>Urgent.</p>", by=editor)
    confirm_all(urgent, by=editor)
    submit(edition=urgent, by=editor)
    board = urgent.policies.get().version.policy.board
    sign_all(urgent, *(make_member(board) for _ in range(3)))
    approve(edition=urgent, by=make_chair(board))
    publish(edition_id=urgent.pk)
    assert live_edition_of(article) == urgent
    return open_edition(article=article, by=editor)


def texts(edition) -> list[str]:
    return [part.content.base.html for part in parts_of(edition)]


def answers_of(page) -> dict[str, str]:
    """What the page of the questions would send, with nothing chosen."""
    context = page.context
    fields = {**dict(context["fields"]), "base_version": str(context["meeting"].typed.started), "deciding": "1"}
    sent = {"against": context["sent"]} if context["sent"] else {}
    return {**fields, **sent, "merges": str(context["merge_here"].pk)}


def form_fields(page) -> dict[str, str]:
    """What the section editor's form would send, untouched."""
    forms = page.context["forms"].forms
    values = {form[name].html_name: form[name].value() or "" for form in forms.values() for name in form.fields}
    part, merge = page.context["part"], page.context["merge_here"]
    return {**values, "base_version": str(part.version.pk), "merges": str(merge.pk)}
