"""What was typed, back in its form: byte for byte the page it was, but for the form's own fields."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from editorial.shared.filling import fill

PAGE = """<main><svg viewBox="0 0 1 1"/><form method="get" action="/find/"><input name="text"></form>
<form method="post" action="/save/"><input type="hidden" name="token" value="new">
<input type="hidden" name="base" value="2">
<input name="heading" value="Old &amp; new" required><textarea name="text" rows="3">
Old words</textarea><input type="checkbox" name="out" checked><input type="checkbox" name="more" value="a">
<input type="radio" name="kind" value="x" checked><input type="radio" name="kind" value="y">
<select name="place"><option value="1" selected>One<option value="2">Two</select><input type="file" name="file">
<input type="password" name="key"><button name="do" value="save">Save</button></form></main>"""


def filled(page: str = PAGE, action: str = "/save/", **sent):
    given = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    return fill(page, page="/here/", action=action, sent=given, besides={"token"})


def fields(page: str, action: str = "/save/") -> dict:
    """As a browser would send the form."""
    [form] = lxml_html.fromstring(page).xpath(f"//form[@action='{action}']")
    return dict(form.form_values())


def test_every_kind_of_field_gets_what_was_sent():
    sent = {"heading": 'A "new" <b>', "text": "1 < 2 & more", "more": "a", "kind": "y", "place": "2", "base": "1"}

    page = filled(**sent, token="old").html

    said = fields(page)
    assert {**said, "text": said["text"].removeprefix("\n")} == {**sent, "token": "new"}  # which browsers leave off


def test_nothing_else_of_the_page_changes():
    page = filled(heading="New").html

    assert page.replace('value="New"', 'value="Old &amp; new"', 1).replace(" checked>", ">") == PAGE.replace(
        " checked>", ">"
    )


def test_the_base_that_the_words_were_written_on_comes_along():
    """So that somebody else's words are not overwritten: the form refuses an old base."""
    assert fields(filled(base="1").html)["base"] == "1"


def test_files_and_passwords_are_left_alone():
    page = filled(key="secret", file="x.docx", heading="New").html

    assert "secret" not in page
    assert "x.docx" not in page


def test_of_several_forms_the_one_that_was_filled_in_is_filled():
    page = "".join(
        f'<form method="post" action="/say/"><input type="hidden" name="of" value="{n}"><textarea name="text">'
        f"</textarea></form>"
        for n in (1, 2, 3)
    )

    shown = filled(page, "/say/", of="2", text="Mine").html

    assert shown.split("</form>")[1].endswith(">\nMine</textarea>")
    assert shown.count("Mine") == 1


def test_a_form_whose_button_sends_elsewhere_is_found_and_its_loose_fields_too():
    page = (
        '<form method="post" id="edition" action="/statement/"></form><textarea name="note" form="edition"></textarea>'
        '<button form="edition" formaction="/submit/?a=1">Submit</button>'
    )

    assert ">\nMine</textarea>" in filled(page, "/submit/", note="Mine").html


def test_what_has_no_place_any_more_is_given_back():
    answer = filled(heading="New", gone="Words", empty=" ")
    assert answer.left == {"gone": ["Words"]}

    answer = filled("<p>No form</p>", heading="New", empty="")
    assert (answer.html, answer.left) == ("<p>No form</p>", {"heading": ["New"]})


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00"), max_size=80))
def test_any_words_come_back_as_they_were(words):
    page = filled(text=words, heading=words.replace("\n", " ")).html

    assert lxml_html.fromstring(page).xpath("//script") == []
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        text, inside = "", False

        def handle_starttag(self, tag, attrs):
            self.inside = tag == "textarea"

        def handle_endtag(self, tag):
            self.inside = False

        def handle_data(self, data):
            self.text += data if self.inside else ""

    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.text == "\n" + words
