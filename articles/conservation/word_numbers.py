"""The numbers that Word prints before paragraphs."""

from collections import defaultdict
from dataclasses import dataclass
from xml.etree import ElementTree

from .word_parts import Looks, Package, W

_WITHOUT = ("bullet", "none", None)


def _val(node: ElementTree.Element | None) -> str:
    return node.get(f"{W}val", "") if node is not None else ""


@dataclass(frozen=True)
class Printed:
    """What is printed before a paragraph: its number (None: none, or a bullet), the whole ("1.2.", "a)"; "" for a
    bullet), how deep it lies (0: no item), in which list."""

    number: int | None = None
    label: str = ""
    depth: int = 0
    list: str = ""


class Numbers:
    """Counts as Word does: a counter for each list and level, deeper levels begin anew, starts can be set."""

    def __init__(self, package: Package, looks: Looks):
        self.looks = looks
        parts = {kind: target for kind, target, _, _ in package.related(package.main)}
        root = package.part(parts.get("numbering", "word/numbering.xml"))
        self.abstract = (
            {node.get(f"{W}abstractNumId", ""): node for node in root.iter(f"{W}abstractNum")}
            if root is not None
            else {}
        )
        self.nums = {node.get(f"{W}numId", ""): node for node in root.iter(f"{W}num")} if root is not None else {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[tuple[str, int]] = set()

    def next(self, properties: ElementTree.Element | None, style: str | None) -> Printed:
        """What is printed before the next paragraph."""
        num, level = self._list_of(properties, style)
        abstract = self.abstract.get(_val(self.nums[num].find(f"{W}abstractNumId"))) if num in self.nums else None
        if abstract is None:
            return Printed()
        form = self._level(abstract, level)
        key = abstract.get(f"{W}abstractNumId", "")
        counters = self.counters[key]
        override = self._start_override(num, level)
        if override is not None and (num, level) not in self.begun:
            counters.pop(level, None)
        self.begun.add((num, level))
        start = override if override is not None else int(_val(form.find(f"{W}start")) or 1) if form is not None else 1
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]
        kind = _val(form.find(f"{W}numFmt")) if form is not None else None
        is_item = kind not in ("none", None, "")
        is_counted = is_item and kind not in _WITHOUT
        label = self._label(abstract, form, counters) if is_counted else ""
        return Printed(counters[level] if is_counted else None, label, level + 1 if is_item else 0, key)

    def _label(self, abstract: ElementTree.Element, form: ElementTree.Element | None, counters: dict[int, int]) -> str:
        """The number as it is printed, with those of the levels above where the list says so."""
        said = form.find(f"{W}lvlText") if form is not None else None
        label = _val(said) if said is not None else f"%{max(counters) + 1}."
        is_plain = form is not None and form.find(f"{W}isLgl") is not None
        for at, count in counters.items():
            other = self._level(abstract, at)
            kind = "decimal" if is_plain or other is None else _val(other.find(f"{W}numFmt"))
            label = label.replace(f"%{at + 1}", written(count, kind))
        return label

    def _list_of(self, properties: ElementTree.Element | None, style: str | None) -> tuple[str, int]:
        layers = [
            node for one in self.looks.chain(style or self.looks.usual) if (node := one.find(f"{W}pPr")) is not None
        ]
        layers += [properties] if properties is not None else []
        num, level = "", 0
        for layer in layers:
            found = layer.find(f"{W}numPr")
            if found is not None:
                num = _val(found.find(f"{W}numId")) or num
                level = int(_val(found.find(f"{W}ilvl")) or 0)
        return num, level

    @staticmethod
    def _level(abstract: ElementTree.Element, level: int) -> ElementTree.Element | None:
        return next((node for node in abstract.findall(f"{W}lvl") if node.get(f"{W}ilvl") == str(level)), None)

    def _start_override(self, num: str, level: int) -> int | None:
        for node in self.nums[num].findall(f"{W}lvlOverride"):
            start = node.find(f"{W}startOverride")
            if node.get(f"{W}ilvl") == str(level) and start is not None and _val(start).lstrip("-").isdigit():
                return int(_val(start))
        return None


def written(count: int, kind: str) -> str:
    """A count as letters, Roman or plain digits."""
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif kind in ("lowerRoman", "upperRoman") and 0 < count < 400:
        tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[count // 10 % 10]
        ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[count % 10]
        letters = "c" * (count // 100) + tens + ones
    else:
        letters = f"{count:02d}" if kind == "decimalZero" else str(count)
    return letters.upper() if kind.startswith("upper") else letters
