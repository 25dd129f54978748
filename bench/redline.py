"""How much processor time a redline takes: `python bench/redline.py`. Prints a table; nothing is asserted.

The aim: at most 50 ms for 2,000 words with the changes of a usual revision. The other rows are texts made to be slow.
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.redline import redline
from articles.text import clean

_WORDS = [
    "the", "patient", "may", "take", "a", "dose", "of", "sertraline", "in", "the", "morning", "with", "water", "when",
    "muscle", "twitching", "or", "anxiety", "is", "felt", "and", "the", "doctor", "has", "not", "advised", "against",
    "it", "because", "serotonin", "acts", "on", "nerves", "that", "move", "small", "muscles",
]  # fmt: skip
_ROUNDS = 7


def paragraphs(words: int, seed: int = 1, each: int = 80) -> list[str]:
    """Paragraphs with some bold words, doses and a citation, as stored texts have them."""
    chance = random.Random(seed)
    made = []
    for number in range(words // each):
        body = [chance.choice(_WORDS) + (f"{number % 7}x" if chance.random() < 0.2 else "") for _ in range(each)]
        body[5], body[-1] = "<strong>never</strong>", f"{chance.randint(1, 200)} mg"
        made.append(f'<p>{" ".join(body)}.<cite data-ref="ref{number % 12}"></cite></p>')
    return made


def revised(old: list[str]) -> list[str]:
    """A usual revision: a dose, a mark, a citation, two sentences out, a paragraph in, one moved."""
    new = list(old)
    new[1] = new[1].replace(" mg", "0 mg")
    new[2] = new[2].replace("strong>", "em>")
    new[3] = new[3].replace('data-ref="ref3"', 'data-ref="ref9"')
    new[4] = " ".join(new[4].split(" ")[:50]) + ".</p>"
    new.insert(6, "<p>A new paragraph, which says that 5 mg is not enough for everyone.</p>")
    new.append(new.pop(8))
    return new


def typos(old: list[str]) -> list[str]:
    """One word changed in every paragraph."""
    return [html.replace(" the ", " this ", 1) for html in old]


def cases() -> list[tuple[str, str, str]]:
    two, ten = paragraphs(2_000), paragraphs(10_000)
    rows = paragraphs(4_000, each=8)
    table = ["<table>" + "".join(f"<tr><td>{html[3:-4]}</td><td>5 mg</td></tr>" for html in rows) + "</table>"]
    long = " ".join(paragraphs(10_000)).replace("</p> <p>", " ")
    other = " ".join(paragraphs(10_000, seed=2)).replace("</p> <p>", " ")
    short = [f"<p>Item {n % 97} of {n % 89}</p>" for n in range(5_000)]
    return [
        ("2,000 words, nothing changed", "".join(two), "".join(two)),
        ("2,000 words, a usual revision", "".join(two), "".join(revised(two))),
        ("2,000 words, a typo in every paragraph", "".join(two), "".join(typos(two))),
        ("2,000 words, everything rewritten", "".join(two), "".join(paragraphs(2_000, seed=2))),
        ("10,000 words, a usual revision", "".join(ten), "".join(revised(ten))),
        ("10,000 words, everything rewritten", "".join(ten), "".join(paragraphs(10_000, seed=2))),
        ("10,000 words in reverse order", "".join(ten), "".join(reversed(ten))),
        ("10,000 words in one paragraph, all other", long, other),
        ("5,000 short paragraphs, all shuffled", "".join(short), "".join(random.Random(3).sample(short, len(short)))),
        ("500 table rows, a typo in each", "".join(table), "".join(typos(table)).replace("5 mg", "6 mg")),
        ("20,000 equal words, every second changed", f"<p>{'a ' * 20_000}", f"<p>{'a b ' * 10_000}"),
    ]


def main() -> None:
    print(f"{'case':<46}{'KB':>8}{'best ms':>10}{'median ms':>11}")
    for name, old, new in cases():
        old, new = clean(old).html, clean(new).html
        times = []
        for _ in range(_ROUNDS):
            start = time.process_time()
            redline(old, new)
            times.append((time.process_time() - start) * 1000)
        times.sort()
        print(f"{name:<46}{len(new) / 1000:>8.0f}{times[0]:>10.1f}{times[_ROUNDS // 2]:>11.1f}")


if __name__ == "__main__":
    main()
