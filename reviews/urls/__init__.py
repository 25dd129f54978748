"""The addresses of the board's pages, one file for each namespace."""
