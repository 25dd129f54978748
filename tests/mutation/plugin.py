"""The pytest plugin that tries the mutants of one module: pytest is set up once, and each mutant lives in a copy of
that process, so that it costs little more than its tests.

Inside a function the running program is changed: every function object that was made from that code gets the mutant's.
For a change of the module itself (a table, a default) the module is run again in a copy, and whoever imported something
of it by name gets the new one. Others may keep what they made of the old: so what survives this is tried once more in a
fresh start, in which the module is imported as the mutant; and where the tests do not pass with the module run again
unchanged, all are tried that way alone.

What is put together once in a process (``editorial/shared/compiled.py``) is put together anew for each test: otherwise
only the first would run it, and the others would not count as tests of it.
"""

import ast
import gc
import importlib
import inspect
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

import hypothesis
import pytest
from django.db import connections
from django.test import utils
from pytest_django.plugin import blocking_manager_key

from editorial.shared import compiled
from tests.mutation import fresh
from tests.mutation.forking import in_a_copy
from tests.mutation.operators import Mutant, mutants_of, mutated

SURVIVED, KILLED, UNREACHED = "survived", "killed", "no test reaches it"
KEPT_READS: list[dict] = []
LEAST_SECONDS = 20  # of computing, for the tests of a mutant; else ten times what they took unchanged


@dataclass(frozen=True)
class Ran:
    """What one test did in the unchanged program: how long it took, and the lines of the subject that it ran."""

    seconds: float
    lines: frozenset[int]


