"""Characters that nobody can see, in files and pastes: none is stored, none refuses a file, what matters is a doubt."""

import pytest

from articles.exchange import read_file
from articles.exchange.doubts import Weight, doubts_of
from articles.text import hidden_characters, plain_text
from editorial.shared.issues import Refused
from tests.articles.exchange.word.files import p, word

TEXT = "A title of words\n\nSome words to begin with, as a lead.\n\nDosing\n\n{said}\n\nMore of this and that.\n"


def as_word(said: str) -> bytes:
    bold = "<w:b/>"
    heading = f"<w:r><w:rPr>{bold}</w:rPr><w:t>Dosing</w:t></w:r>"
    return word(p("A title of words"), p("Some words to begin with, as a lead."), p(heading), p(said), p("More of it."))


FORMS = {
    "page.txt": lambda said: TEXT.format(said=said).encode(),
    "page.md": lambda said: f"# A title of words\n\nA lead.\n\n## Dosing\n\n{said}\n\nMore *of* it.\n".encode(),
    "page.html": lambda said: f"<h1>A title of words</h1><p>A lead.</p><h2>Dosing</h2><p>{said}</p>".encode(),
    "page.docx": as_word,
}


def read(form: str, said: str):
    document = read_file(form, FORMS[form](said))
    stored = [document.front.base, *(section.base for section in document.sections)]
    text = "\n".join([plain_text(one.html) for one in stored])
    assert not hidden_characters(text)
    return document, text


def unseen(document):
    return [remark for remark in document.remarks if remark.kind == "unseen"]


@pytest.mark.parametrize("form", FORMS)
def test_a_character_hidden_in_a_dose_is_a_doubt_at_its_place(form):
    document, text = read(form, "Take 5\u200b0 mg of it once a day.")

    assert "Take 50 mg of it once a day." in text
    [doubt] = [one for one in doubts_of(document) if one.remark.kind == "unseen"]
    assert (doubt.remark.words, doubt.weight) == ("50", Weight.DOSE)
    assert doubt.remark.sentence == "Take 5[U+200B]0 mg of it once a day."
    assert doubt.heading == "Dosing"
    assert document.unaccounted == []


@pytest.mark.parametrize("form", ["page.txt", "page.md", "page.html"])  # XML holds none
def test_a_stray_control_character_is_a_doubt_and_a_file_full_of_them_is_no_text(form):
    document, text = read(form, "Take 5\x020 mg of it once a day.")

    assert "Take 50 mg of it once a day." in text
    [doubt] = doubts_of(document)
    assert (doubt.remark.words, doubt.remark.sentence) == ("50", "Take 5[U+0002]0 mg of it once a day.")
    with pytest.raises(Refused, match="full of control characters"):
        read(form, "Take \x01\x02\x03\x04\x05\x06 mg of it once a day.")


@pytest.mark.parametrize("form", FORMS)
def test_what_turns_the_writing_is_a_doubt(form):
    document, text = read(form, "Take \u202e05\u202c mg of it once a day.")

    assert "Take 05 mg of it once a day." in text
    assert [remark.serious for remark in unseen(document)] == [True, False]


@pytest.mark.parametrize("form", FORMS)
def test_what_shows_nothing_is_taken_out_and_said(form):
    document, text = read(form, "Rest and/\u200bor sleep.\ufeff Then rest again.")

    assert "Rest and/or sleep. Then rest again." in text
    [remark] = unseen(document)
    assert not remark.serious
    assert "zero width space, U+200B" in remark.reason
    assert "U+FEFF" in remark.reason
    assert document.unaccounted == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "said",
    [
        "من می\u200cخواهم بخوابم.",
        "क्\u200dष और रोग के लिए दवा दिन में दो बार लें।",
        "Call 👩🏽\u200d⚕\ufe0f at once, please.",
    ],
)
def test_joiners_of_scripts_and_signs_stay_without_a_word(form, said):
    document, text = read(form, said)

    assert said in text
    assert unseen(document) == []


def test_a_line_of_nothing_but_hidden_characters_is_said_at_the_next():
    document, text = read("page.txt", "\u200b\n\nTake it once a day.")

    assert "Take it once a day." in text
    assert [remark.sentence for remark in unseen(document)] == ["Take it once a day."]


def test_a_paragraph_full_of_them_names_some_and_counts_the_rest():
    document, _ = read("page.txt", "Take " + "5\u200b" * 30 + "5 mg.")

    assert len(unseen(document)) == 21
    assert unseen(document)[-1].reason.startswith("10 more characters")
    assert all(remark.serious for remark in unseen(document))


def test_context_is_seen_over_changes_of_type():
    document, text = read("page.html", "Take 5<b>\u200b</b>0 mg, <b>می</b>\u200cخواهم.")

    assert "Take 50 mg, می\u200cخواهم." in text
    assert [remark.words for remark in unseen(document)] == ["50"]


def test_what_the_source_sets_apart_shows_them():
    document = read_file("page.html", "<h1>A title</h1><nav>Ho\u202eme</nav><p>Some words of it.</p>".encode())

    assert [item.text for item in document.set_apart] == ["Ho[U+202E]me"]
