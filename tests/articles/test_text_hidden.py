"""What a person cannot see may not hide."""

import pytest

from articles.text import clean, clean_line, hidden_characters
from editorial.shared.hidden import taken_out
from editorial.shared.issues import Refused

HIDDEN = [
    0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9F, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
    0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2063, 0x2066, 0x2067, 0x2068, 0x2069, 0x2800, 0x3164, 0xFE00,
    0xFE0E, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFB, 0xFFFE, 0xD800, 0xE0001, 0xE0041, 0xE007F, 0xE0100,
]  # fmt: skip


def refused_codes(function, text: str) -> set[str]:
    with pytest.raises(Refused) as caught:
        function(text)
    return {issue.code for issue in caught.value.issues}


@pytest.mark.parametrize("code", HIDDEN, ids=hex)
def test_hidden_character_is_refused_raw(code):
    assert refused_codes(clean, f"<p>take 5{chr(code)} mg</p>") == {"hidden-character"}
    assert refused_codes(clean_line, f"take 5{chr(code)} mg") == {"hidden-character"}


# As entities, 0x80-0x9f are letters of Windows-1252; halves of surrogates and non-characters are replaced or refused.
@pytest.mark.parametrize("code", [c for c in HIDDEN if c not in (0x85, 0x9F, 0xD800)], ids=hex)
def test_hidden_character_is_refused_as_entity(code):
    for entity in (f"&#{code};", f"&#x{code:x};", f"&#X{code:08X};", f"&#{code}"):
        assert refused_codes(clean, f"<p>take 5{entity} mg</p>") == {"hidden-character"}


@pytest.mark.parametrize(
    "name", ["ZeroWidthSpace", "zwj", "zwnj", "lrm", "rlm", "NoBreak", "InvisibleTimes", "ic", "ApplyFunction"]
)
def test_hidden_character_is_refused_as_named_entity(name):
    assert refused_codes(clean, f"<p>take 5&{name}; mg</p>") == {"hidden-character"}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/\u200bx">x</a>',
        '<cite data-ref="k" data-locator="p.\u202e4"></cite>',
        '<cite data-unresolved="[&#x200b;3]"></cite>',
        "<table><tr><td>a&#x2066;b</table>",
        "<ul><li>a\u200bb</ul>",
    ],
)
def test_hidden_character_is_refused_wherever_it_would_be_stored(html):
    assert refused_codes(clean, html) == {"hidden-character"}


def test_hidden_character_that_is_not_stored_does_not_matter():
    assert clean('<p title="\u200b" style="\u202e">x<!-- \u200b --><script>"\u200b"</script></p>').html == "<p>x</p>"


def test_refusal_names_the_character_and_the_words_around_it():
    with pytest.raises(Refused) as caught:
        clean("<p>Take 5&#x200b; mg daily</p>", where="section:dosing")
    (issue,) = caught.value.issues
    assert issue.target == "section:dosing"
    assert issue.message == (
        "There is a hidden character, U+200B ZERO WIDTH SPACE, after “Take 5” and before “mg daily”. "
        "Delete it and type the words around it again."
    )


def test_refusal_names_at_most_ten_characters():
    with pytest.raises(Refused) as caught:
        clean("x\u200b" * 1000)
    assert len(caught.value.issues) == 10


@pytest.mark.parametrize("text", ["❤\ufe0f", "☎\ufe0f 5", "naïve", "عربى", "עברית", "हिन्दी", "5\u202fmg", "a\u2028b"])
def test_visible_text_is_not_refused(text):
    assert clean(text).html
    assert clean_line(text)


def test_hidden_characters_gives_index_code_and_name():
    assert hidden_characters("a\u200bb\u202e") == [
        (1, "U+200B", "ZERO WIDTH SPACE"),
        (3, "U+202E", "RIGHT-TO-LEFT OVERRIDE"),
    ]
    assert hidden_characters("ab ❤\ufe0f") == []


SHOWN = {
    "Persian": "می\u200cخواهم",
    "Persian after a letter that joins nothing": "دارو\u200cها",
    "Persian with a vowel sign": "مَ\u200cخ",
    "a letter in its joining form": "ه\u200d",
    "Hindi half form": "क्\u200dष",
    "Hindi explicit virama": "क्\u200cष",
    "Bengali": "র\u200d\u09cdয",
    "Sinhala": "ක්\u200dෂ",
    "a family": "👨\u200d👩\u200d👧",
    "skin": "👩🏽\u200d⚕\ufe0f",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a key": "5\ufe0f\u20e3",
    "Mongolian": "ᠠ\u180b",
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_what_shows_by_its_neighbours_is_kept(text):
    assert hidden_characters(text) == []
    once = clean(f"<p>{text}</p>").html
    assert clean(once).html == once
    assert clean_line(text)


@pytest.mark.parametrize(
    "text",
    ["5\u200c0", "a\u200db", "می\u200c", "\u200cمی", "می\u200c\u200cخ", "5\ufe0f", "👨\u200d", "a\u180b", "α\u200cβ"],
    ids=ascii,
)
def test_the_same_elsewhere_is_hidden(text):
    assert len(hidden_characters(text)) == 1


def test_a_joiner_does_not_reach_over_a_line_break():
    assert refused_codes(clean, "<p>می<br>\u200cخواهم</p>") == {"hidden-character"}


@pytest.mark.parametrize(
    ("text", "grave"),
    [
        ("Take 5\u200b0 mg", True),
        ("Take 0\u2060.5 mg", True),
        ("Take 0.\u200b5 mg", True),
        ("1990\u200b–2000", True),
        ("hyper\u200btension", True),
        ("β\u200cβλ", True),
        ("no\u200b\u200bt", True),
        ("a \u202egm 05\u202c", True),
        ("\u200fقرص 50\u200e mg", True),
        ("an odd \x85 sign", True),
        ("and/\u200bor", False),
        ("Take 5 mg.\u200b", False),
        ("\ufeffTake 5 mg", False),
        ("Take \u200b5 mg", False),
        ("Take 5 mg\u200e today", False),
        ("กิน\u200bยา", False),
        ("\u200fقرص", False),
        ("☎\ufe0e 5", False),
    ],
    ids=ascii,
)
def test_what_was_taken_out_is_grave_where_it_may_have_changed_a_number_or_a_word(text, grave):
    assert any(one.is_grave for one in taken_out(text)) is grave
    assert taken_out(text)


def test_what_looks_like_a_space_becomes_one():
    assert [one.instead for one in taken_out("a\u2800b\u200b")] == [" ", ""]


def test_escaped_entity_stays_visible_text():
    assert clean("<p>&amp;#x200b;</p>").html == "<p>&amp;#x200b;</p>"
