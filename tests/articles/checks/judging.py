"""Runs one check over a case: a sentence or an outline, with what must be named in it."""

import json
from pathlib import Path
from typing import Any

from articles.checks import CHECKS_BY_KEY, Context, Finding, Place, report_on
from articles.text.citations import keys_cited_in
from articles.words.content import SectionContent, Wording

DATA = Path(__file__).parent / "data"


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def content_of(wording: Wording) -> SectionContent:
    return SectionContent("00000000-0000-0000-0000-000000000001", "part-1", "body", wording)


def found_in(case: dict[str, Any]) -> tuple[Finding, ...]:
    """What the case's own check finds in it."""
    given = case.get("context", {})
    keys = keys_cited_in(case["text"])
    context = Context(
        audience=case["audience"],
        article=given.get("article", ""),
        outline=tuple(Place(one["kind"], one["title"], one["empty"]) for one in given.get("sections", ())),
        certainty=tuple((key, given["certainty"]) for key in keys) if "certainty" in given else (),
    )
    wording = Wording(html=case["text"])
    return report_on(content_of(wording), wording, context, checks=(CHECKS_BY_KEY[case["lint"]],)).findings


def is_right(case: dict[str, Any]) -> bool:
    """A sound case is left alone; of a faulty one every word that must be named is."""
    found = found_in(case)
    return all(_is_named(words, case, found) for words in case["must_name"]) if case["faulty"] else not found


def _is_named(words: str, case: dict[str, Any], found: tuple[Finding, ...]) -> bool:
    """Pointed at in the text, where it stands there; else said in the message."""
    if not case["text"]:
        return any(words.lower() in one.message.lower() for one in found)
    return any(words.lower() in said.lower() or said.lower() in words.lower() for one in found for said in one.words)
