"""The comparison in detail: what is found, where it is said to stand, and what is said where nothing is known."""

import pytest

from articles.clinical import KINDS, compare, odd_letters
from articles.text import clean
from articles.words.content import Wording

CITE = '<cite data-ref="{}"></cite>'


def findings(old: str, new: str, **options) -> list:
    return list(compare(*(Wording(html=clean(html).html) for html in (old, new)), **options).findings)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    found = findings(old, new)
    assert {one.kind for one in found} <= set(KINDS)
    return [(one.kind, one.old, one.new) for one in found]


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def row(label: str, *cells: str) -> str:
    return f"<th>{label}</th>" + "".join(f"<td>{cell}</td>" for cell in cells)


def steps(*items: str, tag: str = "ol") -> str:
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


# Where it stands


def test_a_finding_has_its_sentence_as_it_reads_now():
    [one] = findings(
        "<p>First here. Take 5 mg daily. Last here.</p>", "<p>First here. Take 50 mg daily. Last here.</p>"
    )

    assert (one.label, one.old, one.new, one.sentence) == ("Dose or amount", "5 mg", "50 mg", "Take 50 mg daily.")


def test_what_went_has_its_sentence_as_it_read():
    [one] = findings("<p>Stay. Never share it.</p>", "<p>Stay.</p>")

    assert (one.old, one.new, one.sentence) == ("Never", "", "Never share it.")


def test_a_very_long_sentence_is_cut_around_the_place():
    words = "word " * 100
    [one] = findings(f"<p>{words}5 mg {words}</p>", f"<p>{words}6 mg {words}</p>")

    assert "6 mg" in one.sentence
    assert len(one.sentence) <= 202


def test_lines_are_looked_at_and_named():
    found = compare(Wording("Take 5 mg", "", "May I drink?"), Wording("Take 50 mg", "", "May I not drink?")).findings

    assert [(one.place, one.old, one.new) for one in found] == [("Heading", "5 mg", "50 mg"), ("Question", "", "not")]


def test_the_most_pressing_kinds_come_first():
    kinds = [
        kind for kind, _, _ in told("<p>In 2024 and rarely, take 5 mg.</p>", "<p>In 2034 and often, take 50 mg.</p>")
    ]

    assert kinds == ["dose", "certainty", "date"]


# Tables


def test_a_cell_is_known_by_its_row_and_column():
    old = table("<th>Who</th><th>Dose</th>", row("Adult", "15 mg"), row("Child", "5 mg"))
    [one] = findings(old, old.replace("15", "51"))

    assert (one.place, one.old, one.new) == ("Adult · Dose", "15 mg", "51 mg")


def test_exchanged_labels_are_exchanged_doses():
    old = table(row("Adult", "15 mg"), row("Child", "5 mg"))
    new = table(row("Child", "15 mg"), row("Adult", "5 mg"))

    assert sorted(told(old, new)) == [("dose", "15 mg", "5 mg"), ("dose", "5 mg", "15 mg")]


def test_exchanged_columns_are_exchanged_doses():
    old = table("<th></th><th>Under 12</th><th>Over 12</th>", row("Cetirizine", "5 mg", "10 mg"))
    new = old.replace("Under", "x").replace("Over", "Under").replace("x", "Over")

    assert sorted(told(old, new)) == [("dose", "10 mg", "5 mg"), ("dose", "5 mg", "10 mg")]


def test_rows_and_columns_in_another_order_say_the_same():
    old = table("<th></th><th>Dose</th><th>Day</th>", row("A", "5 mg", "1"), row("B", "6 mg", "2"))
    new = table("<th></th><th>Day</th><th>Dose</th>", row("B", "2", "6 mg"), row("A", "1", "5 mg"))

    assert told(old, new) == []


def test_a_row_that_went_and_one_that_came_are_named():
    old, more = table(row("A", "5 mg")), table(row("A", "5 mg"), row("B", "7 mg"))

    assert told(old, more) == [("dose", "", "7 mg")]
    assert told(more, old) == [("dose", "7 mg", "")]
    assert told(more, "<p>Gone.</p>") == [("dose", "5 mg", ""), ("dose", "7 mg", "")]


# Lists


def test_steps_in_another_order_are_named_with_their_numbers():
    old, new = (
        steps("Wash your hands.", "Clean it.", "Insert it."),
        steps("Wash your hands.", "Insert it.", "Clean it."),
    )
    [one] = findings(old, new)

    assert (one.kind, one.old, one.new) == ("order", "step 2: Clean it.", "step 3: Clean it.")


def test_a_list_without_numbers_may_be_in_any_order():
    assert told(steps("Apples", "Pears", tag="ul"), steps("Pears", "Apples", tag="ul")) == []


def test_an_item_in_another_list_is_named_with_both():
    old = "<p>Safe:</p>" + steps("rest", tag="ul") + "<p>Not safe:</p>" + steps("lifting", "sport", tag="ul")
    new = "<p>Safe:</p>" + steps("rest", "sport", tag="ul") + "<p>Not safe:</p>" + steps("lifting", tag="ul")

    assert told(old, new) == [("moved", "sport (under “Not safe:”)", "sport (under “Safe:”)")]


