"""What people type in comments: mentions and names of references."""

import pytest

from reviews.talk.text import Person, Talk, mentions_in, named, show

ANNA, ANNA_MARIA, BEN = Person(1, "Anna Berg"), Person(2, "Anna Maria Berg"), Person(3, "Ben Öz")
PEOPLE = [ANNA, ANNA_MARIA, BEN]


@pytest.mark.parametrize(
    ("text", "people", "unknown"),
    [
        ("@Anna Berg, is it so?", [ANNA], []),
        ("Ask @anna maria berg.", [ANNA_MARIA], []),
        ("(@Ben) and @Ben Öz", [BEN], []),
        ("@Anna?", [], ["Anna"]),  # two are called so
        ("@Anna Bergmann", [], ["Anna"]),
        ("@Nobody", [], ["Nobody"]),
        ("ben@example.org, [@ben2001], @ Ben, 5@Ben, @5", [], []),
        ("", [], []),
    ],
)
def test_a_mention_is_resolved_where_only_one_is_meant(text, people, unknown):
    found = mentions_in(text, PEOPLE)

    assert (list(found.people), list(found.unknown)) == (people, unknown)


def test_what_is_shown_is_escaped_and_names_references_and_people():
    talk = Talk({"lane1998": "Lane & Co 1998"}, ("Ben Öz",))

    assert show("See <b> [@lane1998, p. 4]\nand [@x1].\n\n@Ben: yes, @Anna.", talk) == (
        '<p>See &lt;b&gt; <span class="cited">Lane &amp; Co 1998, p. 4</span><br>'
        'and <span class="cited">[@x1]</span>.</p>'
        '<p><span class="mention">@Ben</span>: yes, @Anna.</p>'
    )


def test_plain_words_name_references_too():
    assert named("As [@lane1998] says, and [@x1].", {"lane1998": "Lane 1998"}) == "As Lane 1998 says, and [@x1]."
