"""What a process has read before its first request."""

import gc
import re
from pathlib import Path

from django.template.loader import get_template

from editorial.read_ahead import public_templates, read_ahead

NAMED = re.compile(r'{% (?:extends|include|share) "([^"]+)"')


def named_in(name: str) -> set[str]:
    """The templates that this one is made of, and those that they are made of."""
    below = set(NAMED.findall(Path(get_template(name).origin.name).read_text()))
    return below.union(*map(named_in, below))


def test_all_of_which_readers_pages_are_composed_is_read_before_the_first():
    read_ahead()

    wanted = {"articles/public_page.html", "articles/gone_page.html"}
    parts = set().union(*map(named_in, wanted))
    assert len(parts) > 5
    assert wanted | parts <= set(public_templates())


def test_what_was_read_ahead_is_not_searched_for_garbage_again():
    gc.unfreeze()

    read_ahead()

    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()
