"""What the writer gathers besides words: numbers of references, links, lists, and the running numbers of marks."""

from dataclasses import dataclass, field
from uuid import UUID

from articles.exchange.outgoing import Numbers, Outgoing, OutMedium
from articles.exchange.word_marks import OURS, Part, Place, bookmark_of, ours
from articles.exchange.word_out.xml import control, run, value

BULLETS, COUNTED, ENTRIES = 1, 2, 3  # the abstract lists of the numbering part
LEVELS = 9  # more than these Word does not know


@dataclass(frozen=True)
class OpenList:
    """One list of the file: which kind, at which level it stands, and its first number."""

    kind: int
    level: int
    start: int


@dataclass
class Sheet:
    """One file while it is written."""

    out: Outgoing
    numbers: Numbers = field(default_factory=Numbers)
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, OutMedium] = field(default_factory=dict)
    lists: list[OpenList] = field(default_factory=list)
    _marks: int = 0
    _controls: int = 0
    _ours: int = 0

    def marked(self, name: str, inner: str) -> str:
        """The same with a bookmark around it."""
        self._marks += 1
        start = f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{self._marks}"/>'

    def locked(self, title: str, tag: str, inner: str, *, may_go: bool = False) -> str:
        """Words that cannot be typed into. What may go is removed together with the words around it; Word refuses to
        remove the rest."""
        self._controls += 1
        return control(self._controls, title, tag, "contentLocked" if may_go else "sdtContentLocked", inner)

    def ours(self, title: str, words: str, properties: str = "") -> str:
        """Words that are not the article's, marked as such."""
        self._ours += 1
        return self.marked(ours(self._ours), self.locked(title, OURS, run(words, properties)))

    def picture(self, one: OutMedium) -> str:
        """The name of a picture's part. The same picture is one part."""
        for name, held in self.pictures.items():
            if held.data == one.data:
                return name
        ending = "png" if one.media_type == "image/png" else "jpeg"
        name = f"picture{len(self.pictures) + 1}.{ending}"
        self.pictures[name] = one
        return name

    def link(self, address: str) -> str:
        """The id of the relationship to an address."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def open_list(self, kind: int, level: int, start: int = 1) -> int:
        """The number of a new list."""
        self.lists.append(OpenList(kind, min(level, LEVELS - 1), start))
        return len(self.lists)


STEP = 397  # 7 mm
QUOTED = 340  # how far quotations stand from the margin


def numbered(number: int, level: int, *, quoted: bool = False) -> str:
    """The properties of an item. Below Word's last level, and in quotations, the indentation is its own."""
    properties = f"<w:numPr>{value('ilvl', min(level, LEVELS - 1))}{value('numId', number)}</w:numPr>"
    return properties + (indent(level, quoted=quoted) if quoted or level >= LEVELS else "")


def indent(level: int, *, quoted: bool = False, hanging: bool = True) -> str:
    """How far the words of an item stand from the margin."""
    left = STEP * (level + 1) + (QUOTED if quoted else 0)
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{STEP}"/>' if hanging else "/>")


@dataclass
class Spot:
    """The wording that is being written, and how many leaves and citations of it were."""

    version: UUID
    wording: int
    leaves: int = 0
    citations: int = 0

    def mark(self, part: Part) -> str:
        """The name of the bookmark at a part of the wording that has no number."""
        return bookmark_of(Place(part, self.version, self.wording))

    def next_leaf(self) -> str:
        self.leaves += 1
        return bookmark_of(Place(Part.LEAF, self.version, self.wording, self.leaves - 1))

    def next_citations(self, count: int) -> str:
        self.citations += count
        return bookmark_of(Place(Part.CITATION, self.version, self.wording, self.citations - count))
