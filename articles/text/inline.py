"""The one form of what stands inside a block: white space, Unicode, and where marks begin and end.

Spaces, line breaks and citations carry only the marks that the words on both sides share: so ``<b>a </b>b`` and
``<b>a</b> b`` are the same text, and no mark begins or ends with a space (Markdown could not say that).
"""

import re
import unicodedata
from itertools import pairwise

from articles.text.model import Marks, Run, tag_of
from articles.text.units import UNIT

# A single plain space is left alone: most are, and replacing them by themselves is most of the work.
_SPACES = re.compile(
    "[\t\n\r\u1680\u2000-\u200a\u2028\u2029\u205f\u3000][ \t\n\r\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]*+"
    "| [ \t\n\r\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]++"
)
# A no-break space stays only between a number and its unit.
_NO_BREAK = re.compile(rf"(?<=\d)[\u00a0\u202f](?={UNIT})|([\u00a0\u202f])")
# "<tag>" followed by this overlay would become one character, "≯", in a later normalisation.
_OVERLAY = "\u0338"
_CARRIED_OVERLAY = "\u25cc\u0338"
_NOT_ON_CITATIONS = frozenset({"a", "sub", "sup"})

SPACE = Run("text", " ")


def fold_spaces(text: str) -> str:
    """NFC, with every stretch of white space as one space (or the no-break space between a number and its unit)."""
    return _folded(text).strip(" ")


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if "\u00a0" in text or "\u202f" in text:
        text = _NO_BREAK.sub(lambda m: " " if m.group(1) else "\u00a0", text)
    return _SPACES.sub(" ", text)


def canonical_runs(runs: list[Run]) -> list[Run]:
    """The same content in its one form; canonical runs come back unchanged."""
    if len(runs) == 1 and runs[0].kind == "text":  # as most paragraphs are: nothing stands beside its words
        return [atom for atom in _atoms(runs) if atom is not SPACE]
    atoms = _spaced(_atoms(_joined(runs)))
    return _joined(_with_shared_marks(atoms))


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbouring texts with the same marks as one run."""
    out: list[tuple[Run, list[str]]] = []
    for run in runs:
        if run.kind == "text" and out and out[-1][0].kind == "text" and out[-1][0].marks == run.marks:
            out[-1][1].append(run.text)
        else:
            out.append((run, [run.text]))
    return [Run(run.kind, "".join(texts), run.marks) for run, texts in out]


def _atoms(runs: list[Run]) -> list[Run]:
    """Words (with the single spaces between them), spaces between runs, line breaks and citations."""
    atoms: list[Run] = []
    for run in runs:
        if run.kind != "text":
            atoms.append(run)
            continue
        text = _folded(run.text)
        if text.startswith(" "):
            atoms.append(SPACE)
        if words := text.strip(" "):
            atoms.append(Run("text", _with_carrier(words) if _OVERLAY in words else words, run.marks))
            if text.endswith(" "):
                atoms.append(SPACE)
    return atoms


def _with_carrier(words: str) -> str:
    carried = words.replace(" " + _OVERLAY, " " + _CARRIED_OVERLAY)
    return "\u25cc" + carried if carried.startswith(_OVERLAY) else carried


def _spaced(atoms: list[Run]) -> list[Run]:
    """No space beside a space, a line break or the block's edge; no line break at the block's edge."""
    out: list[Run] = []
    for atom in atoms:
        if atom is SPACE:
            if out and out[-1] is not SPACE and out[-1].kind != "br":
                out.append(atom)
            continue
        if atom.kind == "br":
            if out and out[-1] is SPACE:
                out.pop()
            if not out:
                continue
        out.append(atom)
    while out and (out[-1] is SPACE or out[-1].kind == "br"):
        out.pop()
    return out


def _is_word(atom: Run) -> bool:
    return atom.kind == "text" and atom is not SPACE


def _with_shared_marks(atoms: list[Run]) -> list[Run]:
    words = [-1, *(i for i, atom in enumerate(atoms) if _is_word(atom)), len(atoms)]
    out = list(atoms)
    for left, right in pairwise(words):
        between = atoms[left + 1 : right]
        if not between or left < 0 or right == len(atoms):
            shared: Marks = ()
        else:
            shared = tuple(mark for mark in atoms[left].marks if mark in atoms[right].marks)
        if any(atom.kind == "cite" for atom in between):
            shared = tuple(mark for mark in shared if tag_of(mark) not in _NOT_ON_CITATIONS)
        for index in range(left + 1, right):
            out[index] = Run(atoms[index].kind, atoms[index].text, shared)
    return out
