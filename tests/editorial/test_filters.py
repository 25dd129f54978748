"""The templates' own filters."""

import json

import pytest
from django import template
from hypothesis import given
from hypothesis import strategies as st

from editorial.templatetags.imprimatur import icon_template, json_data, marks, people, target_link

PLAIN = {"name": "C. Nurse", "credentials": ""}
DOCTOR = {"name": "A. Clinician", "credentials": "MD"}


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("slug", "#id_slug"),
        ("section:dosing", "#section-dosing"),
        ("line:12", "#line-12"),
        ("#here", "#here"),
        ("/desk/", "/desk/"),
        ("//evil.example/", "#id_//evil.example/"),
        ("javascript:alert(1)", "#javascript-alert(1)"),
    ],
)
def test_target_link_stays_on_the_site(target, link):
    assert target_link(target) == link


def test_marks_count_what_is_done():
    assert (marks(1, 3), marks(0, 0), marks(5, 2)) == ([True, False, False], [], [True, True])


@pytest.mark.parametrize(
    ("persons", "text"),
    [
        ([], ""),
        ([PLAIN], "C. Nurse"),
        ([PLAIN, PLAIN], "C. Nurse and C. Nurse"),
        ([PLAIN, PLAIN, PLAIN], "C. Nurse, C. Nurse and C. Nurse"),
        ([DOCTOR, PLAIN, DOCTOR], "A. Clinician, MD; C. Nurse and A. Clinician, MD"),
    ],
)
def test_people_reads_as_a_sentence(persons, text):
    bare = people(persons).replace('<span class="person-name">', "").replace("</span>", "")

    assert bare == text


def test_people_escapes_names_and_credentials():
    html = people([{"name": "<b>", "credentials": "<i>"}])

    assert html == '<span class="person-name">&lt;b&gt;</span>, &lt;i&gt;'


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_json_data_says_the_same_and_cannot_end_its_element(value):
    text = json_data(value)

    assert json.loads(text) == value
    assert [character for character in "<>&\u2028\u2029" if character in text] == []


@pytest.mark.parametrize("name", ["../base", "pen.html", "", "Pen"])
def test_icon_template_refuses_what_is_no_icon_name(name):
    with pytest.raises(template.TemplateSyntaxError):
        icon_template(name)
