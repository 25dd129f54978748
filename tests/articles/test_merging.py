"""What is kept when two people changed one section."""

import pytest

from articles.words.content import SectionContent, Wording
from articles.words.merge_blocks import Near, merge_texts
from articles.words.merges import BASE, MERGED, MINE, MINE_FIRST, THEIRS, THEIRS_FIRST, WHOLE, Why, merge


def content(base: Wording, **wordings: Wording) -> SectionContent:
    return SectionContent("s", "risks", "risks", base, wordings)


STARTED = content(Wording("Risks", "<p>One.</p>"), patient=Wording(html="<p>Plain.</p>"))
DOSE, WATER, VISIT, STOP = (
    "<p>Take 5 mg daily with food.</p>",
    "<p>Drink enough water every day.</p>",
    "<p>See your doctor in a week.</p>",
    "<p>Stop it at once if your throat swells.</p>",
)
TABLE = (
    '<table><thead><tr><th scope="col">Age</th><th scope="col">Dose</th></tr></thead><tbody><tr><td>Under 12</td>'
    "<td>1 mg</td></tr><tr><td>From 12</td><td>2 mg</td></tr></tbody></table>"
)
NESTED = "<ul><li>one thing<ul><li>sub a</li><li>sub b</li></ul></li><li>another thing</li></ul>"
QUOTE = "<blockquote><p>Said by one.</p><p>Said by another.</p></blockquote>"
CALLOUT = '<aside data-callout="note"><p>Ask for help.</p></aside>'


def with_column(word: str) -> str:
    head = f"<td>{word}</td></tr></thead>"
    return TABLE.replace("</tr>", f"<td>{word}</td></tr>").replace(head, f'<th scope="col">{word}</th></tr></thead>')


