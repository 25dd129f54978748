"""Counts what a page cites by number, before anything is concluded from the highest number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .citation_marks import BlockMarks


@dataclass(frozen=True)
class Counted:
    """The numbers that a page cites, those that it may cite (each with its line), and where marks could not be counted.

    Every mark of citation shape is in one of the three; only what is shown to be a number is in none.
    """

    cited: dict[int, int]
    doubted: dict[int, int]
    uncounted: tuple[int, ...]

    @classmethod
    def of(cls, marked: Iterable[BlockMarks], *, besides: Collection[str]) -> "Counted":
        """Counts every mark that is not plainly a number, but the numbers whose links lead to one of ``besides``:
        those are told by the link."""
        cited: dict[int, int] = {}
        doubted: dict[int, int] = {}
        uncounted: list[int] = []
        for item in marked:
            for mark in item.marks:
                numbers = [number for number in mark.numbers if mark.targets.get(number) not in besides]
                if mark.fault and not mark.plain:
                    uncounted.append(item.block.line)
                for number in () if mark.plain else numbers:
                    (cited if mark.accepted else doubted).setdefault(number, item.block.line)
        return cls(cited, doubted, tuple(uncounted))

    def __bool__(self) -> bool:
        return bool(self.cited or self.doubted or self.uncounted)

    def agree_with(self, count: int) -> bool:
        """Whether all marks were counted, some are surely citations, and the highest number is that of the entries."""
        return bool(self.cited) and not self.uncounted and max(self.cited | self.doubted) == count == max(self.cited)

    def in_words(self) -> str:
        """Why the numbers do not tell which entry is which, for the sentence "the list has … entries, but …"."""
        said = [f"the highest number cited is {max(self.cited)}"] if self.cited else []
        if self.doubted and max(self.doubted) > max(self.cited, default=0):
            highest = max(self.doubted)
            said.append(f"{highest} in line {self.doubted[highest]} may be a citation")
        if self.uncounted:
            said.append(f"the mark in line {self.uncounted[0]} cannot be counted")
        return " and ".join(said) or "nothing is surely a citation"
