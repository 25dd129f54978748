"""Every number of citation shape counts: it is a citation, or a doubt named with its line, never silently prose; and
nothing is concluded from "the highest number cited" before all were counted."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange import read_file, read_pasted
from articles.exchange.citation_marks import UntellableError, expand
from articles.exchange.document import Document

from .docx import docx, paragraph, run

PAGES = Path(__file__).parent / "cases"
WORKS = (
    ("Boyer EW, Shannon M. The serotonin syndrome.", "N Engl J Med", 2005),
    ("Dunkley EJ, Isbister GK. The Hunter serotonin toxicity criteria.", "QJM", 2003),
    ("Lane RM. SSRI-induced extrapyramidal side-effects and akathisia.", "J Psychopharmacol", 1998),
    ("Hofmann SG, Asnaani A. The efficacy of cognitive behavioral therapy.", "Cognit Ther Res", 2012),
)


def page(name: str) -> Document:
    return read_file(name, (PAGES / name).read_bytes())


def text(*claims: str, works: int = 2, numbered: bool = True) -> str:
    """A page of these claims, with a reference list."""
    listed = [
        f"{f'{number}. ' if numbered else ''}{title} {journal}. {year};12({number}):111-20."
        for number, (title, journal, year) in enumerate(WORKS[:works], start=1)
    ]
    return "\n\n".join(["Restlessness", "What is known about restlessness.", *claims, "References", *listed])


def read(*claims: str, works: int = 2, numbered: bool = True) -> Document:
    return read_pasted(text(*claims, works=works, numbered=numbered))


def html_of(document: Document) -> str:
    return document.front.base.html + "".join(part.base.heading + part.base.html for part in document.sections)


def cited(document: Document) -> list[int]:
    """Every number cited, in order, resolved or not."""
    of_key = {entry.key: entry.number for entry in document.references}
    atoms = re.findall(r'<cite data-(?:ref="([^"]*)"|unresolved="\[(\d+)\]")', html_of(document))
    return [of_key[key] if key else int(number) for key, number in atoms]


def doubts(document: Document) -> list[str]:
    """What was left as text and named as a doubt, with its line."""
    found = (re.match(r"Line (\d+): “(.+?)” may be", issue.message) for issue in document.issues)
    return [f"{match[1]}: {match[2]}" for match in found if match]


def lacking(document: Document) -> list[str]:
    """The issues that name a number which the list lacks."""
    return [issue.message for issue in document.issues if issue.code == "no-such-reference"]


# Whole pages


def test_numbers_above_an_unnumbered_list_are_cited_and_prevent_a_proposal():
    document = page("twin-a.txt")

    assert document.proposal is None
    assert [mark.marker for mark in document.unresolved] == [
        f"[{number}]"
        for number in [
            *(1, 2, 3, 4, 1, 2, 2, 1, 2, 1, 3, 5, 6, 4, 4, 4, 3, 3, 4, 5, 7, 4, 1, 2, 2, 1, 2, 5, 4, 1, 6, 3, 2),
            *(1, 3, 6, 1, 2, 5, 1, 5, 7, 4),
        ]
    ]
    assert len(document.references) == 4
    said = [issue.message for issue in document.issues if issue.code == "unmatched-list"]
    assert said == [
        "Line 127: the reference list has no numbers and 4 entries, but the highest number cited is 7: "
        "its citations stay unresolved."
    ]


def test_numbers_beyond_a_numbered_list_are_unresolved_and_named_with_their_lines():
    document = page("numbers-beyond-list.txt")

    assert cited(document) == [1, 2, 7, 1, 2, 3, 2, 5, 2, 9, 1, 4]
    assert [(mark.marker, mark.line) for mark in document.unresolved] == [
        ("[7]", 7),
        ("[3]", 9),
        ("[5]", 11),
        ("[9]", 13),
        ("[4]", 13),
    ]
    assert lacking(document) == [
        f"Line {line}: [{number}] is cited, but the list has no such number."
        for number, line in ((7, 7), (3, 9), (5, 11), (9, 13), (4, 13))
    ]
    assert "Vitamin B12 and COVID-19 have nothing to do with it. Take 5 ml, up to 3 times a day" in html_of(document)


def test_a_page_of_several_styles_cites_the_plain_one_and_doubts_each_other():
    document = page("numbers-mixed-styles.txt")

    assert cited(document) == [2, 1, 4, 1, 2, 9]
    assert doubts(document) == ["9: 1", "9: 2,7", "11: 1, 2, 6", "13: 2", "14: 8", "16: (1)", "16: (2, 3)"]
    assert "Check for the following: 1, 2, 6" not in [part.base.heading for part in document.sections]


def test_an_unnumbered_list_shorter_than_its_numbers_is_not_matched():
    document = page("numbers-unnumbered-list.txt")

    assert document.proposal is None
    assert cited(document) == [1, 2, 1, 2, 3]
    assert "the highest number cited is 3" in " ".join(issue.message for issue in document.issues)


# Shapes


@pytest.mark.parametrize(
    ("claim", "numbers"),
    [
        ("Restlessness is common in adults.[2,7]", [2, 7]),
        ("Restlessness is common in adults [1–3].", [1, 2, 3]),
        ("Restlessness is common in adults [1]–[3].", [1, 2, 3]),
        ("Restlessness is common in adults [1 and 7].", [1, 7]),
        ("Restlessness is common in adults.²˒⁷".replace("˒", ","), [2, 7]),
        ("Restlessness is common in adults.¹⁻³", [1, 2, 3]),
        ("Restlessness is common in adults.2,7", [2, 7]),
        ("Restlessness is common in adults.7", [7]),
        ("Restlessness was described by Lane et al.7", [7]),
        ("Restlessness is common in adults,1,7 and in the young.", [1, 7]),
        ("Restlessness is common in adults [refs 1, 7].", [1, 7]),
        ("Restlessness may last > 6 months [1][7]", [1, 7]),
        ("Restlessness was named so in 2005.7", [7]),
        ("Restlessness is a common cause 1, 7", [1, 7]),
        ("Restlessness is common in most adults 1, 2, 7", [1, 2, 7]),
        ("Restlessness in adults is caused by any of these: 1, 2, 7", [1, 2, 7]),
        ("Coffee is bad for sleep (1) and rest is good for it (2) in the young.", [1, 2]),
    ],
)
def test_a_number_that_the_list_lacks_is_cited_in_every_shape(claim, numbers):
    document = read(claim)

    assert cited(document) == numbers
    beyond = [number for number in numbers if number > 2]
    assert lacking(document) == [f"Line 5: [{n}] is cited, but the list has no such number." for n in beyond]


@pytest.mark.parametrize(
    ("claim", "doubt"),
    [
        ("Some of them were treated with sertraline 7", "7"),
        ("It belongs to lack of vitamin C 7", "7"),
        ("It is rare with vitamin B12 7", "7"),
        ("Restlessness in these adults depends on dose 9", "9"),
        ("Restlessness is common in most adults 9", "9"),
        ("Restlessness is common in most adults (9).", "(9)"),
        ("Restlessness is common in most adults 2, 2", "2, 2"),
        ("Restlessness is common in most adults [7-3].", "[7-3]"),
        ("Restlessness came in all7 of the adults.", "7"),
        ("Restlessness came at all ages 2, 4, 7", "2, 4, 7"),
        ("Restlessness came with vitamin B12.7 It went.", "7"),
        ("Restlessness is common in most adults [7, p. 12; 9].", "[7, p. 12; 9]"),
        ("Restlessness is common in most adults [ref. 7a].", "[ref. 7a]"),
    ],
)
def test_what_cannot_be_told_is_a_doubt_with_its_line_and_never_silently_prose(claim, doubt):
    document = read(claim)

    assert f"5: {doubt}" in doubts(document)


@pytest.mark.parametrize(
    "claim",
    [
        "Restlessness is common over the age of 65.",
        "Take no more than 20.",
        "It is worse with a level ≥ 65.",
        "Restlessness was seen with COVID-19.",
        "It is graded on a scale of 10.",
        "Call the helpline on 020 7946 123.",
        "There are (1) few studies and (2) small ones.",
        "They looked at the records of 12,000.",
        "It began in 2005.",
        "Use 5 ml, up to 3 times a day, for 7 days.",
        "The area was 5 m².",
        "The calcium (Ca²⁺) was measured.",
        "See Table 2",
        "Two (2) tablets were taken.",
        "The exponent was 10⁻³ in R² of x².",
        "The ICD code of it is G43.1",
        "It is classed as stage 2",
        "The level was 8 mm3 in most of them.",
        "The exponent is 4 × 10⁹ per litre.",
    ],
)
def test_what_is_shown_to_be_a_number_is_left_without_a_word(claim):
    document = read("Restlessness is common in adults.1,2", claim)

    assert cited(document) == [1, 2]
    assert doubts(document) == []
    assert claim.split()[-1] in html_of(document)


def test_superscripts_of_word_count_whatever_the_list_has():
    listed = [paragraph(run(f"{title} {journal}. {year};12(1):111-20.")) for title, journal, year in WORKS[:2]]
    body = [paragraph(run("Restlessness is common in adults."), run("2,7", "sup"))]
    document = read_file("a.docx", docx(paragraph(run("Restlessness")), *body, paragraph(run("References")), *listed))

    assert [mark.marker for mark in document.unresolved] == ["[2]", "[7]"]
    assert document.proposal is None


def test_superscripts_on_two_lines_are_two_numbers():
    document = read_file("a.html", "<p>Restlessness is common.¹<br>² ³ – ⁴</p>".encode())

    assert cited(document) == [1, 2, 3, 4]


@pytest.mark.parametrize("listed", ["3-1", "1-99", "0", "1-2-3", "1 2", "-3", "x"])
def test_a_range_that_names_no_numbers_says_why(listed):
    with pytest.raises(UntellableError, match=r"range|more than|0 is|no number"):
        expand(listed)


# Proposals


def test_a_doubt_above_the_list_prevents_a_proposal_and_is_named():
    document = read(
        "Restlessness is common in adults.1", "It fades within days.2", "It came with sertraline 3", numbered=False
    )

    assert document.proposal is None
    assert "3 in line 9 may be a citation" in " ".join(issue.message for issue in document.issues)


def test_a_mark_that_cannot_be_counted_prevents_a_proposal():
    document = read(
        "Restlessness is common in adults.[1]", "It fades within days.[2]", "It is mild.[9-3]", numbered=False
    )

    assert document.proposal is None
    assert "the mark in line 9 cannot be counted" in " ".join(issue.message for issue in document.issues)


def test_a_list_as_long_as_the_highest_number_is_proposed():
    document = read("Restlessness is common in adults.1", "It fades within days.2", numbered=False)

    assert list(document.proposal.numbers) == [1, 2]


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDINGS = {
    "brackets": lambda numbers: f".[{', '.join(map(str, numbers))}]",
    "glued": lambda numbers: f".{','.join(map(str, numbers))}",
    "at the end": lambda numbers: f" {', '.join(map(str, numbers))}",
    "in parentheses": lambda numbers: f" ({', '.join(map(str, numbers))}).",
    "superscripts": lambda numbers: "." + ",".join(map(str, numbers)).translate(_RAISED),
}
_CLAIMS = (
    "Restlessness is common in most adults",
    "It may begin within hours of the first tablets",
    "Sleep was better after a walk by the sea",
    "Some people were treated with sertraline",
    "The effect belongs to the whole class",
    "It is part of what takes long to heal",
    "Few of them had a lack of vitamin C",
)


@given(
    style=st.sampled_from(sorted(_ENDINGS)),
    marks=st.lists(
        st.tuples(st.sampled_from(_CLAIMS), st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True)),
        min_size=1,
        max_size=6,
        unique_by=lambda mark: mark[0],  # what a page says again is set apart
    ),
    works=st.integers(2, 4),
    numbered=st.booleans(),
)
def test_no_mark_is_silently_prose_and_a_proposal_needs_equal_counts(style, marks, works, numbered):
    claims = [claim + _ENDINGS[style](numbers) for claim, numbers in marks]
    document = read(*claims, works=works, numbered=numbered)

    assert len(document.references) == works
    named = [int(number) for doubt in doubts(document) for number in re.findall(r"\d+", doubt.split(": ", 1)[1])]
    said = [number for _, numbers in marks for number in numbers]
    counted = sorted(_resolved_or_not(document)) + sorted(named)
    assert sorted(counted) == sorted(said)
    beyond = [number for number in _resolved_or_not(document) if number > works]
    if numbered:
        assert len(lacking(document)) == len(beyond)
    if document.proposal:
        assert not numbered
        assert max(said) == works


def _resolved_or_not(document: Document) -> list[int]:
    numbers = {entry.key: entry.number or place for place, entry in enumerate(document.references, start=1)}
    atoms = re.findall(r'<cite data-(?:ref="([^"]*)"|unresolved="\[(\d+)\]")', html_of(document))
    return [numbers[key] if key else int(number) for key, number in atoms]


def test_raised_numbers_with_a_space_between_are_two():
    assert cited(read("Most cases are mild.¹ ²")) == [1, 2]
