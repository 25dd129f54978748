"""Whether a list of looks names what a case says must be named. The cases' format is that of ``changes.json``."""

import json
import re
from functools import cache
from pathlib import Path

from articles.text import clean
from articles.words.audiences import AudiencePlan, as_mapping, source_of
from articles.words.content import SectionContent, Wording
from reviews.room.comparison import Frame, wordings_of
from reviews.room.looks import Look

HERE = Path(__file__).parent
BASE_TEXT = "<p>This text stays as it is.</p>"
AUDIENCES = tuple(AudiencePlan(key, key.title()) for key in ("patient", "carer", "clinician"))
LITTLE = frozenset([
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "is", "are", "be", "it", "its", "your", "you",
    "my", "and", "with", "as", "this", "that", "who", "than", "when", "i", "p",
])  # fmt: skip  # fmt: skip
LONGEST = 60  # letters more than the phrase itself that a side may have and still name it


@cache
def cases(name: str) -> list[dict]:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def looks_of(case: dict) -> list[Look]:
    """Everything that the board sees above the section of a case."""
    before, after = _content(case, case["old"]), _content(case, case["new"])
    plan = {audience.key: {"s1": source_of(after, audience.key, as_mapping(AUDIENCES))} for audience in AUDIENCES}
    return [look for review in wordings_of(after, before, Frame(AUDIENCES, plan, {})) for look in review.looks.looks]


def _content(case: dict, value: str | dict | None) -> SectionContent:
    field = case["field"]
    if field == "wording-for-audience":
        own = {} if value is None else {case["audience"]: _wording(value, "html")}
        return SectionContent("s1", "part", "text", _wording(case["base"], "html"), own)
    kind, anchor = ("front", "front") if field in ("question", "summary") else ("text", "part")
    return SectionContent("s1", anchor, kind, _wording(value, field))


def _wording(value: str | dict, name: str) -> Wording:
    if isinstance(value, dict):
        return Wording(left_out=True)
    parts = {"heading": "A heading", "html": BASE_TEXT}
    parts[name if name in ("heading", "question", "summary") else "html"] = value
    return Wording(**parts | {"html": clean(parts["html"]).html})


def is_named(case: dict, looks: list[Look]) -> bool:
    found = [_names(*pair, looks) for pair in case["must_name"]]
    return any(found) if case.get("enough") == "any" else all(found)


def _names(old: str, new: str, looks: list[Look]) -> bool:
    """Whether the looks name one exchange; two equal words have moved."""
    if old == new:
        return any(
            (re.search("mov|order", look.label, re.IGNORECASE) and _says(look.context, old, exact=False))
            or _side(look.old, old, "", exact=False)
            or _side(look.new, old, "", exact=False)
            for look in looks
        )
    exact = old.lower() == new.lower()
    left = not old or any(_side(look.old, old, new, exact=exact) for look in looks)
    return left and (not new or any(_side(look.new, new, old, exact=exact) for look in looks))


def _side(text: str, phrase: str, other: str, *, exact: bool) -> bool:
    text = " ".join(text.replace("\u00a0", " ").split())
    if not text or len(text) > LONGEST + len(phrase):
        return False
    if _says(text, phrase, exact=exact):
        return True
    theirs = {word.lower() for word in _words(other)}
    weighty = [word for word in _words(phrase) if word.lower().strip(".") not in LITTLE]
    weighty = [word for word in weighty if exact or word.lower() not in theirs]
    return len(phrase.split()) > 1 and any(_says(text, word.strip("."), exact=exact) for word in weighty)


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\s,;()]+", phrase)


def _says(text: str, phrase: str, *, exact: bool) -> bool:
    before = r"(?<![\w.,])" if re.match(r"[\w.]", phrase) else ""
    after = r"(?!\w|[.,]\d)" if re.search(r"\w$", phrase) else ""
    return re.search(before + re.escape(phrase) + after, text, 0 if exact else re.IGNORECASE) is not None
