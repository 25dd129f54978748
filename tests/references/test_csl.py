"""Reading, cleaning and writing CSL-JSON."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from editorial.shared.issues import Refused
from references.formats.csl import clean_csl, write_csl_json
from references.formats.reading import read_csl_list

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["type", "title", "author", "issued", "DOI", "PMID", "URL", "page", "note", "id", "other"])


def refusal(item) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        clean_csl(item)
    return [(issue.code, issue.target) for issue in caught.value.issues]


def test_a_good_item_is_kept_as_it_is():
    item = {
        "id": "lane1998",
        "type": "article-journal",
        "title": "The <i>case</i>",
        "author": [{"family": "Berg", "given": "J.", "non-dropping-particle": "van den"}, {"literal": "A group"}],
        "container-title": "Lancet",
        "issued": {"date-parts": [[1998, 2, 3]]},
        "DOI": "10.1056/NEJMra041867",
        "PMID": "123",
        "URL": "https://example.org/",
    }

    assert clean_csl(item) == item


def test_values_are_brought_to_their_one_form():
    item = {
        "type": "journal-article",
        "title": ["  A   title "],
        "volume": 12,
        "author": [
            "A Group",
            {"given": "Only"},
            {},
            {"family": "X", "given": "Y", "literal": "Z", "sequence": "first"},
        ],
        "DOI": "https://doi.org/10.1056/NEJMra041867",
        "PMID": 123,
        "issued": {"date-parts": [["2005", "03"]]},
        "accessed": "2026-11-02",
        "event-date": {"raw": "last spring"},
        "submitted": {"date-parts": [[None]]},
        "abstract": None,
        "publisher": " ",
        "invented": "x",
    }

    assert clean_csl(item) == {
        "type": "article-journal",
        "title": "A title",
        "volume": "12",
        "author": [{"literal": "A Group"}, {"literal": "Only"}, {"family": "X", "given": "Y"}],
        "DOI": "10.1056/NEJMra041867",
        "PMID": "123",
        "issued": {"date-parts": [[2005, 3]]},
        "accessed": {"date-parts": [[2026, 11, 2]]},
        "event-date": {"literal": "last spring"},
    }


def test_an_item_without_type_is_a_document():
    assert clean_csl({"title": "X"}) == {"title": "X", "type": "document"}


@pytest.mark.parametrize(
    ("item", "code", "target"),
    [
        ("text", "not-an-item", ""),
        ({f"f{n}": "x" for n in range(300)}, "too-large", ""),
        ({"type": "poem"}, "unknown-type", "type"),
        ({"title": 1.5}, "wrong-type", "title"),
        ({"title": {"a": "b"}}, "wrong-type", "title"),
        ({"title": True}, "wrong-type", "title"),
        ({"title": "x" * 20_001}, "too-long", "title"),
        ({"title": "hid\u200bden"}, "hidden-character", "title"),
        ({"title": "hid&#8203;den"}, "hidden-character", "title"),
        ({"title": "\ud800"}, "hidden-character", "title"),
        ({"author": "Lane"}, "wrong-type", "author"),
        ({"author": [3]}, "wrong-type", "author"),
        ({"author": [{"family": ["x"]}]}, "wrong-type", "author"),
        ({"author": [{"family": "Mal\u202elory"}]}, "hidden-character", "author"),
        ({"author": [{"literal": "x"}] * 10_000}, "too-many-names", "author"),
        ({"author": [{"family": "x" * 501}]}, "too-long", "author"),
        ({"issued": [2005]}, "wrong-type", "issued"),
        ({"issued": {"date-parts": [[2005, 13]]}}, "bad-date", "issued"),
        ({"issued": {"date-parts": [["soon"]]}}, "bad-date", "issued"),
        ({"issued": {"date-parts": [[2005, 1, 1, 1]]}}, "bad-date", "issued"),
        ({"issued": {"date-parts": "2005"}}, "bad-date", "issued"),
        ({"DOI": "not a doi"}, "bad-identifier", "DOI"),
        ({"PMID": "0"}, "bad-identifier", "PMID"),
        ({"PMCID": "x"}, "bad-identifier", "PMCID"),
        ({"URL": "javascript:alert(1)"}, "bad-identifier", "URL"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(item, code, target):
    assert refusal(item) == [(code, target)]


def test_all_wrong_fields_are_named_at_once():
    assert refusal({"DOI": "x", "URL": "y", "title": "fine"}) == [("bad-identifier", "DOI"), ("bad-identifier", "URL")]


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_cleaning_refuses_or_gives_a_fixed_point_that_can_be_stored(item):
    try:
        once = clean_csl(item)
    except Refused:
        return

    assert clean_csl(once) == once
    json.dumps(once, ensure_ascii=False).encode("utf-8")


def items(text: str) -> list[dict]:
    """The items of a text of which every one can be used, without a word about any."""
    entries = read_csl_list(text)
    assert [issue for entry in entries for issue in (*entry.issues, *entry.notes)] == []
    return [entry.csl for entry in entries]


def test_the_sample_file_is_read_whole():
    text = (Path(settings.BASE_DIR) / "articles/samples/references.json").read_text(encoding="utf-8")

    found = items(text)

    assert len(found) == 18
    assert items(write_csl_json(found)) == found


def test_good_items_are_offered_although_others_fail():
    text = """[{"id": "good", "title": "A", "odd": "x"},
        {"id": "bad", "DOI": "nonsense"},
        {"id": "good", "title": "B"},
        "no item"]"""

    good, *bad = read_csl_list(text)

    assert good.csl == {"id": "good", "title": "A", "type": "document"}
    said = [(issue.code, issue.target) for entry in (good, *bad) for issue in (*entry.notes, *entry.issues)]
    assert said == [
        ("unknown-field", "line:1:odd"),
        ("bad-identifier", "line:2:DOI"),
        ("duplicate-id", "line:3:id"),
        ("not-an-item", "line:4"),
    ]
    assert bad[0].issues[0].message.startswith("Line 2: “DOI”: “nonsense” is not a DOI")


@pytest.mark.parametrize("text", ['{"title": "A"}', '{"items": [{"title": "A"}]}', '\ufeff[{"title": "A"}]'])
def test_one_item_a_wrapped_list_and_a_byte_order_mark_are_read(text):
    assert items(text) == [{"title": "A", "type": "document"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"),
        ("[{]", "not-json"),
        ("[" * 100_000, "not-json"),
        ('[{"volume": NaN}]', "not-json"),
        ('[{"volume": ' + "9" * 5000 + "}]", "not-json"),
        ('"text"', "not-csl"),
        ('{"items": 3}', "not-csl"),
        ("[" + "0," * 50_000 + "0]", "too-large"),
    ],
)
def test_what_is_no_csl_json_is_refused_as_a_whole(text, code):
    with pytest.raises(Refused) as caught:
        read_csl_list(text)

    assert [issue.code for issue in caught.value.issues] == [code]
