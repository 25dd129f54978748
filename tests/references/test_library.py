"""The library page: what its filters find, how its pages follow each other; and what the picker puts first."""

import pytest
from django.urls import reverse

from references.actions import merge_references, set_standing
from references.library.listing import ORDERS, library_page, wanted_from
from references.library.picker import pick

from .builders import make_editor, make_reference

pytestmark = pytest.mark.django_db


def keys(page) -> list[str]:
    return [reference.key for reference in page.references]


def shown(query: str = "", **asked: str) -> list[str]:
    return keys(library_page(make_editor(), wanted_from(asked)))


def year(number: int) -> dict:
    return {"issued": {"date-parts": [[number]]}}


@pytest.fixture
def three():
    """Three works that differ in everything that can be asked for."""
    make_reference(key="c", author=[{"family": "adams"}], kind="book", **year(1990))
    make_reference(key="a", author=[{"family": "Brown"}], kind="guideline", **year(2010))
    make_reference(key="b", author=[{"family": "Clark"}], kind="research", **year(2001))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["a", "b", "c"]),
        ({"kind": "book"}, ["c"]),
        ({"kind": "nonsense", "standing": "nonsense", "sort": "nonsense", "cited": "perhaps"}, ["a", "b", "c"]),
        ({"from": "2001"}, ["a", "b"]),
        ({"to": "2001"}, ["b", "c"]),
        ({"from": "1995", "to": "2005"}, ["b"]),
        ({"from": "٣", "to": "99999"}, ["a", "b", "c"]),
        ({"q": "brow"}, ["a"]),
        ({"q": "brow", "kind": "book"}, []),
        ({"sort": "author"}, ["c", "a", "b"]),
        ({"sort": "newest"}, ["a", "b", "c"]),
        ({"sort": "added"}, ["b", "a", "c"]),
        ({"cited": "yes"}, []),
        ({"cited": "no"}, ["a", "b", "c"]),
    ],
)
def test_filters_and_orders(three, asked, expected):
    assert shown(**asked) == expected


def test_a_standing_is_asked_for(three):
    retracted = make_reference(key="d")
    set_standing(reference=retracted, standing="retracted", by=make_editor())

    assert shown(standing="retracted") == ["d"]


def test_merged_references_are_left_out():
    into, duplicate = make_reference(key="a"), make_reference(key="b")
    merge_references(into=into, duplicate=duplicate, by=make_editor())

    assert shown() == ["a"]


@pytest.mark.parametrize("sort", list(ORDERS))
@pytest.mark.django_db
def test_pages_follow_each_other_and_lead_back(sort, monkeypatch):
    """Several have the same author and year, and one has neither: none is shown twice or left out."""
    monkeypatch.setattr("references.library.listing.PAGE_SIZE", 2)
    for number in range(6):
        make_reference(key=f"k{number}", **year(2000 + number // 3))
    make_reference(key="none", author=[], issued={})
    editor = make_editor()

    forwards, pages, place = [], [], ""
    while True:
        page = library_page(editor, wanted_from({"sort": sort, "after": place}))
        pages.append(keys(page))
        forwards += keys(page)
        if not page.next:
            break
        place = _value(page.next, "after")
    backwards = [pages[-1]]
    while page.previous:
        page = library_page(editor, wanted_from({"sort": sort, "before": _value(page.previous, "before")}))
        backwards.append(keys(page))

    assert sorted(forwards) == ["k0", "k1", "k2", "k3", "k4", "k5", "none"]
    assert [one for page in reversed(backwards) for one in page] == forwards


def _value(query: str, name: str) -> str:
    from urllib.parse import parse_qs

    return parse_qs(query)[name][0]


@pytest.mark.parametrize("place", ["", "nothing", "k0 notadate", "k0 notayear", "\x00", "' OR 1=1"])
@pytest.mark.parametrize("sort", list(ORDERS))
def test_a_place_that_cannot_be_read_is_the_beginning_or_nowhere_but_never_an_error(client, place, sort):
    make_reference(key="k1")
    client.force_login(make_editor())

    assert client.get(reverse("references:list"), {"sort": sort, "after": place}).status_code == 200


def test_the_next_page_keeps_the_question(client, monkeypatch):
    monkeypatch.setattr("references.library.listing.PAGE_SIZE", 1)
    make_reference(key="a", **year(2001))
    make_reference(key="b", **year(2001))
    client.force_login(make_editor())

    html = client.get(reverse("references:list"), {"q": "lane", "from": "2001", "sort": "key"}).content.decode()

    assert 'rel="next" href="?q=lane&amp;from=2001&amp;sort=key&amp;after=a+a"' in html


def test_counting_stops_where_nobody_reads_on(monkeypatch):
    monkeypatch.setattr("references.library.listing.COUNTED", 2)
    for _ in range(3):
        make_reference()

    page = library_page(make_editor(), wanted_from({}))

    assert (page.count, page.more) == (2, True)


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "myo",
        "MYOCARD",
        "infarction myo",
        "cardial",
        "nice",
        "cg28",
        "nice-cg28",
        "10.1000/x.y",
        "10.1000",
        "x.y",
        "(myo)",
    ],
)
def test_words_are_found_by_their_beginning_else_inside(text):
    make_reference(key="nice-cg28", title="Myocardial infarction", DOI="10.1000/x.y")
    make_reference(key="other", title="Something else")

    assert shown(q=text) == ["nice-cg28"]


