"""Numbers as Word would print them: each list's counters, levels and formats."""

from dataclasses import dataclass, field

from lxml import etree

from .names import W, child, is_on, value, whole_number
from .styles import Styles

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
MAX_SHOWN = 9_999


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how it counts, and what is printed ("%1.%2")."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    indent: int | None = None
    restarts: bool = True
    legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class Marker:
    """What Word prints before a paragraph: ``label`` ("3.", "a)", "•"), and the number behind it, if it counts."""

    list_id: int
    level: int
    ordered: bool
    number: int | None
    label: str
    format: str
    indent: int | None


@dataclass
class _List:
    """The levels of a list, and how far each has counted."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """The lists of a file. ``next`` must be asked once for every numbered paragraph, in order."""

    def __init__(self, numbering: etree._Element | None, styles: Styles):
        self.styles = styles
        self.lists: dict[int, _List] = {}
        self.nums: dict[str, tuple[int, dict[int, int], dict[int, Level]]] = {}
        self.started: set[str] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        links: dict[str, int] = {}
        linked: dict[int, str] = {}
        for number, node in enumerate(numbering.iterchildren(f"{W}abstractNum")):
            key = whole_number(value(node, "abstractNumId"), -1 - number)
            self.lists[key] = _List(dict(map(_level, node.iterchildren(f"{W}lvl"))))
            if link := value(child(node, "styleLink")):
                links[link] = key
            if link := value(child(node, "numStyleLink")):
                linked[key] = link
        for key, link in linked.items():
            if link in links:
                self.lists[key] = self.lists[links[link]]
        for node in numbering.iterchildren(f"{W}num"):
            self._read_num(node)

    def _read_num(self, node: etree._Element) -> None:
        starts, levels = {}, {}
        for override in node.iterchildren(f"{W}lvlOverride"):
            level = whole_number(value(override, "ilvl"))
            if (start := child(override, "startOverride")) is not None:
                starts[level] = whole_number(value(start), 1)
            if (lvl := child(override, "lvl")) is not None:
                levels[level] = _level(lvl)[1]
        self.nums[value(node, "numId")] = (whole_number(value(child(node, "abstractNumId")), -1), starts, levels)

    def next(self, style: str, properties: etree._Element | None) -> Marker | None:
        """The marker of the next paragraph, counted on; None if it has none."""
        number, level = self._place(style, properties)
        found = self.nums.get(number)
        if found is None or number == "0" or found[0] not in self.lists:
            return None
        key, starts, own = found
        counted = self.lists[key]
        levels = counted.levels | own
        one = levels.get(level) or Level(format="bullet", text="•")
        if number not in self.started:
            self.started.add(number)
            for at, start in starts.items():
                if 0 <= at < LEVELS:
                    counted.counts[at] = start - 1
        self._count(counted, levels, level)
        return _marker(key, level, levels, one, counted.counts)

    def _place(self, style: str, properties: etree._Element | None) -> tuple[str, int]:
        """The list and the level of a paragraph: by itself, else by its style."""
        own = child(properties, "numPr")
        styled = self.styles.property_of(style, "numPr")  # which may say the level alone, and leave the list as it was
        number = value(child(own, "numId")) or value(self.styles.property_of(style, "numPr", "numId"))
        level = value(child(own, "ilvl")) or value(child(styled, "ilvl")) or self._level_of(style, number)
        return number, min(max(whole_number(level), 0), LEVELS - 1)

    def _level_of(self, style: str, number: str) -> str:
        """The level that a list keeps for paragraphs of this style."""
        key = self.nums[number][0] if number in self.nums else -1
        levels = self.lists[key].levels if style and key in self.lists else {}
        return next((str(level) for level, one in levels.items() if one.style == style), "")

    @staticmethod
    def _count(counted: _List, levels: dict[int, Level], level: int) -> None:
        before = counted.counts[level]
        start = levels[level].start if level in levels else 1
        counted.counts[level] = start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counted.counts[deeper] = None


def _level(node: etree._Element) -> tuple[int, Level]:
    left = value(child(node, "pPr", "ind"), "left") or value(child(node, "pPr", "ind"), "start")
    restart = child(node, "lvlRestart")
    return whole_number(value(node, "ilvl")), Level(
        start=whole_number(value(child(node, "start")), 1),
        format=value(child(node, "numFmt")) or "decimal",
        text=value(child(node, "lvlText")),
        indent=whole_number(left) if left else None,
        restarts=restart is None or value(restart) != "0",
        legal=is_on(child(node, "isLgl")),
        style=value(child(node, "pStyle")),
    )


def _marker(key: int, level: int, levels: dict[int, Level], one: Level, counts: list[int | None]) -> Marker:
    ordered = one.format not in ("bullet", "none")
    label = one.text or (f"%{level + 1}." if ordered else "")
    for at in range(LEVELS):
        shown = levels.get(at, Level())
        count = counts[at] if counts[at] is not None else shown.start
        label = label.replace(f"%{at + 1}", written(count or 0, "decimal" if one.legal else shown.format))
    return Marker(key, level, ordered, counts[level] if ordered else None, label, one.format, one.indent)


def written(number: int, form: str) -> str:
    """A number as a list of this format prints it."""
    if not 0 < number <= MAX_SHOWN:
        return str(number)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form in ("bullet", "none") else str(number)


def _roman(number: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        said += letters * (number // worth)
        number %= worth
    return said + _ROMAN_ONES[number]
