"""Tracked changes accepted or rejected one by one: the text is what Word would have, whatever the order."""

import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.exchange import read_file
from articles.exchange.changes import ACCEPT, REJECT, can_settle, settle
from articles.exchange.document import Document
from articles.exchange.doubts import doubts_of
from articles.exchange.remarks import Remark
from articles.exchange.storage import from_json, to_json
from articles.text import plain_text
from editorial.desk.import_doubts import in_their_look
from tests.articles.exchange.word.files import cell, p, row, run, table, word
from tests.properties import examples

AUTHOR = 'w:author="A. Colleague" w:date="2026-03-01T10:00:00Z"'
LEVEL = '<w:outlineLvl w:val="{}"/>'
UP, STRUCK = '<w:vertAlign w:val="superscript"/>', "<w:strike/>"
HEADING = p("Aspirin", properties=LEVEL.format(0)) + p("Usual dose", properties=LEVEL.format(1))


def ins(words: str, properties: str = "") -> str:
    return f'<w:ins w:id="1" {AUTHOR}>{run(words, properties)}</w:ins>'


def moved(words: str, properties: str = "") -> str:
    return f'<w:moveTo w:id="3" {AUTHOR}>{run(words, properties)}</w:moveTo>'


def gone(words: str, properties: str = "") -> str:
    text = f'<w:r><w:rPr>{properties}</w:rPr><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="2" {AUTHOR}>{text}</w:del>'


def read(*body: str, tracked: str = "rejected") -> Document:
    return read_file("a.docx", word(HEADING, *body), tracked=tracked)


def text_of(document: Document) -> str:
    return plain_text(document.sections[0].base.html).strip()


def answer(document: Document, words: str, said: str) -> bool:
    doubt = next(one for one in doubts_of(document) if one.remark.words == words)
    return settle(document, doubt.remark, doubt.anchor, said)


def test_one_is_accepted_and_the_other_rejected():
    document = read(p("Take 1", ins("0"), " mg", gone(" and never 20 mg"), " at night."))
    assert text_of(document) == "Take 1 mg and never 20 mg at night."

    assert answer(document, "0", ACCEPT)
    assert text_of(document) == "Take 10 mg and never 20 mg at night."
    assert answer(document, "and never 20 mg", REJECT)
    assert text_of(document) == "Take 10 mg and never 20 mg at night."
    assert answer(document, "and never 20 mg", ACCEPT)
    assert answer(document, "0", REJECT)
    assert text_of(document) == "Take 1 mg at night."


def test_bold_words_and_cells_keep_their_form():
    document = read(table(row(cell(p("Usual")), cell(p(run("25", "<w:b/>"), ins("0"), run(" mg", "<w:b/>"))))))
    assert answer(document, "0", ACCEPT)
    assert "<td><strong>25</strong>0 <strong>mg</strong></td>" in document.sections[0].base.html


@pytest.mark.parametrize(
    "body",
    [
        [p("Up to 10", ins("5", '<w:vertAlign w:val="superscript"/>'), " units.")],
        [table(row(cell(p("a"))), row(cell(p("b")), properties=f'<w:ins w:id="3" {AUTHOR}/>'))],
        [p("Take 25 mg.", properties=f'<w:rPr><w:ins w:id="3" {AUTHOR}/></w:rPr>'), p("Not more.")],
    ],
)
def test_what_is_more_than_words_is_not_offered_by_itself(body):
    document = read(*body)
    assert [can_settle(one.remark) for one in doubts_of(document)] == [False]
    assert not settle(document, doubts_of(document)[0].remark, "usual-dose", ACCEPT)


def test_where_the_place_is_not_clear_nothing_is_changed():
    document = read(p("Take 25 mg", ins(" twice"), "."), p("Take 25 mg."))
    assert not answer(document, "twice", ACCEPT)
    assert text_of(document) == "Take 25 mg.\nTake 25 mg."


def test_a_place_that_was_written_anew_is_not_guessed():
    document = read(p("Take 25 mg", ins(" twice"), " daily."))
    document.sections[0].base.html = "<p>Something else.</p>"
    assert not answer(document, "twice", ACCEPT)
    assert not answer(document, "twice", "perhaps")


def test_what_was_corrected_further_away_keeps_the_place():
    document = read(p("Patients with a cough take 25 mg", ins(" twice"), " daily, if it helps them."))
    document.sections[0].base.html = "<p>Patients who cough take 25 mg daily, if it helps them.</p>"
    assert answer(document, "twice", ACCEPT)
    assert text_of(document) == "Patients who cough take 25 mg twice daily, if it helps them."


