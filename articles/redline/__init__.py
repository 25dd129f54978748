"""What changed between two texts, shown so that a board member can decide on it. (What of it matters: ``clinical``.)

Guarantees: ``changed`` is False only when the two canonical texts are equal; accepting a redline gives exactly the new
text and rejecting it exactly the old one; the HTML holds nothing but the allow-list, ``ins``, ``del``, ``span`` and
``caption``, with the classes and ``data-`` attributes that ``markup`` describes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from articles.redline.restoring import accepted, accepted_line, rejected, rejected_line
from articles.redline.tokens import tokens_of
from articles.redline.writing import Writer
from articles.text.model import Run, serialise
from articles.text.notes import Notes
from articles.text.reading import read

__all__ = [
    "Redline",
    "accept",
    "accept_line",
    "redline",
    "redline_line",
    "reject",
    "reject_line",
]


@dataclass(frozen=True)
class Redline:
    """Safe HTML showing both texts at once, and whether they differ at all."""

    html: str
    changed: bool


def _key(key: str) -> str:
    return key


def redline(old_html: str, new_html: str, *, name_citation: Callable[[str], str] = _key) -> Redline:
    """The redline between two stored texts. ``name_citation`` gives a reference's name ("Lane 1998") from its key."""
    old, new = read(old_html, Notes()), read(new_html, Notes())
    return Redline(Writer(name_citation).blocks(old, new), serialise(old) != serialise(new))


def redline_line(old: str, new: str) -> Redline:
    """The redline between two plain lines (headings, titles), as inline HTML."""
    return Redline(Writer(_key).words(_line(old), _line(new)), old != new)


def _line(text: str) -> list:
    return tokens_of([Run("text", text)])


def accept(redline_html: str) -> str:
    """The new text, in canonical form."""
    return serialise(accepted(redline_html))


def reject(redline_html: str) -> str:
    """The old text, in canonical form."""
    return serialise(rejected(redline_html))


def accept_line(redline_html: str) -> str:
    """The new line, as plain text."""
    return accepted_line(redline_html)


def reject_line(redline_html: str) -> str:
    """The old line, as plain text."""
    return rejected_line(redline_html)