def test_a_new_item_under_a_warning_is_named_whatever_it_says():
    old, new = (f"<p>{{}}</p>{steps('this', *more, tag='ul')}" for more in ((), ("bananas",)))

    assert told(old.format("Avoid:"), new.format("Avoid:")) == [("item", "", "bananas")]
    assert told(old.format("We sell:"), new.format("We sell:")) == []


def test_a_sentence_under_another_heading_is_named_if_it_says_anything():
    parts = "<h3>Adults</h3><p>{}</p><h3>Children</h3><p>{}</p>"

    found = told(parts.format("Take 5 mg.", "Take 2 mg."), parts.format("Take 2 mg.", "Take 5 mg."))

    assert {kind for kind, _, _ in found} == {"moved"}


# What hangs on words


def test_citations_are_paired_and_named():
    old, new = f"<p>So it is{CITE.format('a1')}.</p>", f"<p>So it is{CITE.format('b2')}.</p>"
    [one] = findings(old, new, name_citation={"a1": "Lane 1998", "b2": "Gray 2001"}.__getitem__)

    assert (one.kind, one.old, one.new) == ("citation", "Lane 1998", "Gray 2001")
    assert told(old, "<p>So it is.</p>") == [("citation", "a1", "")]


def test_citations_in_another_order_say_the_same():
    one, other = CITE.format("a1"), CITE.format("b2")

    assert told(f"<p>So it is{one}{other}.</p>", f"<p>So it is{other}{one}.</p>") == []


def test_a_link_that_leads_elsewhere_is_named_though_its_words_stayed():
    old = '<p>See <a href="https://a.example/">this</a>.</p>'

    assert told(old, old.replace("a.example", "b.example")) == [("link", "https://a.example/", "https://b.example/")]


def test_another_callout_is_named():
    old = "<aside data-callout=danger><p>Stay.</p></aside>"

    assert told(old, old.replace("danger", "note")) == [("callout", "danger", "note")]


def test_raised_digits_are_other_numbers():
    assert told("<p>About 10<sup>5</sup> cells are given</p>", "<p>About 105 cells are given</p>") != []


# Sentences that were split, joined, moved


def test_words_that_went_to_the_next_sentence_did_not_change():
    old = "<p>Gout is painful. It comes at night, after a dose of 5 mg, and the toe is red.</p>"
    new = "<p>Gout is painful and comes at night, after a dose of 5 mg. The toe is red.</p>"

    assert told(old, new) == []


def test_words_that_went_to_the_next_item_did():
    old, new = steps("Children: 5 mg", "Adults", tag="ul"), steps("Children", "Adults: 5 mg", tag="ul")

    assert told(old, new) != []


# Languages


@pytest.mark.parametrize(
    "text",
    [
        "Nehmen Sie die Tablette nicht mit Alkohol ein, und fragen Sie Ihren Arzt. Die Dosis ist {}.",
        "Ne prenez pas le comprimé avec de l’alcool et demandez à votre médecin. La dose est de {}.",
        "Не принимайте таблетку с алкоголем и спросите врача. Доза {}.",
    ],
)
def test_other_languages_are_told_apart_and_compared_in_numbers_only(text):
    old, new = (Wording(html=f"<p>{text.format(dose)}</p>") for dose in ("5 mg", "50 mg"))
    compared = compare(old, new)

    assert not compared.knows_language
    assert [(one.kind, one.old, one.new) for one in compared.findings] == [("dose", "5 mg", "50 mg")]


@pytest.mark.parametrize(
    "text", ["Smokers need more.", "Keppra, 500 mg", "Ibuprofen and naproxen", "", "5 mg", "Non-smokers"]
)
def test_short_texts_are_taken_for_english(text):
    assert compare(Wording(html=f"<p>{text}</p>"), Wording(html=f"<p>{text}!</p>")).knows_language


# Letters


@pytest.mark.parametrize(
    "text", ["Take 5O mg.", "Take l00 mg.", "Take l tablet.", "Take p\u0430racetamol.", "Take ibupr0fen."]
)
def test_letters_that_look_like_others_are_named_in_a_first_edition(text):
    [one] = odd_letters(Wording(html=f"<p>{text}</p>")).findings

    assert (one.kind, one.old) == ("letters", "")
    assert one.new in text


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin B12 and O2",
        "I take 5 mg.",
        "H1N1, COVID19 and the 1st",
        "α-blockers and µg",
        "Доза 5 мг",
        "10mg of 5ml",
    ],
)
def test_letters_that_are_what_they_seem_are_not(text):
    assert odd_letters(Wording(html=f"<p>{text}</p>")).findings == ()


# Nothing


def test_nothing_is_found_where_nothing_is_said_or_nothing_changed():
    words = Wording("Heading", "<p>Take 5 mg.</p>")

    assert compare(words, words).findings == compare(None, None).findings == ()
    assert [one.old for one in compare(words, None).findings] == ["5 mg"]
    assert [one.new for one in compare(None, words).findings] == ["5 mg"]
