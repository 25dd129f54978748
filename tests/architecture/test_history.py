"""django-simple-history audits mutable rows and nothing else: see docs/adr/0001-explicit-versions.md."""

import ast

from tests.architecture.source import modules

NOT_OURS = {"as_of", "m2m_fields", "excluded_fields", "HistoricForeignKey"}


def test_no_part_of_it_is_used_that_does_not_say_the_truth():
    used = {
        f"{name}: {word}"
        for name, tree in modules()
        for node in ast.walk(tree)
        for word in (getattr(node, "attr", None), getattr(node, "arg", None), getattr(node, "id", None))
        if word in NOT_OURS
    }

    assert used == set()
