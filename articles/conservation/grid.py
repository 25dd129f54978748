"""Where the cells of a table stand, spans counted."""


class Grid:
    """Gives each cell its (table, row, column, depth, width), in the order in which a file holds them."""

    def __init__(self, number: int):
        self.number, self.row, self.column = number, -1, 0
        self.taken: set[tuple[int, int]] = set()

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def place(self, depth: int = 1, width: int = 1) -> tuple[int, int, int, int, int]:
        while (self.row, self.column) in self.taken:
            self.column += 1
        column = self.column
        rows, columns = min(depth, 500), min(width, 100)
        self.taken.update((self.row + down, column + right) for down in range(rows) for right in range(columns))
        self.column += width
        return self.number, max(self.row, 0), column, depth, width
