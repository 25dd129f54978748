"""Tries every mutant of the rule modules against their own tests; tells which survive.

    python -m tests.mutation [--at-least PERCENT] [MODULE…]

Exit status 1 where fewer are killed than asked for, 2 where the tests do not pass unchanged.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutation.fresh import ROOT
from tests.mutation.subjects import SUBJECTS

KILLED = "killed"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as reviews/quorum.py; all without")
    parser.add_argument(
        "--at-least", type=float, default=90, metavar="PERCENT", help="to be killed of each module (90)"
    )
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.modules if name not in SUBJECTS]:
        parser.error(f"{', '.join(unknown)}: not in tests/mutation/subjects.py, which has {', '.join(SUBJECTS)}")
    worst, total = 100.0, []
    for module in asked.modules or SUBJECTS:
        mutants = tried(module)
        total += mutants
        worst = min(worst, tell(module, mutants))
    print(f"All: {summary(total)}")
    return 0 if worst >= asked.at_least else 1


def tried(module: str) -> list[dict]:
    """What became of every mutant of the module."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "mutants"
        command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.plugin", "-p", "no:cacheprovider", "-q"]
        command += ["--subject", module, "--mutants-to", str(report), *SUBJECTS[module]]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not report.exists():
            sys.exit(f"{module}: its tests do not pass unchanged.\n{done.stdout[-3000:]}{done.stderr[-3000:]}") or 2
        return [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def tell(module: str, mutants: list[dict]) -> float:
    """Prints who lives, and returns how many of a hundred do not."""
    print(f"{module}: {summary(mutants)}", flush=True)
    for mutant in mutants:
        if mutant["fate"] != KILLED:
            print(f"  {module}:{mutant['line']}: {mutant['change']} ({mutant['fate']})", flush=True)
    return share(mutants)


def summary(mutants: list[dict]) -> str:
    killed = sum(mutant["fate"] == KILLED for mutant in mutants)
    return f"{killed} of {len(mutants)} killed ({share(mutants):.0f} %)"


def share(mutants: list[dict]) -> float:
    return 100 * sum(mutant["fate"] == KILLED for mutant in mutants) / max(len(mutants), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
