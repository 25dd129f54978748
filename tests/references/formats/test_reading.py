"""The one door: formats, encodings, limits, and files that were made to do harm."""

import json

import pytest

from editorial.shared.issues import Refused
from references.formats.bounded import read_bibliography, read_bounded
from references.formats.reading import read_references

BIB = "@book{a, title = {Über Größe}}"


def refusal(data: bytes, **options) -> str:
    with pytest.raises(Refused) as caught:
        read_references(data, name="refs.txt", **options)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_unicode_are_read_as_they_are(encoding):
    read = read_references(BIB.encode(encoding), name="refs.bib")

    assert ([entry.csl["title"] for entry in read.entries], read.notes) == (["Über Größe"], [])


def test_an_old_western_file_is_read_and_this_is_said():
    read = read_references(BIB.encode("latin-1"), name="refs.bib")

    assert [entry.csl["title"] for entry in read.entries] == ["Über Größe"]
    assert [note.message for note in read.notes] == [
        "refs.bib is not UTF-8: it was read as Windows-1252. Check the letters with accents."
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"@book{a,\n title={\x81\xff}}", "refs.txt, line 2: the byte 0x81 is neither UTF-8 nor Windows-1252."),
        (b"one\ntwo\x00three", "refs.txt, line 2: there is a NUL byte. This is not text."),
        (b"one\n" + b"x" * 5000 + b"\x00", "refs.txt, line 2: there is a control character, U+0000."),
        (b"one\n\x1btwo", "refs.txt, line 2: there is a control character, U+001B."),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "refs.txt, line 1: the byte 0xFF is not UTF-32 text we read."),
        (b"%PDF-1.7", "refs.txt is a PDF, not a list of references."),
        (b"PK\x03\x04", "refs.txt is a packed file"),
        (b" \n ", "refs.txt is empty."),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "refs.txt is XML or a web page."),
        (b"<!DOCTYPE html><p>", "refs.txt is XML or a web page."),
        (b"[" * 100_000, "refs.txt: The JSON is nested too deeply."),
        (b'[{"title": NaN}]', "refs.txt: This is not JSON"),
        (b'{"items": 5}', "refs.txt: CSL-JSON is a list of references; this is something else."),
        (b"[]", "There is no reference in refs.txt."),
        (b"TY  - BOOK\nTI  - A\nER  - \n" * 10_001, "refs.txt has 10,001 references; at most 10,000 are read at once."),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_place(data, message):
    assert refusal(data).startswith(message)


def test_a_file_that_is_too_large_is_not_looked_at():
    assert refusal(b"x" * 1_048_577, max_bytes=1_048_576) == "refs.txt has 1.0 MB; at most 1 MB are read."


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.json", "a.json: This is not JSON (line 1)"), ("a.ris", "outside of any entry"), ("a.bib", "no reference in")],
)
def test_a_file_of_one_kind_by_its_name_is_no_list_of_words(name, message):
    data = b"These are some words that are no reference"
    try:
        said = read_references(data, name=name).entries[0].issues[0].message
    except Refused as refused:
        said = str(refused)

    assert message in said


def test_items_of_csl_json_are_shown_with_their_line_and_the_good_ones_are_taken():
    second = '{"id": "b", "URL": "javascript:x",\n  "title": "B"}'
    text = '[\n {"id": "a", "title": "A"},\n ' + second + ',\n {"id": "a", "title": "C"}]'

    read = read_references(text.encode())

    assert [(entry.line, entry.csl) for entry in read.entries] == [
        (2, {"id": "a", "title": "A", "type": "document"}),
        (3, {"id": "b", "title": "B", "type": "document"}),
        (5, {"title": "C", "type": "document"}),
    ]
    assert [[issue.target for issue in entry.issues] for entry in read.entries] == [[], [], ["line:5:id"]]
    assert [note.target for note in read.entries[1].notes] == ["line:3:URL"]
    assert read.entries[1].text == second


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("1. Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352:1112-20.\n2. Lane RM. SSRI-induced\n"
         "   akathisia. J Psychopharmacol. 1998;12:192-214.", ["The serotonin syndrome", "SSRI-induced akathisia"]),
        ("Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352:1112-20.\n\nLane RM. SSRI-induced akathisia.\n"
         "J Psychopharmacol. 1998;12:192-214.", ["The serotonin syndrome", "SSRI-induced akathisia"]),
        ("References\nBoyer EW. The serotonin syndrome. N Engl J Med. 2005;352:1112-20.\n"
         "Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12:192-214.",
         ["The serotonin syndrome", "SSRI-induced akathisia"]),
    ],
)  # fmt: skip
def test_a_plain_list_is_cut_by_numbers_empty_lines_or_lines(text, titles):
    assert [entry.csl["title"] for entry in read_references(text.encode()).entries] == titles


