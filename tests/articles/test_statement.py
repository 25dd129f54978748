"""What an edition says of itself, as a value, and as it is frozen."""

import json

import pytest

from articles.languages import SILENT
from articles.site.manifest import manifest_from_text, manifest_text
from articles.statement import PARTS, Statement, statement_from, statement_issues, unstated

SAID = Statement("Doses are new.", "correction", "A foundation", "wording", "A tool, version 2")
FROZEN = {
    "article": "a",
    "edition": 1,
    "based_on": None,
    "pins": [],
    "removals": [],
    "audiences": [],
    "plan": {},
    "references": {},
    "bylines": [],
    "policy": None,
}


@pytest.mark.parametrize(
    ("said", "follows", "codes"),
    [
        (Statement(), False, []),
        (Statement(), True, []),
        (SAID, True, []),
        (SAID, False, ["nothing-before"]),
        (Statement(significance="update"), False, ["nothing-before"]),
        (Statement(note="First.", funding="None", ai_use="none"), False, []),
        (Statement(ai_use="wording"), True, ["no-ai-tool"]),
        (Statement(ai_use="drafted"), True, ["no-ai-tool"]),
        (Statement(ai_use="none", ai_tool="A tool"), True, ["no-ai-use"]),
        (Statement(ai_tool="A tool"), True, ["no-ai-use"]),
        (Statement(ai_use="drafted", ai_tool="A tool"), True, []),
    ],
)
def test_what_contradicts_itself(said, follows, codes):
    assert [issue.code for issue in statement_issues(said, follows=follows)] == codes


def test_what_is_unsaid_is_named_part_by_part():
    every = {"unstated-note", "unstated-significance", "unstated-funding", "unstated-ai_use"}

    assert {issue.code for issue in unstated(Statement(), follows=True)} == every
    assert {issue.code for issue in unstated(Statement(), follows=False)} == {"unstated-funding", "unstated-ai_use"}
    assert unstated(SAID, follows=True) == []
    assert unstated(Statement(funding="None", ai_use="none"), follows=False) == []


def test_readers_are_told_what_ai_did_and_with_what():
    assert Statement().ai_sentence == ""
    assert Statement(ai_use="none").ai_sentence == "No AI was used in the writing."
    assert "(A tool, version 2) was used to improve" in SAID.ai_sentence
    assert "(X) drafted" in Statement(ai_use="drafted", ai_tool="X").ai_sentence


def test_an_edition_that_says_nothing_is_frozen_as_it_always_was():
    """So that equal contents keep their digest."""
    assert json.loads(manifest_text(statement=Statement(), language=SILENT, **FROZEN)) == {"scheme": 1, **FROZEN}


def test_what_is_said_is_frozen_and_nothing_else():
    said = Statement(note="Doses are new.", ai_use="none")

    text = manifest_text(statement=said, language=SILENT, **FROZEN)

    wanted = {"note": "Doses are new.", "ai_use": "none"}
    assert json.loads(text) == {"scheme": 2, "statement": wanted, **FROZEN}
    assert manifest_from_text(text).statement == said


def test_a_scheme_from_the_future_is_not_guessed_at():
    with pytest.raises(ValueError, match="scheme 3"):
        manifest_from_text(json.dumps({"scheme": 3, **FROZEN}))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_frozen_and_read_back(part):
    said = statement_from({part: "x"})

    assert said.as_dict() == {part: "x"}
    assert said != Statement()
