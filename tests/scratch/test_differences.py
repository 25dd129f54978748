"""What is different between what was typed into a form and what its page has now."""

import pytest

from editorial.shared.filling import differences, fill

PAGE = """
<form method="post" action="/other/"><textarea name="text">Elsewhere</textarea></form>
<form method="post" action="/sent/">
<input type="hidden" name="base" value="7"><input type="password" name="secret">
<label for="t">The <b>title</b></label><input id="t" name="title" value="A &amp; B">
<label for="w">Words</label><textarea id="w" name="words" data-prose>
&lt;p&gt;One&lt;/p&gt;</textarea>
<label for="k">Kind</label><select id="k" name="kind"><option value="a">A</option><option value="b">B</option></select>
<input type="checkbox" name="tick" aria-label="Ticked" checked>
<input type="radio" name="one" value="x"><input type="radio" name="one" value="y" checked>
</form>
"""
SAME = {"base": ["6"], "title": ["A & B"], "words": ["<p>One</p>\r\n"], "kind": ["a"], "tick": ["on"], "one": ["y"]}


def told(**typed: list[str] | None) -> list[tuple[str, str, str]]:
    sent = {name: values for name, values in (SAME | typed).items() if values is not None}
    found = differences(PAGE, page="/page/", action="/sent/", sent=sent, besides=["left_out"])
    return [(one.label, one.now, one.typed) for one in found]


def test_the_same_words_are_no_difference_whatever_ends_their_lines_and_whatever_is_hidden():
    assert told() == []


@pytest.mark.parametrize(
    ("typed", "difference"),
    [
        ({"title": ["A"]}, ("The title", "A & B", "A")),
        ({"title": [""]}, ("The title", "A & B", "")),
        ({"words": ["<p>Two</p>"]}, ("Words", "<p>One</p>", "<p>Two</p>")),
        ({"kind": ["b"]}, ("Kind", "a", "b")),
        ({"tick": None}, ("Ticked", "on", "")),
        ({"one": ["x"]}, ("", "y", "x")),
        ({"gone": ["Words without a field"]}, ("gone", "", "Words without a field")),
    ],
)
def test_each_kind_of_field_is_compared(typed, difference):
    assert told(**typed) == [difference]


def test_a_field_that_the_form_did_not_have_then_is_no_difference():
    assert told(title=None, words=None, kind=None) == []


def test_what_is_left_out_is_left_out():
    assert told(left_out=["Words"]) == []


def test_with_no_such_form_all_words_are_told():
    found = differences(PAGE, page="/page/", action="/gone/", sent={"a": ["One"], "b": [" "]})

    assert [(one.label, one.typed, one.is_nowhere) for one in found] == [("a", "One", True)]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r\n", "\r"])
def test_signs_that_end_a_line_for_some_shift_nothing(sign):
    """A comment that was pasted may have any of them."""
    page = f"<p>One{sign}two{sign}\n</p>" + PAGE

    filled = fill(page, page="/page/", action="/sent/", sent=SAME | {"words": ["New"]})

    assert "data-prose>\nNew</textarea>" in filled.html
    assert filled.html.startswith(f"<p>One{sign}two{sign}\n</p>")
    assert differences(filled.html, page="/page/", action="/sent/", sent=SAME | {"words": ["New"]}) == []


def test_which_of_several_forms_is_filled_is_said():
    field = '<input type="hidden" name="to" value="{}"><textarea name="a"></textarea>'
    form = f'<form method="post" action="/sent/">{field}</form>'
    page = form.format(1) + PAGE + form.format(2)

    filled = fill(page, page="/page/", action="/sent/", sent={"to": ["2"], "a": ["Words"]})

    assert filled.index == 2
