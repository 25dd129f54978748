"""What the board's pages show, as data. Reads only."""
