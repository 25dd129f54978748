"""The table of a folder that moves in: which file is which article, where it stood before, and whose it is."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.actions.articles import fixed_language_issues, slug_issues
from articles.actions.moving_in import path_issues, path_of
from articles.languages import canonical, language_issues
from articles.models import Article
from editorial.accounts.models import User
from editorial.accounts.roles import is_editor
from editorial.shared.issues import Issue, Refused, refuse

COLUMNS = ("file", "address", "old addresses", "owner", "topic", "language", "translation of")
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Row:
    """One article that moves in. ``line`` is the table's; an empty ``address`` is made from the title."""

    line: int
    path: Path
    address: str = ""
    old_addresses: tuple[str, ...] = ()
    owner: User | None = None
    topic: str = ""
    language: str = ""
    translation_of: str = ""


def read_table(path: Path) -> list[Row]:
    """Every row, checked before anything is imported; :class:`Refused` with all that is wrong, by line and column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Issue("table", f"The table {path} cannot be read as UTF-8 text: {error}.")) from error
    lines = text.splitlines()
    if not lines:
        raise Refused(Issue("table", f"The table {path} is empty."))
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=lines[0].count))
    named = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    unknown = sorted(set(named) - set(COLUMNS) - {""})
    refuse([Issue("column", f"The table has a column “{name}”; there are: {', '.join(COLUMNS)}.") for name in unknown])
    if "file" not in named:
        raise Refused(Issue("column", "The table has no column “file”."))
    said = [(reader.line_num, {key: (line.get(name) or "").strip() for key, name in named.items()}) for line in reader]
    said = [one for one in said if any(one[1].values())]
    if len(said) > MOST_ROWS:
        too_many = f"The table {path} has {len(said):,} rows; at most {MOST_ROWS:,} are read: give it in parts."
        raise Refused(Issue("rows", too_many))
    return _checked(said, path.parent)


def _checked(said: Sequence[tuple[int, Mapping[str, str]]], folder: Path) -> list[Row]:
    people = {user.email.lower(): user for user in User.objects.filter(is_active=True) if is_editor(user)}
    rows, issues = [], []
    for line, cells in said:
        row = Row(
            line=line,
            path=folder / cells["file"],
            address=cells.get("address", "").strip("/").removeprefix("articles/"),
            old_addresses=tuple(path_of(one) for one in cells.get("old addresses", "").replace(";", " ").split()),
            owner=people.get(cells.get("owner", "").lower()),
            topic=cells.get("topic", ""),
            language=canonical(cells.get("language", "")),
            translation_of=cells.get("translation of", "").strip("/").removeprefix("articles/"),
        )
        rows.append(row)
        issues += [_at(line, issue) for issue in _row_issues(row, cells)]
    issues += [*_twice(rows), *_sources(rows)]
    refuse(issues)
    return rows


def _at(line: int, issue: Issue) -> Issue:
    return Issue(issue.code, f"Line {line} of the table: {issue.message}", f"line:{line}")


def _row_issues(row: Row, cells: Mapping[str, str]) -> Iterator[Issue]:
    if not cells["file"] or not row.path.is_file():
        yield Issue("no-file", f"there is no file “{cells['file']}” beside the table.")
    if cells.get("owner") and row.owner is None:
        yield Issue("no-owner", f"nobody with the address {cells['owner']} is an active editor.")
    known = Article.objects.filter(slug=row.address).first() if row.address else None
    if row.address and known is None:
        yield from slug_issues(row.address)
    for path in row.old_addresses:
        yield from path_issues(path, known)
    if cells.get("language"):
        yield from language_issues(cells["language"])
        if known is not None and row.language not in ("", known.language):
            yield from fixed_language_issues(known)
    if row.translation_of and known is not None and row.translation_of != _source_of(known):
        yield Issue("translation-fixed", f"“{row.address}” is there already, and is no translation of that article.")


def _source_of(known: Article) -> str:
    return known.translation_of.slug if known.translation_of else ""


def _sources(rows: list[Row]) -> Iterator[Issue]:
    """What is translated comes first: it is there, or stands in a line above with its address."""
    above: dict[str, Row] = {}
    for row in rows:
        wanted = row.translation_of
        source = above.get(wanted)
        if wanted and source is None and not Article.objects.filter(slugs__slug=wanted).exists():
            yield _at(row.line, Issue("no-source", f"“{wanted}” is no address of an article, here or in a line above."))
        if source is not None and canonical(source.language) == canonical(row.language):
            yield _at(row.line, Issue("same-language", f"it is in the same language as “{wanted}” is."))
        if source is not None and source.translation_of:
            yield _at(row.line, Issue("of-a-translation", f"“{wanted}” is a translation itself: name what it says."))
        if row.address:
            above[row.address] = row


def _twice(rows: list[Row]) -> Iterator[Issue]:
    """What two rows claim for themselves."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        claims = [("file", str(row.path)), *(("old address", path) for path in row.old_addresses)]
        for what, name in [*claims, ("address", row.address)] if row.address else claims:
            before = first.setdefault((what, name), row.line)
            if before != row.line:
                yield _at(row.line, Issue("twice", f"the {what} “{name}” stands in line {before} too."))
