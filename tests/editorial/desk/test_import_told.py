"""What an import's pages tell without being opened: doubts of references, what people lack, what waits for how much."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from articles.actions.import_drafts import keep_import
from articles.exchange import read_pasted
from articles.exchange.remarks import Remark
from articles.exchange.storage import from_json, to_json
from articles.imports import pending_of
from editorial.desk.import_doubts import in_their_look
from tests.editorial.desk.import_pages import PAGE, fields_of, paste, press, preview_of

pytestmark = pytest.mark.django_db
UNCLEAR = PAGE.replace("Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2", "Boyer EW. 2")
LOOK = "Little in it tells its parts apart"


def test_an_entry_that_was_hardly_understood_says_so_beside_it_and_in_the_closed_fold(desk):
    page = desk.get(preview_of(paste(desk, UNCLEAR))).text
    assert LOOK in page
    assert "1 to look at" in page


def test_entries_that_are_clear_say_nothing(desk):
    page = desk.get(preview_of(paste(desk, PAGE))).text
    assert LOOK not in page
    assert "to look at" not in page


def test_whoever_corrects_the_entry_has_looked(desk):
    draft = paste(desk, UNCLEAR)
    entry = pending_of(draft).document.references[0]
    address = reverse("import_reference", args=[draft.pk, entry.key])
    answer = desk.post(address, {**fields_of(desk.get(address)), "title": "The serotonin syndrome"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert pending_of(draft).document.references[0].doubts == []


def test_doubts_of_entries_survive_waiting():
    document = read_pasted(UNCLEAR, "")
    assert document.references[0].doubts != []
    assert from_json(to_json(document)).references[0].doubts == document.references[0].doubts


def test_the_closed_fold_says_what_people_lack(desk):
    draft = paste(desk, PAGE.replace("\n\nA muscle", "\n\nBy Jane Smith\n\nA muscle", 1))
    page = desk.get(preview_of(draft)).text
    assert "1 without credentials" in page
    assert "1 without declared interests" in page

    press(desk, draft, "save", **{"person-0-credentials": "MD", "person-0-interests": "none"})
    page = desk.get(preview_of(draft)).text
    assert "without credentials" not in page
    assert "without declared interests" not in page


def test_what_waits_says_how_much_there_is_to_decide(desk, editor):
    cache.clear()
    document = read_pasted(PAGE, "")
    place = "section:what-to-do"
    document.remarks += [
        Remark("struck", "200 mg", "Struck out", 11, place, "Rest is best.", serious=True),
        Remark("struck", "never", "Struck out", 11, place, "Rest is best.", serious=True),
        Remark("struck", "50 mg", "Struck out", 11, place, "Rest is best.", serious=True),
    ]
    draft = keep_import(document=document, by=editor, data=b"x")
    paste(desk, PAGE)

    page = " ".join(desk.get(reverse("import")).text.split())
    assert '<span class="numbers">2</span> doses and numbers' in page
    assert '<span class="numbers">1</span> not, never, without' in page

    press(desk, draft, "doubt:0:right")
    page = " ".join(desk.get(reverse("import")).text.split())
    assert '<span class="numbers">1</span> doses and numbers' in page


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_counted_once(desk, number, django_assert_num_queries):
    cache.clear()
    for _ in range(number):
        paste(desk, PAGE)
    desk.get(reverse("import"))
    with django_assert_num_queries(5):
        desk.get(reverse("import"))


LINES = """A title of words

A lead for all of it, in some words.

Dosing

It is true.2,7 Most people need little <b>else</b>.

References

1. Boyer EW. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.
2. Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214.
"""


def test_what_names_a_line_of_a_text_says_what_stands_there(desk):
    page = desk.get(preview_of(paste(desk, LINES))).text

    said = "Line 7: [7] is cited, but the list has no such number."
    assert f"{said} The line says: “It is true.2,7 Most people need little &lt;b&gt;else&lt;/b&gt;.”" in page


def test_a_long_line_is_said_in_part(desk):
    page = desk.get(preview_of(paste(desk, LINES.replace("<b>", "very " * 80)))).text

    assert re.search(r"The line says: “It is true\.2,7 [^“”]{200,290}…”", page)


def test_a_place_in_a_pasted_page_is_said_without_a_line(desk):
    html = (
        "<h1>A title of words</h1><p>A lead for all of it.</p><h2>Dosing</h2><p>It is mild [7].</p><h2>References</h2>"
    )
    html += "<ol><li>Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.</li></ol>"
    page = desk.get(preview_of(paste(desk, "It is mild [7].", html))).text

    assert "[7] is cited, but the list has no such number." in page
    assert "The line says" not in page


def test_a_doubt_whose_reader_named_no_sentence_has_its_line(desk, editor):
    document = read_pasted(LINES)
    document.remarks += [Remark("field", "", "Nobody filled in a field", line=7, serious=True)]
    page = desk.get(preview_of(keep_import(document=document, by=editor))).text

    assert "<dt>In the source</dt><dd>It is true.2,7 Most people need little &lt;b&gt;else&lt;/b&gt;.</dd>" in page


def test_struck_words_are_not_looked_for_inside_other_words():
    struck = Remark("struck", "200", "x", sentence="Take 50 mg [@nobody2000].")

    assert in_their_look(struck) == '<del class="in-question">200</del> Take 50 mg [@nobody2000].'
