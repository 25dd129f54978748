"""What has the brackets or the numbers of citations and is something else: never a citation, never silent where it
might be one; and beside each the citation that looks much like it."""

import pytest

from articles.exchange import read_file
from tests.articles.exchange.word.files import p, run, word

LIST = """

## References

1. Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.
2. Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.
3. Basta M. Sleep in old age. Sleep. 2007;2(2):279-290.
"""


def read(said: str):
    document = read_file("page.md", f"# A title of words\n\n## Part of it\n\n{said}{LIST}".encode())
    cited = [one for section in document.sections for one in section.base.html.split("<cite ")[1:]]
    doubts = [issue.message for issue in document.issues if issue.code == "maybe-citation"]
    return len(cited), doubts, document


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Call `f([1, 2])` now and wait.", "it stands in code"),
        ("Use this:\n\n```\nx = [1, 2]\n```\n\nand wait.", "it stands in code"),
        ("Type <kbd>[2]</kbd> and wait.", "it stands in code"),
        ("The value x[1] is the first.", "it may be an index"),
        ("Look at the_list[2] for it.", "it may be an index"),
        ("Then names[2] = 4 is set.", "it may be an index"),
        ("It was high (95% CI [1, 3]) in all.", "it may be a range of values"),
        ("The median was high, IQR [1–3], in all.", "it may be a range of values"),
        ("Values of [2, 3] mmol were common.", "it may be a range of values"),
    ],
)
def test_brackets_that_cite_nothing_are_doubts(said, why):
    cited, doubts, document = read(said)

    assert cited == 0
    assert len(doubts) == 1
    assert doubts[0].endswith(f"{why}.")
    assert document.unaccounted == []


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("We know that E = mc<sup>2</sup> holds.", 0),
        ("The power is P=I<sup>2</sup> times R.", 0),
        ("We know that E = mc² holds.", 0),
        ("There was no difference (P = NS<sup>2</sup>).", 1),
        ("We know that it holds<sup>2</sup> for all.", 1),
        ("Give at most 500 mg<sup>2</sup> a day.", 1),
        ("Give at most 4 g² a day.", 1),
        ("Give 4 mg/m<sup>2</sup> a day.", 0),
        ("It grew to 5 m² at most.", 0),
        ("The result was E = high<sup>2</sup> in all.", 1),
    ],
)
def test_a_power_in_a_formula_is_no_citation(said, count):
    assert read(said)[0] == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("It was mild[1] in all.", 1),
        ("Take vitamin D[2] in winter.", 1),
        ("It occurs in 50% [1, 3] of people.", 2),
        ("As shown in [1, 3] it is mild.", 2),
        ("It was mild [1] years ago.", 1),
        ("Code is mild [1, 2].", 2),
    ],
)
def test_brackets_that_look_much_like_them_cite(said, count):
    assert read(said)[:2] == (count, [])


@pytest.mark.parametrize("said", ["The host is 192.168.0.1", "Use version 3.11.2", "This needs firmware 2.1"])
def test_the_end_of_an_address_or_a_version_is_a_number(said):
    assert read(f"It is so.1 And so.2\n\n{said}")[:2] == (2, [])


def test_a_number_behind_decimals_stays_a_doubt():
    cited, doubts, _ = read("It is so.1 And so.2\n\nThe ratio was 2.5.3")

    assert cited + len(doubts) == 3


def test_lines_that_only_count_are_doubts_and_claims_still_cite():
    cited, doubts, _ = read("It is so.1 And so.2\n\nThis is heading 1\n\nThis is heading 2\n\nMost cases are mild 3")

    assert cited == 3
    assert len(doubts) == 2
    assert all(doubt.endswith("stands before other numbers too.") for doubt in doubts)


@pytest.mark.parametrize(("style", "count"), [("HTML Code", 0), ("Verbatim Char", 0), ("Strong", 2)])
def test_code_of_a_word_file_is_known_by_its_style(style, count):
    styles = f'<w:style w:type="character" w:styleId="C"><w:name w:val="{style}"/></w:style>'
    listed = [p(f"{number}. Writer{number} A. A title of it. Sleep. 2007;2(2):279.") for number in (1, 2)]
    body = [p("A title of words"), p("Call it with ", run("[1, 2]", '<w:rStyle w:val="C"/>'), " and wait for it.")]
    document = read_file("page.docx", word(*body, p("References"), *listed, styles=styles))

    html = document.front.base.html + "".join(section.base.html for section in document.sections)
    assert html.count("<cite ") == count
    assert sum(issue.code == "maybe-citation" for issue in document.issues) == (0 if count else 1)


def test_a_number_in_code_that_is_linked_with_its_reference_cites():
    html = (
        "<h1>A title of words</h1><p>It is mild <code><a href='#r1'>[1]</a></code> in all.</p><h2>References</h2>"
        "<ol><li id='r1'>Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.</li></ol>"
    )

    assert 'data-ref="boyer2005"' in read_file("page.html", html.encode()).front.base.html