class Subject:
    """The module whose mutants are tried, in the running program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.names = vars(importlib.import_module(fresh.name_of(path)))
        self.mutants = mutants_of(self.source, self.names)
        made = every_function()
        self.can_run_again = False
        self.functions = [one for one in made if one.__code__.co_filename == str(path)]

    def become(self, mutant: Mutant) -> None:
        """Change the running program. Raises LookupError where it has no function of that name."""
        code = compile(mutated(self.source, self.names, mutant.number), str(self.path), "exec")
        wanted = {one.co_qualname: one for one in _codes(code)}[mutant.function]
        meant = [one for one in self.functions if one.__code__.co_qualname == mutant.function]
        if not meant:
            raise LookupError(mutant.function)
        for function in meant:
            function.__code__ = wanted

    def run_again(self, tree: ast.Module) -> None:
        """Run the module anew in the running program, as this tree has it."""
        before = dict(self.names)
        exec(compile(tree, str(self.path), "exec"), self.names)
        changed = [name for name, value in before.items() if self.names[name] is not value]
        for module in [one for one in sys.modules.values() if isinstance(one, ModuleType)]:
            for name in changed:
                if vars(module).get(name, module) is before[name]:
                    setattr(module, name, self.names[name])


def every_function() -> list[FunctionType]:
    """All that there are in this process by now."""
    gc.unfreeze()
    made = [one for one in gc.get_objects() if type(one) is FunctionType]  # a lazy object, asked, would say otherwise
    gc.freeze()
    return made


def kept_reads() -> list[dict]:
    """What each read that is put together once keeps."""
    reads = [one for one in every_function() if one.__code__.co_filename == compiled.__file__]
    reads = [one for one in reads if one.__code__.co_qualname == "compiled.<locals>.rows"]
    return [inspect.getclosurevars(one).nonlocals["known"] for one in reads]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--subject", help="the module whose mutants are tried")
    parser.addoption("--mutants-to", help="the file that gets one line of JSON for every mutant")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """The same examples for every mutant, so that a figure can be had again."""
    hypothesis.settings.register_profile(
        "mutants",
        parent=hypothesis.settings(),
        max_examples=40,
        derandomize=True,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    hypothesis.settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    if session.testsfailed:
        raise session.Interrupted("the tests cannot be collected")
    subject = Subject(fresh.ROOT / session.config.getoption("subject"))
    KEPT_READS.extend(kept_reads())
    _make_database(session)
    ran = in_a_copy(lambda: _run_unchanged(session, subject), seconds=3600).result
    if ran is None:
        raise session.Failed("a test fails, or its process ends, before anything is changed")
    unchanged = ast.parse(subject.source)
    subject.can_run_again = _survives_in_copy(session, ran, session.items, lambda: subject.run_again(unchanged))
    with Path(session.config.getoption("mutants_to")).open("w", encoding="utf-8") as report:
        for mutant in subject.mutants:
            fate = _fate(session, subject, mutant, ran)
            report.write(json.dumps({**asdict(mutant), "statement": None, "fate": fate}) + "\n")
            report.flush()
    return True


def _make_database(session: pytest.Session) -> None:
    """Once, for all copies: each finds it made and leaves it standing."""
    from tests.conftest import name_test_database

    with session.config.stash[blocking_manager_key].unblock():
        name_test_database()
        utils.setup_databases(verbosity=0, interactive=False)
        connections.close_all()
    utils.setup_databases = lambda **_: []


def _run_unchanged(session: pytest.Session, subject: Subject) -> dict[str, Ran] | None:
    """Every test with what it ran; None as soon as one fails."""
    found, lines = {}, set()

    def trace(frame: FrameType, event: str, _: object) -> object:
        if frame.f_code.co_filename != str(subject.path):
            return None
        if event == "line":
            lines.add(frame.f_lineno)
        return trace

    threading.settrace(trace)
    sys.settrace(trace)
    for place, item in enumerate(session.items):
        lines.clear()
        began = time.process_time()
        _run(session, place, session.items)
        found[item.nodeid] = Ran(time.process_time() - began, frozenset(lines))
        if session.testsfailed:
            return None
    return found


def _run(session: pytest.Session, place: int, items: list[pytest.Item]) -> None:
    for kept in KEPT_READS:
        kept.clear()
    following = items[place + 1] if place + 1 < len(items) else None
    session.config.hook.pytest_runtest_protocol(item=items[place], nextitem=following)


def _fate(session: pytest.Session, subject: Subject, mutant: Mutant, ran: dict[str, Ran]) -> str:
    if mutant.function is None:
        return _fate_of_module(session, subject, mutant, ran)
    reaching = [item for item in session.items if not ran[item.nodeid].lines.isdisjoint(mutant.statement)]
    if not reaching:
        return UNREACHED
    return SURVIVED if _survives_in_copy(session, ran, reaching, lambda: subject.become(mutant)) else KILLED


def _survives_in_copy(
    session: pytest.Session, ran: dict[str, Ran], items: list[pytest.Item], change: Callable[[], None]
) -> bool:
    """Whether all these tests, the quickest first, are content with a copy of the program that was changed so."""
    items = sorted(items, key=lambda item: ran[item.nodeid].seconds)
    most = LEAST_SECONDS + 10 * int(sum(ran[item.nodeid].seconds for item in items))
    ended = in_a_copy(lambda: _survives(session, items, change), seconds=most)
    return bool(ended.is_whole and ended.result)


def _survives(session: pytest.Session, items: list[pytest.Item], change: Callable[[], None]) -> bool:
    change()
    for place in range(len(items)):
        _run(session, place, items)
        if session.testsfailed:
            return False
    return True


def _fate_of_module(session: pytest.Session, subject: Subject, mutant: Mutant, ran: dict[str, Ran]) -> str:
    if subject.can_run_again:
        tree = mutated(subject.source, subject.names, mutant.number)
        if not _survives_in_copy(session, ran, session.items, lambda: subject.run_again(tree)):
            return KILLED
    return _fate_of_fresh(session, subject, mutant)


def _fate_of_fresh(session: pytest.Session, subject: Subject, mutant: Mutant) -> str:
    """The same in a new process: it ends with 0 only where every test was content."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "mutant.py"
        source.write_text(ast.unparse(mutated(subject.source, subject.names, mutant.number)), encoding="utf-8")
        environment = {**os.environ, fresh.MODULE: str(subject.path), fresh.SOURCE: str(source)}
        command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.fresh", "-p", "no:cacheprovider", "-x", "-q"]
        tests = sorted({item.nodeid.partition("::")[0] for item in session.items})
        done = subprocess.run([*command, *tests], cwd=fresh.ROOT, env=environment, capture_output=True, check=False)
    return KILLED if done.returncode else SURVIVED
