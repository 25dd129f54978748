"""Small Word files, each with one trap: what must arrive, and what must be said."""

import re
from pathlib import Path

import pytest

from articles.exchange import read_file
from articles.text import citations_in

CASES = Path(__file__).parents[1] / "cases"
HUNTER = "The Hunter Serotonin Toxicity Criteria: simple and accurate diagnostic decision rules for serotonin toxicity"
BOYER, DUNKLEY, LANE = "boyer2005", "dunkley2003", "lane1998"


def case(name: str, **options):
    return read_file(f"{name}.docx", (CASES / f"{name}.docx").read_bytes(), **options)


def html(document, place: int = 0) -> str:
    return document.sections[place].base.html


def marks(document) -> list[tuple[str, str]]:
    found = [mark for section in document.sections for mark in citations_in(section.base.html)]
    return [(mark.key or f"?{mark.unresolved}", mark.locator) for mark in found]


def said(document, *kinds: str) -> list[str]:
    return [remark.words for remark in document.remarks if not kinds or remark.kind in kinds]


def rows(html: str) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in found]


def test_empty_cells_keep_every_value_in_its_column():
    document = case("empty-cells")

    assert rows(html(document)) == [
        ["", "Start", "Usual", "Maximum"],
        ["Sertraline", "50 mg", "", "200 mg"],
        ["Citalopram", "", "20 mg", "40 mg"],
        ["Fluoxetine", "20 mg", "20 mg", ""],
    ]
    assert (document.remarks, document.issues, document.set_apart) == ([], [], [])


def test_signs_of_sign_fonts_are_what_they_stand_for():
    document = case("symbol-font")

    assert html(document) == (
        "<p>Start with 25 μg once a day.</p><p>If your age is ≥ 65 years, start with 12.5 μg.</p>"
        "<p>Blood pressure ≤ 90 mmHg: do not take it.</p><p>Result ↑ means higher and 🖄 means stop.</p>"
    )
    assert said(document, "sign") == ["μ", "≥", "μ", "≤", "↑", "🖄"]
    assert "“m”" in document.remarks[0].reason
    assert document.remarks[0].sentence == "Start with 25 μg once a day."
    assert all(remark.serious for remark in document.remarks)


def test_struck_words_are_left_out_and_named():
    document = case("struck-out")

    assert html(document) == "<p>Take no more than 50 mg a day.</p><p>Children must not take it.</p>"
    assert [(one.kind, one.words, one.sentence, one.serious) for one in document.remarks] == [
        ("struck", "200", "Take no more than 50 mg a day.", True),
        ("struck", "may", "Children must not take it.", True),
    ]


def test_a_pending_insertion_is_no_plain_text():
    document = case("tracked-insertion")

    assert html(document) == "<p>Take 75 mg once a day with food.</p>"
    (remark,) = document.remarks
    assert (remark.kind, remark.words) == ("inserted", "or 300 mg (is this right? ask pharmacy)")
    assert (remark.who, remark.when, remark.serious) == ("Reviewer", "2026-01-01T00:00:00Z", True)


def test_a_pending_insertion_taken_as_done_is_still_told():
    document = case("tracked-insertion", tracked="accepted")

    assert html(document) == "<p>Take 75 mg or 300 mg (is this right? ask pharmacy) once a day with food.</p>"
    assert said(document, "inserted") == ["or 300 mg (is this right? ask pharmacy)"]


CHANGES = [
    ("deleted", "5 mg"),
    ("inserted", "3 mg"),
    ("deleted", ""),
    ("deleted", "Under 65, 5 mg"),
    ("moved", "Never double the dose."),
    ("moved", "Never double the dose."),
]


@pytest.mark.parametrize(
    ("tracked", "paragraphs", "table"),
    [
        (
            "accepted",
            [
                "Take 3 mg in the evening.",
                "Do not take it with grapefruit juice or cranberry juice.",
                "If you miss a dose, wait. Never double the dose.",
            ],
            [["Age", "Dose"], ["65 and over", "3 mg"]],
        ),
        (
            "rejected",
            [
                "Take 5 mg in the evening.",
                "Do not take it with",
                "grapefruit juice or cranberry juice.",
                "Never double the dose.",
                "If you miss a dose, wait.",
            ],
            [["Age", "Dose"], ["Under 65", "5 mg"], ["65 and over", "3 mg"]],
        ),
    ],
    ids=["accepted", "rejected"],
)
def test_tracked_rows_marks_and_moves_are_in_one_state(tracked, paragraphs, table):
    document = case("tracked-rows-and-marks", tracked=tracked)

    assert re.findall(r"<p>(.*?)</p>", html(document)) == paragraphs
    assert rows(html(document)) == table
    assert [(remark.kind, remark.words) for remark in document.remarks] == CHANGES
    assert all(remark.serious for remark in document.remarks)


