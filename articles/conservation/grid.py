"""Where the cells of a table stand, spans counted."""

MAX_WORK = 500_000  # places that the cells of a table cover; a table with more cannot be compared
TO_THE_END = 65_534  # rows: of a cell that goes on to the end of its group


class Grid:
    """Gives each cell its (table, row, column, depth, width), in the order in which a file holds them."""

    def __init__(self, number: int):
        self.number, self.row, self.column = number, -1, 0
        self.reaching: dict[int, int] = {}  # the last row that a cell of each column covers
        self.work = 0

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def next_group(self) -> None:
        """No cell reaches out of its group of rows."""
        self.reaching = {}

    def place(self, depth: int = 1, width: int = 1) -> tuple[int, int, int, int, int]:
        self.row = max(self.row, 0)  # a cell without a row begins the first
        begun = self.column
        while self.reaching.get(self.column, -1) >= self.row:
            self.column += 1
        column = self.column
        self.work += width + column - begun
        if self.work > MAX_WORK:
            raise OverflowError("The cells of a table cover too many places to be compared")
        for covered in range(column, column + width):  # where two cells overlap, both cover the place
            self.reaching[covered] = max(self.reaching.get(covered, -1), self.row + depth - 1)
        self.column += width
        return self.number, self.row, column, depth, width


def span(value: str | None, most: int, none: int = 1) -> int:
    """A span as an attribute says it; ``none`` is what 0 stands for."""
    said = (value or "").strip()
    return min(int(said) or none, most) if said.isdecimal() else 1
