"""Print what docs/workflow.md shows of the table of moves: the table, and the diagram drawn from it."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from articles.enums import EditionState
from reviews.rules.transitions import TRANSITIONS, Transition

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "workflow.md"
BEGIN = "<!-- printed by manage.py workflow_diagram: begin -->"
END = "<!-- printed by manage.py workflow_diagram: end -->"


class Command(BaseCommand):
    """Changes nothing, unless it is asked to write the document's generated part anew."""

    help = "Print the table of moves and its diagram (Mermaid) as docs/workflow.md shows them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Put them into docs/workflow.md.")

    def handle(self, *args: object, write: bool, **options: object) -> None:
        if not write:
            self.stdout.write(generated_part())
            return
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(text.replace(part_of(text), generated_part()), encoding="utf-8")
        self.stdout.write("docs/workflow.md is up to date.")


def part_of(text: str) -> str:
    """The generated part of the document's text, its two marks included."""
    begin = text.index(BEGIN)
    return text[begin : text.index(END, begin) + len(END)]


def generated_part() -> str:
    """Everything between the marks, and the marks."""
    return "\n".join([BEGIN, *_table(), "", "```mermaid", *_diagram(), "```", END])


def _table() -> list[str]:
    rows = [("Open", "–", str(EditionState.DRAFT.label), "owner or collaborator")]
    rows += [(row.label, _labels(row), str(row.target.label), _who(row)) for row in TRANSITIONS.values()]
    return ["| Move | From | To | Who |", "| --- | --- | --- | --- |", *(f"| {' | '.join(row)} |" for row in rows)]


def _who(row: Transition) -> str:
    return f"{row.who}, or the system" if row.also_system else str(row.who)


def _labels(row: Transition) -> str:
    return ", ".join(str(source.label) for source in row.sources)


def _diagram() -> list[str]:
    left = {source for row in TRANSITIONS.values() for source in row.sources}
    return [
        "stateDiagram-v2",
        *(f'    state "{state.label}" as {state.value}' for state in EditionState),
        f"    [*] --> {EditionState.DRAFT}: Open",
        *(f"    {source} --> {row.target}: {row.label}" for row in TRANSITIONS.values() for source in row.sources),
        *(f"    {state.value} --> [*]" for state in EditionState if state not in left),
    ]