# Texts


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        (
            DOSE + WATER + VISIT,
            DOSE.replace("5 mg", "10 mg") + WATER + VISIT,
            DOSE + WATER + VISIT.replace("a week", "two weeks"),
            DOSE.replace("5 mg", "10 mg") + WATER + VISIT.replace("a week", "two weeks"),
        ),
        (DOSE + WATER, WATER, DOSE + WATER + VISIT, WATER + VISIT),
        (DOSE + WATER, STOP + DOSE + WATER, DOSE + WATER + VISIT, STOP + DOSE + WATER + VISIT),
        (DOSE, DOSE + STOP, DOSE + STOP, DOSE + STOP),
        (DOSE + WATER, WATER, WATER, WATER),
        (DOSE + WATER + VISIT, WATER + VISIT, DOSE + WATER, WATER),
        (
            DOSE + WATER + VISIT + STOP,
            WATER + VISIT + STOP + DOSE,
            DOSE.replace("5 mg", "10 mg") + WATER + VISIT + STOP,
            WATER + VISIT + STOP + DOSE.replace("5 mg", "10 mg"),
        ),
        (
            NESTED,
            NESTED.replace("sub a", "sub c"),
            NESTED.replace("another", "one more"),
            NESTED.replace("sub a", "sub c").replace("another", "one more"),
        ),
        (
            TABLE,
            TABLE.replace("1 mg", "3 mg"),
            TABLE.replace("2 mg", "4 mg"),
            TABLE.replace("1 mg", "3 mg").replace("2 mg", "4 mg"),
        ),
        (
            QUOTE,
            QUOTE.replace("one.", "me."),
            QUOTE.replace("another", "you"),
            QUOTE.replace("one.", "me.").replace("another", "you"),
        ),
        (
            CALLOUT,
            CALLOUT.replace("note", "danger"),
            CALLOUT.replace("help", "it"),
            CALLOUT.replace("note", "danger").replace("help", "it"),
        ),
        (NESTED, NESTED.replace("ul>", "ol>"), NESTED.replace("sub a", "sub c"), None),
    ],
    ids=[
        "two paragraphs", "taken out and added", "before and after", "the same added", "the same taken out",
        "neighbours taken out", "moved and changed", "items", "rows", "quotations", "kind and words of a callout",
        "kind and items of a list",
    ],
)  # fmt: skip
def test_what_only_one_touched_is_joined(base, theirs, mine, both):
    merged = merge_texts(base, theirs, mine)

    assert merged.asked == ()
    assert merged.html({}) == (both or theirs.replace("sub a", "sub c"))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "why", "offers"),
    [
        (
            DOSE,
            DOSE.replace("5 mg", "10 mg"),
            DOSE.replace("with food", "without food"),
            Why.BOTH,
            {MERGED: "<p>Take 10 mg daily without food.</p>"},
        ),
        (DOSE, DOSE.replace("5 mg", "10 mg"), DOSE.replace("5 mg", "2 mg"), Why.BOTH, {}),
        (DOSE, DOSE.replace("5 mg", "10 mg"), DOSE.replace("daily", "weekly"), Why.BOTH, {}),
        (
            DOSE,
            DOSE.replace("daily", "<strong>daily</strong>"),
            DOSE.replace("5 mg", "10 mg"),
            Why.BOTH,
            {MERGED: "<p>Take 10 mg <strong>daily</strong> with food.</p>"},
        ),
        (DOSE, DOSE.replace("daily", "<strong>daily</strong>"), DOSE.replace("daily ", ""), Why.BOTH, {}),
        (DOSE + WATER, WATER, DOSE.replace("5 mg", "10 mg") + WATER, Why.REMOVED, {}),
        (
            DOSE,
            DOSE + STOP,
            DOSE + VISIT,
            Why.INSERTED,
            {MINE_FIRST: VISIT + STOP, THEIRS_FIRST: STOP + VISIT},
        ),
        (DOSE + WATER + VISIT + STOP, WATER + VISIT + STOP + DOSE, WATER + DOSE + VISIT + STOP, Why.MOVED, {}),
        (DOSE + WATER + VISIT, WATER + VISIT + DOSE, WATER + VISIT, Why.MOVED, {}),
        (CALLOUT, CALLOUT.replace("note", "danger"), CALLOUT.replace("note", "tip"), Why.BOTH, {}),
        (
            TABLE,
            TABLE.replace("1 mg", "3 mg"),
            TABLE.replace("Under 12", "Under 10"),
            Why.BOTH,
            {MERGED: "<table><tbody><tr><td>Under 10</td><td>3 mg</td></tr></tbody></table>"},
        ),
        (
            TABLE,
            with_column("x"),
            with_column("y"),
            Why.COLUMNS,
            {},
        ),
        (
            TABLE,
            with_column("x"),
            TABLE.replace("1 mg", "3 mg"),
            Why.COLUMNS,
            {
                MERGED: with_column("x").replace("1 mg", "3 mg")
            },
        ),
        ("<p>Take it in the morning. Stop it if you itch.</p>",
         "<p>Take it in the morning.</p><p>Stop it if you itch.</p>",
         "<p>Take it in the morning. Stop it if you itch or swell.</p>", Why.BOTH, {}),
    ],
    ids=[
        "words apart", "the same words", "words that touch", "looks and words apart", "looks of what is taken out",
        "taken out and changed", "both added", "moved to two places", "moved and taken out", "two kinds of a callout",
        "cells of a row", "columns by both", "columns and a cell", "parted and changed",
    ],
)  # fmt: skip
def test_what_both_touched_is_asked_and_a_merge_is_only_offered(base, theirs, mine, why, offers):
    merged = merge_texts(base, theirs, mine)

    [asked] = merged.asked
    assert asked.why == why
    assert {name: asked.html(name) for name in asked.fills if name not in (BASE, THEIRS, MINE)} == offers
    assert {choice: merged.html({0: choice}) for choice in (BASE, THEIRS, MINE)} == {
        BASE: base,
        THEIRS: theirs,
        MINE: mine,
    }
    assert merged.html({}) == mine


def test_neighbours_changed_by_each_are_joined_and_named():
    merged = merge_texts(DOSE + WATER, DOSE.replace("5 mg", "10 mg") + WATER, DOSE + WATER.replace("enough", "no"))

    assert merged.asked == ()
    assert merged.near == (Near(DOSE.replace("5 mg", "10 mg"), WATER.replace("enough", "no")),)
    assert merge_texts(DOSE + VISIT + WATER, DOSE + VISIT, STOP + VISIT + WATER).near == ()


def test_what_one_moved_to_where_the_other_wrote_stays_whatever_is_chosen():
    merged = merge_texts(DOSE + WATER + VISIT, WATER + VISIT + DOSE, DOSE + WATER + VISIT + STOP)

    [asked] = merged.asked
    assert asked.why == Why.INSERTED
    assert {choice: merged.html({0: choice}).removeprefix(WATER + VISIT) for choice in asked.fills} == {
        BASE: DOSE,
        THEIRS: DOSE,
        MINE: STOP + DOSE,
        MINE_FIRST: STOP + DOSE,
        THEIRS_FIRST: DOSE + STOP,
    }


# Wordings


