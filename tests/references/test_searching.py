"""Finding what is meant: slips, other spellings, wrong words, colons and whole citations; and what is not found."""

import pytest
from django.db import connection

from references.actions import update_reference
from references.library.asking import Word, identifiers_in, words_of
from references.library.listing import library_page, wanted_from
from references.library.picker import pick

from .builders import make_editor, make_reference

LIBRARY = {
    "smith2005": ("Sertraline for anxiety in older adults: a randomised controlled trial", "Smith", 2005, "The Lancet"),
    "jones2011": ("Hemorrhage after tumor surgery in children", "Jones", 2011, "Annals of Surgery"),
    "brown2015": ("Haemorrhage and its treatment in pregnancy", "Brown", 2015, "British Medical Journal"),
    "mueller1999": ("Myocardial infarction and depression", "Müller", 1999, "Deutsche Medizin"),
    "garcia2020": ("Diarrhoea in travellers: prevention and treatment", "García-López", 2020, "Travel Medicine"),
    "lee2018": ("Depression in adults: treatment and management", "Lee", 2018, "NICE guidelines"),
    "okafor2003": ("Behavioural therapy for insomnia", "Okafor", 2003, "Sleep"),
    "smith2010": ("Paroxetine for anxiety in younger adults", "Smith", 2010, "The Lancet"),
    "cohen2016": ("Lithium and renal function: a cohort study of long term treatment", "Cohen", 2016, "Kidney"),
    "lane:1998": ("On the form of tablets", "Lane", 1998, "Pharmacy"),
}


@pytest.fixture(scope="module")
def library(before_all):
    editor = make_editor()
    for key, (title, author, year, journal) in LIBRARY.items():
        make_reference(
            by=editor,
            key=key,
            title=title,
            author=[{"family": author, "given": "A. B."}],
            issued={"date-parts": [[year]]},
            **{"container-title": journal},
            **({"DOI": "10.1000/renal.1", "PMID": "77"} if key == "cohen2016" else {}),
        )
    return editor


@pytest.fixture
def found(library, own):
    editor = own(library)
    return lambda text: [reference.key for reference in pick(editor, text)]


FIRST = [
    # A word with a colon.
    ("Depression in adults: treatment", "lee2018"),
    ("depression: treatment", "lee2018"),
    ("diarrhoea in travellers:", "garcia2020"),
    ("adults:treatment", "lee2018"),
    ("lane:1998", "lane:1998"),
    ("lane:19", "lane:1998"),
    ("Lane:1998, tablets", "lane:1998"),
    # One slip, of every kind, at every place; in an author's name too.
    ("sertralin anxeity", "smith2005"),
    ("sertrzline adults", "smith2005"),
    ("sertralline adults", "smith2005"),
    ("ertraline adults", "smith2005"),
    ("xertraline adults", "smith2005"),
    ("smiht 2005", "smith2005"),
    ("okafro behavioural", "okafor2003"),
    ("depresion in adults", "lee2018"),
    ("paroxetien", "smith2010"),
    # Three words right and one wrong; a wrong year; one that stands elsewhere.
    ("sertraline anxiety older ibuprofen", "smith2005"),
    ("smith sertraline 2006", "smith2005"),
    ("lithium renal function children", "cohen2016"),
    ("behavioural therapy zzzz", "okafor2003"),
    ("smith ab sertraline 2005", "smith2005"),
    # A slip and a wrong word.
    ("sertralnie anxiety older ibuprofen", "smith2005"),
    # Other spellings, both ways, finished or not, with a slip in the other spelling.
    ("hemorrhage pregnancy", "brown2015"),
    ("haemorrhage tumour", "jones2011"),
    ("pregnancy hemorr", "brown2015"),
    ("surgery haemorr", "jones2011"),
    ("diarrhea travelers", "garcia2020"),
    ("behavioral therapy", "okafor2003"),
    ("haemorhage tumuor", "jones2011"),
    # Accents, both ways, and how they are written without.
    ("Muller 1999", "mueller1999"),
    ("Müller 1999", "mueller1999"),
    ("Mueller depression", "mueller1999"),
    ("Garcia-Lopez", "garcia2020"),
    ("garcía lópez", "garcia2020"),
    ("dépression myocardial", "mueller1999"),
    # Whole citations, with what no search knows, and with mistakes.
    (
        "Smith AB, Walker CD, et al. Sertraline for anxiety in older adults: a randomized controlled trial. "
        "Lancet. 2005 Mar 12;365(9463):1022-30.",
        "smith2005",
    ),
    ("Cohen (2016). Lithium & kidneys. Whatever 12(3), 4–9. https://doi.org/10.1000/RENAL.1.", "cohen2016"),
    ("Somebody else entirely wrote about something in some other journal. PMID: 77; PMCID: PMC12", "cohen2016"),
    ("Cohen A. Lithium and renal function: a cohrt study of long-term treatments. Kidney Int 2016;3:1-9.", "cohen2016"),
    ("Lithium and renal function: a cohort study of long term treatment", "cohen2016"),
]