@pytest.mark.parametrize("text", ["'", "\\", "''':*", "a' & 'b", "a:* | b", "!x", "<->", "%", "ñ", "x" * 200])
def test_signs_that_mean_something_to_the_database_are_only_signs(text):
    make_reference(key="other", title="Something else")

    assert shown(q=f"something {text}") in ([], ["other"])
    assert [one.key for one in pick(make_editor(), f"something {text}")] in ([], ["other"])


def test_very_long_words_and_other_scripts_are_kept_and_found():
    make_reference(key="long", title="x" * 1900)
    make_reference(key="script", title="心筋梗塞の治療における新しいガイドラインについて" * 20)

    assert shown(q="xxx") == ["long"]
    assert shown(q="心筋梗塞") == ["script"]
    assert shown(q="ガイドライン") == ["script"]


@pytest.fixture
def stones():
    """Five works that hold a word, each in another place."""
    make_reference(key="old", title="About stone", author=[{"family": "Lane"}], **year(1990))
    make_reference(key="newest", title="About stone", author=[{"family": "Lane"}], **year(2020))
    make_reference(key="title", title="Stone of kidneys", author=[{"family": "Lane"}], **year(1980))
    make_reference(key="author", title="On kidneys", author=[{"family": "Stone"}], **year(1970))
    make_reference(key="stone", title="Something", author=[{"family": "Lane"}], **year(1960))


BY_MATCH = ["stone", "author", "title", "newest", "old"]


def test_who_typed_words_gets_the_best_match_first_as_in_the_picker(stones):
    assert shown(q="stone") == BY_MATCH == [one.key for one in pick(make_editor(), "stone")]
    assert shown(q="stone", sort="key") == sorted(BY_MATCH)
    assert shown() == sorted(BY_MATCH)


def test_pages_of_best_matches_follow_each_other_and_lead_back(stones, monkeypatch):
    monkeypatch.setattr("references.library.listing.PAGE_SIZE", 2)
    editor, asked, pages = make_editor(), {"q": "stone"}, []
    for _ in range(3):
        pages.append(library_page(editor, wanted_from(asked)))
        asked = {"q": "stone", "after": _value(pages[-1].next, "after")} if pages[-1].next else {}

    assert [keys(page) for page in pages] == [BY_MATCH[:2], BY_MATCH[2:4], BY_MATCH[4:]]
    assert (pages[0].previous, pages[2].next, asked) == ("", "", {})
    back = library_page(editor, wanted_from({"q": "stone", "before": _value(pages[2].previous, "before")}))
    assert keys(back) == BY_MATCH[2:4]
    assert shown(q="stone", after="no such place") == BY_MATCH[:2]


def test_where_the_best_matches_end_it_is_said(stones, client, monkeypatch):
    said = "the 3 added last are put in order"
    client.force_login(make_editor())
    address = reverse("references:list")
    assert said not in client.get(address, {"q": "stone"}).content.decode()

    monkeypatch.setattr("references.library.listing.COUNTED", 3)

    assert said in client.get(address, {"q": "stone"}).content.decode()
    assert said not in client.get(address, {"q": "stone", "sort": "key"}).content.decode()
    assert shown(q="stone") == ["stone", "author", "title"]


# ── The picker ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_picker_puts_identifiers_first_then_authors_then_titles_then_the_newest(stones):
    assert [one.key for one in pick(make_editor(), "stone")] == BY_MATCH


def test_the_picker_needs_every_word_and_a_reader_gets_nothing():
    make_reference(key="one", title="About stone", **year(1990))

    assert [one.key for one in pick(make_editor(), "stone 1990")] == ["one"]
    assert pick(make_editor(), "stone 1991") == []
