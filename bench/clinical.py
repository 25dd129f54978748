"""How much processor time the looks at a section take: `python -m bench.clinical`. Asserts nothing.

The aim: at most 50 ms for 2,000 words, with the changes of a usual revision and with one sentence in five changed. In
other rows every sentence changed, or the texts were made to be slow. Nothing is remembered between the runs.
"""

import os
import random
import time
from pathlib import Path

import django

from articles.text import clean
from bench.redline import cases

_ROUNDS = 5
_SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "articles" / "clinical"


def sentences() -> list[tuple[str, str]]:
    """What sentences about medicines became: the tests' dangerous and harmless changes."""
    texts = [(_SENTENCES / name).read_text(encoding="utf-8") for name in ("dangerous.txt", "harmless.txt")]
    lines = [line for text in texts for line in text.splitlines()]
    return [(parts[1].strip(), parts[2].strip()) for line in lines if len(parts := line.split("|")) > 2]


def section(words: int, changed: float) -> tuple[str, str]:
    """A text of so many words, before and after; ``changed`` is the share of its sentences that became others."""
    chance = random.Random(1)
    pairs = sentences()
    old: list[str] = []
    new: list[str] = []
    while sum(len(text.split()) for text in old) < words:
        chosen = [chance.choice(pairs) for _ in range(6)]
        old.append("<p>" + " ".join(was for was, _ in chosen) + "</p>")
        new.append("<p>" + " ".join(now if chance.random() < changed else was for was, now in chosen) + "</p>")
    return clean("".join(old)).html, clean("".join(new)).html


def measured(old: str, new: str) -> tuple[list[float], int]:
    """Milliseconds of each run, the quickest first, and how many findings there were."""
    from articles.clinical import compare, items
    from articles.words.content import Wording

    times, count = [], 0
    for _ in range(_ROUNDS):
        items.forget()
        start = time.process_time()
        count = len(compare(Wording(html=old), Wording(html=new)).findings)
        times.append((time.process_time() - start) * 1000)
    return sorted(times), count


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()
    texts = [
        ("2,000 words, one sentence in twenty changed", *section(2_000, 0.05)),
        ("2,000 words, one sentence in five changed", *section(2_000, 0.2)),
        ("2,000 words, every sentence changed", *section(2_000, 1)),
        *((name, clean(old).html, clean(new).html) for name, old, new in cases()),
    ]
    print(f"{'case':<46}{'KB':>8}{'findings':>10}{'best ms':>10}{'median ms':>11}")
    for name, old, new in texts:
        times, count = measured(old, new)
        print(f"{name:<46}{len(new) / 1000:>8.0f}{count:>10}{times[0]:>10.1f}{times[_ROUNDS // 2]:>11.1f}")


if __name__ == "__main__":
    main()
