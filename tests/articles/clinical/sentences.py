"""Changes of single sentences, one a line (dangerous.txt, harmless.txt), beside the sections of changes.json."""

from html import escape
from pathlib import Path

HERE = Path(__file__).parent
_LINES = {"# ": "heading", "? ": "question"}


def lines(name: str) -> list[dict]:
    """The cases of a list, in the form of changes.json."""
    written = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in written if line and not line.startswith("# ")]


def _case(line: str) -> dict:
    kind, old, new, *must = (part.strip() for part in line.split("|"))
    _, _, named = must[0].rpartition("any:") if must else ("", "", "")
    case = {"id": f"{kind}: {old} → {new}", "enough": "any" if must and must[0] != named else "all"}
    case["must_name"] = [[side.strip() for side in pair.split(">")] for pair in named.split(";")] if named else []
    field = _LINES.get(old[:2], "text")
    sides = (old[2:], new[2:]) if field != "text" else (_html(old), _html(new))
    return case | {"field": field, "old": sides[0], "new": sides[1]}


def _html(text: str) -> str:
    return text if text.startswith("<") else f"<p>{escape(text, quote=False)}</p>"
