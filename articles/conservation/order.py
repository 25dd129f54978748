"""The order of what arrived: its sequence, the numbers of its steps, the depth of its items."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from .aligning import Match
from .arrived import Unit
from .findings import Finding

_FRONT = ("title", "question", "summary", "lead")  # these come first, wherever the file has them


def misplaced(matches: list[Match]) -> list[Finding]:
    """What stands in the text in another order, under another number or at another depth than in the file."""
    placed = [
        match for match in matches if match.unit is not None and match.unit.is_stored and match.passage.kind == "text"
    ]
    return [*_out_of_order(placed), *_other_numbers(placed), *_other_depths(placed), *_joined(placed)]


def _out_of_order(placed: list[Match]) -> Iterator[Finding]:
    """The fewest that would have to move for all to stand in the order of the file."""
    behind = [match for match in placed if match.unit is not None and match.unit.place not in _FRONT]
    orders = [match.unit.order for match in behind if match.unit is not None]
    kept = _longest_rise(orders)
    for index, match in enumerate(behind):
        if index not in kept:
            words = _beginning(match)
            is_early = any(orders[one] > orders[index] for one in kept if one < index)
            where = "before what it follows" if is_early else "behind what it comes before"
            message = f"“{words}” stands {where} in the file ({match.passage.place})."
            yield Finding("order", match.passage.place, words, message)


def _longest_rise(orders: list[int]) -> set[int]:
    """The places of the longest part of a sequence that never falls; of two that changed places, the first."""
    ends: list[int] = []  # the last number of the best rise of each length
    at: list[int] = []  # and where it stands
    before: list[int] = []
    for index, order in enumerate(reversed(orders)):
        length = bisect_right(ends, -order)
        ends[length : length + 1], at[length : length + 1] = [-order], [index]
        before.append(at[length - 1] if length else -1)
    found: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(len(orders) - 1 - index)
        index = before[index]
    return found


def _other_numbers(placed: list[Match]) -> Iterator[Finding]:
    """Items whose number is another one than the file prints. Headings may lose theirs: their order says it."""
    for match in placed:
        passage, unit = match.passage, match.unit
        if unit is None or unit.is_heading or passage.number is None or passage.grid is not None:
            continue
        if unit.number != passage.number:
            now = f"as number {unit.number}" if unit.number is not None else "without a number"
            words = _beginning(match)
            message = f"“{words}” is number {passage.number} in the file ({passage.place}) and arrived {now}."
            yield Finding("number", passage.place, words, message)


def _other_depths(placed: list[Match]) -> Iterator[Finding]:
    """Items that lie deeper or less deep below the item before than in the file."""
    for at, (before, match) in enumerate(pairwise(placed)):
        if before.unit is None or match.unit is None:
            continue
        depths = before.passage.depth, match.passage.depth, before.unit.depth, match.unit.depth
        is_one_list = before.passage.list_name == match.passage.list_name
        is_other = all(depths) and _sign(depths[1] - depths[0]) != _sign(depths[3] - depths[2])
        falls = depths[1] < depths[0]
        if is_one_list and is_other and not (falls and _begins_deep(placed[: at + 1], depths[2:])):
            words = _beginning(match)
            message = f"“{words}” lies at another depth of its list than in the file ({match.passage.place})."
            yield Finding("depth", match.passage.place, words, message)


def _begins_deep(placed: list[Match], depths: tuple[int, ...]) -> bool:
    """Whether the last of these has no item above it in the file, so that the list begins with it."""
    if max(depths) > 1:
        return False
    for match in reversed(placed):
        if not match.passage.depth or match.passage.list_name != placed[-1].passage.list_name:
            break
        if match.passage.depth < placed[-1].passage.depth:
            return False
    return True


def _joined(placed: list[Match]) -> Iterator[Finding]:
    """Items of a list that became one."""
    seen: dict[int, Match] = {}
    for match in placed:
        if match.unit is None or not match.passage.depth:
            continue
        before = seen.setdefault(id(match.unit), match)
        if before is not match:
            words = _beginning(match)
            first = _beginning(before)
            message = f"“{first}” and “{words}” are two items in the file ({match.passage.place}) and arrived as one."
            yield Finding("joined", match.passage.place, words, message)


def cut_items(matches: list[Match], units: list[Unit]) -> list[Finding]:
    """Items that the file does not have: one of its own was cut in two. Only where the file itself marks items."""
    if not any(match.passage.depth for match in matches):
        return []
    whole = {id(match.unit) for match in matches}
    return [
        Finding("cut", unit.place, unit.text, f"“{unit.text.strip()}” is no item of the file.")
        for unit in units
        if unit.is_stored and unit.depth and unit.tokens and unit.grid is None and id(unit) not in whole
    ]


def _beginning(match: Match) -> str:
    return " ".join(match.passage.text.split())[:60]


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
