"""Real works of every kind, formatted as Citing Medicine says."""

import pytest

from references.formats.csl import clean_csl
from references.formatting import format_reference

from .journals import ARTICLES
from .others import OTHERS

ENTRIES = [*ARTICLES, *OTHERS]


@pytest.mark.parametrize(("section", "csl", "expected"), ENTRIES, ids=[f"{n}: {e[0]}" for n, e in enumerate(ENTRIES)])
def test_an_entry_is_as_the_standard_has_it(section, csl, expected):
    assert format_reference(clean_csl(csl), style="citing-medicine") == expected


def test_there_are_fifty_of_all_kinds():
    kinds = {csl["type"] for _, csl, _ in ENTRIES}

    assert len(ENTRIES) >= 50
    assert kinds >= {"article-journal", "book", "chapter", "paper-conference", "report", "thesis", "webpage", "article"}
