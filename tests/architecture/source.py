"""Reading the product's own source, for the tests of its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("references", "articles", "reviews", "editorial")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """(dotted name, syntax tree) of every module of the product, migrations left out; and what is only handed out."""
    yield from _parsed()


@cache
def _parsed() -> tuple[tuple[str, ast.Module], ...]:
    """Each file is read once for all tests: nobody changes a tree."""
    return tuple(_parse())


def _parse() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if not {"migrations", "static"} & set(parts):
                name = ".".join(parts).removesuffix(".__init__")
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports(name: str, tree: ast.Module) -> tuple[tuple[str, int], ...]:
    """(imported module, line) of every import in a module, also those inside functions; relative ones made absolute."""
    return _imports(name, tree)


@cache
def _imports(name: str, tree: ast.Module) -> tuple[tuple[str, int], ...]:
    return tuple(_find_imports(name, tree))


def _find_imports(name: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    is_package = (ROOT / Path(*name.split("."))).is_dir()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = name.split(".")
                keep = len(parents) - node.level + (1 if is_package else 0)
                base = ".".join([*parents[:keep], *filter(None, [node.module])])
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
