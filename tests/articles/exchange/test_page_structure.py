"""What stands around and between the words of a copied page: notices, controls, labels, headings over headings, claims
that introduce lists, and lines behind the last reference."""

import re
from pathlib import Path

import pytest

from articles.exchange import read_file, read_pasted
from articles.exchange.document import Document

CASES = Path(__file__).parent / "cases"
LEAD = "Gout is a painful kind of arthritis that comes in attacks and mostly strikes the big toe at night."
TEXT = "Colchicine eases the pain within a day if it is taken early, and fewer tablets do as well as many of them."
MORE = "Most people have a second attack within two years, which is why some of them take a medicine every day."


def read(*lines: str) -> Document:
    return read_pasted("\n\n".join(lines))


def apart(document: Document) -> dict[str, str]:
    return {item.text: item.reason for item in document.set_apart}


def outline(document: Document) -> list[tuple[int, str]]:
    found = []
    for section in document.sections:
        found.append((2, section.base.heading))
        found += [(int(level), words) for level, words in re.findall(r"<h([34])>(.*?)</h", section.base.html)]
    return found


def test_a_table_of_tabs_keeps_its_empty_cells():
    html = read_file("a.txt", (CASES / "empty-cells.txt").read_bytes()).sections[0].base.html

    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]
    assert rows == [
        ["Drug", "Starting dose", "Usual dose", "Maximum"],
        ["Sertraline", "50 mg", "", "200 mg"],
        ["Citalopram", "", "20 mg", "40 mg"],
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Editorial StandardsRead how we check what we publish", "notice of the site"),
        ("Nurse TeamAll our texts are read by nurses", "notice of the site"),
        ("Tell us who you are so that we can pick the right words for you", "control of the page"),
        ("Your choice lets us show the level of detail that you want.", "control of the page"),
        ("Preferences", "control of the page"),
        ("Publication Workflow", "loose label"),
        ("In review", "loose label"),
    ],
)
def test_what_a_site_says_of_itself_over_the_headline_is_set_apart(line, reason):
    state = ["Published"] if line == "Publication Workflow" else []
    over = ["Content Status", line] if line == "In review" else [line]
    document = read("How is an attack of gout treated?", *over, *state, "Gout Attacks and Their Treatment", LEAD,
                    "What helps", TEXT)  # fmt: skip

    assert (document.front.base.heading, document.front.base.question) == (
        "Gout Attacks and Their Treatment",
        "How is an attack of gout treated?",
    )
    assert apart(document)[line] == reason
    assert document.bylines == []
    assert LEAD in document.front.base.html


def test_words_that_only_look_glued_or_like_a_control_stay():
    document = read(
        "Gout", LEAD, "What helps", TEXT, "MedlinePlus and PubMed tell you more about it than we do.",
        "Ask your doctor to help you choose.",
    )  # fmt: skip

    assert document.set_apart == []


def test_the_label_of_a_link_behind_a_date_is_set_apart_and_the_date_read():
    document = read("Gout Attacks", "Last reviewed: 4 May 2024See who checked it", LEAD, "What helps", TEXT)

    assert document.dates == {"reviewed": "2024-05-04"}
    assert apart(document) == {"See who checked it": "control of the page"}
    assert document.places[3] == "date, set apart"


def test_the_headline_behind_a_date_is_what_the_question_asks_about():
    document = read("What brings on gout?", "Updated: 4 May 2024", "What Brings on Gout Attacks", LEAD, "Causes", TEXT)

    assert document.front.base.heading == "What Brings on Gout Attacks"


def test_a_heading_behind_a_date_stays_a_heading():
    document = read("Can gout be cured?", "Updated: 4 May 2024", "Medicines for an attack", TEXT, "Outlook", MORE)

    assert document.front.base.heading == "Can gout be cured?"
    assert [words for _, words in outline(document)] == ["Medicines for an attack", "Outlook"]


