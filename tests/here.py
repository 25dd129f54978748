"""What is read in a process apart, read here: with question and answer as JSON, as there, but without a new process for
each of hundreds of files. Tests of the process itself are marked ``apart``; whoever has a browser gets the real one."""

import json
from importlib import import_module
from io import BytesIO
from typing import Any

from editorial.shared.apart import give, taken

ASKING = ("articles.exchange.apart", "articles.returned.apart", "references.formats.bounded")


def ask_here(module: str, question: dict[str, Any], data: bytes, *, seconds: float) -> Any:
    """As ``editorial.shared.apart.ask_apart``; a reader that fails does so in the test."""
    answer = import_module(module).read(json.loads(json.dumps(question)), data)
    answered = BytesIO()
    give({"answer": answer}, "mark", answered)
    answered.seek(0)
    return taken(answered, "mark")["answer"]