def test_a_plain_entry_that_says_too_little_is_taken_and_says_so():
    (thin, short) = read_references(b"1. Keegan et al., 2006\n2. Ibid.").entries

    assert ([note.code for note in thin.notes], thin.issues) == (["thin"], [])
    assert [issue.message for issue in short.issues] == ["Line 2: These are too few words to be a reference."]


# In a process of its own


@pytest.mark.apart
def test_a_file_is_read_in_another_process_with_the_same_result():
    assert read_bounded(BIB.encode(), name="refs.bib") == read_references(BIB.encode(), name="refs.bib")


@pytest.mark.apart
def test_a_refusal_comes_back_from_there():
    with pytest.raises(Refused, match=r"^refs\.bib is a PDF"):
        read_bounded(b"%PDF", name="refs.bib")


@pytest.mark.apart
def test_what_takes_too_long_is_given_up_and_named():
    with pytest.raises(Refused, match=r"^slow\.bib cannot be read within 0\.01 seconds\. Divide it"):
        read_bounded(BIB.encode(), name="slow.bib", seconds=0.01)


HOSTILE = {
    "braces": "@book{a, title = {" + "{" * 200_000,
    "closed braces": "@book{a, title = {" + "{" * 50_000 + "}" * 50_000 + "}}",
    "starts": "@book{" * 20_000,
    "quotes": '@book{a, title = "' + '"x" # ' * 100_000,
    "macros": "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60)) + "@book{a, title = s59}",
    "tex": "@book{a, title = {" + "\\textit{" * 5_000 + "x" + "}" * 5_000 + "}}",
    "math": "@book{a, title = {" + "$" * 20_001 + "}}",
    "names": "@book{a, title={T}, author = {" + " and ".join(["A, B"] * 20_000) + "}}",
    "commas": "@book{a, title={T}, author = {" + "," * 100_000 + "}}",
    "ris": "TY  - BOOK\n" + "AU  - A, B\n" * 200_000,
    "spaces": "TY  - BOOK\nTI  - " + " " * 500_000 + "\nER  - \n",
    "json": json.dumps([{"title": "<i>" * 6_000}]),
    "entities": json.dumps([{"title": "&amp;" * 4_000 + "lt;"}]),
    "plain": "A, " * 300_000,
    "years": "1999. " * 100_000,
}


@pytest.mark.apart
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_holds_an_answer_comes_within_the_bounds(name):
    """Refused or read: no crash, no hang (the process would be ended after its time)."""
    try:
        found = read_bounded(HOSTILE[name].encode(), name="hostile.txt", seconds=60).entries
    except Refused as refused:
        found = [issue for issue in refused.issues if issue.message.startswith("hostile.txt")]

    assert found


# The bibliography of an article


def test_a_bibliography_of_any_format_gives_items_that_can_be_cited():
    ris = b"TY  - BOOK\nTI  - A title\nAU  - Plato,\nPY  - 2001\nER  - \n"

    assert [item["id"] for item in read_bibliography(ris, name="a.ris")] == ["plato2001"]
    assert [item["id"] for item in read_bibliography(b"@book{Zinman2015, title={T}}", name="a.bib")] == ["zinman2015"]


def test_a_bibliography_with_an_entry_that_cannot_be_used_is_refused_whole():
    with pytest.raises(Refused, match=r"^a\.bib: Line 1: “DOI”: “x” is not a DOI"):
        read_bibliography(b"@book{a, title={T}, doi={x}}", name="a.bib")
