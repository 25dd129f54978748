"""Runs one check over a case: a sentence or an outline, with what must be named in it."""

import json
import re
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


def own_cases(lint: str) -> list[dict[str, Any]]:
    """The lines of ``<lint>.txt``: "!" is faulty, with «what must be named»; "=" is sound. "~" is for clinicians and
    "@" and a word for that audience; [@] cites something. Before a "|" stands the certainty, or the kind of article."""
    lines = (DATA / f"{lint}.txt").read_text(encoding="utf-8").splitlines()
    return [_own_case(lint, number, line) for number, line in enumerate(lines, start=1) if line]


def _own_case(lint: str, number: int, line: str) -> dict[str, Any]:
    sign, rest = line.split(" ", 1)
    before, _, said = rest.rpartition("| ")
    audience = "patient"
    if said.startswith("~ "):
        audience, said = "clinician", said.removeprefix("~ ")
    elif said.startswith("@"):
        audience, said = said[1:].split(" ", 1)
    named = re.findall("«(.*?)»", said)
    case = {"id": f"{lint}:{number}", "lint": lint, "audience": audience, "faulty": sign == "!", "must_name": named}
    if lint == "help":
        places = [place.partition(": ") for place in said.split("; ")]
        sections = [
            {"kind": kind.rstrip("-"), "title": title, "empty": kind.endswith("-")} for kind, _, title in places
        ]
        wanted = ["when to get help"] if case["faulty"] else []
        return {**case, "text": "", "must_name": wanted, "context": {"article": before.strip(), "sections": sections}}
    text = re.sub("[«»]", "", said)
    text = (text if text.startswith("<") else f"<p>{text}</p>").replace("[@]", '<cite data-ref="lee2020"></cite>')
    if not before:
        return {**case, "text": text}
    return {
        **case,
        "text": text.replace("</p>", '<cite data-ref="lee2020"></cite></p>'),
        "context": {"certainty": before.strip()},
    }


def is_held_back(case: dict[str, Any]) -> bool:
    """A third that no rule was made after."""
    return int(case["id"].rpartition(":")[2]) % 3 == 0
