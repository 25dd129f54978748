"""The table of plain words as it stands here: what is shipped, with what people added, changed and took out. Reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from articles.checks.plain_words import OwnWords, PlainWord, Table, own_words_of, shipped, table_of
from articles.models import PlainTerm

SHIPPED, CHANGED, ADDED, OUT = "shipped", "changed", "added", "out"


@dataclass(frozen=True)
class Row:
    """One term, and how it stands beside what is shipped."""

    entry: PlainWord
    state: str = SHIPPED

    @property
    def id(self) -> UUID:
        return id_of(self.entry.term)


def id_of(term: str) -> UUID:
    """The id of a term's row, whether there is one or not."""
    return uuid5(NAMESPACE_URL, f"plain-word:{term.lower()}")


def rows_of(shipped_words: Iterable[PlainWord], kept: Iterable[PlainTerm]) -> list[Row]:
    """Every term by name, those that were taken out among them. Pure."""
    rows = {word.term: Row(word) for word in shipped_words}
    for one in kept:
        entry = PlainWord(one.term, one.plain, one.note, one.source, one.kind)
        state = OUT if one.is_out else CHANGED if one.term in rows else ADDED
        rows[one.term] = Row(entry, state)
    return [rows[term] for term in sorted(rows)]


def plain_rows() -> list[Row]:
    """The table with all of its rows. One query."""
    return rows_of(shipped(), PlainTerm.objects.all())


def plain_table() -> Table:
    """The table as terms are looked up in it. One query."""
    return table_of(tuple(row.entry for row in plain_rows() if row.state != OUT))


def own_words() -> OwnWords:
    """The rows that differ from what is shipped, for the checks. One query."""
    rows = rows_of((), PlainTerm.objects.all())
    return own_words_of(
        (row.entry for row in rows if row.state != OUT), (row.entry for row in rows if row.state == OUT)
    )


def last_change_of_term(term: UUID) -> int:
    """Numbers the last change of a row: what a form that changes it started from; 0 for one as it is shipped."""
    return PlainTerm.history.filter(id=term).values_list("history_id", flat=True).first() or 0
