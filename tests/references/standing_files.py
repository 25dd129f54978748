"""Files as the sources of standings publish them: the columns of the public list, and Crossref's documented shape."""

import csv
import io
from pathlib import Path

HEADER = """Record ID|Title|Subject|Institution|Journal|Publisher|Country|Author|URLS|ArticleType|RetractionDate
RetractionDOI|RetractionPubMedID|OriginalPaperDate|OriginalPaperDOI|OriginalPaperPubMedID|RetractionNature
Reason|Paywalled|Notes""".replace("\n", "|").split("|")


def list_row(record: int | str = 1, **fields: str) -> dict[str, str]:
    """One row, with what most rows have."""
    return dict.fromkeys(HEADER, "") | {
        "Record ID": str(record),
        "Title": "A study of twitching",
        "RetractionDate": "4/15/2021 0:00",
        "RetractionDOI": "unavailable",
        "RetractionPubMedID": "0",
        "OriginalPaperDate": "1/2/2015 0:00",
        "OriginalPaperDOI": "unavailable",
        "OriginalPaperPubMedID": "0",
        "RetractionNature": "Retraction",
        "Reason": "+Error in Data;",
        **fields,
    }


def list_bytes(*rows: dict[str, str] | bytes) -> bytes:
    """The CSV file; rows given as bytes stand in it as they are."""
    parts = [_line(HEADER)]
    parts += [row if isinstance(row, bytes) else _line(list(row.values())) for row in rows]
    return b"".join(parts)


def _line(values: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue().encode()


def write_list(folder: Path, *rows: dict[str, str] | bytes, name: str = "retractions.csv") -> Path:
    path = folder / name
    path.write_bytes(list_bytes(*rows))
    return path


def update(kind: str, doi: str, day: tuple[int, ...] = (2021, 4, 15), **more) -> dict:
    """One entry of "update-to" or "updated-by"."""
    return {
        "type": kind,
        "DOI": doi,
        "label": kind.replace("_", " ").capitalize(),
        "source": "publisher",
        "updated": {"date-parts": [list(day)], "date-time": "2021-04-15T00:00:00Z", "timestamp": 1618444800000},
        **more,
    }