LONG = (
    "Take the tablets with a large glass of water and stay upright for half an hour, because they can hurt the gullet; "
    "never take more than one tablet in a day, not even after a missed dose."
)


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [
        ("accepted", "<p>Take one tablet once a week.</p><p>Do not eat for 30 minutes.</p>"),
        ("rejected", f"<p>{LONG}</p><p>Do not lie down for 30 minutes.</p>"),
    ],
    ids=["accepted", "rejected"],
)
def test_long_changes_are_told_whole_and_apart(tracked, expected):
    document = case("tracked-long", tracked=tracked)

    assert html(document) == expected
    assert said(document, "deleted") == [LONG, "lie down"]
    assert said(document, "inserted") == ["Take one tablet once a week.", "eat"]


def test_equations_are_readable_and_named():
    document = case("equation")

    assert html(document) == (
        "<p>Creatinine clearance is (140 − age) × weight / (72 × creatinine) in millilitres a minute.</p>"
        "<p>Below 30 ml/min the dose is halved.</p>"
    )
    assert [(one.words, one.serious) for one in document.remarks] == [
        ("(140 − age) × weight / (72 × creatinine)", True),
        ("30", True),
    ]


def test_numbers_go_on_after_a_paragraph():
    document = case("numbering-resumed")

    assert html(document) == (
        "<ol><li>Shake the inhaler well.</li><li>Breathe out fully.</li></ol>"
        "<p>If you feel dizzy at this point, sit down and wait for a minute.</p>"
        '<ol start="3"><li>Press once and breathe in slowly.</li><li>Hold your breath for ten seconds.</li></ol>'
        "<p>Repeat steps 3 and 4 for the second puff.</p>"
    )
    assert document.remarks == []


def test_lists_by_styles_are_nested():
    document = case("list-styles-nested")

    assert html(document) == (
        "<ul><li>Medicines<ul><li>tablets<ul><li>in their boxes</li></ul></li><li>inhalers</li></ul></li>"
        "<li>A list of allergies</li></ul><p>Do this:</p>"
        "<ol><li>Call the ward.<ol><li>Ask for the time.</li><li>Ask about food.</li></ol></li>"
        "<li>Come fasting.</li></ol>"
    )
    assert document.remarks == []


def test_a_contents_list_is_set_apart():
    document = case("contents-list")

    assert [(one.reason, one.text) for one in document.set_apart] == [
        ("contents list", "Triptans 2"),
        ("contents list", "When to stop 5"),
    ]
    assert [section.base.heading for section in document.sections] == ["Triptans", "When to stop"]
    assert document.front.base.html == "<p>This page is for adults who take this medicine at home.</p>"


def test_styles_name_authors_date_and_abstract():
    document = case("author-date-abstract-styles")

    assert [(one.name, one.credentials) for one in document.bylines] == [("Ada Poe", "PharmD"), ("Ben Roe", "MD")]
    assert document.dates == {"published": "2024-07-28"}
    assert document.front.base.html == "<p>Gout is a painful kind of arthritis that comes in attacks.</p>"


def test_pictures_are_named_and_captions_stay_with_their_table():
    document = case("picture-caption-alt")

    assert html(document).startswith(
        "<p>Hold it upright with the mouthpiece down.</p><p>Shake it, then breathe out.</p>"
    )
    assert "<p>Table 1. Puffs in a day.</p><table>" in html(document)
    assert ("picture caption", "Figure 1. How to hold the inhaler.") in [
        (one.reason, one.text) for one in document.set_apart
    ]
    alt = "A hand holds an inhaler upright, mouthpiece at the bottom"
    assert said(document, "picture") == [alt, "", "Figure 1"]
    pictured = [one for one in document.remarks if one.kind == "picture"][1]
    assert pictured.sentence == "Shake it, then breathe out."
    assert pictured.serious