def test_their_change_is_taken_where_you_changed_nothing():
    theirs = content(Wording("Risks", "<p>Two.</p>"), patient=Wording(html="<p>Plain.</p>"))

    merged = merge(STARTED, theirs, Wording("Dangers", "<p>One.</p>"), {"patient": Wording(html="<p>Plain.</p>")})

    assert merged.wording("") == Wording("Dangers", "<p>Two.</p>")
    assert merged.conflicts == ()
    assert merged.taken == (("", "html"),)


def test_what_both_changed_in_different_ways_waits_for_an_answer():
    theirs = content(Wording("Risks", "<p>Two.</p>"), patient=Wording(html="<p>Plain.</p>"))

    merged = merge(STARTED, theirs, Wording("Risks", "<p>Three.</p>"), STARTED.wordings)

    [conflict] = merged.conflicts
    assert (conflict.audience, conflict.part) == ("", "html")
    assert conflict.says == {BASE: "<p>One.</p>", THEIRS: "<p>Two.</p>", MINE: "<p>Three.</p>"}
    for choice, text in conflict.says.items():
        assert merged.wording("", {conflict.key: choice}).html == text
        assert merged.open({conflict.key: choice}) == []
    assert merged.open({}) == merged.open({conflict.key: "nonsense"}) == [conflict]
    assert [merged.loses_yours({conflict.key: choice}) for choice in (MINE, THEIRS, BASE)] == [False, True, True]


def test_an_answer_stands_as_long_as_the_words_that_it_is_about():
    began = content(Wording("Risks", DOSE + WATER + VISIT))
    mine = Wording("Risks", DOSE.replace("5 mg", "2 mg") + WATER + VISIT)
    first = content(Wording("Risks", DOSE.replace("5 mg", "10 mg") + WATER + VISIT))
    elsewhere = content(Wording("Risks", DOSE.replace("5 mg", "10 mg") + WATER + VISIT.replace("a week", "a year")))
    there = content(Wording("Risks", DOSE.replace("5 mg", "20 mg") + WATER + VISIT))

    keys = [[one.key for one in merge(began, theirs, mine, {}).conflicts] for theirs in (first, elsewhere, there)]

    assert keys[0] == keys[1] != keys[2]


def test_a_line_that_both_changed_is_asked_with_an_offer_where_the_changes_do_not_touch():
    started = content(Wording("What are the risks of this medicine"))
    theirs = content(Wording("What are the dangers of this medicine"))

    [conflict] = merge(started, theirs, Wording("What are the risks of this drug"), {}).conflicts

    assert conflict.part == "heading"
    assert conflict.says[MERGED] == "What are the dangers of this drug"


def test_the_same_change_by_both_is_no_conflict():
    theirs = content(Wording("Risks", "<p>Two.</p>"))

    merged = merge(STARTED, theirs, Wording("Risks", "<p>Two.</p>"), {})

    assert (merged.conflicts, merged.taken) == ((), ())
    assert merged.wording("patient") == Wording()


def test_a_wording_that_they_added_is_taken():
    theirs = content(STARTED.base, patient=STARTED.wordings["patient"], clinician=Wording(html="<p>Exact.</p>"))

    merged = merge(STARTED, theirs, STARTED.base, STARTED.wordings)

    assert merged.wording("clinician") == Wording(html="<p>Exact.</p>")


def test_leaving_out_against_rewriting_is_asked_of_the_whole_wording():
    theirs = content(STARTED.base, patient=Wording(left_out=True))
    mine = Wording(html="<p>Plainer.</p>")

    merged = merge(STARTED, theirs, STARTED.base, {"patient": mine})

    [conflict] = merged.conflicts
    assert (conflict.audience, conflict.part) == ("patient", WHOLE)
    said = {choice: merged.wording("patient", {conflict.key: choice}) for choice in conflict.says}
    assert said == {BASE: STARTED.wordings["patient"], THEIRS: Wording(left_out=True), MINE: mine}


def test_leaving_out_what_the_other_did_not_touch_is_taken():
    theirs = content(STARTED.base, patient=Wording(left_out=True))

    merged = merge(STARTED, theirs, STARTED.base, STARTED.wordings)

    assert merged.conflicts == ()
    assert merged.wording("patient") == Wording(left_out=True)
    assert merged.taken == (("patient", "left_out"),)


def test_without_knowing_the_start_every_difference_is_asked_whole():
    merged = merge(None, STARTED, Wording("Risks", "<p>Mine.</p>"), STARTED.wordings)

    [conflict] = merged.conflicts
    assert (conflict.part, conflict.why) == ("html", Why.UNKNOWN)
    assert merged.wording("", {conflict.key: THEIRS}) == STARTED.base
    assert merged.wording("", {conflict.key: MINE}) == Wording("Risks", "<p>Mine.</p>")
