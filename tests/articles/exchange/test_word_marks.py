"""The marks that a Word file carries out and back: what is written is read as the same, and nothing else is ours."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.word_marks import (
    FORMAT,
    MAX_BOOKMARK,
    CitesTag,
    Origin,
    Part,
    Place,
    Scope,
    WordingTag,
    bookmark_of,
    digest_of,
    origin_of,
    parse_tag,
    place_of,
    properties_of,
    tag_of,
)
from articles.text import CitationMark

AN_ID = UUID(int=7)
_KEYS = st.from_regex(r"[a-z0-9][a-z0-9_:.-]{0,79}", fullmatch=True)
_MARKS = st.one_of(
    st.builds(CitationMark, _KEYS, st.text(max_size=40)),
    st.builds(lambda said: CitationMark(None, unresolved=said), st.text(max_size=40)),
)
_WORDINGS = st.integers(0, 999)
_NUMBERS = st.integers(0, 99_999)
PLACES = st.one_of(
    st.builds(Place, st.just(Part.SECTION), st.uuids()),
    st.builds(Place, st.sampled_from([Part.WORDING, Part.HEADING, Part.QUESTION, Part.SUMMARY]), st.uuids(), _WORDINGS),
    st.builds(Place, st.sampled_from([Part.LEAF, Part.CITATION]), st.uuids(), _WORDINGS, _NUMBERS),
)
ORIGINS = st.builds(
    Origin,
    st.uuids(),
    st.uuids(),
    st.integers(1, 999_999),
    st.sampled_from(Scope),
    st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    st.lists(st.uuids(), max_size=12).map(tuple),
)


@given(PLACES)
def test_a_bookmark_names_its_place(place):
    name = bookmark_of(place)

    assert place_of(name) == place_of(name.upper()) == place
    assert len(name) <= MAX_BOOKMARK
    assert name.startswith("_")
    assert name.isascii()
    assert name.replace("_", "a").isalnum()


@given(PLACES, PLACES)
def test_two_places_have_two_names(one, other):
    """Also for a program that does not tell upper case from lower."""
    assert (bookmark_of(one).lower() == bookmark_of(other).lower()) == (one == other)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "_GoBack",
        "_Toc12345",
        "ImprimaturOther",
        bookmark_of(Place(Part.SECTION, AN_ID)) + "_0",
        bookmark_of(Place(Part.WORDING, AN_ID, 0)).removesuffix("_0"),
        bookmark_of(Place(Part.WORDING, AN_ID, 0)) + "_1",
        bookmark_of(Place(Part.LEAF, AN_ID, 0, 1)).removesuffix("_1"),
        bookmark_of(Place(Part.LEAF, AN_ID, 0, 1)) + "_Copy",
        bookmark_of(Place(Part.LEAF, AN_ID, 0, 1)) + "\n",
        bookmark_of(Place(Part.LEAF, AN_ID, 0, 1)).replace("_Iml", "_Imx"),
        "_Ims" + "z" * 25,
        "_Ims" + "0" * 24 + "²",
    ],
)
def test_other_bookmarks_are_not_ours(name):
    assert place_of(name) is None


@given(st.text(max_size=50))
def test_no_name_breaks_the_reader(name):
    assert place_of(name) is None or bookmark_of(place_of(name)) == name
    parse_tag(name)
    parse_tag(f"imprimatur:cite:{name}")
    parse_tag(f"imprimatur:wording:{name}")


@given(st.one_of(st.builds(WordingTag, st.uuids(), st.one_of(st.just(""), st.from_regex(r"[a-z][a-z0-9-]{0,30}\Z")))))
def test_a_tag_names_its_wording(tag):
    assert parse_tag(tag_of(tag)) == tag


@given(st.lists(_MARKS, min_size=1, max_size=6).map(lambda marks: CitesTag(tuple(marks))))
def test_a_tag_names_its_citations(tag):
    written = tag_of(tag)

    assert parse_tag(written) == tag
    assert written.isascii()


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "MENDELEY_CITATION_v3_abc",
        "imprimatur:other:1",
        "imprimatur:wording:no",
        "imprimatur:cite:",
        "imprimatur:cite:a;",
    ],
)
def test_other_tags_are_not_ours(tag):
    assert parse_tag(tag) is None


@given(ORIGINS)
def test_properties_name_the_origin(origin):
    written = properties_of(origin)

    assert origin_of(written) == origin
    assert origin_of({"Company": "Example", **dict(reversed(written.items()))}) == origin
    assert all(len(text) < 255 for text in written.values())


@given(ORIGINS, st.data())
def test_without_one_of_them_there_is_no_origin(origin, data):
    """A lost list of sections still leaves article and edition."""
    written = properties_of(origin)
    lost = data.draw(st.sampled_from([name for name in written if "section" not in name]))
    del written[lost]

    assert origin_of(written) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [("article", "7"), ("edition number", "-1"), ("edition number", "²"), ("scope", "all"), ("format", "")],
)
def test_a_spoilt_property_is_no_origin(name, text):
    origin = Origin(AN_ID, AN_ID, 1, Scope.EDITION, "d" * 64, (AN_ID,))

    assert origin_of({**properties_of(origin), f"Imprimatur {name}": text}) is None


def test_a_later_format_is_given_back_with_its_number():
    origin = Origin(AN_ID, AN_ID, 1, Scope.EDITION, "d" * 64, (AN_ID,), format=FORMAT + 1)

    assert origin_of(properties_of(origin)).format == FORMAT + 1


def test_the_digest_tells_apart_what_was_written_out():
    one = {"article": AN_ID, "edition": AN_ID, "scope": Scope.EDITION, "versions": [(AN_ID, "a"), (UUID(int=8), "b")]}

    assert digest_of(**one) == digest_of(**one)
    assert digest_of(**one) != digest_of(**{**one, "versions": one["versions"][::-1]})
    assert digest_of(**one) != digest_of(**{**one, "scope": Scope.SITTING})
    assert digest_of(**one) != digest_of(**{**one, "edition": UUID(int=9)})
