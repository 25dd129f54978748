"""What a change is said to be does not hang on the process that looks at it: the board and the editor read the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import django
django.setup()
from articles.clinical import compare
from articles.words.content import Wording
from bench.clinical import section
old, new = section(1500, 1)
print(compare(Wording(html=old), Wording(html=new)).findings)
"""


def findings(seed: int) -> str:
    """What is found in a process that reads sets in an order of its own."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "editorial.settings",
        "DATABASE_URL": "postgres://",
        "PATH": "/usr/bin:/bin",
        "PYTHONHASHSEED": str(seed),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_two_processes_find_the_same():
    first = findings(0)

    assert len(first) > 10_000
    assert [findings(seed) == first for seed in (1, 2)] == [True, True]
