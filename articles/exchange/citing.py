"""Puts the citations of a page in place: finds its marks, has them decided, makes atoms of what is accepted, and tells
of everything that a person should look at.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from .author_year import NamedMarks
from .blocks import Block, Run, cut, strip_runs
from .checks import issue_at
from .citation_marks import BlockMarks, Mark, Part, find_marks
from .citations import decide_all
from .counting import Counted
from .document import Document, Proposal
from .keyed_marks import key_of
from .keyed_works import KeyedWorks
from .reference_list import ReferenceList
from .tree import element
from .works import Works

_SEPARATOR = re.compile(r"\s*[,;–-]\s*")  # between neighbouring citations


@dataclass
class Placed:
    """A citation that stands in a block: its atom, its line, and the references to offer first."""

    run: Run
    line: int
    likely: list[str] = field(default_factory=list)


class Citing:
    """The citations of one page. ``targets`` are the references by the names that links within the page use;
    ``other_names`` are the names of everything else."""

    def __init__(
        self,
        document: Document,
        references: ReferenceList | None,
        targets: dict[str, str],
        other_names: Collection[str],
        keyed: KeyedWorks | None = None,
        title: Block | None = None,
    ):
        self.document = document
        self.references = references
        self.targets = targets
        self.other_names = other_names
        self.keyed = keyed
        self.title = title
        self.keys: dict[int, str] = {}
        for entry in document.references if references and references.numbered else ():
            if entry.number is not None:
                self.keys.setdefault(entry.number, entry.key)
        self.placed: dict[int, list[Placed]] = {}

    def cite(self, blocks: list[Block], labels: list[Block]) -> dict[int, list[Placed]]:
        """Put atoms into the blocks, and tell of what is no atom. ``labels`` were set apart, but may say something:
        their marks count and are doubts. Returns what was placed in each block, by its id."""
        marked = self._decided(blocks)
        for item in marked:
            self._replace(item)
        self._propose([*marked, *self._in_labels(labels)])
        return self.placed

    def _issue(self, line: int, code: str, message: str) -> None:
        self.document.issues.append(issue_at(line, code, message))

    # Marks

    def _decided(self, blocks: list[Block]) -> list[BlockMarks]:
        marked = find_marks(blocks)
        for item in marked:
            item.is_title = item.block is self.title
        decide_all(marked, self.references.numbers if self.references else set())
        named = NamedMarks(Works(self.document.references)).find(block.raw for block in blocks)
        for item, marks in zip(marked, named, strict=True):
            linked = any(run.href[1:] in self.targets for run in item.block.runs if run.href.startswith("#"))
            for mark in () if linked else marks:
                item.marks = _with(item.marks, mark)
        return marked

    def _in_labels(self, labels: list[Block]) -> list[BlockMarks]:
        """The marks of lines that were taken for labels: such a line may be a claim, so that its marks count too."""
        marked = find_marks(labels)
        decide_all(marked, self.references.numbers if self.references else set())
        for item in marked:
            for mark in item.marks:
                if not mark.plain:
                    mark.accepted, mark.why_not = False, "its line was set apart"
                    self._report(item.block, mark)
        return marked

    # Atoms

    def _replace(self, item: BlockMarks) -> None:
        """Put atoms in place of the block's citations; links within the page become citations or plain text."""
        block, runs, position = item.block, list[Run](), 0
        made: dict[int, Placed] = {}
        for mark in item.marks:
            if not mark.accepted:
                self._report(block, mark)
                continue
            self._report_links(block, mark)
            if not (made and _SEPARATOR.fullmatch(block.raw[position : mark.start])):
                runs += cut(block.runs, position, mark.start)
            for run, likely in self._atoms(block, mark):
                runs.append(run)
                if run.atom:
                    made[id(run)] = Placed(run, block.line, likely)
            position = mark.end
        runs += cut(block.runs, position) if item.marks else block.runs
        block.runs = strip_runs([self._unlinked(run) for run in runs])
        self.placed[id(block)] = [made.get(id(run)) or self._keyed(run, block) for run in block.runs if run.atom]

    def _keyed(self, run: Run, block: Block) -> Placed:
        """A citation that stood there already: of one by a key that nothing has for sure, what it may mean."""
        key = key_of(run.atom)
        return Placed(run, block.line, self.keyed.likely(key) if self.keyed and key else [])

    def _atoms(self, block: Block, mark: Mark) -> list[tuple[Run, list[str]]]:
        """What stands in place of a mark: an atom for each work, and the words that are kept between them."""
        made: list[tuple[Run, list[str]]] = []
        for part in mark.parts or self._parts(mark):
            if part.wanted:
                name = mark.said if len(mark.parts) == 1 and mark.said else part.marker
                self._issue(block.line, "no-such-reference", f"“{name}” is cited, but {part.wanted}.")
            made += [(Run(part.before), [])] if part.before else []
            locator = {"data-locator": part.locator} if part.locator else {}
            said = {"data-ref": part.key, **locator} if part.key else {"data-unresolved": part.marker}
            made.append((Run("", atom=element("cite", "", said)), part.likely))
        return made + ([(Run(mark.after), [])] if mark.after else [])

    def _parts(self, mark: Mark) -> list[Part]:
        """A work for each number. A link that leads elsewhere than to the references is matched by nothing."""
        parts = []
        for number in mark.numbers:
            name = mark.targets.get(number, "")
            at = f", {mark.locator}" if mark.locator else ""
            marker, key = f"[{number}{at}]", self.targets.get(name) or self.keys.get(number)
            if name in self.other_names and name not in self.targets:
                marker, key = f"[note {number}]", None
            parts.append(Part(marker, key=key or "", locator=mark.locator))
        return parts

    def _unlinked(self, run: Run) -> Run:
        if not run.href.startswith("#"):
            return run
        key = self.targets.get(run.href[1:])
        if key and run.text.strip():
            return Run("", atom=element("cite", "", {"data-ref": key}))
        return replace(run, href="")

    # What a person is told

    def _report(self, block: Block, mark: Mark) -> None:
        if mark.doubtful:
            said = (mark.said or mark.raw).strip()
            message = f"“{said}” may be a citation, but was left as text: {mark.why_not}."
            self._issue(block.line, "maybe-citation", message)

    def _report_links(self, block: Block, mark: Mark) -> None:
        """A citation that led out of the page keeps no link; where it led is told."""
        for href in {run.href for run in cut(block.runs, mark.start, mark.end) if run.href[:1] not in ("", "#")}:
            self._issue(block.line, "citation-link", f"the citation “{mark.raw.strip()}” led to {href[:200]}.")

    def _propose(self, marked: list[BlockMarks]) -> None:
        """A list without numbers is matched by position only as a proposal, and only if the counts agree."""
        if self.references is None or self.references.numbered:
            return
        references = self.document.references
        count = len(references)
        counted = Counted.of(marked, besides=self.targets.keys() | set(self.other_names))
        if counted.agree_with(count):
            numbers = {place: entry.key for place, entry in enumerate(references, start=1)}
            why = f"The list has no numbers; it has {count} entries, and {count} is the highest number cited."
            self.document.proposal = Proposal(numbers, why)
        elif counted and count:
            line = references[0].lines[0] if references[0].lines else 1
            message = f"the reference list has no numbers and {count} entries, but {counted.in_words()}: "
            self._issue(line, "unmatched-list", message + "its citations stay unresolved.")


def _with(marks: list[Mark], named: Mark) -> list[Mark]:
    """The marks with one more that names its works: numbers within it are its own, unless they are accepted."""
    over = [mark for mark in marks if mark.start < named.end and named.start < mark.end]
    if any(mark.accepted for mark in over):
        return marks
    return sorted([mark for mark in marks if mark not in over] + [named], key=lambda mark: mark.start)
