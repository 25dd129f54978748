"""The YAML at the head of a Pandoc page, as lines of HTML on the lines where it stands: title, authors, abstract; every
other line as it is, for a person to see.
"""

import re
from collections.abc import Callable
from html import escape

import yaml

_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_BLANK = re.compile(r"\n\s*\n")
MAX_MATTER = 50_000  # a longer one is no head of a page
MAX_DEPTH = 12  # so much as our own front matter may have; the parser takes ever longer the deeper it is

Inline = Callable[[str], str]


def matter_as_page(text: str, inline: Inline) -> str:
    """The text, its front matter written as blocks of HTML, each on a line of its own. ``inline`` renders the Markdown
    of a value."""
    found = _MATTER.match(text)
    if found is None:
        return text
    lines = found[1].split("\n")
    written = [f"<p>{escape(line)}</p>" if line.strip() else "" for line in lines]
    for first, end, html in _fields(found[1], inline):
        written[first:end] = [html, *[""] * (end - first - 1)]
    return "\n".join(["", *written, ""]) + "\n" + text[found.end() :]


def _fields(matter: str, inline: Inline) -> list[tuple[int, int, str]]:
    """The fields that are known, each with the first of its lines and the line behind its last."""
    try:
        root = yaml.compose(matter, Loader=yaml.BaseLoader) if _is_plain(matter) else None
    except (yaml.YAMLError, RecursionError):
        return []
    if not isinstance(root, yaml.MappingNode):
        return []
    begins = [name.start_mark.line for name, _ in root.value] + [matter.count("\n") + 1]
    return [
        (first, end, html)
        for (name, node), first, end in zip(root.value, begins, begins[1:], strict=False)
        if first < end and (html := _written(str(name.value).lower(), node, inline))
    ]


def _is_plain(matter: str) -> bool:
    """Whether it is no longer and no deeper than the head of a page, and says nothing by an alias."""
    depth = 0
    for event in yaml.parse(matter, Loader=yaml.BaseLoader) if len(matter) <= MAX_MATTER else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            return False
    return len(matter) <= MAX_MATTER


def _written(name: str, node: yaml.Node, inline: Inline) -> str:
    """A field as HTML; "" for one that is not known, or that says more than words."""
    if name in ("author", "authors"):
        people = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not all(isinstance(one, yaml.ScalarNode) for one in people):
            return ""
        return "".join(f"<p>By {inline(one.value.strip())}</p>" for one in people if one.value.strip())
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        return ""
    if name == "title":
        return f"<h1>{inline(' '.join(node.value.split()))}</h1>"
    if name == "abstract":
        return "".join(f"<p>{inline(' '.join(one.split()))}</p>" for one in _BLANK.split(node.value) if one.strip())
    return ""
