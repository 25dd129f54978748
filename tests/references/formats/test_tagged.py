"""Reading RIS and PubMed's .nbib."""

import pytest

from references.formats.reading import read_references

RIS = """\
TY  - JOUR
AU  - Zinman, Bernard
AU  - van den Berg, Jan
A1  - EMPA-REG OUTCOME Investigators
TI  - Empagliflozin and
mortality
JO  - N Engl J Med
PY  - 2015
DA  - 2015/11/26/
VL  - 373
IS  - 22
SP  - 2117
EP  - 2128
DO  - 10.1056/NEJMoa1504720
AN  - 26378978
DB  - PubMed
KW  - diabetes
KW  - mortality
UR  - https://example.org/
ER  -
"""
NBIB = """\

PMID- 26378978
OWN - NLM
STAT- MEDLINE
IS  - 1533-4406 (Electronic)
VI  - 373
IP  - 22
DP  - 2015 Nov 26
TI  - Empagliflozin, Cardiovascular Outcomes, and Mortality in Type 2
      Diabetes.
PG  - 2117-28
LID - 10.1056/NEJMoa1504720 [doi]
FAU - Zinman, Bernard
AU  - Zinman B
CN  - EMPA-REG OUTCOME Investigators
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - N Engl J Med
JT  - The New England journal of medicine
PMC - PMC1234567

PMID- 1
TI  - Another one
PT  - Systematic Review
PT  - Case Reports
"""


def entries(text: str, name: str = "refs") -> list:
    return read_references(text.encode(), name=name).entries


def test_a_ris_entry_is_read_whole():
    (entry,) = entries(RIS)

    assert (entry.line, entry.issues, entry.notes) == (1, [], [])
    assert entry.csl == {
        "type": "article-journal",
        "title": "Empagliflozin and mortality",
        "author": [
            {"family": "Zinman", "given": "Bernard"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"literal": "EMPA-REG OUTCOME Investigators"},
        ],
        "container-title": "N Engl J Med",
        "issued": {"date-parts": [[2015, 11, 26]]},
        "volume": "373",
        "issue": "22",
        "page": "2117-2128",
        "DOI": "10.1056/NEJMoa1504720",
        "PMID": "26378978",
        "keyword": "diabetes, mortality",
        "URL": "https://example.org/",
    }


def test_windows_line_ends_are_line_ends():
    assert entries(RIS.replace("\n", "\r\n"))[0].csl == entries(RIS)[0].csl


def test_words_outside_of_entries_are_shown_and_an_open_entry_is_read():
    first, stray, last = entries(f"{RIS}stray words\nTY  - BOOK\nTI  - No end\n")

    assert first.issues == []
    assert [issue.code for issue in stray.issues] == ["no-entry"]
    assert (stray.line, stray.text) == (21, "stray words")
    assert (last.csl["title"], [note.code for note in last.notes]) == ("No end", ["no-end"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("AU  - A, B\n" * 10_000, "too-many-names"),
        ("N1  - x\n" * 30_000, "too-large"),
    ],
)
def test_a_field_that_cannot_be_used_fails_its_entry_alone(line, code):
    bad, good = entries(f"TY  - BOOK\nTI  - Bad\n{line}\nER  - \n{RIS}")

    assert [issue.code for issue in bad.issues] == [code]
    assert good.issues == []


@pytest.mark.parametrize(
    ("line", "field"),
    [("DO  - not a doi", "DOI"), ("UR  - javascript:alert(1)", "URL"), ("T3  - a\u202eb", "collection-title")],
)
def test_a_minor_field_that_cannot_be_used_is_left_off_and_said(line, field):
    (entry,) = entries(f"TY  - BOOK\nTI  - A title\n{line}\nER  - \n")

    assert (entry.csl, entry.issues) == ({"type": "book", "title": "A title"}, [])
    assert [(note.code, note.target) for note in entry.notes] == [("left-off", f"line:1:{field}")]
    assert entry.notes[0].message.endswith("It was left off.")


@pytest.mark.parametrize("note", ["csl-json: nonsense", "csl-json: [1]", f"csl-json: {'[' * 5000}", "csl-json: {}"])
def test_a_broken_note_of_ours_does_no_harm(note):
    (entry,) = entries(f"TY  - BOOK\nTI  - A title\nN1  - {note}\nER  - \n")

    assert entry.csl == {"type": "book", "title": "A title"}


def test_a_note_of_ours_is_cleaned_like_everything_else():
    (entry,) = entries('TY  - BOOK\nTI  - A title\nN1  - csl-json: {"URL":[null,"javascript:x"]}\nER  - \n')

    assert [note.target for note in entry.notes] == ["line:1:URL"]


def test_a_record_of_pubmed_is_read_with_its_doi_and_study():
    first, second = entries(NBIB)

    assert first.csl == {
        "type": "article-journal",
        "title": "Empagliflozin, Cardiovascular Outcomes, and Mortality in Type 2 Diabetes",
        "author": [{"family": "Zinman", "given": "Bernard"}, {"literal": "EMPA-REG OUTCOME Investigators"}],
        "container-title": "The New England journal of medicine",
        "container-title-short": "N Engl J Med",
        "volume": "373",
        "issue": "22",
        "page": "2117-28",
        "issued": {"date-parts": [[2015, 11, 26]]},
        "language": "eng",
        "PMID": "26378978",
        "PMCID": "PMC1234567",
        "DOI": "10.1056/NEJMoa1504720",
        "ISSN": "1533-4406",
    }
    assert (first.line, first.kind, first.study_type) == (2, "research", "randomised_trial")
    assert (second.kind, second.study_type) == ("systematic_review", "")


def test_what_pubmed_knows_against_a_work_is_said():
    retracted = NBIB.replace("PT  - Systematic Review", "PT  - Retracted Publication\nRIN - Lancet. 2010")

    assert [note.message for note in entries(retracted)[1].notes] == [
        "Line 23: PubMed says that this publication was retracted.",
        "Line 23: PubMed names a retraction of it: Lancet. 2010",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2004 Jan-Feb", {"date-parts": [[2004, 1], [2004, 2]]}),
        ("2004 Dec-2005 Jan", {"date-parts": [[2004, 12], [2005, 1]]}),
        ("2004 Jan 5-8", {"date-parts": [[2004, 1, 5], [2004, 1, 8]]}),
        ("2004 Spring", {"date-parts": [[2004]], "season": 1}),
        ("2004-2005", {"date-parts": [[2004], [2005]]}),
        ("sometime", {"literal": "sometime"}),
    ],
)
def test_dates_of_pubmed_are_read(day, expected):
    assert entries(f"PMID- 1\nTI  - A title\nDP  - {day}\n")[0].csl["issued"] == expected