def test_markers_of_an_advertisement_and_all_between_them_are_set_apart():
    document = read(
        "Gout", LEAD, "***** Advertisement - Text Continues Below *****", "Softest shoes in town", "Order today",
        "***** Advertisement Ends *****", "What helps", TEXT,
    )  # fmt: skip

    assert set(apart(document).values()) == {"advertisement"}
    assert len(document.set_apart) == 4
    assert outline(document) == [(2, "What helps")]


def test_a_marker_without_end_takes_no_prose():
    document = read("Gout", LEAD, "Advertisement", TEXT, "What helps", MORE)

    assert TEXT in document.front.base.html


@pytest.mark.parametrize(
    "label", ["Clinical Advisory", "Medical Review Board", "Advertiser Disclosure", "Health Alert"]
)
def test_a_label_between_a_heading_and_its_text_is_set_apart(label):
    document = read("Gout", LEAD, "What helps in an attack?", label, TEXT, "What comes later?", MORE)

    assert apart(document) == {label: "loose label"}
    assert outline(document) == [(2, "What helps in an attack?"), (2, "What comes later?")]


def test_of_two_headings_in_a_row_the_upper_one_is_the_parent():
    document = read(
        "Gout", LEAD, "Care in an Attack", "First Steps", TEXT, "Later Care", "Long Treatment", "• tablets every day",
        "• blood tests",
    )  # fmt: skip

    assert outline(document) == [(2, "Care in an Attack"), (3, "First Steps"), (2, "Later Care"), (3, "Long Treatment")]
    assert document.set_apart == []


@pytest.mark.parametrize("tail", [":", ": 1, 2", ": [1][2]", " 1:"])
def test_a_line_that_introduces_a_list_is_text_however_short(tail):
    document = read("Gout", LEAD, "What helps", f"Signs of an attack are{tail}", "• a red toe", "• fever", "• pain")

    assert outline(document) == [(2, "What helps")]
    assert "Signs of an attack are" in document.sections[0].base.html


def test_a_short_claim_with_its_number_is_text():
    document = read("Gout", LEAD, "What helps", "Ice is a help in most attacks 2", "Rest helps too 1", TEXT)

    assert outline(document) == [(2, "What helps")]


def test_short_claims_in_a_row_are_not_set_apart():
    document = read(
        "Gout", LEAD, "What helps", TEXT, "Most people are well within a week", "Some have pain for a month",
        "Water should be at hand", MORE,
    )  # fmt: skip

    assert document.set_apart == []
    assert "Some have pain for a month" in document.sections[0].base.html + str(outline(document))


@pytest.mark.parametrize(
    "behind",
    [
        ["Legal Disclaimer", "The pages of this site are general and take the place of no visit to a doctor."],
        ["Do you have any other questions?", "Type below and our assistant answers."],
        ["Ask our nurses a question"],
    ],
)
@pytest.mark.parametrize("form", ["kinds", "lines", "numbers"])
def test_a_reference_ends_where_its_pattern_ends(behind, form):
    listed = {
        "kinds": [
            "Research",
            "Colchicine in gout.",
            "J Exp Rheum, 2018",
            "Guideline",
            "Care of gout.",
            "Rheum Soc, 2020",
        ],
        "lines": [
            "Ferris A, Dolan M. Colchicine in gout. J Exp Rheum. 2018;12(3):45-52.",
            "Okafor B. How fast it works. Ann Fam Care. 2019;7:101-9.",
        ],
        "numbers": [
            "1. Ferris A, Dolan M. Colchicine in gout. J Exp Rheum. 2018;12(3):45-52.",
            "2. Okafor B. How fast it works. Ann Fam Care. 2019;7:101-9.",
        ],
    }[form]
    document = read("Gout", LEAD, "What helps", TEXT, "References", *listed, *behind)

    assert len(document.references) == 2
    assert list(apart(document)) == behind
    assert all(behind[0] not in entry.text for entry in document.references)
