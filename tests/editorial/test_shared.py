"""``{% share %}``: what pages that are composed together have in common is rendered once, and nothing else is."""

from datetime import date

import pytest
from django.template import TemplateSyntaxError, engines

DATES = '{% load shared %}{% share "_components/dates.html" with last_updated=day only %}'


def page(text: str = DATES, **context) -> str:
    return engines["django"].from_string(text).render(context)


def test_what_was_rendered_for_the_same_values_is_taken_again():
    rendered: dict = {}

    first, again = (page(day=date(2026, 5, 1), rendered=rendered) for _ in range(2))
    other = page(day=date(2026, 5, 2), rendered=rendered)

    assert first == again == page(day=date(2026, 5, 1))
    assert "2 May 2026" in other
    assert "1 May 2026" not in other
    assert len(rendered) == 2


def test_equal_lists_are_the_same_and_other_objects_are_only_themselves():
    text = '{% load shared %}{% share "_components/section_nav.html" with contents=contents only %}'
    rendered: dict = {}

    named = [page(text, contents=[{"anchor": "a", "heading": name}], rendered=rendered) for name in ("A", "A", "B")]

    assert named[0] == named[1] != named[2]
    assert len(rendered) == 2
    page(day=object(), rendered=rendered)
    page(day=object(), rendered=rendered)
    assert len(rendered) == 4


def test_what_does_not_say_only_is_refused():
    with pytest.raises(TemplateSyntaxError, match="only"):
        page('{% load shared %}{% share "_components/dates.html" with last_updated=day %}')
