"""Citations by key beside a printed list: resolved where the list says for sure what the key means, else offered."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted

BOYER = "Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120."
LANE = "Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214."
LANE_TOO = "Lane RM. Tremor in old age. J Psychopharmacol. 1998;12(3):300-310."
BERG = "van der Berg A. Sleep and dreams. Sleep. 2007;2(2):279-290."


def read(said: str, *entries: str, name="page.md", known=()):
    listed = "\n\n".join(entries)
    text = f"# A title of words\n\n## Part of it\n\n{said}\n\n## References\n\n{listed}\n"
    document = read_file(name, text.encode(), known_keys=known)
    html = "".join(section.base.html for section in document.sections)
    return html, {mark.marker: mark.likely for mark in document.unresolved}, document


def cite(key: str, locator: str = "") -> str:
    at = f' data-locator="{locator}"' if locator else ""
    return f'<cite data-ref="{key}"{at}></cite>'


@pytest.mark.parametrize(
    "key",
    ["boyer2005", "Boyer2005", "boyer_2005", "boyer:2005", "boyerSerotoninSyndrome2005", "boyer_serotonin_2005"],
)
def test_a_key_of_author_and_year_means_the_only_entry_of_both(key):
    html, unresolved, document = read(f"It is mild [@{key}, p. 4] in all.", BOYER, LANE)

    assert cite("boyer2005", "p. 4") in html
    assert unresolved == {}
    assert document.unaccounted == []


def test_a_surname_of_several_words_is_one_word_of_a_key():
    assert read("It is mild [@vanderberg2007].", BERG, LANE)[1] == {}


@pytest.mark.parametrize(
    ("key", "likely"),
    [
        ("lane1998", ["lane1998", "lane1998a"]),  # two of them
        ("lane1998b", ["lane1998", "lane1998a"]),  # a letter that the list does not print
        ("lane2003", ["lane1998", "lane1998a"]),  # another year
        ("lane", ["lane1998", "lane1998a"]),
        ("boyerHeadache2005", ["boyer2005"]),  # another title
        ("nobody1999", []),
    ],
)
def test_a_key_that_fits_less_stays_unresolved_with_what_it_may_mean(key, likely):
    html, unresolved, _ = read(f"It is mild [@{key}].", BOYER, LANE, LANE_TOO)

    assert "data-ref" not in html
    assert {marker: found[: len(likely)] for marker, found in unresolved.items()} == {f"[@{key}]": likely}


def test_the_title_tells_two_works_of_a_year_apart():
    html, unresolved, _ = read("It is mild [@laneTremor1998] or so [@lane_ssri_1998].", BOYER, LANE, LANE_TOO)

    assert (html.count(cite("lane1998a")), html.count(cite("lane1998")), unresolved) == (1, 1, {})


@pytest.mark.parametrize("label", ["@trial7:", "[trial7]", "{#trial7}"])
def test_the_label_that_the_list_prints_is_certain(label):
    html, unresolved, document = read("It is mild [@trial7].", f"{label} {BOYER}", LANE)

    assert cite("boyer2005") in html
    assert unresolved == {}
    assert document.references[0].csl["author"][0]["family"] == "Boyer"
    assert document.unaccounted == []


def test_what_pandoc_names_its_entries_is_certain():
    entry = "::: {{#ref-{0} .csl-entry}}\n{1}\n:::"
    html, unresolved, document = read(
        "It is mild [@x1; @lane1998].", "::: {#refs}", entry.format("x1", BOYER), entry.format("lane1998", LANE), ":::"
    )

    assert cite("boyer2005") + cite("lane1998") in html
    assert unresolved == {}
    assert [entry.key for entry in document.references] == ["boyer2005", "lane1998"]
    assert document.unaccounted == []


def test_attributes_of_a_heading_are_no_words():
    part = "## Part of it {#part .x}\n\nMild [1]."
    text = f"# A title of words\n\n{part}\n\n## References {{.unnumbered}}\n\n1. {BOYER}\n"
    document = read_file("page.md", text.encode())

    assert [section.base.heading for section in document.sections] == ["Part of it"]
    assert [entry.key for entry in document.references] == ["boyer2005"]
    assert document.unaccounted == []


def test_the_lists_own_label_goes_before_the_librarys_key():
    html, _, _ = read("It is mild [@lane1998].", f"[@lane1998] {BOYER}", known=["lane1998"])

    assert cite("boyer2005") in html


def test_a_key_of_the_library_needs_no_list_entry():
    assert cite("other1990") in read("It is mild [@other1990].", BOYER, known=["other1990"])[0]


def test_brackets_of_labels_cite_where_the_list_prints_labels():
    said = "It is mild [Boy05]. And so it is here [Lan98, Boy05]. But not there [Smi99]."
    html, unresolved, _ = read(said, f"[Boy05] {BOYER}", f"[Lan98] {LANE}")

    assert html.count(cite("boyer2005")) == 2
    assert html.count(cite("lane1998")) == 1
    assert list(unresolved) == ["[Smi99]"]


def test_without_labels_such_brackets_are_words():
    html, unresolved, _ = read("It was found early in [Covid19] wards.", BOYER, LANE)

    assert "[Covid19]" in html
    assert unresolved == {}


def test_pages_are_read_by_the_same_rule():
    listed = f"<h2>References</h2><ol><li>{BOYER}</li><li id='ref-x2'>{LANE}</li></ol>"
    html = f"<h1>A title</h1><p>It is mild [@boyer2005; @x2].</p>{listed}"
    document = read_file("page.html", html.encode())

    assert document.front.base.html == f"<p>It is mild {cite('boyer2005')}{cite('lane1998')}.</p>"


KEYED = {
    "paragraphs": ("a.md", "[@lane1998] {lane}\n\n[@boyer2005] {boyer}"),
    "items": ("a.md", "- [@lane1998] {lane}\n- [@boyer2005] {boyer}"),
    "numbers": ("a.md", "1. [@lane1998] {lane}\n2. [@boyer2005] {boyer}"),
    "colons": ("a.md", "[@lane1998]: {lane}\n\n[@boyer2005]: {boyer}"),
    "bare": ("a.md", "@lane1998 {lane}\n\n@boyer2005 {boyer}"),
    "one cites another": ("a.md", "[@lane1998] {lane} See [@boyer2005].\n\n[@boyer2005] {boyer}"),
    "text": ("a.txt", "[@lane1998] {lane}\n[@boyer2005] {boyer}"),
}


@pytest.mark.parametrize("way", KEYED)
def test_the_key_before_an_entry_is_said_with_the_entry(way):
    name, entries = KEYED[way]
    listed = entries.format(lane="Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.", boyer=BOYER)
    text = f"# A title of words\n\nSome words of it [@lane1998].\n\n## References\n\n{listed}\n"
    document = read_file(name, (text if name == "a.md" else text.replace("#", "")).encode())

    assert {entry.key for entry in document.references} == {"lane1998", "boyer2005"}
    assert document.unaccounted == []


def test_a_key_in_the_text_that_did_not_arrive_is_still_missed():
    page = f"# A title of words\n\nSome words of it [@lane1998].\n\n## References\n\n[@lane1998] {LANE}\n".encode()
    document = read_file("a.md", page)
    document.front.base.html = "<p>Some words of it.</p>"

    assert [finding.words for finding in accounted(document, page).unaccounted] == ["@lane1998"]


def test_a_page_on_one_line_is_read_a_second_time_as_any_other():
    page = "<h1>A title</h1><p>Some words of it [@lane1998], and more.</p><h2>References</h2>"
    page += f"<p>[@lane1998] {LANE}</p>"

    assert read_file("a.html", page.encode()).unaccounted == []