@pytest.mark.parametrize(
    ("body", "tracked", "look"),
    [
        (p("Take 1", ins("0"), " mg."), "rejected", 'Take 1<ins class="in-question">0</ins> mg.'),
        (p("Take 1", ins("0"), " mg."), "accepted", 'Take 1<ins class="in-question">0</ins> mg.'),
        (p("Give 5 mg", ins(" 5 mg"), " now."), "rejected", 'Give 5 mg <ins class="in-question">5 mg</ins> now.'),
        (p("Do ", gone("not "), "stop."), "accepted", 'Do <del class="in-question">not</del> stop.'),
        (p("Do not ", gone("not "), "stop."), "rejected", 'Do not <del class="in-question">not</del> stop.'),
        (
            p("It is ", run("200", "<w:strike/>"), " 50 mg."),
            "rejected",
            'It is <del class="in-question">200</del> 50 mg.',
        ),
        (
            p("Up to 10", run("9", UP), " cells", ins(" or "), ins("10"), ins("12", UP), " are left."),
            "rejected",
            'Up to 10⁹ cells <ins class="in-question">or 10¹²</ins> are left.',
        ),
        (
            p("Up to 10", run("9", UP), " cells", ins(" or "), ins("10"), ins("12", UP), " are left."),
            "accepted",
            'Up to 10⁹ cells <ins class="in-question">or 10¹²</ins> are left.',
        ),
        (
            p("Up to ", gone("10"), gone("9", UP), " many."),
            "accepted",
            'Up to <del class="in-question">10⁹</del> many.',
        ),
        (
            p("Up to ", moved("10"), moved("9", UP), " many."),
            "accepted",
            'Up to <ins class="in-question">10⁹</ins> many.',
        ),
        (
            p("It is ", run("10", STRUCK), run("9", STRUCK + UP), " 50."),
            "rejected",
            'It is <del class="in-question">10⁹</del> 50.',
        ),
    ],
)
def test_words_are_shown_at_their_place(body, tracked, look):
    document = read(body, tracked=tracked)
    assert in_their_look(doubts_of(document)[0].remark) == look


def test_raised_numbers_stay_raised_where_the_doubt_is_kept():
    document = read(p("Up to 10", run("9", UP), " cells", ins(" or 10"), ins("12", UP), " are left."))
    kept = from_json(to_json(document))

    assert kept.remarks[0].message.endswith("“or 10¹²” (A. Colleague, 2026-03-01)")
    assert (kept.remarks[0].words, kept.remarks[0].sentence_seen) == ("or 1012", "Up to 10⁹ cells are left.")
    assert kept.unaccounted == []


def test_words_of_several_lines_are_marked_where_they_stand_and_not_said_twice():
    remark = Remark("table", "a | 1 mg\nb | 2 mg", "", sentence="From 2 years a | 1 mg b | 2 mg on.")
    assert in_their_look(remark) == 'From 2 years <mark class="in-question">a | 1 mg\nb | 2 mg</mark> on.'
    assert in_their_look(replace(remark, sentence="Something else.")).startswith("<mark")


def test_words_that_held_an_unseen_character_are_marked_with_it():
    remark = Remark("unseen", "50", "", sentence="Take 5[U+200B]0 mg.")
    assert in_their_look(remark) == 'Take <mark class="in-question">5[U+200B]0</mark> mg.'
    assert in_their_look(replace(remark, kind="sign")).startswith('<mark class="in-question">50</mark> Take')


PIECES = st.lists(st.tuples(st.sampled_from("=+-"), st.integers(10, 99), st.booleans()), min_size=1, max_size=7)


@examples(40)
@given(PIECES, st.booleans(), st.randoms(use_true_random=False))
@example([("+", 10, True), ("-", 11, True), ("=", 12, False), ("+", 13, False)], False, random.Random(1))
def test_any_order_of_answers_gives_what_word_would(pieces, accepted, order):
    made, runs = {"=": str, "+": ins, "-": gone}, []
    said = [f"{'mg ' * spaced}{number}{' ml' * spaced}" for _, number, spaced in pieces]
    for (kind, _, _), words in zip(pieces, said, strict=True):
        runs.append(run(words) if kind == "=" else made[kind](words))
        runs.append(run(" then "))
    document = read(p("Begin with ", *runs, "and end."), tracked="accepted" if accepted else "rejected")
    doubts = doubts_of(document)
    order.shuffle(doubts)
    answers = {}
    for doubt in doubts:
        answers[doubt.number] = order.choice([ACCEPT, REJECT])
        assert settle(document, doubt.remark, doubt.anchor, answers[doubt.number])
    numbered = iter(sorted(answers))
    stands = [kind == "=" or (kind == "+") == (answers[next(numbered)] == ACCEPT) for kind, _, _ in pieces]
    wanted = "".join(f"{words if there else ''} then " for words, there in zip(said, stands, strict=True))
    assert " ".join(text_of(document).split()) == " ".join(f"Begin with {wanted}and end.".split())