@pytest.mark.parametrize(("text", "key"), FIRST)
def test_what_is_meant_comes_first(found, text, key):
    assert found(text)[:1] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "zzzzqqqq",
        "xertralien",  # two slips
        "smyht",
        "ibuprofen zzzz",
        "ibuprofen children zzzz qqqq",  # one word of four
        "zzzz:qqqq",
        "10.1000/other",
        "Nobody N. Quite unheard of: vvv www xxx yyy zzz. Rev Qqq. 1901;2:3.",
        "Smith B. Adults. Qqq www eee rrr ttt yyy uuu. Zzz. 1901;2:3.",  # two words of it are known
        "Cohen (1901). Nothing. Whatever 12(3), 4–9, and many more words: https://doi.org/10.1000/RENAL.12",
    ],
)
def test_what_is_not_there_is_not_found(found, text):
    assert found(text) == []


def test_both_spellings_are_found_by_either(found):
    assert sorted(found("haemorrhage")) == sorted(found("hemorrhage")) == ["brown2015", "jones2011"]


def test_right_words_are_not_taken_for_slips(found):
    """ "Smith 2010" is one slip from nothing: no other Smith and no other year is offered beside it."""
    assert found("smith 2010") == ["smith2010"]
    assert found("cardial") == ["mueller1999"]


def test_the_library_page_finds_as_the_picker_does(library, own):
    editor = own(library)

    def shown(text: str) -> list[str]:
        return [one.key for one in library_page(editor, wanted_from({"q": text})).references]

    assert shown("sertralnie adults") == ["smith2005"]
    assert shown("hemorrhage") == [one.key for one in pick(editor, "hemorrhage")] == ["jones2011", "brown2015"]
    assert shown("zzzzqqqq") == []


def test_a_word_that_an_editor_brings_is_known_at_once(library, own):
    editor = own(library)
    reference = make_reference(by=editor, key="night", title="Agomelatine at night")
    assert [one.key for one in pick(editor, "agomelatnie")] == ["night"]

    csl = reference.csl | {"title": "Vortioxetine at night"}
    update_reference(reference=reference, base=reference.revision, csl=csl, by=editor)

    assert [one.key for one in pick(editor, "vortioxetnie")] == ["night"]
    assert pick(editor, "agomelatnie") == []


def test_only_words_of_letters_are_kept_and_each_once(library, own):
    editor = own(library)
    make_reference(by=editor, key="same", title="Sertraline 50 mg and b12")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM references_word WHERE word = 'sertraline'")
        assert cursor.fetchone() == (1,)
        cursor.execute(r"SELECT count(*) FROM references_word WHERE word ~ '\d|[-:./]' OR length(word) < 3")
        assert cursor.fetchone() == (0,)


def test_a_search_asks_as_often_whatever_is_there(library, own, django_assert_num_queries):
    editor = own(library)
    with django_assert_num_queries(3):  # the spellings, the references, and those that are shown in full
        pick(editor, "haemorrhage")
    with django_assert_num_queries(4):  # and the words that may be meant
        pick(editor, "sertralnie adults")


# ── What was typed ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Depression in adults: treatment", ["depression", "adults", "treatment"]),
        ("lane:1998", ["lane:1998"]),
        ("(lane:1998);", ["lane:1998"]),
        ("https://doi.org/10.1000/X.1", ["10.1000/x.1"]),
        ("A a á", ["a"]),
        ("in the", ["in", "the"]),
        (": , ;", []),
        ("\x00", []),
    ],
)
def test_words_of_what_is_typed(text, words):
    assert [word.typed for word in words_of(text)] == words


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("Lancet 2005. doi:10.1000/ABC.1.", (["10.1000/abc.1"], [])),
        ("see https://doi.org/10.1000/a(b)c, PMID 12", (["10.1000/a(b)c"], ["12"])),
        ("PMID:0012 and 10.1/x", ([], [])),
        ("", ([], [])),
    ],
)
def test_identifiers_in_a_citation(text, identifiers):
    assert identifiers_in(text) == identifiers


def test_quotes_and_backslashes_stay_inside_a_word():
    assert Word("o'neil\\").meaning(["x'"]).asked(unfinished=True) == "('o''neil\\\\':* | 'x''')"
