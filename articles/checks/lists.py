"""Lists of words in ``data/``."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of a list, parted by spaces or lines; a line that begins with "#" says what the list is."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
