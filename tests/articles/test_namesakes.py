"""Whether two names may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words.namesakes import may_be_one, name_words

ONE = [
    ("Dr Jane Roe", "Jane Roe"),
    ("JANE ROE", "Prof. Jane Roe, MD, PhD"),
    ("Roe, Jane", "Jane Roe"),
    ("J. Roe", "Jane Roe"),
    ("J.R. Roe", "Jane Ruth Roe"),
    ("Jane R. Roe", "Jane Roe"),
    ("José Álvarez", "Jose Alvarez"),
    ("Søren Kjær", "Soren Kjaer"),
    ("Siobhán O’Brien", "Siobhan O'Brien"),
    ("Dr. med. Anna Weiß", "Anna Weiss"),
    ("Dr Roe", "Jane Roe"),
    ("J. Roe M.D.", "Jane Roe"),
    ("Anne-Marie Dubois", "Dubois Anne Marie"),
    ("王小明", "王小明"),
]
TWO = [
    ("Jane Roe", "Jane Doe"),
    ("Jane Roe", "John Roe"),
    ("A. Writer", "Board Member"),
    ("J. Smith", "Jane Roe"),
    ("J. R.", "Jane Roe"),
    ("王小明", "王小华"),
    ("", "Jane Roe"),
]


@pytest.mark.parametrize(("name", "other"), ONE)
def test_one_person_under_two_spellings_is_asked_about(name, other):
    assert may_be_one(name, other)
    assert may_be_one(other, name)


@pytest.mark.parametrize(("name", "other"), TWO)
def test_two_people_are_not_asked_about(name, other):
    assert not may_be_one(name, other)
    assert not may_be_one(other, name)


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_never_fails_and_does_not_depend_on_the_order(name, other):
    assert may_be_one(name, other) == may_be_one(other, name)
    assert may_be_one(name, name) or not name_words(name)
