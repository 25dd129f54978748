"""What a process reads once, read before its first request or task, so that nobody waits for it."""

import gc
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from references.formatting import format_reference

_TEMPLATES = ("layouts", "_components", "_icons", "articles")  # what readers' pages are composed of


def read_ahead() -> None:
    """Read all addresses with the pages behind them, the citation style, and the templates of readers' pages.

    What is there then stays as long as the process, and is not searched for garbage again: that takes longer than an
    action, and would come in the middle of one."""
    for name in ("desk:home", "review:queue"):  # each namespace is read by itself
        reverse(name)
    format_reference({"type": "book", "title": "Read"})
    for name in public_templates():
        get_template(name)
    gc.collect()
    gc.freeze()


def public_templates() -> list[str]:
    """The templates of which readers' pages are composed, by name."""
    engines: list[dict[str, Any]] = settings.TEMPLATES
    folders = [Path(folder) for one in engines for folder in one["DIRS"]]
    found = {
        str(path.relative_to(top)) for top in folders for name in _TEMPLATES for path in (top / name).rglob("*.html")
    }
    return sorted(found)
