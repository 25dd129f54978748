"""Numbers at the end of titles and headings, and headings that are nothing but a citation."""

import pytest

from articles.exchange import read_file

from .test_pages import PAGES, headings, page, section


def test_a_number_at_the_end_of_a_heading_is_a_citation_only_where_the_text_is_cited_by_such_numbers():
    cited = page("glued-headless.txt")
    text = (PAGES / "glued-headless.txt").read_text().replace("jerk.1,2", "jerk.").replace("nerves.1", "nerves.")
    plain = read_file("page.txt", text.replace("pattern.2", "pattern.").encode())

    assert (headings(cited)[-1], headings(plain)[-1]) == ("Do not stop alone", "Do not stop alone 1")
    told = [issue.message for issue in plain.issues if issue.target == "line:13"]
    assert [one.partition(": it ends")[0] for one in told] == ["Line 13: “1” may be a citation, but was left as text"]


@pytest.mark.parametrize("mark", ["[1]", "¹"])
def test_citation_of_a_heading_stands_right_under_it(mark):
    text = (PAGES / "glued-headless.txt").read_text().replace("alone 1", f"alone {mark}")

    document = read_file("page.txt", text.encode())

    assert headings(document)[-1] == "Do not stop alone"
    assert section(document, "do-not-stop-alone").startswith('<p><cite data-ref="enevoldson2004"></cite></p><p>')


@pytest.mark.parametrize("title", ["Sleep topic 1", "A good sleep topic 1", "What helps best of all 2"])
@pytest.mark.parametrize("form", ["# {}\n\n", "{}\n\n"])
def test_a_number_at_the_end_of_a_title_stays_in_it(form, title):
    lines = "Sleep is rest, as everybody says 1.\n\nThis one helps all of us 2.\n\nAnd so does the other one 3.\n\n"
    listed = "References\n\n1. Boyer EW. A syndrome. Lancet. 2005;1:1-4.\n2. Lane RM. Effects. Lancet. 1998;2:3-4.\n"

    document = read_file("a.txt", f"{form.format(title)}{lines}{listed}".encode())

    assert document.front.base.heading == title


HEADED = "# Sleep\n\nLead words [2].\n\n## Rest\n\nSome words.\n\n## {}\n\nMore words.\n"
LISTED = "\n## References\n\n1. Boyer EW. A syndrome. Lancet. 2005;1:1-4.\n2. Lane RM. Effects. Lancet. 1998;2:3-4.\n"


@pytest.mark.parametrize(
    ("heading", "listed", "cite"),
    [
        ("[3]", "", 'data-unresolved="[3]"'),
        ("[1]", LISTED, 'data-ref="boyer2005"'),
        ("¹", LISTED, 'data-ref="boyer2005"'),
        ("[@lane1998]", "", 'data-ref="lane1998"'),
    ],
)
def test_a_heading_of_nothing_but_a_citation_is_a_paragraph_and_told_with_its_line(heading, listed, cite):
    document = read_file("a.md", (HEADED.format(heading) + listed).encode(), known_keys=["lane1998"])

    assert headings(document) == ["Rest"]
    assert section(document, "rest") == f"<p>Some words.</p><p><cite {cite}></cite></p><p>More words.</p>"
    assert "mark-heading" in [issue.code for issue in document.issues if issue.target == "line:9"]
