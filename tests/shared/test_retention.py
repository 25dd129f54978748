"""How long something is kept for a while is said in one module."""

import ast
import re
from collections.abc import Iterator

from editorial.shared import retention
from tests.architecture.source import ROOT, modules

NAME = re.compile(r"KE(PT|EP)_FOR|OLDEST|LEFT_OVER|RETENTION|RETAIN")
FROM_THERE = re.compile(rf"retention\.|{'|'.join(name for name in vars(retention) if name.isupper())}")


def said_in(tree: ast.Module) -> Iterator[str]:
    """The constants of a module that say how long something is kept, and do not take it from the one module."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and NAME.search(ast.unparse(node.targets[0])):
            yield from () if FROM_THERE.search(ast.unparse(node.value)) else (ast.unparse(node),)


def test_no_other_module_says_how_long_something_is_kept():
    found = [(name, said) for name, tree in modules() if name != retention.__name__ for said in said_in(tree)]

    assert found == []
    assert [*said_in(ast.parse("KEPT_FOR = timedelta(days=14)"))] == ["KEPT_FOR = timedelta(days=14)"]
    assert [*said_in(ast.parse("KEPT_FOR = retention.IMPORTS.days"))] == []


def test_the_documents_say_the_same_times():
    days, hours = retention.IMPORTS.days, retention.RETURNED_UPLOADS.total_seconds() / 3600
    guide = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    editors = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")

    assert f"After {days} days they are thrown away" in guide
    assert (hours, "Each is kept for two hours, in the cache" in guide) == (2, True)
    assert editors.count(f"for {days} days") == 2
