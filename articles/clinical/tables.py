"""Tables compared by what their cells mean: a cell is known by the label of its row and the heading of its column."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from articles.clinical.alignment import Group, likeness
from articles.clinical.passages import Sentence, Table

Row = tuple[Sentence, ...]


def table_groups(old: Sequence[Table], new: Sequence[Table]) -> list[Group]:
    """The cells of all tables that answer each other and differ, and those that only came or went."""
    groups: list[Group] = []
    free = list(new)
    for table in old:
        other = max(free, key=lambda one: _shared(table, one), default=None)
        if other is None:
            groups += [Group((cell,), ()) for row in _all_rows(table) for cell in _labelled(row, table)]
            continue
        free.remove(other)
        groups += _compare(table, other)
    groups += [Group((), (cell,)) for table in free for row in _all_rows(table) for cell in _labelled(row, table)]
    return groups


def _shared(one: Table, other: Table) -> int:
    return len(
        {cell.same for row in _all_rows(one) for cell in row} & {cell.same for row in _all_rows(other) for cell in row}
    )


def _all_rows(table: Table) -> list[Row]:
    return [table.headings, *table.rows] if table.headings else list(table.rows)


def _compare(old: Table, new: Table) -> list[Group]:
    columns = _columns(old, new)
    groups = [
        Group((old.headings[i],), (new.headings[j],))
        for i, j in columns.items()
        if i < len(old.headings) and j < len(new.headings) and old.headings[i].same != new.headings[j].same
    ]
    matched = _rows(old, new, columns)
    for i, j in matched:
        groups += _cells(old, new, old.rows[i], new.rows[j], columns)
    gone = set(range(len(old.rows))) - {i for i, _ in matched}
    come = set(range(len(new.rows))) - {j for _, j in matched}
    groups += [Group((cell,), ()) for i in sorted(gone) for cell in _labelled(old.rows[i], old)]
    groups += [Group((), (cell,)) for j in sorted(come) for cell in _labelled(new.rows[j], new)]
    return groups


def _columns(old: Table, new: Table) -> dict[int, int]:
    """Old column -> new column: by their headings, the others in their order."""
    width_old, width_new = (max((len(row) for row in _all_rows(table)), default=0) for table in (old, new))
    names = defaultdict(list)
    for j, heading in enumerate(new.headings):
        names[heading.same].append(j)
    found = {i: names[h.same].pop(0) for i, h in enumerate(old.headings) if names.get(h.same)}
    rest_old = [i for i in range(width_old) if i not in found]
    rest_new = [j for j in range(width_new) if j not in found.values()]
    return found | dict(zip(rest_old, rest_new, strict=False))


def _rows(old: Table, new: Table, columns: dict[int, int]) -> list[tuple[int, int]]:
    """Which row became which: equal ones, then those of the same label, then those left over in their order."""
    pairs: list[tuple[int, int]] = []
    for key_old, key_new in (
        (lambda row: _moved_row(row, columns), lambda row: tuple(cell.same for cell in row)),
        (_label, _label),
    ):
        places = defaultdict(list)
        for j, row in enumerate(new.rows):
            if j not in {b for _, b in pairs}:
                places[key_new(row)].append(j)
        for i, row in enumerate(old.rows):
            if i not in {a for a, _ in pairs} and places.get(key_old(row)):
                pairs.append((i, places[key_old(row)].pop(0)))
    rest_old = [i for i in range(len(old.rows)) if i not in {a for a, _ in pairs}]
    rest_new = [j for j in range(len(new.rows)) if j not in {b for _, b in pairs}]
    return sorted([*pairs, *_left_over(old, new, rest_old, rest_new)])


def _left_over(old: Table, new: Table, rows: list[int], others: list[int]) -> list[tuple[int, int]]:
    if len(rows) == len(others):
        return list(zip(rows, others, strict=True))
    found, free = [], list(others)
    for i in rows:
        ranked = [(likeness(_joined(old.rows[i]), _joined(new.rows[j])), -abs(i - j), j) for j in free]
        if ranked and max(ranked)[0]:
            free.remove(max(ranked)[2])
            found.append((i, max(ranked)[2]))
    return found


def _joined(row: Row) -> Sentence:
    return Sentence(" ; ".join(cell.text for cell in row))


def _moved_row(row: Row, columns: dict[int, int]) -> tuple[str, ...]:
    """The row's words in the order of the new columns."""
    places = sorted(range(len(row)), key=lambda i: columns.get(i, i))
    return tuple(row[i].same for i in places)


def _label(row: Row) -> str:
    return row[0].same.lower() if len(row) > 1 else ""


def _cells(old: Table, new: Table, before: Row, after: Row, columns: dict[int, int]) -> list[Group]:
    was, now = _labelled(before, old), _labelled(after, new)
    back = {j: i for i, j in columns.items()}
    groups = []
    for j, cell in enumerate(now):
        i = back.get(j, -1)
        other = was[i] if 0 <= i < len(was) else None
        if other is None:
            groups.append(Group((), (cell,)))
        elif other.same != cell.same or other.cites != cell.cites or other.links != cell.links:
            groups.append(Group((other,), (cell,)))
    groups += [Group((cell,), ()) for i, cell in enumerate(was) if columns.get(i, len(now)) >= len(now)]
    return groups


def _labelled(row: Row, table: Table) -> Row:
    """The cells with their place: the label of their row and the heading of their column."""
    label = row[0].text if len(row) > 1 else ""
    return tuple(
        replace(cell, place=" · ".join(filter(None, (label if i else "", _heading(table, i)))))
        for i, cell in enumerate(row)
    )


def _heading(table: Table, column: int) -> str:
    return table.headings[column].text if column < len(table.headings) else ""
