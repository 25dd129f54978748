"""docs/workflow.md says what the table of moves says."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.enums import EditionState
from reviews.management.commands import workflow_diagram
from reviews.management.commands.workflow_diagram import BEGIN, DOCUMENT, END, part_of
from reviews.rules.transitions import TRANSITIONS, pairs


def printed(**options) -> str:
    out = StringIO()
    call_command("workflow_diagram", stdout=out, **options)
    return out.getvalue()


def test_the_document_shows_what_the_command_prints():
    assert part_of(DOCUMENT.read_text(encoding="utf-8")) == printed().strip()


def test_every_move_between_states_is_one_arrow():
    arrows = [line.strip() for line in printed().splitlines() if " --> " in line and "[*]" not in line]

    assert sorted(arrows) == sorted(
        f"{source} --> {row.target}: {row.label}" for row in TRANSITIONS.values() for source in row.sources
    )
    assert len(arrows) == len(pairs())


def test_the_document_explains_every_state():
    said = DOCUMENT.read_text(encoding="utf-8").split("## The states")[1].split("\n## ")[0]
    explained = {line.split("|")[1].strip() for line in said.splitlines() if line.startswith("| ")}

    assert explained - {"State", "---"} == {state.label for state in EditionState}


def test_writing_replaces_the_generated_part_and_nothing_else(tmp_path, monkeypatch):
    document = tmp_path / "workflow.md"
    document.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n", encoding="utf-8")
    monkeypatch.setattr(workflow_diagram, "DOCUMENT", document)

    printed(write=True)

    assert document.read_text(encoding="utf-8") == f"Before.\n{printed().strip()}\nAfter.\n"


def test_a_document_without_its_marks_is_an_error(tmp_path, monkeypatch):
    document = tmp_path / "workflow.md"
    document.write_text("Nothing generated here.\n", encoding="utf-8")
    monkeypatch.setattr(workflow_diagram, "DOCUMENT", document)

    with pytest.raises(ValueError, match="not found"):
        printed(write=True)
