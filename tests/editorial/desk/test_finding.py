"""The one search of who works here: what it finds, for whom, where it leads, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.actions import add_collaborator
from articles.headings import begins_in, folded_words, versions_headed, versions_titled
from articles.models import SectionVersion
from editorial.context import Person, navigation
from editorial.desk.finding import PLACES, SHOWN, Group, find
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import begin_review
from tests.builders import (
    article_of,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db
ROLES = ("editor", "administrator", "member", "chair", "both")


def somebody(role: str):
    board = make_board()
    makes = {"editor": make_editor, "administrator": make_administrator}
    if role in makes:
        return makes[role]()
    user = make_chair(board) if role == "chair" else make_member(board)
    if role == "both":
        user.is_editor = True
        user.save()
    return user


def titled(edition, title: str, *, by):
    edit(edition, "front", "<p>The lead.</p>", by=by, heading=title)
    return edition


def found(user, text: str) -> dict[str, list[tuple[str, str]]]:
    return {group.key: [(hit.label, hit.url) for hit in group.hits] for group in find(user, text)}


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_is_offered_opens_and_no_other_does(client, role):
    user = somebody(role)
    client.force_login(user)
    offered = {url for _, url in found(user, "")["pages"]}

    opens = {reverse(one.name): client.get(reverse(one.name)).status_code == 200 for one in PLACES}

    empty_for_others = {"/desk/", "/desk/questions/"}
    assert offered - empty_for_others == {url for url, opened in opens.items() if opened} - empty_for_others
    assert all(opens[url] for url in offered)


@pytest.mark.parametrize("role", ROLES)
def test_every_place_of_the_navigation_opens(client, role):
    user = somebody(role)
    client.force_login(user)

    places = {entry.url for entry in navigation(Person.of(user), "/my-work/")}

    assert {url: client.get(url).status_code for url in places} == dict.fromkeys(places, 200)


def test_pages_are_found_by_what_is_done_there():
    editor = make_editor()

    assert found(editor, "pubm")["pages"] == [("Add a reference", "/desk/references/new/")]
    assert "pages" not in found(editor, "xyzzy")


# ── Articles and sections ──────────────────────────────────────────────────────────────────────────────────────


def test_each_is_led_to_where_they_go_on_with_it():
    writer, board = make_editor("Keeper"), make_board()
    edition = titled(make_draft(by=writer, slug="gout"), "Acute gout", by=writer)
    desk = {"articles": [("Acute gout", "/desk/articles/gout/")]}
    assert found(writer, "gout") == desk
    assert found(writer, "part")["sections"][0] == ("Part 1", "/desk/articles/gout/sections/part-1/")

    member, reader_elsewhere = make_member(board), make_editor("Another")
    assert "articles" not in found(member, "gout")

    submitted = make_submitted(by=writer, slug="sciatica")
    edition = article_of(submitted)
    assert found(member, "muscle")["articles"] == [("Muscle twitches", "/review/sciatica/1/")]
    assert ("Part 1", "/review/sciatica/1/#section-part-1") in found(member, "part")["sections"]
    assert "articles" not in found(reader_elsewhere, "muscle")
    assert found(writer, "muscle")["articles"] == [("Muscle twitches", f"/desk/articles/{edition.slug}/")]


def test_what_readers_have_is_found_by_all_who_work_here():
    make_published(slug="twitches")
    stranger = make_editor("Another")

    assert found(stranger, "muscle twi")["articles"] == [("Muscle twitches", "/articles/twitches/")]
    assert ("Part 2", "/articles/twitches/#part-2") in found(stranger, "part")["sections"]


def test_words_of_drafts_are_found_by_nobody_but_their_editors():
    writer, friend, board = make_editor("Keeper"), make_editor("Friend"), make_board()
    draft = titled(make_draft(by=writer), "Zebrafish fever", by=writer)
    others = (make_member(board), make_chair(board), make_administrator(), friend)
    assert [found(one, "zebrafish") for one in others] == [{}] * 4

    add_collaborator(article=article_of(draft), user=friend, by=writer)

    assert "articles" in found(friend, "zebrafish")


def test_what_a_title_was_before_is_not_found():
    writer = make_editor()
    draft = titled(make_draft(by=writer), "Zebrafish fever", by=writer)
    titled(draft, "Trout fever", by=writer)

    assert ("articles" in found(writer, "zebrafish"), "articles" in found(writer, "trout")) == (False, True)


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Sjögren’s syndrome", "sjogren"),
        ("Sjogren syndrome", "Sjögren"),
        ("COVID-19 in children", "covid-19"),
        ("COVID-19 in children", "19 child"),
        ("5-HT3 antagonists", "5-ht3"),
        ("Vitamin B12", "b12 vitam"),
        ("ΜΕΤΦΟΡΜΙΝΗ", "μετφορμ"),
        ("What’s a TIA?", "what tia"),
        ("Ibuprofen/paracetamol", "parac"),
        ("Fever, 38.5 °C", "38.5"),
        ("¿Qué es la migraña?", "que migrana"),
        ("„Herzinfarkt“ erkennen", "herz"),
        ("“Pins and needles”", "pins"),
        ("हिन्दी में मधुमेह", "मधुमेह"),
        ("Crohn's disease", "crohn"),
    ],
)
def test_titles_are_found_however_they_are_written(title, typed):
    writer = make_editor()
    titled(make_draft(by=writer), title, by=writer)

    assert [label for label, _ in found(writer, typed)["articles"]] == [title]


def test_titles_that_begin_so_come_first_and_a_word_that_is_not_there_finds_nothing():
    writer = make_editor()
    for title in ("Living with gout", "Gout in kidney disease", "Gout"):
        titled(make_draft(by=writer), title, by=writer)

    assert [label for label, _ in found(writer, "gout")["articles"]] == [
        "Gout",
        "Gout in kidney disease",
        "Living with gout",
    ]
    assert "articles" not in found(writer, "gout knee")


def test_words_that_stood_there_before_are_no_answer_and_crowd_none_out(monkeypatch):
    monkeypatch.setattr("editorial.desk.finding.MOST_HEADINGS", 3)
    writer = make_editor()
    draft = make_draft(by=writer, sections=0)
    for number in range(4):
        titled(draft, f"Gout {number}", by=writer)

    assert [label for label, _ in found(writer, "gout")["articles"]] == ["Gout 3"]


def test_where_too_many_titles_begin_so_nothing_is_not_said(client, monkeypatch):
    monkeypatch.setattr("editorial.desk.finding.MOST_HEADINGS", 2)
    for number in range(2):
        stranger = make_editor(f"Stranger {number}")
        titled(make_draft(by=stranger, sections=0, complete=False), f"Gout {number}", by=stranger)
    client.force_login(make_editor("Keeper"))

    page = client.get("/find/?q=gout").text

    assert ("Too much begins so" in page, "Nothing is called so" in page, "Gout 1" in page) == (True, False, False)


def test_more_than_is_shown_is_told():
    writer = make_editor()
    for number in range(SHOWN + 1):
        titled(make_draft(by=writer, sections=0), f"Gout {number}", by=writer)

    (articles,) = (group for group in find(writer, "gout") if group.key == "articles")

    assert (len(articles.hits), articles.is_cut) == (SHOWN, True)


@pytest.mark.parametrize(
    ("asks", "index"), [(versions_titled, "version_by_title"), (versions_headed, "version_by_heading")]
)
def test_an_index_answers(asks, index):
    make_draft()
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("SET LOCAL enable_seqscan = off")
        asks(["part"], ["draft"], 5)
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        assert index in "".join(row[0] for row in cursor.fetchall())


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_typed_is_taken_apart_into_words_that_the_database_takes(heading, typed):
    words = folded_words(" ".join(typed))

    versions_headed(words, ["draft"], 1)
    assert begins_in(folded_words(heading), heading) or len(set(heading.split())) > 1 or not heading.strip()


# ── References and people ──────────────────────────────────────────────────────────────────────────────────────


def test_works_of_the_library_are_for_who_may_use_it():
    reference = make_reference("lane1998", title="Hepatic zebras")
    set_standing(reference=reference, standing=Standing.RETRACTED, note="Withdrawn.", by=make_editor())
    board = make_board()

    (group,) = (one for one in find(make_editor(), "zebras") if one.key == "references")
    assert [(hit.label, hit.url, hit.state) for hit in group.hits] == [
        ("Hepatic zebras", "/desk/references/lane1998/", "retracted")
    ]
    assert "references" in found(make_administrator(), "zebras")
    assert [found(one, "zebras") for one in (make_member(board), make_chair(board))] == [{}, {}]


def test_members_of_boards_are_found_by_all_and_accounts_by_administrators():
    board = make_board()
    make_member(board, "Neve Cardio")
    make_member(board, "José Müller")
    plain = make_editor("Neve Editor")
    administrator = make_administrator()

    assert found(plain, "nev")["people"] == [("Neve Cardio", "/board/")]
    assert [found(plain, typed)["people"] for typed in ("Müller", "jose muller")] == [[("José Müller", "/board/")]] * 2
    assert found(administrator, "neve")["people"] == [
        ("Neve Cardio", found(administrator, "neve")["people"][0][1]),
        ("Neve Editor", f"/profile/of/{plain.pk}/"),
    ]


# ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_does_not_work_here_is_turned_away(client):
    assert client.get("/find/?q=gout")["Location"].startswith("/accounts/login/")
    client.force_login(make_user("Nobody"))

    assert [client.get(page).status_code for page in ("/find/", "/find.json")] == [403, 403]


@pytest.mark.parametrize("typed", ["", " ", "\x00\x01\x1f", "a" * 10_000, "' | !: & *", "%_\\", "😀", "<b>x</b>"])
def test_anything_may_be_typed(client, typed):
    client.force_login(make_editor())

    assert client.get("/find/", {"q": typed}).status_code == 200
    assert client.get("/find.json", {"q": typed}).status_code == 200


def test_nothing_found_is_said_and_what_was_typed_stands_there(client):
    client.force_login(make_editor())

    page = client.get("/find/", {"q": "<i>xyzzy</i>"}).text

    assert ("Nothing is called so" in page, 'value="&lt;i&gt;xyzzy&lt;/i&gt;"' in page, "<i>xyzzy" in page) == (
        True,
        True,
        False,
    )


def test_the_palette_is_told_what_the_page_shows(client):
    writer = make_editor()
    titled(make_draft(by=writer, slug="gout"), "Acute gout", by=writer)
    client.force_login(writer)

    (group,) = client.get("/find.json", {"q": "gout"}).json()["groups"]

    assert (group["key"], group["hits"][0]["label"], group["hits"][0]["url"]) == (
        "articles",
        "Acute gout",
        "/desk/articles/gout/",
    )
    assert client.get("/find.json")["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_many(django_assert_num_queries, count):
    board = make_board()
    writer = make_editor()
    for _ in range(count):
        begin_review(edition=make_submitted(by=writer), by=make_chair(board))
    for number in range(count):
        make_reference(f"boyer200{number}", title=f"Muscle twitches and part {number} of them")

    with django_assert_num_queries(9):
        groups = find(writer, "muscle")

    assert isinstance(groups[0], Group)
    assert len(SectionVersion.objects.all()) >= count
