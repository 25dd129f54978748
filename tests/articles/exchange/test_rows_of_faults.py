"""Kinds of faults found by trying, one named test each: hidden words, lists of references in every style, what follows
an unnumbered list, advertisements and lone labels."""

import pytest

from articles.exchange import read_file
from articles.exchange.doubts import doubts_of
from tests.articles.exchange.word.files import p, run, word

PAGE = """Why do legs cramp at night?

Cramps at night are common and often harmless, as most people know well.

What is known

Many people have cramps at night, and most of them need no treatment at all.1

- ADVERTISEMENT -

{advertised}

- ADVERTISEMENT CONTINUES BELOW -

They pass within minutes and leave no harm behind, as was found long ago.2

REVIEWED

What to do

Stretch the leg until the pain has gone, and walk about for some minutes.

References

Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.

Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214.

This page is for information only and is not a substitute for professional medical advice.

Was this page helpful? Tell us more about yourself
"""


def read(advertised: str = "Try our new pillow for better nights"):
    return read_file("page.txt", PAGE.format(advertised=advertised).encode())


def said(document) -> str:
    return "".join(section.base.html for section in [document.front, *document.sections])


def apart(document) -> dict[str, str]:
    return {item.text: item.reason for item in document.set_apart}


# B7


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'], ids=["hidden", "white", "size 1"]
)
def test_hidden_words_of_a_word_file_are_out_of_the_text_and_a_doubt_with_the_reason(look):
    body = p("Take 5 mg a day", run(" or 500 mg at once", look), " with plenty of water.")
    document = read_file("page.docx", word(p("A title of words"), body))

    assert "<p>Take 5 mg a day with plenty of water.</p>" in said(document)
    [doubt] = doubts_of(document)
    assert (doubt.remark.kind, doubt.remark.words) == ("hidden", "or 500 mg at once")


def test_words_that_look_like_others_are_not_hidden():
    body = p("Take 5 mg a day", run(" or 500 mg at once", '<w:color w:val="FF0000"/>'), " with plenty of water.")
    document = read_file("page.docx", word(p("A title of words"), body))

    assert "or 500 mg at once" in said(document)
    assert doubts_of(document) == []


# M3

ENTRIES = {
    "MLA": 'Boyer, Edward W. "The Serotonin Syndrome." BMJ Open, vol. 35, no. 11, 2005, pp. 112-20.',
    "Harvard, curly": "Boyer, E. (2005) ‘The serotonin syndrome’, BMJ Open, 35(11), pp. 112-120.",
    "Harvard, straight": "Boyer, E. (2005) 'The serotonin syndrome', BMJ Open, 35(11), pp. 112-120.",
    "Harvard, read": "Boyer, E. (2005) 'The serotonin syndrome', BMJ Open, 35(11), pp. 112-120 (Accessed: 3 May 2020).",
    "Harvard, two": "Boyer, E. and Lane, R. (2005) 'The serotonin syndrome', BMJ Open, 35(11), pp. 112-120.",
    "Vancouver": "Boyer EW. The serotonin syndrome. BMJ Open. 2005;35(11):112-120.",
    "APA": "Boyer, E. W. (2005). The serotonin syndrome. BMJ Open, 35(11), 112–120.",
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_list_of_any_style_gives_the_same_fields(entry):
    document = read_file(
        "page.txt", f"A title of words\n\nSome words of it [1].\n\nReferences\n\n1. {entry}\n".encode()
    )

    [reference] = document.references
    csl = reference.csl
    assert csl["title"].casefold() == "the serotonin syndrome"
    assert csl["author"][0]["family"] == "Boyer"
    assert (csl["container-title"], csl["volume"], csl["issue"]) == ("BMJ Open", "35", "11")
    assert csl["issued"]["date-parts"][0][0] == 2005
    assert reference.doubts == []


def test_an_apostrophe_in_a_straight_quoted_title_ends_nothing():
    entry = "Boyer, E. (2005) 'Patients' views of doctors' words', BMJ Open, 35(11), pp. 112-120."
    document = read_file("page.txt", f"A title of words\n\nSome words [1].\n\nReferences\n\n1. {entry}\n".encode())

    assert document.references[0].csl["title"] == "Patients' views of doctors' words"


def test_an_entry_that_is_not_understood_is_never_without_a_doubt():
    entry = "Mumble mumble, see the usual place."
    document = read_file("page.txt", f"A title of words\n\nSome words [1].\n\nReferences\n\n1. {entry}\n".encode())

    [reference] = document.references
    assert reference.thin
    assert reference.doubts


# M6


def test_what_follows_an_unnumbered_list_is_no_part_of_its_last_entry():
    document = read()

    assert document.references[-1].text == "Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214."
    assert [entry.csl["author"][0]["family"] for entry in document.references] == ["Boyer", "Lane"]
    disclaimer = "This page is for information only and is not a substitute for professional medical advice."
    assert apart(document)[disclaimer] == "disclaimer"
    assert apart(document)["Was this page helpful? Tell us more about yourself"] == "after the references"


# M7


def test_lines_between_advertisement_markers_and_lone_labels_are_apart():
    document = read()

    assert [section.base.heading for section in document.sections] == ["What is known", "What to do"]
    assert apart(document)["Try our new pillow for better nights"] == "advertisement"
    assert apart(document)["REVIEWED"] == "loose label"
    assert "They pass within minutes" in document.sections[0].base.html


def test_a_paragraph_between_advertisement_markers_stays():
    prose = "Magnesium was tried in many people, and it did not help them more than nothing did."

    assert prose in said(read(prose))
