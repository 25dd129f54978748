"""Keys are proposed, not chosen by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.keys import is_key, propose_key


def item(**fields) -> dict:
    return {"issued": {"date-parts": [[1998]]}, **fields}


@pytest.mark.parametrize(
    ("csl", "key"),
    [
        (item(author=[{"family": "Lane"}]), "lane1998"),
        (item(author=[{"family": "Møller-Łuk"}]), "mollerluk1998"),
        (item(author=[{"family": "Berg", "non-dropping-particle": "van den"}]), "berg1998"),
        (item(author=[{"literal": "National Institute of Mental Health"}]), "nimh1998"),
        (item(author=[{"literal": "Harvard Health Publishing"}]), "harvard1998"),
        (item(author=[{"family": "王"}], title="The long night"), "long1998"),
        (item(editor=[{"family": "Izzo"}]), "izzo1998"),
        (item(title="Of the night"), "night1998"),
        ({"author": [{"family": "Lane"}]}, "lane"),
        (item(), "ref1998"),
        ({}, "ref"),
    ],
)
def test_a_key_says_who_and_when(csl, key):
    assert propose_key(csl, ()) == key


def test_a_taken_key_gets_the_next_letter():
    csl = item(author=[{"family": "Lane"}])
    letters = "abcdefghijklmnopqrstuvwxyz"

    assert propose_key(csl, {"lane1998"}) == "lane1998a"
    assert propose_key(csl, {"lane1998", "lane1998a"}) == "lane1998b"
    assert propose_key(csl, {"lane1998", *(f"lane1998{letter}" for letter in letters)}) == "lane1998aa"


@given(st.text(max_size=100), st.text(max_size=100))
def test_every_proposal_is_a_key(family, title):
    assert is_key(propose_key({"author": [{"family": family}], "title": title}, ()))


@pytest.mark.parametrize("key", ["", "Lane", "-lane", "lane 1998", "lane\n", "läne", "x" * 81, "a/b"])
def test_other_texts_are_no_keys(key):
    assert not is_key(key)
