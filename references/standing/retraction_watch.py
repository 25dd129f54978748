"""The public list of retractions (Retraction Watch, a CSV file of 20 columns). Pure but for reading the stream.

Its traps: days in American order ("4/15/2021 0:00"), "0" or nothing for "no PubMed number", "unavailable" for "no DOI",
several identifiers in one field, bytes that are no UTF-8, and corrections, concerns and reinstatements among the
retractions.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date

from editorial.shared.issues import Issue, Refused
from references.enums import Nature, Source
from references.identifiers import dois_in, pmids_in

from .reports import Fault, Report

WANTED = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
)
NATURES = {
    "retraction": Nature.RETRACTION,
    "partial retraction": Nature.CONCERN,  # some of it was withdrawn: whether what is cited was, a person must see
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "expression of concern": Nature.CONCERN,
    "correction": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "reinstatement": Nature.REINSTATEMENT,
}
MAX_FIELD = 1024 * 1024
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s.*)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?")


def read_reports(stream: Iterable[bytes]) -> Iterator[Report | Fault]:
    """Every row as a report, with a fault for each that cannot be used.

    A file that is not this list at all is :class:`Refused`; whatever is wrong with a row concerns that row only.
    """
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(_lines(stream))
    try:
        columns = _columns(next(reader, []))
    except csv.Error as error:
        raise Refused(Issue("not-the-list", f"The file cannot be read as CSV: {error}.", "file")) from error
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(reader.line_num, f"it cannot be read: {error}.")
            continue
        if row:
            yield from _read_row(row, columns, reader.line_num)


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines of text whatever the bytes: what is no UTF-8 is replaced, a byte-order mark and NULs are dropped."""
    for number, line in enumerate(stream):
        text = line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")
        yield text.replace("\x00", "")


def _columns(header: list[str]) -> dict[str, int]:
    places = {name.strip(): place for place, name in enumerate(header)}
    missing = [name for name in WANTED if name not in places]
    if missing:
        message = f"This is not the list of retractions: it has no column “{missing[0]}”."
        raise Refused(Issue("not-the-list", message, "file"))
    return places | {"": len(header)}


def _read_row(row: list[str], columns: dict[str, int], line: int) -> Iterator[Report | Fault]:
    if len(row) != columns[""]:
        yield Fault(line, f"it has {len(row)} fields instead of {columns['']}.")
        return
    record = row[columns["Record ID"]].strip()
    nature = NATURES.get(row[columns["RetractionNature"]].strip().lower())
    if not record or len(record) > 100:
        yield Fault(line, "it has no number of a record.")
        return
    if nature is None:
        yield Fault(line, f"“{row[columns['RetractionNature']][:60]}” is no nature of a notice that is known.")
        return
    written = row[columns["RetractionDate"]].strip()
    on = read_day(written)
    if on is None:
        # The retraction is worth more than its day: it is kept, and weighs as the oldest.
        yield Fault(line, f"the day “{written[:40]}” cannot be read; the notice is kept without one.")
    dois, no_dois = dois_in(row[columns["OriginalPaperDOI"]])
    pmids, no_pmids = pmids_in(row[columns["OriginalPaperPubMedID"]])
    yield from _not_read(line, "DOI", no_dois)
    yield from _not_read(line, "PubMed number", no_pmids)
    yield Report(
        source=Source.RETRACTION_WATCH,
        record=record,
        nature=nature,
        on=on,
        dois=dois,
        pmids=pmids,
        notice=next(iter(dois_in(row[columns["RetractionDOI"]])[0]), ""),
        why=row[columns["Reason"]].strip().strip(";")[:1000] if "Reason" in columns else "",
    )


def _not_read(line: int, what: str, words: tuple[str, ...]) -> Iterator[Fault]:
    """A notice that is found at none of its papers must not be lost in silence."""
    if words:
        yield Fault(line, f"“{' '.join(words)[:60]}” is no {what}; the notice is kept without it.")


def read_day(text: str) -> date | None:
    """A day in American order, or as ISO writes it."""
    text = text.strip()
    try:
        if found := _DAY.fullmatch(text):
            month, day, year = (int(part) for part in found.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        if found := _ISO_DAY.fullmatch(text):
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return None
