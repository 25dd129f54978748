"""What goes out of an edition, as a value: sections with every wording, and the references that they cite. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from articles.exchange.word_marks import Origin
from articles.text import CitationMark


@dataclass(frozen=True)
class OutWording:
    """The text for everyone (``audience`` is "") or for one audience, whose ``label`` says who that is."""

    audience: str
    label: str
    heading: str = ""
    html: str = ""
    question: str = ""
    summary: str = ""
    left_out: bool = False


@dataclass(frozen=True)
class OutMedium:
    """A picture or a recording of a section. ``said`` is everything that is said of it, a line each; ``data`` what is
    shown of a picture, a JPEG or PNG no wider than a page needs; of a recording there is none."""

    said: tuple[str, ...]
    alt: str = ""
    data: bytes = b""
    media_type: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class OutSection:
    """One section version: its wordings in the order of ``SectionContent.all_wordings``, then its media."""

    version: UUID
    is_front: bool
    wordings: tuple[OutWording, ...]
    media: tuple[OutMedium, ...] = ()


@dataclass(frozen=True)
class OutReference:
    """A reference as readers get it: ``html`` is sanitised. ``standing`` is said where it is not good."""

    html: str
    kind: str
    standing: str = ""


@dataclass(frozen=True)
class Outgoing:
    """Everything that a file says. ``state`` is the edition's, in words; ``link_of`` gives an article's address."""

    origin: Origin
    title: str
    state: str
    language: str
    sections: tuple[OutSection, ...]
    references: Mapping[str, OutReference]
    link_of: Callable[[str], str]
    about: str = ""  # what of the edition it holds, in words


@dataclass
class Numbers:
    """Numbers for the references of one file, in the order of their first mention."""

    of: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.of.setdefault(key, len(self.of) + 1)


SHORTEST_RANGE = 3


def printed(marks: tuple[CitationMark, ...], numbers: Numbers) -> list[tuple[str, int]]:
    """Citations that stand together, by their numbers, in pieces of (words, the number that they stand for or 0):
    "[1–3, 5]", or "[1, p. 4; 3]" where one has a locator. What has no reference yet stands as its source said it."""
    known = sorted({(numbers[mark.key], mark.locator) for mark in marks if mark.key is not None})
    said = [mark.unresolved for mark in dict.fromkeys(marks) if mark.key is None]
    groups = [
        *(_shown(run) for run in _in_ranges(known)),
        *([(f"{words.strip('[]() ') or words}?", 0)] for words in said),
    ]
    apart = "; " if any(locator for _, locator in known) else ", "
    pieces: list[tuple[str, int]] = [("[", 0)]
    for group in groups:
        pieces += [(apart, 0), *group] if len(pieces) > 1 else group
    return [*pieces, ("]", 0)]


def _in_ranges(known: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """What is printed together: three or more numbers in a row, without locators; everything else alone."""
    runs: list[list[tuple[int, str]]] = []
    for number, locator in known:
        before = runs[-1][-1] if runs else None
        if before is not None and not (locator or before[1]) and number == before[0] + 1:
            runs[-1].append((number, locator))
        else:
            runs.append([(number, locator)])
    return [part for run in runs for part in ([run] if len(run) >= SHORTEST_RANGE else [[one] for one in run])]


def _shown(run: list[tuple[int, str]]) -> list[tuple[str, int]]:
    (first, locator), last = run[0], run[-1][0]
    if first != last:
        return [(str(first), first), ("–", 0), (str(last), last)]
    return [(str(first), first), *([(f", {locator}", 0)] if locator else [])]
