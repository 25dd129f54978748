"""Cases of two texts that should say the same, and whether a finding names what a case says must be named."""

import json
import re
from functools import cache
from pathlib import Path

from articles.parity import Difference, compare_translation, compare_wording

HERE = Path(__file__).parent
LONGEST = 40  # letters more than the words themselves that a side may have and still name them


@cache
def open_cases() -> list[dict]:
    return json.loads((HERE / "languages.json").read_text(encoding="utf-8"))


def differences_of(case: dict) -> tuple[Difference, ...]:
    if case["language"] == "wordings":
        return compare_wording(case["source"], case["target"], language="en").differences
    return compare_translation(
        case["source"], case["target"], source_language="en", target_language=case["language"]
    ).differences


def is_named(case: dict, found: tuple[Difference, ...]) -> bool:
    return all(any(_says(one.old, old) and _says(one.new, new) for one in found) for old, new in case["must_name"])


def _says(side: str, words: str) -> bool:
    return words.lower() in side.lower() and len(side) <= len(words) + LONGEST if words else True


_FAULT = re.compile(r"\{([^{}]*?)=>([^{}]*?)@([^{}]*?)\}")


@cache
def own_cases(name: str) -> list[dict]:
    """Our own cases: a line has a sentence, its other wording, and in that ``{what stands=>what is planted@what it
    answers}``; with ``!`` at the end nothing answers it there. Each line is a sound case and one for each fault."""
    cases, language = [], name.split("-")[0]
    for number, line in enumerate((HERE / "own" / f"{name}.txt").read_text(encoding="utf-8").splitlines()):
        source, target = line.split(" ||| ")
        faults = list(_FAULT.finditer(target))
        sound = _FAULT.sub(lambda fault: fault[1], target)
        cases.append(_case(language, f"{number}-sound", source, sound, number))
        for fault in faults:
            planted = target[: fault.start()] + fault[2] + target[fault.end() :]
            named = fault[1] if fault[1].startswith("[") else fault[3]
            pair = [named.strip("![]"), "" if fault[3].endswith("!") else fault[2].strip()]
            told = _FAULT.sub(lambda other: other[1], planted)
            case = _case(language, f"{number}-{fault[2]}", source, told, number)
            cases.append(case | {"faulty": True, "must_name": [pair]})
    return cases


def _case(language: str, name: str, source: str, target: str, number: int) -> dict:
    texts = {key: f"<p>{_CITED.sub(_cite, text)}</p>" for key, text in (("source", source), ("target", target))}
    return {
        "id": name,
        "language": language,
        "faulty": False,
        "held": number % 3 == 2,
        "must_name": [],
        "kind": "",
        **texts,
    }


_CITED = re.compile(r"\[(\w+)\]")


def _cite(match: re.Match) -> str:
    return f'<cite data-ref="{match[1]}"></cite>'
