"""The pages on which members declare interests, and say whether one bears on an article."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.queries import title_of
from reviews.actions import assign, declare_interests
from reviews.models import Assignment, Declaration, Interest
from tests.builders import make_board, make_member
from tests.reviews.scenes import make_scene

pytestmark = pytest.mark.django_db
PAGE = "/profile/interests/"
FEES = {"consulting-0-entity": "Example Pharma", "consulting-0-to": "self", "consulting-0-details": "A trial."}


@pytest.fixture
def member():
    return make_member(make_board(), declares=False)


@pytest.fixture
def here(member):
    client = Client()
    client.force_login(member)
    return client


def test_nothing_to_declare_is_said_explicitly(here, member):
    unanswered = here.post(PAGE, {"answer": ""})
    answered = here.post(PAGE, {"answer": "nothing"})

    assert (unanswered.status_code, answered.status_code) == (422, 302)
    row = Declaration.objects.get(user=member)
    assert (row.items, row.public_line) == ([], "Nothing to declare.")


def test_interests_are_declared_by_category_with_a_public_line(here, member):
    response = here.post(PAGE, {"answer": "items", **FEES, "public_line": "Advises a maker of medicines."})

    row = Declaration.objects.get(user=member)
    assert response.status_code == 302
    assert row.public_line == "Advises a maker of medicines."
    assert row.items == [{"kind": "consulting", "entity": "Example Pharma", "to": "self", "details": "A trial."}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"answer": "nothing", **FEES}, "You wrote interests below"),
        ({"answer": "items"}, "Write at least one interest"),
        ({"answer": "items", **FEES, "consulting-0-entity": ""}, "Name the body or person"),
        ({"answer": "items", **FEES, "consulting-0-to": ""}, "Say who received it."),
        ({"answer": "items", **FEES, "consulting-0-details": "Hid\u202eden"}, "hidden"),
    ],
)
def test_what_contradicts_itself_is_refused_with_everything_that_was_typed(here, data, words):
    response = here.post(PAGE, data)

    text = response.content.decode()
    assert response.status_code in (409, 422)
    assert words in text
    assert (FEES["consulting-0-entity"] in text) == (data.get("consulting-0-entity") == "Example Pharma")
    assert Declaration.objects.count() == 0


def test_another_row_is_added_without_checking_or_losing_anything(here):
    response = here.post(PAGE, {"add": "consulting", **FEES})

    text = response.content.decode()
    assert response.status_code == 200
    assert 'name="consulting-1-entity"' in text
    assert 'name="consulting-2-entity"' not in text
    assert 'value="Example Pharma"' in text
    assert "field-error" not in text
    assert Declaration.objects.count() == 0


def test_next_year_begins_with_what_was_declared_last(here, member):
    item = {"kind": "shares", "entity": "A Maker", "to": "both", "details": "Inherited."}
    declare_interests(items=[item], by=member)

    text = here.get(PAGE).content.decode()

    assert 'name="shares-0-entity" value="A Maker"' in text
    assert 'name="shares-1-entity"' in text
    assert "Shares or share options: A Maker (to both). Inherited." in text


def test_afterwards_one_is_back_where_one_came_from_and_nowhere_else(here):
    back = here.post(f"{PAGE}?next=/review/somewhere/", {"answer": "nothing"})
    strange = [
        here.post(f"{PAGE}?next={url}", {"answer": "nothing"}).url
        for url in ("//evil.example", "https://evil.example/", "javascript:alert(1)", "/%5Cevil.example")
    ]

    assert back.url == "/review/somewhere/"
    assert strange == ["/profile/"] * 4


# ── Taking a review ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def test_taking_a_review_shows_what_one_declared_and_asks(scene):
    declare_interests(items=[{"kind": "grants", "entity": "A Maker", "to": "self", "details": ""}], by=scene.member)

    text = scene.get("member", "accept").content.decode()
    unanswered = scene.post("member", "accept")
    contradicting = scene.post("member", "accept", bears="no", statement="I advise them.")

    assert "Grants or contracts: A Maker (to me)" in text
    assert (unanswered.status_code, contradicting.status_code) == (422, 422)
    assert not Assignment.objects.exists()


def test_who_was_asked_accepts_and_who_was_not_takes(scene):
    unasked = scene.get("member", "accept").text
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)

    asked = scene.get("member", "accept").text

    assert ("Take this review" in unasked, "Accept this review" in unasked) == (True, False)
    assert ("Take this review" in asked, "Accept this review" in asked) == (False, True)


@pytest.mark.parametrize("name", ["accept", "decline", "declare_interest", "recuse"])
def test_every_page_that_asks_names_the_article(scene, name):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)

    assert title_of(scene.edition.article) in scene.get("member", name).text


def test_without_a_declaration_the_button_says_why_and_where(scene):
    newcomer = make_member(scene.board, "Newcomer", declares=False)
    scene.people["newcomer"] = newcomer

    text = scene.get("newcomer", "accept").content.decode()
    refused = scene.post("newcomer", "accept", bears="no")

    back = scene.url("accept").replace("/", "%2F")
    assert f"{PAGE}?next={back}" in text
    assert "disabled" in text
    assert refused.status_code == 409


def test_an_interest_that_bears_is_declared_with_the_answer(scene):
    response = scene.post("member", "accept", bears="yes", statement="I advise the maker.")

    page = scene.get("member").content.decode()
    assert response.status_code == 302
    assert Interest.objects.get(user=scene.member).statement == "I advise the maker."
    assert "You may comment, but not sign." in page


def test_what_an_interest_is_only_its_member_and_those_who_lead_read(scene):
    def reads(role):
        return "Paid by the maker." in scene.get(role).content.decode()

    assert {role: reads(role) for role in ("conflicted", "chair", "deputy", "member", "author_member")} == {
        "conflicted": True,
        "chair": True,
        "deputy": True,
        "member": False,
        "author_member": False,
    }
    assert "Conflicted Member (interest)" in scene.get("member").content.decode()


def test_who_took_a_review_unasked_is_asked_on_the_page(scene):
    term = scene.chair.board_terms.get()
    scene.post("chair", "assign", members=[term.pk])

    before = scene.get("chair").content.decode()
    scene.post("chair", "accept", bears="no")
    after = scene.get("chair").content.decode()

    asked = "Does an interest of yours bear on this article?"
    assert (asked in before, asked in after) == (True, False)


def test_who_assigns_sees_what_members_declared_and_what_they_lack(scene):
    declare_interests(items=[{"kind": "grants", "entity": "A Maker", "to": "self", "details": ""}], by=scene.member)
    make_member(scene.board, "Newcomer", declares=False)

    text = scene.get("chair", "assign").content.decode()

    assert "Grants or contracts: A Maker (to me)" in text
    assert "has not declared interests" in text.partition("<strong>Newcomer, MD</strong>")[2].partition("</label>")[0]
    assert "Conflicted Member, MD: declared an interest: “Paid by the maker.”" in text


def test_the_queue_reminds_of_what_is_missing(scene):
    newcomer = make_member(scene.board, "Newcomer", declares=False)
    scene.people["newcomer"] = newcomer

    pages = {role: scene.client(role).get(reverse("review:queue")).content.decode() for role in ("member", "newcomer")}

    reminder = "Declare your interests before you sign."
    assert {role: reminder in page for role, page in pages.items()} == {"member": False, "newcomer": True}


def test_the_page_is_for_members(scene):
    answers = {
        role: scene.client(role).get(reverse("profile:interests")).status_code
        for role in ("member", "chair", "past_member", "editor", "administrator", "anonymous")
    }

    assert answers == {
        "member": 200,
        "chair": 200,
        "past_member": 403,
        "editor": 403,
        "administrator": 403,
        "anonymous": 302,
    }
