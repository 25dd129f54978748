"""The changes that script/mutate makes, and that they are made to the running program."""

import ast
import enum
from pathlib import Path

import pytest

from tests.mutation import fresh, operators
from tests.mutation.forking import in_a_copy
from tests.mutation.operators import mutants_of, mutated
from tests.mutation.plugin import Subject
from tests.mutation.subjects import SUBJECTS


class State(enum.Enum):
    DRAFT = 1
    LIVE = 2


def variants(source: str) -> set[str]:
    """Every mutant of one line of code."""
    names = {"State": State}
    return {ast.unparse(mutated(source, names, mutant.number)) for mutant in mutants_of(source, names)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", {"a != b"}),
        ("a < b", {"a <= b", "a >= b"}),
        ("a in b", {"a not in b"}),
        ("x = a and b", {"x = a or b", "x = a", "x = b"}),
        ("x = not a", {"x = a"}),
        ("x = ~q", {"x = q"}),
        ("x = y if a else z", {"x = y if not a else z"}),
        ("x = [y for y in z if y]", {"x = [y for y in z if not y]", "x = [y for y in z if True]"}),
        ("x = True", {"x = False"}),
        ("x = 3", {"x = 4"}),
        ("x = 'wrong-state'", {"x = 'wrong-state-x'"}),
        ("x = 'Words for people.'", set()),
        ("x = f'{a} of {b}'", set()),
        ("x: int | None = a", set()),
        ("x = State.DRAFT", {"x = State.LIVE"}),
        ("x = {a, b}", {"x = {b}", "x = {a}"}),
        ("x = {a: 'Yes.', b: 'No.'}", {"x = {b: 'No.'}", "x = {a: 'Yes.'}"}),
        ("x = a - b", {"x = a"}),
        ("x = a & b", {"x = a | b", "x = a"}),
        ("x = min(a)", {"x = max(a)"}),
        ("x = rows.filter(p=a, q=b)", {"x = rows.exclude(p=a, q=b)", "x = rows.filter(q=b)", "x = rows.filter(p=a)"}),
        ("refuse(issues)", {"pass"}),
        ("raise error", {"pass"}),
        ("'What it is for.'", set()),
        ("import a", set()),
    ],
)
def test_what_is_changed_and_what_is_left_alone(source, expected):
    assert variants(source) == expected


def test_a_function_returns_nothing_and_its_signature_stays():
    assert variants("def f(a: int = b) -> list:\n    return [a]") == {"def f(a: int=b) -> list:\n    return []"}


def test_a_change_knows_its_function_and_its_statement():
    source = "class A:\n\n    def f(self):\n        if (a ==\n                b):\n            c()\n\nX = 1\n"
    found = {(mutant.function, mutant.statement) for mutant in mutants_of(source, {})}
    assert found == {("A.f", range(4, 6)), ("A.f", range(6, 7)), (None, range(8, 9))}


def test_a_number_that_no_change_has_is_refused():
    with pytest.raises(LookupError):
        mutated("a == b", {}, 1)


def test_the_running_program_becomes_the_mutant_in_its_copy_alone():
    subject = Subject(Path(operators.__file__))
    mutant = next(one for one in subject.mutants if one.function == "_is_left_alone")

    def changed() -> bool:
        before = operators._is_left_alone.__code__
        subject.become(mutant)
        return operators._is_left_alone.__code__ is not before

    before = operators._is_left_alone.__code__
    assert in_a_copy(changed, seconds=60).result is True
    assert operators._is_left_alone.__code__ is before


def test_the_module_run_again_reaches_whoever_imported_from_it_in_its_copy_alone():
    subject = Subject(Path(operators.__file__))
    source = subject.source.replace('FUNCTIONS = {"any": "all",', 'FUNCTIONS = {"any": "min",')
    before = mutants_of

    def changed() -> tuple[bool, set[str]]:
        subject.run_again(ast.parse(source))
        return mutants_of is not before, variants("x = any(a)")

    assert in_a_copy(changed, seconds=60).result == (True, {"x = min(a)"})
    assert (mutants_of is before, variants("x = any(a)")) == (True, {"x = all(a)"})


def test_what_never_ends_is_ended_by_its_own_clock():
    def endless() -> None:
        while True:
            pass

    ended = in_a_copy(endless, seconds=1)
    assert (ended.result, ended.is_whole) == (None, False)


def test_a_fresh_start_imports_the_mutant(tmp_path):
    source = tmp_path / "mutant.py"
    source.write_text("ANSWER = 42\n")
    importer = fresh.MutantImporter(fresh.ROOT / "reviews/rules/quorum.py", source)
    spec = importer.find_spec("reviews.rules.quorum", None)
    found: dict = {}
    exec(importer.get_code(spec.name), found)
    assert found["ANSWER"] == 42
    assert importer.find_spec("reviews.rules.transitions", None) is None


@pytest.mark.parametrize("module", SUBJECTS)
def test_every_subject_and_its_tests_are_there(module):
    assert (fresh.ROOT / module).is_file()
    assert all((fresh.ROOT / tests).is_file() for tests in SUBJECTS[module])
