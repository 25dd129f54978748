"""How large things may grow before they are split."""

from statistics import median

from tests.architecture.source import ROOT, functions, modules


def lengths() -> dict[str, int]:
    return {
        f"{name}.{function.name}:{function.lineno}": function.end_lineno - function.lineno + 1
        for name, tree in modules()
        for function in functions(tree)
    }


def test_no_function_is_longer_than_60_lines():
    assert {name: length for name, length in lengths().items() if length > 60} == {}


def test_the_median_function_is_shorter_than_10_lines():
    assert median(lengths().values()) < 10


def test_no_file_is_longer_than_400_lines():
    long = {}
    for folder in ("references", "articles", "reviews", "editorial", "tests", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > 400 and "migrations" not in path.parts:
                long[str(path.relative_to(ROOT))] = lines

    assert long == {}