def test_a_text_box_comes_once_as_a_callout():
    document = case("textbox-fallback")

    assert html(document) == (
        '<p>Take one tablet at bedtime.</p><aside data-callout="warning"><p><strong>Warning</strong></p>'
        "<p>Never take it with alcohol.</p></aside><p>Stop after two weeks.</p>"
    )
    assert [section.base.heading for section in document.sections] == ["Before you take it"]
    assert said(document) == ["Warning Never take it with alcohol."]


def test_notes_are_references_or_words():
    document = case("footnotes-remarks")

    assert marks(document) == [(DUNKLEY, ""), ("?[note 2]", ""), (DUNKLEY, "p. 640"), (BOYER, "")]
    assert [entry.key for entry in document.references] == [DUNKLEY, BOYER]
    remark = "In this text, mild means that no treatment in a hospital is needed."
    assert said(document, "note")[0] == remark
    assert document.set_apart[0].text == f"2 {remark}"
    assert said(document, "note")[1] == "Ibid., p. 640."
    assert "The doses there are not those used today." in said(document, "note")[2]
    assert "↑" not in html(document)


@pytest.mark.parametrize(
    ("name", "cited", "listed"),
    [
        (
            "fields-zotero-numbers",
            [
                (DUNKLEY, ""),
                (BOYER, "p. 1115"),
                (DUNKLEY, ""),
                (LANE, ""),
                (DUNKLEY, ""),
                (BOYER, ""),
                (LANE, ""),
            ],
            [DUNKLEY, BOYER, LANE],
        ),
        (
            "fields-zotero-author-year-no-list",
            [(DUNKLEY, ""), (BOYER, "see p. 1115, for the range"), ("ables2010", ""), (BOYER, ""), (LANE, "")],
            [DUNKLEY, BOYER, "ables2010", LANE],
        ),
        ("fields-endnote", [(DUNKLEY, ""), (BOYER, ""), (DUNKLEY, ""), (BOYER, "")], [DUNKLEY, BOYER]),
        ("fields-endnote-no-list", [(DUNKLEY, ""), (BOYER, "")], [DUNKLEY, BOYER]),
        (
            "fields-mendeley",
            [(DUNKLEY, ""), (BOYER, "pp. 1115–1116"), (LANE, ""), (BOYER, "")],
            [BOYER, DUNKLEY, LANE],
        ),
        (
            "fields-word-own",
            [(DUNKLEY, ""), (BOYER, "p. 1115"), (BOYER, ""), (LANE, ""), ("?Gon99", "")],
            [DUNKLEY, BOYER, LANE],
        ),
    ],
    ids=["zotero-numbers", "zotero-no-list", "endnote", "endnote-no-list", "mendeley", "word-own"],
)
def test_fields_resolve_exactly(name, cited, listed):
    document = case(name)

    assert marks(document) == cited
    assert [entry.key for entry in document.references] == listed
    hunter = next(entry.csl for entry in document.references if entry.key == DUNKLEY)
    assert hunter["title"] == HUNTER
    assert hunter["container-title"] == "QJM: An International Journal of Medicine"
    assert len(hunter["author"]) == 5
    assert [section.base.heading for section in document.sections] == ["Signs"]
    told = next(remark.reason for remark in document.remarks if remark.kind == "field")
    assert ("no printed list" in told) == (name.endswith("no-list") or name == "fields-word-own")


def test_a_source_that_is_gone_is_named():
    document = case("fields-word-own")

    assert "Invalid source" not in html(document)
    gone = next(remark for remark in document.remarks if remark.serious)
    assert (gone.kind, gone.words) == ("field", "Invalid source specified.")
    assert "Gon99" in gone.reason


def test_prefix_and_page_of_a_field_stay():
    document = case("fields-zotero-locator")

    assert marks(document)[:2] == [("ferris2018", "see p. 46"), ("okafor2019", "")]
    assert [entry.key for entry in document.references] == ["ferris2018", "okafor2019"]


def test_superscripts_cite_and_exponents_stay():
    document = case("list-vancouver")

    assert [key for key, _ in marks(document)] == [DUNKLEY, BOYER, LANE, DUNKLEY, BOYER, LANE, "nimh2016"]
    assert "2 m<sup>2</sup> and the count is 10<sup>9</sup> per litre." in html(document)
    assert [entry.number for entry in document.references] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.docx")))
def test_every_file_is_read_with_a_place_for_every_line(name):
    document = case(name)

    assert set(document.places) == {number for number, line in enumerate(document.lines, start=1) if line.strip()}
    assert all("accounted" not in issue.message for issue in document.issues)
